/**
 * `filter`: rows for which conditions hold.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { deparse } from "../../syntax/deparse.ts";
import { type Builtin, type Call, special } from "../evaluation/builtin.ts";
import { describe } from "../values/coerce.ts";
import { tellNoRows } from "../frames/no_rows.ts";
import { isFrame, isVector, logical, type Value } from "../values/value.ts";
import { rowsWithGroups } from "./grouping.ts";
import { DataMask } from "./mask.ts";
import { labelOf, type Prepared, prepared } from "./preparing.ts";
import { tableOf } from "./tables.ts";
import { temporarily } from "./temporary.ts";

/** Marks the rows of a group for which a value says `TRUE`; those that were out stay out. */
function mark(
  value: Value,
  rows: Int32Array | null,
  size: number,
  kept: Uint8Array,
  entry: Prepared,
): void {
  if (isFrame(value)) {
    for (const part of value.values) mark(part, rows, size, kept, entry);
    return;
  }
  if (value.type !== "logical") {
    fail("wrong-argument", `A condition is TRUE or FALSE for each row, not ${describe(value)}`, {
      span: entry.span,
      hint: "For example filter(data, dose > 1)",
    });
  }
  const n = isVector(value) ? value.values.length : 0;
  if (n !== size && n !== 1) {
    fail("wrong-length", `The condition has ${n} values, and there are ${size} rows`, {
      span: entry.span,
      hint: `${labelOf(entry)} has one value for each row, or one for all`,
    });
  }
  for (let i = 0; i < size; i++) {
    if (value.values[n === 1 ? 0 : i] !== 1) kept[rows ? rows[i]! : i] = 0;
  }
}

/** Rows for which all conditions hold. */
export function rowsWhere(mask: DataMask, entries: readonly Prepared[]): Int32Array {
  const kept = new Uint8Array(mask.n).fill(1);
  for (const entry of entries) {
    for (let g = 0; g < mask.groups; g++) {
      mark(mask.evaluate(entry, g), mask.rows(g), mask.size(g), kept, entry);
    }
  }
  const at: number[] = [];
  for (let i = 0; i < kept.length; i++) if (kept[i]) at.push(i);
  return Int32Array.from(at);
}

/** The name of what an expression calls. */
function nameOfCall({ expr }: Prepared): string {
  return expr.kind === "call" && expr.callee.kind === "name" ? expr.callee.name : "";
}

function conditions(call: Call): Prepared[] {
  const entries = prepared(call);
  if (entries.some((e) => nameOfCall(e) === "across")) {
    call.warn(
      "across() in filter() is old: if_all() or if_any() says which is meant",
      "deprecated",
    );
  }
  const named = entries.find((e) => e.name !== null && e.value?.type !== "logical");
  if (!named) return entries;
  return fail("wrong-argument", `${named.name} = … names an argument, and is no condition`, {
    span: named.span,
    hint: `Did you mean ${named.name} == ${deparse(named.expr)}?`,
  });
}

function filter(call: Call): Value {
  const frame = tableOf(call);
  return temporarily(call, frame, (table) => {
    const mask = new DataMask(call, table);
    const at = mask.during(() => rowsWhere(mask, conditions(call)));
    const out = rowsWithGroups(table, at, call.span, call.flag(".preserve", false));
    const conditioned = call.dots.map((d) => d.expr);
    tellNoRows(call.interpreter, table, logical(true), out, conditioned, call.span);
    return out;
  });
}

export const FILTERING: readonly Builtin[] = [
  special("filter", ".data, ..., .by, .preserve", filter),
];
