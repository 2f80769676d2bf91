/**
 * `update`: the call of a fit with some of its arguments changed, run again; and what its formula is.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { updatedFormula } from "../../../model/formula/updated.ts";
import type { CallExpr } from "../../../syntax/expr.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { updateMeans } from "../emmeans/means.ts";
import type { FitValue, FormulaValue, Value, WrittenArgument } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** The names of the columns that a `.` of the old formula stands for; null if it has none. */
function columnsOf({ fit, data }: FitValue): readonly string[] | null {
  return /(^|[^\w.])\.($|[^\w.])/.test(deparse(fit.parsed.expr)) ? data.names : null;
}

/** The formula of a fit, its `.` written out. */
export function formulaOfFit(value: FitValue): CallExpr {
  const { expr } = value.fit.parsed;
  const columns = columnsOf(value);
  return columns ? updatedFormula(expr, expr, columns) : expr as CallExpr;
}

function changedFormula(call: Call, old: CallExpr): CallExpr {
  const change = call.formula("formula.").expr;
  return call.at("formula.", () => updatedFormula(old, change));
}

/** The arguments of the fit, those in `...` in their place. */
function changedArguments(call: Call, value: FitValue): WrittenArgument[] {
  const args = [...value.written.args];
  for (const arg of call.rest) {
    if (arg.name === null) {
      fail("too-many-arguments", "update() takes changed arguments by their names", {
        span: arg.span,
        hint: "Write update(m, . ~ . - x, data = d)",
      });
    }
    const place = args.findIndex((a) => a.name === arg.name);
    const without = arg.expr?.kind === "null";
    if (place >= 0) args.splice(place, 1, ...(without ? [] : [arg]));
    else if (!without) args.push(arg);
  }
  return args;
}

/** Means and contrasts, which take other arguments. */
function ofMeans(call: Call, object: Value): Value {
  const given = ["object", "formula."].flatMap((name) => call.supplied(name) ?? []);
  const first = given.map((arg, i) => i === 0 ? { ...arg, value: object } : arg);
  return updateMeans(call, [...first, ...call.rest]);
}

function updated(call: Call): Value {
  const value = call.value("object");
  if (value.kind !== "fit" && value.kind !== "formula") return ofMeans(call, value);
  if (value.kind === "formula") {
    if (!call.has("formula.")) return value;
    call.refuseRest();
    return { ...value, expr: changedFormula(call, value.expr), source: null };
  }
  const model = call.fit("object");
  let args = changedArguments(call, model);
  if (call.has("formula.")) {
    const expr = changedFormula(call, formulaOfFit(model));
    const span = call.spanOf("formula.");
    const formula = { name: "formula", nameSpan: null, span, expr, value: null };
    args = [formula, ...args.filter((a) => a.name !== "formula")];
  }
  const { verb } = model.written;
  return call.at("object", () => call.context.call(verb, args, call.span, call.scope));
}

function formulaOf(call: Call): FormulaValue {
  return {
    kind: "formula",
    expr: formulaOfFit(call.fit("x")),
    scope: null,
    source: null,
  };
}

/** Fits changed. */
export const UPDATE: readonly Verb[] = [
  verb(
    "update",
    "object, formula.?, ..., evaluate!TRUE",
    "the fit with its formula or other arguments of its call changed: update(m, . ~ . - x)",
    updated,
  ),
  verb("formula", "x", "the formula of a model", formulaOf),
];
