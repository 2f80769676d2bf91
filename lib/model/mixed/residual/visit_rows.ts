/**
 * Rows whose residuals have a structure, by subject and visit.
 *
 * @module
 */
import type { RandomLayout } from "../../covariance/random_structure.ts";
import type { MixedRows } from "../../elimination/cross.ts";
import type { EliminationPattern } from "../../elimination/pattern.ts";

/** Rows by subject and visit. */
export interface VisitRows {
  readonly rows: MixedRows;
  readonly layout: RandomLayout;
  readonly pattern: EliminationPattern;
  /** Of each row. */
  readonly subject: Int32Array;
  readonly visit: Int32Array;
  readonly subjects: number;
}

/** A row of Z: by node that it meets, in the order of elimination, the values of its columns. */
export function nodesOf({ layout, pattern }: VisitRows, row: number): Map<number, number[]> {
  const all = layout.groups.map((g, index): [number, number[]] => [
    pattern.positions[index]![g.codes[row]!]!,
    g.values.map((z) => z ? z[row]! : 1),
  ]);
  return new Map(all.sort(([a], [b]) => a - b));
}
