/**
 * Noncentral χ² and F as Poisson mixtures of central ones.
 *
 * Every sum runs over positive terms, from the end where the recursion adds rather than subtracts,
 * so both tails keep their relative precision (Benton & Krishnamoorthy 2003 for starting at the
 * largest terms; Johnson, Kotz & Balakrishnan 1995, 29.4 and 30.4).
 *
 * @module
 */
import { HALF_LOG_2PI, log1pmx, stirlingError } from "./special.ts";
import { betaFactor, betaPoint, betaTails, type Tails } from "./incomplete_beta.ts";
import { gammaFactor, gammaTails } from "./incomplete_gamma.ts";

/** A family of central distributions indexed by j = 0, 1, …: what the mixture is over. */
interface Family {
  /** Both tails of member j. */
  tails(j: number): Tails;
  /** What member j has below x more than member j+1. */
  step(j: number): number;
  /** step(j+1) / step(j). */
  stepRatio(j: number): number;
  /** Where Poisson weight times step is largest. */
  peak: number;
}

/** log of the Poisson probability of j (Loader 2000). */
function logPoisson(j: number, mean: number): number {
  if (j === 0) return -mean;
  const excess = (mean - j) / j;
  const deviance = Math.abs(excess) < 0.5
    ? -j * log1pmx(excess)
    : j * (excess - Math.log(mean) + Math.log(j));
  return -stirlingError(j) - deviance - HALF_LOG_2PI - Math.log(j) / 2;
}

/** Up to so many terms all are summed. */
const MOST_TERMS = 200_000;

/** Σ Poisson(j; mean) · tail of member j. */
function mixture(family: Family, mean: number, upper: boolean): number {
  const reach = 9 * Math.sqrt(Math.max(mean, family.peak) + 1) + 30;
  const first = Math.max(0, Math.floor(Math.min(mean, family.peak) - reach));
  const last = Math.ceil(Math.max(mean, family.peak) + reach);
  if (last - first > MOST_TERMS) return wideMixture(family, mean, upper);
  return wholeMixture(family, mean, upper, first, last);
}

/**
 * The sum where it is long. Weights and tails are log-concave in j, and so are their products: they
 * fall off from the largest at least as a Poisson probability does. About it the sum is an integral
 * of a smooth function over many standard deviations of √j each, to which the trapezoidal rule
 * converges faster than any power of its step (Trefethen & Weideman 2014, SIAM Review 56, 385–458).
 */
function wideMixture(family: Family, mean: number, upper: boolean): number {
  const side = upper ? "upper" : "lower";
  const logTerm = (j: number): number => logPoisson(j, mean) + Math.log(family.tails(j)[side]);
  let [low, high] = [0, Math.max(mean, family.peak) * 2 + 100];
  for (let i = 0; i < 200 && high - low > 1; i++) {
    const middle = Math.floor((low + high) / 2);
    const width = Math.max(1, Math.floor((high - low) * 1e-4));
    const [here, there] = [logTerm(middle), logTerm(middle + width)];
    // where both are nothing the larger tails are on the right, or on the left for lower ones
    const rises = here === there ? upper === (here === -Infinity) : there > here;
    if (rises) low = middle;
    else high = middle;
  }
  const largest = logTerm(high);
  if (largest === -Infinity) return 0;
  const spread = Math.sqrt(high + 1);
  const step = Math.floor(spread / 16); // whole: nodes are exact
  if (step < 1) {
    const reach = Math.ceil(10 * spread + 40);
    return wholeMixture(family, mean, upper, Math.max(0, high - reach), high + reach);
  }
  let sum = 0;
  for (let k = -160; k <= 160; k++) {
    const j = high + k * step;
    if (j > 0) sum += Math.exp(logTerm(j) - largest);
  }
  return Math.min(1, sum * step * Math.exp(largest));
}

/** The sum from a first to a last term. */
function wholeMixture(
  family: Family,
  mean: number,
  upper: boolean,
  first: number,
  last: number,
): number {
  const middle = Math.round(Math.min(last, Math.max(first, family.peak)));
  const count = last - first + 1;
  const steps = new Float64Array(count);
  steps[middle - first] = family.step(middle);
  for (let j = middle; j < last; j++) {
    steps[j + 1 - first] = steps[j - first]! * family.stepRatio(j);
  }
  for (let j = middle; j > first; j--) {
    steps[j - 1 - first] = steps[j - first]! / family.stepRatio(j - 1);
  }
  const weights = poissonWeights(first, count, mean);
  let sum = 0;
  if (upper) {
    let tail = family.tails(first).upper;
    for (let i = 0; i < count; i++) {
      sum += weights[i]! * tail;
      tail += steps[i]!;
    }
  } else {
    let tail = family.tails(last).lower;
    for (let i = count - 1; i >= 0; i--) {
      sum += weights[i]! * tail;
      if (i > 0) tail += steps[i - 1]!;
    }
  }
  return Math.min(sum, 1);
}

/** Poisson probabilities of first, first + 1, …, by recursion from the largest. */
function poissonWeights(first: number, count: number, mean: number): Float64Array {
  const weights = new Float64Array(count);
  const top = Math.min(Math.max(Math.floor(mean) - first, 0), count - 1);
  weights[top] = Math.exp(logPoisson(first + top, mean));
  for (let i = top; i + 1 < count; i++) weights[i + 1] = weights[i]! * mean / (first + i + 1);
  for (let i = top; i > 0; i--) weights[i - 1] = weights[i]! * (first + i) / mean;
  return weights;
}

/** P(X ≤ x) or P(X > x) for χ² with df and noncentrality ncp > 0. */
export function noncentralChiSquared(x: number, df: number, ncp: number, upper: boolean): number {
  if (x === Infinity) return upper ? 0 : 1;
  const a = df / 2;
  const half = x / 2;
  return mixture(
    {
      tails: (j) => gammaTails(a + j, half),
      step: (j) => gammaFactor(a + j, half) / (a + j),
      stepRatio: (j) => half / (a + j + 1),
      peak: Math.max(0, (Math.sqrt(a * a + ncp * x) - a) / 2 - 1),
    },
    ncp / 2,
    upper,
  );
}

/** P(F ≤ x) or P(F > x) for F with noncentrality ncp > 0; df2 may be infinite, and df1 too. */
export function noncentralF(
  x: number,
  df1: number,
  df2: number,
  ncp: number,
  upper: boolean,
): number {
  if (df1 === Infinity) {
    // the numerator is 1: noncentrality is lost in infinitely many degrees of freedom
    if (df2 === Infinity) return (x < 1) === upper ? 1 : 0;
    const tails = gammaTails(df2 / 2, df2 / x / 2);
    return upper ? tails.lower : tails.upper;
  }
  if (df2 > 1e100) return noncentralChiSquared(x * df1, df1, ncp, upper);
  const a = df1 / 2;
  const b = df2 / 2;
  const odds = df1 * x / df2;
  const p = odds < 1e300 ? odds / (1 + odds) : 1;
  const q = 1 / (1 + odds);
  const pull = ncp * p / 2;
  const linear = a + 2 - pull;
  const root = Math.sqrt(Math.max(0, linear * linear - 4 * (a + 1 - pull * (a + b))));
  return mixture(
    {
      tails: (j) => betaTails(betaPoint(p, q, a + j, b), a + j, b),
      step: (j) => betaFactor(betaPoint(p, q, a + j, b), a + j, b) / (a + j),
      stepRatio: (j) => p * (a + b + j) / (a + j + 1),
      peak: Math.max(0, (root - linear) / 2),
    },
    ncp / 2,
    upper,
  );
}
