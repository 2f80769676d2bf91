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

/**
 * The rows times the roots of their weights, and log|W|: with R = W^(−1/2) C W^(−1/2) it is these that C
 * stands between.
 */
export function weighedRows(data: VisitRows): { data: VisitRows; logWeights: number } {
  const { rows, layout } = data;
  const { n, p, x, of, y, weights } = rows;
  if (!weights) return { data, logWeights: 0 };
  const roots = weights.map(Math.sqrt);
  const scaled = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    const from = (of ? of[i]! : i) * p;
    for (let j = 0; j < p; j++) scaled[i * p + j] = roots[i]! * x[from + j]!;
  }
  const groups = layout.groups.map((g) => ({
    ...g,
    values: g.values.map((z) => z ? z.map((v, i) => v * roots[i]!) : roots),
  }));
  return {
    data: {
      ...data,
      rows: { n, p, x: scaled, of: null, y: y.map((v, i) => v * roots[i]!), weights: null },
      layout: { ...layout, groups },
    },
    logWeights: weights.reduce((sum, w) => sum + Math.log(w), 0),
  };
}

/** A row of Z: by node that it meets, in the order of elimination, the values of its columns. */
export function nodesOf({ layout, pattern }: VisitRows, row: number): Map<number, number[]> {
  const all = layout.groups.map((g, index): [number, number[]] => [
    pattern.positions[index]![g.codes[row]!]!,
    g.values.map((z) => z ? z[row]! : 1),
  ]);
  return new Map(all.sort(([a], [b]) => a - b));
}
