import type { Column } from "../../lib/data/column.ts";

/** The column, if it is of that kind. */
export function columnOf<K extends Column["kind"]>(
  column: Column | undefined,
  kind: K,
): Extract<Column, { kind: K }> {
  if (column?.kind !== kind) throw new Error(`${column?.kind} where ${kind} is expected`);
  return column as Extract<Column, { kind: K }>;
}
