/**
 * Correlations by lag from partial correlations, by the recursion of Levinson and Durbin (O. E.
 * Barndorff-Nielsen and G. Schou 1973, J. Multivariate Anal. 3, 408–419): any partial correlations
 * between −1 and 1 give a positive definite matrix. First and second derivatives travel with the
 * numbers.
 *
 * @module
 */
import { eachBend, jacobianOf, SecondOrder, tanhs } from "./second_order.ts";

/** Correlations by lag, and their derivatives in atanh of the partial correlations. */
export interface LagCorrelations {
  value: Float64Array;
  jacobian(): Float64Array;
  curvature(add: (i: number, k: number, l: number, value: number) => void): void;
}

/** The correlations of lags 1, 2, … at atanh of partial correlations. */
export function lagCorrelations(search: ArrayLike<number>): LagCorrelations {
  const n = search.length;
  const partial = tanhs(search);
  const one = SecondOrder.constant(1, n);
  const rho: SecondOrder[] = [];
  let weights: SecondOrder[] = [];
  let left = one; // variance of a visit given those between
  partial.forEach((p, k) => {
    let sum = p.times(left);
    for (let j = 0; j < k; j++) sum = sum.plus(weights[j]!.times(rho[k - 1 - j]!));
    rho.push(sum);
    weights = [
      ...weights.map((w, j) => w.plus(p.times(weights[k - 1 - j]!), -1)),
      p,
    ];
    left = left.plus(left.times(p.times(p)), -1);
  });
  return {
    value: Float64Array.from(rho, (r) => r.value),
    jacobian: () => jacobianOf(rho, n),
    curvature: (add) => eachBend(rho, n, add),
  };
}

/** atanh of the partial correlations of some correlations by lag; null if these are none. */
export function partialCorrelations(rho: ArrayLike<number>): Float64Array | null {
  const n = rho.length;
  const out = new Float64Array(n);
  let weights: number[] = [];
  let left = 1;
  for (let k = 0; k < n; k++) {
    let sum = rho[k]!;
    for (let j = 0; j < k; j++) sum -= weights[j]! * rho[k - 1 - j]!;
    const p = sum / left;
    if (!(Math.abs(p) < 1)) return null;
    out[k] = Math.atanh(p);
    const before = weights;
    weights = [...before.map((w, j) => w - p * before[k - 1 - j]!), p];
    left *= 1 - p * p;
  }
  return out;
}

/** Partial correlations of which some numbers are the coefficients of the last; null if of none. */
export function partialsOf(coefficients: readonly number[]): number[] | null {
  let weights = [...coefficients];
  const out = new Array<number>(weights.length);
  for (let k = weights.length - 1; k >= 0; k--) {
    const p = weights[k]!;
    if (!(Math.abs(p) < 1)) return null;
    out[k] = p;
    const before = weights;
    weights = before.slice(0, k).map((w, j) => (w + p * before[k - 1 - j]!) / (1 - p * p));
  }
  return out;
}
