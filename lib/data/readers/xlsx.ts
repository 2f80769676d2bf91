/**
 * Tables in sheets of Excel workbooks, by the rules of R's package readxl: the rectangle of cells that
 * hold something, names in its first row, and for each column the kind that holds all of its cells.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import type { Note } from "../../note.ts";
import type { Column } from "../column.ts";
import { namesOf } from "../column_names.ts";
import { numberText } from "../factor.ts";
import { textColumn, withFactors } from "../table_from.ts";
import { Table } from "../table.ts";
import {
  columnLetters,
  secondsOf,
  type Sheet,
  type SheetAsked,
  type SheetCell,
  sheetCells,
} from "./sheet_cells.ts";
import { rangeOf, type Rectangle } from "./sheet_range.ts";
import type { TableFacts } from "./table_reader.ts";

/** Kinds of columns that can be asked for. */
export const SHEET_TYPES = ["skip", "guess", "logical", "numeric", "date", "text"] as const;
/** One of them. */
export type SheetType = typeof SHEET_TYPES[number];

/** How a sheet is read. */
export interface SheetOptions {
  sheet?: SheetAsked;
  /** `B2:F20`, with the name of the sheet before it if need be; it goes before `skip` and `mostRows`. */
  range?: string;
  /** Rows passed over at least. */
  skip?: number;
  mostRows?: number;
  header?: boolean;
  columnNames?: readonly string[];
  types?: readonly SheetType[];
  naStrings?: readonly string[];
  trim?: boolean;
  /** From how many rows the kind of a column is taken. */
  guess?: number;
}

/** What a column becomes. */
type Shape = Exclude<SheetType, "skip" | "guess">;

/** Powers of ten up to which numbers are written out. */
const MOST_PLAIN = 200;

const BLANK: SheetCell = { kind: "blank" };

/** The table in a sheet. @throws {DiagnosticError} whatever is wrong with the file */
export async function readWorkbook(
  bytes: Uint8Array,
  options: TableFacts & SheetOptions,
): Promise<Table> {
  const what = options.file === undefined ? "The file" : `"${options.file}"`;
  keepWithin(LIMITS.fileBytes, bytes.length, `Bytes of ${what}`, SMALLER);
  const range = options.range === undefined ? null : rangeOf(options.range);
  const sheet = await sheetCells(bytes, range?.sheet ?? options.sheet, what);
  const asked = range?.box ?? filledBox(sheet, options);
  const box = holdsCells(sheet, asked) ? asked : NOTHING;
  const notes = uncalculated(sheet, box);
  return withFactors(tableOf(new Cells(sheet, box, options), options, notes, what), options);
}

/** Formulas that were never calculated have no values in the file. */
function uncalculated({ name, uncalculated }: Sheet, box: Rectangle): Note[] {
  const cells = uncalculated.filter(({ row, column }) =>
    row >= box.top && row <= box.bottom && column >= box.left && column <= box.right
  ).map(({ row, column }) => `${columnLetters(column)}${row + 1}`);
  if (cells.length === 0) return [];
  const one = cells.length === 1;
  return [{
    code: "formula-without-value",
    text: `${cells.slice(0, 5).join(", ")}${cells.length > 5 ? " …" : ""} of sheet "${name}" ` +
      (one
        ? "holds a formula whose value the file does not have; it is missing"
        : "hold formulas whose values the file does not have; they are missing"),
    data: { cells: cells.slice(0, 100) },
  }];
}

/** No cells at all. */
const NOTHING: Rectangle = { top: 0, bottom: -1, left: 0, right: -1 };

/** Whether any cell of a rectangle holds something; else there is no table, as in readxl. */
function holdsCells({ cells }: Sheet, { top, bottom, left, right }: Rectangle): boolean {
  for (const [row, columns] of cells) {
    if (row < top || row > bottom) continue;
    for (const column of columns.keys()) if (column >= left && column <= right) return true;
  }
  return false;
}

const SMALLER = { hint: "Take out columns and rows that the page does not need" };

/** The rectangle of the cells that hold something, from the first row that is asked for. */
function filledBox(
  { cells }: Sheet,
  { skip = 0, mostRows, header = true }: SheetOptions,
): Rectangle {
  let [top, bottom, left, right] = [Infinity, -1, Infinity, -1];
  const rows = [...cells.keys()].filter((row) => row >= skip).sort((a, b) => a - b);
  const last = mostRows === undefined || rows.length === 0
    ? Infinity
    : rows[0]! + mostRows - (header ? 0 : 1);
  for (const row of rows) {
    if (row > last) break;
    top = Math.min(top, row);
    bottom = row;
    for (const column of cells.get(row)!.keys()) {
      left = Math.min(left, column);
      right = Math.max(right, column);
    }
  }
  return bottom < 0 ? NOTHING : { top, bottom, left, right };
}

/** Cells of a rectangle, with what stands for missing made blank. */
class Cells {
  readonly width: number;
  readonly height: number;
  readonly #missing: ReadonlySet<string>;
  readonly #trim: boolean;

  constructor(
    private readonly sheet: Sheet,
    readonly box: Rectangle,
    { naStrings = [""], trim = true }: SheetOptions,
  ) {
    this.width = Math.max(0, box.right - box.left + 1);
    this.height = Math.max(0, box.bottom - box.top + 1);
    this.#missing = new Set(naStrings);
    this.#trim = trim;
  }

  at(row: number, column: number): SheetCell {
    const { top, left } = this.box;
    const cell = this.sheet.cells.get(top + row)?.get(left + column) ?? BLANK;
    if (cell.kind === "blank") return cell;
    const own = cell.kind === "text" && this.#trim ? { ...cell, value: trimmed(cell.value) } : cell;
    return this.#missing.has(textOf(own)!) ? BLANK : own;
  }

  address(row: number, column: number): string {
    return `${columnLetters(this.box.left + column)}${this.box.top + row + 1}`;
  }
}

const trimmed = (text: string): string => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");

/** A cell as text; a day as the number that Excel keeps. */
function textOf(cell: SheetCell): string | null {
  switch (cell.kind) {
    case "blank":
      return null;
    case "text":
      return cell.value;
    case "logical":
      return cell.value ? "TRUE" : "FALSE";
    default:
      return plainNumber(cell.serial);
  }
}

/** A number of 15 digits as readxl writes it: without a power of ten where there is room. */
function plainNumber(value: number): string {
  const text = numberText(value);
  const found = /^(-?)(\d)(?:\.(\d+))?e([-+]\d+)$/.exec(text);
  if (!found || Math.abs(Number(found[4])) > MOST_PLAIN) return text;
  if (Number.isInteger(value)) return BigInt(value).toString();
  const [, sign = "", first = "", rest = "", power = "0"] = found;
  return `${sign}0.${"0".repeat(-Number(power) - 1)}${first}${rest}`;
}

function tableOf(cells: Cells, options: SheetOptions, notes: Note[], what: string): Table {
  const { width, height } = cells;
  keepWithin(LIMITS.fileColumns, width, `Columns of ${what}`, SMALLER);
  keepWithin(LIMITS.values, width * height, `Cells between the first and the last of ${what}`, {
    hint: 'Name those that are read: range = "A1:F200"',
  });
  const types = typesOf(options, width);
  const header = (options.header ?? true) && height > 0;
  const first = header ? 1 : 0;
  const names = columnNames(cells, options, types, header);
  const columns: Column[] = [];
  for (let j = 0; j < width; j++) {
    const asked = types[j]!;
    if (asked === "skip") continue;
    const type: Shape = asked === "guess" ? guessed(cells, j, first, options.guess ?? 1000) : asked;
    columns.push(columnOf(names[j]!, cells, j, first, type, notes));
  }
  const nrow = Math.max(0, height - first);
  const origin = { columns, rowNames: null, factors: {}, text: null };
  return new Table(columns, { nrow, notes, origin });
}

function typesOf({ types = ["guess"] }: SheetOptions, width: number): SheetType[] {
  if (types.length === 1) return new Array<SheetType>(width).fill(types[0]!);
  if (types.length === width) return [...types];
  return fail("wrong-argument", `${types.length} types are given for ${width} columns`, {
    hint: 'Give one for each column, or one for all; "guess" leaves a column as it is',
  });
}

function columnNames(
  cells: Cells,
  { columnNames: given }: SheetOptions,
  types: readonly SheetType[],
  header: boolean,
): string[] {
  const { width } = cells;
  const kept = types.flatMap((type, j) => type === "skip" ? [] : [j]);
  if (given && given.length !== width && given.length !== kept.length) {
    return fail("wrong-argument", `${given.length} names are given for ${width} columns`, {
      hint: "Give a name to each column",
    });
  }
  const raw = (j: number, k: number): string =>
    given
      ? given[given.length === width ? j : k] ?? ""
      : header
      ? textOf(cells.at(0, j)) ?? ""
      : "";
  const names = namesOf(kept.map(raw), "placed");
  const all: string[] = new Array<string>(width).fill("");
  // a name is made different by the place that its column has in the sheet
  kept.forEach((j, k) => all[j] = names[k]!.replace(/\.\.\.\d+$/, () => `...${j + 1}`));
  return all;
}

const ORDER = ["blank", "logical", "date", "number", "text"] as const;

/** The kind that holds all cells of a column. */
function guessed(cells: Cells, j: number, first: number, most: number): Shape {
  let found = 0;
  const end = Math.min(cells.height, first + most);
  for (let i = first; i < end && found < 4; i++) {
    found = Math.max(found, ORDER.indexOf(cells.at(i, j).kind));
  }
  return (["logical", "logical", "date", "numeric", "text"] as const)[found]!;
}

function columnOf(
  name: string,
  cells: Cells,
  j: number,
  first: number,
  type: Shape,
  notes: Note[],
): Column {
  const n = Math.max(0, cells.height - first);
  const lost: string[] = [];
  const each = <T>(of: (cell: SheetCell) => T | undefined, missing: T): T[] =>
    Array.from({ length: n }, (_, i) => {
      const cell = cells.at(first + i, j);
      const value = cell.kind === "blank" ? missing : of(cell);
      if (value === undefined) lost.push(cells.address(first + i, j));
      return value ?? missing;
    });
  const column = made(name, type, each);
  if (lost.length > 0) {
    notes.push({
      code: "not-of-the-type",
      text: `${lost.slice(0, 5).join(", ")}${lost.length > 5 ? " …" : ""} ` +
        (lost.length === 1
          ? `holds no ${WORDS[type]}, which ${name} has; it is missing`
          : `hold no ${WORDS[type]}, which ${name} has; they are missing`),
      data: { column: name, cells: lost.slice(0, 100) },
    });
  }
  if (type === "date") {
    notes.push({
      code: "dates-as-numbers",
      text: `${name} is read as seconds since 1 January 1970, as a model in R takes it`,
      data: { column: name, class: "POSIXct", zone: "UTC" },
    });
  }
  return column;
}

const WORDS = { logical: "truth value", numeric: "number", date: "day", text: "text" } as const;

function made(
  name: string,
  type: Shape,
  each: <T>(of: (cell: SheetCell) => T | undefined, missing: T) => T[],
): Column {
  switch (type) {
    case "text":
      return textColumn(name, each<string | null>((cell) => textOf(cell), null));
    case "logical":
      return { kind: "logical", name, values: Int8Array.from(each(truthOf, -1)) };
    case "numeric":
      return { kind: "numeric", name, values: Float64Array.from(each(numberOf, NaN)) };
    case "date":
      return { kind: "numeric", name, values: Float64Array.from(each(dayOf, NaN)) };
  }
}

function truthOf(cell: SheetCell): number | undefined {
  if (cell.kind === "logical") return cell.value ? 1 : 0;
  if (cell.kind === "number") return cell.value === 0 ? 0 : 1;
  if (cell.kind !== "text") return undefined;
  if (/^(T|TRUE|true|True)$/.test(cell.value)) return 1;
  return /^(F|FALSE|false|False)$/.test(cell.value) ? 0 : undefined;
}

function numberOf(cell: SheetCell): number | undefined {
  if (cell.kind === "logical") return cell.value ? 1 : 0;
  if (cell.kind === "number" || cell.kind === "date") return cell.serial;
  if (cell.kind !== "text") return undefined;
  return /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(cell.value)
    ? Number(cell.value)
    : undefined;
}

function dayOf(cell: SheetCell): number | undefined {
  if (cell.kind === "date") return cell.value;
  return cell.kind === "number" ? secondsOf(cell.serial) : undefined;
}
