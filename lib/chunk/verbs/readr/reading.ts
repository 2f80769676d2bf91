/**
 * Verbs of readr that read data: `read_csv read_csv2 read_tsv read_delim read_rds`.
 *
 * @module
 */
import { COMMAS, CSV, CSV2, type Defaults, TABS } from "../base/reading_arguments.ts";
import type { Call } from "../../evaluation/call.ts";
import { tibbleFrame } from "../../bridge/tibbles.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { fail } from "../../../diagnostic.ts";
import { datedFrame } from "../../bridge/dated.ts";
import { columnsChosen } from "../base/columns_chosen.ts";
import { type DaysAsked, withDays } from "./days.ts";
import { daysAsked } from "./column_types.ts";
import { readrOptions } from "./readr_arguments.ts";
import { tableOf } from "../base/reading_table.ts";
import { readObjectOf } from "../base/workspace.ts";

const verb = verbOf("readr");

function readReadr(call: Call, defaults: Defaults): Value {
  const options = readrOptions(call, defaults);
  const asked = daysAsked(call);
  const classed = Array.isArray(options.classes) ? null : Object.keys(options.classes ?? {});
  const chosen = columnsChosen(call, "col_select");
  const table = tableOf(call, options, "readr", (whole) => {
    // A column that was asked to be text stays text.
    const guessed = (name: string): boolean => classed !== null && !classed.includes(name);
    const dated = withDays(whole, placed(asked, whole.names), guessed);
    return chosen ? dated.select(call.at("col_select", () => chosen(dated.names))) : dated;
  });
  return table.notes.some(({ code }) => code === "dates-as-numbers")
    ? datedFrame(table, null, true)
    : tibbleFrame(table);
}

/** Days that are asked for by the names of their columns, or by their places. */
function placed(
  asked: readonly [column: string | number, days: DaysAsked][],
  names: readonly string[],
): ReadonlyMap<string, DaysAsked> {
  return new Map(asked.map(([column, days]) => [
    typeof column === "number" ? names[column] ?? "" : column,
    days,
  ]));
}

const READR_FURTHER =
  "col_names?, col_types?, col_select?, id?, locale?, na?, quoted_na?, quote?, " +
  "comment?, trim_ws?, skip?, n_max?, guess_max~, name_repair?, num_threads~, progress~, " +
  "show_col_types~, skip_empty_rows?, lazy~";
const READR_DELIM = "file, delim?, quote?, escape_backslash?, escape_double?, col_names?, " +
  "col_types?, col_select?, id?, locale?, na?, quoted_na?, comment?, trim_ws?, skip?, n_max?, " +
  "guess_max~, name_repair?, num_threads~, progress~, show_col_types~, skip_empty_rows?, lazy~";

const readr = (name: string, doc: string, defaults: Defaults): Verb =>
  verb(name, `file, ${READR_FURTHER}`, doc, (call) => readReadr(call, defaults));

/** Verbs of readr that read tables of text. */
export const READR: readonly Verb[] = [
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
];

/** What R wrote itself. */
export const READ_RDS_AS_READR: Verb = verb(
  "read_rds",
  "file, refhook!NULL",
  "the same by readr's name",
  readObjectOf,
);
