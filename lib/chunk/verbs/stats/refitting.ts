/**
 * Fits with a term less or more, on the same rows.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { updatedFormula } from "../../../model/formula/updated.ts";
import { parseExpression } from "../../../syntax/parse.ts";
import type { CallExpr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import type { FitValue } from "../../values/value.ts";
import { formulaOfFit } from "./update.ts";

/** The formula of a fit with a term less (`- x`) or more (`+ x`). */
export function changedBy(value: FitValue, change: string): CallExpr {
  return updatedFormula(formulaOfFit(value), parseExpression(`. ~ . ${change}`));
}

/** The fit with another formula. @throws DiagnosticError `compare-rows` where it has other rows */
export function refitted(call: Call, name: string, value: FitValue, expr: CallExpr): FitValue {
  const span = call.spanOf(name);
  const formula = { name: "formula", nameSpan: null, span, expr, value: null };
  const args = [formula, ...value.written.args.filter((a) => a.name !== "formula")];
  const made = call.at(
    name,
    () => call.context.call(value.written.verb, args, call.span, call.scope),
  );
  if (made.kind !== "fit") return call.wrong(name, "a model", made);
  if (made.fit.n !== value.fit.n) {
    fail(
      "compare-rows",
      `With the changed term ${made.fit.n} rows are used, and not ${value.fit.n}`,
      {
        span,
        hint: "Drop the rows with missing values before fitting, so that all models use the same",
      },
    );
  }
  return made;
}
