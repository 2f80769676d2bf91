/**
 * The F, Student t and beta distributions: one incomplete beta function seen from three sides.
 *
 * Source: Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, chapters 25,
 * 27 and 28, for what they have to do with each other.
 *
 * @module
 */
import {
  requireNoncentrality,
  requireNumber,
  requirePositive,
  requireProbability,
} from "./argument.ts";
import { type NoncentralOptions, pchisq, qchisq } from "./chi_squared.ts";
import { betaFactor, type BetaPoint, betaPoint, betaTails } from "./incomplete_beta.ts";
import { invertTail } from "./invert.ts";
import { noncentralF } from "./noncentral.ts";
import { noncentralT } from "./noncentral_t.ts";
import { normalUpper, qnorm } from "./normal.ts";
import { quantileOf } from "../root.ts";
import { logGamma } from "./special.ts";

/** The point of Beta(a, b) at which (x/y)/(a/b) equals `ratio`. */
function pointAt(ratio: number, excess: number, a: number, b: number): BetaPoint {
  const odds = ratio * (a / b);
  if (odds < 1e300) return { x: odds / (1 + odds), y: 1 / (1 + odds), ratio, excess };
  return { x: 1, y: (b / a) / ratio, ratio, excess };
}

/** P(X ≤ x), or P(X > x) with `upper`, for the beta distribution. */
export function pbeta(
  x: number,
  a: number,
  b: number,
  options: { upper?: boolean } = {},
): number {
  requireNumber("pbeta", { x });
  requirePositive("pbeta", { a, b });
  const upper = options.upper ?? false;
  if (x <= 0) return upper ? 1 : 0;
  if (x >= 1) return upper ? 0 : 1;
  if (a === Infinity || b === Infinity) return (a === Infinity) === upper ? 1 : 0;
  const tails = betaTails(betaPoint(x, 1 - x, a, b), a, b);
  return upper ? tails.upper : tails.lower;
}

/** The quantile of the beta distribution. */
export function qbeta(
  p: number,
  a: number,
  b: number,
  options: { upper?: boolean } = {},
): number {
  requireProbability("qbeta", p);
  requirePositive("qbeta", { a, b });
  if (a === Infinity || b === Infinity) return a === Infinity ? 1 : 0;
  const upper = options.upper ?? false;
  if (p === 0) return upper ? 1 : 0;
  if (p === 1) return upper ? 0 : 1;
  const logRatio = logRatioQuantile(p, a, b, upper);
  const odds = Math.exp(logRatio) * (a / b);
  return odds < 1 ? odds / (1 + odds) : 1 / (1 + 1 / odds);
}

/** log((x/y)/(a/b)) at the quantile of Beta(a, b); 0 < p < 1. */
function logRatioQuantile(p: number, a: number, b: number, upper: boolean): number {
  const side = p <= 0.5 ? upper : !upper;
  const tail = p <= 0.5 ? p : 1 - p;
  const z = qnorm(tail, { upper: side });
  const start = z * Math.sqrt(1 / a + 1 / b) + (1 / b - 1 / a) / 2;
  return invertTail(
    (u) => {
      const point = pointAt(Math.exp(u), Math.expm1(u), a, b);
      const tails = betaTails(point, a, b);
      const slope = betaFactor(point, a, b);
      return side ? { tail: tails.upper, slope: -slope } : { tail: tails.lower, slope };
    },
    tail,
    start,
    !side,
  );
}

/** P(F ≤ x), or P(F > x) with `upper`; df real-valued, infinite ones allowed. */
export function pf(
  x: number,
  df1: number,
  df2: number,
  options: NoncentralOptions = {},
): number {
  const { upper = false, ncp = 0 } = options;
  requireNumber("pf", { x });
  requireNoncentrality("pf", ncp, 0);
  requirePositive("pf", { df1, df2 });
  if (x <= 0) return upper ? 1 : 0;
  if (x === Infinity) return upper ? 0 : 1;
  if (ncp > 0) return noncentralF(x, df1, df2, ncp, upper);
  if (df1 === Infinity && df2 === Infinity) return (x < 1) === upper ? 1 : 0;
  if (df2 === Infinity) return pchisq(df1 * x, df1, { upper });
  if (df1 === Infinity) return pchisq(df2 / x, df2, { upper: !upper });
  const tails = betaTails(pointAt(x, x - 1, df1 / 2, df2 / 2), df1 / 2, df2 / 2);
  return upper ? tails.upper : tails.lower;
}

/** The quantile of F. */
export function qf(
  p: number,
  df1: number,
  df2: number,
  options: NoncentralOptions = {},
): number {
  const { upper = false, ncp = 0 } = options;
  requireProbability("qf", p);
  requirePositive("qf", { df1, df2 });
  requireNoncentrality("qf", ncp, 0);
  if (ncp > 0 && df1 < Infinity) return noncentralFQuantile(p, df1, df2, ncp, upper);
  if (df1 === Infinity && df2 === Infinity) return 1;
  if (df2 === Infinity) return qchisq(p, df1, { upper }) / df1;
  if (df1 === Infinity) return df2 / qchisq(p, df2, { upper: !upper });
  if (p === 0) return upper ? Infinity : 0;
  if (p === 1) return upper ? 0 : Infinity;
  return Math.exp(logRatioQuantile(p, df1 / 2, df2 / 2, upper));
}

function noncentralFQuantile(
  p: number,
  df1: number,
  df2: number,
  ncp: number,
  upper: boolean,
): number {
  if (p === 0 || p === 1) return (p === 0) === upper ? Infinity : 0;
  const tail = (u: number, side: boolean): number => noncentralF(Math.exp(u), df1, df2, ncp, side);
  return Math.exp(quantileOf(tail, p, upper, Math.log1p(ncp / df1)));
}

/** Beyond it t² overflows, and the tail is its leading power to the last bit. */
const FAR = 1e150;

/** log of P(T > t) t^ν for large t: Γ((ν+1)/2) ν^(ν/2−1) / (√π Γ(ν/2)). */
function logFarConstant(df: number): number {
  return logGamma((df + 1) / 2) - logGamma(df / 2) - Math.log(Math.PI) / 2 +
    (df / 2 - 1) * Math.log(df);
}

/** P(T ≤ x), or P(T > x) with `upper`, for Student's t; df real-valued or infinite. */
export function pt(x: number, df: number, options: NoncentralOptions = {}): number {
  const { upper = false, ncp = 0 } = options;
  requireNumber("pt", { x });
  requireNoncentrality("pt", ncp, -Infinity);
  requirePositive("pt", { df });
  if (ncp !== 0) return noncentralT(x, df, ncp, upper);
  if (df === Infinity) return normalUpper(upper ? x : -x);
  if (!Number.isFinite(x)) return (x > 0) === upper ? 0 : 1;
  if (Math.abs(x) > FAR) {
    const tail = Math.exp(logFarConstant(df) - df * Math.log(Math.abs(x)));
    return (x > 0) === upper ? tail : 1 - tail;
  }
  const square = x * x;
  const tails = betaTails(pointAt(square, (x - 1) * (x + 1), 0.5, df / 2), 0.5, df / 2);
  return (x > 0) === upper ? tails.upper / 2 : 0.5 + tails.lower / 2;
}

/** The quantile of Student's t. */
export function qt(p: number, df: number, options: NoncentralOptions = {}): number {
  const { upper = false, ncp = 0 } = options;
  requireProbability("qt", p);
  requirePositive("qt", { df });
  requireNoncentrality("qt", ncp, -Infinity);
  if (ncp !== 0 && p > 0 && p < 1) {
    return quantileOf((t, side) => noncentralT(t, df, ncp, side), p, upper, ncp);
  }
  if (df === Infinity) return qnorm(p, { upper });
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  if (tail === 0) return upper === (p === 0) ? Infinity : -Infinity;
  if (Math.log(tail) < -300 * df) {
    const far = (logFarConstant(df) - Math.log(tail)) / df;
    if (far > Math.log(FAR)) return (p < 0.5) === upper ? Math.exp(far) : -Math.exp(far);
  }
  // above a quarter the middle is known better than the tail
  const square = tail > 0.25 ? qf(1 - 2 * tail, 1, df) : qf(2 * tail, 1, df, { upper: true });
  return (p < 0.5) === upper ? Math.sqrt(square) : -Math.sqrt(square);
}
