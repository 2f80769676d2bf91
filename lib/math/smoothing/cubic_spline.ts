/**
 * The cubic spline through points whose third derivatives at both ends are those of the cubics through the
 * four points there.
 *
 * Source: Forsythe, Malcolm & Moler (1977), Computer Methods for Mathematical Computations, section 4.4.
 *
 * @module
 */

/**
 * The spline through (x, y), x ascending, four points or more, as a function.
 *
 * @example
 * ```ts
 * cubicSpline([0, 1, 2, 3], [0, 1, 8, 27])(1.5); // 3.375
 * ```
 */
export function cubicSpline(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): (at: number) => number {
  const n = x.length;
  if (n < 4) throw new RangeError("A cubic spline needs four points");
  const steps = Float64Array.from({ length: n - 1 }, (_, i) => x[i + 1]! - x[i]!);
  const slopes = steps.map((h, i) => (y[i + 1]! - y[i]!) / h);
  // a tridiagonal system for a sixth of the second derivatives
  const diagonal = new Float64Array(n);
  const c = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    diagonal[i] = 2 * (steps[i - 1]! + steps[i]!);
    c[i] = slopes[i]! - slopes[i - 1]!;
  }
  diagonal[0] = -steps[0]!;
  diagonal[n - 1] = -steps[n - 2]!;
  const third = (i: number): number =>
    (c[i + 2]! / (x[i + 3]! - x[i + 1]!) - c[i + 1]! / (x[i + 2]! - x[i]!)) / (x[i + 3]! - x[i]!);
  c[0] = third(0) * steps[0]! ** 2;
  c[n - 1] = -third(n - 4) * steps[n - 2]! ** 2;
  for (let i = 1; i < n; i++) {
    const t = steps[i - 1]! / diagonal[i - 1]!;
    diagonal[i]! -= t * steps[i - 1]!;
    c[i]! -= t * c[i - 1]!;
  }
  c[n - 1]! /= diagonal[n - 1]!;
  for (let i = n - 2; i >= 0; i--) c[i] = (c[i]! - steps[i]! * c[i + 1]!) / diagonal[i]!;
  return (at) => {
    let i = 0;
    while (i < n - 2 && at >= x[i + 1]!) i++;
    const d = at - x[i]!;
    const slope = slopes[i]! - steps[i]! * (c[i + 1]! + 2 * c[i]!);
    return y[i]! + d * (slope + d * (3 * c[i]! + d * (c[i + 1]! - c[i]!) / steps[i]!));
  };
}
