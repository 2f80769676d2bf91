/**
 * Normal quantiles of a sample with the envelope in which they would lie.
 *
 * @module
 */
import { qnorm } from "../../../math/distribution/tails.ts";

/** A sample's point on a normal quantile plot. */
export interface QuantilePoint {
  /** Normal quantile of its rank. */
  expected: number;
  value: number;
  /** Limits of the pointwise envelope. */
  lower: number;
  upper: number;
}

/** Points and the line through the quartiles. */
export interface QuantileLine {
  points: QuantilePoint[];
  intercept: number;
  slope: number;
}

/** R's default quantile (type 7) of sorted values. */
export function quantile(sorted: readonly number[], p: number): number {
  const h = (sorted.length - 1) * p;
  const low = Math.floor(h);
  const a = sorted[low] ?? NaN, b = sorted[Math.min(low + 1, sorted.length - 1)] ?? NaN;
  return a + (h - low) * (b - a);
}

/** Plotting position of the i-th (from 1) of n values, as R's `ppoints`. */
function position(i: number, n: number): number {
  const a = n <= 10 ? 3 / 8 : 1 / 2;
  return (i - a) / (n + 1 - 2 * a);
}

/**
 * Quantiles, the robust line through the quartiles, and a pointwise envelope from the standard
 * error of an order statistic, s.e.(z) = (slope / φ(z)) √(P(1 − P) / n) (Fox 2016, *Applied
 * Regression Analysis*, §3.1.3).
 *
 * @param level Coverage of the envelope at each point.
 */
export function quantileLine(values: readonly number[], level: number): QuantileLine {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const n = sorted.length;
  const expected = sorted.map((_, i) => qnorm(position(i + 1, n)));
  const [q1, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const [z1, z3] = [quantile(expected, 0.25), quantile(expected, 0.75)];
  const slope = (q3 - q1) / (z3 - z1);
  const intercept = q1 - slope * z1;
  const width = qnorm(1 - (1 - level) / 2);
  const points = sorted.map((value, i) => {
    const z = expected[i]!, p = position(i + 1, n);
    const density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    const error = (slope / density) * Math.sqrt(p * (1 - p) / n);
    const middle = intercept + slope * z;
    return { expected: z, value, lower: middle - width * error, upper: middle + width * error };
  });
  return { points, intercept, slope };
}
