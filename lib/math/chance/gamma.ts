/**
 * Gamma numbers: algorithm GD of Ahrens & Dieter (1982), "Generating gamma variates by a modified
 * rejection technique", Commun. ACM 25, 47–54, for shapes from 1 on; algorithm GS of Ahrens & Dieter
 * (1974), "Computer methods for sampling from gamma, beta, Poisson and binomial distributions",
 * Computing 12, 223–246, below.
 *
 * @module
 */
import { exponential } from "./exponential.ts";
import type { MersenneTwister } from "./mersenne_twister.ts";
import { normal } from "./normal.ts";

/** A gamma number of a shape and a scale. */
export function gamma(chance: MersenneTwister, shape: number, scale: number): number {
  if (!Number.isFinite(shape) || !Number.isFinite(scale)) return scale === 0 ? 0 : Infinity;
  if (shape === 0 || scale === 0) return 0;
  return shape < 1
    ? scale * smallShape(chance, shape)
    : scaledSquare(scale, largeShape(chance, shape));
}

/** In this order of multiplication the last digit is the one of R. */
function scaledSquare(scale: number, { x, first }: { x: number; first: boolean }): number {
  return first ? scale * (x * x) : scale * x * x;
}

const INVERSE_E = 0.36787944117144233;

function smallShape(chance: MersenneTwister, a: number): number {
  const e = 1 + INVERSE_E * a;
  for (;;) {
    const p = e * chance.uniform();
    if (p >= 1) {
      const x = -Math.log((e - p) / a);
      if (exponential(chance) >= (1 - a) * Math.log(x)) return x;
    } else {
      const x = Math.exp(Math.log(p) / a);
      if (exponential(chance) >= x) return x;
    }
  }
}

/** Coefficients of q₀ in powers of 1/a, and of the quotient in powers of v (the paper's table). */
const Q = [2.424e-4, 2.4511e-4, -7.388e-5, 0.00144121, 0.00801191, 0.02083148, 0.04166669];
const A = [0.1233795, -0.1367177, 0.1423657, -0.1662921, 0.2000062, -0.250003, 0.3333333];

function powers(c: readonly number[], x: number): number {
  let sum = 0;
  for (const k of c) sum = (sum + k) * x;
  return sum;
}

/** The root of a gamma number of scale 1; `first` says that it was taken at once. */
function largeShape(chance: MersenneTwister, a: number): { x: number; first: boolean } {
  const s2 = a - 0.5;
  const s = Math.sqrt(s2);
  let t = normal(chance);
  let x = s + 0.5 * t;
  if (t >= 0) return { x, first: true };
  let u = chance.uniform();
  if ((5.656854 - s * 12) * u <= t * t * t) return { x, first: true };
  const q0 = powers(Q, 1 / a);
  const quotient = (): number => {
    const v = t / (s + s);
    return Math.abs(v) <= 0.25
      ? q0 + 0.5 * t * t * powers(A, v)
      : q0 - s * t + 0.25 * t * t + (s2 + s2) * Math.log(1 + v);
  };
  if (x > 0 && Math.log(1 - u) <= quotient()) return { x, first: true };
  const { b, si, c } = doubleExponential(a, s, s2);
  for (;;) {
    const e = exponential(chance);
    u = chance.uniform();
    u = u + u - 1;
    t = u < 0 ? b - si * e : b + si * e;
    if (t < -0.71874483771719) continue;
    const q = quotient();
    if (q > 0 && c * Math.abs(u) <= Math.expm1(q) * Math.exp(e - 0.5 * t * t)) break;
  }
  x = s + 0.5 * t;
  return { x, first: false };
}

/** Place, scale and height of the hat of the rejection step. */
function doubleExponential(
  a: number,
  s: number,
  s2: number,
): { b: number; si: number; c: number } {
  if (a <= 3.686) {
    return { b: 0.463 + s + 0.178 * s2, si: 1.235, c: 0.195 / s - 0.079 + 0.16 * s };
  }
  if (a <= 13.022) return { b: 1.654 + 0.0076 * s2, si: 1.68 / s + 0.275, c: 0.062 / s + 0.024 };
  return { b: 1.77, si: 0.75, c: 0.1515 / s };
}

/** A χ² number. */
export function chiSquared(chance: MersenneTwister, df: number): number {
  return gamma(chance, df / 2, 2);
}
