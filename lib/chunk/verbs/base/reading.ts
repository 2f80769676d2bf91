/**
 * Verbs that read data: `read.csv read.delim read.table …`.
 *
 * @module
 */
import { baseOptions, CSV, CSV2, type Defaults, TABS } from "./reading_arguments.ts";
import type { Call } from "../../evaluation/call.ts";
import { frame, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { asFactor } from "../../../data/factor.ts";
import { tableOf } from "./reading_table.ts";

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

const AFTER = "fileEncoding?, encoding?, text?, skipNul!FALSE";
const FURTHER = `numerals!"allow.loss", row.names?, col.names?, as.is?, tryLogical!TRUE, ` +
  "na.strings?, colClasses?, nrows?, skip?, check.names?, strip.white?, blank.lines.skip?, " +
  `allowEscapes!FALSE, flush!FALSE, stringsAsFactors?, ${AFTER}`;
const BASE = `file?, header?, sep?, quote?, dec?, fill?, comment.char?, ${FURTHER}`;
// The order of `read.table` itself is another.
const BASE_TABLE = "file?, header?, sep?, quote?, dec?, " +
  FURTHER.replace("strip.white?", "fill?, strip.white?")
    .replace("blank.lines.skip?", "blank.lines.skip?, comment.char?");

const base = (name: string, doc: string, defaults: Defaults, parameters = BASE): Verb =>
  verb(name, parameters, doc, (call) => readBase(call, defaults));

/** Verbs that read tables of text. */
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
];
