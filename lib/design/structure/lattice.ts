/**
 * Sets of factors as bit masks, and the lattice that the terms of a formula make.
 *
 * A set of factors stands for the classification by all of them. Among the classifications of an
 * orthogonal block structure the coarser of two is the smaller set, and their supremum is the
 * intersection; Möbius inversion over the sets splits the data space into strata (Bailey 2008,
 * Design of Comparative Experiments, chapter 10; Speed and Bailey 1982).
 *
 * @module
 */
import { type Polynomial, subtract, sum } from "./polynomial.ts";

/** A set of factors: bit i stands for factor i. */
export type FactorSet = number;

/** How many factors a set can hold. */
export const MOST_FACTORS = 30;

/** Whether a is part of b (a is the coarser classification, or the same). */
export function within(a: FactorSet, b: FactorSet): boolean {
  return (a & ~b) === 0;
}

/** The places of the factors in a set. */
export function members(set: FactorSet): number[] {
  const out: number[] = [];
  for (let i = 0; i < MOST_FACTORS; i++) if (set & (1 << i)) out.push(i);
  return out;
}

/** The set of the given places. */
export function setOf(places: Iterable<number>): FactorSet {
  let set = 0;
  for (const i of places) set |= 1 << i;
  return set;
}

/** Sorted by size, ties as they came; the empty set left out. */
export function byDegree(sets: readonly FactorSet[]): FactorSet[] {
  return [...new Set(sets)].filter((s) => s !== 0)
    .sort((a, b) => members(a).length - members(b).length);
}

/** The sets and all their intersections, by degree. */
export function closedUnderIntersection(sets: readonly FactorSet[]): FactorSet[] {
  const closed = new Set(sets);
  for (const a of closed) for (const b of [...closed]) closed.add(a & b);
  return byDegree([...closed]);
}

/**
 * Degrees of freedom of each set of a closed list: its levels less the mean and the df of all
 * coarser ones.
 *
 * @param sets closed under intersection
 * @param levels number of classes of a set
 */
export function stratumDf(
  sets: readonly FactorSet[],
  levels: (set: FactorSet) => Polynomial,
): Map<FactorSet, Polynomial> {
  const out = new Map<FactorSet, Polynomial>();
  const mean: Polynomial = new Map([["", 1]]);
  for (const set of byDegree(sets)) {
    const coarser = [...out].filter(([other]) => within(other, set)).map(([, df]) => df);
    out.set(set, subtract(levels(set), sum([mean, ...coarser])));
  }
  return out;
}

/** The smallest set of a closed list that holds `part`, or undefined. */
export function smallestHolding(
  sets: readonly FactorSet[],
  part: FactorSet,
): FactorSet | undefined {
  const holding = sets.filter((s) => within(part, s));
  return holding.length === 0 ? undefined : holding.reduce((a, b) => a & b);
}

/** Words for a set: `Block:Whole`. */
export function nameOf(set: FactorSet, names: readonly string[]): string {
  return members(set).map((i) => names[i]).join(":");
}
