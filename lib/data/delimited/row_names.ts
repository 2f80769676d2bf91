/**
 * The names of the rows of a file.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { TextColumn } from "../column.ts";
import type { TextPlaces } from "./text_places.ts";
import { unknownColumn } from "../table.ts";

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
  { codes, dictionary }: TextColumn,
  starts: Int32Array,
  ends: Int32Array,
  places: TextPlaces,
): string[] {
  const seen = new Uint8Array(dictionary.length);
  return Array.from(codes, (code, i) => {
    const name = code < 0 ? null : dictionary[code]!;
    if (name === null || seen[code] === 1) {
      places.add(
        "bad-row-names",
        starts[i]!,
        ends[i]!,
        name === null ? "This row has no name" : `The row name "${name}" stands twice`,
        "Give each row a name of its own; with row.names = NULL they are a column",
      );
    }
    if (code >= 0) seen[code] = 1;
    return name ?? "";
  });
}
