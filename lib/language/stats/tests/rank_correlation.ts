/**
 * Kendall's and Spearman's correlations and their tests.
 *
 * Kendall's statistic is counted exactly for few pairs (Kendall 1938); Spearman's by all orders of up to
 * nine pairs, beyond by the Edgeworth series of Best and Roberts (1975, algorithm AS 89).
 *
 * @module
 */
import { pt } from "../../../math/distribution/f_distribution.ts";
import { normalUpper, pnorm } from "../../../math/distribution/normal.ts";

export type Side = "two.sided" | "less" | "greater";

/** What a test of ranks found. */
export interface RankTest {
  readonly statistic: Readonly<Record<string, number>>;
  readonly p: number;
}

/** Σ over pairs of sign(Δx) sign(Δy); of one sample the pairs that differ. */
function concordance(x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) sum += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
  }
  return sum;
}

/** Kendall's tau, ties taken into account. */
export function kendall(x: readonly number[], y: readonly number[]): number {
  return concordance(x, y) / (Math.sqrt(concordance(x, x)) * Math.sqrt(concordance(y, y)));
}

/** Each pair twice, as R's `cov(method = "kendall")` counts. */
export function kendallCovariance(x: readonly number[], y: readonly number[]): number {
  return 2 * concordance(x, y);
}

/** P(T ≤ q) of the number of concordant pairs among n without ties. */
function kendallTail(q: number, n: number): number {
  let counts = [1];
  for (let k = 2; k <= n; k++) {
    const next = new Array<number>(counts.length + k - 1).fill(0);
    counts.forEach((c, i) => {
      for (let j = 0; j < k; j++) next[i + j]! += c / k;
    });
    counts = next;
  }
  let sum = 0;
  for (let i = 0; i <= Math.min(Math.floor(q + 1e-7), counts.length - 1); i++) sum += counts[i]!;
  return Math.max(0, Math.min(1, sum));
}

function tiesOf(x: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const v of x) counts.set(v, (counts.get(v) ?? 0) + 1);
  return [...counts.values()].filter((c) => c > 1);
}

const summed = (ties: readonly number[], f: (t: number) => number): number =>
  ties.reduce((s, t) => s + f(t), 0);

export function kendallTest(
  x: readonly number[],
  y: readonly number[],
  side: Side,
  exact: boolean | null,
  continuity: boolean,
): RankTest & { tied: boolean } {
  const n = x.length;
  const [tx, ty] = [tiesOf(x), tiesOf(y)];
  const tied = tx.length > 0 || ty.length > 0;
  const r = kendall(x, y);
  if ((exact ?? n < 50) && !tied) {
    const q = Math.round((r + 1) * n * (n - 1) / 4);
    const [below, above] = [kendallTail(q, n), 1 - kendallTail(q - 1, n)];
    const p = side === "two.sided"
      ? Math.min(1, 2 * Math.min(below, above))
      : side === "greater"
      ? above
      : below;
    return { statistic: { T: q }, p, tied };
  }
  const v0 = n * (n - 1) * (2 * n + 5);
  const vt = summed(tx, (t) => t * (t - 1) * (2 * t + 5));
  const vu = summed(ty, (t) => t * (t - 1) * (2 * t + 5));
  const v1 = summed(tx, (t) => t * (t - 1)) * summed(ty, (t) => t * (t - 1));
  const v2 = summed(tx, (t) => t * (t - 1) * (t - 2)) * summed(ty, (t) => t * (t - 1) * (t - 2));
  const variance = (v0 - vt - vu) / 18 + v1 / (2 * n * (n - 1)) +
    v2 / (9 * n * (n - 1) * (n - 2));
  let s = concordance(x, y);
  if (continuity) s = Math.sign(s) * (Math.abs(s) - 1);
  const z = s / Math.sqrt(variance);
  const p = side === "two.sided"
    ? 2 * Math.min(pnorm(z), normalUpper(z))
    : side === "greater"
    ? normalUpper(z)
    : pnorm(z);
  return { statistic: { z }, p, tied };
}

/** P(S ≥ s), or P(S < s), over all orders of n. */
function spearmanTail(sum: number, n: number, lower: boolean): number {
  const most = n * (n * n - 1) / 3;
  const s = 2 * Math.ceil(sum / 2); // a sum of squared differences of ranks is even
  if (n <= 1 || s <= 0) return lower ? 0 : 1;
  if (s > most) return lower ? 1 : 0;
  if (n <= 9) {
    let [hits, all] = [0, 0];
    const used = new Array<boolean>(n).fill(false);
    const go = (i: number, total: number): void => {
      if (i === n) {
        all++;
        if (total >= s) hits++;
        return;
      }
      for (let j = 0; j < n; j++) {
        if (used[j]) continue;
        used[j] = true;
        go(i + 1, total + (i - j) ** 2);
        used[j] = false;
      }
    };
    go(0, 0);
    return (lower ? all - hits : hits) / all;
  }
  const b = 1 / n;
  const x = (6 * (s - 1) * b / (n * n - 1) - 1) * Math.sqrt(n - 1);
  const y = x * x;
  const u = x * b *
    (0.2274 + b * (0.2531 + 0.1745 * b) +
      y *
        (-0.0758 + b * (0.1033 + 0.3932 * b) -
          y * b *
            (0.0879 + 0.0151 * b -
              y * (0.0072 - 0.0831 * b + y * b * (0.0131 - 0.00046 * y)))));
  const tail = u / Math.exp(y / 2);
  const p = (lower ? -tail : tail) + (lower ? pnorm(x) : normalUpper(x));
  return Math.max(0, Math.min(1, p));
}

export function spearmanTest(
  r: number,
  n: number,
  side: Side,
  exact: boolean,
  continuity: boolean,
): RankTest {
  const q = (n ** 3 - n) * (1 - r) / 6;
  const tail = (s: number, lower: boolean): number => {
    if (exact && n <= 1290) return spearmanTail(Math.round(s) + (lower ? 2 : 0), n, lower);
    const den = n * (n * n - 1) / 6 + (continuity ? 1 : 0);
    const rho = 1 - s / den;
    return pt(rho / Math.sqrt((1 - rho * rho) / (n - 2)), n - 2, { upper: lower });
  };
  const step = exact && n <= 1290 ? 1 : 0;
  const p = side === "two.sided"
    ? Math.min(1, 2 * (q > (n ** 3 - n) / 6 ? tail(q - step, false) : tail(q, true)))
    : side === "greater"
    ? tail(q, true)
    : tail(q - step, false);
  return { statistic: { S: q }, p };
}
