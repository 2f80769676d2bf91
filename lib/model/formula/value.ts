/**
 * What an expression of a formula evaluates to: a column, several numeric columns, or constants.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import type {
  Column,
  FactorColumn,
  LogicalColumn,
  NumericColumn,
  TextColumn,
} from "../../data/column.ts";
import { asFactor } from "../../data/factor.ts";
import { wayToNumbers, whyNotNumbers } from "../../data/not_numbers.ts";
import { takeRows } from "../../data/rows.ts";

/** Numbers, and beside them what rounding took from them, where it is known. */
export interface PreciseColumn extends NumericColumn {
  /** The value of row i is `values[i] + low[i]`. */
  readonly low?: Float64Array;
}

/** Several numeric columns, as `poly(x, 2)` gives. */
export interface MatrixValue {
  readonly kind: "matrix";
  readonly columns: readonly PreciseColumn[];
  /** What R appends to the variable's name, one for each column. */
  readonly names: readonly string[];
}

/** Constants written in the formula: `2`, `"a"`, `c(1, 2, 3)`. */
export interface ConstantValue {
  readonly kind: "constant";
  readonly values: readonly (number | string | boolean | null)[];
}

/** The value of an expression. */
export type Value =
  | PreciseColumn
  | FactorColumn
  | TextColumn
  | LogicalColumn
  | MatrixValue
  | ConstantValue;

/** A numeric column over the rows. */
export function numericColumn(values: Float64Array, name = ""): PreciseColumn {
  return { kind: "numeric", name, values };
}

/** A single constant as a value. */
export function constant(value: number | string | boolean | null): ConstantValue {
  return { kind: "constant", values: [value] };
}

/** A word for a value in messages. */
export function describe(value: Value): string {
  switch (value.kind) {
    case "factor":
      return "a factor";
    case "text":
      return "text";
    case "matrix":
      return "a matrix";
    case "constant":
      return "a constant";
    default:
      return value.kind;
  }
}

/** Numbers of a value over n rows, constants recycled; truth values count as 0 and 1, as in R. */
export function numbersOf(value: Value, n: number, what: string, span: Span): PreciseColumn {
  switch (value.kind) {
    case "numeric":
      return value.held ? { ...value, low: value.held.low } : value;
    case "logical": {
      const numbers = Float64Array.from(value.values, (v) => v < 0 ? NaN : v);
      return numericColumn(numbers, value.name);
    }
    case "constant": {
      if (value.values.length === 1) {
        const only = value.values[0];
        if (only === null) return numericColumn(new Float64Array(n).fill(NaN));
        if (typeof only !== "string") return numericColumn(new Float64Array(n).fill(Number(only)));
      }
      break;
    }
    case "matrix":
      if (value.columns.length === 1) return value.columns[0]!;
  }
  if (value.kind === "text" && value.notNumbers) {
    fail("not-numeric", `${what} needs numbers, and ${whyNotNumbers(value.notNumbers)}`, {
      span: spanOf(span),
      hint: wayToNumbers(value.notNumbers),
    });
  }
  fail("not-numeric", `${what} needs numbers, and this is ${describe(value)}`, {
    span: spanOf(span),
    ...(value.kind === "factor" || value.kind === "text"
      ? { hint: "Factors enter a formula as terms, not in arithmetic" }
      : {}),
  });
}

/** Whether a value enters a model as a factor: factors, text and truth values do. */
export function isCategorical(value: Value): boolean {
  return value.kind === "factor" || value.kind === "text" || value.kind === "logical";
}

/** A categorical value as a factor; truth values get the levels FALSE and TRUE. */
export function factorOf(value: Column): FactorColumn {
  if (value.kind === "factor") return value;
  if (value.kind !== "logical") return asFactor(value);
  return {
    kind: "factor",
    name: value.name,
    codes: Int32Array.from(value.values),
    levels: ["FALSE", "TRUE"],
    ordered: false,
  };
}

/** Marks (with 1) the rows where a value is missing. */
export function markMissing(value: Value, missing: Uint8Array): void {
  if (value.kind === "constant") return;
  if (value.kind === "matrix") return value.columns.forEach((c) => markMissing(c, missing));
  if (value.kind === "numeric") {
    const v = value.values;
    for (let i = 0; i < v.length; i++) if (v[i] !== v[i]) missing[i] = 1;
    return;
  }
  const codes = value.kind === "logical" ? value.values : value.codes;
  for (let i = 0; i < codes.length; i++) if (codes[i]! < 0) missing[i] = 1;
}

/** The rows of a value that `rows` lists (all if null). */
export function valueRows(value: Value, rows: Int32Array | null): Value {
  if (!rows || value.kind === "constant") return value;
  if (value.kind === "matrix") {
    return { ...value, columns: value.columns.map((c) => preciseRows(c, rows)) };
  }
  return value.kind === "numeric" ? preciseRows(value, rows) : takeRows(value, rows);
}

function preciseRows(column: PreciseColumn, rows: Int32Array): PreciseColumn {
  const { low, held } = column;
  if (held) {
    const taken = takeRows(column, rows) as NumericColumn;
    return low ? { ...taken, low: taken.held!.low } : taken;
  }
  const values = Float64Array.from(rows, (i) => column.values[i]!);
  if (!low) return { ...column, values };
  return { ...column, values, low: Float64Array.from(rows, (i) => low[i]!) };
}
