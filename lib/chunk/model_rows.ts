/**
 * The rows that a model used, by their names in the data, and what becomes of those it left out.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";
import type { LinearMixedModel, LinearModel } from "../model/fit.ts";
import type { Call } from "./call.ts";
import { numeric, type Value } from "./value.ts";

/** Names of the rows of a fit. */
export interface ModelRows {
  /** Of the rows used. */
  names: readonly string[];
  /** `na.exclude`: all rows, with the places of those used; null if the others are forgotten. */
  padded: { names: readonly string[]; places: Int32Array } | null;
}

const ACTIONS = ["na.omit", "na.exclude", "na.fail", "na.pass"] as const;
type Action = typeof ACTIONS[number];

/** What the call says of rows with missing values. */
export function missingAction(call: Call): Action {
  const expr = call.quoted("na.action");
  if (!expr) return "na.omit";
  const name = expr.kind === "name" ? expr.name : call.text("na.action");
  const action = ACTIONS.find((a) => a === name);
  if (action === undefined) {
    fail("wrong-argument", `${call.verb.name}() knows no na.action ${name}`, {
      span: call.spanOf("na.action"),
      hint: "na.omit leaves rows out, na.exclude keeps their places, na.fail stops",
    });
  }
  if (action === "na.pass") {
    fail("wrong-argument", "A model cannot be fitted to missing values", {
      span: call.spanOf("na.action"),
      hint: "na.exclude leaves the rows out and keeps their places",
    });
  }
  return action;
}

/**
 * The rows of a fit.
 *
 * @param names of the rows that the model was handed; null for 1, 2, …
 * @throws DiagnosticError `missing-values` under `na.fail`
 */
export function modelRows(
  call: Call,
  fit: LinearModel | LinearMixedModel,
  names: readonly string[] | null,
  total: number,
): ModelRows {
  const all = names ?? Array.from({ length: total }, (_, i) => String(i + 1));
  const action = missingAction(call);
  if (fit.rows === null) return { names: all, padded: null };
  const used = Array.from(fit.rows, (i) => all[i]!);
  const dropped = fit.notes.find((n) => n.code === "dropped-rows");
  if (action === "na.fail" && dropped) {
    const { by } = dropped.data as { by: Record<string, number> };
    const kept = new Set(fit.rows);
    const first = all.find((_, i) => !kept.has(i));
    fail("missing-values", `There are missing values in ${Object.keys(by).join(", ")}`, {
      span: call.spanOf("na.action"),
      hint: `The first is in row ${first}; na.action = na.omit leaves such rows out`,
    });
  }
  return {
    names: used,
    padded: action === "na.exclude" ? { names: all, places: fit.rows } : null,
  };
}

/** A value of each row used, named; with missing ones in the places of excluded rows. */
export function byModelRow(rows: ModelRows, values: ArrayLike<number>): Value {
  if (!rows.padded) return numeric(Float64Array.from(values), rows.names);
  const { names, places } = rows.padded;
  const all = new Float64Array(names.length).fill(NaN);
  for (let k = 0; k < places.length; k++) all[places[k]!] = values[k]!;
  return numeric(all, names);
}
