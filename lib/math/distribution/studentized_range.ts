/**
 * The studentized range: the largest of k normal means less the smallest, over an independent
 * estimate of their common standard deviation with ν degrees of freedom.
 *
 * Both integrals are trapezoidal rules on the whole line, which converge geometrically for these
 * analytic integrands; all terms are positive, so the upper tail keeps its relative precision.
 *
 * Source of the two integrals: Copenhaver & Holland (1988, J. Stat. Comput. Simul. 30, 1–15).
 *
 * @module
 */
import { requireNumber, requirePositive, requireProbability } from "./argument.ts";
import { fail } from "../../diagnostic.ts";
import { integrateOutward, logScaleDensity, scaleStep } from "../multivariate/chi_scale.ts";
import { pt } from "./f_distribution.ts";
import { normalDensity, normalUpper } from "./normal.ts";
import { decreasingRoot } from "../root.ts";
import { anyOf } from "./special.ts";
import { TailInterpolant } from "../multivariate/tail_interpolant.ts";

/** Which tail; of how many independent ranges the largest is taken; finer steps for self-checks. */
export interface RangeOptions {
  upper?: boolean;
  ranges?: number;
  /** Divides the steps of both rules; 1 unless the result is to be checked against itself. */
  refine?: number;
}

/** What does not depend on the width: nodes z, k h φ(z) Φ(z)^(k−1) and 1/Φ(z). */
interface RangeRule {
  step: number;
  first: number;
  weights: Float64Array;
  inverse: Float64Array;
}

const LOWEST = -9;
const HIGHEST = 45;
function rangeRule(means: number, refine: number): RangeRule {
  // found by trial: an error below 1e-14 for 3 to 5000 means
  const step = 1 / ((1.1 + 1.3 * Math.log(means)) * refine);
  const first = Math.floor(LOWEST / step);
  const count = Math.ceil(HIGHEST / step) - first + 1;
  const weights = new Float64Array(count);
  const inverse = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const z = (first + i) * step;
    const below = normalUpper(-z);
    inverse[i] = 1 / below;
    weights[i] = means * step * normalDensity(z) * below ** (means - 1);
  }
  return { step, first, weights, inverse };
}

/**
 * P(range of k standard normals > w) = k ∫ φ(z) Φ(z)^{k−1} [1 − (1 − Φ(z−w)/Φ(z))^{k−1}] dz.
 */
function rangeUpper(w: number, means: number, rule: RangeRule): number {
  const { step, first, weights, inverse } = rule;
  const whole = Number.isInteger(means) && means < 1000;
  const low = Math.max(0, Math.floor((w / 2 - 6.6) / step) - first);
  const high = Math.min(weights.length - 1, Math.ceil(Math.sqrt(w * w / 2 + 80) / step) - first);
  let sum = 0;
  for (let i = low; i <= high; i++) {
    const tail = normalUpper(w - (first + i) * step) * inverse[i]!;
    sum += weights[i]! * anyOf(tail, means - 1, whole);
  }
  return sum;
}

const laws = new Map<string, (w: number) => number>();

/** The tail of the range of `means` normals, interpolated; laws in use are kept. */
function rangeLaw(means: number, refine: number): (w: number) => number {
  const key = `${means}/${refine}`;
  const known = laws.get(key);
  if (known) return known;
  const rule = rangeRule(means, refine);
  const direct = (w: number): number => rangeUpper(w, means, rule);
  const smooth = new TailInterpolant(direct);
  // w^(k−1) is no polynomial near 0 unless k is whole
  const whole = Number.isInteger(means);
  const law = (w: number): number => w >= 1 || whole ? smooth.at(w) : direct(w);
  if (laws.size > 200) laws.clear();
  laws.set(key, law);
  return law;
}

/** Below so many df the logarithm of the scale reaches too far to the left to be summed over. */
const FEW_DF = 0.02;

/** P(Q > q) for the studentized range of `means` ≥ 2 means and df > 0 (or infinite). */
function studentizedUpper(
  q: number,
  means: number,
  df: number,
  ranges: number,
  refine: number,
): number {
  if (means === 2 && ranges === 1) return 2 * pt(q / Math.SQRT2, df, { upper: true });
  const law = rangeLaw(means, refine);
  const wholeRanges = Number.isInteger(ranges);
  const tail = (w: number): number => {
    const one = law(w);
    return ranges === 1 ? one : anyOf(Math.min(one, 1), ranges, wholeRanges);
  };
  if (df === Infinity) return tail(q);
  const density = logScaleDensity(df);
  if (df < FEW_DF) {
    // the scale is next to 0 almost surely, where the tail is 1: what is left of 1 is integrated
    const below = integrateOutward(
      (u) => density(u) * (1 - Math.min(1, tail(q * Math.exp(u)))),
      Math.min(0, -Math.log(q)),
      0.5 * Math.log(80 / df),
      scaleStep(df, 1.7 * Math.log(means)) / refine,
    );
    return Math.max(0, 1 - below);
  }
  // where the density times exp(−w²/4), the tail's leading behaviour, is largest
  const low = 0.5 * Math.log(df / (df + q * q / 2));
  return integrateOutward(
    (u) => density(u) * tail(q * Math.exp(u)),
    low,
    0,
    scaleStep(df, 1.7 * Math.log(means)) / refine,
  );
}

/** P(Q ≤ q), or P(Q > q) with `upper`, for the studentized range of `means` means. */
export function ptukey(
  q: number,
  means: number,
  df: number,
  options: RangeOptions = {},
): number {
  const { upper = false, ranges = 1, refine = 1 } = options;
  requireNumber("ptukey", { q });
  requirePositive("ptukey", { df, ranges });
  if (!(means >= 2)) fail("too-few-means", `ptukey: a range needs 2 means or more, not ${means}`);
  if (q <= 0) return upper ? 1 : 0;
  if (q === Infinity) return upper ? 0 : 1;
  const tail = Math.min(1, studentizedUpper(q, means, df, ranges, refine));
  return upper ? tail : 1 - tail;
}

/** The quantile of the studentized range. */
export function qtukey(
  p: number,
  means: number,
  df: number,
  options: RangeOptions = {},
): number {
  requireProbability("qtukey", p);
  const upper = options.upper ?? false;
  const tail = upper ? p : 1 - p;
  if (tail === 0) return Infinity;
  if (tail === 1) return 0;
  const { ranges = 1, refine = 1 } = options;
  const upperTail = (u: number): number =>
    ptukey(Math.exp(u), means, df, { upper: true, ranges, refine });
  return Math.exp(decreasingRoot(upperTail, tail, Math.log(3)));
}
