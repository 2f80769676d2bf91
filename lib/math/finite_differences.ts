/**
 * Weights of finite differences.
 *
 * Source: Fornberg (1988), Generation of finite difference formulas on arbitrarily spaced grids, Math. Comp. 51,
 * 699–706.
 *
 * @module
 */

/**
 * Weights by which values of a function make its derivatives at 0: the d-th is Σ w[d][j] f(x_j), exact for
 * polynomials of degree below the number of places.
 *
 * @param places x_j, all different
 * @param most the highest derivative, below the number of places
 * @returns rows for derivatives 0 … most
 * @example
 * ```ts
 * import { differenceWeights } from "./finite_differences.ts";
 *
 * const [, slope] = differenceWeights([-1, 0, 1], 1);
 * if (slope![0] !== -0.5 || slope![2] !== 0.5) throw new Error();
 * ```
 */
export function differenceWeights(places: readonly number[], most: number): Float64Array[] {
  const n = places.length;
  const w = Array.from({ length: most + 1 }, () => new Float64Array(n));
  w[0]![0] = 1;
  let before = 1;
  for (let i = 1; i < n; i++) {
    const top = Math.min(i, most);
    let product = 1;
    for (let j = 0; j < i; j++) {
      const gap = places[i]! - places[j]!;
      product *= gap;
      if (j === i - 1) {
        for (let d = top; d >= 0; d--) {
          const lower = d > 0 ? d * w[d - 1]![i - 1]! : 0;
          w[d]![i] = before / product * (lower - places[i - 1]! * w[d]![i - 1]!);
        }
      }
      for (let d = top; d >= 0; d--) {
        const lower = d > 0 ? d * w[d - 1]![j]! : 0;
        w[d]![j] = (places[i]! * w[d]![j]! - lower) / gap;
      }
    }
    before = product;
  }
  return w;
}
