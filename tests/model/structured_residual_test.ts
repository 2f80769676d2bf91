/**
 * Properties of residuals with a structure; `residual_cases_test.ts` has figures of another program.
 */
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { audit } from "../../lib/design/audit/audit.ts";
import { anovaShell } from "../../lib/design/structure/shell.ts";
import { denominatorDf } from "../../lib/inference/df/denominator_df.ts";
import { confint } from "../../lib/inference/test/confint.ts";
import { ranova } from "../../lib/inference/test/ranova.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { parametricBootstrap } from "../../lib/model/mixed/bootstrap.ts";
import { explainedVariance } from "../../lib/model/mixed/explained_variance.ts";
import {
  levelInfluence,
  predictionErrorVariances,
  rowInfluence,
} from "../../lib/model/mixed/influence.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { predict } from "../../lib/model/predict.ts";
import { equation } from "../../lib/render/equation/equation.ts";
import { impliedCorrelations } from "../../lib/render/figure/made/implied_correlation.ts";
import { readResidualCase, residualCaseData, residualCaseFormula } from "../oracle/rside_case.ts";

const near = (actual: number, expected: number, tolerance: number, what: string): void =>
  assertAlmostEquals(actual, expected, tolerance * Math.max(1e-6, Math.abs(expected)), what);

const unit = (fit: LinearMixedModel, i: number): Float64Array =>
  Float64Array.from(fit.beta, (_, j) => i === j ? 1 : 0);

Deno.test("residual structure: a variance each is Welch's t test", () => {
  const c = readResidualCase("plantgrowth_varident");
  const fit = lmer(c.fixed, residualCaseData(c), { residual: "diag(group)" });
  const [a, b] = fit.varianceComponents.map((v) => v.variance! / 10);
  const welch = (a! + b!) ** 2 / ((a! ** 2 + b! ** 2) / 9);
  for (const method of ["kenward-roger", "satterthwaite"] as const) {
    assertAlmostEquals(denominatorDf(fit, method).df([0, 1, 0]), welch, 1e-10);
  }
});

Deno.test("residual structure: order of rows, units and labels do not matter", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const data = residualCaseData(c);
  const fit = lmer(residualCaseFormula(c), data, { residual: "un(Day | Room:Pen)" });
  const order = Int32Array.from({ length: data.nrow }, (_, i) => (i * 101) % data.nrow);
  const other = lmer(
    residualCaseFormula(c).replace("F.Dry.matter", "I(1000 * F.Dry.matter)"),
    data.filter(order),
    { residual: "un(Day | Pen:Room)" },
  );
  const scale = Math.log(1000) * 2 * (fit.n - fit.rank);
  assertAlmostEquals(other.criterion, fit.criterion + scale, 1e-7);
  other.beta.forEach((b, i) => near(b, 1000 * fit.beta[i]!, 1e-9, "estimate"));
  const [a, b] = [fit, other].map((f) => denominatorDf(f, "kenward-roger"));
  const l = unit(fit, 1);
  assertAlmostEquals(a!.df(l), b!.df(l), 1e-7);
});

Deno.test("residual structure: fitted values, residuals, another response", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const data = residualCaseData(c);
  const fit = lmer(residualCaseFormula(c), data, { residual: "un(Day | Room:Pen)" });
  const y = Array.from(fit.fitted, (v, i) => v + fit.residuals[i]!);
  const doubled = fit.refit({ response: y.map((v) => 2 * v + 5) });
  assertAlmostEquals(doubled.beta[0]!, 2 * fit.beta[0]! + 5, 1e-7);
  near(
    doubled.covarianceParameters[0]!.estimate!,
    4 * fit.covarianceParameters[0]!.estimate!,
    1e-8,
    "variance of rooms",
  );
});

Deno.test("residual structure: a positive covariance is a random intercept", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const data = residualCaseData(c);
  const formula = residualCaseFormula(c);
  const cs = lmer(formula, data, { residual: "cs(Day | Room:Pen)" });
  const plain = lmer(`${formula} + (1 | Room:Pen)`, data);
  assertAlmostEquals(cs.criterion, plain.criterion, 1e-8);
  for (const method of ["kenward-roger", "satterthwaite"] as const) {
    const [a, b] = [cs, plain].map((f) => denominatorDf(f, method));
    for (let i = 0; i < cs.rank; i++) {
      const l = unit(cs, i);
      near(a!.standardError(l), b!.standardError(l), 1e-8, `${method} s.e. ${i}`);
      near(a!.df(l), b!.df(l), 1e-6, `${method} df ${i}`);
    }
  }
  const part = (f: LinearMixedModel, name: string): number =>
    f.covarianceParameters.find((p) => p.name === name)!.estimate!;
  near(part(cs, "cs_cov"), part(plain, "var(Room:Pen)"), 1e-6, "covariance");
  const row = cs.varianceComponents.at(-1)!;
  assertEquals([row.variance, row.quantity?.kind], [null, "covariance"]);
  near(row.quantity!.value, part(cs, "cs_cov"), 1e-12, "row");
});

Deno.test("residual structure: what is taken of visits in order is told", () => {
  const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
  const day = ["Day1", "Day2", "Day10", "Day14"];
  const data = tableFrom({
    y,
    Day: y.map((_, i) => day[i % 4]!),
    t: y.map((_, i) => [1, 2, 10, 14][i % 4]!),
    Pen: y.map((_, i) => `p${Math.floor(i / 4)}`),
  });
  const codes = (residual: string): string[] =>
    lmer("y ~ 1", data, { residual }).notes.map((n) => n.code);
  assertEquals(codes("ar1(Day | Pen)"), ["visit-order"]);
  assertEquals(codes("ar1(t | Pen)"), ["unequal-spacing"]);
  assertEquals(codes("cs(Day | Pen)"), []);
  assertEquals(codes("ar1(factor(t, levels = c(1, 2, 10, 14)) | Pen)"), ["unequal-spacing"]);
  assertEquals(codes("diag(t)"), []);
});

Deno.test("residual structure: autocorrelation over two visits is one covariance", () => {
  const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
  const data = tableFrom({
    y,
    x: y.map((_, i) => (i * 7) % 5),
    Day: y.map((_, i) => i % 2 ? "b" : "a"),
    Pen: y.map((_, i) => `p${Math.floor(i / 2)}`),
  });
  const [a, b] = ["ar1(Day | Pen)", "cs(Day | Pen)"].map((residual) =>
    lmer("y ~ Day + x", data, { residual })
  );
  assertAlmostEquals(a!.criterion, b!.criterion, 1e-9);
  const [da, db] = [a!, b!].map((f) => denominatorDf(f, "satterthwaite"));
  for (let i = 0; i < 3; i++) {
    const l = unit(a!, i);
    assertAlmostEquals(a!.beta[i]!, b!.beta[i]!, 1e-8);
    near(da!.df(l), db!.df(l), 1e-7, "df");
  }
});

Deno.test("residual structure: what presupposes plain residuals refuses others", () => {
  const c = readResidualCase("fecal_missing_room_un");
  const fit = lmer(residualCaseFormula(c), residualCaseData(c), { residual: "un(Day | Room:Pen)" });
  const uses: Record<string, () => unknown> = {
    parametricBootstrap: () => parametricBootstrap(fit, { draws: 2 }),
    profile: () => confint(fit, { method: "profile" }),
    boot: () => confint(fit, { method: "boot", draws: 2 }),
    levelInfluence: () => levelInfluence(fit),
    rowInfluence: () => rowInfluence(fit),
    explainedVariance: () => explainedVariance(fit),
    ranova: () => ranova(fit),
    anovaShell: () => anovaShell(fit),
    audit: () => audit(fit),
    equation: () => equation(fit),
    "a new observation": () => predict(fit, fit.data, { interval: "prediction" }),
    "implied correlations": () => impliedCorrelations(fit, undefined, 5),
  };
  for (const [what, use] of Object.entries(uses)) {
    const error = assertThrows(use, DiagnosticError, "", what);
    assertEquals(error.diagnostics[0]!.code, "residual-structure-unsupported", what);
  }
  assertEquals(predict(fit, fit.data).length, fit.n);
  assertEquals(predictionErrorVariances(fit).length, 3);
});
