/**
 * What the parts of the evaluator ask of each other.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Argument, CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import type { Argument as Called } from "./builtin.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Binding, Dispatch, Dot, Scope } from "../values/scope.ts";
import type { Subscript } from "../parts/places.ts";
import { type BuiltinValue, type Closure, NULL, type Value } from "../values/value.ts";

/** What leaves a loop or a function without being a value. */
export class Signal {
  constructor(readonly kind: "break" | "next" | "return", readonly value: Value = NULL) {}
}

export const BREAK = new Signal("break");
export const NEXT = new Signal("next");

/** Places in an index, and whether dimensions of one element are dropped. */
export interface Subscripts {
  readonly at: Subscript[];
  readonly drop: boolean | null;
}

/** The evaluator as its parts see it. */
export interface Machine extends Interpreter {
  /** How many functions are in each other's calls. */
  depth: number;
  /** Counts a step. @throws beyond the limit */
  count(at: Span): void;
  /** A statement: a value, or what leaves a loop or a function. */
  statement(expr: Expr, scope: Scope): Value | Signal;
  subscripts(args: readonly Argument[], scope: Scope): Subscripts;
  force(binding: Binding, expr: NameExpr): Value;
  /** The value of a name that nothing holds. @throws if it has none */
  unknownName(expr: NameExpr, scope: Scope): Value;
  /** Runs an author's function; `dispatch` says how it was found as a method. */
  enter(
    called: Closure,
    args: readonly Dot[],
    expr: CallExpr,
    caller: Scope,
    dispatch: Dispatch | null,
  ): Value;
  /** Calls a word with arguments, whatever methods there are. */
  wordWith(called: BuiltinValue, args: readonly Called[], span: Span, scope: Scope): Value;
  /** The value of `package::name`. */
  ofPackage(name: string, expr: NameExpr, scope: Scope): Value;
}
