/**
 * A result as a table: columns with the numbers behind them and the text that is shown, rows in
 * groups, and what stands below. HTML, LaTeX, CSV and JSON are written from it.
 *
 * @module
 */
import type { TableArrangement } from "../shown.ts";

/** What a column holds; it decides how it is aligned and set. */
export type ColumnKind = "label" | "number" | "p" | "text" | "letters";

/** A column of a table. */
export interface TableColumn {
  /** R's name of the column, used in CSV, JSON and for look-up. */
  name: string;
  /** The head as it is read: plain text; `italic` sets it as a symbol. */
  head: string;
  italic?: boolean;
  kind: ColumnKind;
  /** Unrounded; null is missing. ±Infinity as numbers. */
  values: (number | string | boolean | null)[];
  /** What is shown, one a row, in R's ASCII: `-1.5`, `3.441e-05`; empty for nothing. */
  cells: string[];
  /** Where its words stand, where that was asked for. */
  align?: "left" | "center" | "right";
  /** A raised letter after the head that leads to a note. */
  mark?: string;
}

/** Consecutive rows under a heading of their own. */
export interface RowGroup {
  title: string;
  rows: number[];
}

/** An interval drawn in the last column of each row. */
export interface DrawnIntervals {
  middle: (number | null)[];
  lower: (number | null)[];
  upper: (number | null)[];
  standardError: (number | null)[];
}

/** A table before it is written in any format. */
export interface TableModel {
  columns: TableColumn[];
  groups: RowGroup[];
  /** Key of the model term of each row, for marking; empty for none. */
  terms: string[];
  /** Names of the columns that name a row. */
  rowHeads: string[];
  /** Two columns under one head, e.g. the limits of an interval. */
  spans: { from: string; to: string; head: string }[];
  /** Rows of heads above those of the columns, the innermost first; empty heads head nothing. */
  above: { head: string; width: number }[][];
  /** Lines below the table. */
  notes: string[];
  intervals: DrawnIntervals | null;
}

/** All rows in one group. */
function singleGroup(rows: number): RowGroup[] {
  return [{ title: "", rows: Array.from({ length: rows }, (_, i) => i) }];
}

/** The rows of a table that somebody arranged: those between two headings are a group without one. */
export function rowGroups({ groups }: TableArrangement, rows: number): RowGroup[] {
  const out: RowGroup[] = [];
  let next = 0;
  const until = (end: number, title: string): void => {
    if (end <= next) return;
    out.push({ title, rows: Array.from({ length: end - next }, (_, i) => next + i) });
    next = end;
  };
  for (const { title, from, to } of [...groups].sort((a, b) => a.from - b.from)) {
    until(Math.min(from, rows), "");
    until(Math.min(to + 1, rows), title);
  }
  until(rows, "");
  return out;
}

/** A table with nothing special about it. */
export function plainTable(columns: TableColumn[], rest: Partial<TableModel> = {}): TableModel {
  const rows = columns[0]?.values.length ?? 0;
  return {
    columns,
    groups: singleGroup(rows),
    terms: Array.from({ length: rows }, () => ""),
    rowHeads: columns[0] ? [columns[0].name] : [],
    spans: [],
    above: [],
    notes: [],
    intervals: null,
    ...rest,
  };
}
