/**
 * `gls` and `lme`: the models of nlme's arguments are those of the reference cases.
 */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { gls, lme, type NlmeOptions } from "../../lib/model/repeated/nlme.ts";
import { readResidualCase, residualCaseData } from "../oracle/rside_case.ts";

const CALLS: [id: string, options: NlmeOptions, random?: string][] = [
  ["alfalfa_block_ar1", { correlation: "corAR1(form = ~ 1 | Block/Variety)" }, "~ 1 | Block"],
  ["alfalfa_block_cs", {}, "~ 1 | Block/Variety"],
  ["alfalfa_block_csh", {
    correlation: "corCompSymm(form = ~ Date | Block/Variety)",
    weights: "varIdent(form = ~ 1 | Date)",
  }, "~ 1 | Block"],
  ["bodyweight_exp_random", { correlation: "corExp(form = ~ Time)" }, "~ 1 | Rat"],
  ["bodyweight_pow", { correlation: "corCAR1(form = ~ Time | Rat)" }],
  ["dialyzer_un", {
    correlation: "corSymm(form = ~ index | Subject)",
    weights: "varIdent(form = ~ 1 | index)",
  }],
  ["fecal_missing_room_arh1", {
    correlation: "corAR1(form = ~ Day | Room/Pen)",
    weights: "varIdent(form = ~ 1 | Day)",
  }, "~ 1 | Room"],
  ["field_exp_nugget", { correlation: "corExp(c(2, .2), form = ~ col + row, nugget = TRUE)" }],
  ["orthodont_ar1_varsex", {
    correlation: "corAR1(form = ~ agef | Subject)",
    weights: "varIdent(form = ~ 1 | Sex)",
  }],
  ["orthodont_diag", { weights: "varIdent(form = ~ 1 | agef)" }],
  ["orthodont_id", {}],
  ["ovary_ar1_random", { correlation: "corAR1(form = ~ visit)" }, "~ 1 | Mare"],
  ["plantgrowth_varident", { weights: "varIdent(form = ~ 1 | group)" }],
  ["rcbd_negative_cs", { correlation: "corCompSymm(form = ~ 1 | Block)" }],
];

for (const [id, options, random] of CALLS) {
  Deno.test(`nlme's arguments: ${id}`, () => {
    const c = readResidualCase(id);
    const data = residualCaseData(c);
    for (const method of ["REML", "ML"] as const) {
      const all = { ...options, method };
      const fit = random ? lme(c.fixed, random, data, all) : gls(c.fixed, data, all);
      const expected = method === "REML" ? c.criterion_reml : c.deviance_ml;
      // a nugget has a bound at 0, which the figures by ML do not keep
      if (id === "field_exp_nugget" && method === "ML") continue;
      assertAlmostEquals(fit.criterion, expected, 1e-9 * Math.max(1, Math.abs(expected)));
    }
  });
}

Deno.test("nlme's arguments: an autoregression goes over the numbers of its covariate", () => {
  const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
  const data = tableFrom({
    y,
    t: y.map((_, i) => [1, 2, 4, 5][i % 4]!),
    Pen: y.map((_, i) => `p${Math.floor(i / 4)}`),
  });
  const by = (form: string): number =>
    gls("y ~ 1", data, { correlation: `corAR1(form = ${form})` }).criterion;
  assertAlmostEquals(by("~ factor(t) | Pen"), by("~ 1 | Pen"), 1e-9);
  assertEquals(Math.abs(by("~ t | Pen") - by("~ 1 | Pen")) > 1e-3, true);
});

Deno.test("nlme's arguments: what is not known is refused", () => {
  const data = tableFrom({ y: [1, 3, 2, 5], g: ["a", "a", "b", "b"] });
  const faults: [options: NlmeOptions, code: string][] = [
    [{ correlation: "corARMA(form = ~ 1 | g, p = 2)" }, "nlme-argument"],
    [{ correlation: "corExp(form = ~ 1 | g)" }, "nlme-argument"],
    [
      { weights: "varPower(form = ~ fitted(.))", correlation: "corAR1(form = ~ 1 | g)" },
      "nlme-argument",
    ],
    [{ weights: "varIdent(form = ~ g)" }, "nlme-argument"],
    [{ correlation: "corAR1(y ~ 1 | g)" }, "nlme-argument"],
    [{ correlation: "corAR1(form = ~ 1 | g, fixed = TRUE)" }, "unknown-argument"],
  ];
  for (const [options, code] of faults) {
    const error = assertThrows(() => gls("y ~ 1", data, options), DiagnosticError);
    assertEquals(error.diagnostics[0]!.code, code, JSON.stringify(options));
  }
});
