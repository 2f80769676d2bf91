/**
 * Adjustments that look at the ordered p-values: Bonferroni's and its sharper forms.
 *
 * @module
 */
import type { Adjust } from "./view.ts";

/** The adjustments that look at p-values alone. */
export type Stepwise = Extract<
  Adjust,
  "bonferroni" | "holm" | "hochberg" | "hommel" | "BH" | "fdr" | "BY"
>;

/**
 * p-values adjusted for `count` tests, of which those given are some: the rest count as 1 (R's
 * `p.adjust(p, method, n)`).
 *
 * Sources: Holm (1979); Hochberg (1988); Hommel (1988); Benjamini & Hochberg (1995); Benjamini &
 * Yekutieli (2001).
 */
export function stepwise(method: Stepwise, p: Float64Array, count: number): Float64Array {
  switch (method) {
    case "bonferroni":
      return p.map((value) => Math.min(1, count * value));
    case "holm":
      return stepDown(p, (rank) => count - rank + 1);
    case "hochberg":
      return stepUp(p, (rank) => count - rank + 1);
    case "BH":
    case "fdr":
      return stepUp(p, (rank) => count / rank);
    case "BY": {
      let harmonic = 0;
      for (let k = 1; k <= count; k++) harmonic += 1 / k;
      return stepUp(p, (rank) => harmonic * count / rank);
    }
    case "hommel":
      return hommel(p, count);
  }
}

/** Indices in increasing order of p. */
function increasing(p: Float64Array): number[] {
  return Array.from(p, (_, i) => i).sort((i, j) => p[i]! - p[j]!);
}

/** From the smallest p up: the largest factor(rank)·p so far. */
function stepDown(p: Float64Array, factor: (rank: number) => number): Float64Array {
  const adjusted = new Float64Array(p.length);
  let most = 0;
  increasing(p).forEach((index, i) => {
    most = Math.max(most, factor(i + 1) * p[index]!);
    adjusted[index] = Math.min(1, most);
  });
  return adjusted;
}

/** From the largest p down: the smallest factor(rank)·p so far. */
function stepUp(p: Float64Array, factor: (rank: number) => number): Float64Array {
  const adjusted = new Float64Array(p.length);
  const order = increasing(p);
  let least = 1;
  for (let i = order.length - 1; i >= 0; i--) {
    const index = order[i]!;
    least = Math.min(least, factor(i + 1) * p[index]!);
    adjusted[index] = least;
  }
  return adjusted;
}

/**
 * Hommel's closed test with Simes's test of every subset: the adjusted p is the largest, over subset
 * sizes m, of the p-value that Simes's test of the worst subset of that size gives (Wright 1992).
 */
function hommel(given: Float64Array, count: number): Float64Array {
  const n = Math.max(count, given.length);
  const p = new Float64Array(n).fill(1);
  p.set(given);
  const order = increasing(p);
  const sorted = Float64Array.from(order, (i) => p[i]!);
  const best = new Float64Array(n);
  for (let i = 0; i < n; i++) best[i] = sorted[i]!;
  let whole = Infinity;
  for (let i = 0; i < n; i++) whole = Math.min(whole, n * sorted[i]! / (i + 1));
  best.fill(whole);
  for (let m = n - 1; m >= 2; m--) {
    // the m−1 largest p-values bound what a subset of size m with a smaller p can reach
    let simes = Infinity;
    for (let k = 2; k <= m; k++) simes = Math.min(simes, m * sorted[n - m + k - 1]! / k);
    for (let i = 0; i < n; i++) {
      const own = Math.min(m * sorted[i]!, simes);
      const bounded = i <= n - m ? own : Math.min(simes, m * sorted[n - m]!);
      best[i] = Math.max(best[i]!, bounded);
    }
  }
  const adjusted = new Float64Array(given.length);
  order.forEach((index, i) => {
    if (index < given.length) adjusted[index] = Math.min(1, Math.max(best[i]!, sorted[i]!));
  });
  return adjusted;
}
