/**
 * Quantiles of laws on whole values: the least one that is far enough.
 *
 * @module
 */
import { normalAt } from "../chance/normal.ts";

/** A probability may be less by so much, as it may come from a tail that was rounded. */
const FUZZ = 64 * Number.EPSILON;

/** What a search must know of a law. */
export interface Steps {
  tail(k: number, upper: boolean): number;
  least: number;
  most: number;
  mean: number;
  sd: number;
}

/** The least k with P(X ≤ k) ≥ p, or with P(X > k) ≤ p with `upper`. */
export function discreteQuantile(p: number, upper: boolean, law: Steps): number {
  const { least, most } = law;
  if (p === 0 || p === 1) return (p === 0) === upper ? most : least;
  const goal = upper ? p * (1 + FUZZ) : p * (1 - FUZZ);
  const enough = (k: number): boolean =>
    k >= most || (upper ? law.tail(k, true) <= goal : law.tail(k, false) >= goal);
  const z = Math.max(-38, Math.min(38, upper ? -normalAt(p) : normalAt(p)));
  const guess = Math.floor(law.mean + law.sd * z);
  let high = Math.max(least, Math.min(most, guess));
  let low = high;
  for (let step = 1; !enough(high); step *= 2) {
    low = high;
    high = Math.min(most, high + step);
  }
  if (low === high) {
    for (let step = 1; low >= least && enough(low); step *= 2) {
      high = low;
      low = Math.max(least - 1, low - step);
    }
  }
  // enough(high), not enough(low)
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
    if (middle === low && middle === high) break;
  }
  return high;
}
