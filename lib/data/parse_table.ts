/**
 * The text of a file of data to a table. The text is read as bytes: fields are found in one pass,
 * columns are then typed and filled one by one, and no string is made for a number or for a text
 * that was met before.
 *
 * @module
 */
import { during, tellCount } from "../progress.ts";
import { DiagnosticError, fail } from "../diagnostic.ts";
import type { Note } from "../note.ts";
import type { Column } from "./column.ts";
import { namesOf } from "./column_names.ts";
import { type Dialect, dialectOf, type DialectOptions } from "./delimited/dialect.ts";
import { asFactor } from "./factor.ts";
import { readable } from "./delimited/file_kind.ts";
import type {
  ColumnClass,
  ColumnFields,
  Source,
  Strip,
  Typing,
} from "./delimited/column_source.ts";
import { fillColumn } from "./delimited/fill_column.ts";
import { type Extent, type Fields, findFields, findHeader } from "./delimited/find_fields.ts";
import { KnownNames, noteNames } from "./delimited/header_names.ts";
import { MissingTexts } from "./delimited/missing_texts.ts";
import {
  givenRowNames,
  readRowNames,
  rowNameColumn,
  type RowNames,
} from "./delimited/row_names.ts";
import type { TextPlaces } from "./delimited/text_places.ts";
import type { DeclaredFactors } from "./declared_factors.ts";
import type { TableFacts } from "./readers/table_reader.ts";
import { declareFactors } from "./table_from.ts";
import { Table } from "./table.ts";

export type { ColumnClass } from "./delimited/column_source.ts";

/** How delimited text is read. */
export interface DelimitedOptions extends DialectOptions, Extent {
  /** Columns that are numbers even if they look otherwise (`01`). */
  numeric?: readonly string[];
  /** What columns are, by name, or by place and then repeated (not for `readr`). Else they show it. */
  classes?: Readonly<Record<string, ColumnClass>> | readonly (ColumnClass | null)[];
  /** Texts that mean that a value is missing, besides `naStrings` and the empty field. */
  missing?: readonly string[];
  /** What means that a value is missing in place of `NA`, as R's `na.strings`. Default `["NA"]`. */
  naStrings?: readonly string[];
  /** Blanks around texts are taken off: of those that are not quoted, or of all. Default `none`. */
  strip?: "none" | "unquoted" | "all";
  /** Whose rules find out what a column is, R's or those of its package readr. Default `r`. */
  guess?: "r" | "readr";
  /**
   * Names of columns: as in the header, a number behind those that stand twice (default); as R
   * makes them (`make.names`); or with the place behind those that stand twice, as readr does.
   */
  naming?: "distinct" | "r" | "placed";
  /** The column that holds the names of rows, by name or place (from 1); the names; null: none. */
  rowNames?: RowNames | null;
  /** In what the bytes are written, as R or the web call it. Default UTF-8. */
  encoding?: string;
}

/** How a text is read, and what is said of the table in it. */
export interface ParseTableOptions extends DelimitedOptions, TableFacts {}

/**
 * A table from the text of a CSV file with a header.
 *
 * Fields may be quoted, with line ends inside and quotes doubled; line ends are LF, CR LF or CR; a
 * byte order mark is passed over; empty lines are skipped. An empty field and `NA` are missing. A
 * column is logical if all its values are `T`, `F`, `TRUE` or `FALSE`, numeric if all are numbers,
 * else text; a column with values such as `01` stays text, and a note says so. A column without a
 * name is `X`, one whose name stood before has a number behind it. If the header has one name fewer
 * than all rows have fields, the first column holds the names of rows.
 *
 * @throws {DiagnosticError} with line and column: `ragged-row`, `unclosed-quote`, `bad-quote`,
 * `other-delimiter`, `not-a-number` and `not-logical` (of a declared column), `bad-row-names`,
 * `column-names`, `not-utf8`, `nul-byte`, `empty-table`, `too-large`; without: `unknown-column`,
 * `bad-delimiter`, `not-a-table`, `unknown-encoding`, `not-in-encoding`, `not-text`.
 * @example
 * ```ts
 * import { parseTable } from "@heddle/heddle";
 *
 * const table = parseTable("Trt,y\nA,1.5\nB,NA\n", { factors: ["Trt"] });
 * if (table.column("y")?.kind !== "numeric") throw new Error();
 * ```
 */
export function parseTable(text: string | Uint8Array, options: ParseTableOptions = {}): Table {
  return during(`reading ${options.file ?? "a table"}`, () => parsed(text, options));
}

function parsed(text: string | Uint8Array, options: ParseTableOptions): Table {
  const { dialect, bytes, places } = begin(text, options);
  const fields = findFields(bytes, dialect, { ...options, numbers: options.guess ?? "r" }, places);
  const { header } = fields;
  const names = namesOf(header, options.naming ?? "distinct");
  const known = new KnownNames(header, names);
  const missing = [...(options.naStrings ?? ["NA"]), ...(options.missing ?? [])];
  const source: Source = {
    ...{ bytes, dialect, places },
    missing: new MissingTexts(new Set(missing)),
    blanks: new Set(),
  };
  const notes: Note[] = [];
  const classes = classesOf(options, names, known);
  const named = rowNameColumn(
    typeof options.rowNames === "string" ? known.made(options.rowNames) : options.rowNames,
    fields.unnamed,
    names,
  );
  const columns: Column[] = [];
  names.forEach((name, j) => {
    const columnClass = classes[j] ?? null;
    if (j === named || columnClass === "skip") return;
    const typing: Typing = {
      name,
      class: columnClass ?? (fields.unnamed && j === 0 ? "character" : null),
      strip: options.strip ?? "none",
      guess: options.guess ?? "r",
      file: options.file ?? null,
      notes,
    };
    tellCount(j, names.length, "columns");
    columns.push(fillColumn(source, columnFields(fields, j), typing));
  });
  const rowNames = rowNamesOf(named, options.rowNames, fields, source, options.strip ?? "none");
  if (places.faults.length > 0) throw new DiagnosticError(places.faults);
  noteNames(header, names, named, options.naming ?? "distinct", notes);
  if (named >= 0 && options.rowNames === undefined) notes.push(namesOfRows(columns));
  noteOneColumn(header, options, notes);
  const declared = declaredByName(options, known);
  const read = new Table(columns, { nrow: fields.rows, notes });
  const made = declareFactors(withClasses(read, names, classes, options), declared);
  return new Table(made.columns, {
    nrow: made.nrow,
    notes: made.notes,
    origin: {
      columns,
      rowNames,
      factors: declared,
      text: {
        classed: names.filter((_, j) => classes[j] !== null),
        missing,
        blanks: [...source.blanks],
        delimiter: options.delimiter ?? ",",
        decimal: options.decimal ?? ".",
        encoding: options.encoding ?? null,
      },
    },
  });
}

/**
 * The names in the header of a text, as written.
 *
 * @throws {DiagnosticError} as `parseTable`
 */
export function parseHeader(text: string | Uint8Array, options: ParseTableOptions = {}): string[] {
  const { dialect, bytes, places } = begin(text, options);
  return findHeader(bytes, dialect, options, places);
}

interface Begun {
  dialect: Dialect;
  bytes: Uint8Array;
  places: TextPlaces;
}

function begin(text: string | Uint8Array, options: ParseTableOptions): Begun {
  if (typeof text !== "string" && !(text instanceof Uint8Array)) {
    fail("not-text", "parseTable takes the text of a file, or its bytes", {
      hint: "readTable(path) reads a file",
    });
  }
  const dialect = dialectOf(options);
  const places = readable(text, options.encoding ?? null);
  return { dialect, bytes: places.bytes, places };
}

function columnFields({ starts, ends, escaped, numbers, rows }: Fields, j: number): ColumnFields {
  return {
    starts: starts[j]!,
    ends: ends[j]!,
    escaped: escaped[j] === 1,
    plain: numbers?.column(j, rows) ?? null,
  };
}

/** The class that each column is declared to have. */
function classesOf(
  { classes = {}, numeric = [], guess }: ParseTableOptions,
  names: readonly string[],
  known: KnownNames,
): (ColumnClass | null)[] {
  const declared = new Map<string, ColumnClass | null>(
    numeric.map((n) => [known.made(n), "numeric"]),
  );
  // R repeats classes that are fewer than the columns.
  const isReadr = guess === "readr";
  if (isList(classes)) {
    return names.map((name, j) =>
      (classes.length > 0 ? classes[isReadr ? j : j % classes.length] : null) ??
        declared.get(name) ?? null
    );
  }
  for (const [name, own] of Object.entries(classes)) declared.set(known.made(name), own);
  return names.map((name) => declared.get(name) ?? null);
}

function isList<T>(
  value: T | readonly (ColumnClass | null)[],
): value is readonly (ColumnClass | null)[] {
  return Array.isArray(value);
}

/** Columns of the class factor: levels in R's order of text, or as they come for readr. */
function withClasses(
  table: Table,
  names: readonly string[],
  classes: readonly (ColumnClass | null)[],
  { guess }: ParseTableOptions,
): Table {
  let made = table;
  names.forEach((name, j) => {
    const column = classes[j] === "factor" ? table.column(name) : undefined;
    if (column?.kind !== "text") return;
    made = made.with(
      guess === "readr" ? asFactor(column, { levels: column.dictionary }) : asFactor(column),
    );
  });
  return made;
}

function declaredByName(
  { factors = [], levels = {}, ordered = [] }: ParseTableOptions,
  known: KnownNames,
): Required<DeclaredFactors> {
  return {
    factors: factors.map((name) => known.made(name)),
    levels: Object.fromEntries(
      Object.entries(levels).map(([name, own]) => [known.made(name), own]),
    ),
    ordered: ordered.map((name) => known.made(name)),
  };
}

function rowNamesOf(
  named: number,
  given: RowNames | null | undefined,
  fields: Fields,
  source: Source,
  strip: Strip,
): readonly string[] | null {
  if (named < 0) {
    return given && typeof given === "object" ? givenRowNames(given, fields.rows) : null;
  }
  const own = columnFields(fields, named);
  const column = fillColumn(source, own, {
    name: fields.header[named]!,
    // What the header has no name for stays as it is written; other columns are read as such.
    class: fields.unnamed && named === 0 ? "character" : null,
    ...{ strip, guess: "r", file: null, notes: [] },
  });
  return readRowNames(column, own, source.places);
}

function namesOfRows(columns: readonly Column[]): Note {
  const last = columns.at(-1);
  const empty = last?.kind === "logical" && last.values.every((v) => v < 0);
  return {
    code: "row-names",
    text: "The header has one name fewer than the rows have fields: as in R, the first column " +
      "holds the names of rows" +
      (empty ? `. If rows end in a delimiter that the header lacks, write one there` : ""),
  };
}

function noteOneColumn(
  header: readonly string[],
  { delimiter = "," }: ParseTableOptions,
  notes: Note[],
): void {
  if (header.length !== 1 || delimiter !== "," || !/[;\t]|\S\s+\S/.test(header[0]!)) return;
  notes.push({
    code: "one-column",
    text: "The table has one column only; its header suggests another delimiter",
    data: { header: header[0] },
  });
}
