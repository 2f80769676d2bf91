/**
 * A condition for which no row holds: what the columns that it names hold instead.
 *
 * @module
 */
import type { Table } from "../../data/table.ts";
import { nearest } from "../../syntax/nearest.ts";
import type { Expr } from "../../syntax/expr.ts";

/** So many levels are named. */
const MOST = 12;

/** A remark on a table of which a condition leaves no row. */
export function noRows(
  table: Table,
  conditions: readonly (Expr | null)[],
): { code: string; text: string; data: unknown } {
  const names = new Set<string>();
  const words = new Set<string>();
  for (const condition of conditions) if (condition) gather(condition, names, words);
  const held = [...names].flatMap((name) => {
    const values = valuesOf(table, name);
    return values === null ? [] : [{ name, values }];
  });
  const says = held.map(({ name, values }) => {
    const shown = values.slice(0, MOST).join(", ") + (values.length > MOST ? ", …" : "");
    const near = [...words].flatMap((word) =>
      values.includes(word) ? [] : nearest(word, values) ?? []
    )[0];
    return `${name} has ${shown}${near === undefined ? "" : ` (did you mean "${near}"?)`}`;
  });
  return {
    code: "no-rows",
    text: `The condition holds for no row${says.length === 0 ? "" : `: ${says.join("; ")}`}.`,
    data: { columns: held },
  };
}

function gather(expr: Expr, names: Set<string>, words: Set<string>): void {
  if (expr.kind === "name") names.add(expr.name);
  else if (expr.kind === "string") words.add(expr.value);
  else if (expr.kind === "call") {
    for (const { value } of expr.args) if (value) gather(value, names, words);
  }
}

/** What a column of words holds; null for numbers, and for what is no column. */
function valuesOf(table: Table, name: string): string[] | null {
  const column = table.column(name);
  if (column?.kind === "factor") return [...column.levels];
  return column?.kind === "text" ? [...column.dictionary] : null;
}
