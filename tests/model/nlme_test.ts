/**
 * `gls` and `lme`: the models of nlme's arguments are those of the reference cases.
 */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { gls, lme, type NlmeOptions } from "../../lib/model/repeated/nlme.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { nlmeIntervals } from "../../lib/inference/test/nlme_intervals.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { dataOf, readCase } from "../oracle/read_case.ts";
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

Deno.test("nlme's arguments: pdDiag has a variance for each column, those of a factor as well", () => {
  // lme of nlme 3.1-162 with lmeControl(msTol = 1e-12, tolerance = 1e-12), and lmer of lme4 1.1-31 with
  // columns of 0 and 1 in terms of their own; variances are those of lme4
  const data = dataOf(readCase("oats_splitplot"));
  const cases: [random: string, criterion: number, variances: number[]][] = [
    ["~ Variety - 1", 567.695464974, [260.7126043, 243.2481852, 463.905972, 168.7499883]],
    ["~ Variety", 562.070545844, [256.5232508, 203.8508924, 100.8840993, 168.1982375]],
  ];
  for (const [form, criterion, variances] of cases) {
    const fit = lme("yield ~ nitro * Variety", `list(Block = pdDiag(${form}))`, data);
    assertAlmostEquals(fit.criterion, criterion, 1e-7);
    assertEquals(fit.parameters, 10);
    fit.varianceComponents.forEach(({ variance }, k) =>
      assertAlmostEquals(variance!, variances[k]!, 3e-5 * variances[k]!)
    );
    const own = lmer(`yield ~ nitro * Variety + diag(${form.slice(2)} | Block)`, data);
    assertAlmostEquals(own.criterion, criterion, 1e-7);
  }
});

Deno.test("nlme's arguments: pdCompSymm is nested intercepts while its covariance is above 0", () => {
  const data = dataOf(readCase("oats_splitplot"));
  const fit = lme("yield ~ nitro * Variety", "list(Block = pdCompSymm(~ Variety - 1))", data);
  const nested = lmer("yield ~ nitro * Variety + (1 | Block / Variety)", data);
  assertAlmostEquals(fit.criterion, nested.criterion, 1e-9);
  const [, random] = nlmeIntervals(fit, 0.95, "all");
  // nlme 3.1-162, lmeControl(msTol = 1e-14, tolerance = 1e-14); its second derivatives are differences
  const [sd, cor] = random!.rows;
  assertEquals([sd!.name, cor!.name], ["std. dev", "corr."]);
  const near = (value: number, expected: number) =>
    assertAlmostEquals(value, expected, 3e-4 * expected);
  near(sd!.lower, 10.60702371);
  near(sd!.estimate, 17.9617121);
  near(sd!.upper, 30.4159876);
  near(cor!.estimate, 0.6647915);
  near(cor!.upper, 0.9313602);
  assertAlmostEquals(cor!.lower, 0.05004373, 5e-4);
  // a block whose varieties differ more than blocks do: nlme has a correlation below 0 here
  const below = tableFrom({
    y: [1, 2, 9, 8, 5, 6, 9, 8, 1, 2, 5, 4, 5, 4, 5, 6, 2, 1],
    Block: Array.from({ length: 18 }, (_, i) => "abc"[Math.floor(i / 6)]!),
    V: Array.from({ length: 18 }, (_, i) => "xyz"[Math.floor(i / 2) % 3]!),
  });
  const error = assertThrows(
    () => lme("y ~ V", "list(Block = pdCompSymm(~ V - 1))", below),
    DiagnosticError,
  );
  assertEquals(error.diagnostics[0]!.code, "nlme-argument");
});

Deno.test("lmer: autoregressive effects of visits are those of glmmTMB, and have df", () => {
  // glmmTMB 1.1.5, REML = TRUE: distance ~ age * Sex + ar1(0 + factor(age) | Subject), logLik
  const data = residualCaseData(readResidualCase("orthodont_id"));
  const fit = lmer("distance ~ age * Sex + ar1(0 + factor(age) | Subject)", data);
  assertAlmostEquals(fit.logLik, -216.694837, 1e-5);
  assertEquals(fit.parameters, 7);
  assertEquals(fit.notes.map((n) => n.code).includes("serial-effects"), true);
  const same = lmer("distance ~ age * Sex", data, {
    residual: "ar1(factor(age) | Subject, nugget = TRUE)",
  });
  assertAlmostEquals(fit.criterion, same.criterion, 1e-9);
  const [age] = anova(fit, { type: 3, ddf: "kenward-roger" }).rows.filter((r) => r.term === "age");
  assertEquals(age!.denDf! > 20 && age!.denDf! < 104, true);
});

Deno.test("nlme's arguments: what is not known is refused", () => {
  const data = tableFrom({ y: [1, 3, 2, 5], g: ["a", "a", "b", "b"] });
  const faults: [options: NlmeOptions, code: string][] = [
    [{ correlation: "corARMA(form = ~ 1 | g)" }, "nlme-argument"],
    [{ correlation: "corNatural(form = ~ 1 | g)" }, "nlme-argument"],
    [{ correlation: "corExp(form = ~ 1 | g)" }, "nlme-argument"],
    [{ weights: "varIdent(form = ~ g)" }, "nlme-argument"],
    [{ correlation: "corAR1(y ~ 1 | g)" }, "nlme-argument"],
    [{ correlation: "corAR1(form = ~ 1 | g, fixed = TRUE)" }, "unknown-argument"],
  ];
  for (const [options, code] of faults) {
    const error = assertThrows(() => gls("y ~ 1", data, options), DiagnosticError);
    assertEquals(error.diagnostics[0]!.code, code, JSON.stringify(options));
  }
});
