/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), each to nearly full
 * relative precision.
 *
 * Sources: Loader (2000) for the leading factor; Abramowitz & Stegun 6.5.29 and 6.5.31 for the
 * series and Legendre's continued fraction.
 *
 * @module
 */
import { continuedFraction } from "./continued_fraction.ts";
import { expm1mx, log1pmx, stirlingError } from "./special.ts";
import { tailIntegral } from "../multivariate/tail_integral.ts";
import { logGamma1p, type Tails } from "./incomplete_beta.ts";

/** P(a, x) and Q(a, x), a > 0 finite, x ≥ 0. `excess` = x/a − 1 if the caller knows it better. */
export function gammaTails(a: number, x: number, excess: number = (x - a) / a): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (a < 1 && x < 1) return smallShape(a, x);
  const factor = gammaFactor(a, x, excess);
  if (x <= a) {
    const lower = factor * (a > 60 ? lowerIntegral(a, x, excess) : lowerSeries(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = factor * (a > 60 ? upperIntegral(a, x, excess) : upperFraction(a, x));
  return { lower: 1 - upper, upper };
}

/** x^a e^−x / Γ(a) = √(a/2π) exp(−S(a) − a log(a/x) − x + a). */
export function gammaFactor(a: number, x: number, excess: number = (x - a) / a): number {
  const deviance = excess > -0.6 ? -a * log1pmx(excess) : a * (excess - Math.log(x / a));
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingError(a) - deviance);
}

/** The logarithm of {@link gammaFactor}. */
export function logGammaFactor(a: number, x: number): number {
  const excess = (x - a) / a;
  const deviance = excess > -0.6 ? -a * log1pmx(excess) : a * (excess - Math.log(x / a));
  return 0.5 * Math.log(a / (2 * Math.PI)) - stirlingError(a) - deviance;
}

/** The logarithm of a tail, also where the tail is too small for a number; 0 < x < ∞. */
export function logGammaTail(a: number, x: number, upper: boolean): number {
  const tails = gammaTails(a, x);
  const [own, other] = upper ? [tails.upper, tails.lower] : [tails.lower, tails.upper];
  if (own > 0.5) return Math.log1p(-other);
  if (own > 1e-290) return Math.log(own);
  if (a < 1 && x < 1) return a * Math.log(x) - logGamma1p(a);
  const excess = (x - a) / a;
  const rest = upper
    ? (a > 60 ? upperIntegral(a, x, excess) : upperFraction(a, x))
    : (a > 60 ? lowerIntegral(a, x, excess) : lowerSeries(a, x));
  return logGammaFactor(a, x) + Math.log(rest);
}

/** P / factor = (1/a) Σ xⁿ / (a+1)ₙ. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 10000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return sum / a;
}

/** Q / factor = 1/(x+1−a− 1(1−a)/(x+3−a− 2(2−a)/(x+5−a− …))). */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  return 1 / continuedFraction(b, (n, out) => {
    b += 2;
    out.numerator = n * (a - n);
    out.denominator = b;
  });
}

/** P / factor = ∫₀^∞ exp(−a s + x(1 − e^−s)) ds, from t = x e^−s. */
function lowerIntegral(a: number, x: number, excess: number): number {
  const slope = -a * excess;
  // a s − x(1 − e^−s) = (a − x) s + x(e^−s − 1 + s)
  return tailIntegral((s) => slope * s + x * expm1mx(-s), slope, x);
}

/** Q / factor = ∫₀^∞ exp(a s − x(e^s − 1)) ds, from t = x e^s. */
function upperIntegral(a: number, x: number, excess: number): number {
  const slope = a * excess;
  return tailIntegral((s) => slope * s + x * expm1mx(s), slope, x);
}

/** Both tails for a < 1, x < 1: P = e^L (1 + a S), L = a log x − log Γ(1+a), S alternating. */
function smallShape(a: number, x: number): Tails {
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 60; n++) {
    term *= -x / n;
    const next = term / (a + n);
    sum += next;
    if (Math.abs(next) < 1e-18 * Math.abs(sum)) break;
  }
  const log = a * Math.log(x) - logGamma1p(a);
  const power = Math.exp(log);
  const lower = power * (1 + a * sum);
  return { lower, upper: lower < 0.5 ? 1 - lower : -Math.expm1(log) - power * a * sum };
}
