/**
 * Linear functions of the fixed effects in numbers.
 *
 * @module
 */
import { dot } from "../../math/algebra/products.ts";
import { isEstimable } from "../../model/fixed/estimable.ts";
import type { Fit } from "../../model/fit.ts";
import type { DenominatorDf } from "../df/ddf.ts";
import { restrict } from "./linear_function.ts";

/** k linear functions; one that is not estimable has no numbers. */
export interface Estimates {
  /** Over the estimable coefficients; null if not estimable. */
  readonly linear: (Float64Array | null)[];
  /** 1 where it is estimable. */
  estimable: Uint8Array;
  /** In units of the response. */
  estimate: Float64Array;
  /** By the covariance of the df method (adjusted, for Kenward-Roger); NaN if there is none. */
  standardError: Float64Array;
  /** Infinity if asymptotic, NaN if there are none. */
  df: Float64Array;
}

/**
 * l'β̂ + known, √(l'Vl) and df of each function.
 *
 * @param full k functions over all columns of the model matrix; NaN first marks a mean of no cells
 * @param known what is added to each: the part of an offset
 */
export function estimatesOf(
  fit: Fit,
  df: DenominatorDf,
  full: readonly Float64Array[],
  known: ArrayLike<number>,
): Estimates {
  const { kept, nullBasis } = fit.fixed;
  const k = full.length;
  const out: Estimates = {
    linear: new Array(k).fill(null),
    estimable: new Uint8Array(k),
    estimate: new Float64Array(k),
    standardError: new Float64Array(k),
    df: new Float64Array(k),
  };
  full.forEach((f, i) => {
    if (Number.isNaN(f[0] ?? known[i]!) || !isEstimable(f, fit.fixed)) return;
    const l = nullBasis.length === 0 && kept.length === f.length ? f : restrict(f, kept);
    out.linear[i] = l;
    out.estimable[i] = 1;
    out.estimate[i] = dot(l, fit.beta) + known[i]!;
    out.standardError[i] = df.standardError(l);
    out.df[i] = df.df(l);
  });
  return out;
}
