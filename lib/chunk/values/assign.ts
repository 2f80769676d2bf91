/**
 * Assignments: `x <- value`, `x$name <- value`, `x[["name"]] <- value`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type { Context } from "../evaluation/context.ts";
import type { Scope } from "./scope.ts";
import { describe, frame, list, NULL, type Value } from "./value.ts";
import { toColumn } from "./vector.ts";

const ASSIGNMENTS = new Set(["<-", "=", "<<-"]);

/** Whether an expression is an assignment. */
export function isAssignment(expr: Expr): expr is CallExpr {
  return expr.kind === "call" && expr.form === "infix" && expr.callee.kind === "name" &&
    ASSIGNMENTS.has(expr.callee.name);
}

/** The names that an expression would have given a value to. */
export function targetsOf(expr: Expr): string[] {
  if (expr.kind === "call" && expr.form === "paren") return targetsOf(expr.args[0]!.value!);
  if (!isAssignment(expr)) return [];
  const [target, value] = expr.args.map((a) => a.value!) as [Expr, Expr];
  const name = rootOf(target);
  return [...(name === null ? [] : [name]), ...targetsOf(value)];
}

/** The name that is changed by assigning to a target. */
function rootOf(target: Expr): string | null {
  if (target.kind === "name") return target.name;
  if (target.kind === "string") return target.value;
  const first = target.kind === "call" ? target.args[0]?.value : null;
  return first ? rootOf(first) : null;
}

/** Evaluates an assignment and gives its value. */
export function assign(context: Context, expr: CallExpr, scope: Scope): Value {
  const [target, source] = expr.args.map((a) => a.value!) as [Expr, Expr];
  if (target.kind === "name" || target.kind === "string") {
    const value = context.evaluate(source, scope);
    scope.set(target.kind === "name" ? target.name : target.value, value);
    return value;
  }
  const place = columnPlace(target);
  if (place === null) {
    fail("bad-assignment", "Nothing can be assigned to this", {
      span: { start: target.start, end: target.end },
      hint: hintFor(target),
    });
  }
  const value = context.evaluate(source, scope);
  const before = context.evaluate(place.object, scope);
  scope.set(place.object.name, changed(before, place.name, value, target));
  return value;
}

/** `x$name` and `x[["name"]]`. */
function columnPlace(
  target: Expr,
): { object: Extract<Expr, { kind: "name" }>; name: string } | null {
  if (target.kind !== "call" || (target.form !== "dollar" && target.form !== "index2")) return null;
  const [object, key] = target.args.map((a) => a.value);
  if (target.args.length !== 2 || object?.kind !== "name" || !key) return null;
  if (key.kind === "string") return { object, name: key.value };
  return target.form === "dollar" && key.kind === "name" ? { object, name: key.name } : null;
}

const ASSIGNED: Readonly<Record<string, string>> = {
  levels: "Use factor(x, levels = …, labels = …)",
  names: "Use select(x, new = old)",
  colnames: "Use select(x, new = old)",
  rownames: "Use data.frame(…, row.names = …)",
  "row.names": "Use data.frame(…, row.names = …)",
  contrasts: "Give the coding to the model: lm(…, contrasts = list(Trt = contr.sum))",
};

function hintFor(target: Expr): string {
  const otherwise = "Assign to a name, or to a column as in x$name <- value";
  if (target.kind !== "call") return otherwise;
  if (target.form === "index" || target.form === "index2") {
    return "Assign a whole column: x$name <- ifelse(test, new, x$name)";
  }
  const verb = target.callee.kind === "name" ? target.callee.name : "";
  if (target.form !== "prefix" || !Object.hasOwn(ASSIGNED, verb)) return otherwise;
  return ASSIGNED[verb]!;
}

function changed(before: Value, name: string, value: Value, target: Expr): Value {
  if (before.kind === "frame") {
    const { table, rowNames } = before;
    if (value.kind === "null") return frame(table.without(name), rowNames);
    return frame(table.with(toColumn(name, value, table.nrow)), rowNames);
  }
  if (before.kind === "list") {
    const rest = before.items.filter((i) => i.name !== name);
    if (value === NULL) return list(rest, before.class);
    const items = before.items.some((i) => i.name === name)
      ? before.items.map((i) => i.name === name ? { name, value } : i)
      : [...before.items, { name, value }];
    return list(items, before.class);
  }
  return fail("bad-assignment", `${describe(before)} has no columns to assign to`, {
    span: { start: target.start, end: target.end },
    hint: "Only tables and lists do",
  });
}
