/**
 * Verbs that read data: those of R, and those of its package readr.
 *
 * @module
 */
import { asFactor } from "../../../data/factor.ts";
import { refuseNoPath } from "../../../data/data_path.ts";
import { dialectOf } from "../../../data/delimited/dialect.ts";
import { type DelimitedOptions, parseTable } from "../../../data/parse_table.ts";
import { DELIMITED } from "../../../data/readers/delimited.ts";
import { RDS } from "../../../data/readers/rds.ts";
import type { TableReader } from "../../../data/readers/table_reader.ts";
import type { Table } from "../../../data/table.ts";
import { type Diagnostic, DiagnosticError, fail } from "../../../diagnostic.ts";
import type { Call } from "../../evaluation/call.ts";
import { calleeOf } from "../../evaluation/callee.ts";
import { ASKED_NOTHING, type Reading } from "../../page/reading_in_r.ts";
import { frame, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { baseOptions, type Defaults } from "./reading_arguments.ts";
import { readrOptions } from "./readr_arguments.ts";

const CSV: Defaults = { header: true, delimiter: null, decimal: ".", quotes: '"', comment: "" };
const COMMAS: Defaults = { ...CSV, delimiter: "," };
const CSV2: Defaults = { ...CSV, delimiter: ";", decimal: "," };
const TABS: Defaults = { ...CSV, delimiter: "\t" };
const TABS2: Defaults = { ...TABS, decimal: "," };
const TABLE: Defaults = {
  header: "shorter",
  delimiter: "",
  decimal: ".",
  quotes: "\"'",
  comment: "#",
};

function readBase(call: Call, defaults: Defaults): Value {
  let table = tableOf(call, baseOptions(call, defaults), "r");
  const rowNames = table.origin?.rowNames ?? null;
  const factors = call.flag("stringsAsFactors", false) || !call.flag("as.is", true);
  for (const column of factors ? table.columns : []) {
    if (column.kind === "text") table = table.with(asFactor(column));
  }
  return frame(table, rowNames);
}

function readReadr(call: Call, defaults: Defaults): Value {
  return frame(tableOf(call, readrOptions(call, defaults), "readr"));
}

/** The table in a file or in a text; how it was read is kept for the R of the page. */
function tableOf(
  call: Call,
  options: DelimitedOptions,
  family: "r" | "readr",
): Table {
  // What is wrong with signs is wrong in the call, not in the file.
  call.at("sep", () => dialectOf(options));
  const table = call.has("text") && !call.has("file")
    ? ofText(call, call.texts("text").join("\n"), "text", options)
    : ofFile(call, options, family);
  return told(call, table, family, { ...ASKED_NOTHING, ...options });
}

/** A table whose remarks are told, and of which is kept how it was read. */
function told(
  call: Call,
  table: Table,
  family: Reading["family"],
  asked: Reading["asked"],
): Table {
  for (const { code, text, data } of table.notes) call.note(code, text, data, call.spanOf("file"));
  if (call.expr && table.origin) {
    const { origin, names } = table;
    const { name: verb } = call.verb;
    call.context.readings.set(call.expr.start, { origin, names, verb, family, asked });
  }
  return table;
}

function ofFile(call: Call, options: DelimitedOptions, family: "r" | "readr"): Table {
  const own = ownText(call);
  if (own !== null) return ofText(call, own, "file", options);
  const path = call.text("file");
  // readr takes a text with line ends for the data themselves.
  if (family === "readr" && path.includes("\n")) return ofText(call, path, "file", options);
  return call.at("file", () => {
    refuseNoPath(path);
    return call.context.environment.readTable(path, { ...options, file: path }, DELIMITED);
  });
}

/** The text of `I("…")`, which readr takes for the data themselves. */
function ownText(call: Call): string | null {
  const expr = call.quoted("file");
  if (call.verb.parameters.some((p) => p.name === "header")) return null;
  if (expr?.kind !== "call" || calleeOf(expr)?.name !== "I" || expr.args.length !== 1) return null;
  const text = expr.args[0]!.value;
  return text?.kind === "string" ? text.value : null;
}

/** A table written in the block; its faults stand at the argument and name the line in the text. */
function ofText(call: Call, text: string, name: string, options: DelimitedOptions): Table {
  try {
    return parseTable(text, options);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    throw new DiagnosticError(error.diagnostics.map((d): Diagnostic => {
      const { code, severity, message, hint, line } = d;
      const where = line === undefined ? "" : ` (line ${line} of the text)`;
      const span = call.spanOf(name);
      return { code, severity, message: message + where, ...(hint ? { hint } : {}), span };
    }));
  }
}

const AFTER = "fileEncoding?, encoding?, text?, skipNul!FALSE";
const FURTHER = `numerals!"allow.loss", row.names?, col.names?, as.is?, tryLogical!TRUE, ` +
  "na.strings?, colClasses?, nrows?, skip?, check.names?, strip.white?, blank.lines.skip?, " +
  `allowEscapes!FALSE, flush!FALSE, stringsAsFactors?, ${AFTER}`;
const BASE = `file?, header?, sep?, quote?, dec?, fill?, comment.char?, ${FURTHER}`;
// The order of `read.table` itself is another.
const BASE_TABLE = "file?, header?, sep?, quote?, dec?, " +
  FURTHER.replace("strip.white?", "fill?, strip.white?")
    .replace("blank.lines.skip?", "blank.lines.skip?, comment.char?");
const READR_FURTHER =
  "col_names?, col_types?, col_select?, id?, locale?, na?, quoted_na?, quote?, " +
  "comment?, trim_ws?, skip?, n_max?, guess_max~, name_repair?, num_threads~, progress~, " +
  "show_col_types~, skip_empty_rows?, lazy~";
const READR_DELIM = "file, delim?, quote?, escape_backslash?, escape_double?, col_names?, " +
  "col_types?, col_select?, id?, locale?, na?, quoted_na?, comment?, trim_ws?, skip?, n_max?, " +
  "guess_max~, name_repair?, num_threads~, progress~, show_col_types~, skip_empty_rows?, lazy~";

const base = (name: string, doc: string, defaults: Defaults, parameters = BASE): Verb =>
  verb(name, parameters, doc, (call) => readBase(call, defaults));
const readr = (name: string, doc: string, defaults: Defaults): Verb =>
  verb(name, `file, ${READR_FURTHER}`, doc, (call) => readReadr(call, defaults));

/** A verb that reads a file which says itself what is in it. */
const whole = (name: string, doc: string, reader: TableReader, parameters: string): Verb =>
  verb(name, parameters, doc, (call) => {
    const path = call.text("file");
    const table = call.at("file", () => {
      refuseNoPath(path);
      return call.context.environment.readTable(path, { file: path }, reader);
    });
    return frame(told(call, table, "r", ASKED_NOTHING), table.origin?.rowNames ?? null);
  });

/** Verbs that read data. */
export const READING: readonly Verb[] = [
  base("read.csv", "the table in a file of comma-separated values", CSV),
  base("read.csv2", "the same with semicolons, and decimal commas", CSV2),
  base("read.delim", "the same with tabs", TABS),
  base("read.delim2", "the same with tabs, and decimal commas", TABS2),
  base(
    "read.table",
    "the same with blanks between fields; `header = TRUE` if the first line holds names",
    TABLE,
    BASE_TABLE,
  ),
  readr("read_csv", "as `read.csv`, by the rules of readr: names stay as they are", COMMAS),
  readr("read_csv2", "the same with semicolons, and decimal commas", CSV2),
  readr("read_tsv", "the same with tabs", TABS),
  verb("read_delim", READR_DELIM, "the same with the delimiter that is given", (call) => {
    if (call.has("delim")) return readReadr(call, CSV);
    return fail("missing-argument", "read_delim() needs delim", {
      span: call.span,
      hint: 'Write delim = ";" or what stands between two fields',
    });
  }),
  whole("readRDS", "the data frame in a file that `saveRDS` wrote", RDS, "file, refhook!NULL"),
  whole("read_rds", "the same by readr's name", RDS, "file, refhook!NULL"),
];
