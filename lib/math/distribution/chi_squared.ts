/**
 * The χ² and gamma distributions.
 *
 * @module
 */
import {
  requireNoncentrality,
  requireNumber,
  requirePositive,
  requireProbability,
} from "./argument.ts";
import { logGamma1p } from "./incomplete_beta.ts";
import { gammaFactor, gammaTails } from "./incomplete_gamma.ts";
import { invertTail } from "./invert.ts";
import { noncentralChiSquared } from "./noncentral.ts";
import { qnorm } from "./normal.ts";
import { quantileOf } from "../root.ts";

/** Which tail, and the noncentrality. */
export interface NoncentralOptions {
  upper?: boolean;
  /** Noncentrality: the sum of squared means (χ², F) or the mean of the numerator (t). */
  ncp?: number;
}

/** P(X ≤ x), or P(X > x) with `upper`, for χ² with real-valued df > 0 and noncentrality ≥ 0. */
export function pchisq(x: number, df: number, options: NoncentralOptions = {}): number {
  const { upper = false, ncp = 0 } = options;
  requireNumber("pchisq", { x });
  requireNoncentrality("pchisq", ncp, 0);
  requirePositive("pchisq", { df });
  if (x <= 0) return upper ? 1 : 0;
  if (df === Infinity) return upper === (x < Infinity) ? 1 : 0;
  if (ncp > 0) return noncentralChiSquared(x, df, ncp, upper);
  const tails = gammaTails(df / 2, x / 2);
  return upper ? tails.upper : tails.lower;
}

/** The quantile of χ²: the x with P(X ≤ x) = p, or P(X > x) = p with `upper`. */
export function qchisq(p: number, df: number, options: NoncentralOptions = {}): number {
  const { upper = false, ncp = 0 } = options;
  requireProbability("qchisq", p);
  requirePositive("qchisq", { df });
  requireNoncentrality("qchisq", ncp, 0);
  if (df === Infinity) return Infinity;
  if (ncp === 0) return 2 * gammaQuantile(p, df / 2, upper);
  if (p === 0 || p === 1) return (p === 0) === upper ? Infinity : 0;
  const tail = (u: number, side: boolean): number =>
    noncentralChiSquared(Math.exp(u), df, ncp, side);
  return Math.exp(quantileOf(tail, p, upper, Math.log(df + ncp)));
}

/** P(X ≤ x) for the gamma distribution with the given shape and rate. */
export function pgamma(
  x: number,
  shape: number,
  options: { upper?: boolean; rate?: number } = {},
): number {
  const { upper = false, rate = 1 } = options;
  requireNumber("pgamma", { x });
  requirePositive("pgamma", { shape, rate });
  const tails = gammaTails(shape, x * rate);
  return upper ? tails.upper : tails.lower;
}

/** The quantile of the gamma distribution with rate 1. */
function gammaQuantile(p: number, shape: number, upper: boolean): number {
  if (p === 0) return upper ? Infinity : 0;
  if (p === 1) return upper ? 0 : Infinity;
  const side = p <= 0.5 ? upper : !upper;
  const tail = p <= 0.5 ? p : 1 - p;
  // Wilson & Hilferty (1931), or the first term of the series near 0
  const z = qnorm(tail, { upper: side });
  const spread = 1 / (9 * shape);
  const cube = 1 - spread + z * Math.sqrt(spread);
  const start = cube > 0.3
    ? 3 * Math.log(cube)
    : (Math.log(side ? 1 - tail : tail) + logGamma1p(shape)) / shape - Math.log(shape);
  // u = log(x / shape): small where the quantile has to be sharp
  const u = invertTail(
    (u) => {
      const x = shape * Math.exp(u);
      const excess = Math.expm1(u);
      const tails = gammaTails(shape, x, excess);
      const slope = gammaFactor(shape, x, excess);
      return side ? { tail: tails.upper, slope: -slope } : { tail: tails.lower, slope };
    },
    tail,
    start,
    !side,
  );
  return shape * Math.exp(u);
}
