/**
 * Linear functions of the fixed effects in numbers.
 *
 * @module
 */
import { product } from "../../math/algebra/dense_kernels.ts";
import { dot } from "../../math/algebra/products.ts";
import { isEstimable } from "../../model/fixed/estimable.ts";
import type { Fit } from "../../model/fit.ts";
import type { DenominatorDf, DfForms } from "../df/ddf.ts";
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
  const forms = k >= MANY && kept.length >= MANY ? df.forms?.() ?? null : null;
  full.forEach((f, i) => {
    if (Number.isNaN(f[0] ?? known[i]!) || !isEstimable(f, fit.fixed)) return;
    const l = nullBasis.length === 0 && kept.length === f.length ? f : restrict(f, kept);
    out.linear[i] = l;
    out.estimable[i] = 1;
    out.estimate[i] = dot(l, fit.beta) + known[i]!;
    if (forms) return;
    out.standardError[i] = df.standardError(l);
    out.df[i] = df.df(l);
  });
  if (forms) measureTogether(out, df.covariance, forms);
  return out;
}

/** From so many functions of so many coefficients on their forms are products of matrices. */
const MANY = 64;

/** Standard errors and df of all functions, their quadratic forms taken together. */
function measureTogether(out: Estimates, covariance: Float64Array, forms: DfForms): void {
  const places = out.linear.flatMap((l, i) => l === null ? [] : [i]);
  if (places.length === 0) return;
  const p = out.linear[places[0]!]!.length;
  const rows = new Float64Array(places.length * p);
  places.forEach((i, a) => rows.set(out.linear[i]!, a * p));
  const variance = formsOf(rows, covariance, p);
  const values = forms.matrices.map((m) => formsOf(rows, m, p));
  const own = new Float64Array(values.length);
  places.forEach((i, a) => {
    for (let m = 0; m < own.length; m++) own[m] = values[m]![a]!;
    out.standardError[i] = Math.sqrt(variance[a]!);
    out.df[i] = forms.df(own);
  });
}

/** l'Ml for each row l of length p. */
function formsOf(rows: Float64Array, matrix: Float64Array, p: number): Float64Array {
  const count = rows.length / p;
  const image = product(rows, matrix, count, p, p);
  const forms = new Float64Array(count);
  for (let a = 0; a < count; a++) {
    let sum = 0;
    for (let j = a * p; j < (a + 1) * p; j++) sum += rows[j]! * image[j]!;
    forms[a] = sum;
  }
  return forms;
}
