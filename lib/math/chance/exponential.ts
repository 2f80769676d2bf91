/**
 * Exponential numbers: algorithm SA of Ahrens & Dieter (1972), "Computer methods for sampling from the
 * exponential and normal distributions", Commun. ACM 15, 873–882.
 *
 * @module
 */
import type { MersenneTwister } from "./mersenne_twister.ts";

/** Σ (log 2)ⁱ / i!, i from 1 to k + 1, for k = 0, 1, …, 15: the last is 1. */
const PARTIAL: readonly number[] = Array.from({ length: 16 }, (_, k) => {
  let term = 1;
  let sum = 0;
  for (let i = 1; i <= k + 1; i++) sum += term *= Math.LN2 / i;
  return k === 15 ? 1 : sum;
});

/** An exponential number of mean 1. */
export function exponential(chance: MersenneTwister): number {
  const half = PARTIAL[0]!;
  let halvings = 0;
  let u = chance.uniform();
  for (;;) {
    u += u;
    if (u > 1) break;
    halvings += half;
  }
  u -= 1;
  if (u <= half) return halvings + u;
  let least = chance.uniform();
  for (let i = 1;; i++) {
    least = Math.min(least, chance.uniform());
    if (u <= PARTIAL[i]!) return halvings + least * half;
  }
}
