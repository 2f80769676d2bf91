/**
 * The text of a file of data to a table. The text is read as bytes: fields are found in one pass,
 * columns are then typed and filled one by one, and no string is made for a number or for a text
 * that was met before.
 *
 * @module
 */
import { DiagnosticError, fail } from "../diagnostic.ts";
import type { Note } from "../note.ts";
import type { Column } from "./column.ts";
import { fillColumn, type Typing } from "./fill_column.ts";
import { findFields } from "./find_fields.ts";
import { TextPlaces } from "./text_places.ts";
import { type DeclaredFactors, declareFactors } from "./table_from.ts";
import { Table, unknownColumn } from "./table.ts";

/** How a text is read. */
export interface ParseTableOptions extends DeclaredFactors {
  /** Columns that are numbers even if they look otherwise (`01`). */
  numeric?: readonly string[];
  /** Texts that mean that a value is missing, besides `naStrings` and the empty field. */
  missing?: readonly string[];
  /** What means that a value is missing in place of `NA`, as R's `na.strings`. Default `["NA"]`. */
  naStrings?: readonly string[];
  /** Default: a comma. */
  delimiter?: string;
}

/**
 * A table from the text of a CSV file with a header.
 *
 * Fields may be quoted, with line ends inside and quotes doubled; line ends are LF or CRLF; a byte
 * order mark is passed over; empty lines are skipped. An empty field and `NA` are missing. A column
 * is numeric if all its values are numbers, logical if all are `T`, `F`, `TRUE` or `FALSE`, else
 * text; a column with values such as `01` stays text, and a note says so.
 *
 * @throws {DiagnosticError} with line and column: `ragged-row`, `unclosed-quote`, `bad-quote`,
 * `empty-column-name`, `duplicate-column`, `not-a-number` (declared numeric), `not-utf8`,
 * `empty-table`; without: `unknown-column`, `bad-delimiter`, `not-text`.
 * @example
 * ```ts
 * import { parseTable } from "@heddle/heddle";
 *
 * const table = parseTable("Trt,y\nA,1.5\nB,NA\n", { factors: ["Trt"] });
 * if (table.column("y")?.kind !== "numeric") throw new Error();
 * ```
 */
export function parseTable(text: string | Uint8Array, options: ParseTableOptions = {}): Table {
  if (typeof text !== "string" && !(text instanceof Uint8Array)) {
    fail("not-text", "parseTable takes the text of a file, or its bytes", {
      hint: "readTable(path) reads a file",
    });
  }
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const places = new TextPlaces(bytes);
  const delimiter = options.delimiter ?? ",";
  if (delimiter.length !== 1 || delimiter > "\x7f" || delimiter === '"' || delimiter < "\t") {
    places.fail("bad-delimiter", 0, 0, "The delimiter must be one ASCII character", "Write , or ;");
  }
  const fields = findFields(bytes, delimiter.charCodeAt(0), places);
  const { names } = fields;
  for (const name of options.numeric ?? []) {
    if (!names.includes(name)) unknownColumn(name, names);
  }
  const missing = new Set(["", ...(options.naStrings ?? ["NA"]), ...(options.missing ?? [])]);
  const numeric = new Set(options.numeric ?? []);
  const notes: Note[] = [];
  const columns: Column[] = names.map((name, j) => {
    const typing: Typing = { name, missing, numeric: numeric.has(name), notes };
    return fillColumn(
      bytes,
      fields.starts[j]!,
      fields.ends[j]!,
      fields.escaped[j]!,
      typing,
      places,
    );
  });
  if (places.faults.length > 0) throw new DiagnosticError(places.faults);
  if (names.length === 1 && delimiter === "," && /[;\t]/.test(names[0]!)) {
    notes.push({
      code: "one-column",
      text: "The table has one column only; its header suggests another delimiter",
      data: { header: names[0] },
    });
  }
  const { factors = [], levels = {}, ordered = [] } = options;
  const made = declareFactors(new Table(columns, { nrow: fields.rows, notes }), options);
  return new Table(made.columns, {
    nrow: made.nrow,
    notes: made.notes,
    origin: {
      columns,
      factors: { factors, levels, ordered },
      missing: [...missing].filter((text) => text !== ""),
      delimiter,
    },
  });
}
