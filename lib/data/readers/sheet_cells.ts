/**
 * The cells of one sheet of a workbook. SheetJS parses it; it is loaded when a workbook is read first.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { nearest } from "../../syntax/nearest.ts";
import { checkArchive } from "./sheet_archive.ts";

/** What a cell holds: a number, a text, a truth value, or a day and time (seconds since 1970). */
export type SheetCell =
  | { kind: "number"; value: number; serial: number }
  | { kind: "date"; value: number; serial: number }
  | { kind: "text"; value: string }
  | { kind: "logical"; value: boolean }
  | { kind: "blank" };

/** Cells that are there, by row and column from 0. */
export interface Sheet {
  name: string;
  cells: Map<number, Map<number, SheetCell>>;
  /** Formulas whose value the file does not hold. */
  uncalculated: { row: number; column: number }[];
}

/** Which sheet is asked for: its name or its place, the first if nothing is said. */
export type SheetAsked = string | number | undefined;

/** A cell as SheetJS has it. */
interface LibraryCell {
  t: "b" | "n" | "e" | "s" | "d" | "z";
  v?: unknown;
  z?: unknown;
  f?: string;
}

/** The cells of a sheet. @throws {DiagnosticError} `unknown-sheet`, `damaged-file` and those of the archive */
export async function sheetCells(
  bytes: Uint8Array,
  asked: SheetAsked,
  what: string,
): Promise<Sheet> {
  await checkArchive(bytes, what);
  const { read, SSF } = await import("@e965/xlsx");
  const options = {
    type: "array",
    cellNF: true,
    cellText: false,
    cellHTML: false,
    cellDates: false,
    nodim: true,
  } as const;
  let names: readonly string[] = [];
  const parsed = (() => {
    try {
      names = read(bytes, { ...options, bookSheets: true }).SheetNames;
      const name = typeof asked === "string" ? asked : names[(asked ?? 1) - 1];
      if (name === undefined || !names.includes(name)) return null;
      const book = read(bytes, { ...options, sheets: name });
      return { name, book, sheet: book.Sheets[name] };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return fail("damaged-file", `${what} is damaged: ${why}`, {
        hint: "Save it anew as an Excel workbook (.xlsx)",
      });
    }
  })();
  if (parsed === null) return unknownSheet(asked, names, what);
  const { name, sheet, book } = parsed;
  if (!sheet) {
    return fail("not-a-table", `Sheet "${name}" of ${what} holds no cells`, {
      hint: `Read another one: sheet = "NAME"; there are ${names.length}`,
    });
  }
  const late = book.Workbook?.WBProps?.date1904 === true;
  const out: Sheet = { name, cells: new Map(), uncalculated: [] };
  for (const [address, value] of Object.entries(sheet as Record<string, LibraryCell>)) {
    const at = /^([A-Z]{1,3})([0-9]{1,7})$/.exec(address);
    if (!at) continue;
    const cell = cellOf(value, late, (format) => SSF.is_date(format) === true);
    if (cell.kind === "blank" && value.f === undefined && value.t === "z") continue;
    const row = Number(at[2]) - 1;
    const column = columnNumber(at[1]!);
    if (value.f !== undefined && cell.kind === "blank" && value.t !== "e") {
      out.uncalculated.push({ row, column });
    }
    const cells = out.cells.get(row) ?? new Map<number, SheetCell>();
    out.cells.set(row, cells.set(column, cell));
  }
  return out;
}

/** The names of all sheets. @throws {DiagnosticError} `damaged-file` and those of the archive */
export async function sheetNames(bytes: Uint8Array, what: string): Promise<readonly string[]> {
  await checkArchive(bytes, what);
  const { read } = await import("@e965/xlsx");
  try {
    return read(bytes, { type: "array", bookSheets: true }).SheetNames;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail("damaged-file", `${what} is damaged: ${why}`, {
      hint: "Save it anew as an Excel workbook (.xlsx)",
    });
  }
}

function unknownSheet(asked: SheetAsked, names: readonly string[], what: string): never {
  const listed = names.map((n) => `"${n}"`).join(", ");
  const near = typeof asked === "string" ? nearest(asked, [...names]) : null;
  return fail(
    "unknown-sheet",
    typeof asked === "string"
      ? `${what} has no sheet "${asked}"`
      : `${what} has ${names.length} sheets, and no sheet ${asked}`,
    { hint: near ? `Did you mean "${near}"?` : `Its sheets are ${listed}` },
  );
}

function cellOf(cell: LibraryCell, late: boolean, isDate: (format: string) => boolean): SheetCell {
  const { t, v, z } = cell;
  if (t === "n" && typeof v === "number") {
    return typeof z === "string" && isDate(z)
      ? { kind: "date", value: secondsOf(v, late), serial: v }
      : { kind: "number", value: v, serial: v };
  }
  if (t === "b") return { kind: "logical", value: v === true };
  if (t === "s" && typeof v === "string" && v !== "") return { kind: "text", value: v };
  return { kind: "blank" };
}

/** Seconds since 1970 of a day number; Excel's 1900 has a 29 February that never was. */
export function secondsOf(serial: number, late = false): number {
  const days = late ? serial - 24107 : (serial < 60 ? serial + 1 : serial) - 25569;
  return Math.round(days * 86400 * 10_000) / 10_000;
}

/** The number of a column, from 0: `B` is 1. */
export function columnNumber(letters: string): number {
  let n = 0;
  for (const letter of letters) n = 26 * n + letter.charCodeAt(0) - 64;
  return n - 1;
}

/** The letters of a column, from 0. */
export function columnLetters(column: number): string {
  let text = "";
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    text = String.fromCharCode(65 + (n - 1) % 26) + text;
  }
  return text;
}
