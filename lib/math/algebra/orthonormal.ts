/**
 * Orthonormal bases by modified Gram-Schmidt, twice over: what rounding leaves of the earlier vectors
 * goes the second time, and twice is enough (Kahan and Parlett, in Parlett 1980, The Symmetric
 * Eigenvalue Problem, section 6.9).
 *
 * @module
 */
import { dot, norm } from "./products.ts";

/**
 * Adds to an orthonormal basis what a vector has beyond it.
 *
 * @param vector used up
 * @param tolerance a vector that falls to this share of its length, or below, adds nothing
 */
export function extendBasis(basis: Float64Array[], vector: Float64Array, tolerance = 0): void {
  const whole = norm(vector);
  if (whole === 0) return;
  for (let pass = 0; pass < 2; pass++) {
    for (const b of basis) {
      const along = dot(b, vector);
      if (along === 0) continue;
      for (let i = 0; i < vector.length; i++) vector[i]! -= along * b[i]!;
    }
  }
  const left = norm(vector);
  if (left <= tolerance * whole) return;
  for (let i = 0; i < vector.length; i++) vector[i]! /= left;
  basis.push(vector);
}
