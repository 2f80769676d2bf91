/**
 * Models of data of which only the moments by cell are known: what such a fit is, and what it cannot be.
 *
 * Least squares and normal likelihoods with independent errors see rows through their cross-products
 * alone. If every factor of a formula is constant in the cells and every column of numbers enters in
 * plain form, the cross-products of any rows with the moments of the cells are those of the rows that
 * nobody has. Everything else is refused here.
 *
 * @module
 */
import { fail, placeOf } from "../../diagnostic.ts";
import { cellsCalled, needsRows } from "../../data/cells/needs_rows.ts";
import type { Column, HeldRows, HeldSource, NumericColumn } from "../../data/column.ts";
import type { Table } from "../../data/table.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { parseExpression } from "../../syntax/parse.ts";
import type { Formula } from "./formula.ts";
import type { FramePart, ModelFrame } from "./frame.ts";
import { namesIn } from "./terms.ts";

function heldColumn(table: Table, name: string): NumericColumn | null {
  const column = table.column(name);
  return column && isHeld(column) ? column : null;
}

/** The cells that a table's numbers are known by; null for a table of rows. */
export function heldSource(table: Table): HeldSource | null {
  return table.columns.find(isHeld)?.held.source ?? null;
}

/** Throws `needs-rows` if a fit is one of cells. */
export function refuseHeld(data: Table, what: string): void {
  const source = heldSource(data);
  if (source) needsRows(what, source);
}

/** What a class of model allows of cells. */
export interface HeldOptions {
  weights?: string | undefined;
  /** Why the class needs rows; null if it does not. */
  refused: string | null;
}

/**
 * Looks at a formula before anything is computed from cells.
 *
 * @throws DiagnosticError `needs-rows`
 */
export function checkHeldFormula(formula: Formula, data: Table, options: HeldOptions): void {
  const source = heldSource(data);
  if (!source) return;
  const used: string[] = [];
  const plain = (expr: Expr): void => {
    for (const name of namesIn(expr)) {
      if (name === "." && !data.column(name)) {
        needsRows("A point stands for all columns of the rows", source, placeOf(expr));
      }
      if (!data.column(name) && name !== "pi") {
        fail(
          "needs-rows",
          `${name} is not in ${cellsCalled(source)}, which has cells by ${source.by.join(", ")}`,
          {
            ...placeOf(expr),
            hint: `Make the cells with it: heddle cells … --by ${[...source.by, name].join(",")}`,
          },
        );
      }
      const column = heldColumn(data, name);
      if (column) used.push(column.held!.name);
    }
  };
  if (source.weights !== null) {
    for (const { args } of callsOf(formula.fixed, "offset")) {
      for (const { value } of args) {
        if (value && namesIn(value).some((name) => heldColumn(data, name))) {
          needsRows("The mean of an offset without weights is of rows", source, placeOf(value));
        }
      }
    }
  }
  const parts = [
    ...variablesOf(formula.fixed),
    ...formula.random.flatMap((r) => variablesOf(r.left)),
  ];
  const groups = formula.random.flatMap((r) => r.group.factors);
  const weights = options.weights === undefined ? null : parseExpression(options.weights);
  for (const expr of [...formula.response ? [formula.response] : [], ...parts, ...groups]) {
    plain(expr);
    if (expr.kind !== "name" && namesIn(expr).some((name) => heldColumn(data, name))) {
      needsRows(`${deparse(expr)} is computed from each row`, source, placeOf(expr));
    }
  }
  for (const expr of groups) {
    if (expr.kind === "name" && heldColumn(data, expr.name)) {
      needsRows(`Groups by ${expr.name} are of rows`, source, placeOf(expr));
    }
  }
  if (used.length === 0) return;
  if (options.refused !== null) needsRows(options.refused, source, placeOf(formula.expr));
  checkWeights(weights, data, source, formula.expr);
  const names = [...new Set(used)];
  names.forEach((a, i) => {
    for (const b of names.slice(i + 1)) {
      if (!source.paired(a, b)) {
        needsRows(
          `A model of both ${a} and ${b} takes their products`,
          source,
          placeOf(formula.expr),
        );
      }
    }
  });
}

function callsOf(expr: Expr, name: string): CallExpr[] {
  if (expr.kind !== "call") return [];
  if (expr.callee.kind === "name" && expr.callee.name === name) return [expr];
  return expr.args.flatMap((a) => a.value ? callsOf(a.value, name) : []);
}

/** The variables of the terms of a right side, as they are written. */
function variablesOf(expr: Expr): Expr[] {
  if (expr.kind === "name") return [expr];
  if (expr.kind !== "call") return [];
  const inner = expr.args.flatMap((a) => a.value ? [a.value] : []);
  const name = expr.callee.kind === "name" ? expr.callee.name : "";
  const splits = expr.form === "paren" || name === "offset" ||
    (["infix", "unary"].includes(expr.form) && ["+", "-", "*", ":", "/", "%in%"].includes(name));
  if (name === "^" && expr.form === "infix") return variablesOf(inner[0]!);
  return splits ? inner.flatMap(variablesOf) : [expr];
}

/**
 * The mean of a column over its rows, unweighted.
 *
 * @throws DiagnosticError `needs-rows` where only weighted means are known
 */
export function heldMean({ name, held }: NumericColumn & { held: HeldRows }): number {
  let [sum, n] = [0, 0];
  for (const c of held.cell) {
    if (c < 0) continue;
    sum += held.average[c]!;
    n++;
  }
  if (Number.isNaN(sum)) needsRows(`The mean of ${name} without weights is of rows`, held.source);
  return sum / n;
}

/** Whether a column of numbers is held. */
export function isHeld(column: Column): column is NumericColumn & { held: HeldRows } {
  return column.kind === "numeric" && column.held !== undefined;
}

function checkWeights(weights: Expr | null, data: Table, source: HeldSource, at: Expr): void {
  if (source.weights === null) {
    const held = weights && namesIn(weights).find((name) => heldColumn(data, name));
    if (held) needsRows(`Weights by ${held} are of rows`, source, placeOf(weights));
    return;
  }
  const column = weights?.kind === "name" ? heldColumn(data, weights.name) : null;
  if (column?.held?.name === source.weights) return;
  fail("needs-rows", `The cells are weighted by ${source.weights}, and the model is not`, {
    ...placeOf(weights ?? at),
    hint: `Write weights = ${source.weights}, or make the cells without --weights`,
  });
}

/**
 * Looks at a frame of cells: all rows of a cell are in it or none, and what is no held number is the same
 * in all of them.
 *
 * @throws DiagnosticError `needs-rows`
 */
export function checkHeldFrame(frame: ModelFrame): void {
  const { data } = frame;
  const source = heldSource(data);
  if (!source) return;
  let cells: Int32Array | null = null;
  for (const column of data.columns) {
    if (!isHeld(column)) continue;
    const { cell, counts } = column.held;
    cells = cell;
    const found = new Float64Array(counts.length);
    for (const c of cell) if (c >= 0) found[c]!++;
    if (found.some((k, c) => k !== 0 && k !== counts[c])) {
      needsRows(`Some rows of a cell were taken and others left, or taken twice`, source);
    }
  }
  checkTerms(frame, source);
  for (const [label, values] of valuesOf(frame)) {
    if (!constantIn(cells!, values)) {
      fail("needs-rows", `${label} differs in rows of one cell of ${cellsCalled(source)}`, {
        hint: `Cells are by ${source.by.join(", ")}: make them by it as well`,
      });
    }
  }
}

/** What a model takes of its rows besides columns of numbers that are held. */
function* valuesOf(frame: ModelFrame): Generator<[string, ArrayLike<number>]> {
  const held = (expr: Expr): boolean =>
    namesIn(expr).some((name) => heldColumn(frame.data, name) !== null);
  const parts: readonly FramePart[] = [frame.fixed, ...frame.random];
  for (const { variables } of parts) {
    for (const { label, expr, factor, columns } of variables) {
      if (held(expr)) continue;
      if (factor) yield [label, factor.codes];
      for (const column of columns) yield [label, column.values];
    }
  }
  for (const { group } of frame.random) yield [group.name, group.codes];
  if (frame.offset && !frame.offsets.some(held)) yield ["The offset", frame.offset];
  const { weights } = heldSource(frame.data)!;
  if (frame.weights && weights === null) yield ["The weights", frame.weights];
}

function constantIn(cells: Int32Array, values: ArrayLike<number>): boolean {
  const first = new Map<number, number>();
  for (let i = 0; i < cells.length; i++) {
    const known = first.get(cells[i]!);
    if (known === undefined) first.set(cells[i]!, values[i]!);
    else if (known !== values[i]) return false;
  }
  return true;
}

/** Products of two columns of numbers in one term: their squares are no moments of second order. */
function checkTerms(frame: ModelFrame, source: HeldSource): void {
  const parts: readonly FramePart[] = [frame.fixed, ...frame.random];
  for (const { terms, variables } of parts) {
    for (const term of terms.terms) {
      const held = term.variables.filter((v) =>
        variables[v]!.sources.some((name) => heldColumn(frame.data, name))
      );
      if (held.length > 1) needsRows(`${term.label} is a product of each row`, source);
    }
  }
}
