/**
 * The names that a statement gives values to.
 *
 * @module
 */
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { calleeOf } from "../evaluation/callee.ts";

const ASSIGNMENTS = new Set(["<-", "=", "<<-"]);

/** Whether an expression is an assignment. */
export function isAssignment(expr: Expr): boolean {
  return expr.kind === "call" && expr.form === "infix" && expr.callee.kind === "name" &&
    ASSIGNMENTS.has(expr.callee.name);
}

/** The names that a statement would have given a value to, in loops and conditions too. */
export function targetsOf(expr: Expr): string[] {
  if (expr.kind !== "call") return [];
  if (expr.form === "keyword") {
    const word = expr.callee.kind === "name" ? expr.callee.name : "";
    // what a function assigns is its own
    if (word === "function") return [];
    const [first] = expr.args;
    const own = word === "for" && first?.value?.kind === "name" ? [first.value.name] : [];
    return [...own, ...expr.args.flatMap((a) => a.value ? targetsOf(a.value) : [])];
  }
  if (expr.form === "paren" || expr.form === "brace") {
    return expr.args.flatMap((a) => a.value ? targetsOf(a.value) : []);
  }
  if (expr.form === "prefix") return calleeOf(expr)?.name === "data" ? setsOf(expr) : [];
  if (!isAssignment(expr)) return [];
  const [target, value] = expr.args.map((a) => a.value!) as [Expr, Expr];
  const name = rootOf(target);
  return [...(name === null ? [] : [name]), ...targetsOf(value)];
}

/** The sets of data that `data(x, "y")` gives their names. */
function setsOf({ args }: CallExpr): string[] {
  return args.flatMap(({ name, value }) =>
    name !== null
      ? []
      : value?.kind === "name"
      ? [value.name]
      : value?.kind === "string"
      ? [value.value]
      : []
  );
}

/** The name that is changed by assigning to a target. */
function rootOf(target: Expr): string | null {
  if (target.kind === "name") return target.name;
  if (target.kind === "string") return target.value;
  const first = target.kind === "call" ? target.args[0]?.value : null;
  return first ? rootOf(first) : null;
}
