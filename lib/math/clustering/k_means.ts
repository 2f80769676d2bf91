/**
 * k means: groups of points whose sum of squares within is least, as far as moving one point can tell.
 *
 * Source: Hartigan & Wong (1979), Algorithm AS 136, Applied Statistics 28, 100–108.
 *
 * @module
 */

/** Groups of n points in p dimensions. */
export interface Clusters {
  /** From 0. */
  readonly of: Int32Array;
  /** Row by row. */
  readonly centers: Float64Array;
  readonly sizes: Int32Array;
  readonly within: Float64Array;
  readonly steps: number;
  /** What went wrong. */
  readonly fault: "empty" | "steps" | "transfers" | null;
}

/**
 * The groups of points, row by row, that follow from first centers.
 *
 * @example
 * ```ts
 * import { kMeans } from "./k_means.ts";
 * kMeans(Float64Array.of(0, 1, 10, 11), 1, Float64Array.of(0, 10), 10).of; // [0, 0, 1, 1]
 * ```
 */
export function kMeans(
  x: Float64Array,
  p: number,
  first: Float64Array,
  most: number,
): Clusters {
  const n = x.length / p;
  const k = first.length / p;
  const centers = Float64Array.from(first);
  const distance = (i: number, l: number): number => {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += (x[i * p + j]! - centers[l * p + j]!) ** 2;
    return sum;
  };
  const of = new Int32Array(n);
  const second = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let [a, b] = [0, 1];
    let [da, db] = [distance(i, 0), distance(i, 1)];
    if (da > db) [a, b, da, db] = [b, a, db, da];
    for (let l = 2; l < k; l++) {
      const d = distance(i, l);
      if (d >= db) continue;
      if (d >= da) [b, db] = [l, d];
      else [a, b, da, db] = [l, a, d, da];
    }
    of[i] = a;
    second[i] = b;
  }
  const sizes = new Int32Array(k);
  centers.fill(0);
  for (let i = 0; i < n; i++) {
    sizes[of[i]!]!++;
    for (let j = 0; j < p; j++) centers[of[i]! * p + j]! += x[i * p + j]!;
  }
  const done = (fault: Clusters["fault"], steps: number): Clusters => ({
    of,
    ...sums(x, p, k, of, sizes),
    sizes,
    steps,
    fault,
  });
  if (sizes.includes(0)) return done("empty", 0);
  for (let l = 0; l < k; l++) for (let j = 0; j < p; j++) centers[l * p + j]! /= sizes[l]!;
  // what a sum of squares gains by one point less, and by one more
  const less = Float64Array.from(sizes, (s) => s > 1 ? s / (s - 1) : Infinity);
  const more = Float64Array.from(sizes, (s) => s / (s + 1));
  // steps at which a group was changed last: in the first stage by its number, then by its point
  const changed = new Int32Array(k).fill(-1);
  const updated = new Uint8Array(k).fill(1);
  const still = { count: 0 };
  const transfer = (i: number, from: number, to: number): void => {
    const [a, b] = [sizes[from]!, sizes[to]!];
    for (let j = 0; j < p; j++) {
      const v = x[i * p + j]!;
      centers[from * p + j] = (centers[from * p + j]! * a - v) / (a - 1);
      centers[to * p + j] = (centers[to * p + j]! * b + v) / (b + 1);
    }
    sizes[from]!--;
    sizes[to]!++;
    more[from] = (a - 1) / a;
    less[from] = a - 1 > 1 ? (a - 1) / (a - 2) : Infinity;
    less[to] = (b + 1) / b;
    more[to] = (b + 1) / (b + 2);
    of[i] = to;
    second[i] = from;
  };
  /** Each point in turn goes to the group where it adds least; groups at rest are passed over. */
  const live = new Int32Array(k);
  const lost = new Float64Array(n);
  const optimal = (): boolean => {
    for (let l = 0; l < k; l++) if (updated[l]) live[l] = n + 1;
    for (let i = 0; i < n; i++) {
      still.count++;
      const own = of[i]!;
      if (sizes[own] !== 1) {
        if (changed[own] !== 0) lost[i] = distance(i, own) * less[own]!;
        let best = second[i]!;
        const before = best;
        let gain = distance(i, best) * more[best]!;
        for (let l = 0; l < k; l++) {
          if ((i + 1 >= live[own]! && i + 1 >= live[l]!) || l === own || l === before) continue;
          const limit = gain / more[l]!;
          const d = distance(i, l);
          if (d >= limit) continue;
          gain = d * more[l]!;
          best = l;
        }
        if (gain >= lost[i]!) second[i] = best;
        else {
          still.count = 0;
          live[own] = n + i + 1;
          live[best] = n + i + 1;
          changed[own] = i + 1;
          changed[best] = i + 1;
          transfer(i, own, best);
        }
      }
      if (still.count === n) return true;
    }
    for (let l = 0; l < k; l++) {
      updated[l] = 0;
      live[l]! -= n;
    }
    return false;
  };
  /** Points are exchanged between their first and second groups, as long as that pays. */
  const quick = (): boolean => {
    let [quiet, step] = [0, 0];
    for (;;) {
      for (let i = 0; i < n; i++) {
        quiet++;
        step++;
        if (step >= 50 * n) return false;
        const own = of[i]!;
        if (sizes[own] !== 1) {
          if (step <= changed[own]!) lost[i] = distance(i, own) * less[own]!;
          const other = second[i]!;
          if (step < changed[own]! || step < changed[other]!) {
            if (distance(i, other) < lost[i]! / more[other]!) {
              quiet = 0;
              still.count = 0;
              updated[own] = 1;
              updated[other] = 1;
              changed[own] = step + n;
              changed[other] = step + n;
              transfer(i, own, other);
            }
          }
        }
        if (quiet === n) return true;
      }
    }
  };
  for (let step = 1; step <= most; step++) {
    if (optimal()) return done(null, step);
    if (!quick()) return done("transfers", step);
    if (k === 2) return done(null, step);
    changed.fill(0);
  }
  return done("steps", most + 1);
}

/** Means and sums of squares of groups. */
function sums(
  x: Float64Array,
  p: number,
  k: number,
  of: Int32Array,
  sizes: Int32Array,
): { centers: Float64Array; within: Float64Array } {
  const centers = new Float64Array(k * p);
  const within = new Float64Array(k);
  of.forEach((l, i) => {
    for (let j = 0; j < p; j++) centers[l * p + j]! += x[i * p + j]!;
  });
  for (let l = 0; l < k; l++) for (let j = 0; j < p; j++) centers[l * p + j]! /= sizes[l]!;
  for (let j = 0; j < p; j++) {
    of.forEach((l, i) => within[l]! += (x[i * p + j]! - centers[l * p + j]!) ** 2);
  }
  return { centers, within };
}
