/**
 * Statements that are no mere values: braces, conditions, loops, functions.
 *
 * @module
 */
import { fail, spanOf } from "../../diagnostic.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Argument as Written, CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import { asLogical, describe } from "../values/coerce.ts";
import { BREAK, type Machine, NEXT, Signal } from "./machine.ts";
import type { Scope } from "../values/scope.ts";
import {
  type Closure,
  elementsOf,
  isVector,
  lengthOf,
  NA_INTEGER,
  NULL,
  share,
  type Source,
  type Value,
} from "../values/value.ts";

/** A statement: what is a value, or leaves a loop or a function. */
export function statement(machine: Machine, expr: Expr, scope: Scope): Value | Signal {
  if (expr.kind !== "call") return machine.evaluate(expr, scope);
  if (expr.form === "brace") {
    let value: Value | Signal = NULL;
    for (const { value: part } of expr.args) {
      if (part) value = machine.statement(part, scope);
      if (value instanceof Signal) return value;
    }
    return value;
  }
  if (expr.form === "keyword") return keyword(machine, expr, scope);
  if (expr.form === "prefix" && expr.callee.kind === "name" && expr.callee.name === "return") {
    const [argument] = expr.args;
    return new Signal("return", argument?.value ? machine.evaluate(argument.value, scope) : NULL);
  }
  return machine.evaluate(expr, scope);
}

function keyword(machine: Machine, expr: CallExpr, scope: Scope): Value | Signal {
  const { args } = expr;
  switch ((expr.callee as NameExpr).name) {
    case "if": {
      const test = args[0]!.value!;
      if (holds(test, machine.evaluate(test, scope))) {
        return machine.statement(args[1]!.value!, scope);
      }
      if (args[2]) return machine.statement(args[2].value!, scope);
      machine.invisible = true;
      return NULL;
    }
    case "for":
      return forLoop(machine, args, scope);
    case "while":
      return loop(machine, scope, args[1]!.value!, () => {
        const test = args[0]!.value!;
        return holds(test, machine.evaluate(test, scope));
      });
    case "repeat":
      return loop(machine, scope, args[0]!.value!, () => true);
    case "break":
      return BREAK;
    case "next":
      return NEXT;
    case "function":
      return closure(machine, expr, scope);
    default:
      return fail("not-in-language", `${deparse(expr)} is not part of the block language`, {
        span: spanOf(expr),
      });
  }
}

function forLoop(machine: Machine, args: readonly Written[], scope: Scope): Value | Signal {
  const name = (args[0]!.value as NameExpr).name;
  const over = share(machine.evaluate(args[1]!.value!, scope));
  if (!isVector(over) && over.type !== "NULL") {
    fail("wrong-argument", `A loop runs over a vector or a list, not ${describe(over)}`, {
      span: spanOf(args[1]!),
    });
  }
  const n = lengthOf(over);
  let i = 0;
  const elements = elementsOf(over);
  const result = loop(machine, scope, args[2]!.value!, () => {
    if (i >= n) return false;
    machine.assign(name, elements(i++), scope);
    return true;
  });
  return result;
}

function loop(machine: Machine, scope: Scope, body: Expr, again: () => boolean): Value | Signal {
  while (again()) {
    machine.count(body);
    let done: Value | Signal;
    try {
      done = machine.statement(body, scope);
    } catch (error) {
      if (!(error instanceof Signal) || error.kind === "return") throw error;
      done = error;
    }
    if (done === BREAK) break;
    if (done instanceof Signal && done.kind === "return") return done;
  }
  machine.invisible = true;
  return NULL;
}

/** Whether a condition holds. @throws if it is missing, or no truth value */
function holds(expr: Expr, value: Value): boolean {
  const at = { span: spanOf(expr) };
  const n = lengthOf(value);
  if (n !== 1 || !isVector(value)) {
    const what = n === 0 ? "has no value" : `has ${n} values: any() or all() makes one of them`;
    fail(
      "bad-condition",
      isVector(value)
        ? `A condition is TRUE or FALSE; this one ${what}`
        : `A condition is TRUE or FALSE, not ${describe(value)}`,
      at,
    );
  }
  const [truth] = asLogical(value).values;
  if (truth === NA_INTEGER) {
    fail("bad-condition", "A condition is TRUE or FALSE, and this one is missing (NA)", {
      ...at,
      hint: "is.na() asks for missing values; isTRUE() takes NA for FALSE",
    });
  }
  return truth !== 0;
}

function closure(machine: Machine, expr: CallExpr, scope: Scope): Closure {
  const { args } = expr;
  return {
    text: machine.source.source.slice(expr.start, expr.end),
    type: "closure",
    formals: args.slice(0, -1).map((a) => ({ name: a.name!, otherwise: a.value })),
    body: args.at(-1)!.value!,
    scope,
    source: machine.source,
    attributes: null,
    exclusive: false,
    held: false,
  };
}

/** A formula of one side as a function of `.x`, `.y`: `~ .x + 1`; null of anything else. */
export function lambdaOf(value: Value, source: Source): Closure | null {
  if (value.type !== "language" || value.scope === null || value.expr.kind !== "call") return null;
  const { callee, args } = value.expr;
  if (callee.kind !== "name" || callee.name !== "~" || args.length !== 1) return null;
  return {
    type: "closure",
    text: "",
    formals: [
      { name: ".x", otherwise: null },
      { name: ".y", otherwise: null },
      { name: ".", otherwise: { kind: "name", name: ".x", ...spanOf(value.expr) } },
      { name: "...", otherwise: null },
    ],
    body: args[0]!.value!,
    scope: value.scope,
    source: value.source ?? source,
    attributes: null,
    exclusive: false,
    held: false,
  };
}

/** What `..1`, `..2` hold: arguments that `...` took; null of any other name. */
export function dotNumbered(name: string, scope: Scope, machine: Machine): Value | null {
  const k = /^\.\.([1-9]\d*)$/.exec(name)?.[1];
  const dot = k === undefined ? undefined : scope.dots()[Number(k) - 1];
  return dot ? machine.held(dot.binding) : null;
}
