/**
 * Rows that belong together: cells of crossed groups, in the order of the groups, the first fastest.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import { groupsOf } from "../base/grouping.ts";
import { isMissingAt } from "../base/elements.ts";
import { isVector, lengthOf, type Value } from "../values/value.ts";

/** The cells that occur: the rows (from 0) of each. */
export function cellsOf(call: Call, groups: readonly Value[], rows: readonly number[]): number[][] {
  const found = groups.map((g) => groupsOf(g, call));
  const cells = new Map<number, number[]>();
  for (const i of rows) {
    let cell = 0;
    let step = 1;
    for (const g of found) {
      const code = g.codes[i]!;
      if (code < 0) cell = NaN;
      cell += code * step;
      step *= g.levels.length;
    }
    if (Number.isNaN(cell)) continue;
    const own = cells.get(cell);
    if (own) own.push(i);
    else cells.set(cell, [i]);
  }
  return [...cells].sort(([a], [b]) => a - b).map(([, rows]) => rows);
}

/** Rows in which no variable is missing. */
export function completeRows(variables: readonly Value[]): number[] {
  const n = variables.length === 0 ? 0 : lengthOf(variables[0]!);
  return Array.from({ length: n }, (_, i) => i).filter((i) =>
    variables.every((v) => !isVector(v) || !isMissingAt(v, i))
  );
}
