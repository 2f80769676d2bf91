/**
 * One variable of a model over the rows that are used.
 *
 * @module
 */
import { deparse } from "../../syntax/deparse.ts";
import { fail, placeOf } from "../../diagnostic.ts";
import type { FactorColumn } from "../../data/column.ts";
import { asFactor, dropLevels } from "../../data/factor.ts";
import type { Expr } from "../../syntax/expr.ts";
import { factorOf, numbersOf, type PreciseColumn, type Value, valueRows } from "./value.ts";

/** A variable over the rows used: either `factor`, or numeric `columns` with name `suffixes`. */
export interface FrameVariable {
  readonly label: string;
  readonly expr: Expr;
  /** Columns of the data that it is computed from. */
  readonly sources: string[];
  readonly factor: FactorColumn | null;
  readonly columns: readonly PreciseColumn[];
  readonly suffixes: readonly string[];
}

/** A variable as it was evaluated, on all rows of the data. */
export interface Collected {
  expr: Expr;
  label: string;
  value: Value;
}

/**
 * A variable over n rows: text and truth values as factors, levels in use only.
 *
 * @param rows places in the data of the rows used; null for all
 * @throws DiagnosticError `one-level`, `infinite-value`
 */
export function frameVariable(
  v: Collected,
  rows: Int32Array | null,
  n: number,
  sources: string[],
): FrameVariable {
  const value = valueRows(v.value, rows);
  const common = { label: v.label, expr: v.expr, sources };
  if (value.kind === "factor" || value.kind === "text" || value.kind === "logical") {
    const factor = dropLevels(factorOf(value));
    if (factor.levels.length < 2) {
      fail(
        "one-level",
        `${v.label} has one level in the rows used, ${factor.levels[0] ?? "none"}`,
        {
          ...placeOf(v.expr),
          hint: "A factor needs two levels at least; leave it out of the formula",
        },
      );
    }
    return { ...common, factor, columns: [], suffixes: [] };
  }
  const columns = value.kind === "matrix" ? value.columns : [numbersOf(value, n, v.label, v.expr)];
  for (const c of columns) refuseInfinite(c.values, v.label, v.expr, rows);
  const suffixes = value.kind === "matrix" ? value.names : [""];
  return { ...common, factor: null, columns, suffixes };
}

/**
 * The groups of a random term over the rows used.
 *
 * @throws DiagnosticError `random-term-group`
 */
export function groupColumn(c: Collected, rows: Int32Array | null): FactorColumn {
  const value = valueRows(c.value, rows);
  if (value.kind === "matrix" || value.kind === "constant") {
    fail("random-term-group", `${c.label} does not name groups`, {
      ...placeOf(c.expr),
      hint: "Name a column of the data that says to which group a row belongs",
    });
  }
  return asFactor(value);
}

/** Throws `infinite-value` with the row of the data where the first one stands. */
export function refuseInfinite(
  v: Float64Array,
  label: string,
  expr: Expr,
  rows: Int32Array | null,
): void {
  for (let i = 0; i < v.length; i++) {
    if (v[i]! - v[i]! !== 0 && v[i] === v[i]) {
      fail("infinite-value", `${label} is infinite in row ${(rows ? rows[i]! : i) + 1}`, {
        ...placeOf(expr),
        hint: /\blog/.test(deparse(expr))
          ? "The logarithm of 0 is: leave the row out, or transform otherwise"
          : "Look at the row: what is not known is NA, and such rows are left out",
      });
    }
  }
}
