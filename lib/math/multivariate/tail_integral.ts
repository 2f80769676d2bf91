/**
 * ∫₀^∞ exp(−φ(s)) ds for a smooth φ that increases from 0 at least as fast as a straight line or a
 * parabola: what remains of an incomplete beta or gamma function once its leading factor is taken
 * out.
 *
 * @module
 */
import { gaussLegendre } from "../gauss_legendre.ts";

/** e^−REACH is below the last bit of the result. */
const REACH = 40;

/**
 * The integral, by 40 Gauss–Legendre nodes over [0, L] where L is the smaller reach of the two
 * leading terms: `slope`·L = 40 and `curvature`·L²/2 = 40 (both may only shrink the true reach of a
 * convex φ). φ is given as a function of s.
 */
export function tailIntegral(
  phi: (s: number) => number,
  slope: number,
  curvature: number,
): number {
  // slope·L + curvature·L²/2 = REACH, solved without cancellation
  let reach = 2 * REACH / (slope + Math.sqrt(slope * slope + 2 * curvature * REACH));
  // φ may be flatter than its parabola: stretch until it has truly decayed
  for (let i = 0; i < 60 && phi(reach) < REACH - 2; i++) reach *= 1.15;
  const { nodes, weights } = gaussLegendre(40);
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) sum += weights[i]! * Math.exp(-phi(reach * nodes[i]!));
  return sum * reach;
}
