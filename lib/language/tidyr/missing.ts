/**
 * Missing values left out, replaced, filled: `drop_na replace_na fill`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { groupingOf, regrouped } from "../dplyr/grouping.ts";
import {
  type Column,
  columnsIn,
  remade,
  rowsOfTable,
  tableOf,
  ungrouped,
} from "../dplyr/tables.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { nearest } from "../../syntax/nearest.ts";
import { headsOf } from "../frames/naming.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { strict } from "../tibble/strict.ts";
import { selectColumns } from "../tidyselect/selection.ts";
import {
  isFrame,
  isVector,
  lengthOf,
  namesOf,
  NULL,
  rowsOf,
  type Value,
  withNames,
} from "../values/value.ts";
import { likeColumn, missingAt, replacedAt } from "./tables.ts";

function dropMissing(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const at = call.dots.length === 0
    ? frame.values.map((_, k) => k)
    : Array.from(selectColumns(call, call.dots, frame).at);
  const gone = at.map((k) => missingAt(frame.values[k]!));
  const rows = Array.from({ length: rowsOf(frame) }, (_, i) => i).filter((i) =>
    !gone.some((g) => g(i))
  );
  return regrouped(rowsOfTable(frame, Int32Array.from(rows)), given, call.span);
}

function replaceOne(call: Call, x: Value, by: Value, name: string): Value {
  if (!isVector(x)) return x;
  if (lengthOf(by) !== 1) return call.wrong("replace", "one value for each column", by);
  const gone = missingAt(x);
  const at = Array.from({ length: x.values.length }, (_, i) => i).filter(gone);
  if (at.length === 0) return x;
  const out = replacedAt(x, at, likeColumn(x, by, name, call.spanOf("replace")), call.span);
  const names = namesOf(x);
  return names && isVector(out) ? withNames(out, names) : out;
}

function replaceMissing(call: Call): Value {
  const x = call.value("data");
  const by = call.optional("replace") ?? NULL;
  if (by.type === "NULL") return x;
  if (!isFrame(x)) return replaceOne(call, x, by, "data");
  if (by.type !== "list") {
    return call.wrong(
      "replace",
      "a list of values by name",
      by,
      "replace_na(data, list(dose = 0))",
    );
  }
  const heads = headsOf(x);
  const names = headsOf(by);
  const unknown = names.find((n) => !heads.includes(n));
  if (unknown !== undefined) {
    const near = nearest(unknown, heads);
    fail("unknown-column", `The data have no column "${unknown}"`, {
      span: call.spanOf("replace"),
      hint: near ? `Did you mean "${near}"?` : `They have ${heads.slice(0, 8).join(", ")}`,
    });
  }
  return remade(
    x,
    columnsIn(x).map(([name, v]): Column => {
      const k = names.indexOf(name);
      return [name, k < 0 ? v : replaceOne(call, v, by.values[k]!, name)];
    }),
  );
}

/** Places whose values take those of missing ones: the last one told before, or the next one. */
function carried(x: Value, rows: Int32Array, place: Int32Array, up: boolean): void {
  const gone = missingAt(x);
  let last = -1;
  for (let k = 0; k < rows.length; k++) {
    const i = rows[up ? rows.length - 1 - k : k]!;
    if (!gone(place[i]!)) last = place[i]!;
    else if (last >= 0) place[i] = last;
  }
}

const STEPS: Readonly<Record<string, readonly boolean[]>> = {
  down: [false],
  up: [true],
  downup: [false, true],
  updown: [true, false],
};

function fill(call: Call): Value {
  const given = tableOf(call, "data");
  const frame = ungrouped(given);
  const way = call.choice(".direction", ["down", "up", "downup", "updown"]);
  const at = new Set(selectColumns(call, call.dots, frame).at);
  const n = rowsOf(frame);
  const groups = groupingOf(given, call.span)?.rows ??
    [Int32Array.from({ length: n }, (_, i) => i)];
  const columns = columnsIn(frame).map(([name, v], k): Column => {
    if (!at.has(k)) return [name, v];
    const place = Int32Array.from({ length: n }, (_, i) => i);
    for (const rows of groups) for (const up of STEPS[way]!) carried(v, rows, place, up);
    return [name, rowsOfColumn(v, place)];
  });
  return regrouped(remade(frame, columns), given, call.span);
}

export const MISSING_ROWS: readonly Builtin[] = [
  special("drop_na", "data, ...", dropMissing),
  word("replace_na", "data, replace, ...", strict(replaceMissing)),
  special("fill", "data, ..., .direction", fill),
];
