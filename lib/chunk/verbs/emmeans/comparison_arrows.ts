/**
 * Arrows from means whose overlaps say which of them differ: of two means the arrow of the lower one to
 * the right and that of the higher one to the left are together as long as the least difference that is
 * significant. Lengths are the least squares solution of that for all pairs, pairs near the border
 * counting most; equal standard errors give every arrow half of the least significant difference.
 *
 * @module
 */
import type { ContrastRow } from "../../../inference/contrast/contrast_table.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import { lu, solveLU } from "../../../math/algebra/lu.ts";

/** Ends of the arrows of each mean; null where it has none on that side. */
export interface Arrows {
  left: (number | null)[];
  right: (number | null)[];
  /** Whether arrows overlap exactly where means do not differ. */
  agrees: boolean;
}

/** The arrows of means within groups, by their pairwise comparisons in the order of `pairs()`. */
export function arrowsOf(
  grid: MeansGrid,
  by: readonly string[],
  comparisons: readonly ContrastRow[],
): Arrows {
  const left: (number | null)[] = grid.rows.map(() => null);
  const right: (number | null)[] = grid.rows.map(() => null);
  const groups = new Map<string, number[]>();
  grid.rows.forEach((r, i) => {
    const key = by.map((f) => String(r.at[f])).join("\n");
    groups.set(key, [...groups.get(key) ?? [], i]);
  });
  let agrees = true, next = 0;
  for (const members of groups.values()) {
    const pairs: { low: number; high: number; difference: number; least: number }[] = [];
    members.forEach((a, i) => {
      for (const b of members.slice(i + 1)) {
        const row = comparisons[next++];
        const [u, v] = [grid.rows[a]!.estimate, grid.rows[b]!.estimate];
        if (!row || row.lower === null || row.upper === null || u === null || v === null) continue;
        pairs.push({
          low: u < v ? a : b,
          high: u < v ? b : a,
          difference: Math.abs(u - v),
          least: (row.upper - row.lower) / 2,
        });
      }
    });
    const lengths = lengthsOf(pairs);
    agrees &&= pairs.every((p) => {
      const reach = lengths.right.get(p.low)! + lengths.left.get(p.high)!;
      return (reach > p.difference) === (p.least > p.difference);
    });
    for (const [i, length] of lengths.left) left[i] = grid.rows[i]!.estimate! - length;
    for (const [i, length] of lengths.right) right[i] = grid.rows[i]!.estimate! + length;
  }
  return { left, right, agrees };
}

function lengthsOf(
  pairs: readonly { low: number; high: number; difference: number; least: number }[],
): { left: Map<number, number>; right: Map<number, number> } {
  const lows = [...new Set(pairs.map((p) => p.low))],
    highs = [...new Set(pairs.map((p) => p.high))];
  const at = (p: { low: number; high: number }): [number, number] => [
    lows.indexOf(p.low),
    lows.length + highs.indexOf(p.high),
  ];
  const n = lows.length + highs.length;
  const typical = pairs.reduce((s, p) => s + p.least, 0) / Math.max(1, pairs.length);
  const normal = new Float64Array(n * n);
  const side = new Float64Array(n);
  for (const p of pairs) {
    const weight = 1 / (0.02 + Math.abs(p.difference - p.least) / typical) ** 2;
    const places = at(p);
    for (const i of places) {
      side[i]! += weight * p.least;
      for (const j of places) normal[i * n + j]! += weight;
    }
  }
  // sums alone are known: among equally good lengths those nearest to half of the difference
  for (let i = 0; i < n; i++) {
    normal[i * n + i]! += 1e-6;
    side[i]! += 1e-6 * typical / 2;
  }
  solveLU(lu(normal, n), side);
  const length = (k: number): number => Math.max(0, side[k]!);
  return {
    right: new Map(lows.map((m, k) => [m, length(k)])),
    left: new Map(highs.map((m, k) => [m, length(lows.length + k)])),
  };
}
