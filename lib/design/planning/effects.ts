/**
 * Patterns of treatment means before data: their effects, term by term.
 *
 * Values stand for the combinations of all treatment factors, the first factor fastest.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Design } from "../declared/design.ts";
import { byDegree, type FactorSet, members, within } from "../structure/lattice.ts";
import type { FixedSource } from "../structure/structure.ts";

/** The grid of treatment combinations. */
export interface Combinations {
  names: readonly string[];
  counts: readonly number[];
  size: number;
}

/** All combinations of the treatment factors of a design. */
export function combinationsIn(design: Design): Combinations {
  const names = design.declaration.treatments.names;
  const counts = names.map((name) => design.declaration.counts.get(name)!);
  return { names, counts, size: counts.reduce((a, b) => a * b, 1) };
}

/** Level of each factor at a place of the grid. */
export function levelsAt(grid: Combinations, place: number): number[] {
  let rest = place;
  return grid.counts.map((count) => {
    const level = rest % count;
    rest = Math.floor(rest / count);
    return level;
  });
}

/** Number of the combination of the levels of some factors, for each place of the grid. */
function cellsOf(grid: Combinations, set: FactorSet): { of: Int32Array; count: number } {
  const of = new Int32Array(grid.size);
  let count = 1;
  let every = 1;
  grid.counts.forEach((levels, i) => {
    if (set & (1 << i)) {
      for (let k = 0; k < grid.size; k++) of[k]! += count * (Math.floor(k / every) % levels);
      count *= levels;
    }
    every *= levels;
  });
  return { of, count };
}

/** Values averaged over the factors that are not in the set. */
function averagedOver(
  grid: Combinations,
  values: ArrayLike<number>,
  set: FactorSet,
): Float64Array {
  const { of, count } = cellsOf(grid, set);
  const sums = new Float64Array(count);
  for (let k = 0; k < grid.size; k++) sums[of[k]!]! += values[k]!;
  return Float64Array.from(of, (cell) => sums[cell]! * count / grid.size);
}

/**
 * The part of the values that belongs to one interaction: averages over the other factors, less all
 * parts of coarser sets.
 *
 * @param closed sets of factors, closed under intersection
 */
export function effectPart(
  grid: Combinations,
  values: ArrayLike<number>,
  set: FactorSet,
  closed: readonly FactorSet[],
): Float64Array {
  const parts = new Map<FactorSet, Float64Array>();
  for (const part of [0, ...byDegree(closed.filter((c) => within(c, set))), set]) {
    if (parts.has(part)) continue;
    const own = averagedOver(grid, values, part);
    for (const [coarser, taken] of parts) {
      if (within(coarser, part)) taken.forEach((v, k) => own[k]! -= v);
    }
    parts.set(part, own);
  }
  return parts.get(set)!;
}

/** All sets of treatment factors whose interactions the fixed terms hold. */
export function closedSets(design: Design): FactorSet[] {
  return [...new Set(design.structure.fixed.flatMap((t) => t.pieces))];
}

/** Sum of squares of a term's effects over all observations. */
export function sumOfSquares(
  design: Design,
  term: FixedSource,
  values: ArrayLike<number>,
): number {
  const grid = combinationsIn(design);
  const closed = closedSets(design);
  const each = term.pieces.map((set) =>
    effectPart(grid, values, set, closed).reduce((total, v) => total + v * v, 0)
  );
  return each.reduce((a, b) => a + b, 0) * design.observations / grid.size;
}

/**
 * The effects of a term in which two levels stand at ± differ/2 and the others midway. For an
 * interaction the two differences differ by `differ`; within a nesting factor it is one level's.
 */
export function differencePattern(
  design: Design,
  term: FixedSource,
  differ: number,
): Float64Array {
  const closed = new Set([0, ...closedSets(design)]);
  const nests = (i: number): boolean => !closed.has(term.set & ~(1 << i));
  return differenceOver(combinationsIn(design), members(term.set), differ, nests);
}

/**
 * The pattern of an interaction of the factors at some places of the grid.
 *
 * @param nests whether the others are nested in a factor
 */
export function differenceOver(
  grid: Combinations,
  places: readonly number[],
  differ: number,
  nests: (place: number) => boolean = () => false,
): Float64Array {
  return Float64Array.from({ length: grid.size }, (_, k) => {
    const levels = levelsAt(grid, k);
    return places.reduce((value, i) => {
      const level = levels[i]!;
      if (nests(i)) return level === 0 ? value : 0;
      return level === 0 ? value / 2 : level === 1 ? -value / 2 : 0;
    }, differ);
  });
}

/** @throws DiagnosticError `bad-means` */
export function readMeans(design: Design, means: readonly number[]): Float64Array {
  return meansOver(combinationsIn(design), means);
}

/**
 * One mean for each combination.
 *
 * @throws DiagnosticError `bad-means`
 */
export function meansOver(grid: Combinations, means: readonly number[]): Float64Array {
  if (means.length !== grid.size || means.some((m) => !Number.isFinite(m))) {
    const names = grid.names.join(" × ") || "nothing";
    fail("bad-means", `${means.length} means are given for ${grid.size} combinations of ${names}`, {
      hint: `Give one finite mean for each combination, ${
        grid.names[0] ?? "the first factor"
      } fastest`,
    });
  }
  return Float64Array.from(means);
}
