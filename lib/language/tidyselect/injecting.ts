/**
 * Expressions that stand for others: `{{ x }}` for what an argument of a function was, `!!x` for what
 * a name holds.
 *
 * @module
 */
import { spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import type { Interpreter } from "../evaluation/interpreter.ts";
import { Promised, type Scope } from "../values/scope.ts";
import { inherits, isVector, namesOf, type Source, type Value } from "../values/value.ts";
import { asList } from "../values/coerce.ts";

/** An expression and where its names are looked up, or a value that stands for it. */
export type Quoted =
  | {
    readonly expr: Expr;
    readonly scope: Scope;
    /** The text in which it stands, if that is another. */
    readonly source?: Source | null;
    readonly value?: undefined;
  }
  | { readonly value: Value; readonly expr: Expr | null; readonly scope: Scope };

/** The name in `{{ x }}`. */
export function embraced(expr: Expr): string | null {
  const inner = braced(expr);
  const name = inner && braced(inner);
  return name?.kind === "name" ? name.name : null;
}

function braced(expr: Expr): Expr | null {
  if (expr.kind !== "call" || expr.form !== "brace" || expr.args.length !== 1) return null;
  return expr.args[0]!.value;
}

function negated(expr: Expr | null): Expr | null {
  if (expr?.kind !== "call" || expr.form !== "unary") return null;
  return expr.callee.kind === "name" && expr.callee.name === "!" ? expr.args[0]!.value : null;
}

/** What is behind `!!`, `!!` itself taken to bind more tightly than any operator. */
export function banged(expr: Expr): Expr | null {
  const inner = negated(negated(expr));
  return inner && negated(inner) === null ? inner : null;
}

/** What is behind `!!!`. */
export function spliced(expr: Expr): Expr | null {
  return negated(negated(negated(expr)));
}

/** `!!x > 1` as the grammar reads it is `!!(x > 1)`; meant is `(!!x) > 1`. */
export function regrouped(expr: Expr): Expr {
  const inner = banged(expr);
  if (inner?.kind !== "call" || inner.form !== "infix") return expr;
  const turned = (e: Expr): Expr =>
    e.kind === "call" && e.form === "infix" && !isPackage(e)
      ? { ...e, args: e.args.map((a, i) => i === 0 ? { ...a, value: turned(a.value!) } : a) }
      : twice(e);
  return turned(inner);
}

function isPackage(expr: CallExpr): boolean {
  return expr.callee.kind === "name" && expr.callee.name.startsWith("::");
}

function twice(expr: Expr): Expr {
  const not = (value: Expr): CallExpr => ({
    kind: "call",
    form: "unary",
    callee: { kind: "name", name: "!", ...spanOf(expr) },
    args: [{ name: null, nameSpan: null, value, ...spanOf(expr) }],
    ...spanOf(expr),
  });
  return not(not(expr));
}

/** What a value that was injected means: an expression of its own, or the value. */
export function injected(value: Value, scope: Scope): Quoted {
  if (value.type !== "language") return { value, expr: null, scope };
  if (inherits(value, "formula")) return { value, expr: null, scope };
  return { expr: value.expr, scope: value.scope ?? scope, source: value.source };
}

/** What an expression stands for, if all of it is `{{ x }}` or `!!x`; else itself. */
export function resolved(quoted: Quoted, interpreter: Interpreter): Quoted {
  if (quoted.value !== undefined) return quoted;
  const { scope } = quoted;
  const expr = regrouped(quoted.expr);
  const name = embraced(expr);
  if (name !== null) {
    const binding = scope.find(name);
    if (binding instanceof Promised) {
      const { expr, scope, source } = binding;
      return resolved({ expr, scope, source }, interpreter);
    }
    if (binding !== undefined && binding !== "missing") return injected(binding, scope);
    return { expr: { kind: "name", name, ...spanOf(expr) }, scope };
  }
  const inner = banged(expr);
  if (inner !== null) {
    return resolved(injected(interpreter.evaluate(inner, scope), scope), interpreter);
  }
  return { ...quoted, expr };
}

/** The parts that `!!!x` stands for, with their names; null of any other expression. */
export function splicedParts(
  expr: Expr,
  scope: Scope,
  interpreter: Interpreter,
): { name: string | null; quoted: Quoted }[] | null {
  const inner = spliced(expr);
  if (inner === null) return null;
  const value = interpreter.evaluate(inner, scope);
  if (!isVector(value)) return [{ name: null, quoted: injected(value, scope) }];
  const names = namesOf(value);
  return asList(value).values.map((v, i) => ({
    name: names?.[i] || null,
    quoted: injected(v, scope),
  }));
}
