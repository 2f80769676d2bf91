/**
 * The verb of knitr that shows a table: `kable`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import type { Column } from "../../../data/column.ts";
import { frame, type FrameValue, type Value } from "../../values/value.ts";
import { Table } from "../../../data/table.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { inherits } from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { asFrame } from "../../values/frame.ts";
import { fail } from "../../../diagnostic.ts";
import { round } from "../../../render/number/number_format.ts";

const verb = verbOf("knitr");

/** What R's `kable` hands on to HTML and LaTeX: the look of a table, which the page decides. */
const OF_KABLE = [
  "longtable",
  "valign",
  "position",
  "centering",
  "vline",
  "toprule",
  "bottomrule",
  "midrule",
  "linesep",
  "caption.short",
  "table.envir",
  "table.attr",
  "newline",
];

/** The table that a call makes. */
export function asKable(call: Call): Value {
  for (const arg of call.rest) {
    if (arg.name === null || !OF_KABLE.includes(arg.name)) call.refuse(arg);
    call.note("passed-over", `kable(): ${arg.name} is passed over`, {
      verb: "kable",
      argument: arg.name,
    }, arg.nameSpan ?? arg.span);
  }
  let value = plainTable(call.value("x"));
  const changed = ["col.names", "digits", "row.names"].filter((name) => call.has(name));
  if (changed.length > 0) {
    const whole = asFrame(value);
    if (!whole) return call.wrong("x", "a table", value, `Leave out ${changed.join(", ")}`);
    value = renamedAndRounded(call, whole);
  }
  return call.has("caption") ? { kind: "captioned", value, caption: call.text("caption") } : value;
}

/** A table without the class that says how the console prints it: `anova`. */
function plainTable(value: Value): Value {
  if (value.kind !== "frame") return value;
  return inherits(toLanguage(value), "anova") ? { ...value } : value;
}

/** `row.names = FALSE` takes the names of rows away, TRUE numbers rows without. */
function kableRowNames(call: Call, whole: FrameValue): readonly string[] | null {
  if (!call.has("row.names")) return whole.rowNames;
  const value = call.value("row.names");
  if (value.kind === "logical" && value.values[0] === -1) return whole.rowNames;
  if (!call.flag("row.names", true)) return null;
  return whole.rowNames ?? Array.from({ length: whole.table.nrow }, (_, i) => String(i + 1));
}

function renamedAndRounded(call: Call, whole: FrameValue): FrameValue {
  const { table } = whole;
  const names = call.has("col.names") ? call.texts("col.names") : table.names;
  if (names.length !== table.names.length) {
    fail("bad-length", `There are ${table.names.length} columns but ${names.length} names`, {
      span: call.spanOf("col.names"),
    });
  }
  const given = call.has("digits") ? call.numbers("digits") : [];
  const columns = table.columns.map((c, j): Column => {
    const column = { ...c, name: names[j]! };
    // one for each column, texts among them; those behind the last are counted from the first
    const digits = given.length === 0 ? null : given[j % given.length]!;
    if (column.kind !== "numeric" || digits === null) return column;
    return {
      kind: "numeric",
      name: column.name,
      values: column.values.map((v) => round(v, digits)),
      ...(column.integer && digits >= 0 ? { integer: true } : {}),
    };
  });
  const rows = kableRowNames(call, whole);
  return frame(new Table(columns, { nrow: table.nrow, notes: table.notes }), rows);
}

/** What a table is made of. */
export const KABLE_ARGUMENTS =
  "x, format~, digits?, row.names?, col.names?, align~, caption?, label~, format.args!, " +
  "escape~, booktabs~, ...";

/** A table with its caption. */
export const KABLE: Verb = verb("kable", KABLE_ARGUMENTS, "a table, with its caption", asKable);
