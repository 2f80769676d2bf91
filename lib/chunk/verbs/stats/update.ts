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
  const expr = value.fit.random?.nlme?.fixed ?? value.fit.parsed.expr;
  const columns = columnsOf(value);
  return columns ? updatedFormula(expr, expr, columns) : expr as CallExpr;
}

function changedFormula(call: Call, old: CallExpr): CallExpr {
  const change = call.formula("formula.").expr;
  return call.at("formula.", () => updatedFormula(old, change));
}

/** Arguments that are often written by their beginnings: `update(m, corr = corAR1())`. */
const NLME_ARGUMENTS = ["correlation", "weights", "random", "method"];

/** The arguments of the fit, those in `...` in their place. */
function changedArguments(call: Call, value: FitValue): WrittenArgument[] {
  const args = [...value.written.args];
  const known = [...NLME_ARGUMENTS, ...args.flatMap((a) => a.name ?? [])];
  for (const arg of call.rest) {
    if (arg.name === null) {
      fail("too-many-arguments", "update() takes changed arguments by their names", {
        span: arg.span,
        hint: "Write update(m, . ~ . - x, data = d)",
      });
    }
    const begun = known.filter((n) => n.startsWith(arg.name!));
    const name = new Set(begun).size === 1 ? begun[0]! : arg.name;
    const place = args.findIndex((a) => a.name === name);
    const without = arg.expr?.kind === "null";
    const own = { ...arg, name };
    if (place >= 0) args.splice(place, 1, ...(without ? [] : [own]));
    else if (!without) args.push(own);
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
    // nlme has other names for it
    const name = { lme: "fixed", gls: "model" }[model.written.verb] ?? "formula";
    const formula = { name, nameSpan: null, span, expr, value: null };
    args = [formula, ...args.filter((a) => a.name !== name)];
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
