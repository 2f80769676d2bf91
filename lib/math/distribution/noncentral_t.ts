/**
 * The noncentral t distribution: P(T ≤ t) = E Φ(t S − δ) over the scale S = √(χ²_ν/ν), by a
 * trapezoidal rule over log S. All terms are positive, so both tails keep their relative precision.
 *
 * Source: Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, chapter 31.
 *
 * @module
 */
import { integrateOutward, logScaleDensity, scaleStep } from "../multivariate/chi_scale.ts";
import { normalDensity, normalUpper } from "./normal.ts";

/** P(T ≤ t), or P(T > t), where T = (Z + ncp)/S. */
export function noncentralT(t: number, df: number, ncp: number, upper: boolean): number {
  // P(T > t; δ) = P(−T < −t; −δ): one tail serves both
  const x = upper ? -t : t;
  const delta = upper ? -ncp : ncp;
  if (df === Infinity || x === 0) return normalUpper(delta - x);
  if (!Number.isFinite(x)) return x > 0 ? 1 : 0;
  const density = logScaleDensity(df);
  const g = (u: number): number => density(u) * normalUpper(delta - x * Math.exp(u));
  const peak = peakOfProduct(x, delta, df);
  const sum = integrateOutward(
    g,
    Math.min(peak, 0),
    Math.max(peak, 0),
    scaleStep(df, Math.abs(delta) + Math.min(Math.abs(x) * Math.exp(peak), 40)),
  );
  return Math.min(sum, 1);
}

/** About where density times Φ is largest: bisection on the logarithmic derivative. */
function peakOfProduct(x: number, delta: number, df: number): number {
  const slope = (u: number): number => {
    const z = x * Math.exp(u) - delta;
    const tail = normalUpper(-z);
    const hazard = tail > 1e-290 ? normalDensity(z) / tail : -z;
    return -df * Math.expm1(2 * u) + x * Math.exp(u) * hazard;
  };
  const away = x > 0 ? 1 : -1;
  let near = 0;
  let far = away * 0.1;
  for (let i = 0; i < 40 && slope(far) * away > 0; i++) {
    near = far;
    far *= 2;
  }
  for (let i = 0; i < 12; i++) {
    const middle = (near + far) / 2;
    if (slope(middle) * away > 0) near = middle;
    else far = middle;
  }
  return (near + far) / 2;
}
