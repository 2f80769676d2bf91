/**
 * Verbs that pick rows and columns of tables and make new ones: `subset transform head tail`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { Table, unknownColumn } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import { isEstimates, someEstimates } from "../../values/estimates.ts";
import { placedAt } from "../../evaluation/faults.ts";
import { TableScope } from "../../values/mask.ts";
import { noRows } from "../../values/no_rows.ts";
import { placesOf } from "../../values/subset.ts";
import {
  describe,
  frame,
  type FrameValue,
  isVector,
  list,
  logical,
  type MatrixValue,
  type Value,
  type VectorValue,
} from "../../values/value.ts";
import { countedOf, lengthOf, take, toColumn } from "../../values/vector.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

import { frameArgument, inPlace } from "./frames.ts";

// ---- rows -----------------------------------------------------------------------------------

/** Rows for which all conditions hold; missing counts as not. */
export function filterRows(
  call: Call,
  whole: FrameValue,
  conditions: readonly Supplied[],
  keepNames = false,
): FrameValue {
  const { table } = whole;
  const keep = new Uint8Array(table.nrow).fill(1);
  for (const arg of conditions) {
    if (arg.name !== null) {
      fail("wrong-argument", "A condition has no name", {
        span: arg.nameSpan ?? arg.span,
        hint: "Compare with ==",
      });
    }
    const value = call.evaluate(arg, new TableScope(table, call.scope));
    if (value.kind !== "logical") {
      fail("wrong-argument", `A condition gives truth values, not ${describe(value)}`, {
        span: arg.span,
        hint: 'A comparison such as Trt == "A" does',
      });
    }
    const n = value.values.length;
    if (n !== table.nrow && n !== 1) {
      fail("bad-length", `The condition has ${n} values where the table has ${table.nrow} rows`, {
        span: arg.span,
      });
    }
    for (let i = 0; i < keep.length; i++) if (value.values[n === 1 ? 0 : i] !== 1) keep[i] = 0;
  }
  if (keep.length > 0 && !keep.includes(1)) {
    const { code, text, data } = noRows(table, conditions.map(({ expr }) => expr));
    call.note(code, text, data);
  }
  // dplyr keeps names of rows that are words, and numbers the others anew.
  const { rowNames } = whole;
  const words = rowNames?.some((name) => !/^[0-9]+$/.test(name)) ?? false;
  if (!keepNames && !words) return frame(table.filter(keep));
  const rows = [...keep.keys()].filter((i) => keep[i] === 1);
  return frame(table.filter(keep), rows.map((i) => whole.rowNames?.[i] ?? String(i + 1)));
}

function headRows(call: Call, fromEnd: boolean): Value {
  const value = call.value("x");
  const n = call.number("n", 6);
  const listed = value.kind === "list" ? value : null;
  const total = isVector(value) || listed ? lengthOf(value) : frameArgument(call, "x").table.nrow;
  const count = n < 0 ? Math.max(0, total + n) : Math.min(n, total);
  const first = fromEnd ? total - count : 0;
  const places = Int32Array.from({ length: count }, (_, i) => first + i);
  if (isVector(value)) return { ...take(value, places), ...countedOf(value) };
  if (listed) return list(Array.from(places, (i) => listed.items[i]!), listed.class);
  if (value.kind === "matrix") return headOfMatrix(value, places);
  if (isEstimates(value)) return someEstimates(value, places, call.spanOf("x"));
  const { table, rowNames } = frameArgument(call, "x");
  const labels = fromEnd ? Array.from(places, (i) => rowNames?.[i] ?? String(i + 1)) : null;
  return frame(table.filter(places), rowNames ? Array.from(places, (i) => rowNames[i]!) : labels);
}

function headOfMatrix(value: MatrixValue, places: Int32Array): Value {
  const rowNames = value.rowNames.length > 0
    ? Array.from(places, (i) => value.rowNames[i]!)
    : places[0]
    ? Array.from(places, (i) => `[${i + 1},]`)
    : [];
  return { ...value, rowNames, values: Array.from(places, (i) => value.values[i]!) };
}

// ---- columns --------------------------------------------------------------------------------

/** `transform`: unlike in `mutate`, every new column is made of the columns as they were. */
function transformColumns(call: Call): Value {
  const whole = frameArgument(call, "_data");
  const scope = new TableScope(whole.table, call.scope);
  let { table } = whole;
  for (const arg of call.rest) {
    if (arg.name === null) {
      fail("wrong-argument", "transform() makes columns that have a name", {
        span: arg.span,
        hint: "Write transform(d, new = log(old))",
      });
    }
    const { name } = arg;
    const value = call.evaluate(arg, scope);
    if (value.kind === "null") table = table.without(name);
    else table = table.with(inPlace(arg, () => toColumn(name, value, table.nrow)));
  }
  return frame(table, whole.rowNames);
}

/** Columns that a selection names, each with its new name; null for one taken away. */
function selected(call: Call, table: Table, arg: Supplied): { add: boolean; names: string[] } {
  const { expr } = arg;
  if (expr?.kind === "call" && expr.form === "unary" && operatorOf(expr) === "-") {
    const inner = { ...arg, expr: expr.args[0]!.value, name: null };
    return { add: false, names: selected(call, table, inner).names };
  }
  if (expr?.kind === "call" && expr.form === "infix" && operatorOf(expr) === ":") {
    const [from, to] = expr.args.map((a) => table.names.indexOf(columnNamed(table, a.value!)));
    const [low, high] = [Math.min(from!, to!), Math.max(from!, to!)];
    return { add: true, names: table.names.slice(low, high + 1) };
  }
  if (expr?.kind === "call" && expr.form === "prefix" && operatorOf(expr) === "c") {
    const parts = expr.args.map((a) =>
      selected(call, table, { ...arg, name: a.name, expr: a.value, span: a })
    );
    return { add: true, names: parts.flatMap((p) => p.names) };
  }
  if (expr?.kind === "name" && (table.column(expr.name) || !call.scope.has(expr.name))) {
    return { add: true, names: [columnNamed(table, expr)] };
  }
  const value = call.evaluate(arg);
  const places = placesOf({ value, span: arg.span }, table.names.length, table.names, "column");
  if (places.includes(-1)) {
    fail("bad-index", "A missing value picks no column", {
      span: arg.span,
      hint: "Pick by number or by name",
    });
  }
  return { add: true, names: Array.from(places, (j) => table.names[j]!) };
}

function operatorOf(expr: Expr): string {
  return expr.kind === "call" && expr.callee.kind === "name" ? expr.callee.name : "";
}

function columnNamed(table: Table, expr: Expr): string {
  const name = expr.kind === "name"
    ? expr.name
    : expr.kind === "string"
    ? expr.value
    : deparse(expr);
  if (table.column(name)) return name;
  return placedAt({ start: expr.start, end: expr.end }, () => unknownColumn(name, table.names));
}

/** Columns that selections name, with their new names. */
export function selectColumns(
  call: Call,
  whole: FrameValue,
  args: readonly Supplied[],
): FrameValue {
  const { table } = whole;
  const parts = args.map((arg) => ({ arg, ...selected(call, table, arg) }));
  // A selection that begins by taking away begins with all columns.
  let chosen = parts[0]?.add === false ? table.names.map((name) => ({ name, as: name })) : [];
  for (const { arg, add, names } of parts) {
    if (!add) {
      chosen = chosen.filter((c) => !names.includes(c.name));
      continue;
    }
    for (const name of names) {
      const as = arg.name !== null && names.length === 1 ? arg.name : name;
      const known = chosen.find((c) => c.name === name);
      if (!known) chosen.push({ name, as });
      else if (arg.name !== null) known.as = as;
    }
  }
  const columns = chosen.map(({ name, as }) => ({ ...table.require(name), name: as }));
  const { nrow, notes, metadata } = table;
  return frame(new Table(columns, { nrow, notes, metadata }), whole.rowNames);
}

function subsetFrame(call: Call): Value {
  const value = call.value("x");
  if (isVector(value)) return subsetVector(call, value);
  const whole = frameArgument(call, "x");
  const condition = call.supplied("subset");
  const rows = condition ? filterRows(call, whole, [condition], true) : whole;
  const select = call.supplied("select");
  return select ? selectColumns(call, rows, [{ ...select, name: null }]) : rows;
}

/** Elements for which a condition holds. */
function subsetVector(call: Call, value: VectorValue): Value {
  const keep = call.value("subset");
  if (keep.kind !== "logical") return call.wrong("subset", "truth values", keep);
  if (call.has("select")) return call.wrong("select", "columns of a table, and", value);
  const held = logical(keep.values.map((v) => v === 1 ? 1 : 0));
  const places = placesOf(
    { value: held, span: call.spanOf("subset") },
    lengthOf(value),
    null,
    "element",
    true,
  );
  return take(value, places);
}

/** Rows and columns of a table. */
export const SUBSET: Verb = verb(
  "subset",
  "x, subset?, select?, drop!FALSE",
  "rows for which a condition holds",
  subsetFrame,
);

/** New columns of a table. */
export const TRANSFORM: Verb = verb(
  "transform",
  "_data, ...",
  "a table with columns added or changed, each made of those that were there",
  transformColumns,
);

/** The two ends of a table. */
export const ENDS: readonly Verb[] = [
  verb("head", "x, n?", "the first rows or elements", (call) => headRows(call, false)),
  verb("tail", "x, n?", "the last rows or elements", (call) => headRows(call, true)),
];
