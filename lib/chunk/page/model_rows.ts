/**
 * The rows that a model used, by their names in the data, and what becomes of those it left out.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Fit, GeneralizedLinearModel, ResidualType } from "../../model/fit.ts";
import type { Call } from "../evaluation/call.ts";
import { numeric, type Value } from "../values/value.ts";
import { type MissingAction, missingActionNamed, type ModelRows } from "../values/rows_used.ts";

/** What the call says of rows with missing values, else what `options()` said. */
function missingAction(call: Call): MissingAction {
  const expr = call.quoted("na.action");
  if (!expr) return call.scope.settings.naAction;
  const name = expr.kind === "null"
    ? "na.pass" // as R
    : expr.kind === "name"
    ? expr.name
    : call.text("na.action");
  if (name === "na.pass") {
    fail("wrong-argument", "A model cannot be fitted to missing values", {
      span: call.spanOf("na.action"),
      hint: "na.exclude leaves the rows out and keeps their places",
    });
  }
  return missingActionNamed(name) ??
    fail("wrong-argument", `${call.verb.name}() knows no na.action ${name}`, {
      span: call.spanOf("na.action"),
      hint: "na.omit leaves rows out, na.exclude keeps their places, na.fail stops",
    });
}

/**
 * The rows of a fit.
 *
 * @param names of the rows that the model was handed; null for 1, 2, …
 * @throws DiagnosticError `missing-values` under `na.fail`
 */
export function modelRows(
  call: Call,
  fit: Fit,
  names: readonly string[] | null,
  total: number,
): ModelRows {
  const all = names ?? Array.from({ length: total }, (_, i) => String(i + 1));
  const action = missingAction(call);
  if (fit.rows === null) return { names: all, order: null, padded: null };
  const dropped = fit.notes.find((n) => n.code === "dropped-rows");
  if (action === "na.fail" && dropped) {
    const { by, first } = dropped.data as { by: Record<string, number>; first: number };
    fail("missing-values", `There are missing values in ${Object.keys(by).join(", ")}`, {
      span: call.spanOf("na.action"),
      hint: `The first is in row ${all[first]}; na.action = na.omit leaves such rows out`,
    });
  }
  const weightless = fit.weightless?.rows ?? null;
  const places = weightless ? Int32Array.from([...fit.rows, ...weightless]) : fit.rows;
  const order = weightless
    ? Int32Array.from(places.keys()).sort((a, b) => places[a]! - places[b]!)
    : null;
  const inOrder = order ? order.map((k) => places[k]!) : places;
  return {
    names: Array.from(inOrder, (i) => all[i]!),
    order,
    all,
    excluded: action === "na.exclude",
    padded: action === "na.exclude" ? { names: all, places: inOrder } : null,
  };
}

/** Rows of values, named; with missing ones in the places of excluded rows. */
export interface NamedRows<T> {
  names: readonly string[];
  values: T[];
}

/**
 * Values of the rows of a fit in the order of the data, with their names.
 *
 * @param values of the rows used, then of those of weight 0
 * @param missing what an excluded row has
 */
export function inDataOrder<T>(
  rows: ModelRows,
  values: ArrayLike<T>,
  missing: T,
): NamedRows<T> {
  const ordered = rows.order
    ? Array.from(rows.order, (k) => values[k]!)
    : Array.from(values, (v) => v);
  if (!rows.padded) return { names: rows.names, values: ordered };
  const { names, places } = rows.padded;
  const all = new Array<T>(names.length).fill(missing);
  ordered.forEach((v, k) => all[places[k]!] = v);
  return { names, values: all };
}

/** A number of each row, named. */
export function byModelRow(rows: ModelRows, values: ArrayLike<number>): Value {
  const made = inDataOrder(rows, values, NaN);
  return numeric(made.values, made.names);
}

/** Fitted values of the rows used, then of those of weight 0. */
export function fittedOf(fit: Fit): readonly number[] {
  const more = fit.weightless;
  return more ? [...fit.fitted, ...more.fitted] : fit.fitted;
}

/** Residuals of the rows used, then of those of weight 0. */
export function residualsOf(fit: Fit): readonly number[] {
  const more = fit.weightless;
  return more ? [...fit.residuals, ...more.residuals] : fit.residuals;
}

/** Of the rows used, then of those of weight 0, which weigh nothing. */
export function generalizedResiduals(fit: GeneralizedLinearModel, type: ResidualType): number[] {
  const { linked: link } = fit.family;
  const more = fit.weightless;
  const own = more?.residuals.map((r, i) =>
    type === "response"
      ? r
      : type === "working"
      ? r / link.derivative(link.linear(more.fitted[i]!))
      : Number.isNaN(r)
      ? NaN
      : 0
  );
  return [...fit.residualsOf(type), ...own ?? []];
}
