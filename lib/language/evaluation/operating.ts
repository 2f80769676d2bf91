/**
 * Operators as they are written: assignment, formulas, pipes, `&&` and `||`, and those on values.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import type { CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import { binary, isOperator, unary } from "../operators/arithmetic.ts";
import { assignment } from "./assignment.ts";
import { invoke } from "./calling.ts";
import { asLogical, describe } from "../values/coerce.ts";
import { formula, piped } from "./expressions.ts";
import { mayBeOwn, ofValues } from "./dispatch.ts";
import type { Machine } from "./machine.ts";
import { Scope } from "../values/scope.ts";
import {
  isFunction,
  isVector,
  lengthOf,
  logical,
  NA_INTEGER,
  share,
  type Value,
} from "../values/value.ts";

export function operator(machine: Machine, expr: CallExpr, scope: Scope): Value {
  const name = (expr.callee as NameExpr).name;
  const left = expr.args[0]!.value!;
  const right = expr.args[1]?.value ?? null;
  switch (name) {
    case "<-":
    case "=":
    case "<<-":
      return assignment(machine, left, right!, name === "<<-", scope);
    case "~":
      return formula(expr, scope, machine.source);
    case "&&":
    case "||":
      return shortcut(machine, name, left, right!, scope);
    case "|>":
      return machine.evaluate(piped(left, right!), scope);
    case "%>%":
      return begins(expr) ? sequence(machine, expr, scope) : magrittr(machine, left, right!, scope);
    case "::":
    case ":::":
      return right?.kind === "name"
        ? machine.ofPackage(left.kind === "name" ? left.name : "", right, scope)
        : machine.evaluate(right!, scope);
  }
  const own = name.startsWith("%") ? scope.find(name) : undefined;
  if (own !== undefined || !isOperator(name)) {
    const called = machine.functionNamed(name, scope, spanOf(expr.callee));
    return invoke(machine, called, expr.args, expr, scope);
  }
  machine.invisible = false;
  const a = machine.evaluate(left, scope);
  const b = right === null ? null : machine.evaluate(right, scope);
  if ((a.attributes || b?.attributes) && mayBeOwn(machine, name)) {
    const own = ofValues(machine, name, b === null ? [a] : [a, b], [], spanOf(expr), scope);
    if (own) return own;
  }
  return b === null
    ? unary(name, a, machine, spanOf(expr))
    : binary(name, a, b, machine, spanOf(expr));
}

function shortcut(
  machine: Machine,
  operator: string,
  left: Expr,
  right: Expr,
  scope: Scope,
): Value {
  const truth = (expr: Expr): number => {
    const value = machine.evaluate(expr, scope);
    if (lengthOf(value) !== 1 || !isVector(value)) {
      fail(
        "bad-condition",
        `${operator} takes one TRUE or FALSE on each side, not ${describe(value)}`,
        {
          span: spanOf(expr),
          hint: `${operator[0]} compares element by element`,
        },
      );
    }
    return asLogical(value).values[0]!;
  };
  const decided = operator === "&&" ? 0 : 1;
  const a = truth(left);
  if (a === decided) return logical(decided === 1);
  const b = truth(right);
  if (b === decided) return logical(decided === 1);
  return logical(a === NA_INTEGER || b === NA_INTEGER ? null : decided === 0);
}

/** What the functions that pipes from a dot make call their argument: a name that nobody can write. */
const PIPED_IN = "the value piped in";

/** Whether the first that a chain of pipes takes is the dot itself: the chain is a function. */
function begins(expr: CallExpr): boolean {
  const first = expr.args[0]!.value;
  return first?.kind === "name" ? first.name === "." : isPipe(first) && begins(first);
}

function isPipe(expr: Expr | null | undefined): expr is CallExpr {
  return expr?.kind === "call" && expr.form === "infix" && expr.callee.kind === "name" &&
    expr.callee.name === "%>%";
}

/** `. %>% f() %>% g()`: the function that does what the chain says of its argument. */
function sequence(machine: Machine, expr: CallExpr, scope: Scope): Value {
  const over = (chain: CallExpr): CallExpr => {
    const [first, ...rest] = chain.args;
    const value: Expr = isPipe(first!.value)
      ? over(first!.value)
      : { kind: "name", name: PIPED_IN, ...spanOf(first!.value!) };
    return { ...chain, args: [{ ...first!, value }, ...rest] };
  };
  return {
    text: machine.source.source.slice(expr.start, expr.end),
    type: "closure",
    formals: [{ name: PIPED_IN, otherwise: null }],
    body: over(expr),
    scope,
    source: machine.source,
    attributes: null,
    exclusive: false,
    held: false,
  };
}

/** `x %>% f(y)`: a dot among the arguments takes the place of the first. */
function magrittr(machine: Machine, left: Expr, right: Expr, scope: Scope): Value {
  const inner = new Scope(scope);
  inner.set(".", share(machine.evaluate(left, scope)));
  const dot: NameExpr = { kind: "name", name: ".", ...spanOf(left) };
  const named = right.kind === "call" && right.form !== "brace" && right.form !== "paren" &&
    right.args.some((a) => a.value?.kind === "name" && a.value.name === ".");
  if (right.kind === "call" && (right.form === "brace" || right.form === "paren")) {
    const value = machine.evaluate(right, inner);
    return isFunction(value) && right.form === "paren"
      ? machine.apply(value, [inner.own(".") as Value], [], spanOf(right), scope)
      : value;
  }
  return machine.evaluate(named ? right : piped(dot, right), inner);
}
