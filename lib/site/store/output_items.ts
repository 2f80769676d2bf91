/**
 * What R printed and drew: texts, tables and pictures, as they are stored and as a page shows them.
 *
 * @module
 */
import { LIMITS } from "../../limits.ts";
import type { Shown, ShownFrame } from "../../render/shown.ts";
import { isPlainObject, listOf, textOf, unfit } from "./unfit.ts";

/** Characters of one text. */
const MOST_CHARACTERS = 500_000;

/** Things that one block shows. */
const MOST_ITEMS = 200;

/** A picture beside the file. */
export interface PictureItem {
  picture: string;
  sha256: string;
}

/** One thing that R gave. */
export type OutputItem =
  | { text: string[] }
  /** What R warned of. */
  | { warning: string[] }
  | { table: Omit<ShownFrame, "kind" | "notes"> }
  | PictureItem;

/** Reads what stands in a store. @throws {Unfit} */
export function readItems(value: unknown): OutputItem[] {
  const items = listOf(value, "the output of a block");
  if (items.length > MOST_ITEMS) unfit(`a block shows more than ${MOST_ITEMS} things`);
  return items.map(readItem);
}

function readItem(value: unknown): OutputItem {
  if (!isPlainObject(value)) unfit("a thing that is shown is no object");
  if (value["text"] !== undefined) return { text: readLines(value["text"]) };
  if (value["warning"] !== undefined) return { warning: readLines(value["warning"]) };
  if (value["table"] !== undefined) return { table: readTable(value["table"]) };
  const picture = textOf(value["picture"], "a thing that is neither text, table nor picture");
  if (!/^[a-z0-9][a-z0-9-]{0,60}\.(svg|png)$/.test(picture)) {
    unfit(`"${picture.slice(0, 40)}" is no name of a picture`);
  }
  return { picture, sha256: textOf(value["sha256"], "the digest of a picture") };
}

function readLines(value: unknown): string[] {
  const lines = listOf(value, "a text").map((line) => textOf(line, "a line"));
  if (lines.reduce((sum, line) => sum + line.length + 1, 0) > MOST_CHARACTERS) {
    unfit(`a text has more than ${MOST_CHARACTERS} characters`);
  }
  return lines;
}

const TYPES = new Set(["numeric", "character", "logical", "factor"]);

/** Reads a table. @throws {Unfit} */
export function readTable(value: unknown): Omit<ShownFrame, "kind" | "notes"> {
  if (!isPlainObject(value)) unfit("a table is no object");
  const columns = listOf(value["columns"], "the columns of a table").map(readColumn);
  const rows = columns[0]?.values.length ?? 0;
  if (columns.some(({ values }) => values.length !== rows)) unfit("a table's columns differ");
  if (rows * columns.length > LIMITS.shown.most) unfit("a table has too many cells");
  const { rowNames, console } = value;
  const names = rowNames === null || rowNames === undefined
    ? null
    : listOf(rowNames, "the names of rows").map((name) => textOf(name, "the name of a row"));
  if (names !== null && names.length !== rows && columns.length > 0) {
    unfit("a table has other names than rows");
  }
  return {
    columns,
    rowNames: names,
    ...(console === undefined ? {} : { console: readLines(console) }),
  };
}

function readColumn(value: unknown): ShownFrame["columns"][number] {
  if (!isPlainObject(value)) unfit("a column is no object");
  const name = textOf(value["name"], "the name of a column");
  const type = textOf(value["type"], "the type of a column");
  if (!TYPES.has(type)) unfit("a column of a type that no table has");
  const values = listOf(value["values"], "a column").map((cell) => {
    if (cell === null) return null;
    if (type === "logical") return typeof cell === "boolean" ? cell : unfit("a cell of its own");
    if (type !== "numeric") return textOf(cell, "a cell");
    return typeof cell === "number" || /^(-?Inf|NaN)$/.test(String(cell))
      ? cell as number | string
      : unfit("a cell that is no number");
  });
  return {
    name,
    type: type as "numeric" | "character" | "logical" | "factor",
    values,
    ...(value["integer"] === true ? { integer: true } : {}),
  };
}

/** What a text or a table is on a page; `markup` makes a picture's. */
export function shownOf(item: OutputItem, markup: (item: PictureItem) => Shown): Shown {
  if ("text" in item) return { kind: "text", text: item.text.map(plainLine).join("\n") };
  if ("warning" in item) {
    return { kind: "text", text: `Warning: ${item.warning.map(plainLine).join("\n")}` };
  }
  if ("picture" in item) return markup(item);
  const { columns, rowNames, console } = item.table;
  return {
    kind: "frame",
    columns: columns.map((column) => ({
      ...column,
      name: plainLine(column.name),
      values: column.values.map((cell) => typeof cell === "string" ? plainLine(cell) : cell),
    })),
    rowNames: rowNames?.map(plainLine) ?? null,
    notes: [],
    ...(console === undefined ? {} : { console: console.map(plainLine) }),
  };
}

/** Colours of a terminal, and what follows them. */
// deno-lint-ignore no-control-regex
const COLOURS = /\x1b(?:\[[0-9;:?]*[A-Za-z]|\][^\x07\x1b]*(?:\x07|\x1b\\))/g;

/** Signs that control a terminal, or turn the order of those round about them. */
// deno-lint-ignore no-control-regex
const CONTROLS = /[\0-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A line without what is no sign to read. */
export function plainLine(line: string): string {
  return line.replace(COLOURS, "").replace(CONTROLS, "\ufffd").toWellFormed();
}
