/**
 * Verbs of dplyr that pick rows and columns of tables and make new ones: `filter mutate transmute select`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import type { Column } from "../../../data/column.ts";
import { TableScope } from "../../values/mask.ts";
import { frame, isVector, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { fail } from "../../../diagnostic.ts";
import { filterRows, selectColumns } from "../base/tables.ts";
import { frameArgument, inPlace, nameFor } from "../base/frames.ts";
import { lengthOf, toColumn } from "../../values/vector.ts";

const verb = verbOf("dplyr");

function mutateColumns(call: Call, keepOthers: boolean): Value {
  const whole = frameArgument(call, ".data");
  let { table } = whole;
  const made: string[] = [];
  for (const arg of call.rest) {
    const name = nameFor(arg);
    const value = call.evaluate(arg, new TableScope(table, call.scope));
    if (value.kind === "null") table = table.without(name);
    else table = table.with(inPlace(arg, () => wholeColumn(name, value, table.nrow)));
    made.push(name);
  }
  return frame(
    keepOthers ? table : table.select([...new Set(made)].filter((n) => table.column(n))),
    whole.rowNames,
  );
}

/** A column of as many values as the table has rows, or of one for all of them. */
function wholeColumn(name: string, value: Value, nrow: number): Column {
  const n = lengthOf(value);
  if (isVector(value) && n !== 1 && n !== nrow) {
    fail("bad-length", `${name} has ${n} values where the table has ${nrow} rows`, {
      hint: `Give one value, or one for each row: rep(x, length.out = ${nrow})`,
    });
  }
  return toColumn(name, value, nrow);
}

/** Rows. */
export const FILTER: Verb = verb(
  "filter",
  ".data, ..., .by!NULL, .preserve!FALSE",
  "rows for which conditions hold",
  (call) => filterRows(call, frameArgument(call, ".data"), call.rest),
);

/** Columns added or changed. */
export const MUTATE: Verb = verb(
  "mutate",
  '.data, ..., .keep!"all", .before!NULL, .after!NULL, .by!NULL',
  "a table with columns added or changed",
  (call) => mutateColumns(call, true),
);

/** New columns alone. */
export const TRANSMUTE: Verb = verb(
  "transmute",
  ".data, ...",
  "a table of new columns alone",
  (call) => mutateColumns(call, false),
);

/** Columns picked. */
export const SELECT: Verb = verb(
  "select",
  ".data, ...",
  "some of the columns",
  (call) => selectColumns(call, frameArgument(call, ".data"), call.rest),
);
