/**
 * Which linear functions of the coefficients the data can estimate.
 *
 * A function l is estimable if it is a combination of rows of X, that is if it is orthogonal to the
 * null space of X (Monahan 2008, A Primer on Linear Models, ch. 3).
 *
 * @module
 */
import { singularValues } from "../math/spectral.ts";
import { dot } from "./linear_function.ts";

const TOLERANCE = 1e-8;

/**
 * Whether a function over all columns is estimable: each (l'n)² at most 1e-8 of l'l, n over an
 * orthonormal basis of the null space.
 */
export function isEstimable(l: ArrayLike<number>, nullBasis: readonly Float64Array[]): boolean {
  if (nullBasis.length === 0) return true;
  const size = dot(l, l);
  if (size < TOLERANCE) return true;
  for (const n of nullBasis) {
    const c = dot(l, n);
    if (!(c * c < TOLERANCE * size * dot(n, n))) return false;
  }
  return true;
}

/**
 * Combinations of the rows that are estimable: with R = LN, the rows B'L for an orthonormal basis B
 * of the left null space of R.
 */
export function estimableSubspace(
  rows: readonly Float64Array[],
  nullBasis: readonly Float64Array[],
): Float64Array[] {
  const q = rows.length;
  const d = nullBasis.length;
  if (q === 0 || d === 0) return [...rows];
  // a square matrix, so that the left singular vectors are complete
  const size = Math.max(q, d);
  const r = new Float64Array(q * size);
  for (let i = 0; i < q; i++) {
    for (let j = 0; j < d; j++) {
      const c = dot(rows[i]!, nullBasis[j]!);
      r[i * size + j] = Math.abs(c) < TOLERANCE ? 0 : c;
    }
  }
  const { values, left } = singularValues(r, q, size);
  const k = values.length;
  const result: Float64Array[] = [];
  for (let s = 0; s < k; s++) {
    if (values[s]! > TOLERANCE) continue;
    const row = new Float64Array(rows[0]!.length);
    for (let i = 0; i < q; i++) {
      const w = left[i * k + s]!;
      if (w !== 0) { for (let j = 0; j < row.length; j++) row[j]! += w * rows[i]![j]!; }
    }
    result.push(row);
  }
  return result;
}
