/**
 * Logarithms of factorials and binomial coefficients: rows ask for the same ones at every step.
 *
 * @module
 */
import { logGamma } from "../../../math/distribution/special.ts";

/** Factorials up to this are kept. */
const KEPT = 4096;
const known = new Float64Array(KEPT).fill(NaN);

/** log n! of a whole number. */
export function logFactorial(n: number): number {
  if (n >= KEPT) return logGamma(n + 1);
  const value = known[n]!;
  return value === value ? value : known[n] = n < 2 ? 0 : logGamma(n + 1);
}

/** The logarithm of the number of ways to choose k of m. */
export function logChoose(m: number, k: number): number {
  return k === 0 || k === m ? 0 : logFactorial(m) - logFactorial(k) - logFactorial(m - k);
}
