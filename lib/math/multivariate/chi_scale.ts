/**
 * Integrals over the scale S = √(χ²_ν / ν): what Student's t, the studentized range and the
 * multivariate t have in common.
 *
 * @module
 */
import { log1pmx, stirlingError } from "../distribution/special.ts";

/**
 * The density of u = log S: 2 √(a/2π) e^{−S(a)} exp(−a (e^{2u} − 1 − 2u)), a = ν/2, where S(a) is the
 * error of Stirling's formula.
 */
export function logScaleDensity(df: number): (u: number) => number {
  const a = df / 2;
  const height = 2 * Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingError(a));
  return (u) => height * Math.exp(-a * excessOfSquare(u));
}

/** e^{2u} − 1 − 2u, without cancellation. */
function excessOfSquare(u: number): number {
  const square = Math.expm1(2 * u);
  return Math.abs(u) < 0.25 ? -log1pmx(square) : square - 2 * u;
}

/** Step of the trapezoidal rule over u that leaves an error below 1e-15 of the sum. */
export function scaleStep(df: number, sharpness = 0): number {
  return Math.min(0.1, 0.55 / Math.sqrt(2 * df + sharpness * sharpness));
}

/**
 * ∫ g(u) du over the real line for a smooth g that rises to a plateau or peak between `low` and
 * `high` and falls beyond them: trapezoidal rule, which converges geometrically for such functions
 * (Trefethen & Weideman 2014), until terms no longer count.
 */
export function integrateOutward(
  g: (u: number) => number,
  low: number,
  high: number,
  step: number,
): number {
  let sum = 0;
  const start = low;
  for (let i = 0; i < 100000; i++) {
    const u = start + i * step;
    const term = g(u);
    sum += term;
    if (u > high && term <= 1e-17 * sum) break;
  }
  for (let i = 1; i < 100000; i++) {
    const term = g(start - i * step);
    sum += term;
    if (term <= 1e-17 * sum) break;
  }
  return sum * step;
}
