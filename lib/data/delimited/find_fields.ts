/**
 * Where the fields of a delimited text are: its header, and its rows.
 *
 * @module
 */
import { tell } from "../../progress.ts";
import { greatest } from "../../lists.ts";
import type { Dialect } from "./dialect.ts";
import { FieldScanner } from "./field_scanner.ts";
import { grouped, LIMITS } from "../../limits.ts";
import { PlainNumbers } from "./plain_numbers.ts";
import { otherDelimiter } from "./other_delimiter.ts";
import { meantText } from "./quoted_text.ts";
import { countLineEnds, type TextPlaces } from "./text_places.ts";

/** What of a text is read, and what its lines are. */
export interface Extent {
  /** Whether the first line holds names; `shorter`: if it has one field fewer than the others. */
  header?: boolean | "shorter";
  /** What columns without a header are called, before their number. Default `V`. */
  prefix?: string;
  /** Blanks around the names of the header belong to them. */
  keepHeaderBlanks?: boolean;
  /** Names in place of those of the header. */
  columnNames?: readonly string[];
  /** Whether a header may have one name fewer than the rows have fields: the names of rows. */
  shortHeader?: boolean;
  /** Lines that are passed over before anything is read. */
  skip?: number;
  /** Rows that are read at most. */
  mostRows?: number;
  /** Fields that a row lacks at its end are missing; else they are a fault. */
  fill?: boolean;
  /** An empty line is a row of missing values. */
  keepEmptyLines?: boolean;
  /** By whose rules numbers are read as they are found; none are if left out. */
  numbers?: "r" | "readr" | undefined;
  /** A line of blanks counts as empty; else it is a row of missing values, as in R. */
  blanksAreEmpty?: boolean;
}

/** Fields by column: bytes `[starts[j][i], ends[j][i])`, quotes around a field left out. */
export interface Fields {
  /** As written; an empty name where there is none. */
  header: string[];
  /** The first column has no name in the header: it holds the names of rows. */
  unnamed: boolean;
  rows: number;
  starts: Int32Array[];
  ends: Int32Array[];
  /** By column: 1 if a field of it has escaped quotes. */
  escaped: Uint8Array;
  /** Columns of plain numbers, which were read as they were found; null if nobody asked. */
  numbers: PlainNumbers | null;
}

/** Finds header and fields; faults go to `places`, those that make going on senseless are thrown. */
export function findFields(
  bytes: Uint8Array,
  dialect: Dialect,
  extent: Extent,
  places: TextPlaces,
): Fields {
  const { scanner, header, unnamed } = beginOf(bytes, dialect, extent, places);
  return readRows(scanner, { header, unnamed }, bytes, extent, places);
}

/** The names in the header as written, without reading what follows. */
export function findHeader(
  bytes: Uint8Array,
  dialect: Dialect,
  extent: Extent,
  places: TextPlaces,
): string[] {
  return beginOf(bytes, dialect, extent, places).header;
}

interface Begin {
  scanner: FieldScanner;
  header: string[];
  unnamed: boolean;
}

/** Rows that are looked at before it is decided what the header lacks. */
const LOOKED_AT = 5;

function beginOf(
  bytes: Uint8Array,
  dialect: Dialect,
  extent: Extent,
  places: TextPlaces,
): Begin {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const scanner = new FieldScanner(bytes, dialect, places, bom ? 3 : 0);
  if (extent.blanksAreEmpty) scanner.blanksAreEmpty = true;
  scanner.skipLines(extent.skip ?? 0);
  scanner.skipEmptyLines();
  if (scanner.done()) {
    places.fail("empty-table", 0, 0, "There is no header", "Write column names in the first line");
  }
  otherDelimiter(bytes, scanner.at, dialect, places);
  const counts = scanner.countAhead(LOOKED_AT + 1);
  const [first = 0, ...others] = counts;
  const shorter = others.length > 0 && others.every((count) => count === first + 1);
  const { header = true, columnNames } = extent;
  let names: string[];
  let unnamed = false;
  if (header === true || (header === "shorter" && shorter)) {
    names = readHeader(scanner, bytes, dialect, places);
    if (!extent.keepHeaderBlanks) names = names.map((name) => name.trim());
    unnamed = shorter && extent.shortHeader !== false;
  } else {
    const prefix = extent.prefix ?? "V";
    names = Array.from({ length: greatest(counts, 0) }, (_, j) => `${prefix}${j + 1}`);
  }
  if (unnamed) names.unshift("row.names");
  if (names.length > LIMITS.fileColumns.most) {
    places.fail(
      "too-large",
      0,
      1,
      `The table has ${names.length} columns, and at most ${
        grouped(LIMITS.fileColumns.most)
      } are read`,
      "Take out columns that the page does not need, or write one row for each value",
    );
  }
  if (!columnNames) return { scanner, header: names, unnamed };
  if (columnNames.length !== names.length) {
    places.fail(
      "column-names",
      0,
      1,
      `${columnNames.length} names are given for ${names.length} columns`,
      "Give one name for each column",
    );
  }
  return { scanner, header: [...columnNames], unnamed };
}

function readHeader(
  scanner: FieldScanner,
  bytes: Uint8Array,
  dialect: Dialect,
  places: TextPlaces,
): string[] {
  const names: string[] = [];
  const { keepsBlanks } = scanner;
  // Blanks outside of quotes do not belong to a name.
  scanner.keepsBlanks = false;
  do {
    scanner.next();
    const { start, end, escaped } = scanner;
    const raw = places.text(start, end);
    names.push(escaped ? meantText(raw, bytes, start, dialect) : raw);
  } while (!scanner.last);
  scanner.keepsBlanks = keepsBlanks;
  return names;
}

/** Every so many rows it is told how far a file is read. */
const TOLD = 65_536;

function readRows(
  scanner: FieldScanner,
  { header, unnamed }: Omit<Begin, "scanner">,
  bytes: Uint8Array,
  extent: Extent,
  places: TextPlaces,
): Fields {
  const p = header.length;
  const limit = extent.mostRows ?? Infinity;
  const most = mostRows(bytes, scanner.at, p, extent, places);
  const starts = header.map(() => new Int32Array(most));
  const ends = header.map(() => new Int32Array(most));
  const escaped = new Uint8Array(p);
  const numbers = extent.numbers && scanner.dialect.delimiter >= 0
    ? new PlainNumbers(bytes, scanner.dialect, p, most, extent.numbers === "r")
    : null;
  let rows = 0;
  for (;;) {
    if (!extent.keepEmptyLines) scanner.skipEmptyLines();
    if (scanner.done() || rows >= limit) break;
    if (rows % TOLD === TOLD - 1) {
      tell(() => `${Math.floor(100 * scanner.at / bytes.length)} % parted into fields`);
    }
    const first = scanner.at;
    let j = scanner.passPlain(starts, ends, rows, numbers);
    do {
      scanner.next();
      if (j < p) {
        starts[j]![rows] = scanner.start;
        ends[j]![rows] = scanner.end;
        if (scanner.escaped) escaped[j] = 1;
        if (numbers?.open[j] === 1) {
          if (scanner.escaped) numbers.pass(rows, j);
          else numbers.take(scanner.start, scanner.end, rows, j);
        }
      }
      j++;
    } while (!scanner.last);
    if (j > p || (j < p && !extent.fill && !(j === 1 && isBlank(bytes, scanner)))) {
      raggedRow(j, p, first, scanner, places);
    }
    for (; j < p; j++) {
      starts[j]![rows] = ends[j]![rows] = scanner.end;
      if (numbers?.open[j] === 1) numbers.pass(rows, j);
    }
    rows++;
  }
  const cut = (a: Int32Array) => a.subarray(0, rows);
  return { header, unnamed, rows, starts: starts.map(cut), ends: ends.map(cut), escaped, numbers };
}

function raggedRow(
  j: number,
  p: number,
  first: number,
  scanner: FieldScanner,
  places: TextPlaces,
): void {
  places.add(
    "ragged-row",
    j < p ? Math.max(first, scanner.end) : first,
    Math.max(first, scanner.end),
    `This row has ${j} ${j === 1 ? "field" : "fields"}, the header has ${p}`,
    j < p
      ? "Write the missing fields, empty if need be; with fill = TRUE they are missing values"
      : "Quote a field that has a delimiter; decimal commas go with semicolons (read.csv2)",
  );
}

/** A line of blanks alone is a row of missing values, as in R. */
function isBlank(bytes: Uint8Array, { start, end }: FieldScanner): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== 32 && bytes[i] !== 9) return false;
  return true;
}

/** Lines that hold blanks and nothing else. */
function countBlankLines(bytes: Uint8Array, from: number): number {
  let count = 0;
  let blank = false;
  for (let i = from; i <= bytes.length; i++) {
    const c = bytes[i];
    if (c === 32 || c === 9) blank ||= i === from || bytes[i - 1] === 10 || bytes[i - 1] === 13;
    else {
      if (blank && (c === 10 || c === 13 || i === bytes.length)) count++;
      blank = false;
    }
  }
  return count;
}

/** At least the number of rows that are left, and not much more than what the text can hold. */
function mostRows(
  bytes: Uint8Array,
  from: number,
  p: number,
  extent: Extent,
  places: TextPlaces,
): number {
  const lines = places.survey.lineEnds - countLineEnds(bytes, 0, from) + 1;
  // A row that has all its fields has a byte behind each of them.
  const whole = Math.ceil((bytes.length - from + 1) / p);
  const bound = lines <= whole || extent.fill || extent.keepEmptyLines
    ? lines
    : Math.min(lines, whole + countBlankLines(bytes, from));
  const most = Math.max(0, Math.min(bound, extent.mostRows ?? Infinity));
  if (most > LIMITS.fileRows.most || most * p > LIMITS.fileCells.most) {
    places.fail(
      "too-large",
      0,
      1,
      `The table has about ${most} rows and ${p} columns; at most ${
        grouped(LIMITS.fileRows.most)
      } rows and ` +
        `${grouped(LIMITS.fileCells.most)} cells are read`,
      "Take out columns and rows that the page does not need, or read some of them by nrows",
    );
  }
  return most;
}
