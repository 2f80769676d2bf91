/**
 * The formula of an analysis in strata taken apart: `y ~ A * B + Error(block / plot)`.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import {
  calleeName,
  type Formula,
  operands,
  parseFormula,
  type RandomTerm,
} from "../formula/formula.ts";
import { expandTerms } from "../formula/terms.ts";

/**
 * A formula without its `Error()`, whose terms stand as groupings; behind them those of its variables
 * that are no terms.
 */
export interface ErrorFormula {
  readonly formula: Formula;
  /** Labels of the error terms as R has them, from coarse to fine. */
  readonly labels: readonly string[];
  /** Of each error term the names of its variables. */
  readonly variables: readonly (readonly string[])[];
}

const isError = (e: Expr): boolean => calleeName(e) === "Error";

/** Whether an expression has an `Error()` anywhere. */
export function hasErrorTerm(expr: Expr): boolean {
  if (isError(expr)) return true;
  return expr.kind === "call" && expr.args.some((a) => a.value !== null && hasErrorTerm(a.value));
}

/** The sum without its `Error()` (null if nothing is left), which goes into `found`. */
function withoutError(expr: Expr, found: Expr[]): Expr | null {
  if (expr.kind !== "call") return expr;
  if (isError(expr)) {
    found.push(expr);
    return null;
  }
  if (expr.form === "paren") {
    const inner = withoutError(operands(expr)[0]!, found);
    return inner;
  }
  const name = calleeName(expr);
  if ((name !== "+" && name !== "-") || expr.form !== "infix") {
    if (hasErrorTerm(expr)) {
      fail("error-term-place", "Error() can only be added to a formula", {
        span: spanOf(expr),
        hint: "Write y ~ A * B + Error(block)",
      });
    }
    return expr;
  }
  const [left, right] = operands(expr) as [Expr, Expr];
  if (name === "-" && hasErrorTerm(right)) {
    fail("error-term-place", "Error() can only be added to a formula", { span: spanOf(right) });
  }
  const [a, b] = [withoutError(left, found), withoutError(right, found)];
  if (!a || !b) return a ?? (b && name === "+" ? b : null);
  const args = [a, b].map((value) => ({ name: null, nameSpan: null, value, ...spanOf(value) }));
  return { ...expr, args };
}

/** Takes the formula apart. @throws DiagnosticError `error-term-place`, `several-error-terms` */
export function errorFormula(expr: Expr): ErrorFormula {
  const whole = parseFormula(expr);
  const found: Expr[] = [];
  const fixed = withoutError(whole.fixed, found);
  const [error, more] = found;
  if (more) {
    fail("several-error-terms", "There are several Error() in the formula", {
      span: spanOf(more),
      hint: "Write one: Error(block / plot), Error(row + column)",
    });
  }
  const inside = error?.kind === "call" ? operands(error)[0] : undefined;
  if (!error || !inside) {
    return fail("error-term-place", "Error() has the terms of the strata", {
      span: spanOf(error ?? expr),
      hint: "Write Error(block / plot)",
    });
  }
  const { terms, variables } = expandTerms(inside);
  const place = spanOf(error);
  const one: Expr = { kind: "number", value: 1, integer: false, text: "1", ...place };
  const grouping = (label: string, factors: Expr[]): RandomTerm => ({
    left: one,
    group: { name: label, factors },
    correlated: true,
    ...place,
  });
  const alone = variables.filter((v) => !terms.some((t) => t.label === v.label));
  const random = [
    ...terms.map((t) => grouping(t.label, t.variables.map((i) => variables[i]!.expr))),
    ...alone.map((v) => grouping(v.label, [v.expr])),
  ];
  return {
    formula: { ...whole, fixed: fixed ?? one, random },
    labels: terms.map((t) => t.label),
    variables: terms.map((t) => t.variables.map((i) => variables[i]!.label)),
  };
}
