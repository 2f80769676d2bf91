/**
 * What a call calls, and where it stands.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Expr, NameExpr } from "../../syntax/expr.ts";

/** The name of the verb that is called: `f`, `pkg::f`; of a bare name itself. */
export function calleeOf(expr: Expr): NameExpr | null {
  if (expr.kind === "name") return expr;
  if (expr.kind !== "call") return null;
  if (expr.form === "prefix") return calleeOf(expr.callee);
  const isNamespace = expr.form === "infix" && expr.callee.kind === "name" &&
    expr.callee.name.startsWith("::");
  const last = expr.args[1]?.value;
  return isNamespace && last?.kind === "name" ? last : null;
}

/** The span of a node alone. */
export function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}

/** Whether a statement sets options of knitr, such as `knitr::opts_chunk$set(echo = TRUE)`. */
export function setsChunks(expr: Expr): boolean {
  if (expr.kind !== "call" || expr.form !== "prefix") return false;
  const { callee } = expr;
  if (callee.kind !== "call" || callee.form !== "dollar") return false;
  const object = callee.args[0]?.value;
  const name = object ? calleeOf(object)?.name : undefined;
  return name !== undefined && OF_KNITR.has(name);
}

const OF_KNITR = new Set([
  "opts_chunk",
  "opts_knit",
  "opts_template",
  "opts_hooks",
  "knit_hooks",
  "knit_engines",
]);
