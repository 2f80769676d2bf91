/**
 * Calls of words and of functions that an author wrote.
 *
 * @module
 */
import { fail, type Span, spanOf } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { Argument as Written, CallExpr, Expr } from "../../syntax/expr.ts";
import { type Argument, type Builtin, Call, type RawCall } from "./builtin.ts";
import { nameOfCall, ofPackage, placed } from "./expressions.ts";
import { callNamed, mayBeOwn, ofClass, tell } from "./dispatch.ts";
import { type Machine, Signal } from "./machine.ts";
import { refuseHuge } from "../values/size.ts";
import { matchFormals, matchWord } from "./matching.ts";
import {
  type Binding,
  type Dispatch,
  type Dot,
  type Frame,
  Promised,
  Scope,
} from "../values/scope.ts";
import {
  type BuiltinValue,
  type Closure,
  type FunctionValue,
  isFunction,
  share,
  type Value,
} from "../values/value.ts";

export function prefix(machine: Machine, expr: CallExpr, scope: Scope): Value {
  let called: Value;
  if (expr.callee.kind === "name") {
    called = machine.functionNamed(expr.callee.name, scope, spanOf(expr.callee));
  } else if (expr.callee.kind === "string") {
    called = machine.functionNamed(expr.callee.value, scope, spanOf(expr.callee));
  } else {
    const namespaced = ofPackage(expr.callee);
    called = namespaced
      ? machine.functionNamed(namespaced.name, scope, spanOf(namespaced))
      : machine.evaluate(expr.callee, scope);
    if (!isFunction(called)) {
      fail("not-in-language", `${deparse(expr.callee)} is no function`, {
        span: spanOf(expr.callee),
      });
    }
  }
  return invoke(machine, called as FunctionValue, expr.args, expr, scope);
}

export function invoke(
  machine: Machine,
  called: FunctionValue,
  args: readonly Written[],
  expr: CallExpr,
  scope: Scope,
): Value {
  if (called.type === "builtin") {
    const builtin = called as Builtin;
    const later = builtin.special && !builtin.raw;
    if (!mayBeOwn(machine, called.name) && !madeHere(machine, called.name, args, scope)) {
      return word(machine, builtin, written(machine, args, scope, later), expr, scope);
    }
    const dots = promised(machine, args, scope);
    const own = ofClass(machine, called.name, dots, expr, scope);
    if (own) return own;
    const given = written(machine, args, scope, later);
    // what was evaluated to find no method is not evaluated again
    given.forEach((argument, i) => {
      const binding = dots[i]?.binding;
      if (binding instanceof Promised) argument.value ??= binding.value;
    });
    return word(machine, builtin, given, expr, scope);
  }
  return enter(machine, called, promised(machine, args, scope), expr, scope);
}

/** Whether the first argument calls a word for whose values a package has a method, `summary(manova(…))`. */
function madeHere(
  machine: Machine,
  generic: string,
  [first]: readonly Written[],
  scope: Scope,
): boolean {
  const expr = first?.value;
  if (expr?.kind !== "call" || expr.callee.kind !== "name") return false;
  if (!machine.hasWord(expr.callee.name)) return false;
  const made = machine.functionOrNull(expr.callee.name, scope);
  return made?.type === "builtin" && (made as Builtin).makes?.includes(generic) === true;
}

/** Arguments to be evaluated later, those of `...` among them. */
function promised(machine: Machine, args: readonly Written[], scope: Scope): Dot[] {
  const dots: Dot[] = [];
  for (const a of args) {
    if (a.value?.kind === "name" && a.value.name === "...") {
      for (const dot of scope.dots()) dots.push(dot);
      continue;
    }
    dots.push({ name: a.name, binding: promise(machine, a.value, scope), expr: a.value });
  }
  return dots;
}

/** An argument to be evaluated later; a constant is evaluated at once. */
function promise(machine: Machine, expr: Expr | null, scope: Scope): Binding {
  if (expr === null) return "missing";
  return expr.kind === "call" || expr.kind === "name"
    ? new Promised(expr, scope, machine.source)
    : machine.evaluate(expr, scope);
}

/** Arguments of a word; one that decides itself where they are evaluated gets those of `...` so, too. */
function written(
  machine: Machine,
  args: readonly Written[],
  scope: Scope,
  later: boolean,
): Argument[] {
  const out: Argument[] = [];
  for (const a of args) {
    if (a.value?.kind === "name" && a.value.name === "...") {
      for (const dot of scope.dots()) {
        if (dot.binding === "missing") continue;
        if (later && dot.binding instanceof Promised && dot.binding.value === null) {
          const promise = dot.binding;
          out.push({ name: dot.name, expr: promise.expr, value: null, span: spanOf(a), promise });
          continue;
        }
        const value = dot.binding instanceof Promised ? machine.keep(dot.binding) : dot.binding;
        out.push({ name: dot.name, expr: dot.expr, value, span: spanOf(a) });
      }
      continue;
    }
    out.push({
      name: a.name,
      expr: a.value,
      value: null,
      span: a.value ? spanOf(a.value) : spanOf(a),
      nameSpan: a.nameSpan,
    });
  }
  return out;
}

/** Fits, means and the like, and lists of them. */
function isThing(machine: Machine, value: Value): boolean {
  return value.type === "thing" ||
    (value.type === "list" && value.attributes?.has("class") === true &&
      machine.things.owns(value));
}

/** Calls a word with arguments that are evaluated when it asks for them. */
export function word(
  machine: Machine,
  word: Builtin,
  args: readonly Argument[],
  expr: CallExpr | null,
  scope: Scope,
  at?: Span,
): Value {
  const span = expr ? spanOf(expr) : at!;
  if (word.raw) return raw(machine, word.raw, { args, span, scope, interpreter: machine, expr });
  if (!word.special) {
    let thing = false;
    for (const argument of args) {
      if (argument.expr && argument.value === null) {
        argument.value = machine.evaluate(argument.expr, scope);
      }
      thing ||= argument.value !== null && isThing(machine, argument.value);
    }
    if (thing && word.things?.raw) {
      return raw(machine, word.things.raw, { args, span, scope, interpreter: machine, expr });
    }
  }
  const { given, dots } = matchWord(word, args, machine);
  const call = new Call(word, given, dots, span, scope, machine, expr);
  const value = word.run(call);
  refuseHuge(value, span);
  // What a word calls may hide its value; the word itself is shown unless it says otherwise.
  if (call.hidden) machine.invisible = true;
  else if (!word.special) machine.invisible = false;
  return value;
}

function raw(
  machine: Machine,
  run: NonNullable<Builtin["raw"]>,
  call: Omit<RawCall, "hidden">,
): Value {
  const whole = { ...call, hidden: false };
  const value = run(whole);
  refuseHuge(value, call.span);
  machine.invisible = whole.hidden;
  return value;
}

/** Calls a function with values. */
export function apply(
  machine: Machine,
  called: FunctionValue,
  values: readonly Value[],
  names: readonly (string | null)[],
  span: Span,
  scope: Scope,
): Value {
  machine.count(span);
  const dots = (): Dot[] =>
    values.map((value, i) => ({ name: names[i] || null, binding: share(value), expr: null }));
  if (called.type === "builtin") {
    if (mayBeOwn(machine, called.name)) {
      const own = ofClass(machine, called.name, dots(), callNamed(called.name, span), scope);
      if (own) return own;
    }
    const args = values.map((value, i): Argument => ({
      name: names[i] || null,
      expr: null,
      value,
      span,
    }));
    return wordWith(machine, called, args, span, scope);
  }
  return enter(machine, called, dots(), callNamed("FUN", span), scope);
}

/** Calls a word with values, whatever methods there are. */
export function wordWith(
  machine: Machine,
  called: BuiltinValue,
  args: readonly Argument[],
  span: Span,
  scope: Scope,
): Value {
  try {
    return word(machine, called as Builtin, args, null, scope, span);
  } catch (error) {
    throw placed(error, span);
  }
}

/** Runs an author's function; `dispatch` says how it was found as a method. */
export function enter(
  machine: Machine,
  called: Closure,
  args: readonly Dot[],
  expr: CallExpr,
  caller: Scope,
  dispatch: Dispatch | null = null,
): Value {
  keepWithin(LIMITS.calls, ++machine.depth, "Functions that call each other", {
    span: spanOf(expr),
    hint: "A function that calls itself needs a case in which it does not",
  });
  try {
    const { bound, dots } = matchFormals(called.formals, args, spanOf(expr), nameOfCall(expr));
    const missing = new Set<string>();
    const frame: Frame = { args, dispatch, expr, called, caller, dots, missing, exits: [] };
    const scope = new Scope(called.scope, frame);
    if (dispatch) tell(scope, dispatch);
    called.formals.forEach(({ name, otherwise }, i) => {
      if (name === "...") return;
      const binding = bound[i];
      if (binding !== undefined && binding !== "missing") scope.set(name, binding);
      else {
        missing.add(name);
        scope.set(name, otherwise ? new Promised(otherwise, scope, called.source) : "missing");
      }
    });
    machine.invisible = false;
    try {
      return result(
        called.source === machine.source
          ? machine.statement(called.body, scope)
          : machine.within(called.source, () => machine.statement(called.body, scope)),
      );
    } catch (error) {
      if (error instanceof Signal) return result(error);
      throw error;
    } finally {
      for (const exit of frame.exits) machine.evaluate(exit, scope);
    }
  } finally {
    machine.depth--;
  }
}

function result(value: Value | Signal): Value {
  if (!(value instanceof Signal)) return value;
  if (value.kind !== "return") {
    fail("not-in-language", `${value.kind} stands in no loop`);
  }
  return value.value;
}
