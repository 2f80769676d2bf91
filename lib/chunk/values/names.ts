/**
 * Names in expressions.
 *
 * @module
 */
import type { Expr } from "../../syntax/expr.ts";

/** Names of the variables of an expression, functions left out. */
export function variableNames(expr: Expr, into: Set<string> = new Set()): Set<string> {
  if (expr.kind === "name") into.add(expr.name);
  if (expr.kind === "call") {
    if (expr.form === "prefix" && expr.callee.kind === "call") variableNames(expr.callee, into);
    for (const arg of expr.args) if (arg.value) variableNames(arg.value, into);
  }
  return into;
}
