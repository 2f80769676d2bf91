/**
 * A new response for a model that is set up: only the columns of y in the cross-products change.
 *
 * @module
 */
import type { RandomLayout } from "../covariance/random_structure.ts";
import type { MixedRows } from "../elimination/cross.ts";
import type { EliminationPattern } from "../elimination/pattern.ts";

/**
 * Writes the cross-products of a response into `cross`.
 *
 * @param y mean response of each cell, centred as the problem's own
 * @param within sum of squares within cells
 */
export function writeResponse(
  { layout, pattern: p, rows }: {
    layout: RandomLayout;
    pattern: EliminationPattern;
    rows: MixedRows;
  },
  cross: Float64Array,
  y: Float64Array,
  within: number,
): void {
  const { n, x, of, weights } = rows;
  const w = p.fixedWidth;
  const last = p.fixedOffset + w * w;
  const tailStride = p.tailWidth + w;
  for (let v = 0; v < p.sparse; v++) {
    for (let a = 1; a <= p.width[v]!; a++) cross[p.offset[v]! + a * p.stride[v]! - 1] = 0;
  }
  for (let i = 1; i <= p.tailWidth; i++) cross[p.tailOffset + i * tailStride - 1] = 0;
  for (let i = 0; i < w; i++) cross[p.fixedOffset + i * w + w - 1] = 0;
  const tailFirst = p.firstColumn[p.sparse]!;
  for (let r = 0; r < n; r++) {
    const value = weights ? weights[r]! * y[r]! : y[r]!;
    for (let g = 0; g < layout.groups.length; g++) {
      const group = layout.groups[g]!;
      const v = p.positions[g]![group.codes[r]!]!;
      const sparse = v < p.sparse;
      const stride = sparse ? p.stride[v]! : tailStride;
      let at = sparse
        ? p.offset[v]! + stride - 1
        : p.tailOffset + (p.firstColumn[v]! - tailFirst + 1) * tailStride - 1;
      for (let a = 0; a < group.width; a++, at += stride) {
        const z = group.values[a];
        cross[at]! += z ? value * z[r]! : value;
      }
    }
    const row = (of ? of[r]! : r) * (w - 1);
    for (let j = 0; j < w - 1; j++) {
      cross[p.fixedOffset + j * w + w - 1]! += value * x[row + j]!;
    }
    cross[last - 1]! += value * y[r]!;
  }
  cross[last - 1]! += within;
}
