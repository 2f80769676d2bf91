/**
 * Cubic splines through points: a cubic for each interval, and one on either side.
 *
 * Source: Forsythe, Malcolm & Moler (1977), *Computer Methods for Mathematical Computations*, section 4.4,
 * for `fmm`; second derivatives of 0 at the ends for `natural` (de Boor, *A Practical Guide to Splines*).
 *
 * @module
 */

/** What is asked of a spline at its ends. */
export type Ends = "fmm" | "natural";

/**
 * The spline through (x, y), x ascending, one point or more; `order` is that of the derivative, 0 to 3.
 *
 * @example
 * ```ts
 * import { interpolatingSpline } from "./interpolating_spline.ts";
 * interpolatingSpline([0, 1, 2, 3], [0, 1, 8, 27], "fmm")(1.5); // 3.375
 * ```
 */
export function interpolatingSpline(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  ends: Ends,
): (at: number, order?: number) => number {
  const n = x.length;
  const seconds = n < 3 ? new Float64Array(n) : secondDerivatives(x, y, ends);
  const [b, c, d] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n - 1; i++) {
    const h = x[i + 1]! - x[i]!;
    b[i] = (y[i + 1]! - y[i]!) / h - h * (seconds[i + 1]! + 2 * seconds[i]!);
    c[i] = 3 * seconds[i]!;
    d[i] = (seconds[i + 1]! - seconds[i]!) / h;
  }
  if (n > 1) {
    const h = x[n - 1]! - x[n - 2]!;
    b[n - 1] = (y[n - 1]! - y[n - 2]!) / h + h * (seconds[n - 2]! + 2 * seconds[n - 1]!);
    c[n - 1] = 3 * seconds[n - 1]!;
    d[n - 1] = ends === "natural" ? 0 : d[n - 2]!;
  }
  return (at, order = 0) => {
    if (at !== at) return NaN;
    let [i, j] = [0, n];
    while (j > i + 1) {
      const middle = (i + j) >> 1;
      if (at < x[middle]!) j = middle;
      else i = middle;
    }
    const u = at - x[i]!;
    const cubic = ends === "natural" && at < x[0]! ? 0 : d[i]!;
    switch (order) {
      case 0:
        return y[i]! + u * (b[i]! + u * (c[i]! + u * cubic));
      case 1:
        return b[i]! + u * (2 * c[i]! + u * 3 * cubic);
      case 2:
        return 2 * c[i]! + u * 6 * cubic;
      default:
        return 6 * cubic;
    }
  };
}

/** A sixth of the second derivatives at the points, of three or more. */
function secondDerivatives(x: ArrayLike<number>, y: ArrayLike<number>, ends: Ends): Float64Array {
  const n = x.length;
  const steps = Float64Array.from({ length: n - 1 }, (_, i) => x[i + 1]! - x[i]!);
  const slopes = steps.map((h, i) => (y[i + 1]! - y[i]!) / h);
  const diagonal = new Float64Array(n);
  const c = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) {
    diagonal[i] = 2 * (steps[i - 1]! + steps[i]!);
    c[i] = slopes[i]! - slopes[i - 1]!;
  }
  const natural = ends === "natural";
  if (!natural) {
    diagonal[0] = -steps[0]!;
    diagonal[n - 1] = -steps[n - 2]!;
    if (n > 3) {
      const first = c[2]! / (x[3]! - x[1]!) - c[1]! / (x[2]! - x[0]!);
      const last = c[n - 2]! / (x[n - 1]! - x[n - 3]!) - c[n - 3]! / (x[n - 2]! - x[n - 4]!);
      c[0] = first * steps[0]! ** 2 / (x[3]! - x[0]!);
      c[n - 1] = -last * steps[n - 2]! ** 2 / (x[n - 1]! - x[n - 4]!);
    }
  }
  const [from, to] = natural ? [1, n - 2] : [0, n - 1];
  for (let i = from + 1; i <= to; i++) {
    const t = steps[i - 1]! / diagonal[i - 1]!;
    diagonal[i]! -= t * steps[i - 1]!;
    c[i]! -= t * c[i - 1]!;
  }
  c[to]! /= diagonal[to]!;
  for (let i = to - 1; i >= from; i--) c[i] = (c[i]! - steps[i]! * c[i + 1]!) / diagonal[i]!;
  return c;
}
