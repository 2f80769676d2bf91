/**
 * What is asked of a distribution by R's `d`, `p` and `q`, with its parameters in R's order.
 *
 * @module
 */
export interface Law {
  /** Whole values only: what lies between has no density. */
  readonly discrete?: true;
  valid(a: readonly number[]): boolean;
  /** The logarithm of the density, or of the probability of a whole value. */
  logDensity?(x: number, a: readonly number[]): number;
  /** The density, where it keeps more digits than the exponential of its logarithm. */
  density?(x: number, a: readonly number[]): number;
  /** P(X ≤ x), or P(X > x) with `upper`. */
  tail(x: number, a: readonly number[], upper: boolean): number;
  /** The logarithm of a tail, where the tail itself may be too small for a number. */
  logTail?(x: number, a: readonly number[], upper: boolean): number;
  /** The least x with P(X ≤ x) ≥ p, or with P(X > x) ≤ p. */
  quantile(p: number, a: readonly number[], upper: boolean): number;
  /** The quantile of e^p, where the probability itself may be too small for a number. */
  quantileOfLog?(p: number, a: readonly number[], upper: boolean): number;
}

/** log P, from both tails. */
export function logTailOf(law: Law, x: number, a: readonly number[], upper: boolean): number {
  if (law.logTail) return law.logTail(x, a, upper);
  const tail = law.tail(x, a, upper);
  return tail > 0.5 ? Math.log1p(-law.tail(x, a, !upper)) : Math.log(tail);
}

/** The quantile of a probability given by its logarithm. */
export function quantileOfLog(law: Law, p: number, a: readonly number[], upper: boolean): number {
  if (law.quantileOfLog) return law.quantileOfLog(p, a, upper);
  return p > -Math.LN2
    ? law.quantile(-Math.expm1(p), a, !upper)
    : law.quantile(Math.exp(p), a, upper);
}

/** log(1 − e^x), x < 0. */
export function logLess(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}
