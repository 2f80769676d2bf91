/**
 * Tails of the largest of correlated t statistics by direction: with Tⱼ = R·(aⱼ·u)/S, u uniform on
 * the unit sphere of dimension r and R²/r / S² an F statistic on (r, ν),
 *
 * P(max |Tⱼ| > c) = E P(F_{r,ν} > (c / max|aⱼ·u|)² / r).
 *
 * In a plane the expectation is an integral over an angle, smooth between the angles at which two
 * statistics tie: Gauss–Legendre quadrature gives it to rounding. On larger spheres it is a mean over
 * a fixed rank-1 lattice, with several fixed shifts for an estimate of its error.
 *
 * @module
 */
import { gaussLegendre } from "./gauss_legendre.ts";
import { pf } from "./f_distribution.ts";
import { qnorm } from "./normal.ts";

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
  // around each direction its cell reaches half-way to its neighbours
  let sum = 0;
  for (let i = 0; i < angles.length; i++) {
    const previous = i > 0 ? angles[i - 1]! : angles.at(-1)! - 2 * Math.PI;
    const next = i + 1 < angles.length ? angles[i + 1]! : angles[0]! + 2 * Math.PI;
    sum += sector((angles[i]! - previous) / 2, c, df) + sector((next - angles[i]!) / 2, c, df);
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
      sum += weights[i]! * exceedance(Math.cos(theta), c, df, 2);
    }
  }
  return sum * width;
}

/** P(R m > c S), R²/r/S² an F statistic on (r, df). */
function exceedance(m: number, c: number, df: number, r: number): number {
  if (c > 0) return m > 0 ? pf((c / m) ** 2 / r, r, df, { upper: true }) : 0;
  if (m >= 0) return 1;
  return pf((c / m) ** 2 / r, r, df);
}

/** Primes whose square roots generate the lattice (Richtmyer 1951). */
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79];
const SHIFTS = 8;
const LATTICE_POINTS = 4001;

/** P(max > c) and the standard error over the shifts, for rows aⱼ of length rank. */
export function sphericalUpper(
  rows: Float64Array,
  size: number,
  rank: number,
  c: number,
  df: number,
  twoSided: boolean,
): { value: number; error: number } {
  if (twoSided && c <= 0) return { value: 1, error: 0 };
  const maxima = directions(rows, size, rank, twoSided);
  const means = new Float64Array(SHIFTS);
  for (let i = 0; i < maxima.length; i++) {
    means[i % SHIFTS]! += exceedance(maxima[i]!, c, df, rank) * SHIFTS / maxima.length;
  }
  let value = 0;
  for (const mean of means) value += mean / SHIFTS;
  let spread = 0;
  for (const mean of means) spread += (mean - value) ** 2;
  return { value, error: Math.sqrt(spread / (SHIFTS * (SHIFTS - 1))) };
}

const known = new WeakMap<Float64Array, Float64Array>();

/** max aⱼ·u for every lattice direction u; shift s in places s, s + SHIFTS, … */
function directions(
  rows: Float64Array,
  size: number,
  rank: number,
  twoSided: boolean,
): Float64Array {
  const before = known.get(rows);
  if (before) return before;
  const maxima = new Float64Array(SHIFTS * LATTICE_POINTS);
  const point = new Float64Array(rank);
  for (let i = 0; i < LATTICE_POINTS; i++) {
    for (let s = 0; s < SHIFTS; s++) {
      latticePoint(point, i, s);
      let norm = 0;
      for (let k = 0; k < rank; k++) norm += point[k]! ** 2;
      let most = -Infinity;
      for (let j = 0; j < size; j++) {
        let inner = 0;
        for (let k = 0; k < rank; k++) inner += rows[j * rank + k]! * point[k]!;
        most = Math.max(most, twoSided ? Math.abs(inner) : inner);
      }
      maxima[i * SHIFTS + s] = most / Math.sqrt(norm);
    }
  }
  known.set(rows, maxima);
  return maxima;
}

/** Normal coordinates of lattice point i under shift s, folded by the baker's transformation. */
function latticePoint(point: Float64Array, i: number, s: number): void {
  for (let k = 0; k < point.length; k++) {
    const root = Math.sqrt(PRIMES[k % PRIMES.length]! * (1 + Math.floor(k / PRIMES.length) * 83));
    const shift = (s + 0.5) * Math.sqrt(PRIMES[(k + 7) % PRIMES.length]! + 0.1 * k);
    const raw = (i + 1) * root + shift;
    const fraction = raw - Math.floor(raw);
    const folded = Math.abs(2 * fraction - 1);
    point[k] = qnorm(Math.min(Math.max(folded, 1e-12), 1 - 1e-12));
  }
}
