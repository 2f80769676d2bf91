/**
 * What an expression of a block evaluates to. Vectors are R's: numbers (missing is NaN), texts,
 * truth values, factors; the rest are the things that designed experiments are made of.
 *
 * @module
 */
import type { PiecesValue, PlotValue } from "./plot.ts";
import type { ModelRows } from "./rows_used.ts";
import type * as column from "../../data/column.ts";
import type { FactorColumn, HeldSource, NotNumbers } from "../../data/column.ts";
import type { Table } from "../../data/table.ts";
import type { Design } from "../../design/declared/design.ts";
import type { AnovaShell } from "../../design/structure/anova_shell.ts";
import type { AnovaTable } from "../../inference/test/anova_table.ts";
import type { ContrastTable } from "../../inference/contrast/contrast_table.ts";
import type { MeansGrid } from "../../inference/means/means_grid.ts";
import type { Fit } from "../../model/fit.ts";
import type { Coding } from "../../model/fixed/codings.ts";
import type { Shown, TableArrangement } from "../../render/shown.ts";
import type { Span } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type {
  Scope as NameScope,
  Source,
  Value as LanguageValue,
} from "../../language/values/value.ts";

/** `NULL`. */
export interface NullValue {
  kind: "null";
}

/** Numbers; missing is NaN. */
export interface NumericValue {
  kind: "numeric";
  values: Float64Array;
  integer: boolean;
  names: readonly string[] | null;
  /** 1 where a NaN is R's `NaN`, a number that does not exist, and not a missing one. */
  nan?: Uint8Array;
  /** What is counted, for counts by one factor; empty where it has no name. */
  counted?: string;
  /** Significant digits that a summary asks for. */
  digits?: number;
  /** Of a log likelihood: its number of parameters, which R prints beside it. */
  parameters?: number;
}

/** Texts; missing is null. */
export interface CharacterValue {
  kind: "character";
  values: readonly (string | null)[];
  names: readonly string[] | null;
  /** Why they are no numbers, of a column of a file. */
  notNumbers?: NotNumbers;
}

/** Truth values: 1, 0, or −1 for missing. */
export interface LogicalValue {
  kind: "logical";
  values: Int8Array;
  names: readonly string[] | null;
}

/** The coding of a factor; null if it is none that models know. */
export interface FactorCoding {
  readonly coding: Coding | null;
  /** Its columns are named by the numbers of the levels, as R's `contr.treatment(3)` names them. */
  readonly numbered: boolean;
}

/** A factor; the column's name means nothing here. */
export interface FactorValue {
  kind: "factor";
  column: FactorColumn;
  /** The coding that it was given. */
  coding?: FactorCoding;
}

/** A list; `class` is `emm_list` for means with their contrasts. */
export interface ListValue {
  kind: "list";
  items: readonly { name: string | null; value: Value }[];
  class: "list" | "emm_list" | "ranef" | "fixef" | "vcov" | "effects" | "levels";
  /** Of nlme's grouping levels what each is headed by: `Variety %in% Block`. */
  headings?: readonly string[];
  /** What `as.data.frame` gives, where that is more than the items side by side. */
  whole?: () => FrameValue;
}

/** A data frame. */
export interface FrameValue {
  kind: "frame";
  table: Table;
  rowNames: readonly string[] | null;
  /** Codings that factors of it were given: `contrasts(d$Trt) <- contr.sum(3)`. */
  codings?: ReadonlyMap<string, FactorCoding>;
}

/** A data frame with columns of which cells are known and no rows: models are fitted to it. */
export interface CellsValue {
  kind: "cells";
  table: Table;
  source: HeldSource;
  rowNames: readonly string[] | null;
  codings?: ReadonlyMap<string, FactorCoding>;
}

/** A row, or a column (cell −1), of which the cell is known and no value. */
export interface HeldValue {
  kind: "held";
  what: string;
  column: column.NumericColumn & { readonly held: column.HeldRows };
  cell: number;
}

/** A matrix of numbers; missing is NaN. Rows or columns without names have none at all. */
export interface MatrixValue {
  kind: "matrix";
  rowNames: readonly string[];
  columnNames: readonly string[];
  /** What rows and columns are, for counts by two factors; empty where it has no name. */
  counted?: readonly [string, string];
  /** By row. */
  values: readonly Float64Array[];
}

/** A formula, the names that it saw and the text that it was written in, as far as they are known. */
export interface FormulaValue {
  kind: "formula";
  expr: CallExpr;
  scope: NameScope | null;
  source: Source | null;
}

/** What has a meaning in the language alone: a function, an array, an environment. */
export interface OtherValue {
  kind: "other";
  /** As a word in messages: `a function`. */
  what: string;
  value: LanguageValue;
}

/** An argument of a call as it was written, or its value. */
export interface WrittenArgument {
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly span: Span;
  readonly expr: Expr | null;
  readonly value: Value | null;
}

/** A call, its arguments by their full names. */
export interface WrittenCall {
  readonly verb: string;
  readonly args: readonly WrittenArgument[];
}

/** A fitted model. */
export interface FitValue {
  kind: "fit";
  fit: Fit;
  /** The table that was given, with the columns that the formula does not name. */
  data: Table;
  /** The rows that were used. */
  rows: ModelRows;
  /** The data as written in the call: `pigs`. */
  dataName: string | null;
  /** The weights as written in the call, or null. */
  weights: string | null;
  /** The call as R deparses it. */
  call: string;
  /** The call that `update` changes. */
  written: WrittenCall;
  /** It is an analysis of variance: `aov`. */
  aov?: boolean;
  /** What the model looks like when it is shown by its name. */
  brief(digits?: number): Shown;
}

/** Estimated marginal means. */
export interface MeansValue {
  kind: "means";
  grid: MeansGrid;
  /** As `summary`, `confint` or `test` gives them, in R a table and no grid any more. */
  summed?: true;
  /** A reference grid, of which the levels of its variables are shown. */
  gridded?: true;
}

/** Contrasts of means. */
export interface ContrastsValue {
  kind: "contrasts";
  table: ContrastTable;
  /** As `summary`, `confint` or `test` gives them. */
  summed?: true;
}

/** A table of tests. */
export interface AnovaValue {
  kind: "anova";
  table: AnovaTable;
  fit: Fit;
}

/** A design declared before there are data. */
export interface DesignValue {
  kind: "design";
  design: Design;
  /** The call as R deparses it. */
  call: string;
}

/** The skeleton of an analysis of variance. */
export interface ShellValue {
  kind: "shell";
  shell: AnovaShell;
}

/** A contrast coding such as `contr.sum`. */
export interface CodingValue {
  kind: "coding";
  coding: Coding;
}

/** Something to be shown: an equation, a figure. `frame` is what `as.data.frame` gives, `parts` what `$` does. */
export interface DisplayValue {
  kind: "display";
  shown: Shown;
  /** As a word in messages: `an equation`. */
  what: string;
  frame: (() => FrameValue) | null;
  parts: Readonly<Record<string, () => Value>>;
  /** What `attr(x, "name")` gives of it. */
  attributes?: Readonly<Record<string, () => Value>>;
  /** The call that it stands for, where the verb that is handed it reads that: `corAR1(…)`. */
  written?: CallExpr;
  /** What plot() draws of it. */
  drawn?: () => Value;
  /** A figure again as a picture in layers, to which more can be added. */
  inLayers?: () => Value;
  /** What generic words such as `summary` do of it, by their names; and what it becomes of a model. */
  generics?: Readonly<Record<string, (asked: Asked) => Value>>;
  ofModel?: (model: FitValue) => Value;
}

/** What a generic word was asked besides its first argument. */
export interface Asked {
  has(name: string): boolean;
  optional(name: string): Value | null;
  number(name: string, otherwise?: number): number;
  text(name: string, otherwise?: string): string;
  texts(name: string): string[];
  flag(name: string, otherwise: boolean): boolean;
  wrong(name: string, expected: string, value: Value, hint?: string): never;
  spanOf(name: string): Span;
}

/** A value with a caption of its own: `kable(x, caption = "…")`. */
export interface CaptionedValue {
  kind: "captioned";
  value: Value;
  /** Null of a table that was arranged without one. */
  caption: string | null;
  /** Headings of rows and of columns, and lines below. */
  arranged?: TableArrangement;
}

/** Vectors with one kind of element. */
export type VectorValue = NumericValue | CharacterValue | LogicalValue | FactorValue;

/** Any value. */
export type Value =
  | NullValue
  | VectorValue
  | ListValue
  | FrameValue
  | CellsValue
  | HeldValue
  | MatrixValue
  | FormulaValue
  | FitValue
  | MeansValue
  | ContrastsValue
  | AnovaValue
  | DesignValue
  | ShellValue
  | CodingValue
  | DisplayValue
  | CaptionedValue
  | PlotValue
  | PiecesValue
  | OtherValue;

/** `NULL`. */
export const NULL: NullValue = { kind: "null" };

/** Numbers as a value. */
export function numeric(
  values: ArrayLike<number>,
  names: readonly string[] | null = null,
): NumericValue {
  return { kind: "numeric", values: Float64Array.from(values), integer: false, names };
}

/** Whole numbers as a value. */
export function integer(
  values: ArrayLike<number>,
  names: readonly string[] | null = null,
): NumericValue {
  return { kind: "numeric", values: Float64Array.from(values), integer: true, names };
}

/** Texts as a value. */
export function character(
  values: readonly (string | null)[],
  names: readonly string[] | null = null,
): CharacterValue {
  return { kind: "character", values, names };
}

/** Truth values (1, 0, −1 for missing) as a value. */
export function logical(
  values: ArrayLike<number>,
  names: readonly string[] | null = null,
): LogicalValue {
  return { kind: "logical", values: Int8Array.from(values), names };
}

/** A data frame of a table. */
export function frame(table: Table, rowNames: readonly string[] | null = null): FrameValue {
  return { kind: "frame", table, rowNames };
}

/** A list of named values. */
export function list(
  items: readonly { name: string | null; value: Value }[],
  className: ListValue["class"] = "list",
): ListValue {
  return { kind: "list", items, class: className };
}

/** Whether a value is a vector with one kind of element. */
export function isVector(value: Value): value is VectorValue {
  return value.kind === "numeric" || value.kind === "character" || value.kind === "logical" ||
    value.kind === "factor";
}

/** A word for a value in messages. */
export function describe(value: Value): string {
  switch (value.kind) {
    case "null":
      return "NULL";
    case "numeric":
      return value.values.length === 1 ? "a number" : "numbers";
    case "character":
      return "text";
    case "logical":
      return value.values.length === 1 ? "a truth value" : "truth values";
    case "factor":
      return "a factor";
    case "list":
      return "a list";
    case "frame":
      return "a table";
    case "cells":
      return "a table of cells";
    case "held":
      return value.what;
    case "matrix":
      return "a matrix";
    case "formula":
      return "a formula";
    case "fit":
      return "a model";
    case "means":
      return "means";
    case "contrasts":
      return "contrasts";
    case "anova":
      return "a table of tests";
    case "design":
      return "a design";
    case "shell":
      return "an ANOVA shell";
    case "coding":
      return "a contrast coding";
    case "plot":
      return "a picture";
    case "pieces":
      return "a part of a picture";
    case "display":
    case "other":
      return value.what;
    case "captioned":
      return describe(value.value);
  }
}
