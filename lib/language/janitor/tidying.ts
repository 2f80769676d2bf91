/**
 * Tables put in order: `remove_empty remove_constant get_dupes row_to_names`, and numbers and days
 * from spreadsheets.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { regrouped } from "../dplyr/grouping.ts";
import {
  type Column,
  columnsIn,
  remade,
  rowsOfTable,
  tableLike,
  tableOf,
  ungrouped,
} from "../dplyr/tables.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { frameRows, rowsOfColumn } from "../parts/frame_subset.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import { distinctRows, keys, missingAt } from "../tidyr/tables.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import {
  doubles,
  type Frame,
  inherits,
  integers,
  isFrame,
  rowsOf,
  text,
  type Value,
  withAttribute,
  withNames,
} from "../values/value.ts";
import { roundHalfUp } from "./adorning.ts";

function removeEmpty(call: Call): Value {
  const dat = call.value("dat");
  if (!isFrame(dat)) return call.wrong("dat", "a data frame", dat);
  const which = call.has("which") ? call.texts("which").map((w) => w ?? "") : ["rows", "cols"];
  const wrong = which.find((w) => w !== "rows" && w !== "cols");
  if (wrong !== undefined) {
    fail("wrong-argument", `remove_empty() has no which "${wrong}"`, {
      span: call.spanOf("which"),
      hint: 'which is "rows", "cols" or c("rows", "cols")',
    });
  }
  const cutoff = call.number("cutoff", 1);
  let frame: Frame = dat;
  const share = (gone: number, of: number): boolean =>
    of > 0 && (cutoff === 1 ? gone === of : (of - gone) / of < cutoff);
  if (which.includes("rows")) {
    const gone = frame.values.map(missingAt);
    const rows = Array.from({ length: rowsOf(frame) }, (_, i) => i)
      .filter((i) => !share(gone.filter((g) => g(i)).length, gone.length));
    if (rows.length < rowsOf(frame)) frame = frameRows(frame, Int32Array.from(rows)) as Frame;
  }
  if (which.includes("cols")) {
    const n = rowsOf(frame);
    frame = remade(
      frame,
      columnsIn(frame).filter(([, v]) => {
        const gone = missingAt(v);
        return !share(Array.from({ length: n }, (_, i) => i).filter(gone).length, n);
      }),
    );
  }
  return frame;
}

function removeConstant(call: Call): Value {
  const frame = tableOf(call, "dat");
  const drop = call.flag("na.rm", false);
  const n = rowsOf(frame);
  return remade(
    frame,
    columnsIn(frame).filter(([, v]) => {
      const gone = missingAt(v);
      const key = keys(v);
      const seen = new Set<string>();
      for (let i = 0; i < n; i++) if (!drop || !gone(i)) seen.add(gone(i) ? "\0" : key(i));
      return seen.size > 1;
    }),
  );
}

function getDupes(call: Call): Value {
  const given = tableOf(call, "dat");
  const frame = ungrouped(given);
  const all = columnsIn(frame);
  if (call.dots.length === 0) call.warn("No columns are named: all are compared", "message");
  const at = call.dots.length === 0
    ? all.map((_, k) => k)
    : Array.from(selectColumns(call, call.dots, frame).at);
  const n = rowsOf(frame);
  const found = distinctRows(at.map((k) => frame.values[k]!), n, true, call.span);
  const counts = new Int32Array(found.size);
  for (const code of found.codes) counts[code]!++;
  const rows = Array.from({ length: n }, (_, i) => i).filter((i) => counts[found.codes[i]!]! > 1)
    .sort((a, b) =>
      counts[found.codes[b]!]! - counts[found.codes[a]!]! || found.codes[a]! - found.codes[b]! ||
      a - b
    );
  if (rows.length === 0) {
    call.warn(
      `No rows are alike in ${at.map((k) => all[k]![0]).slice(0, 9).join(", ")}`,
      "message",
    );
  }
  const order = Int32Array.from(rows);
  const part = ([name, v]: Column): Column => [name, rowsOfColumn(v, order)];
  const chosen = new Set(at);
  const columns: Column[] = [
    ...at.map((k) => part(all[k]!)),
    ["dupe_count", integers(Int32Array.from(rows, (i) => counts[found.codes[i]!]!))],
    ...all.filter((_, k) => !chosen.has(k)).map(part),
  ];
  return regrouped(tableLike(frame, columns, rows.length), given, call.span);
}

function rowToNames(call: Call): Value {
  const frame = tableOf(call, "dat");
  const row = call.number("row_number");
  const n = rowsOf(frame);
  if (!(row >= 1 && row <= n)) {
    fail("wrong-argument", `There are ${n} rows, and no row ${row}`, {
      span: call.spanOf("row_number"),
    });
  }
  const names = frame.values.map((v) => asCharacter(v).values[row - 1] ?? "NA");
  if (new Set(names).size < names.length) {
    call.warn(
      `Row ${row} does not give different names; clean_names() makes them so`,
      "repeated-column",
    );
  }
  const above = call.flag("remove_rows_above", true);
  const self = call.flag("remove_row", true);
  const kept = Array.from({ length: n }, (_, i) => i)
    .filter((i) => !(above && i < row - 1) && !(self && i === row - 1));
  const rest = inherits(frame, "tbl_df")
    ? rowsOfTable(frame, Int32Array.from(kept))
    : frameRows(frame, Int32Array.from(kept)) as Frame;
  return withNames(rest, names);
}

export const TIDYING: readonly Builtin[] = [
  word("remove_empty", "dat, which, cutoff, quiet?", removeEmpty),
  word("remove_constant", "dat, na.rm, quiet?", removeConstant),
  special("get_dupes", "dat, ...", getDupes),
  word("row_to_names", 'dat, row_number, remove_row, remove_rows_above, sep!"_"', rowToNames),
  word("round_half_up", "x, digits", (call) => {
    const digits = call.number("digits", 0);
    return doubles(Float64Array.from(call.doubles("x"), (x) => roundHalfUp(x, digits)));
  }),
  word(
    "excel_numeric_to_date",
    "date_num, date_system, include_time!FALSE, round_seconds?, tz?",
    (call) => {
      const mac = call.has("date_system") &&
        call.choice("date_system", ["modern", "mac pre-2011"]) === "mac pre-2011";
      const days = Float64Array.from(
        asDouble(call.value("date_num")).values,
        (x) => Math.floor(x) - (mac ? 24107 : 25569),
      );
      return withAttribute(doubles(days), "class", text("Date"));
    },
  ),
];
