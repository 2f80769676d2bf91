/**
 * Where a sample lies, or by how much one lies beyond another, by Wilcoxon's statistics: the estimate of
 * Hodges and Lehmann (1963, Ann. Math. Statist. 34, 598–611), and the limits at which the test would just
 * reject (Bauer 1972, J. Am. Stat. Assoc. 67, 687–690). Without the exact law they are zeros of the
 * standardized statistic, which is a step function: they are searched for as R does, to 10⁻⁴.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import type { Law } from "../../../math/distribution/law.ts";
import { qnorm } from "../../../math/distribution/normal.ts";
import { zeroBetween } from "../../../math/search/zero.ts";
import { signif } from "../../../render/number/number_format.ts";
import { ranksOf } from "../covariance.ts";
import type { Alternative } from "./hypothesis.ts";

/** An estimate with its limits, and the level that they have. */
export interface RankLimits {
  readonly estimate: number;
  readonly interval: readonly [number, number];
  readonly level: number;
}

const MOST_STEPS = 1000;

/** Σ (t³ − t) over groups of t equal ranks; 0 without ties. */
export function tiesOf(ranks: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const r of ranks) counts.set(r, (counts.get(r) ?? 0) + 1);
  let sum = 0;
  for (const t of counts.values()) sum += t ** 3 - t;
  return sum;
}

/** What the statistic counts: means of two values each, or differences of values of both samples, in order. */
function counted(x: readonly number[], y: readonly number[] | null): number[] {
  const found = y
    ? x.flatMap((a) => y.map((b) => a - b))
    : x.flatMap((a, i) => x.slice(i).map((b) => (a + b) / 2));
  return found.sort((a, b) => a - b);
}

function middleOf(sorted: readonly number[]): number {
  const n = sorted.length;
  return n % 2 === 1 ? sorted[(n - 1) / 2]! : (sorted[n / 2 - 1]! + sorted[n / 2]!) / 2;
}

/** Limits by the law of the counts. */
export function exactLimits(
  x: readonly number[],
  y: readonly number[] | null,
  law: Law,
  a: readonly number[],
  side: Alternative,
  level: number,
): RankLimits {
  const sorted = counted(x, y);
  const n = sorted.length;
  const tail = side === "two.sided" ? (1 - level) / 2 : 1 - level;
  const at = Math.max(1, law.quantile(tail, a, false));
  const achieved = (side === "two.sided" ? 2 : 1) * law.tail(Math.trunc(at) - 1, a, false);
  const short = achieved - (1 - level) > (1 - level) / 2;
  return {
    estimate: middleOf(sorted),
    interval: [
      side === "less" ? -Infinity : sorted[at - 1]!,
      side === "greater" ? Infinity : sorted[n - at]!,
    ],
    level: short ? 1 - signif(achieved, 2) : level,
  };
}

/** The statistic, standardized, after the sample is moved by −d. */
function standardized(
  x: readonly number[],
  y: readonly number[] | null,
  d: number,
  correct: boolean,
  side: Alternative,
): number {
  let away: number, variance: number;
  if (y) {
    const [m, n] = [x.length, y.length];
    const ranks = ranksOf([...x.map((v) => v - d), ...y]);
    away = ranks.slice(0, m).reduce((s, r) => s + r, 0) - m * (m + 1) / 2 - m * n / 2;
    variance = (m * n / 12) * ((m + n + 1) - tiesOf(ranks) / ((m + n) * (m + n - 1)));
  } else {
    const moved = x.map((v) => v - d).filter((v) => v !== 0);
    const n = moved.length;
    const ranks = ranksOf(moved.map(Math.abs));
    away = ranks.reduce((s, r, i) => moved[i]! > 0 ? s + r : s, 0) - n * (n + 1) / 4;
    variance = n * (n + 1) * (2 * n + 1) / 24 - tiesOf(ranks) / 48;
  }
  const step = side === "two.sided" ? Math.sign(away) * 0.5 : side === "greater" ? 0.5 : -0.5;
  return (away - (correct ? step : 0)) / Math.sqrt(variance);
}

/** Limits by the normal law; null where every value is the same. */
export function normalLimits(
  x: readonly number[],
  y: readonly number[] | null,
  correct: boolean,
  side: Alternative,
  level: number,
  tolerance: number,
): RankLimits | null {
  const [low, high] = y
    ? [least(x) - greatest(y), greatest(x) - least(y)]
    : [least(x), greatest(x)];
  const w = (d: number, corrected = correct): number => standardized(x, y, d, corrected, side);
  const [first, last] = [w(low), w(high)];
  if (!Number.isFinite(first) || !Number.isFinite(last)) return null;
  const root = (z: number): number =>
    zeroBetween((d) => w(d) - z, low, high, first - z, last - z, tolerance, MOST_STEPS).x;
  const asked = 1 - level;
  let alpha = asked;
  const upper = (): number => qnorm(side === "two.sided" ? alpha / 2 : alpha, { upper: true });
  // a level that so few values cannot have is lowered until they can
  // (against what is less R asks for half of it, and is the sooner content with less)
  const lacks = (): boolean =>
    side !== "less" && first < upper() ||
    side !== "greater" && last > qnorm(alpha / 2);
  while (alpha < 1 && lacks()) alpha *= 2;
  const short = alpha >= 1 || asked < alpha * 0.75;
  const none = alpha >= 1;
  const at = (z: number): number => none ? middleOf([...x].sort((a, b) => a - b)) : root(z);
  const plain = (d: number): number => w(d, false);
  return {
    estimate: zeroBetween(plain, low, high, plain(low), plain(high), tolerance, MOST_STEPS).x,
    interval: [
      side === "less" ? -Infinity : at(upper()),
      side === "greater" ? Infinity : at(-upper()),
    ],
    level: short ? 1 - Math.min(1, alpha) : level,
  };
}
