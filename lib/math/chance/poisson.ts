/**
 * Poisson numbers: algorithm PD of Ahrens & Dieter (1982), "Computer generation of Poisson deviates from
 * modified normal distributions", ACM Trans. Math. Softw. 8, 163–179.
 *
 * @module
 */
import { exponential } from "./exponential.ts";
import type { MersenneTwister } from "./mersenne_twister.ts";
import { normal } from "./normal.ts";

/** 1/√(2π). */
const ROOT = 0.398942280401432677939946059934;
const A = [
  0.1250060,
  -0.1384794,
  0.1421878,
  -0.1661269,
  0.2000118,
  -0.2500068,
  0.3333333,
  -0.5,
];
const FACTORIALS = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880];

/** Events where `mean` are expected. */
export function poisson(chance: MersenneTwister, mean: number): number {
  if (mean <= 0) return 0;
  if (!Number.isFinite(mean)) return Infinity;
  return mean < 10 ? inversion(chance, mean) : rejection(chance, mean);
}

/** By a table of the first 35 sums; what is beyond is drawn again. */
function inversion(chance: MersenneTwister, mean: number): number {
  const none = Math.exp(-mean);
  for (;;) {
    const u = chance.uniform();
    if (u <= none) return 0;
    let term = none;
    let sum = none;
    for (let k = 1; k <= 35; k++) {
      term *= mean / k;
      sum += term;
      if (u <= sum) return k;
    }
  }
}

/** The Poisson probability of k as `height · e^exponent`. */
function probability(k: number, mean: number): { exponent: number; height: number } {
  if (k < 10) return { exponent: -mean, height: mean ** k / FACTORIALS[k]! };
  const twelfth = 0.083333333333333333333 / k;
  const error = twelfth * (1 - 4.8 * twelfth * twelfth);
  const away = mean - k;
  const v = away / k;
  const exponent = Math.abs(v) <= 0.25
    ? k * v * v * A.reduce((s, a) => s * v + a, 0) - error
    : k * Math.log(1 + v) - away - error;
  return { exponent, height: ROOT / Math.sqrt(k) };
}

function rejection(chance: MersenneTwister, mean: number): number {
  const s = Math.sqrt(mean);
  const first = mean + s * normal(chance);
  let k = Math.floor(first);
  let u = 0;
  if (first >= 0) {
    if (k >= Math.floor(mean - 1.1484)) return k;
    u = chance.uniform();
    if (6 * mean * mean * u >= (mean - k) ** 3) return k;
  }
  const b1 = 0.0416666666666666666667 / mean;
  const b2 = 0.3 * b1 * b1;
  const c3 = 0.1428571428571428571 * b1 * b2;
  const c2 = b2 - 15 * c3;
  const c1 = b1 - 6 * b2 + 45 * c3;
  const c0 = 1 - b1 + 3 * b2 - 15 * c3;
  const c = 0.1069 / mean;
  const omega = ROOT / s;
  const discrete = (): { fx: number; fy: number; exponent: number; height: number } => {
    const x = ((0.5 - (mean - k)) / s) ** 2;
    return {
      ...probability(k, mean),
      fx: -0.5 * x,
      fy: omega * (((c3 * x + c2) * x + c1) * x + c0),
    };
  };
  if (first >= 0) {
    const { fx, fy, exponent, height } = discrete();
    if (fy - u * fy <= height * Math.exp(exponent - fx)) return k;
  }
  for (;;) {
    const e = exponential(chance);
    u = 2 * chance.uniform() - 1;
    const t = 1.8 + (u >= 0 ? e : -e);
    if (t <= -0.6744) continue;
    k = Math.floor(mean + s * t);
    const { fx, fy, exponent, height } = discrete();
    if (c * Math.abs(u) <= height * Math.exp(exponent + e) - fy * Math.exp(fx + e)) return k;
  }
}
