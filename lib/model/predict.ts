/**
 * Predictions from a fit: the mean at new rows of data, and where a new observation may lie.
 *
 * @module
 */
import type { Table } from "../data/table.ts";
import { checkLevel } from "../math/distribution/argument.ts";
import { qt } from "../math/distribution/tails.ts";
import { dot, quadraticForm } from "../math/algebra/products.ts";
import { isEstimable } from "./fixed/estimable.ts";
import { fail } from "../diagnostic.ts";
import { IDENTITY } from "./family.ts";
import { requirePlainResiduals } from "./residual_structure.ts";
import type { Fit } from "./fit.ts";

/** A prediction; numbers are null where the row is not estimable. */
export interface Prediction {
  /** Of the mean. */
  estimate: number | null;
  /** Of the mean. */
  standardError: number | null;
  /** Lower limit. */
  lower: number | null;
  /** Upper limit. */
  upper: number | null;
  /** The data cannot tell what the row asks for. */
  nonEstimable: boolean;
}

/** Options of `predict`. */
export interface PredictOptions {
  /** Limits for the mean, or for one new observation (of weight 1). Default `"confidence"`. */
  interval?: "confidence" | "prediction";
  /** The linear predictor, or the mean (which a link of the identity makes the same). Default `link`. */
  type?: "link" | "response";
  /** Default 0.95. */
  level?: number;
  /** Of the new observations, one for each row, for `"prediction"`. Default 1. */
  weights?: ArrayLike<number>;
}

/**
 * The fixed-effects part of a fit at new rows, with intervals on the residual degrees of freedom (z
 * intervals where the dispersion is known).
 *
 * A row that the fit cannot estimate (rank deficiency) is marked, never given a number; R gives one
 * with a warning that it may be misleading.
 *
 * @param table has the columns that the formula's right side names
 * @throws DiagnosticError `unknown-column`, `unknown-level`, `missing-value`, `bad-level`
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { lm, predict, tableFrom } from "@heddle/heddle";
 *
 * const fit = lm("y ~ x", tableFrom({ y: [1, 2, 4, 5], x: [1, 2, 3, 4] }));
 * const [next] = predict(fit, tableFrom({ x: [5] }), { interval: "prediction" });
 * assertAlmostEquals(next!.estimate!, 6.5);
 * ```
 */
export function predict(fit: Fit, table: Table, options: PredictOptions = {}): Prediction[] {
  const { interval = "confidence" } = options;
  if (interval === "prediction") requirePlainResiduals(fit, "An interval for a new observation");
  const level = checkLevel(options.level ?? 0.95);
  const rows = fit.fixed.rowsFor(table);
  const known = fit.fixed.offsetFor(table);
  const extra = (i: number): number =>
    interval === "prediction" ? fit.sigma ** 2 / (options.weights?.[i] ?? 1) : 0;
  if (interval === "prediction" && fit.generalized) {
    fail("no-prediction-interval", `There are no prediction intervals of ${fit.described.called}`, {
      hint: 'interval = "confidence" gives limits of the mean',
    });
  }
  const residualDf = fit.dispersion.known === "fixed" ? Infinity : fit.residualDf;
  const t = residualDf > 0 ? qt((1 + level) / 2, residualDf) : NaN;
  const back = options.type === "response" ? fit.family.linked : IDENTITY;
  return rows.map((row, i) => {
    if (!isEstimable(row, fit.fixed)) {
      return { estimate: null, standardError: null, lower: null, upper: null, nonEstimable: true };
    }
    const l = Float64Array.from(fit.fixed.kept, (j) => row[j]!);
    const estimate = known[i]! + dot(l, fit.beta);
    const mean = back.mean(estimate);
    if (residualDf <= 0 || !fit.isTestable(l)) {
      return { estimate: mean, standardError: null, lower: null, upper: null, nonEstimable: false };
    }
    const variance = quadraticForm({ matrix: fit.covariance, vector: l });
    const half = t * Math.sqrt(variance + extra(i));
    return {
      estimate: mean,
      standardError: Math.sqrt(variance) * Math.abs(back.derivative(estimate)),
      lower: Math.min(back.mean(estimate - half), back.mean(estimate + half)),
      upper: Math.max(back.mean(estimate - half), back.mean(estimate + half)),
      nonEstimable: false,
    };
  });
}
