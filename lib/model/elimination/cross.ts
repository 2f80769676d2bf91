/**
 * Cross-products A = [Z X y]'W[Z X y], laid out for elimination: the only place where the engine
 * reads the rows of the data.
 *
 * @module
 */
import type { MixedGroup } from "../covariance/random_structure.ts";
import type { RowsByLevel } from "./fill.ts";
import type { EliminationPattern } from "./pattern.ts";

/** Rows as the engine needs them. */
export interface MixedRows {
  n: number;
  /** Columns of X. */
  p: number;
  /** The different rows of X, k × p, row-major. */
  x: Float64Array;
  /** Which of them each row has; null if row i has the i-th. */
  of: Int32Array | null;
  /** n responses. */
  y: Float64Array;
  /** Positive weights, or null for ones. */
  weights: Float64Array | null;
}

/** The store of A: panels of sparse nodes, tail, cross-products of [X y] (upper triangles). */
export function crossProducts(
  pattern: EliminationPattern,
  groups: readonly MixedGroup[],
  byLevel: readonly RowsByLevel[],
  rows: MixedRows,
): Float64Array {
  const store = new Float64Array(pattern.length);
  const columnOf = new Int32Array(pattern.nodes);
  for (let v = 0; v < pattern.nodes; v++) {
    addNode(v, pattern, groups, byLevel, rows, columnOf, store);
  }
  addFixed(pattern, rows, store);
  return store;
}

function addNode(
  v: number,
  pattern: EliminationPattern,
  groups: readonly MixedGroup[],
  byLevel: readonly RowsByLevel[],
  rows: MixedRows,
  columnOf: Int32Array,
  store: Float64Array,
): void {
  const { positions } = pattern;
  const { x, of, p, y, weights } = rows;
  const g = pattern.group[v]!;
  const own = groups[g]!;
  const c = own.width;
  const start = pattern.rowOf(v);
  const length = pattern.rowLength(v);
  pattern.writeColumns(v, columnOf);
  const { start: first, rows: order } = byLevel[g]!;
  const level = pattern.level[v]!;
  for (let i = first[level]!; i < first[level + 1]!; i++) {
    const r = order[i]!;
    const weight = weights ? weights[r]! : 1;
    for (let a = 0; a < c; a++) {
      const za = own.values[a];
      const wz = za ? weight * za[r]! : weight;
      if (wz === 0) continue;
      const row = start + a * length;
      const diagonal = row + columnOf[v]!;
      for (let b = a; b < c; b++) {
        const zb = own.values[b];
        store[diagonal + b]! += zb ? wz * zb[r]! : wz;
      }
      for (let h = 0; h < groups.length; h++) {
        if (h === g) continue;
        const other = groups[h]!;
        const u = positions[h]![other.codes[r]!]!;
        if (u < v) continue;
        const column = row + columnOf[u]!;
        for (let b = 0; b < other.width; b++) {
          const zb = other.values[b];
          store[column + b]! += zb ? wz * zb[r]! : wz;
        }
      }
      const target = row + length - pattern.fixedWidth;
      const source = (of ? of[r]! : r) * p;
      for (let j = 0; j < p; j++) store[target + j]! += wz * x[source + j]!;
      store[target + p]! += wz * y[r]!;
    }
  }
}

/** [X y]'W[X y], by way of the different rows of X. */
function addFixed(
  pattern: EliminationPattern,
  { n, p, x, of, y, weights }: MixedRows,
  store: Float64Array,
): void {
  const count = x.length / Math.max(1, p);
  const weight = new Float64Array(count);
  const sum = new Float64Array(count);
  const corner = pattern.length - 1;
  for (let r = 0; r < n; r++) {
    const w = weights ? weights[r]! : 1;
    const value = w * y[r]!;
    store[corner]! += value * y[r]!;
    if (p === 0) continue;
    const c = of ? of[r]! : r;
    weight[c]! += w;
    sum[c]! += value;
  }
  for (let c = 0; c < count && p > 0; c++) {
    const at = c * p;
    for (let i = 0; i < p; i++) {
      const xi = x[at + i]!;
      if (xi === 0) continue;
      const row = pattern.fixedRow(i);
      const wx = weight[c]! * xi;
      for (let j = i; j < p; j++) store[row + j]! += wx * x[at + j]!;
      store[row + p]! += xi * sum[c]!;
    }
  }
}
