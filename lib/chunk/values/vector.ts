/**
 * Vectors: length, names, conversion between kinds and to and from columns.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { needsRows } from "../../data/cells/needs_rows.ts";
import type { Column, FactorColumn } from "../../data/column.ts";
import { numberText } from "../../data/factor.ts";
import { takeRows } from "../../data/rows.ts";
import { textColumn } from "../../data/table_from.ts";
import {
  character,
  describe,
  logical,
  type NumericValue,
  type Value,
  type VectorValue,
} from "./value.ts";

/** Number of elements, as R's `length`. */
export function lengthOf(value: Value): number {
  switch (value.kind) {
    case "null":
      return 0;
    case "numeric":
    case "character":
    case "logical":
      return value.values.length;
    case "factor":
      return value.column.codes.length;
    case "list":
      return value.items.length;
    case "frame":
      return value.table.columns.length;
    case "matrix":
      return value.values.length * (value.values[0]?.length ?? 0);
    case "captioned":
      return lengthOf(value.value);
    case "means":
      return value.grid.rows.length;
    default:
      return 1;
  }
}

/** Names of a vector's elements, or null. */
export function namesOf(value: VectorValue): readonly string[] | null {
  return value.kind === "factor" ? null : value.names;
}

/** The texts of a vector, missing as null. */
export function textsOf(value: VectorValue): (string | null)[] {
  switch (value.kind) {
    case "numeric":
      // A whole number of R's type integer is never written with a power of ten.
      return Array.from(value.values, (v, i) => {
        if (Number.isNaN(v)) return value.nan?.[i] === 1 ? "NaN" : null;
        return value.integer ? String(v) : numberText(v);
      });
    case "character":
      return [...value.values];
    case "logical":
      return Array.from(value.values, (v) => v < 0 ? null : v === 1 ? "TRUE" : "FALSE");
    case "factor":
      return Array.from(value.column.codes, (c) => c < 0 ? null : value.column.levels[c]!);
  }
}

/** The numbers of a numeric or logical vector; of any other, null. */
export function numbersOf(value: Value): Float64Array | null {
  if (value.kind === "numeric") return value.values;
  if (value.kind === "logical") return Float64Array.from(value.values, (v) => v < 0 ? NaN : v);
  return null;
}

/** A column as a vector. */
export function fromColumn(column: Column): VectorValue {
  switch (column.kind) {
    case "numeric":
      if (column.held) needsRows(`Values of ${column.name} are of rows`, column.held.source);
      return {
        kind: "numeric",
        values: column.values,
        integer: column.integer ?? false,
        names: null,
      };
    case "logical":
      return { kind: "logical", values: column.values, names: null };
    case "factor":
      return { kind: "factor", column };
    case "text": {
      const { codes, dictionary, notNumbers } = column;
      const texts = character(Array.from(codes, (c) => c < 0 ? null : dictionary[c]!));
      return notNumbers ? { ...texts, notNumbers } : texts;
    }
  }
}

/**
 * A vector as a column of `nrow` values; a shorter one is recycled if its length divides `nrow`.
 *
 * @throws {DiagnosticError} `bad-length`; `not-a-vector`
 */
export function toColumn(name: string, value: Value, nrow: number): Column {
  if (!isColumnLike(value)) {
    fail("not-a-vector", `A column cannot be made of ${describe(value)}`, {
      hint: "A column is a vector: numbers, text, truth values or a factor",
    });
  }
  const length = lengthOf(value);
  const column = asColumn(name, value);
  if (length === nrow) return column;
  if (length === 0 || nrow % length !== 0) {
    fail(
      "bad-length",
      `${name} has ${length} ${length === 1 ? "value" : "values"} where the table has ${nrow} rows`,
      { hint: "The lengths must agree, or one divide the other" },
    );
  }
  return takeRows(column, Int32Array.from({ length: nrow }, (_, i) => i % length));
}

function isColumnLike(value: Value): value is VectorValue {
  return ["numeric", "character", "logical", "factor"].includes(value.kind);
}

function asColumn(name: string, value: VectorValue): Column {
  switch (value.kind) {
    case "numeric":
      return {
        kind: "numeric",
        name,
        values: value.values,
        ...(value.integer ? { integer: true } : {}),
      };
    case "logical":
      return { kind: "logical", name, values: value.values };
    case "factor":
      return { ...value.column, name };
    case "character":
      return textColumn(name, value.values);
  }
}

/** Elements of a vector by index from 0; a negative index gives a missing value. */
export function take(vector: VectorValue, rows: Int32Array): VectorValue {
  const pick = <T>(from: ArrayLike<T>, i: number, missing: T): T => i < 0 ? missing : from[i]!;
  if (vector.kind === "factor") {
    return { kind: "factor", column: takeRows(vector.column, rows) as FactorColumn };
  }
  const { names } = vector;
  const picked = names && Array.from(rows, (i) => pick(names, i, "<NA>"));
  switch (vector.kind) {
    case "numeric": {
      const values = Float64Array.from(rows, (i) => pick(vector.values, i, NaN));
      // One count alone is a number with a name: no table of counts any more.
      const { counted, digits: _, parameters: __, nan: marks, ...rest } = vector;
      const stays = counted !== undefined && rows.length !== 1;
      const made = { ...rest, values, names: picked, ...(stays ? { counted } : {}) };
      return marked(made, (i) => marks !== undefined && rows[i]! >= 0 && marks[rows[i]!] === 1);
    }
    case "character":
      return character(Array.from(rows, (i) => pick(vector.values, i, null)), picked);
    case "logical":
      return logical(Int8Array.from(rows, (i) => pick(vector.values, i, -1)), picked);
  }
}

/** The numbers with those marked that are R's `NaN`. */
export function marked(value: NumericValue, isNaN: (i: number) => boolean): NumericValue {
  if (!value.values.some(Number.isNaN)) return value;
  const marks = Uint8Array.from(value.values, (v, i) => Number.isNaN(v) && isNaN(i) ? 1 : 0);
  return marks.includes(1) ? { ...value, nan: marks } : value;
}
