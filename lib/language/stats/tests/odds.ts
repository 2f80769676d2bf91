/**
 * The exact law of a count that a common odds ratio governs: the first cell of a 2 × 2 table with its margins
 * (Fisher 1935), and the sum of such cells over strata.
 *
 * @module
 */
import { HYPERGEOMETRIC } from "../../../math/discrete/counts.ts";
import { zeroBetween } from "../../../math/search/zero.ts";
import type { Alternative } from "./hypothesis.ts";

/** Probabilities that differ by less are the same. */
export const NEAR = 1 + 1e-7;
/** So near to an odds ratio R looks. */
const TOLERANCE = Math.pow(Number.EPSILON, 0.25);

/** The law of a count with fixed margins, by odds ratio. */
export class FirstCell {
  readonly most: number;

  /** @param logs logarithms of the probabilities from the least count on, where the odds ratio is 1 */
  private constructor(readonly least: number, private readonly logs: readonly number[]) {
    this.most = least + logs.length - 1;
  }

  /** That of the first cell of a table with rows of m and n and a first column of k. */
  static of(m: number, n: number, k: number): FirstCell {
    const [least, most] = [Math.max(0, k - n), Math.min(k, m)];
    return new FirstCell(
      least,
      Array.from(
        { length: most - least + 1 },
        (_, i) => HYPERGEOMETRIC.logDensity!(least + i, [m, n, k]),
      ),
    );
  }

  /** That of the sum of two such counts, which are independent. */
  plus(other: FirstCell): FirstCell {
    const [a, b] = [this.densities(1), other.densities(1)];
    const sum = new Float64Array(a.length + b.length - 1);
    a.forEach((p, i) => b.forEach((q, j) => sum[i + j]! += p * q));
    return new FirstCell(this.least + other.least, Array.from(sum, Math.log));
  }

  densities(odds: number): number[] {
    const d = this.logs.map((v, i) => v + Math.log(odds) * (this.least + i));
    const top = d.reduce((a, b) => Math.max(a, b), -Infinity);
    const raised = d.map((v) => Math.exp(v - top));
    const sum = raised.reduce((a, b) => a + b, 0);
    return raised.map((v) => v / sum);
  }

  mean(odds: number): number {
    if (odds === 0) return this.least;
    if (odds === Infinity) return this.most;
    return this.densities(odds).reduce((s, d, i) => s + d * (this.least + i), 0);
  }

  /** P(X ≤ x), or P(X ≥ x) with `upper`. */
  tail(x: number, odds: number, upper: boolean): number {
    if (odds === 0) return upper ? (x <= this.least ? 1 : 0) : x >= this.least ? 1 : 0;
    if (odds === Infinity) return upper ? (x <= this.most ? 1 : 0) : x >= this.most ? 1 : 0;
    return this.densities(odds).reduce(
      (s, d, i) => (upper ? this.least + i >= x : this.least + i <= x) ? s + d : s,
      0,
    );
  }
}

/** The odds ratio at which an increasing or decreasing function is 0, on either side of 1. */
function oddsAt(f: (odds: number) => number, within: boolean): number {
  const g = within ? f : (t: number): number => f(1 / t);
  const from = within ? 0 : Number.EPSILON;
  const { x } = zeroBetween(g, from, 1, g(from), g(1), TOLERANCE, 1000);
  return within ? x : 1 / x;
}

/** Limits of the odds ratio, given the count. */
export function limits(
  cell: FirstCell,
  x: number,
  side: Alternative,
  level: number,
): [number, number] {
  const lower = (alpha: number): number => {
    if (x === cell.least) return 0;
    const p = cell.tail(x, 1, true);
    return p === alpha ? 1 : oddsAt((t) => cell.tail(x, t, true) - alpha, p > alpha);
  };
  const upper = (alpha: number): number => {
    if (x === cell.most) return Infinity;
    const p = cell.tail(x, 1, false);
    return p === alpha ? 1 : oddsAt((t) => cell.tail(x, t, false) - alpha, p < alpha);
  };
  const out = 1 - level;
  if (side === "less") return [0, upper(out)];
  if (side === "greater") return [lower(out), Infinity];
  return [lower(out / 2), upper(out / 2)];
}

/** The odds ratio at which the count is its mean. */
export function estimateOf(cell: FirstCell, x: number): number {
  if (x === cell.least) return 0;
  if (x === cell.most) return Infinity;
  const mean = cell.mean(1);
  return mean === x ? 1 : oddsAt((t) => cell.mean(t) - x, mean > x);
}
