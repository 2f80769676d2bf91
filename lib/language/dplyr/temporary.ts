/**
 * Groups for one verb alone: `.by`.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import { characters, type Frame, rowsOf, type Value } from "../values/value.ts";
import { columnNamed, rowCodes, rowsByCode } from "./codes.ts";
import { type Grouping, withGroups } from "./grouping.ts";
import { chosenBy } from "./selecting.ts";
import { columnsIn, isGrouped, kindOfTable, remade, slice, ungrouped } from "./tables.ts";

/** Groups as they first occur. */
function inOrder(call: Call, frame: Frame, vars: readonly string[]): Grouping {
  const columns = vars.map((v) => columnNamed(frame, v)!);
  const codes = rowCodes(columns, rowsOf(frame), false, call.span);
  return {
    vars,
    keys: columns.map((c) => slice(c, codes.first)),
    rows: rowsByCode(codes),
    drop: true,
    rowwise: false,
  };
}

/** Runs a verb with the groups that `.by` names, and gives the result without them. */
export function temporarily(
  call: Call,
  frame: Frame,
  run: (grouped: Frame) => Frame,
): Value {
  const by = call.has("by") ? "by" : ".by";
  if (!call.has(by)) return run(frame);
  const { names } = chosenBy(call, by, frame);
  if (names.length === 0) return run(frame);
  if (isGrouped(frame)) {
    return call.fail(
      "wrong-argument",
      "The data are grouped already, and .by groups them once more",
      "ungroup() takes groups away",
    );
  }
  const out = run(withGroups(frame, inOrder(call, frame, names), "grouped_df"));
  const made = ungrouped(out);
  const plain = remade(made, columnsIn(made));
  plain.attributes.set("class", characters([...kindOfTable(frame)]));
  return plain;
}
