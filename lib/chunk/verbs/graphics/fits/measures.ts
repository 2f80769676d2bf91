/**
 * What pictures of a regression show of each row.
 *
 * @module
 */
import type { FitValue } from "../../../values/value.ts";

/** What the pictures show of each row. */
export interface Measures {
  fitted: number[];
  /** Residuals; Pearson's of a generalized model. */
  residuals: number[];
  standardized: number[];
  leverage: number[];
  cook: number[];
  names: string[];
  words: { fitted: string; standardized: string };
  /** Rounds of `lowess` against outliers. */
  rounds: number;
}

/** Rows with leverage 1 have no residual to show. */
export const shownOf = (values: readonly number[], leverage: readonly number[]): number[] =>
  values.map((v, i) => leverage[i]! >= 1 ? NaN : v);

/** Measures of a fit by least squares or a generalized one; null of others. */
export function measuresOf({ fit, rows }: FitValue): Measures | null {
  const { leastSquares: linear, generalized } = fit;
  const place = rows.order ? Array.from(rows.order) : fit.fitted.map((_, i) => i);
  const names = new Array<string>(fit.fitted.length);
  place.forEach((k, j) => names[k] = rows.names[j] ?? String(j + 1));
  if (linear) {
    return {
      fitted: [...fit.fitted],
      residuals: [...fit.residuals],
      standardized: shownOf(linear.standardizedResiduals, linear.leverage),
      leverage: linear.leverage,
      cook: linear.cooksDistance,
      names,
      words: { fitted: "Fitted values", standardized: "Standardized residuals" },
      rounds: 3,
    };
  }
  if (!generalized) return null;
  const pearson = generalized.residualsOf("pearson"), { leverage } = generalized;
  const over = (i: number): number => fit.sigma * Math.sqrt(1 - leverage[i]!);
  return {
    fitted: generalized.linearPredictor,
    residuals: pearson,
    standardized: shownOf(pearson.map((r, i) => r / over(i)), leverage),
    leverage,
    cook: generalized.cooksDistance,
    names,
    words: { fitted: "Predicted values", standardized: "Std. Pearson resid." },
    rounds: 0,
  };
}
