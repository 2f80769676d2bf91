/**
 * The table that a model is fitted to: its `data`, and what of the formula stands outside of it.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { Table } from "../../data/table.ts";
import type { CallExpr, CallForm, Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { calleeName, EFFECT_STRUCTURES } from "../../model/formula/formula.ts";
import { elementaryFunctions, formulaFunctions } from "../../model/formula/formula_functions.ts";
import type { Call } from "../evaluation/call.ts";
import { CONSTANTS } from "../../language/values/constants.ts";
import { tableScope } from "../values/mask.ts";
import { variableNames } from "../values/names.ts";
import { DependsOnFailure } from "../values/scope.ts";
import { describe, isVector, numeric } from "../values/value.ts";
import { lengthOf, toColumn } from "../values/vector.ts";

/** A table with its name in the call. */
export interface ModelData {
  table: Table;
  name: string | null;
  /** Names of its rows; null for 1, 2, … */
  rowNames: readonly string[] | null;
}

/** The data of a call of `lm` or `lmer`, rows chosen by `subset`. */
export function modelData(call: Call, formula: Expr): ModelData {
  const { options } = call.context;
  let table: Table | null = null;
  let name: string | null = null;
  let rowNames: readonly string[] | null = null;
  if (call.has("data")) {
    const value = call.value("data");
    table = value.kind === "cells" ? value.table : call.table("data");
    if (value.kind === "frame" || value.kind === "cells") rowNames = value.rowNames;
    const expr = call.quoted("data");
    name = expr ? deparse(expr) : null;
  } else if (options.dataFailed) {
    throw new DependsOnFailure("data");
  } else if (options.data) {
    table = options.data.table;
    name = options.data.text;
    if (call.expr) call.context.takers.add(call.expr.start);
  }
  const whole = withScopeVariables(call, formula, table);
  const chosen = chosenRows(call, whole);
  if (chosen) {
    const names = rowNames;
    rowNames = chosen.map((i) => names?.[i] ?? String(i + 1));
  }
  const used = chosen ? whole.filter(Int32Array.from(chosen)) : whole;
  return { table: described(call, formula, used), name, rowNames };
}

/** What the block's options say of the response and of symbols, put with what the data say. */
function described(call: Call, formula: Expr, table: Table): Table {
  const { response, symbols } = call.context.options;
  if (response === null && symbols === null) return table;
  let { metadata } = table;
  // Letters given here come first: their order is that of the equation.
  if (symbols) {
    metadata = { ...metadata, symbols: { ...symbols, ...rest(metadata.symbols, symbols) } };
  }
  const left = formula.kind === "call" && formula.args.length === 2 ? formula.args[0]!.value : null;
  const [name] = left ? variableNames(left) : [];
  if (response !== null && name !== undefined) {
    const [, label, unit] = /^(.*?)\s*(?:\(([^()]*)\))?$/s.exec(response)!;
    metadata = { ...metadata, labels: { ...metadata.labels, [name]: label! } };
    if (unit) metadata = { ...metadata, units: { ...metadata.units, [name]: unit } };
  }
  return table.withMetadata(metadata);
}

function rest<T>(
  all: Record<string, T> | undefined,
  known: Record<string, unknown>,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(all ?? {}).filter(([key]) => !Object.hasOwn(known, key)),
  );
}

/** Functions that a formula knows by itself: what it computes of columns, and what has a place in it. */
const COMPUTED: ReadonlySet<string> = new Set([
  ...Object.keys(formulaFunctions),
  ...Object.keys(elementaryFunctions),
  ...EFFECT_STRUCTURES,
  ..."C Error cbind offset strata".split(" "),
]);

/** Whether a call holds a part of a table anywhere. */
function holdsPart(expr: Expr): boolean {
  if (expr.kind !== "call") return false;
  return PARTS.has(expr.form) || expr.args.some((arg) => arg.value && holdsPart(arg.value));
}

/**
 * Whether a call is of the page alone: all that it names is the page's, and it joins parts of tables,
 * `c(m[, 1], m[, 2])`, or is of a function that formulas do not have.
 */
function ofThePage(call: CallExpr, onPage: (name: string) => boolean): boolean {
  const { callee } = call;
  if (call.form !== "prefix" || callee.kind !== "name") return false;
  if (COMPUTED.has(callee.name) && !(callee.name === "c" && holdsPart(call))) return false;
  return [...variableNames(call)].every(onPage);
}

/** Whether a name of a call's formula is the page's: a value there, and no column of the call's data. */
export function pageNames(call: Call): (name: string) => boolean {
  const columns = new Set<string>();
  if (!call.has("data")) {
    for (const name of call.context.options.data?.table.names ?? []) columns.add(name);
  } else {
    const value = call.value("data");
    const table = value.kind === "cells" ? value.table : call.table("data");
    for (const name of table.names) columns.add(name);
  }
  return (name) =>
    !columns.has(name) && (CONSTANTS.has(name) || call.scope.get(name) !== undefined);
}

/** Ways to write a part of a table: `pigs$y`, `pigs[["y"]]`, `pigs[, 2]`. */
const PARTS: ReadonlySet<CallForm> = new Set(["dollar", "index", "index2"]);

/**
 * A formula in which parts of tables stand, `pigs$y ~ pigs$x`, as one of names, each of which knows
 * what it stands for: the column of that name is what the part is worth on the page.
 */
export function withPartsNamed(formula: Expr, onPage: (name: string) => boolean): Expr {
  if (formula.kind !== "call") return formula;
  const { start, end } = formula;
  if (PARTS.has(formula.form) || ofThePage(formula, onPage)) {
    return { kind: "name", name: deparse(formula), of: formula, start, end };
  }
  // a coding is no variable
  const variables = calleeName(formula) === "C" ? 1 : Infinity;
  const args = formula.args.map((arg, k) =>
    arg.value && k < variables ? { ...arg, value: withPartsNamed(arg.value, onPage) } : arg
  );
  return args.every((arg, i) => arg.value === formula.args[i]!.value)
    ? formula
    : { ...formula, args };
}

/** The names of a formula that stand for parts of tables. */
function* partsIn(formula: Expr): Generator<[name: string, part: Expr]> {
  if (formula.kind === "name" && formula.of) yield [formula.name, formula.of];
  if (formula.kind !== "call") return;
  for (const arg of formula.args) if (arg.value) yield* partsIn(arg.value);
}

/** Vectors of the page that the formula names and the table has not, as in R. */
function withScopeVariables(call: Call, formula: Expr, table: Table | null): Table {
  let whole = table ?? new Table([]);
  const parts = new Map(partsIn(formula));
  for (const name of variableNames(formula)) {
    if (whole.column(name) || name === "." || CONSTANTS.has(name)) continue;
    const part = parts.get(name);
    const held = part ? call.context.evaluate(part, call.scope) : call.scope.get(name);
    // one column is a vector, as the product of a matrix with coefficients
    const value = held?.kind === "matrix" && held.values.every((row) => row.length === 1)
      ? numeric(held.values.map((row) => row[0]!))
      : held;
    if (!value || !isVector(value)) {
      if (table || !value) continue;
      fail("wrong-argument", `${name} is ${describe(value)}, not a vector`, { span: call.span });
    }
    const n = lengthOf(value);
    if (whole.columns.length > 0 && n !== whole.nrow) continue;
    whole = whole.with(toColumn(name, value, n));
  }
  if (whole.columns.length === 0) {
    fail("missing-data", `${call.verb.name}() has no data`, {
      span: call.span,
      hint: "Name a table: data = pigs",
    });
  }
  return whole;
}

/** The rows that `subset` picks; null for all. */
function chosenRows(call: Call, table: Table): number[] | null {
  const arg = call.supplied("subset");
  if (!arg) return null;
  const value = call.evaluate(arg, tableScope(table, call.scope));
  if (value.kind === "null") return null;
  if (value.kind !== "logical" || value.values.length !== table.nrow) {
    return call.wrong("subset", "one truth value for each row", value);
  }
  return [...value.values.keys()].filter((i) => value.values[i] === 1);
}

/** The weights of a call as the name of a column, and the table with that column. */
export function weightsOf(call: Call, table: Table): { table: Table; weights: string | null } {
  const arg = call.supplied("weights");
  if (!arg) return { table, weights: null };
  if (arg.expr?.kind === "name" && table.column(arg.expr.name)) {
    return { table, weights: deparse(arg.expr) };
  }
  const value = call.evaluate(arg, tableScope(table, call.scope));
  if (value.kind === "null") return { table, weights: null };
  const column = call.at("weights", () => toColumn("(weights)", value, table.nrow));
  return { table: table.with(column), weights: "`(weights)`" };
}
