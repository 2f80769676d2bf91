/**
 * Columns of the data as an auditor looks at them: as classifications, whatever the model made of
 * them.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { Column } from "../../data/column.ts";
import type { Table } from "../../data/table.ts";
import { parseFormula } from "../../model/formula/formula.ts";
import { namesIn } from "../../model/formula/terms.ts";
import { crossedAll, type Partition } from "../structure/partition.ts";
import { columnPartition } from "../fitted/random_terms.ts";
import { plural as pluralOf } from "../structure/plural.ts";

/** What a model's formula mentions, by column of the data. */
export interface ModelColumns {
  response: string[];
  fixed: string[];
  /** Columns of each random term's group. */
  groups: string[][];
}

/** The columns that a fit's formula mentions. */
export function modelColumns(fit: Fit): ModelColumns {
  const formula = parseFormula(fit.formula);
  // a part of a model has the model's response
  const response = formula.response ?? fit.parsed.response;
  return {
    response: response ? namesIn(response) : [],
    fixed: [...new Set(fit.fixed.variables.flatMap((v) => v.sources))],
    groups: formula.random.map((t) => [...new Set(t.group.factors.flatMap((e) => namesIn(e)))]),
  };
}

/** The rows of the table in which none of the columns is missing. */
export function completeRows(table: Table, names: readonly string[]): Table {
  const columns = names.flatMap((name) => table.column(name) ?? []);
  const keep: number[] = [];
  for (let i = 0; i < table.nrow; i++) if (columns.every((c) => !isMissing(c, i))) keep.push(i);
  return keep.length === table.nrow ? table : table.filter(Int32Array.from(keep));
}

function isMissing(column: Column, i: number): boolean {
  if (column.kind === "numeric") return Number.isNaN(column.values[i]!);
  return column.kind === "logical" ? column.values[i]! < 0 : column.codes[i]! < 0;
}

/** The classification by some columns; null if one is not in the table. */
export function classification(table: Table, names: readonly string[]): Partition | null {
  const parts: Partition[] = [];
  for (const name of names) {
    const column = table.column(name);
    if (!column) return null;
    parts.push(columnPartition(column));
  }
  return crossedAll(parts, table.nrow);
}

/** Whether two classifications are the same one. */
export function sameClasses(a: Partition, b: Partition): boolean {
  if (a.classes !== b.classes) return false;
  const to = new Int32Array(a.classes).fill(-1);
  for (let i = 0; i < a.codes.length; i++) {
    const seen = to[a.codes[i]!]!;
    if (seen < 0) to[a.codes[i]!] = b.codes[i]!;
    else if (seen !== b.codes[i]) return false;
  }
  return true;
}

/** Whether a column could name units: text, a factor, or whole numbers. */
export function namesUnits(column: Column): boolean {
  if (column.kind === "logical") return false;
  if (column.kind !== "numeric") return true;
  return column.values.every((v) => Number.isInteger(v) && v >= 0);
}

/** English for a number of things: `3 pens`, `1 pen`. */
export function counted(n: number, thing: string): string {
  return `${n} ${n === 1 ? thing : plural(thing)}`;
}

/** The plural of a factor's name, in small letters: `Pen` gives `pens`. */
export function plural(thing: string): string {
  return pluralOf(thing.toLowerCase());
}
