/**
 * Expressions taken apart and put together.
 *
 * @module
 */
import { DiagnosticError, fail, type Span, spanOf } from "../../diagnostic.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Argument as Written, CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import type { Scope } from "../values/scope.ts";
import {
  double,
  integer,
  type LanguageValue,
  logical,
  NA_INTEGER,
  type Source,
  text,
  type Value,
} from "../values/value.ts";

export function constantOf(value: boolean | null, spelled: string): Value {
  if (value !== null) return logical(value);
  switch (spelled) {
    case "NA_character_":
      return text(null);
    case "NA_real_":
      return double(NaN);
    case "NA_integer_":
      return integer(NA_INTEGER);
    default:
      return logical(null);
  }
}

/** A formula and where it was written. */
export function formula(expr: CallExpr, scope: Scope, source: Source): LanguageValue {
  return {
    type: "language",
    expr,
    scope,
    source,
    attributes: new Map([["class", text("formula")]]),
    exclusive: false,
    held: false,
  };
}

export function nameAt(name: string, at: Span): NameExpr {
  return { kind: "name", name, ...spanOf(at) };
}

export function memberName(expr: Expr): string {
  return expr.kind === "string" ? expr.value : expr.kind === "name" ? expr.name : deparse(expr);
}

/** The name of what a call calls; empty if it is no name. */
export function nameOfCall(expr: CallExpr): string {
  const { callee } = expr;
  return callee.kind === "name"
    ? callee.name
    : callee.kind === "string"
    ? callee.value
    : ofPackage(callee)?.name ?? "";
}

/** The name in `package::name`. */
export function ofPackage(expr: Expr): NameExpr | null {
  if (expr.kind !== "call" || expr.form !== "infix" || expr.callee.kind !== "name") return null;
  const last = expr.args[1]?.value;
  return expr.callee.name.startsWith("::") && last?.kind === "name" ? last : null;
}

/** `x |> f(y)` as `f(x, y)`. */
export function piped(left: Expr, right: Expr): Expr {
  const first: Written = {
    name: null,
    nameSpan: null,
    value: left,
    start: left.start,
    end: left.end,
  };
  if (right.kind === "call" && right.form === "prefix") {
    const at = right.args.findIndex((a) => a.value?.kind === "name" && a.value.name === "_");
    if (at >= 0) {
      const args = right.args.map((a, i) => i === at ? { ...a, value: left } : a);
      return { ...right, args };
    }
    return { ...right, args: [first, ...right.args] };
  }
  if (right.kind === "name" || ofPackage(right)) {
    return { kind: "call", form: "prefix", callee: right, args: [first], ...spanOf(right) };
  }
  if (right.kind === "call" && right.form === "dollar") {
    return { kind: "call", form: "prefix", callee: right, args: [first], ...spanOf(right) };
  }
  return fail("bad-pipe", "A call belongs on the right of a pipe", {
    span: spanOf(right),
    hint: "Write x |> f(y)",
  });
}

/** The same error; faults that had no place stand at `at`. */
export function placed(error: unknown, at: Span): unknown {
  if (!(error instanceof DiagnosticError)) return error;
  if (error.diagnostics.every((d) => d.span || d.line !== undefined)) return error;
  const span = spanOf(at);
  const again = new DiagnosticError(
    error.diagnostics.map((d) => d.span || d.line !== undefined ? d : { ...d, span }),
  );
  return Object.assign(again, { condition: (error as { condition?: unknown }).condition });
}

/** The same error, its places in the file in which an expression was written. */
export function inSource(error: unknown, source: Source): unknown {
  if (!(error instanceof DiagnosticError)) return error;
  const again = new DiagnosticError(error.diagnostics.map((d) => {
    if (!d.span || d.line !== undefined) return d;
    const { span, ...rest } = d;
    return source.place ? { ...rest, ...source.place(span) } : rest;
  }));
  return Object.assign(again, { condition: (error as { condition?: unknown }).condition });
}
