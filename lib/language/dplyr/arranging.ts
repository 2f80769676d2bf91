/**
 * Verbs that order rows: `arrange`, and `desc`.
 *
 * @module
 */
import { isMissingAt } from "../base/elements.ts";
import { comparer } from "../base/ordering.ts";
import { type Builtin, type Call, special, word } from "../evaluation/builtin.ts";
import { groupNames } from "../tidyselect/context.ts";
import { asDouble } from "../values/coerce.ts";
import { doubles, type Frame, isVector, rowsOf, type Value, type Vector } from "../values/value.ts";
import { columnNamed, plainColumns, rowCodes } from "./codes.ts";
import { rowsWithGroups } from "./grouping.ts";
import { valuesFor } from "./mutating.ts";
import { prepared } from "./preparing.ts";
import { tableOf } from "./tables.ts";

/** Rows in the order of keys; missing ones last, equal ones as they were. */
function orderOf(keys: readonly Value[], n: number, call: Call): Int32Array {
  const compare = plainColumns(keys, call.span).map((k) => comparer(k));
  return Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => {
    for (const c of compare) {
      const by = c(i, j);
      if (by !== 0) return by;
    }
    return i - j;
  });
}

/** The table with its rows in an order. */
export function reordered(call: Call, frame: Frame, keys: readonly Value[]): Frame {
  const at = orderOf(keys, rowsOf(frame), call);
  return rowsWithGroups(frame, at, call.span);
}

function arrange(call: Call): Value {
  const frame = tableOf(call);
  const keys = valuesFor(call, frame, prepared(call));
  const groups = call.flag(".by_group", false)
    ? groupNames(frame).map((v) => columnNamed(frame, v)!)
    : [];
  return reordered(call, frame, [...groups, ...keys]);
}

/** Numbers that fall as the values rise. */
export function descending(x: Vector, call: Call): Value {
  if (x.type === "double" || x.type === "logical" || x.type === "integer") {
    const { values, nan } = asDouble({ ...x, attributes: null });
    return doubles(Float64Array.from(values, (v) => -v), null, nan);
  }
  const { codes } = rowCodes([x], x.values.length, true, call.span);
  return doubles(Float64Array.from(codes, (c, i) => isMissingAt(x, i) ? NaN : -c));
}

export const ARRANGING: readonly Builtin[] = [
  special("arrange", ".data, ..., .by_group, .locale!NULL", arrange),
  word("desc", "x", (call) => {
    const x = call.value("x");
    return isVector(x) ? descending(x, call) : call.wrong("x", "a vector", x);
  }),
];
