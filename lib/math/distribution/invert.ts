/**
 * Quantiles: inverting a tail probability on the logarithmic scale, where tails are nearly
 * straight.
 *
 * @module
 */

/** A tail probability and its derivative with respect to u. */
export interface TailAndSlope {
  tail: number;
  slope: number;
}

/**
 * The u at which a monotone tail equals p (0 < p < 1): Newton's method on the logarithm of the tail,
 * held inside a bracket that is widened from `start` as long as needed and halved when Newton
 * leaves it.
 *
 * `evaluate(u)` gives the tail and its derivative at u.
 */
export function invertTail(
  evaluate: (u: number) => TailAndSlope,
  p: number,
  start: number,
  rising: boolean,
): number {
  const goal = Math.log(p);
  let low = -Infinity;
  let high = Infinity;
  let u = start;
  let widening = 1;
  for (let step = 0; step < 400; step++) {
    const { tail, slope } = evaluate(u);
    const error = Math.log(tail) - goal;
    if (error === 0) return u;
    if ((error > 0) === rising) high = u;
    else low = u;
    let next = u - error * tail / slope;
    // Newton's steps square their error: one so small leaves rounding only
    if (Math.abs(next - u) <= 1e-10 * Math.max(0.1, Math.abs(next))) return next;
    if (!Number.isFinite(next) || Math.abs(next - u) > 2 * widening) {
      next = u + ((error > 0) === rising ? -widening : widening);
      widening *= 2;
    }
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (!Number.isFinite(next)) next = low > -Infinity ? low + widening : high - widening;
    if (next === low || next === high) return next;
    u = next;
  }
  return u;
}
