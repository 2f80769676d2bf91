/**
 * Averages of a reference grid over the variables that a spec does not mention.
 *
 * Source: Searle, Speed & Milliken (1980, Am. Stat. 34, 216–221): with equal weights these are
 * population marginal means, also called least-squares means.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { ReferenceGrid } from "./grid.ts";

/**
 * How cells are weighted: alike; by the totals of the margin averaged over; by the product of its
 * one-way margins; by the cells' own counts; alike among cells that occur.
 */
export type Weights = "equal" | "proportional" | "outer" | "cells" | "flat";

/** Names of the weightings. */
export const WEIGHTS: readonly Weights[] = ["equal", "proportional", "outer", "cells", "flat"];

/** Means over the cells of a grid. */
export interface Margins {
  /** For each mean: place of each of the spec's variables among its values. */
  places: Int32Array[];
  /** Rows of the model matrix, averaged; NaN where nothing is averaged. */
  rows: Float64Array[];
  known: Float64Array;
  /** Whether a mean's cells occur at all (false only for impossible combinations of nests). */
  occurs: boolean[];
}

/**
 * Averages.
 *
 * @param margin indices of the variables to keep, the first fastest in the result
 * @param weights a name, or one number for each combination averaged over
 */
export function marginsOf(
  grid: ReferenceGrid,
  margin: readonly number[],
  weights: Weights | readonly number[],
): Margins {
  const { size } = grid;
  const averaged = grid.variables.map((_, i) => i).filter((i) => !margin.includes(i));
  const w = cellFactors(grid, averaged, weights);
  const { index, count, places } = indexOf(grid, margin);
  const columns = grid.rows[0]?.length ?? 0;
  const rows = Array.from({ length: count }, () => new Float64Array(columns));
  const known = new Float64Array(count);
  const total = new Float64Array(count);
  for (let i = 0; i < size; i++) {
    const weight = w[i]!;
    if (weight === 0) continue;
    const k = index[i]!;
    const from = grid.rows[i]!;
    const to = rows[k]!;
    for (let j = 0; j < columns; j++) to[j]! += weight * from[j]!;
    known[k]! += weight * grid.known[i]!;
    total[k]! += weight;
  }
  const occurs = Array.from(total, (t) => t > 0);
  for (let k = 0; k < count; k++) {
    const t = total[k]!;
    if (t === 1) continue;
    const row = rows[k]!;
    for (let j = 0; j < columns; j++) row[j] = row[j]! / t;
    known[k] = known[k]! / t;
  }
  return { places, rows, known, occurs };
}

/** Index of each cell in the margin, first variable fastest. */
function indexOf(
  grid: ReferenceGrid,
  margin: readonly number[],
): { index: Int32Array; count: number; places: Int32Array[] } {
  const index = new Int32Array(grid.size);
  let count = 1;
  for (const v of margin) {
    const levels = grid.variables[v]!.values.length;
    const stride = grid.strides[v]!;
    for (let i = 0; i < grid.size; i++) index[i]! += count * (Math.floor(i / stride) % levels);
    count *= levels;
  }
  const places = Array.from({ length: count }, (_, k) => {
    const place = new Int32Array(margin.length);
    let rest = k;
    margin.forEach((v, j) => {
      const levels = grid.variables[v]!.values.length;
      place[j] = rest % levels;
      rest = Math.floor(rest / levels);
    });
    return place;
  });
  return { index, count, places };
}

/** The weight of each cell of the grid. */
function cellFactors(
  grid: ReferenceGrid,
  averaged: readonly number[],
  weights: Weights | readonly number[],
): Float64Array {
  const { size } = grid;
  if (grid.nesting.size > 0 && averaged.some((v) => grid.nesting.has(grid.variables[v]!.name))) {
    return nestedFactors(grid, averaged, weights);
  }
  if (weights === "equal" || averaged.length === 0) return new Float64Array(size).fill(1);
  const counts = grid.weights.some((w) => w > 0) ? grid.weights : new Float64Array(size).fill(1);
  if (weights === "cells") return counts;
  if (weights === "flat") return counts.map((w) => w > 0 ? 1 : 0);
  const { index, count } = indexOf(grid, averaged);
  const combination = new Float64Array(count);
  if (typeof weights !== "string") {
    if (weights.length !== count) {
      fail("weights-length", `Weights have ${weights.length} numbers where ${count} are averaged`, {
        hint: "Give one for each combination of levels averaged over, the first factor fastest",
      });
    }
    return Float64Array.from(index, (k) => weights[k]!);
  }
  for (let i = 0; i < size; i++) combination[index[i]!]! += counts[i]!;
  if (weights === "outer") return outerFactors(grid, averaged, counts);
  return Float64Array.from(index, (k) => combination[k]!);
}

/** Products of one-way margins. */
function outerFactors(
  grid: ReferenceGrid,
  averaged: readonly number[],
  counts: Float64Array,
): Float64Array {
  const factors = new Float64Array(grid.size).fill(1);
  for (const v of averaged) {
    const levels = grid.variables[v]!.values.length;
    const stride = grid.strides[v]!;
    const total = new Float64Array(levels);
    for (let i = 0; i < grid.size; i++) total[Math.floor(i / stride) % levels]! += counts[i]!;
    for (let i = 0; i < grid.size; i++) factors[i]! *= total[Math.floor(i / stride) % levels]!;
  }
  return factors;
}

/**
 * Weights where a nested factor is averaged over: within each combination of the other variables its
 * levels that occur count alike, so that the groups it is nested in count alike too. Levels that do
 * not occur, and combinations that cannot, have weight 0.
 */
function nestedFactors(
  grid: ReferenceGrid,
  averaged: readonly number[],
  weights: Weights | readonly number[],
): Float64Array {
  const { size, strides, variables } = grid;
  const counts = grid.weights;
  if (weights === "cells") return counts;
  if (weights === "flat") return counts.map((w) => w > 0 ? 1 : 0);
  const factors = new Float64Array(size).fill(1);
  for (const v of averaged) {
    const outer = grid.nesting.get(variables[v]!.name);
    if (!outer) continue;
    const group = variables.flatMap((u, i) => outer.includes(u.name) ? [i] : []);
    const { index, count } = indexOf(grid, group);
    const levels = variables[v]!.values.length;
    const occurs = new Uint8Array(count * levels);
    for (let i = 0; i < size; i++) {
      if (counts[i]! > 0) {
        occurs[index[i]! * levels + Math.floor(i / strides[v]!) % levels] = 1;
      }
    }
    const inGroup = new Int32Array(count);
    occurs.forEach((o, k) => inGroup[Math.floor(k / levels)]! += o);
    for (let i = 0; i < size; i++) {
      const k = index[i]!;
      const here = occurs[k * levels + Math.floor(i / strides[v]!) % levels]!;
      factors[i]! *= here === 0 ? 0 : 1 / inGroup[k]!;
    }
  }
  if (weights === "equal") return factors;
  const rest = averaged.filter((v) => !grid.nesting.has(variables[v]!.name));
  const more = cellFactors({ ...grid, nesting: new Map() }, rest, weights);
  return factors.map((f, i) => f * more[i]!);
}
