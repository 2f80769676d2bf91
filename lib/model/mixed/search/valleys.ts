/**
 * Where a search of one coordinate is to begin. Its criterion may have several minima, and one of a field is
 * dear: values alone cost a third of what Newton's method needs, and first derivatives two thirds.
 *
 * @module
 */
import type { ResidualStructure } from "../../covariance/residual_covariance.ts";
import type { MixedCriterion } from "../criterion.ts";

/** A point this close to a minimum is two of Newton's steps away from it. */
const NEAR = 1e-4;
/** So many first derivatives are spent on coming near. */
const STEPS = 8;

/**
 * Points near the minima of a criterion of one coordinate, as far as the starts of its structure and points
 * between and beside them tell them; the lowest first.
 */
export function valleys(criterion: MixedCriterion, { starts }: ResidualStructure): Float64Array[] {
  const at = [...new Set(starts.map((s) => s[0]!))].sort((a, b) => a - b);
  const last = at.at(-1)!;
  const points = [
    ...at.flatMap((t, i) => i === 0 ? [t] : [(at[i - 1]! + t) / 2, t]),
    last + (last - at[0]!) / (2 * Math.max(1, at.length - 1)),
  ];
  const values = points.map((t) => criterion.evaluate([t], 0).value);
  const height = (i: number): number => values[i] ?? Infinity;
  return points.map((_, i) => i)
    .filter((i) =>
      Number.isFinite(height(i)) && height(i) <= height(i - 1) && height(i) <= height(i + 1)
    )
    .sort((a, b) => height(a) - height(b))
    .map((i, rank) => {
      const inner = Number.isFinite(height(i - 1)) && Number.isFinite(height(i + 1));
      // another valley is looked into only if it may be the lowest
      if (!inner || rank > 0) return Float64Array.of(points[i]!);
      return Float64Array.of(nearMinimum(criterion, points, values, i));
    });
}

/** A point whose slope is known. */
interface Seen {
  t: number;
  value: number;
  slope: number;
}

/** Between the neighbours of a point that is lower than both, by polynomials through what is known. */
function nearMinimum(
  criterion: MixedCriterion,
  points: readonly number[],
  values: readonly number[],
  i: number,
): number {
  let [low, high] = [points[i - 1]!, points[i + 1]!];
  const [left, right] = [points[i]! - low, high - points[i]!];
  const [up, down] = [values[i - 1]! - values[i]!, values[i + 1]! - values[i]!];
  // the parabola through the three
  const bend = (up / left + down / right) / (left + right);
  let t = points[i]! + (up / left - bend * left) / (2 * bend);
  let before: Seen | null = null;
  for (let step = 0; step < STEPS; step++) {
    const { value, gradient: { 0: slope } } = criterion.evaluate([t], 1);
    if (!Number.isFinite(slope)) return points[i]!;
    if (slope! > 0) high = t;
    else low = t;
    const here: Seen = { t, value, slope: slope! };
    let next = before ? lowestOfCubic(before, here) : t - slope! / (2 * bend);
    if (!(next > low && next < high)) next = (low + high) / 2;
    const done = Math.abs(next - t) <= NEAR * (1 + Math.abs(t));
    before = here;
    t = next;
    if (done) break;
  }
  return t;
}

/** Where the cubic with the values and slopes of two points is lowest; NaN if it has no such place. */
function lowestOfCubic(a: Seen, b: Seen): number {
  const width = b.t - a.t;
  const z = 3 * (a.value - b.value) / width + a.slope + b.slope;
  const root = Math.sign(width) * Math.sqrt(z * z - a.slope * b.slope);
  return b.t - width * (b.slope + root - z) / (b.slope - a.slope + 2 * root);
}
