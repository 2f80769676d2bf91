/**
 * Beta numbers: algorithms BB and BC of Cheng (1978), "Generating beta variates with nonintegral shape
 * parameters", Commun. ACM 21, 317–322.
 *
 * @module
 */
import type { MersenneTwister } from "./mersenne_twister.ts";

const LARGEST_EXPONENT = 1024 * Math.LN2;
const LOG_4 = 1.3862944;
const LOG_5_AND_1 = 2.609438;

/** A beta number of two shapes. */
export function beta(chance: MersenneTwister, shape1: number, shape2: number): number {
  if (!Number.isFinite(shape1) && !Number.isFinite(shape2)) return 0.5;
  if (shape1 === 0 && shape2 === 0) return chance.uniform() < 0.5 ? 0 : 1;
  if (!Number.isFinite(shape1) || shape2 === 0) return 1;
  if (!Number.isFinite(shape2) || shape1 === 0) return 0;
  const a = Math.min(shape1, shape2);
  const b = Math.max(shape1, shape2);
  if (a <= 1) {
    const w = smallShapes(chance, a, b);
    return shape1 === a ? a / (a + w) : w / (a + w);
  }
  const w = largeShapes(chance, a, b);
  return shape1 !== a ? b / (b + w) : w / (b + w);
}

/** v, the logit of a uniform number times `factor`, and w = `shape` e^v. */
function odds(u: number, factor: number, shape: number): { v: number; w: number } {
  const v = factor * Math.log(u / (1 - u));
  const w = v <= LARGEST_EXPONENT ? shape * Math.exp(v) : Infinity;
  return { v, w: w === Infinity ? Number.MAX_VALUE : w };
}

/** Algorithm BC: the smaller shape is at most 1. */
function smallShapes(chance: MersenneTwister, a: number, b: number): number {
  const alpha = a + b;
  const factor = 1 / a;
  const delta = 1 + b - a;
  const k1 = delta * (0.0138889 + 0.0416667 * a) / (b * factor - 0.777778);
  const k2 = 0.25 + (0.5 + 0.25 / delta) * a;
  for (;;) {
    const u1 = chance.uniform();
    const u2 = chance.uniform();
    let z: number;
    if (u1 < 0.5) {
      const y = u1 * u2;
      z = u1 * y;
      if (0.25 * u2 + z - y >= k1) continue;
    } else {
      z = u1 * u1 * u2;
      if (z <= 0.25) return odds(u1, factor, b).w;
      if (z >= k2) continue;
    }
    const { v, w } = odds(u1, factor, b);
    if (alpha * (Math.log(alpha / (a + w)) + v) - LOG_4 >= Math.log(z)) return w;
  }
}

/** Algorithm BB: both shapes are above 1. */
function largeShapes(chance: MersenneTwister, a: number, b: number): number {
  const alpha = a + b;
  const factor = Math.sqrt((alpha - 2) / (2 * a * b - alpha));
  const gamma = a + 1 / factor;
  for (;;) {
    const u1 = chance.uniform();
    const u2 = chance.uniform();
    const { v, w } = odds(u1, factor, a);
    const z = u1 * u1 * u2;
    const r = gamma * v - LOG_4;
    const s = a + r - w;
    if (s + LOG_5_AND_1 >= 5 * z) return w;
    const t = Math.log(z);
    if (s > t || r + alpha * Math.log(alpha / (b + w)) >= t) return w;
  }
}
