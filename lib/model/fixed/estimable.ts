/**
 * Which linear functions of the coefficients the data can estimate.
 *
 * A function l is estimable if it is a combination of rows of X, that is if it is orthogonal to the
 * null space of X (Monahan 2008, A Primer on Linear Models, ch. 3).
 *
 * @module
 */
import type { FixedDesign } from "./fixed_design.ts";

/** Largest (l'n)² that is taken as zero, of l'l · n'n. */
export const ESTIMABLE_TOLERANCE = 1e-8;

/** What is needed of a design. */
export type NullSpace = Pick<FixedDesign, "nullBasis" | "columnScale">;

/**
 * Whether a function over all columns is estimable: (l'n)² at most 1e-8 of |l|²|n|² for each n of
 * the null space, both measured in units of the columns. So the answer does not depend on the unit
 * of a covariate, as it would where a weight of 800 dwarfs every other coefficient of l.
 */
export function isEstimable(l: ArrayLike<number>, design: NullSpace): boolean {
  const { nullBasis, columnScale } = design;
  if (nullBasis.length === 0) return true;
  const size = scaledSize(l, columnScale, -1);
  if (size === 0) return true;
  return nullBasis.every((n) => {
    let c = 0;
    for (let j = 0; j < n.length; j++) c += l[j]! * n[j]!;
    return c * c < ESTIMABLE_TOLERANCE * size * scaledSize(n, columnScale, 1);
  });
}

/** Σ (vⱼ sⱼᵖ)², the squared length of a function (p = −1) or of a null vector (p = 1). */
export function scaledSize(v: ArrayLike<number>, scale: Float64Array, power: 1 | -1): number {
  let sum = 0;
  for (let j = 0; j < scale.length; j++) {
    const x = power === 1 ? v[j]! * scale[j]! : v[j]! / scale[j]!;
    sum += x * x;
  }
  return sum;
}
