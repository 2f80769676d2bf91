/**
 * A new response for a model that is set up: only the columns of y in the cross-products change.
 *
 * @module
 */
import type { RandomLayout } from "../../covariance/random_structure.ts";
import type { MixedRows } from "../../elimination/cross.ts";
import type { EliminationPattern } from "../../elimination/pattern.ts";

/**
 * Writes the cross-products of a response into `cross`.
 *
 * @param y mean response of each cell, centred as the problem's own
 * @param within sum of squares within cells
 */
export function writeResponse(
  { layout, pattern, rows }: {
    layout: RandomLayout;
    pattern: EliminationPattern;
    rows: MixedRows;
  },
  cross: Float64Array,
  y: Float64Array,
  within: number,
): void {
  const { n, p, x, of, weights } = rows;
  const corner = pattern.length - 1;
  for (let v = 0; v < pattern.nodes; v++) {
    for (let a = 0; a < pattern.width[v]!; a++) cross[pattern.fixedOf(v, a) + p] = 0;
  }
  for (let i = 0; i <= p; i++) cross[pattern.fixedRow(i) + p] = 0;
  for (let r = 0; r < n; r++) {
    const value = weights ? weights[r]! * y[r]! : y[r]!;
    for (let g = 0; g < layout.groups.length; g++) {
      const group = layout.groups[g]!;
      const v = pattern.positions[g]![group.codes[r]!]!;
      const length = pattern.rowLength(v);
      let at = pattern.fixedOf(v) + p;
      for (let a = 0; a < group.width; a++, at += length) {
        const z = group.values[a];
        cross[at]! += z ? value * z[r]! : value;
      }
    }
    const row = (of ? of[r]! : r) * p;
    for (let j = 0; j < p; j++) cross[pattern.fixedRow(j) + p]! += value * x[row + j]!;
    cross[corner]! += value * y[r]!;
  }
  cross[corner]! += within;
}
