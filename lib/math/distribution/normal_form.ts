/**
 * Distribution of a weighted sum of squares of independent standard normal numbers.
 *
 * Source: Imhof (1961), Biometrika 48, 419–426, equation 3.2.
 *
 * @module
 */
import { gaussLegendre } from "../gauss_legendre.ts";

const NODES = 24;

/**
 * P(Σ wᵢ zᵢ² < 0), with an absolute error of some 10⁻¹¹. Weights of 0 count nothing; weights of one sign
 * alone give 0 or 1.
 *
 * @example
 * ```ts
 * normalFormBelowZero([1, -1]); // 0.5
 * ```
 */
export function normalFormBelowZero(weights: readonly number[]): number {
  const largest = weights.reduce((m, w) => Math.max(m, Math.abs(w)), 0);
  const w = weights.map((v) => v / largest).filter((v) => v !== 0);
  if (w.length === 0 || w.every((v) => v > 0)) return 0;
  if (w.every((v) => v < 0)) return 1;
  // θ(u) / u and 1 / ρ(u), without overflow
  const value = (u: number): number => {
    let [angle, log] = [0, 0];
    for (const v of w) {
      angle += Math.atan(v * u);
      log += Math.log1p((v * u) ** 2);
    }
    return Math.sin(angle / 2) * Math.exp(-log / 4) / u;
  };
  const { nodes, weights: parts } = gaussLegendre(NODES);
  let sum = 0;
  // u = eᵗ: the integrand is smooth in t, and small at both ends
  const step = 0.25;
  const inner = (t: number): number => {
    const u = Math.exp(t);
    return value(u) * u;
  };
  for (let t = -32; t < 64 / w.length + 24; t += step) {
    for (let k = 0; k < NODES; k++) sum += parts[k]! * step * inner(t + step * nodes[k]!);
  }
  return Math.min(1, Math.max(0, 0.5 - sum / Math.PI));
}
