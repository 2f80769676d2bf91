/**
 * Cross-products A = [Z X y]'W[Z X y], laid out for elimination: the only place where the engine
 * reads the rows of the data.
 *
 * @module
 */
import type { MixedGroup } from "./mixed_groups.ts";
import type { EliminationPattern, RowsByLevel } from "./mixed_pattern.ts";

/** Rows as the engine needs them. */
export interface MixedRows {
  n: number;
  /** n × fixedWidth, row-major: the columns of X, then y. */
  fixed: Float64Array;
  fixedWidth: number;
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
  const columnIn = new Int32Array(pattern.nodes);
  for (let v = 0; v < pattern.nodes; v++) {
    addNode(v, pattern, groups, byLevel, rows, columnIn, store);
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
  columnIn: Int32Array,
  store: Float64Array,
): void {
  const { sparse, width, positions, neighbourStart, neighbours, firstColumn } = pattern;
  const { fixed, fixedWidth, weights } = rows;
  const g = pattern.group[v]!;
  const own = groups[g]!;
  const c = own.width;
  let rowStart: number;
  let stride: number;
  let diagonal: number; // column of the node itself within its row
  if (v < sparse) {
    rowStart = pattern.offset[v]!;
    stride = pattern.stride[v]!;
    diagonal = 0;
    let at = c;
    for (let i = neighbourStart[v]!; i < neighbourStart[v + 1]!; i++) {
      columnIn[neighbours[i]!] = at;
      at += width[neighbours[i]!]!;
    }
  } else {
    const first = firstColumn[sparse]!;
    diagonal = firstColumn[v]! - first;
    stride = pattern.tailWidth + fixedWidth;
    rowStart = pattern.tailOffset + diagonal * stride;
  }
  const tailFirst = firstColumn[sparse]!;
  const { start, rows: order } = byLevel[g]!;
  const level = pattern.level[v]!;
  for (let i = start[level]!; i < start[level + 1]!; i++) {
    const r = order[i]!;
    const weight = weights ? weights[r]! : 1;
    for (let a = 0; a < c; a++) {
      const za = own.values[a];
      const wz = za ? weight * za[r]! : weight;
      if (wz === 0) continue;
      const row = rowStart + a * stride;
      for (let b = a; b < c; b++) {
        const zb = own.values[b];
        store[row + diagonal + b]! += zb ? wz * zb[r]! : wz;
      }
      for (let h = 0; h < groups.length; h++) {
        if (h === g) continue;
        const other = groups[h]!;
        const u = positions[h]![other.codes[r]!]!;
        if (u < v) continue;
        const column = row + (v < sparse ? columnIn[u]! : firstColumn[u]! - tailFirst);
        for (let b = 0; b < other.width; b++) {
          const zb = other.values[b];
          store[column + b]! += zb ? wz * zb[r]! : wz;
        }
      }
      const target = row + stride - fixedWidth;
      const source = r * fixedWidth;
      for (let j = 0; j < fixedWidth; j++) store[target + j]! += wz * fixed[source + j]!;
    }
  }
}

function addFixed(
  { fixedOffset }: EliminationPattern,
  { n, fixed, fixedWidth: w, weights }: MixedRows,
  store: Float64Array,
): void {
  for (let r = 0; r < n; r++) {
    const at = r * w;
    const weight = weights ? weights[r]! : 1;
    for (let i = 0; i < w; i++) {
      const x = weight * fixed[at + i]!;
      if (x === 0) continue;
      const row = fixedOffset + i * w;
      for (let j = i; j < w; j++) store[row + j]! += x * fixed[at + j]!;
    }
  }
}
