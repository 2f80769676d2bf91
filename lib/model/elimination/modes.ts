/**
 * Conditional modes of the random effects (BLUPs) and their conditional variances, by substitution
 * back through the elimination.
 *
 * @module
 */
import { dot } from "../../math/algebra/products.ts";
import { backward } from "./backward.ts";
import type { Elimination } from "./elimination.ts";

/**
 * Modes b = U(A_zy − A_zx β) relative to nothing: in the units of the response, over the columns of Z
 * in the order of elimination.
 *
 * @param elimination run at θ with derivatives
 * @param beta p coefficients in the basis of the elimination
 */
export function conditionalModes(
  elimination: Elimination,
  beta: ArrayLike<number>,
): Float64Array {
  const p = elimination.pattern.fixedWidth - 1;
  const coefficients = new Float64Array(p + 1);
  for (let j = 0; j < p; j++) coefficients[j] = -beta[j]!;
  coefficients[p] = 1;
  return backSubstitute(elimination, coefficients);
}

/**
 * U A_z·c for c over the columns of [X y]: what the elimination makes of one combination of fixed
 * columns.
 */
export function backSubstitute(elimination: Elimination, c: Float64Array): Float64Array {
  return substituteBack(elimination, c);
}

/**
 * U r over the columns of Z, r being what is left of one combination of fixed columns.
 *
 * @param c over the columns of [X y]
 * @param left where r itself is wanted as well, what becomes of it before the tail
 */
export function substituteBack(
  elimination: Elimination,
  c: Float64Array,
  left?: Float64Array,
): Float64Array {
  const { pattern, store, inner, innerStart } = elimination;
  const { tailWidth: m, tailColumn, outerColumn, fixedWidth } = pattern;
  const out = new Float64Array(pattern.q);
  const r = left ?? new Float64Array(pattern.q);
  if (m > 0) {
    const { e, w } = elimination.tail!.state!; // E = UB
    for (let i = 0; i < m; i++) out[tailColumn + i] = dot(c, e.subarray(i * w, (i + 1) * w));
  }
  for (let v = pattern.sparse - 1; v >= 0; v--) {
    const width = pattern.width[v]!;
    const first = pattern.firstColumn[v]!;
    const begin = pattern.outerStart[v]!;
    const outer = pattern.outerWidth[v]!;
    for (let i = 0; i < width; i++) {
      const row = pattern.outerOf(v, i);
      let sum = 0;
      for (let j = 0; j < fixedWidth; j++) sum += store[row + outer + j]! * c[j]!;
      for (let j = 0; j < outer; j++) sum -= store[row + j]! * out[outerColumn[begin + j]!]!;
      r[first + i] = sum;
    }
    for (let i = 0; i < width; i++) {
      let sum = 0;
      const u = innerStart[v]! + i * width;
      for (let k = 0; k < width; k++) sum += inner[u + k]! * r[first + k]!;
      out[first + i] = sum;
    }
  }
  return out;
}

/**
 * Entries of U = Λ(Λ'A_zzΛ + I)⁻¹Λ', conditional covariances given β over σ², by columns of Z in the
 * order of elimination: only
 * entries within the pattern of the factor are formed, that is at least those of effects that meet
 * in a row of the data.
 *
 * @param elimination run at θ with derivatives
 */
export function conditionalCovariance(elimination: Elimination): (i: number, j: number) => number {
  const { pattern } = elimination;
  const { store: known } = backward(elimination, null);
  const node = new Int32Array(pattern.q);
  for (let v = 0; v < pattern.nodes; v++) {
    node.fill(v, pattern.firstColumn[v]!, pattern.firstColumn[v + 1]!);
  }
  return (i, j) => {
    const [a, b] = i <= j ? [i, j] : [j, i];
    const [v, u] = [node[a]!, node[b]!];
    const row = pattern.rowOf(v, a - pattern.firstColumn[v]!);
    return known[row + pattern.columnOf(v, u) + b - pattern.firstColumn[u]!]!;
  };
}
