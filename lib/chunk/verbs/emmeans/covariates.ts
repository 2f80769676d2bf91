/**
 * At which values of covariates means are taken: `cov.reduce`, a function of the values or none, and
 * `cov.keep`, how many different values make a covariate a factor.
 *
 * @module
 */
import { needsRows } from "../../../data/cells/needs_rows.ts";
import { isHeld } from "../../../model/formula/held.ts";
import { fail, type Span } from "../../../diagnostic.ts";
import { isCoerced, predictorNames } from "../../../inference/means/reference_grid.ts";
import type { EmmeansOptions } from "../../../inference/means/emmeans.ts";
import type { Table } from "../../../data/table.ts";
import { lm } from "../../../model/linear/lm.ts";
import type { Fit } from "../../../model/fit.ts";
import type { CallExpr, Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { numbersOf } from "../../values/vector.ts";

type Values = NonNullable<EmmeansOptions["at"]>;

/** `f(c(1, 2))` as an expression. */
function applied(f: Expr, values: readonly number[], { start, end }: Span): CallExpr {
  const argument = (value: Expr): CallExpr["args"][number] => ({
    name: null,
    nameSpan: null,
    value,
    start,
    end,
  });
  const prefix = (callee: Expr, args: readonly Expr[]): CallExpr => ({
    kind: "call",
    form: "prefix",
    callee,
    args: args.map(argument),
    start,
    end,
  });
  const numbers = values.map((value): Expr => ({
    kind: "number",
    value,
    integer: false,
    text: String(value),
    start,
    end,
  }));
  return prefix(f, [prefix({ kind: "name", name: "c", start, end }, numbers)]);
}

/** The function for a covariate; null keeps all values, undefined leaves the mean. */
function reducerOf(call: Call, name: string): Expr | null | undefined {
  const quoted = call.quoted("cov.reduce");
  if (!quoted) return undefined;
  if (quoted.kind === "logical") return quoted.value ? undefined : null;
  if (quoted.kind === "call" && quoted.callee.kind === "name") {
    if (quoted.callee.name === "list") {
      const own = quoted.args.find((a) => a.name === name)?.value;
      return own && isFormula(own) ? undefined : own ?? undefined;
    }
    if (isFormula(quoted)) return undefined;
  }
  return quoted;
}

const isFormula = (e: Expr): boolean =>
  e.kind === "call" && e.callee.kind === "name" && e.callee.name === "~";

/** The formulas of `cov.reduce`, by the covariate that each predicts from other variables. */
export function predictedCovariates(call: Call, fit: Fit): EmmeansOptions["predicted"] {
  const quoted = call.quoted("cov.reduce");
  if (!quoted) return undefined;
  const formulas = quoted.kind === "call" && quoted.callee.kind === "name" &&
      quoted.callee.name === "list"
    ? quoted.args.flatMap((a) => a.value ? [a.value] : [])
    : [quoted];
  const found: Record<string, (cells: Table) => Float64Array> = {};
  for (const formula of formulas) {
    if (formula.kind !== "call" || !isFormula(formula) || formula.args.length !== 2) continue;
    const [left] = formula.args;
    const name = left!.value?.kind === "name" ? left!.value.name : "";
    if (fit.data.column(name)?.kind !== "numeric") {
      fail("wrong-argument", "A formula of cov.reduce predicts a covariate of the model", {
        span: call.spanOf("cov.reduce"),
        hint: "Write cov.reduce = x ~ Trt",
      });
    }
    const model = call.at("cov.reduce", () => lm(formula, fit.data));
    found[name] = (cells) =>
      Float64Array.from(
        model.fixed.rowsFor(cells),
        (row) => model.beta.reduce((sum, b, k) => sum + b * row[model.fixed.kept[k]!]!, 0),
      );
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** Values of the covariates that `at` says nothing of. */
export function reducedCovariates(call: Call, fit: Fit, at: Values): Values {
  const keep = call.has("cov.keep") ? call.vector("cov.keep") : null;
  const most = keep?.kind === "numeric" ? keep.values[0]! : 2;
  const kept = keep?.kind === "character" ? keep.values : [];
  const found: Record<string, number[]> = {};
  for (const name of predictorNames(fit)) {
    const column = fit.data.column(name);
    if (column?.kind !== "numeric" || Object.hasOwn(at, name) || isCoerced(fit, name)) continue;
    if (isHeld(column)) {
      if (reducerOf(call, name) !== undefined || kept.includes(name)) {
        const span = call.spanOf(kept.includes(name) ? "cov.keep" : "cov.reduce");
        needsRows(`Values of ${name} are of rows`, column.held.source, { span });
      }
      continue;
    }
    const distinct = [...new Set(column.values)].toSorted((a, b) => a - b);
    const reducer = reducerOf(call, name);
    if (reducer === null || distinct.length <= most || kept.includes(name)) {
      if (reducer === null || distinct.length > 2) found[name] = distinct;
      continue;
    }
    if (reducer === undefined) continue;
    const expr = applied(reducer, [...column.values], call.spanOf("cov.reduce"));
    const values = numbersOf(call.context.evaluate(expr, call.scope));
    if (!values || values.length === 0 || values.some(Number.isNaN)) {
      fail("wrong-argument", `cov.reduce gives no values of ${name}`, {
        span: call.spanOf("cov.reduce"),
        hint: "Name a function of numbers, such as mean or range",
      });
    }
    found[name] = [...values];
  }
  return found;
}
