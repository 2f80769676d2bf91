/**
 * What the parts of the evaluator ask of each other.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Argument, Expr, NameExpr } from "../../syntax/expr.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Binding, Scope } from "../values/scope.ts";
import type { Subscript } from "../parts/places.ts";
import { NULL, type Value } from "../values/value.ts";

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
  /** The value of `package::name`. */
  ofPackage(name: string, expr: NameExpr, scope: Scope): Value;
}
