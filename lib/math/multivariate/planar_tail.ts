/**
 * The largest of t statistics that span a plane: with Tⱼ = R·(aⱼ·u)/S, u uniform on the unit circle
 * and R²/2 / S² an F statistic on (2, ν),
 *
 * P(max > c) = E P(F_{2,ν} > (c / max aⱼ·u)² / 2),
 *
 * an integral over an angle, smooth between the angles at which two statistics tie: Gauss–Legendre
 * quadrature gives it to rounding.
 *
 * @module
 */
import { gaussLegendre } from "../gauss_legendre.ts";

/** P(max > c) for directions in a plane: rows aⱼ of length 2. */
export function planarUpper(
  rows: Float64Array,
  size: number,
  c: number,
  df: number,
  twoSided: boolean,
): number {
  if (twoSided && c <= 0) return 1;
  const angles: number[] = [];
  for (let j = 0; j < size; j++) {
    const angle = Math.atan2(rows[2 * j + 1]!, rows[2 * j]!);
    angles.push(angle);
    if (twoSided) angles.push(angle > 0 ? angle - Math.PI : angle + Math.PI);
  }
  angles.sort((a, b) => a - b);
  // around each direction its cell reaches half-way to its neighbours; if two-sided, what is found over half
  // the circle is found again over the other
  const cells = twoSided ? size : angles.length;
  let sum = 0;
  for (let i = 0; i < cells; i++) {
    const next = i + 1 < angles.length ? angles[i + 1]! : angles[0]! + 2 * Math.PI;
    sum += (twoSided ? 4 : 2) * sector((next - angles[i]!) / 2, c, df);
  }
  const exceeded = sum / (2 * Math.PI);
  return Math.min(1, Math.max(0, exceeded));
}

/** Longest arc that one set of nodes covers. */
const LONGEST_ARC = Math.PI / 10;

/** ∫₀^width P(R cos θ > c S) dθ, apart below and above a right angle. */
function sector(width: number, c: number, df: number): number {
  const right = Math.min(width, Math.PI / 2);
  return arc(0, right, c, df) + arc(right, width, c, df);
}

function arc(from: number, to: number, c: number, df: number): number {
  if (!(to > from)) return 0;
  const { nodes, weights } = gaussLegendre(20);
  const pieces = Math.ceil((to - from) / LONGEST_ARC);
  const width = (to - from) / pieces;
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++) {
    for (let i = 0; i < nodes.length; i++) {
      const theta = from + width * (piece + nodes[i]!);
      sum += weights[i]! * exceedance(Math.cos(theta), c, df);
    }
  }
  return sum * width;
}

/** P(R m > c S): the tail of F on (2, ν) at f is (1 + 2f/ν)^(−ν/2). */
function exceedance(m: number, c: number, df: number): number {
  if (c > 0 ? m <= 0 : m >= 0) return c > 0 ? 0 : 1;
  const square = (c / m) ** 2 / 2;
  const exponent = df === Infinity ? -square : -df / 2 * Math.log1p(2 * square / df);
  return c > 0 ? Math.exp(exponent) : -Math.expm1(exponent);
}
