/**
 * Columns, rows and cells of data frames replaced.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { describe } from "../values/coerce.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import { places, type Subscript } from "./places.ts";
import {
  characters,
  countedRows,
  dimOf,
  doubles,
  type Frame,
  integers,
  isFrame,
  isVector,
  lengthOf,
  listOf,
  logicals,
  NA_INTEGER,
  namesOf,
  NULL,
  type Numbers,
  own,
  rowNamesOf,
  rowsOf,
  share,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { grown, placeOrNew, put, vectorOrNull, without } from "./putting.ts";

// ---- data frames --------------------------------------------------------------------------------

/** A column set, added, or taken away by `NULL`. */
export function assignColumn(frame: Frame, at: Subscript, value: Value, span: Span): Value {
  const rows = rowsOf(frame);
  const { k, name } = placeOrNew(frame, at, span);
  if (value.type === "NULL") return k < frame.values.length ? without(frame, new Set([k])) : frame;
  const empty = frame.values.length === 0 && rows === 0;
  const column = empty ? value : recycled(value, rows, span);
  let out = own(frame) as Frame;
  if (k >= out.values.length) out = grown(out, k + 1, [name ?? `V${k + 1}`]) as Frame;
  out.values[k] = column.held ? share(column) : column;
  if (empty) out.attributes.set("row.names", countedRows(lengthOf(value)));
  return out;
}

/** A value as long as the table: a shorter one is repeated where that comes out even. */
function recycled(value: Value, rows: number, span: Span): Value {
  if (!isVector(value)) return fail("wrong-argument", `${describe(value)} is no column`, { span });
  const n = dimOf(value)?.[0] ?? value.values.length;
  if (n === rows || isFrame(value)) return value;
  if (n === 0 || rows % n !== 0) {
    return fail(
      "wrong-length",
      `The column has ${n} ${n === 1 ? "value" : "values"}, and the data have ${rows} rows`,
      { span },
    );
  }
  const at = Int32Array.from({ length: rows }, (_, i) => i % n);
  const kept = new Map(value.attributes ?? []);
  kept.delete("names");
  return withAttributes(pickAll(value, at), kept);
}

function pickAll(x: Vector, at: Int32Array): Vector {
  switch (x.type) {
    case "logical":
      return logicals(at.map((k) => x.values[k]!));
    case "integer":
      return integers(at.map((k) => x.values[k]!));
    case "double":
      return doubles(
        Float64Array.from(at, (k) => x.values[k]!),
        null,
        x.nan && Uint8Array.from(at, (k) => x.nan![k]!),
      );
    case "character":
      return characters(Array.from(at, (k) => x.values[k]!));
    case "list":
      return listOf(Array.from(at, (k) => share(x.values[k]!)));
  }
}

/** `df[rows, columns] <- value` and `df[columns] <- value`. */
export function assignCells(
  frame: Frame,
  at: readonly Subscript[],
  value: Value,
  interpreter: Interpreter,
  span: Span,
): Value {
  if (
    at.length === 1 && at[0]!.value && dimOf(at[0]!.value)?.length === 2 &&
    at[0]!.value.type === "logical"
  ) {
    return assignMasked(frame, at[0]!.value.values, value, interpreter, span);
  }
  const columns = at.length === 1 ? at[0]! : at[1]!;
  const added: string[] = [];
  const chosen = places(columns, frame.values.length, namesOf(frame), true, added);
  if (at.length === 1) {
    if (value.type === "NULL") return without(frame, new Set(chosen));
    let out: Value = frame;
    chosen.forEach((k, j) => {
      const part = partFor(value, j, chosen.length, rowsOf(frame));
      const name = k >= frame.values.length ? added[k - frame.values.length] : undefined;
      const place: Subscript = {
        value: name === undefined ? integers([k + 1]) : characters([name]),
        span: columns.span,
      };
      out = assignColumn(out as Frame, place, part, span);
    });
    return out;
  }
  let grownFrame = frame;
  const n = rowsOf(frame);
  const newRows: string[] = [];
  const rows = at[0]!.value === null ? null : rowsToSet(frame, at[0]!, newRows);
  const most = rows ? rows.reduce((m, k) => Math.max(m, k), n - 1) : n - 1;
  if (most >= n) grownFrame = moreRows(frame, most + 1, newRows);
  const height = rows ? rows.length : n;
  let out = own(grownFrame) as Frame;
  chosen.forEach((k, j) => {
    const part = partFor(value, j, chosen.length, height);
    const source = vectorOrNull(part, span);
    if (source === null) fail("wrong-argument", "NULL replaces whole columns only", { span });
    if (k >= out.values.length) {
      const name = added[k - frame.values.length] ?? `V${k + 1}`;
      const blank = logicals(new Int32Array(rowsOf(out)).fill(NA_INTEGER));
      out = assignColumn(out, { value: characters([name]), span }, blank, span) as Frame;
    }
    const column = out.values[k] as Vector;
    const where = rows ?? Int32Array.from({ length: rowsOf(out) }, (_, i) => i);
    out.values[k] = put(column, where, source, interpreter, span);
  });
  return out;
}

/** Rows to be set; texts that name none are new rows. */
function rowsToSet(frame: Frame, at: Subscript, added: string[]): Int32Array {
  const n = rowsOf(frame);
  if (at.value?.type !== "character") return places(at, n, null);
  const names = rowNamesOf(frame) ?? Array.from({ length: n }, (_, i) => String(i + 1));
  return places(at, n, names, true, added);
}

function moreRows(frame: Frame, n: number, added: readonly string[]): Frame {
  const columns = frame.values.map((column) => share(grown(own(column as Vector), n, [])));
  const kept = new Map(frame.attributes);
  const old = rowsOf(frame);
  const names = rowNamesOf(frame) ??
    (added.length > 0 ? Array.from({ length: old }, (_, i) => String(i + 1)) : null);
  kept.set(
    "row.names",
    names
      ? characters([
        ...names,
        ...Array.from({ length: n - names.length }, (_, i) =>
          added[i] ?? String(names.length + i + 1)),
      ])
      : countedRows(n),
  );
  return withAttributes(listOf(columns), kept) as Frame;
}

/** What of a value goes into the j-th of several columns. */
function partFor(value: Value, j: number, columns: number, rows: number): Value {
  if (value.type === "list") return value.values[j % Math.max(1, value.values.length)] ?? NULL;
  if (!isVector(value) || columns === 1 && !dimOf(value)) return value;
  const n = value.values.length;
  if (n <= rows && !dimOf(value)) return value;
  return pickAll(value, Int32Array.from({ length: rows }, (_, i) => (j * rows + i) % n));
}

/** `df[is.na(df)] <- 0`. */
function assignMasked(
  frame: Frame,
  truths: Numbers,
  value: Value,
  interpreter: Interpreter,
  span: Span,
): Value {
  const n = rowsOf(frame);
  const source = vectorOrNull(value, span);
  if (!source || source.values.length !== 1) {
    return fail(
      "wrong-argument",
      "One value goes into the cells of a data frame that are picked so",
      { span },
    );
  }
  const out = own(frame) as Frame;
  frame.values.forEach((column, j) => {
    const where = Int32Array.from(
      Array.from({ length: n }, (_, i) => i).filter((i) => truths[j * n + i] === 1),
    );
    if (where.length > 0) out.values[j] = put(column as Vector, where, source, interpreter, span);
  });
  return out;
}
