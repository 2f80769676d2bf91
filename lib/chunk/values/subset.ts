/**
 * `x[i]`, `x[i, j]`, `x[[i]]`, `x$name`.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { distinctNames } from "../../data/column_names.ts";
import { dropLevels } from "../../data/factor.ts";
import { Table } from "../../data/table.ts";
import {
  character,
  describe,
  frame,
  type FrameValue,
  isVector,
  list,
  type MatrixValue,
  NULL,
  numeric,
  type Value,
  type VectorValue,
} from "./value.ts";
import { fromColumn, lengthOf, namesOf, numbersOf, take } from "./vector.ts";
import { asFrame } from "./frame.ts";
import { type EstimatesValue, isEstimates, someEstimates } from "./estimates.ts";
import { partsOf } from "../evaluation/parts.ts";

/** An index: its value, or null if the place is empty as in `x[, 2]`. */
export interface Index {
  value: Value | null;
  span: Span;
}

/**
 * Places (from 0) that an index picks among `n`; −1 is a missing one.
 *
 * @throws {DiagnosticError} `bad-index`
 */
export function placesOf(
  index: Index,
  n: number,
  names: readonly string[] | null,
  what: string,
  beyond = false,
): Int32Array {
  const { value, span } = index;
  if (value === null) return Int32Array.from({ length: n }, (_, i) => i);
  if (value.kind === "null") return new Int32Array(0);
  if (value.kind === "character") return byName(value.values, names, what, span);
  // R picks by the codes of a factor, not by its labels
  if (value.kind === "factor") {
    const codes = Float64Array.from(value.column.codes, (c) => c < 0 ? NaN : c + 1);
    return byNumber(codes, n, what, span, beyond);
  }
  if (value.kind === "logical") {
    const mask = value.values;
    if (mask.length === 0) return new Int32Array(0);
    const length = Math.max(n, mask.length);
    const places: number[] = [];
    for (let i = 0; i < length; i++) {
      const keep = mask[i % mask.length]!;
      if (keep !== 0) places.push(keep < 0 || i >= n ? -1 : i);
    }
    return Int32Array.from(places);
  }
  if (value.kind !== "numeric") {
    fail("bad-index", `${describe(value)} cannot pick ${what}s`, {
      span,
      hint: "Pick by number, by name or by a comparison",
    });
  }
  return byNumber(value.values, n, what, span, beyond);
}

function byNumber(
  values: Float64Array,
  n: number,
  what: string,
  span: Span,
  beyond: boolean,
): Int32Array {
  const whole = values.map(Math.trunc);
  if (whole.some((v) => v < 0)) {
    if (whole.some((v) => !(v <= 0))) {
      fail("bad-index", "Numbers below and above zero cannot be mixed here", {
        span,
        hint: "-1 leaves the first out, 1 picks it",
      });
    }
    const dropped = new Set([...whole].map((v) => -v - 1));
    return Int32Array.from({ length: n }, (_, i) => i).filter((i) => !dropped.has(i));
  }
  const places: number[] = [];
  for (const v of whole) {
    if (v === 0) continue;
    if (v > n && !beyond) {
      fail("bad-index", `There is no ${what} ${v}`, {
        span,
        hint: n === 0 ? `There are no ${what}s` : `There are ${n}`,
      });
    }
    places.push(Number.isNaN(v) || v > n ? -1 : v - 1);
  }
  return Int32Array.from(places);
}

function byName(
  wanted: readonly (string | null)[],
  names: readonly string[] | null,
  what: string,
  span: Span,
): Int32Array {
  return Int32Array.from(wanted, (name) => {
    const at = name === null || !names ? -1 : names.indexOf(name);
    return at >= 0 ? at : unknownPart(name ?? "NA", names ?? [], what, span);
  });
}

function unknownPart(name: string, names: readonly string[], what: string, span: Span): never {
  const code = what === "column" ? "unknown-column" : "unknown-part";
  const hint = suggestion(name, names) ?? `It has no named ${what}s`;
  return fail(code, `There is no ${what} named "${name}"`, { span, hint });
}

/**
 * `x[i]` and `x[i, j]`; `drop` as in R, where null is its default: one column of a frame becomes a
 * vector, levels of a factor stay.
 */
export function subset(
  target: Value,
  indices: readonly Index[],
  span: Span,
  drop: boolean | null,
): Value {
  const [first, second] = indices;
  if (indices.length > 2) {
    fail("bad-index", "There are more indices than rows and columns", {
      span: indices[2]!.span,
      hint: "Write x[rows, columns]",
    });
  }
  if (second && first) {
    if (target.kind === "matrix") return matrixPart(target, first, second, drop ?? true);
    if (isEstimates(target) && second.value === null) return estimatesPart(target, first);
    return framePart(tableLike(target, span), first, second, drop);
  }
  if (!first || first.value === null) return target;
  if (isVector(target)) {
    const picked = take(
      target,
      placesOf(first, lengthOf(target), namesOf(target), "element", true),
    );
    return picked.kind === "factor" && drop === true
      ? { kind: "factor", column: dropLevels(picked.column) }
      : picked;
  }
  if (target.kind === "list") {
    const names = target.items.map((i) => i.name ?? "");
    const places = placesOf(first, names.length, names, "part");
    const missing = { name: null, value: NULL };
    return list([...places].map((i) => target.items[i] ?? missing), target.class);
  }
  if (target.kind === "null") return NULL;
  if (isEstimates(target)) return estimatesPart(target, first);
  if (target.kind === "matrix") {
    const flat = byColumn(target);
    return take(flat, placesOf(first, lengthOf(flat), null, "element", true));
  }
  const whole = tableLike(target, span);
  const columns = placesOf(first, whole.table.names.length, whole.table.names, "column");
  return pickColumns(whole, columns, first.span);
}

/** Rows of means and contrasts, which one index picks too. */
function estimatesPart(target: EstimatesValue, index: Index): Value {
  const rows = target.kind === "means" ? target.grid.rows.length : target.table.rows.length;
  return someEstimates(target, placesOf(index, rows, null, "row"), index.span);
}

/** The elements of a matrix, column by column, as R holds them. */
function byColumn(target: MatrixValue): VectorValue {
  const width = target.values[0]?.length ?? 0;
  return numeric(
    Array.from({ length: width }, (_, j) => target.values.map((row) => row[j]!)).flat(),
  );
}

function tableLike(target: Value, span: Span): FrameValue {
  const whole = asFrame(target);
  if (whole) return whole;
  return fail("bad-index", `Nothing can be picked from ${describe(target)} like this`, {
    span,
    hint: "Vectors, lists, tables and results have parts to pick",
  });
}

function pickColumns(whole: FrameValue, places: Int32Array, span: Span): FrameValue {
  if (places.includes(-1)) {
    fail("bad-index", "A missing value picks no column", {
      span,
      hint: "Pick by number or by name",
    });
  }
  // A column picked twice gets a number behind its name, as in R.
  const times = new Map<number, number>();
  const columns = [...places].map((j) => {
    const column = whole.table.columns[j]!;
    const before = times.get(j) ?? 0;
    times.set(j, before + 1);
    return before === 0 ? column : { ...column, name: `${column.name}.${before}` };
  });
  const { nrow, metadata } = whole.table;
  return frame(new Table(columns, { nrow, metadata }), whole.rowNames);
}

function framePart(
  whole: FrameValue,
  rows: Index,
  columns: Index,
  drop: boolean | null,
): Value {
  const { table, rowNames } = whole;
  const picked = columns.value === null ? whole : pickColumns(
    whole,
    placesOf(columns, table.names.length, table.names, "column"),
    columns.span,
  );
  const labels = rowNames ?? Array.from({ length: table.nrow }, (_, i) => String(i + 1));
  const places = rows.value === null ? null : placesOf(rows, table.nrow, labels, "row", true);
  const kept = places === null ? picked : frame(
    picked.table.filter(places),
    distinctNames(Array.from(places, (i) => i < 0 ? "NA" : labels[i]!)),
  );
  const [only, another] = kept.table.columns;
  if (only && !another && drop !== false) return fromColumn(only);
  if (drop === true && kept.table.nrow === 1) {
    fail("bad-index", "One row is no vector: its columns may differ in kind", {
      span: rows.span,
      hint: "Leave drop out, which gives a table of one row",
    });
  }
  return kept;
}

function matrixPart(target: MatrixValue, rows: Index, columns: Index, drop: boolean): Value {
  const i = placesOf(rows, target.values.length, target.rowNames, "row");
  const width = target.values[0]?.length ?? target.columnNames.length;
  const j = placesOf(columns, width, target.columnNames, "column");
  const values = [...i].map((r) => Float64Array.from(j, (c) => target.values[r]![c]!));
  const named = (names: readonly string[], places: Int32Array) =>
    names.length > 0 ? [...places].map((k) => names[k]!) : [];
  const rowNames = named(target.rowNames, i);
  const columnNames = named(target.columnNames, j);
  if (drop && (i.length === 1 || j.length === 1)) {
    const flat = values.flatMap((row) => [...row]);
    const names = i.length === 1 && j.length === 1 ? null : i.length === 1 ? columnNames : rowNames;
    return numeric(flat, names && names.length > 0 ? names : null);
  }
  return { ...target, rowNames, columnNames, values };
}

/** `x[[i]]`: one element, without its name. */
export function element(target: Value, index: Index, span: Span): Value {
  const { value } = index;
  if (value === null || !isVector(value) || lengthOf(value) !== 1) {
    fail("bad-index", "[[ ]] takes one number or one name", {
      span: index.span,
      hint: "x[c(1, 2)] picks several",
    });
  }
  if (value.kind === "character" && !isVector(target)) {
    return part(target, value.values[0] ?? "NA", index.span, true);
  }
  if (isVector(target)) {
    const at = placesOf(index, lengthOf(target), namesOf(target), "element");
    const picked = take(target, at);
    if (picked.kind === "numeric") return { ...numeric(picked.values), integer: picked.integer };
    return picked.kind === "factor" ? picked : { ...picked, names: null };
  }
  if (target.kind === "matrix") return element(byColumn(target), index, span);
  const k = numbersOf(value)?.[0] ?? NaN;
  if (target.kind === "list") {
    const [at] = placesOf(index, target.items.length, null, "part");
    const item = at === undefined ? undefined : target.items[at];
    return item?.value ?? fail("bad-index", `There is no part ${k}`, {
      span: index.span,
      hint: `There are ${target.items.length}`,
    });
  }
  // the matrices of VarCorr(m), one a group
  if (target.kind === "display" && Object.keys(target.parts).length > 0) {
    const names = Object.keys(target.parts);
    const [at] = placesOf(index, names.length, names, "part");
    const name = at === undefined ? undefined : names[at];
    if (name !== undefined) return target.parts[name]!();
  }
  const { table } = tableLike(target, span);
  const [at] = placesOf(index, table.columns.length, table.names, "column");
  const column = at === undefined ? undefined : table.columns[at];
  return column ? fromColumn(column) : fail("bad-index", "Nothing is picked", {
    span: index.span,
    hint: "Give the number or the name of a column",
  });
}

/**
 * `x$name`: a column, a part of a list, of a model, of a result.
 *
 * @throws {DiagnosticError} `unknown-column`, `unknown-part`
 */
export function part(
  target: Value,
  name: string,
  nameSpan: Span,
  whole = false,
): Value {
  const parts = partsOf(target);
  if (parts === null) {
    fail("no-parts", `${describe(target)} has no parts to take by name`, {
      span: nameSpan,
      hint: isVector(target) || target.kind === "matrix"
        ? 'Take elements by x["name"], x[1] or x[1, 2]'
        : "A verb gives what belongs to it, such as sigma(m) or fixef(m)",
    });
  }
  const exact = parts.get(name);
  if (exact) return exact();
  // R takes the beginning of a name for the name in lists and tables, but not in x[["name"]].
  const beginning = whole ? [] : [...parts.keys()].filter((n) => n.startsWith(name));
  if (beginning.length === 1) return parts.get(beginning[0]!)!();
  const what = target.kind === "frame" ? "column" : "part";
  return unknownPart(name, [...parts.keys()], what, nameSpan);
}

/** Names of a value's elements or parts, as R's `names`. */
export function partNames(target: Value): Value {
  if (isVector(target)) {
    const names = namesOf(target);
    return names ? character(names) : NULL;
  }
  if (target.kind === "list") return character(target.items.map((i) => i.name ?? ""));
  const parts = partsOf(target);
  return parts ? character([...parts.keys()]) : NULL;
}
