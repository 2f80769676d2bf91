/**
 * Numbers of many combinations of a few linear functions, from Gram matrices of these: with G the k base
 * functions and M a matrix of the fit, c'GMG'c is looked up in the k × k matrix GMG', whatever the
 * length of the functions.
 *
 * @module
 */
import { addProduct, product } from "../../math/algebra/dense_kernels.ts";
import { transposed } from "../../math/algebra/products.ts";
import { isEstimable } from "../../model/fixed/estimable.ts";
import type { Fit } from "../../model/fit.ts";
import type { DenominatorDf } from "../df/ddf.ts";
import { type Estimates, estimatesOf } from "../estimate/estimates.ts";
import { restrict } from "../estimate/linear_function.ts";
import type { CombinedFunctions, Weights } from "./weights.ts";

/** Fewer functions than this are written out one by one. */
const MANY = 256;

/** Estimates, standard errors and df of combinations; as `estimatesOf` of them written out. */
export function combinedEstimates(
  fit: Fit,
  df: DenominatorDf,
  functions: CombinedFunctions,
  known: ArrayLike<number>,
): Estimates {
  const { base, count } = functions;
  const forms = count >= MANY && count > 2 * base.length ? df.forms?.() ?? null : null;
  const whole = base.every((l) => !Number.isNaN(l[0] ?? 0) && isEstimable(l, fit.fixed));
  if (!forms || !whole) return estimatesOf(fit, df, functions.rows(), known);
  const { kept } = fit.fixed;
  const k = base.length;
  const p = kept.length;
  const g = new Float64Array(k * p);
  base.forEach((l, i) => g.set(restrict(l, kept), i * p));
  if (functions.differences) {
    // what all have in common takes no digits from what they differ by
    for (let i = k - 1; i >= 0; i--) {
      for (let j = 0; j < p; j++) g[i * p + j]! -= g[j]!;
    }
  }
  const image = new Float64Array(k * p);
  const across = new Float64Array(k * p);
  const gram = (m: Float64Array): Float64Array => {
    // G stands on the left of both products, where its zeros are passed over
    addProduct(image.fill(0), g, m, k, p, p, 1);
    return product(g, transposed(image, k, p, across), k, k, p);
  };
  const variance = gram(df.covariance);
  const grams = forms.matrices.map(gram);
  const centre = product(g, fit.beta, k, 1, p);
  const out = {
    estimable: new Uint8Array(count).fill(1),
    estimate: new Float64Array(count),
    standardError: new Float64Array(count),
    df: new Float64Array(count),
    get linear(): Float64Array[] {
      return functions.rows().map((l) => restrict(l, kept));
    },
  };
  const values = new Float64Array(grams.length);
  functions.weights.forEach((w, i) => {
    let estimate = known[i]!;
    for (let a = 0; a < w.at.length; a++) estimate += w.value[a]! * centre[w.at[a]!]!;
    out.estimate[i] = estimate;
    out.standardError[i] = Math.sqrt(formOf(variance, k, w));
    for (let m = 0; m < grams.length; m++) values[m] = formOf(grams[m]!, k, w);
    out.df[i] = forms.df(values);
  });
  return out;
}

/** c'Kc. */
function formOf(gram: Float64Array, k: number, { at, value }: Weights): number {
  let sum = 0;
  for (let a = 0; a < at.length; a++) {
    const row = at[a]! * k;
    let inner = 0;
    for (let b = 0; b < at.length; b++) inner += value[b]! * gram[row + at[b]!]!;
    sum += value[a]! * inner;
  }
  return sum;
}
