/**
 * The studentized range by brute force: trapezoids over both integrals, which for smooth integrands
 * that vanish at both ends converge faster than any power of the step.
 *
 * @module
 */
import { pnorm } from "../../../lib/math/distribution/tails.ts";

const density = (z: number): number => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);

/** P(range of k normal deviates > w). */
function rangeTail(w: number, k: number): number {
  const [from, to, n] = [-9, 9, 240];
  const h = (to - from) / n;
  // 1 − P = ∫ kφ(z)(Φ(∞)−Φ(z))^{k−1} − kφ(z)(Φ(z+w)−Φ(z))^{k−1}
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const z = from + i * h;
    const above = pnorm(z, { upper: true });
    const inside = above - pnorm(z + w, { upper: true });
    sum += k * density(z) * (above ** (k - 1) - inside ** (k - 1));
  }
  return sum * h;
}

/** Upper tail of the studentized range of k means with df. */
export function tukeyTail(q: number, k: number, df: number): number {
  // s² ~ χ²/df; with u = log s the density is smooth on the whole line
  const [from, to, n] = [-7, 2.5, 760];
  const h = (to - from) / n;
  let sum = 0, mass = 0;
  for (let i = 0; i <= n; i++) {
    const u = from + i * h;
    const s = Math.exp(u);
    const weight = Math.exp(df * (u - s * s / 2 + 0.5));
    if (weight < 1e-30) continue;
    mass += weight;
    sum += weight * rangeTail(q * s, k);
  }
  return sum / mass;
}
