/**
 * `mmrm`: its structures are those of other words, its criteria count what the package counts, and its
 * tables are the package's (figures of mmrm 0.3.18 in its own tests, to the digits there).
 */
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { denominatorDf } from "../../lib/inference/df/denominator_df.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { gls } from "../../lib/model/repeated/nlme.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { mmrm } from "../../lib/model/repeated/mmrm.ts";
import { mmrmAnova } from "../../lib/inference/test/mmrm_anova.ts";
import { visitCovariances } from "../../lib/model/repeated/visit_covariances.ts";
import { hasData, readResidualCase, residualCaseData } from "../oracle/rside_case.ts";

const orthodont = residualCaseData(readResidualCase("orthodont_missing_csh"));

Deno.test("its covariances are those of other words", () => {
  const pairs: [string, string][] = [
    ["us", "un"],
    ["adh", "ante1"],
    ["ar1", "ar1"],
    ["ar1h", "arh1"],
    ["cs", "cs"],
    ["csh", "csh"],
    ["toep", "toep"],
    ["toeph", "toeph"],
  ];
  for (const [own, other] of pairs) {
    const fit = mmrm(`distance ~ Sex * agef + ${own}(agef | Subject)`, orthodont);
    const same = lmer("distance ~ Sex * agef", orthodont, { residual: `${other}(agef | Subject)` });
    assertAlmostEquals(fit.criterion, same.criterion, 1e-9, own);
    assertEquals(fit.mmrm!.word, own);
    // a fit by REML counts its covariance parameters alone
    assertEquals(fit.parameters, same.parameters - same.rank, own);
    assertAlmostEquals(fit.bic, fit.criterion + Math.log(27) * fit.parameters, 1e-9);
  }
});

Deno.test("ante-dependence of one variance lies between ar1 and that of several", () => {
  const criterion = (word: string): number =>
    mmrm(`distance ~ Sex * agef + ${word}(agef | Subject)`, orthodont, { reml: false }).criterion;
  const [ar1, ad, adh, toep] = ["ar1", "ad", "adh", "toep"].map(criterion) as [
    number,
    number,
    number,
    number,
  ];
  assert(ar1 >= ad && ad >= adh, `${ar1} ${ad} ${adh} ${toep}`);
  const fit = mmrm("distance ~ Sex * agef + ad(agef | Subject)", orthodont);
  const r = visitCovariances(fit)[0]!.matrix;
  assertAlmostEquals(r[0]!, r[15]!, 1e-9);
  assertAlmostEquals(r[2]! * r[0]!, r[1]! * r[6]!, 1e-9);
});

Deno.test("groups have a covariance each, and the visits' numbers may be places", () => {
  const data = residualCaseData(readResidualCase("orthodont_un_by_sex"));
  const grouped = mmrm("distance ~ Sex * age + us(agef | Sex / Subject)", data);
  const c = readResidualCase("orthodont_un_by_sex");
  assertAlmostEquals(grouped.criterion, c.criterion_reml, 1e-8);
  assertEquals(visitCovariances(grouped).map((v) => v.group), ["Male", "Female"]);
  const places = mmrm("distance ~ Sex * age + sp_exp(age | Subject)", data);
  const same = gls("distance ~ Sex * age", data, { correlation: "corExp(form = ~ age | Subject)" });
  assertAlmostEquals(places.criterion, same.criterion, 1e-9);
  const { visits, matrix } = visitCovariances(places)[0]!;
  assertEquals(visits, ["0", "1"]);
  const range = places.covarianceParameters.find((p) => p.name === "range")!.estimate!;
  assertAlmostEquals(matrix[1]!, matrix[0]! * Math.exp(-1 / range), 1e-10);
});

Deno.test("methods are Kenward and Roger's with the observed information, and others by name", () => {
  const formula = "distance ~ Sex * agef + ar1(agef | Subject)";
  const of = (method: string, vcov?: string) => mmrm(formula, orthodont, { method, vcov });
  const kr = of("Kenward-Roger");
  const l = Float64Array.from(kr.beta, (_, i) => i === 1 ? 1 : 0);
  const own = denominatorDf(kr, kr.ddf.default);
  const observed = denominatorDf(kr, "kenward-roger", { information: "observed" });
  assertEquals(own.df(l), observed.df(l));
  // with one df, Kenward and Roger's are Satterthwaite's
  const satterthwaite = of("Satterthwaite");
  assertAlmostEquals(
    denominatorDf(satterthwaite, satterthwaite.ddf.default).df(l),
    own.df(l),
    1e-6,
  );
  const linear = of("Kenward-Roger", "Kenward-Roger-Linear");
  assertEquals(linear.ddf.default, "kenward-roger-linear");
  assert(denominatorDf(linear, linear.ddf.default).standardError(l) !== own.standardError(l));
  assertEquals(denominatorDf(kr, "residual").df(l), kr.n - kr.rank);
  assertEquals(of("Between-Within").ddf.default, "between-within");
});

Deno.test("what is no model of it is told", () => {
  const codeOf = (run: () => unknown): string =>
    assertThrows(run, DiagnosticError).diagnostics[0]!.code;
  const cases: [string, Parameters<typeof mmrm>[2]?][] = [
    ["distance ~ Sex"],
    ["distance ~ Sex + us(agef | Subject) + cs(agef | Subject)"],
    ["distance ~ Sex + us(age | Subject)"],
    ["distance ~ Sex + us(agef | Subject)", { method: "Nonsense" }],
    ["distance ~ Sex + us(agef | Subject)", { vcov: "Empirical-Jackknife" }],
    ["distance ~ Sex + us(agef | Subject)", { vcov: "Kenward-Roger" }],
  ];
  const data = residualCaseData(readResidualCase("orthodont_cs"));
  for (const [formula, options] of cases) {
    assertEquals(codeOf(() => mmrm(formula, data, options)), "mmrm-argument", formula);
  }
});

const full = readResidualCase("fev_full_un");

Deno.test({
  name: "figures of mmrm's own tests",
  ignore: !hasData(full),
  fn() {
    const data = residualCaseData(full);
    const fit = mmrm("FEV1 ~ RACE + SEX + ARMCD * AVISIT + us(AVISIT | USUBJID)", data);
    const near = (here: readonly (number | null)[], there: readonly number[], tolerance: number) =>
      here.forEach((v, i) => assertAlmostEquals(v!, there[i]!, tolerance * Math.abs(there[i]!)));
    near([fit.aic, fit.bic, fit.logLik, fit.criterion], [3406.4, 3439.3, -1693.2, 3386.4], 3e-5);
    // its optimizer leaves the last digits: 1e-4 of an F, 2e-5 of a df
    const types: [2 | 3, number[], number[]][] = [
      [
        3,
        [
          36.9114313439291,
          0.375714493693753,
          31.6630556880263,
          142.112225163936,
          0.258059683823142,
        ],
        [165.663091950489, 166.132390274796, 168.517347862674],
      ],
      [
        2,
        [
          36.9114313439291,
          0.375714493693753,
          31.4209157299747,
          142.822149813409,
          0.258059683823141,
        ],
        [165.555271036152, 166.132390274796, 169.118081341052],
      ],
    ];
    for (const [type, statistics, df] of types) {
      const { rows } = anova(fit, { type, hypotheses: "sas" });
      const own = rows.filter((r) => r.term !== "(Intercept)");
      near(own.map((r) => r.statistic), statistics, 3e-4);
      // of several functions at once Satterthwaite's df depend on their basis
      near(own.slice(0, 3).map((r) => r.denDf!), df, 1e-3);
    }
    assertEquals(mmrmAnova(fit).map((r) => r.term), [
      "(Intercept)",
      "RACE",
      "SEX",
      "ARMCD",
      "AVISIT",
      "ARMCD:AVISIT",
    ]);
    const grouped = mmrm("FEV1 ~ ARMCD + us(AVISIT | ARMCD/USUBJID)", data);
    near([grouped.aic, grouped.bic, grouped.criterion], [3702.7, 3768.3, 3662.7], 3e-5);
    const places = mmrm("FEV1 ~ ARMCD + sp_exp(VISITN | USUBJID)", data);
    near([places.aic, places.bic, places.logLik], [3859.1, 3865.7, -1927.6], 3e-5);
  },
});
