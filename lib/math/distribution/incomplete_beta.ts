/**
 * The regularised incomplete beta function, both tails, each to nearly full relative precision.
 *
 * Sources: Loader (2000) for the leading factor; DiDonato & Morris (1992, TOMS 18, Algorithm 708)
 * for the continued fraction; the integral over the log-odds for two large parameters is ours.
 *
 * @module
 */
import { continuedFraction } from "./continued_fraction.ts";
import { expm1mx, log1pmx, logGamma, stirlingError } from "./special.ts";
import { tailIntegral } from "../multivariate/tail_integral.ts";

/** Both tails of a distribution; each is accurate relative to itself. */
export interface Tails {
  lower: number;
  upper: number;
}

/**
 * A point of the beta distribution. x + y = 1; `ratio` = (x/y)/(a/b) is the odds of x over the
 * odds of the mean and `excess` = ratio − 1. F distributions know them better than x and y do.
 */
export interface BetaPoint {
  x: number;
  y: number;
  ratio: number;
  excess: number;
}

/** Swaps the roles of the two parameters. */
function mirrored(point: BetaPoint): BetaPoint {
  return {
    x: point.y,
    y: point.x,
    ratio: 1 / point.ratio,
    excess: -point.excess / point.ratio,
  };
}

/** The point x of a beta distribution with parameters a and b. */
export function betaPoint(x: number, y: number, a: number, b: number): BetaPoint {
  const scale = y * a;
  return { x, y, ratio: x * b / scale, excess: (x * b - scale) / scale };
}

/** I_x(a, b) and 1 − I_x(a, b), 0 < x < 1, a and b positive and finite. */
export function betaTails(point: BetaPoint, a: number, b: number): Tails {
  if (point.x <= 0) return { lower: 0, upper: 1 };
  if (point.y <= 0) return { lower: 1, upper: 0 };
  if (point.ratio > 1) {
    const turned = betaTailsBelowMean(mirrored(point), b, a);
    return { lower: turned.upper, upper: turned.lower };
  }
  return betaTailsBelowMean(point, a, b);
}

/** The tails at a point not above the mean, so that the lower tail is the one to compute. */
function betaTailsBelowMean(point: BetaPoint, a: number, b: number): Tails {
  if (a < 1 && b * point.x < 1 && point.x < 0.7) return smallFirstParameter(point, a, b);
  const factor = betaFactor(point, a, b);
  const lower = factor * lowerOverFactor(point, a, b);
  return { lower, upper: 1 - lower };
}

function lowerOverFactor(point: BetaPoint, a: number, b: number): number {
  if (a > 60 && b > 60) return oddsIntegral(point, a, b);
  if (point.x * (a + b) < 4 * (a + 1) && point.x < 0.5 && b * point.x < 3) {
    return powerSeries(point.x, a, b);
  }
  return fraction(point, a, b);
}

/**
 * x^a y^b / B(a, b), by Loader's saddle point: the deviance from the mean and the errors of
 * Stirling's formula, so that nothing large cancels.
 */
export function betaFactor(point: BetaPoint, a: number, b: number): number {
  const n = a + b;
  const correction = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const scale = a < b ? a / (1 + a / b) : b / (1 + b / a);
  return Math.sqrt(scale / (2 * Math.PI)) * Math.exp(correction - betaDeviance(point, a, b));
}

/** The logarithm of {@link betaFactor}. */
export function logBetaFactor(point: BetaPoint, a: number, b: number): number {
  const correction = stirlingError(a + b) - stirlingError(a) - stirlingError(b);
  const scale = a < b ? a / (1 + a / b) : b / (1 + b / a);
  return 0.5 * Math.log(scale / (2 * Math.PI)) + correction - betaDeviance(point, a, b);
}

/** The logarithm of a tail, also where the tail is too small for a number; 0 < x < 1. */
export function logBetaTail(point: BetaPoint, a: number, b: number, upper: boolean): number {
  const tails = betaTails(point, a, b);
  const [own, other] = upper ? [tails.upper, tails.lower] : [tails.lower, tails.upper];
  if (own > 0.5) return Math.log1p(-other);
  if (own > 1e-290) return Math.log(own);
  if (upper) return logBetaTail(mirrored(point), b, a, false);
  if (a < 1 && b * point.x < 1 && point.x < 0.7) {
    return a * Math.log(point.x) + logGammaRatio(a, b) - logGamma1p(a);
  }
  return logBetaFactor(point, a, b) + Math.log(lowerOverFactor(point, a, b));
}

/** a log(x₀/x) + b log(y₀/y) where x₀ = a/(a+b); at least 0. */
function betaDeviance(point: BetaPoint, a: number, b: number): number {
  if (a > b) return betaDeviance(mirrored(point), b, a);
  const { ratio, excess } = point;
  const mean = a / (a + b);
  if (Math.abs(excess) < 0.5) {
    return (a + b) * log1pmx(mean * excess) - a * log1pmx(excess);
  }
  return (a + b) * Math.log1p(mean * excess) - a * Math.log(ratio);
}

/** I / factor = (1/a) Σ (a+b)ₙ / (a+1)ₙ xⁿ: positive terms only. */
function powerSeries(x: number, a: number, b: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 5000; n++) {
    term *= x * (a + b + n) / (a + 1 + n);
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return sum / a;
}

/** I / factor by the continued fraction of DiDonato & Morris (1992, eq. 9), x not above the mean. */
function fraction(point: BetaPoint, a: number, b: number): number {
  const { x, y, excess } = point;
  const lambda = -a * y * excess;
  return 1 / continuedFraction(a * (lambda + 1) / (a + 1), (m, out) => {
    const s = a + 2 * m - 1;
    const u = m * (b - m) * x / s;
    out.numerator = u * x * (a + m - 1) * (a + b + m - 1) / s;
    out.denominator = m + u + (a + m) / (s + 2) * (lambda + 1 + m * (1 + y));
  });
}

/**
 * I / factor = ∫₀^∞ exp(−a s − (a+b) log(y + x e^−s)) ds: the distribution over its log-odds. For
 * large a and b the integrand is nearly a parabola's.
 */
function oddsIntegral(point: BetaPoint, a: number, b: number): number {
  const { x, y, excess } = point;
  const n = a + b;
  const slope = -a * y * excess;
  // with the linear parts, which nearly cancel, taken together, in the smaller of x and y:
  // a s + n log(1 − x(1 − e^−s)) = −b s + n log(1 + y(e^s − 1))
  const phi = x < y
    ? (s: number): number => {
      const step = -Math.expm1(-s);
      return slope * s + n * (x * expm1mx(-s) + log1pmx(-x * step));
    }
    : (s: number): number => slope * s + n * (y * expm1mx(s) + log1pmx(y * Math.expm1(s)));
  return tailIntegral(phi, Math.max(slope, 0), n * x * y);
}

/**
 * Both tails for a < 1 near the lower end, where the upper tail may be the small one:
 * I = e^L (1 + a S), L = a log x + log Γ(a+b) − log Γ(b) − log Γ(1+a),
 * S = Σ_{n≥1} (1−b)ₙ xⁿ / (n! (a+n)) (Abramowitz & Stegun 26.5.4).
 */
function smallFirstParameter(point: BetaPoint, a: number, b: number): Tails {
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 2000; n++) {
    term *= (n - b) * point.x / n;
    const next = term / (a + n);
    sum += next;
    if (Math.abs(next) < 1e-18 * Math.abs(sum) || term === 0) break;
  }
  const log = a * Math.log(point.x) + logGammaRatio(a, b) - logGamma1p(a);
  const power = Math.exp(log);
  const lower = power * (1 + a * sum);
  return { lower, upper: lower < 0.5 ? 1 - lower : -Math.expm1(log) - power * a * sum };
}

/** log Γ(a+b) − log Γ(b) for small a, without the cancellation of two large logarithms. */
function logGammaRatio(a: number, b: number): number {
  if (b < 10) return logGamma1p(a + b) - logGamma1p(b) + Math.log(b / (a + b));
  const n = a + b;
  return stirlingError(n) - stirlingError(b) + a * Math.log(n) + (b - 0.5) * Math.log1p(a / b) - a;
}

/** ζ(k) − 1 for k = 2, 3, …, 40. */
const ZETA_LESS_ONE = Float64Array.from({ length: 39 }, (_, i) => {
  const k = i + 2;
  let sum = 0;
  for (let n = 30; n >= 2; n--) sum += n ** -k;
  // Euler–Maclaurin for the rest, from 31 on
  const m = 31;
  return sum + m ** (1 - k) / (k - 1) + m ** -k / 2 + k * m ** (-k - 1) / 12 -
    k * (k + 1) * (k + 2) * m ** (-k - 3) / 720 +
    k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * m ** (-k - 5) / 30240;
});

/** log Γ(1 + a), a > −½, accurate relative to itself near 0. */
export function logGamma1p(a: number): number {
  if (a > 0.5) return logGamma(1 + a);
  // log Γ(1+a) = −log(1+a) + a(1−γ) + Σ_{k≥2} (−1)^k (ζ(k)−1) a^k / k  (A&S 6.1.33)
  let sum = 0;
  let power = a;
  for (let k = 2; k <= 40; k++) {
    power *= -a;
    sum -= ZETA_LESS_ONE[k - 2]! * power / k;
  }
  return -Math.log1p(a) + a * 0.4227843350984671393934879099175975689578 + sum;
}
