/**
 * What the words of tidyr share: columns chosen by an argument, distinct rows, tables rebuilt with the
 * groups that they had.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { keyOf } from "../base/equality.ts";
import { rowCodes } from "../dplyr/codes.ts";
import { regrouped } from "../dplyr/grouping.ts";
import { chosenBy } from "../dplyr/selecting.ts";
import { type Column, tableLike, tibbleOf } from "../dplyr/tables.ts";
import type { Call } from "../evaluation/builtin.ts";
import { headsOf } from "../frames/naming.ts";
import { rowsOfColumn } from "../parts/frame_subset.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import {
  type Frame,
  inherits,
  integers,
  isFactor,
  isFrame,
  isVector,
  levelsOf,
  NA_INTEGER,
  rowsOf,
  type Value,
  type Vector,
} from "../values/value.ts";
import { typeOf } from "../pillar/kinds.ts";
import { factorOf } from "../values/factor.ts";
import { stackedParts } from "../tibble/combining.ts";

/** A table of the kind of `like` with its groups; `tibble`: always a tibble. */
export function rebuilt(
  like: Frame,
  columns: readonly Column[],
  rows: number,
  span: Span,
  tibble = false,
): Frame {
  const made = tibble ? tibbleOf(columns, rows) : tableLike(like, columns, rows);
  return regrouped(made, like, span);
}

/** Some rows of columns; −1 is a row of missing values. */
export function rowsAt(columns: readonly Column[], at: Int32Array): Column[] {
  return columns.map(([name, v]): Column => [name, rowsOfColumn(v, at)]);
}

/** Places of the columns that an argument chooses. */
export function chosenAt(call: Call, name: string, frame: Frame): number[] {
  return Array.from(chosenBy(call, name, frame).at);
}

/** The one column that an argument names. */
export function oneColumn(call: Call, name: string, frame: Frame): number {
  if (!call.has(name)) call.value(name);
  const at = chosenAt(call, name, frame);
  if (at.length === 1) return at[0]!;
  return fail("wrong-argument", `${call.word.name}() takes one column as ${name}`, {
    span: call.spanOf(name),
  });
}

/** Distinct rows of columns: a number for each row, and where each first occurs. */
export function distinctRows(
  columns: readonly Value[],
  n: number,
  sorted: boolean,
  span: Span,
): { codes: Int32Array; first: Int32Array; size: number } {
  if (columns.length === 0) {
    return { codes: new Int32Array(n), first: new Int32Array(n > 0 ? 1 : 0), size: n > 0 ? 1 : 0 };
  }
  return rowCodes(columns, n, sorted, span);
}

/** Places where a column is missing. */
export function missingAt(x: Value): (i: number) => boolean {
  if (!isVector(x)) return () => false;
  if (isFrame(x)) {
    const parts = x.values.map(missingAt);
    return (i) => parts.length > 0 && parts.every((p) => p(i));
  }
  switch (x.type) {
    case "list":
      return (i) => x.values[i]!.type === "NULL";
    case "character":
      return (i) => x.values[i] === null;
    case "double":
      return (i) => Number.isNaN(x.values[i]);
    default:
      return (i) => x.values[i] === NA_INTEGER;
  }
}

/** A value in the type of a column, such as what fills its gaps; another type is a fault. */
export function likeColumn(column: Value, value: Value, name: string, span: Span): Value {
  if (column.type === "integer" && !isFactor(column) && value.type === "double") {
    const numbers = asDouble(value).values;
    if (numbers.every((v) => Number.isInteger(v) || Number.isNaN(v))) {
      return integers(Int32Array.from(numbers, (v) => Number.isNaN(v) ? NA_INTEGER : v));
    }
  }
  if (isFactor(column) && value.type === "character") {
    const levels = levelsOf(column);
    const codes = value.values.map((t) => t === null ? NA_INTEGER : levels.indexOf(t) + 1);
    if (!codes.includes(0)) return factorOf(codes, levels, inherits(column, "ordered"));
    fail("wrong-argument", `"${value.values[codes.indexOf(0)]}" is no level of "${name}"`, {
      span,
      hint: `Its levels are ${levels.slice(0, 8).join(", ")}`,
    });
  }
  const both = stackedParts([column, value], name, span);
  const fits = both.type === column.type && typeOf(both) === typeOf(column) &&
    (!isFactor(both) || sameLevels(both, column));
  if (!fits) {
    fail(
      "wrong-argument",
      `Column "${name}" is ${typeOf(column)}, and cannot hold ${typeOf(value)}`,
      {
        span,
        hint: "Convert the column first, for example with as.character() or as.numeric()",
      },
    );
  }
  const n = isVector(column) ? column.values.length : 0;
  const more = isVector(both) && isVector(value) ? value.values.length : 0;
  return rowsOfColumn(both, Int32Array.from({ length: more }, (_, i) => n + i));
}

function sameLevels(a: Value, b: Value): boolean {
  const levels = (x: Value): readonly (string | null)[] => {
    const given = x.attributes?.get("levels");
    return given?.type === "character" ? given.values : [];
  };
  return levels(a).length === levels(b).length;
}

/** A column whose elements at places are those of another. */
export function replacedAt(column: Value, at: readonly number[], by: Value, span: Span): Value {
  if (at.length === 0 || !isVector(column)) return column;
  const n = isFrame(column) ? rowsOf(column) : column.values.length;
  const both = stackedParts([column, by], "", span);
  const many = isVector(by) ? by.values.length : 1;
  const order = Int32Array.from({ length: n }, (_, i) => i);
  at.forEach((i, k) => order[i] = n + (many === 1 ? 0 : k));
  return rowsOfColumn(both, order);
}

/** A named entry of a list, or the value itself if it is no list: for arguments like `values_fill`. */
export function entryFor(value: Value | null, name: string): Value | null {
  if (value === null || value.type === "NULL") return null;
  if (value.type !== "list" || isFrame(value)) return value;
  const k = headsOf(value).indexOf(name);
  return k < 0 ? null : value.values[k]!;
}

/** Elements of a column as texts, missing ones `NA`. */
export function labels(x: Value): string[] {
  return asCharacter(x).values.map((v) => v ?? "NA");
}

/** A key for each element of a column. */
export function keys(x: Value): (i: number) => string {
  return isVector(x) ? keyOf(x as Vector) : () => "";
}
