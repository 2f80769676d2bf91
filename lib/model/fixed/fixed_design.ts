/**
 * The fixed-effects part of a model: terms, codings, and the model matrix with R's names.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Table } from "../../data/table.ts";
import type { Cells } from "../formula/cells.ts";
import type { Coding } from "./codings.ts";
import type { ColumnPlan } from "./columns.ts";

/** A fixed-effects term, in R's order (by degree, then as written). */
export interface FixedTerm {
  /** As R deparses it: `Day:Trt`, `poly(x, 2)`, `I(x^2)`. */
  label: string;
  /** Names of the variables (as deparsed: `Day`, `poly(x, 2)`) whose product it is. */
  variables: string[];
  /** Columns of the model matrix, as indices. */
  columns: number[];
}

/** A variable of the formula: a factor, or one or more numeric columns. */
export interface FixedVariable {
  /** As R deparses it: `Day`, `factor(nitro)`, `poly(x, 2)`, `log(conc)`. */
  label: string;
  /** Text and truth values are factors. */
  kind: "factor" | "numeric";
  /** Columns of the data that it is computed from. */
  sources: string[];
  /** Factor only. */
  levels: readonly string[];
  /** Factor only. */
  ordered: boolean;
  /** Null if numeric. */
  coding: Coding | null;
  /** Level of each row used, as index into `levels`; empty if numeric. */
  codes: Int32Array;
  /** Its columns over the rows used, e.g. two for `poly(x, 2)`; empty if a factor. */
  values: readonly Float64Array[];
}

/** Fixed effects, ready for fitting and for predicting. */
export interface FixedDesign {
  /** Whether the first column is the intercept. */
  readonly intercept: boolean;
  /** Without the intercept. */
  readonly terms: readonly FixedTerm[];
  /** In order of appearance. */
  readonly variables: readonly FixedVariable[];
  /** All columns, in R's order. */
  readonly names: readonly string[];
  /**
   * How the columns of each term are made of its variables.
   * @internal
   */
  readonly plan: ColumnPlan;
  /** Term of each column: 0 the intercept, else index in `terms` + 1. */
  readonly assign: Int32Array;
  /** n × names.length, column-major. Made when first read; most code needs only `cellMatrix`. */
  readonly matrix: Float64Array;
  /** Rows used. */
  readonly n: number;
  /** Rows that have the same model row. */
  readonly cells: Cells;
  /** cells.count × names.length, column-major: the model row of each cell. */
  readonly cellMatrix: Float64Array;
  /** Estimable columns, ascending; their number is the rank. */
  readonly kept: Int32Array;
  /** The other columns, ascending. */
  readonly dropped: Int32Array;
  /** Orthonormal basis of the null space of the matrix, over all columns; empty at full rank. */
  readonly nullBasis: readonly Float64Array[];
  /** Root mean square of each column over the cells, 1 for a column of zeros: its unit, so to say. */
  readonly columnScale: Float64Array;
  /** n, or null without `offset()`. */
  readonly offset: Float64Array | null;
  /** Columns of the data that the offsets are computed from. */
  readonly offsetSources: readonly string[];
  /** What is to be said of the design: dropped columns and why, codings passed over. */
  readonly notes: readonly Note[];
  /** Model rows (all columns) of some of the rows used: rows.length × names.length, column-major. */
  rowsAt(rows: Int32Array): Float64Array;
  /** Rows of the model matrix (all columns) for a table that has the source columns. */
  rowsFor(table: Table): Float64Array[];
  /** Offset of each row of such a table (0 without one). */
  offsetFor(table: Table): Float64Array;
  /** The same terms with other codings (`sum` for Type III), on the same rows. */
  recode(codings: Record<string, Coding>): FixedDesign;
}

/** Columns of the data behind some variables of a design, or of the formula it stands in. */
export function sourcesOf(
  { variables }: Pick<FixedDesign, "variables">,
  labels: readonly string[],
): string[] {
  return labels.flatMap((label) => variables.find((v) => v.label === label)?.sources ?? [label]);
}
