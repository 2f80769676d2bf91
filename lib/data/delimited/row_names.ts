/**
 * The names of the rows of a file.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Column } from "../column.ts";
import { numberText } from "../factor.ts";
import type { ColumnFields } from "./column_source.ts";
import type { TextPlaces } from "./text_places.ts";
import { cell, unknownColumn } from "../table.ts";

/** Where the names of rows stand: a column by name or place (from 1), or the names themselves. */
export type RowNames = string | number | readonly string[];

/** The place, from 0, of the column that holds the names of rows; −1 if none does. */
export function rowNameColumn(
  given: RowNames | null | undefined,
  unnamed: boolean,
  names: readonly string[],
): number {
  if (given === undefined) return unnamed ? 0 : -1;
  if (given === null || typeof given === "object") return -1;
  if (typeof given === "string") {
    const at = names.indexOf(given);
    return at < 0 ? unknownColumn(given, names) : at;
  }
  if (Number.isInteger(given) && given >= 1 && given <= names.length) return given - 1;
  return fail("bad-row-names", `There is no column ${given} among ${names.length}`, {
    hint: "row.names = 1 takes the names of rows from the first column",
  });
}

/** Checks names that were given. @throws {DiagnosticError} `bad-row-names` */
export function givenRowNames(names: readonly string[], rows: number): readonly string[] {
  if (names.length !== rows) {
    fail("bad-row-names", `${names.length} names are given for ${rows} rows`, {
      hint: "Give one name for each row, or name the column that holds them",
    });
  }
  const seen = new Set<string>();
  const twice = names.find((name) => seen.has(name) || !seen.add(name));
  if (twice !== undefined) {
    fail("bad-row-names", `The row name "${twice}" is given twice`, {
      hint: "Give each row a name of its own",
    });
  }
  return names;
}

/** Names of rows from a column; one that is missing or stands twice is a fault at its line. */
export function readRowNames(
  column: Column,
  { starts, ends }: ColumnFields,
  places: TextPlaces,
): string[] {
  const seen = new Set<string>();
  return Array.from(starts, (start, i) => {
    const name = nameIn(column, i);
    if (name === null || seen.has(name)) {
      places.add(
        "bad-row-names",
        start,
        ends[i]!,
        name === null ? "This row has no name" : `The row name "${name}" stands twice`,
        "Give each row a name of its own; with row.names = NULL they are a column",
      );
    }
    if (name !== null) seen.add(name);
    return name ?? "";
  });
}

function nameIn(column: Column, i: number): string | null {
  const value = cell(column, i);
  if (typeof value === "number") return numberText(value);
  return typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : value;
}
