/**
 * Places drawn from n, alike or with given probabilities; with many probabilities and replacement by
 * Walker's alias method (1977, ACM Trans. Math. Softw. 3, 253–256).
 *
 * @module
 */
import type { MersenneTwister } from "./mersenne_twister.ts";

/** So many places are drawn by rejecting those that were drawn before. */
const HUGE = 1e7;
/** From so many classes on that are not rare, aliases are quicker than a search. */
const MANY = 200;

/** `size` places from 0 to n − 1. */
export function places(
  chance: MersenneTwister,
  n: number,
  size: number,
  replace: boolean,
): number[] {
  if (replace || size < 2) return Array.from({ length: size }, () => chance.index(n));
  if (n > HUGE && size <= n / 2) return distinct(chance, n, size);
  const left = Int32Array.from({ length: n }, (_, i) => i);
  let count = n;
  return Array.from({ length: size }, () => {
    const at = chance.index(count);
    const drawn = left[at]!;
    left[at] = left[--count]!;
    return drawn;
  });
}

function distinct(chance: MersenneTwister, n: number, size: number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < size) drawn.add(chance.index(n));
  return [...drawn];
}

/** `size` places with probabilities that need not sum to 1. */
export function weightedPlaces(
  chance: MersenneTwister,
  weights: readonly number[],
  size: number,
  replace: boolean,
): number[] {
  const total = weights.reduce((a, b) => a + b, 0);
  const p = weights.map((w) => w / total);
  const n = p.length;
  if (replace && p.filter((q) => n * q > 0.1).length > MANY) return aliases(chance, p, size);
  const order = p.map((_, i) => i);
  sortFalling(p, order);
  return replace ? searched(chance, p, order, size) : withoutReplacement(chance, p, order, size);
}

function searched(
  chance: MersenneTwister,
  p: readonly number[],
  order: readonly number[],
  size: number,
): number[] {
  const sums: number[] = [];
  p.reduce((s, q, i) => sums[i] = s + q, 0);
  return Array.from({ length: size }, () => {
    const u = chance.uniform();
    let j = 0;
    while (j < sums.length - 1 && u > sums[j]!) j++;
    return order[j]!;
  });
}

function withoutReplacement(
  chance: MersenneTwister,
  p: number[],
  order: number[],
  size: number,
): number[] {
  let mass = 1;
  return Array.from({ length: size }, () => {
    const u = mass * chance.uniform();
    let sum = 0;
    let j = 0;
    for (; j < p.length - 1; j++) {
      sum += p[j]!;
      if (u <= sum) break;
    }
    mass -= p[j]!;
    p.splice(j, 1);
    return order.splice(j, 1)[0]!;
  });
}

function aliases(chance: MersenneTwister, p: readonly number[], size: number): number[] {
  const n = p.length;
  const q = p.map((v) => v * n);
  const alias = p.map(() => 0);
  const small: number[] = [];
  const large: number[] = [];
  q.forEach((v, i) => v < 1 ? small.push(i) : large.unshift(i));
  if (small.length > 0 && large.length > 0) {
    // those that fall below 1 follow the small ones
    const queue = [...small, ...large];
    let top = small.length;
    for (let k = 0; k < n - 1; k++) {
      const i = queue[k]!;
      const j = queue[top]!;
      alias[i] = j;
      q[j]! += q[i]! - 1;
      if (q[j]! < 1) top++;
      if (top >= n) break;
    }
  }
  return Array.from({ length: size }, () => {
    const k = chance.index(n);
    return chance.uniform() < q[k]! ? k : alias[k]!;
  });
}

/**
 * Sorts falling, with a second list moved alike: heap sort (Williams 1964, Commun. ACM 7, 347–348).
 * Which of several equal ones comes first is the heap's doing, and the draws depend on it.
 */
function sortFalling(keys: number[], others: number[]): void {
  const n = keys.length;
  const sift = (key: number, other: number, root: number, end: number): void => {
    let hole = root;
    for (let child = 2 * hole + 1; child < end; child = 2 * hole + 1) {
      if (child + 1 < end && keys[child]! > keys[child + 1]!) child++;
      if (key <= keys[child]!) break;
      keys[hole] = keys[child]!;
      others[hole] = others[child]!;
      hole = child;
    }
    keys[hole] = key;
    others[hole] = other;
  };
  for (let root = Math.floor(n / 2) - 1; root >= 0; root--) {
    sift(keys[root]!, others[root]!, root, n);
  }
  for (let end = n - 1; end > 0; end--) {
    const [key, other] = [keys[end]!, others[end]!];
    keys[end] = keys[0]!;
    others[end] = others[0]!;
    sift(key, other, 0, end);
  }
}

/** Wilcoxon's signed rank sum of n. */
export function signedRankSum(chance: MersenneTwister, n: number): number {
  let sum = 0;
  for (let rank = 1; rank <= n; rank++) sum += rank * Math.floor(chance.uniform() + 0.5);
  return sum;
}

/** Wilcoxon's rank sum of two samples, less its least value. */
export function rankSum(chance: MersenneTwister, m: number, n: number): number {
  const ranks = places(chance, m + n, n, false);
  return ranks.reduce((a, b) => a + b, 0) - n * (n - 1) / 2;
}
