/**
 * Reading, scaling and adding the parts of the dense tail.
 *
 * @module
 */
import { mirrorUpper } from "../../math/algebra/dense_kernels.ts";
import type { RandomLayout } from "../covariance/random_structure.ts";
import type { EliminationPattern } from "./pattern.ts";
import type { EliminationState, StoreBlock } from "./state.ts";

/** A node of the tail with its place among its columns. */
export interface TailNode {
  group: number;
  column: number;
}

/** target (w × w, upper triangle) −= scale · left'right. */
export function subtractCross(
  target: Float64Array,
  left: Float64Array,
  right: Float64Array,
  m: number,
  w: number,
  scale: number,
): void {
  for (let r = 0; r < m; r++) {
    const at = r * w;
    for (let i = 0; i < w; i++) {
      const f = scale * left[at + i]!;
      if (f === 0) continue;
      for (let j = i; j < w; j++) target[i * w + j]! -= f * right[at + j]!;
    }
  }
}

/** The tail's square part, symmetric. */
export function readSquare(
  { data, shift }: StoreBlock,
  pattern: EliminationPattern,
  out: Float64Array,
): void {
  const m = pattern.tailWidth;
  for (let i = 0; i < m; i++) {
    const row = pattern.tailRow(i) - shift;
    out.set(data.subarray(row, row + m), i * m);
  }
  mirrorUpper(out, m);
}

/** The tail's [X y] part, m × w. */
export function readFixed({ data, shift }: StoreBlock, pattern: EliminationPattern): Float64Array {
  const { tailWidth: m, fixedWidth: w } = pattern;
  const out = new Float64Array(m * w);
  for (let i = 0; i < m; i++) {
    const row = pattern.tailFixed(i) - shift;
    out.set(data.subarray(row, row + w), i * w);
  }
  return out;
}

/** s ← Λ'SΛ. */
export function scaleBoth(
  s: Float64Array,
  nodes: TailNode[],
  state: EliminationState,
  layout: RandomLayout,
  m: number,
): void {
  const scales = scalarScales(nodes, state, layout, m);
  if (scales) return scaleAll(s, scales, m);
  for (const { group, column } of nodes) {
    scaleNode(s, m, column, layout.groups[group]!.width, state.lambda[group]!, false);
  }
}

/** u ← Λ u Λ'. */
export function scaleBothTransposed(
  u: Float64Array,
  nodes: TailNode[],
  state: EliminationState,
  layout: RandomLayout,
  m: number,
): void {
  const scales = scalarScales(nodes, state, layout, m);
  if (scales) return scaleAll(u, scales, m);
  for (const { group, column } of nodes) {
    scaleNode(u, m, column, layout.groups[group]!.width, state.lambda[group]!, true);
  }
}

/** λ of each column if all of the tail's terms are scalar, else null. */
function scalarScales(
  nodes: TailNode[],
  state: EliminationState,
  layout: RandomLayout,
  m: number,
): Float64Array | null {
  const scales = new Float64Array(m);
  for (const { group, column } of nodes) {
    if (layout.groups[group]!.width > 1) return null;
    scales[column] = state.lambda[group]![0]!;
  }
  return scales;
}

/** a ← diag(scales) a diag(scales). */
function scaleAll(a: Float64Array, scales: Float64Array, m: number): void {
  for (let i = 0; i < m; i++) {
    const f = scales[i]!;
    const row = i * m;
    for (let j = 0; j < m; j++) a[row + j]! *= f * scales[j]!;
  }
}

/** Rows and columns of one node: λ'·, ·λ; or λ·, ·λ' if `transposed`. */
function scaleNode(
  a: Float64Array,
  m: number,
  at: number,
  c: number,
  lambda: Float64Array,
  transposed: boolean,
): void {
  if (c === 1) {
    const f = lambda[0]!;
    if (f === 1) return;
    const row = at * m;
    for (let j = 0; j < m; j++) a[row + j]! *= f;
    for (let i = 0; i < m; i++) a[i * m + at]! *= f;
    return;
  }
  const old = new Float64Array(c);
  const entry = (i: number, k: number): number =>
    transposed ? lambda[i * c + k]! : lambda[k * c + i]!;
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < c; i++) old[i] = a[(at + i) * m + j]!;
    for (let i = 0; i < c; i++) {
      let sum = 0;
      for (let k = 0; k < c; k++) sum += entry(i, k) * old[k]!;
      a[(at + i) * m + j] = sum;
    }
  }
  for (let r = 0; r < m; r++) {
    for (let i = 0; i < c; i++) old[i] = a[r * m + at + i]!;
    for (let i = 0; i < c; i++) {
      let sum = 0;
      for (let k = 0; k < c; k++) sum += entry(i, k) * old[k]!;
      a[r * m + at + i] = sum;
    }
  }
}

/** Λ'B (or ΛB). */
export function scaledRows(
  b: Float64Array,
  w: number,
  nodes: TailNode[],
  state: EliminationState,
  layout: RandomLayout,
  transposed: boolean,
): Float64Array {
  const out = new Float64Array(b.length);
  for (const { group, column } of nodes) {
    const c = layout.groups[group]!.width;
    const lambda = state.lambda[group]!;
    for (let i = 0; i < c; i++) {
      for (let k = 0; k < c; k++) {
        const f = transposed ? lambda[k * c + i]! : lambda[i * c + k]!;
        if (f === 0) continue;
        for (let j = 0; j < w; j++) out[(column + i) * w + j]! += f * b[(column + k) * w + j]!;
      }
    }
  }
  return out;
}
