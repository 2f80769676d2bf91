/**
 * Binomial numbers: inversion where fewer than 30 are expected; otherwise algorithm BTPE of
 * Kachitvichyanukul & Schmeiser (1988), "Binomial random variate generation", Commun. ACM 31, 216–222.
 *
 * @module
 */
import type { MersenneTwister } from "./mersenne_twister.ts";

/** Successes in n trials. */
export function binomial(chance: MersenneTwister, n: number, probability: number): number {
  if (n === 0 || probability === 0) return 0;
  if (probability === 1) return n;
  const p = Math.min(probability, 1 - probability);
  const k = n * p < 30 ? inversion(chance, n, p) : rejection(chance, n, p);
  return probability > 0.5 ? n - k : k;
}

/** A whole power by squaring. */
function wholePower(x: number, n: number): number {
  let product = 1;
  for (;;) {
    if (n & 1) product *= x;
    n >>= 1;
    if (n === 0) return product;
    x *= x;
  }
}

function inversion(chance: MersenneTwister, n: number, p: number): number {
  const q = 1 - p;
  const odds = p / q;
  const g = odds * (n + 1);
  const none = wholePower(q, n);
  for (;;) {
    let f = none;
    let u = chance.uniform();
    for (let k = 0; k <= 110;) {
      if (u < f) return k;
      u -= f;
      k++;
      f *= g / k - odds;
    }
    if (u < f) return 111;
  }
}

/** The error of Stirling's formula times 166320. */
function stirling(x: number): number {
  const s = x * x;
  return (13860 - (462 - (132 - (99 - 140 / s) / s) / s) / s) / x / 166320;
}

function rejection(chance: MersenneTwister, n: number, p: number): number {
  const q = 1 - p;
  const odds = p / q;
  const g = odds * (n + 1);
  const npq = n * p * q;
  const centre = n * p + p;
  const m = Math.trunc(centre);
  const p1 = Math.trunc(2.195 * Math.sqrt(npq) - 4.6 * q) + 0.5;
  const middle = m + 0.5;
  const left = middle - p1;
  const right = middle + p1;
  const c = 0.134 + 20.5 / (15.3 + m);
  const slope = (a: number): number => a * (1 + 0.5 * a);
  const leftRate = slope((centre - left) / (centre - left * p));
  const rightRate = slope((right - centre) / (right * q));
  const p2 = p1 * (1 + c + c);
  const p3 = p2 + c / leftRate;
  const p4 = p3 + c / rightRate;
  for (;;) {
    const u = chance.uniform() * p4;
    let v = chance.uniform();
    if (u <= p1) return Math.trunc(middle - p1 * v + u);
    let k: number;
    if (u <= p2) {
      const x = left + (u - p1) / c;
      v = v * c + 1 - Math.abs(middle - x) / p1;
      if (v > 1 || v <= 0) continue;
      k = Math.trunc(x);
    } else if (u > p3) {
      k = Math.trunc(right - Math.log(v) / rightRate);
      if (k > n) continue;
      v *= (u - p3) * rightRate;
    } else {
      k = Math.trunc(left + Math.log(v) / leftRate);
      if (k < 0) continue;
      v *= (u - p2) * leftRate;
    }
    const away = Math.abs(k - m);
    if (away <= 20 || away >= npq / 2 - 1) {
      let f = 1;
      for (let i = m + 1; i <= k; i++) f *= g / i - odds;
      for (let i = k + 1; i <= m; i++) f /= g / i - odds;
      if (v <= f) return k;
      continue;
    }
    const width = (away / npq) * ((away * (away / 3 + 0.625) + 0.1666666666666) / npq + 0.5);
    const parabola = -(away * away) / (2 * npq);
    const log = Math.log(v);
    if (log < parabola - width) return k;
    if (log > parabola + width) continue;
    const [x, f, z, w] = [k + 1, centre + 1, n + 1 - centre, n - k + 1];
    const exact = middle * Math.log(f / x) + (n - m + 0.5) * Math.log(z / w) +
      (k - m) * Math.log(w * p / (x * q)) + stirling(f) + stirling(z) + stirling(x) + stirling(w);
    if (log <= exact) return k;
  }
}

/** Counts of classes in n trials. */
export function multinomial(
  chance: MersenneTwister,
  n: number,
  probabilities: readonly number[],
): number[] {
  const counts = probabilities.map(() => 0);
  let left = n;
  let mass = 1;
  for (let k = 0; k < counts.length - 1 && left > 0; k++) {
    const own = probabilities[k]!;
    if (own > 0) {
      const share = own / mass;
      counts[k] = share < 1 ? binomial(chance, left, share) : left;
      left -= counts[k]!;
    }
    mass -= own;
  }
  if (counts.length > 0) counts[counts.length - 1]! += left;
  return counts;
}
