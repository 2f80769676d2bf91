/**
 * Every linear model of the reference values (R 4.2.2, 15 significant digits): coefficients,
 * covariance, sums of squares, diagnostics, predictions.
 */
import { assert, assertEquals } from "@std/assert";
import { predict } from "../../lib/model/predict.ts";
import { pf, pt } from "../../lib/math/distribution/tails.ts";
import type { LinearModel } from "../../lib/model/fit.ts";
import type { Table } from "../../lib/data/table.ts";
import { dataOf, lmOf, readCases } from "../oracle/read_case.ts";

interface ReferenceFit {
  coef: {
    name: string;
    estimate: number | null;
    se: number | null;
    t: number | null;
    p: number | null;
  }[];
  rank: number;
  df_residual: number;
  sigma: number;
  rss: number;
  r2: number;
  adj_r2: number;
  fstat: { F: number; df1: number; df2: number; p: number } | null;
  logLik: number;
  AIC: number;
  BIC: number;
  vcov: number[][];
  aliased: string[];
  fitted10: number[];
  resid10: number[];
  hat10: number[];
  rstandard10: number[];
  rstudent10: number[];
  cooks10: number[];
}

interface ReferenceCase {
  n: number;
  fit: ReferenceFit;
  predict?: {
    data_rows_1based: number[];
    fit: number[];
    se_fit: number[];
    conf_lower: number[];
    conf_upper: number[];
    pred_lower?: number[];
    pred_upper?: number[];
  };
  model_comparison?: { reduced: string; table: Record<string, number | null>[] }[];
}

/** What a case got wrong, and how many figures were compared. */
class Comparison {
  count = 0;
  readonly faults: string[] = [];

  /** Relative to the larger of the reference and `scale`. */
  number(what: string, got: number | null, expected: number | null, scale = 0, tolerance = 1e-9) {
    this.count++;
    if (expected === null) {
      if (got !== null && Number.isFinite(got)) this.faults.push(`${what}: ${got}, expected none`);
      return;
    }
    const error = got === null
      ? Infinity
      : Math.abs(got - expected) / Math.max(Math.abs(expected), scale, Number.MIN_VALUE);
    if (!(got === expected) && !(error <= tolerance)) {
      this.faults.push(`${what}: ${got}, expected ${expected} (${error.toExponential(1)})`);
    }
  }

  list(what: string, got: readonly number[], expected: readonly number[], scale = 0) {
    expected.forEach((e, i) => this.number(`${what}[${i}]`, got[i] ?? null, e, scale));
  }
}

function compareFit(to: Comparison, fit: LinearModel, e: ReferenceFit): void {
  assertEquals(fit.coefficients.map((c) => c.name), e.coef.map((c) => c.name));
  const largest = Math.max(...e.coef.map((c) => Math.abs(c.estimate ?? 0)));
  fit.coefficients.forEach((c, i) => {
    const r = e.coef[i]!;
    to.number(`${c.name} estimate`, c.estimate, r.estimate, largest * 1e-3);
    to.number(`${c.name} se`, c.standardError, r.se);
    if (c.estimate === null || c.standardError === null) return;
    const t = c.estimate / c.standardError;
    to.number(`${c.name} t`, t, r.t, 1e-3);
    to.number(
      `${c.name} p`,
      2 * pt(Math.abs(t), fit.residualDf, { upper: true }),
      r.p,
      1e-12,
      1e-8,
    );
  });
  assertEquals(fit.coefficients.filter((c) => c.aliased).map((c) => c.name), e.aliased);
  assertEquals([fit.rank, fit.residualDf], [e.rank, e.df_residual]);
  to.number("sigma", fit.sigma, e.sigma);
  to.number("rss", fit.residualSumSq, e.rss);
  to.number("r2", fit.rSquared, e.r2);
  to.number("adj r2", fit.adjustedRSquared, e.adj_r2);
  to.number("logLik", fit.logLik, e.logLik);
  to.number("aic", fit.aic, e.AIC);
  to.number("bic", fit.bic, e.BIC);
  const f = fit.overallF;
  if (e.fstat && f) {
    to.number("F", f.statistic, e.fstat.F);
    assertEquals([f.numDf, f.denDf], [e.fstat.df1, e.fstat.df2]);
    to.number("F p", pf(f.statistic, f.numDf, f.denDf, { upper: true }), e.fstat.p, 1e-12, 1e-8);
  }
  const diagonal = Math.max(...e.vcov.map((row, i) => row[i]!));
  e.vcov.forEach((row, i) => to.list(`vcov ${i}`, fit.vcov[i]!, row, diagonal * 1e-3));
  to.list("fitted", fit.fitted, e.fitted10);
  to.list("residual", fit.residuals, e.resid10, e.sigma * 1e-3);
  to.list("leverage", fit.leverage, e.hat10);
  to.list("rstandard", fit.standardizedResiduals, e.rstandard10, 1e-3);
  to.list("rstudent", fit.studentizedResiduals, e.rstudent10, 1e-3);
  to.list("cooks", fit.cooksDistance, e.cooks10, 1e-6);
}

function comparePredictions(to: Comparison, fit: LinearModel, c: ReferenceCase, data: Table): void {
  const p = c.predict;
  if (!p) return;
  const rows = data.filter(Int32Array.from(p.data_rows_1based, (i) => i - 1));
  const means = predict(fit, rows, { interval: "confidence" });
  p.fit.forEach((value, i) => {
    to.number(`predict ${i}`, means[i]!.estimate, value);
    to.number(`predict se ${i}`, means[i]!.standardError, p.se_fit[i]!);
    to.number(`predict lower ${i}`, means[i]!.lower, p.conf_lower[i]!, p.se_fit[i]!);
    to.number(`predict upper ${i}`, means[i]!.upper, p.conf_upper[i]!, p.se_fit[i]!);
  });
  if (!p.pred_lower || !p.pred_upper) return;
  const single = predict(fit, rows, { interval: "prediction" });
  p.pred_lower.forEach((value, i) => {
    to.number(`prediction lower ${i}`, single[i]!.lower, value, fit.sigma);
    to.number(`prediction upper ${i}`, single[i]!.upper, p.pred_upper![i]!, fit.sigma);
  });
}

for (const c of readCases<ReferenceCase>("lm")) {
  Deno.test(`lm agrees with R: ${c.id}`, () => {
    const data = dataOf(c);
    const fit = lmOf(c, data);
    const to = new Comparison();
    compareFit(to, fit, c.fit);
    comparePredictions(to, fit, c, data);
    for (const comparison of c.model_comparison ?? []) {
      const reduced = lmOf({ ...c, formula: comparison.reduced }, data);
      const [first, second] = comparison.table;
      to.number("reduced rss", reduced.residualSumSq, first!.RSS!);
      to.number("reduced df", reduced.residualDf, first!["Res.Df"]!);
      const df = reduced.residualDf - fit.residualDf;
      const between = (reduced.residualSumSq - fit.residualSumSq) / df;
      to.number("comparison F", between / fit.sigma ** 2, second!.F!);
    }
    assert(to.count > 100, `only ${to.count} figures were compared`);
    assert(to.faults.length === 0, to.faults.join("\n"));
  });
}
