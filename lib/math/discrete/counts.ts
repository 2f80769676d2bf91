/**
 * Laws of counts: binomial, Poisson, geometric, negative binomial, hypergeometric.
 *
 * Probabilities by the saddle point of Loader (2000); tails are incomplete beta and gamma functions
 * (Johnson, Kemp & Kotz 2005, Univariate Discrete Distributions, chapters 3 to 6).
 *
 * @module
 */
import { betaPoint, logBetaFactor } from "../distribution/incomplete_beta.ts";
import { logGammaFactor } from "../distribution/incomplete_gamma.ts";
import { BETA, GAMMA } from "../distribution/gamma_laws.ts";
import type { Law } from "../distribution/law.ts";
import { discreteQuantile } from "./search.ts";

/** log of n over k, p^k q^(n−k), for real n. */
function logBinomial(k: number, n: number, p: number, q: number): number {
  if (p === 0) return k === 0 ? 0 : -Infinity;
  if (q === 0) return k === n ? 0 : -Infinity;
  if (k < 0 || k > n) return -Infinity;
  if (k === 0) return n * (p < 0.5 ? Math.log1p(-p) : Math.log(q));
  if (k === n) return n * (q < 0.5 ? Math.log1p(-q) : Math.log(p));
  return logBetaFactor(betaPoint(p, q, k, n - k), k, n - k) + Math.log(n / (k * (n - k)));
}

const whole = (n: number): boolean => Number.isInteger(n) && n >= 0;
const probability = (p: number): boolean => p >= 0 && p <= 1;

/** The tail of a count beside the range of its values; null within. */
function outside(k: number, most: number, upper: boolean): number | null {
  if (k < 0) return upper ? 1 : 0;
  return k >= most ? (upper ? 0 : 1) : null;
}

/** Parameters: trials, probability. */
export const BINOMIAL: Law = {
  discrete: true,
  valid: ([n, p]) => whole(n!) && probability(p!),
  logDensity: (k, [n, p]) => logBinomial(k, n!, p!, 1 - p!),
  tail: (k, [n, p], upper) =>
    outside(k, n!, upper) ??
      (p === 0 || p === 1 ? ((p === 0) === upper ? 0 : 1) : BETA.tail(p!, [k + 1, n! - k], !upper)),
  logTail: (k, [n, p], upper) => {
    const known = outside(k, n!, upper);
    if (known !== null || p === 0 || p === 1) {
      return Math.log(known ?? BINOMIAL.tail(k, [n!, p!], upper));
    }
    return BETA.logTail!(p!, [k + 1, n! - k], !upper);
  },
  quantile: (u, [n, p], upper) => {
    if (u === 0 || u === 1) return (u === 0) === upper ? n! : 0;
    if (p === 0 || n === 0) return 0;
    if (p === 1) return n!;
    return discreteQuantile(u, upper, {
      tail: (k, side) => BINOMIAL.tail(k, [n!, p!], side),
      least: 0,
      most: n!,
      mean: n! * p!,
      sd: Math.sqrt(n! * p! * (1 - p!)),
    });
  },
};

/** Parameter: mean. */
export const POISSON: Law = {
  discrete: true,
  valid: ([mean]) => mean! >= 0 && mean! < Infinity,
  logDensity: (k, [mean]) => {
    if (k < 0) return -Infinity;
    if (mean === 0) return k === 0 ? 0 : -Infinity;
    return k === 0 ? -mean! : logGammaFactor(k, mean!) - Math.log(k);
  },
  tail: (k, [mean], upper) =>
    outside(k, Infinity, upper) ??
      (mean === 0 ? (upper ? 0 : 1) : GAMMA.tail(mean!, [k + 1, 1], !upper)),
  logTail: (k, [mean], upper) =>
    k < 0 || mean === 0
      ? Math.log(POISSON.tail(k, [mean!], upper))
      : GAMMA.logTail!(mean!, [k + 1, 1], !upper),
  quantile: (u, [mean], upper) =>
    mean === 0 ? 0 : discreteQuantile(u, upper, {
      tail: (k, side) => POISSON.tail(k, [mean!], side),
      least: 0,
      most: Infinity,
      mean: mean!,
      sd: Math.sqrt(mean!),
    }),
};

/** Parameter: probability. */
export const GEOMETRIC: Law = {
  discrete: true,
  valid: ([p]) => p! > 0 && p! <= 1,
  logDensity: (k, [p]) =>
    k < 0 ? -Infinity : p === 1 ? (k === 0 ? 0 : -Infinity) : Math.log(p!) + k * Math.log1p(-p!),
  tail: (k, [p], upper) => {
    if (k < 0) return upper ? 1 : 0;
    const log = (k + 1) * Math.log1p(-p!);
    return upper ? Math.exp(log) : -Math.expm1(log);
  },
  quantile: (u, [p], upper) => {
    if (p === 1) return 0;
    if (u === 0 || u === 1) return (u === 0) === upper ? Infinity : 0;
    const log = upper ? Math.log(u) : Math.log1p(-u);
    return Math.max(0, Math.ceil(log / Math.log1p(-p!) - 1 - 1e-12));
  },
};

/** Parameters: successes waited for, probability, mean; the probability is NaN where the mean is given. */
export const NEGATIVE_BINOMIAL: Law = {
  discrete: true,
  valid: ([size, p, mean]) => size! >= 0 && (p === p ? p! > 0 && p! <= 1 : mean! >= 0),
  logDensity: (k, a) => {
    const { size, p, q } = negative(a);
    if (k < 0) return -Infinity;
    if (size === 0 || q === 0) return k === 0 ? 0 : -Infinity;
    if (k === 0) return size * (q < 0.5 ? Math.log1p(-q) : Math.log(p));
    return Math.log(size / (size + k)) + logBinomial(size, size + k, p, q);
  },
  tail: (k, a, upper) => {
    const { size, p, q } = negative(a);
    if (k < 0) return upper ? 1 : 0;
    if (size === 0 || q === 0) return upper ? 0 : 1;
    return p < 0.5 ? BETA.tail(p, [size, k + 1], upper) : BETA.tail(q, [k + 1, size], !upper);
  },
  logTail: (k, a, upper) => {
    const { size, p, q } = negative(a);
    if (k < 0 || size === 0 || q === 0) return Math.log(NEGATIVE_BINOMIAL.tail(k, a, upper));
    return p < 0.5
      ? BETA.logTail!(p, [size, k + 1], upper)
      : BETA.logTail!(q, [k + 1, size], !upper);
  },
  quantile: (u, a, upper) => {
    const { size, p, q } = negative(a);
    if (size === 0 || q === 0) return 0;
    return discreteQuantile(u, upper, {
      tail: (k, side) => NEGATIVE_BINOMIAL.tail(k, a, side),
      least: 0,
      most: Infinity,
      mean: size * q / p,
      sd: Math.sqrt(size * q) / p,
    });
  },
};

function negative([size, p, mean]: readonly number[]): { size: number; p: number; q: number } {
  return p === p
    ? { size: size!, p: p!, q: 1 - p! }
    : { size: size!, p: size! / (size! + mean!), q: mean! / (size! + mean!) };
}

/** Parameters: white, black, drawn. */
export const HYPERGEOMETRIC: Law = {
  discrete: true,
  valid: ([m, n, k]) => whole(m!) && whole(n!) && whole(k!) && k! <= m! + n!,
  logDensity: (x, [m, n, k]) => {
    if (x < Math.max(0, k! - n!) || x > Math.min(m!, k!)) return -Infinity;
    const p = k! / (m! + n!);
    const q = (m! + n! - k!) / (m! + n!);
    if (p === 0 || q === 0) return 0;
    return logBinomial(x, m!, p, q) + logBinomial(k! - x, n!, p, q) -
      logBinomial(k!, m! + n!, p, q);
  },
  tail: (x, a, upper) => {
    const [m, n, k] = a as [number, number, number];
    const least = Math.max(0, k - n);
    const most = Math.min(m, k);
    if (x < least) return upper ? 1 : 0;
    if (x >= most) return upper ? 0 : 1;
    const below = x * (m + n) <= k * m;
    // the side without the mean is summed, outwards from its largest term
    let sum = 0;
    let term = 1;
    const start = below ? x : x + 1;
    for (let i = start; i >= least && i <= most && term > 1e-18 * sum; i += below ? -1 : 1) {
      sum += term;
      term *= below
        ? i * (n - k + i) / ((m - i + 1) * (k - i + 1))
        : (m - i) * (k - i) / ((i + 1) * (n - k + i + 1));
    }
    const side = Math.exp(HYPERGEOMETRIC.logDensity!(start, a)) * sum;
    return below === upper ? 1 - side : side;
  },
  quantile: (u, a, upper) => {
    const [m, n, k] = a as [number, number, number];
    const all = m + n;
    const mean = all === 0 ? 0 : k * m / all;
    return discreteQuantile(u, upper, {
      tail: (x, side) => HYPERGEOMETRIC.tail(x, a, side),
      least: Math.max(0, k - n),
      most: Math.min(m, k),
      mean,
      sd: all > 1 ? Math.sqrt(mean * (n / all) * (all - k) / (all - 1)) : 0,
    });
  },
};
