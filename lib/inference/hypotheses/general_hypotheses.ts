/**
 * General linear hypotheses of the coefficients of a model: K β = m, tested one by one with simultaneous
 * p-values and limits, or as a whole.
 *
 * Source: Hothorn, Bretz & Westfall (2008), Simultaneous inference in general parametric models, Biom. J. 50,
 * 346–363: the statistics are jointly t (of models with residual degrees of freedom) or normal.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { covarianceOf, waldStatistic } from "../../math/algebra/linear_functions.ts";
import { dot } from "../../math/algebra/products.ts";
import { pchisq } from "../../math/distribution/chi_squared.ts";
import { pf, qt } from "../../math/distribution/tails.ts";
import { multivariateT } from "../../math/multivariate/multivariate_t.ts";
import type { Fit } from "../../model/fit.ts";
import {
  adjustPValues,
  adjustTogether,
  criticalValue,
  rawPValue,
  type TestSide,
} from "../estimate/adjust.ts";
import { restrict, rowBasis } from "../estimate/linear_function.ts";
import type { Adjust } from "../estimate/view.ts";

/** Hypotheses of a fit. */
export interface Hypotheses {
  readonly names: readonly string[];
  /** Over the estimable coefficients. */
  readonly rows: readonly Float64Array[];
  /** m. */
  readonly rhs: Float64Array;
  readonly side: TestSide;
  /** Infinity where the statistics are normal. */
  readonly df: number;
  readonly estimate: Float64Array;
  readonly standardError: Float64Array;
  /** (estimate − rhs) / standard error. */
  readonly statistic: Float64Array;
  /** K V K', row by row. */
  readonly covariance: Float64Array;
  readonly fit: Fit;
}

/** How p-values are adjusted: jointly by the distribution of the largest statistic, or by what `Adjust` has. */
export type HypothesesAdjust = "single-step" | "none" | Adjust;

/**
 * Hypotheses of the coefficients.
 *
 * @param full K, over all columns of the model matrix
 * @param options the covariance of the estimable coefficients, default that of the fit; df of the statistics, default those of the residuals of a linear model, else none
 * @throws DiagnosticError `not-estimable` for a row on a coefficient that the model does not have
 */
export function generalHypotheses(
  fit: Fit,
  names: readonly string[],
  full: readonly Float64Array[],
  options: {
    rhs?: ArrayLike<number>;
    side?: TestSide;
    df?: number | undefined;
    covariance?: Float64Array | undefined;
  } = {},
): Hypotheses {
  const { kept, dropped } = fit.fixed;
  full.forEach((row, i) => {
    if (![...dropped].some((j) => row[j] !== 0)) return;
    fail("not-estimable", `${names[i]} has a coefficient that the model cannot estimate`, {
      hint: "contrast(emmeans(m, ~ Trt)) says which differences can be estimated",
    });
  });
  const rows = full.map((row) => restrict(row, kept));
  const rhs = Float64Array.from(rows, (_, i) => options.rhs?.[i] ?? 0);
  const q = rows.length;
  const covariance = covarianceOf(rows, options.covariance ?? fit.covariance);
  const estimate = Float64Array.from(rows, (l) => dot(l, fit.beta));
  const standardError = Float64Array.from(rows, (_, i) => Math.sqrt(covariance[i * q + i]!));
  return {
    names,
    rows,
    rhs,
    side: options.side ?? "two",
    df: options.df ?? (fit.leastSquares ? fit.residualDf : Infinity),
    estimate,
    standardError,
    statistic: estimate.map((e, i) => (e - rhs[i]!) / standardError[i]!),
    covariance,
    fit,
  };
}

/** Correlation of the statistics, row by row. */
function correlationOf({ covariance, standardError }: Hypotheses): Float64Array {
  const q = standardError.length;
  return covariance.map((v, i) => {
    const [a, b] = [Math.floor(i / q), i % q];
    return a === b ? 1 : v / (standardError[a]! * standardError[b]!);
  });
}

/** p-values, and how far off those of the largest statistic may be (0 for others). */
export function testedHypotheses(
  hypotheses: Hypotheses,
  adjust: HypothesesAdjust,
): { pValues: Float64Array; error: number } {
  const { statistic, df, side } = hypotheses;
  const raw = statistic.map((t) => rawPValue(t, df, side));
  if (adjust === "none") return { pValues: raw, error: 0 };
  if (adjust !== "single-step") return { pValues: adjustTogether(adjust, raw), error: 0 };
  if (statistic.length === 1) return { pValues: raw, error: 0 };
  const correlation = correlationOf(hypotheses);
  const pValues = adjustPValues("mvt", {
    statistics: statistic,
    df: statistic.map(() => df),
    count: statistic.length,
    familySize: statistic.length,
    side,
    correlation,
  });
  const law = multivariateT(correlation, side === "two");
  let error = 0;
  statistic.forEach((t) => {
    error = Math.max(
      error,
      law.error(side === "two" ? Math.abs(t) : side === "right" ? t : -t, df),
    );
  });
  return { pValues, error };
}

/** Limits of each function, with the multiplier of the standard errors. */
export function hypothesesLimits(
  hypotheses: Hypotheses,
  level: number,
  simultaneous: boolean,
): { quantile: number; lower: Float64Array; upper: Float64Array } {
  const { estimate, standardError, df, side } = hypotheses;
  const q = estimate.length;
  const quantile = simultaneous && q > 1
    ? criticalValue("mvt", level, df, {
      familySize: q,
      count: q,
      side,
      correlation: correlationOf(hypotheses),
    })
    : qt((1 - level) / (side === "two" ? 2 : 1), df, { upper: true });
  return {
    quantile,
    lower: estimate.map((e, i) => side === "left" ? -Infinity : e - quantile * standardError[i]!),
    upper: estimate.map((e, i) => side === "right" ? Infinity : e + quantile * standardError[i]!),
  };
}

/** The test of all hypotheses together, by χ² or by F. */
export function globalTest(
  { rows, rhs, fit, df }: Hypotheses,
  by: "F" | "Chisq",
): { statistic: number; df1: number; df2: number; pValue: number } {
  // rhs as the negative of one more coefficient, which is 1 and known
  const longer = rows.map((l, i) => Float64Array.from([...l, -rhs[i]!]));
  const { rows: basis } = rowBasis(longer);
  const df1 = basis.length;
  const p = fit.beta.length;
  const covariance = new Float64Array((p + 1) ** 2);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) covariance[i * (p + 1) + j] = fit.covariance[i * p + j]!;
  }
  const chi = waldStatistic({
    rows: basis,
    estimates: Float64Array.from([...fit.beta, 1]),
    covariance,
  });
  if (!Number.isFinite(chi)) {
    fail("bad-value", "These hypotheses contradict each other", {
      hint: "Leave out those that follow from others",
    });
  }
  if (by === "Chisq") {
    return { statistic: chi, df1, df2: Infinity, pValue: pchisq(chi, df1, { upper: true }) };
  }
  const statistic = chi / df1;
  return { statistic, df1, df2: df, pValue: pf(statistic, df1, df, { upper: true }) };
}
