/**
 * Numbers of units and of treatment combinations of a declaration.
 *
 * @module
 */
import type { Declaration } from "./declaration.ts";
import { type FactorSet, members } from "../structure/lattice.ts";

/** Number of units of a set of unit factors. */
export function levelsOf(d: Declaration, units: FactorSet): number {
  return members(units).reduce((n, i) => n * d.counts.get(d.units.names[i]!)!, 1);
}

/** Number of combinations of treatment factors. */
export function combinationsOf(d: Declaration, treatments: readonly string[]): number {
  return treatments.reduce((n, name) => n * d.counts.get(name)!, 1);
}

/** The unit that a combination of treatment factors was given to. */
export function unitOfTreatments(d: Declaration, treatments: readonly string[]): FactorSet {
  return treatments.reduce((set, name) => set | d.allotted.get(name)!, 0);
}
