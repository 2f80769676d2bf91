/**
 * Type II sums of squares of a rank-deficient linear model, as differences between models.
 *
 * @module
 */
import { applyQTransposed, qr } from "../math/qr.ts";
import type { LinearModel } from "../model/fit.ts";
import type { FixedEffects } from "../model/fixed_effects.ts";
import { relatives } from "./hypothesis.ts";

/** Sum of squares and df of one term. */
export interface TermComparison {
  term: string;
  sumSq: number;
  df: number;
}

/**
 * For each term: how much the residual sum of squares rises, and the rank falls, when the term is
 * left out of the model that has every term but those that contain it. This is what `car` does where
 * coefficients are aliased.
 *
 * All columns of the design are combinations of the first `rank` columns of Q, so each model is a
 * least-squares problem with `rank` rows: z = R₁β̂ on the columns of R.
 */
export function typeTwoByComparison(fit: LinearModel): TermComparison[] {
  const fixed = fit.fixed as FixedEffects;
  const d = fixed.decomposition;
  const { rank, rows, factor, pivot } = d;
  const p = fixed.names.length;
  const r = new Float64Array(rank * p);
  for (let k = 0; k < p; k++) {
    for (let i = 0; i < Math.min(rank, k + 1); i++) r[pivot[k]! * rank + i] = factor[k * rows + i]!;
  }
  const beta = new Map(Array.from(fixed.kept, (column, i) => [column, fit.beta[i]!]));
  const z = new Float64Array(rank);
  for (let k = 0; k < rank; k++) {
    const b = beta.get(pivot[k]!) ?? 0;
    for (let i = 0; i <= k; i++) z[i]! += factor[k * rows + i]! * b;
  }
  const explained = (without: readonly number[]): { sumSq: number; df: number } => {
    const columns = Array.from(fixed.assign.keys()).filter((j) =>
      !without.includes(fixed.assign[j]! - 1)
    );
    const x = new Float64Array(rank * columns.length);
    columns.forEach((j, k) => x.set(r.subarray(j * rank, (j + 1) * rank), k * rank));
    const own = qr(x, rank, columns.length);
    const y = Float64Array.from(z);
    applyQTransposed(own, y);
    let sumSq = 0;
    for (let i = 0; i < own.rank; i++) sumSq += y[i]! * y[i]!;
    return { sumSq, df: own.rank };
  };
  return fixed.terms.map((term, t) => {
    const containing = relatives(fixed, t);
    const with_ = explained(containing);
    const without = explained([...containing, t]);
    const df = with_.df - without.df;
    return { term: term.label, df, sumSq: with_.sumSq - without.sumSq };
  });
}
