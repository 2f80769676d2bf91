/**
 * Values of the language as verbs see them: numbers are `Float64Array`s with NaN for what is missing,
 * data frames are tables.
 *
 * @module
 */
import type { Column, FactorColumn } from "../../data/column.ts";
import { Table } from "../../data/table.ts";
import * as language from "../../language/values/value.ts";
import { describe as describeValue } from "../../language/values/coerce.ts";
import { codingNamed } from "../values/constants.ts";
import { factorCoding } from "../values/factor_coding.ts";
import {
  type CellsValue,
  character,
  type FactorCoding,
  type FactorValue,
  type FrameValue,
  type HeldValue,
  list,
  type ListValue,
  logical,
  type MatrixValue,
  NULL,
  type NumericValue,
  type Value,
} from "../values/value.ts";
import { toColumn } from "../values/vector.ts";
import { heldSource } from "../../model/formula/held.ts";
import { heldColumn, heldIn } from "./held_columns.ts";
import { factsOf } from "./facts.ts";
import { knownOf, remember } from "./known.ts";

/** What verbs see of a value of the language. */
export function fromLanguage(x: language.Value): Value {
  if (x.type === "NULL") return NULL;
  if (x.type === "thing") return x.content as Value;
  const before = knownOf(x);
  if (before) return before;
  const value = made(x);
  remember(x, value);
  return value;
}

function made(x: Exclude<language.Value, language.NullValue | language.Thing>): Value {
  switch (x.type) {
    case "logical":
      return language.dimOf(x) ? other(x) : logical(
        Int8Array.from(x.values, (v) => v === language.NA_INTEGER ? -1 : v),
        namesOf(x),
      );
    case "integer":
      if (language.isFactor(x)) return factorValue(x);
      return numbers(x);
    case "double":
      return numbers(x);
    case "character":
      return language.dimOf(x) ? other(x) : character(x.values, namesOf(x));
    case "list":
      return language.isFrame(x) ? frame(x) : heldValue(x) ?? listValue(x);
    case "language":
      return formula(x) ?? other(x);
    case "builtin": {
      const coding = codingNamed(x.name);
      return coding ? { kind: "coding", coding } : other(x);
    }
    default:
      return other(x);
  }
}

function other(value: language.Value): Value {
  return { kind: "other", what: describeValue(value), value };
}

function namesOf(x: language.Value): string[] | null {
  return language.textsAttribute(x, "names")?.map((n) => n ?? "<NA>") ?? null;
}

/** Numbers of a vector; what is missing is NaN. */
export function floats(x: language.IntegerVector | language.DoubleVector): Float64Array {
  if (x.type === "double") {
    return x.values instanceof Float64Array ? x.values : Float64Array.from(x.values);
  }
  return Float64Array.from(x.values, (v) => v === language.NA_INTEGER ? NaN : v);
}

function numbers(x: language.IntegerVector | language.DoubleVector): Value {
  const dim = language.dimOf(x);
  if (dim && dim.length > 2) return other(x);
  if (dim?.length === 2) return matrix(x, dim);
  const base: NumericValue = {
    kind: "numeric",
    values: floats(x),
    integer: x.type === "integer",
    names: namesOf(x),
    ...(x.type === "double" && x.nan?.includes(1) ? { nan: x.nan } : {}),
  };
  if (dim?.length === 1) {
    const names = language.dimNamesOf(x)?.[0]?.map((n) => n ?? "<NA>") ?? null;
    if (!language.inherits(x, "table")) return { ...base, names };
    return { ...base, names, counted: headsOf(x)?.[0] ?? "" };
  }
  if (language.inherits(x, "logLik")) {
    const df = x.attributes?.get("df");
    if (df?.type === "integer" || df?.type === "double") {
      return { ...base, parameters: df.values[0]! };
    }
  }
  return language.inherits(x, "summaryDefault") ? { ...base, digits: 4 } : base;
}

/** Names of the sides of a table of counts. */
function headsOf(x: language.Value): (string | null)[] | null {
  const sides = x.attributes?.get("dimnames");
  return sides ? [...language.textsAttribute(sides, "names") ?? []] : null;
}

function matrix(
  x: language.IntegerVector | language.DoubleVector,
  dim: language.Numbers,
): MatrixValue {
  const [rows, columns] = [dim[0]!, dim[1]!];
  const flat = floats(x);
  const sides = language.dimNamesOf(x);
  const side = (i: number): string[] => sides?.[i]?.map((n) => n ?? "<NA>") ?? [];
  const heads = headsOf(x);
  return {
    kind: "matrix",
    rowNames: side(0),
    columnNames: side(1),
    values: Array.from(
      { length: rows },
      (_, i) => Float64Array.from({ length: columns }, (_, j) => flat[j * rows + i]!),
    ),
    ...(language.inherits(x, "table") ? { counted: [heads?.[0] ?? "", heads?.[1] ?? ""] } : {}),
  };
}

function factorColumn(x: language.Factor): FactorColumn {
  return {
    kind: "factor",
    name: "",
    codes: Int32Array.from(x.values, (v) => v === language.NA_INTEGER ? -1 : v - 1),
    levels: language.levelsOf(x).map((level) => level ?? "NA"),
    ordered: language.inherits(x, "ordered"),
  };
}

/** A column of which cells are known and no rows. */
function heldValue(x: language.ListVector): HeldValue | null {
  const held = heldIn(x);
  return held && { ...held, cell: -1 };
}

function listValue(x: language.ListVector): ListValue {
  const names = namesOf(x);
  const kind = language.inherits(x, "emm_list")
    ? "emm_list"
    : language.inherits(x, "ranef.mer")
    ? "ranef"
    : language.inherits(x, "fixef.glmmTMB")
    ? "fixef"
    : language.inherits(x, "vcov.glmmTMB")
    ? "vcov"
    : language.inherits(x, "ranef.glmmTMB")
    ? "effects"
    : language.inherits(x, "ranef.lme")
    ? "levels"
    : "list";
  return list(
    x.values.map((item, i) => ({ name: names?.[i] || null, value: fromLanguage(item) })),
    kind,
  );
}

const COLUMNS = new WeakMap<language.Value, Column>();

/** A matrix of one column, such as `scale(x)`, is a vector to models and pictures. */
function isColumn(x: language.Atomic): boolean {
  const dim = language.dimOf(x);
  return (dim?.length ?? 1) === 1 || dim?.length === 2 && dim[1] === 1;
}

/** A matrix of one column as a vector; anything else as it is. */
function plain(x: language.Value): language.Value {
  return language.isAtomic(x) && language.dimOf(x)?.length === 2
    ? language.withAttributes(x, null)
    : x;
}

/** A vector as a column; dates and times are the numbers that they are stored as. */
function columnOf(name: string, x: language.Value, nrow: number): Column {
  let column = COLUMNS.get(x);
  if (!column) {
    column = toColumn(name, fromLanguage(plain(x)), nrow);
    COLUMNS.set(language.share(x), column);
  }
  return column.name === name ? column : { ...column, name };
}

/** The coding that was given to a factor. */
function codingOf(x: language.Value): FactorCoding | null {
  const given = language.isFactor(x) ? x.attributes.get("contrasts") : undefined;
  if (!given) return null;
  return factorCoding(fromLanguage(given), language.levelsOf(x).map((level) => level ?? "NA"));
}

function factorValue(x: language.Factor): FactorValue {
  const coding = codingOf(x);
  return { kind: "factor", column: factorColumn(x), ...(coding ? { coding } : {}) };
}

/** A data frame; columns that are lists or matrices of several columns are none of a table of ours, nor names met twice. */
function frame(x: language.Frame): FrameValue | CellsValue {
  const nrow = language.rowsOf(x);
  const names = namesOf(x) ?? [];
  const columns = x.values.flatMap((v, i) =>
    names.indexOf(names[i]!) !== i
      ? []
      : language.isAtomic(v) && isColumn(v)
      ? [columnOf(names[i]!, v, nrow)]
      : v.type === "list" && heldIn(v)
      ? [heldColumn(names[i]!, v)]
      : []
  );
  const codings = new Map<string, FactorCoding>();
  x.values.forEach((column, i) => {
    const coding = codingOf(column);
    if (coding) codings.set(names[i] ?? "", coding);
  });
  const table = new Table(columns, { nrow, ...factsOf(x) });
  const source = heldSource(table);
  const parts = {
    ...(codings.size > 0 ? { codings } : {}),
    table,
    rowNames: language.rowNamesOf(x),
  };
  return source ? { ...parts, kind: "cells", source } : { ...parts, kind: "frame" };
}

function formula(x: language.LanguageValue): Value | null {
  const { expr, scope, source } = x;
  if (expr.kind !== "call" || expr.callee.kind !== "name" || expr.callee.name !== "~") return null;
  return { kind: "formula", expr, scope, source };
}
