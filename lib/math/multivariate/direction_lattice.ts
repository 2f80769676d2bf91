/**
 * Directions in r dimensions from a fixed rank-1 lattice (Sloan & Joe 1994), folded and turned to
 * normal coordinates. Several shifts of it show the error of a mean.
 *
 * @module
 */
import { qnorm } from "../distribution/normal.ts";

/** How many shifts of the lattice there are. */
export const SHIFTS = 8;

/** Points of the lattice, a prime. */
export const LATTICE_POINTS = 4093;

/**
 * Generating vector, built component by component for the smallest worst-case error in the space of
 * order 2 with weights k^−1.5 (Nuyens & Cools 2006).
 */
const GENERATOR = Int32Array.of(
  1,
  1715,
  452,
  289,
  1850,
  958,
  2037,
  1201,
  40,
  1073,
  541,
  1231,
  1166,
  1647,
  267,
  1538,
  1430,
  367,
  1866,
  1480,
  1667,
  986,
  1740,
  584,
  1641,
  970,
  1896,
  386,
  1609,
  1313,
  2025,
  766,
  1817,
  1492,
  303,
  693,
  1633,
  398,
  1416,
  1406,
  1008,
  1255,
  1910,
  787,
  791,
  1185,
  1679,
  1802,
);

/**
 * Unit vectors, LATTICE_POINTS × SHIFTS of them, each of length `dimension`; the one of point i under
 * shift s is in place i · SHIFTS + s.
 */
export function directionLattice(dimension: number): Float64Array {
  const shifts = shiftsOf(dimension);
  const count = LATTICE_POINTS * SHIFTS;
  const result = new Float64Array(count * dimension);
  for (let place = 0; place < count; place++) {
    const i = Math.floor(place / SHIFTS);
    const base = place * dimension;
    let norm = 0;
    for (let k = 0; k < dimension; k++) {
      const step = generatorAt(k) * i % LATTICE_POINTS / LATTICE_POINTS;
      const raw = step + shifts[place % SHIFTS * dimension + k]!;
      const folded = Math.abs(2 * (raw - Math.floor(raw)) - 1);
      const z = qnorm(Math.min(Math.max(folded, 1e-15), 1 - 1e-15));
      result[base + k] = z;
      norm += z * z;
    }
    norm = Math.sqrt(norm);
    for (let k = 0; k < dimension; k++) result[base + k]! /= norm;
  }
  return result;
}

/** Beyond the table, powers of a primitive root. */
function generatorAt(k: number): number {
  if (k < GENERATOR.length) return GENERATOR[k]!;
  let z = 1;
  for (let i = 0; i < k; i++) z = z * 1666 % LATTICE_POINTS;
  return z;
}

/** SHIFTS × dimension numbers in [0, 1), from Lehmer's generator (Park & Miller 1988). */
function shiftsOf(dimension: number): Float64Array {
  let state = 20000101;
  return Float64Array.from({ length: SHIFTS * dimension }, () => {
    state = state * 48271 % 2147483647;
    return state / 2147483647;
  });
}
