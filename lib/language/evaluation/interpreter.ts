/**
 * What words and operators may ask of the interpreter that runs them.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { PrintOptions } from "../print/cells.ts";
import type { Binding, Promised, Scope } from "../values/scope.ts";
import type { Things } from "./things.ts";
import type { Closure, FunctionValue, Source, Value } from "../values/value.ts";

/** A remark of the language, as R's warnings are. */
export interface Remark {
  readonly code: string;
  readonly text: string;
  readonly span: Span;
}

/** Runs expressions and functions. */
export interface Interpreter {
  /** Names of the page. */
  readonly page: Scope;
  /** The text in which the expression stands that is evaluated. */
  readonly source: Source;
  /** What `print`, `cat` and `message` wrote, in order. */
  readonly printed: string[];
  /** What is asked of fits, means, tests and the like. */
  readonly things: Things;
  /** What is printed while something runs. */
  capture(run: () => void): string;
  /** Prints a value as `print` does. */
  show(x: Value, options: PrintOptions): void;
  /** How values are printed at the moment: `options(digits =)` and the like. */
  console: PrintOptions;
  /** The last value was marked as one not to show. */
  invisible: boolean;
  evaluate(expr: Expr, scope: Scope): Value;
  /** Counts what takes as long as many steps. @throws beyond the limits */
  weigh(steps: number, at: Span): void;
  /** Runs where expressions of another text are evaluated: faults stand in that text. */
  within<T>(source: Source | null, run: () => T): T;
  /** The value of an operator; of one with one operand `b` is null. */
  operate(operator: string, a: Value, b: Value | null, span: Span): Value;
  /** Calls a function with values. */
  apply(
    called: FunctionValue,
    values: readonly Value[],
    names: readonly (string | null)[],
    span: Span,
    scope: Scope,
  ): Value;
  /** Calls the word of a name with values. */
  call(
    name: string,
    values: readonly Value[],
    span: Span,
    names?: readonly (string | null)[],
  ): Value;
  /** Whether there is a word of a name. */
  hasWord(name: string): boolean;
  /** The function that a name holds. @throws if there is none */
  functionNamed(name: string, scope: Scope, span: Span): FunctionValue;
  /** The word or function of a name; null if there is none. */
  functionOrNull(name: string, scope: Scope): FunctionValue | null;
  /** `~ .x + 1` as a function; null of anything else. */
  lambdaOf(value: Value): Closure | null;
  /** Lets a name hold a value. */
  assign(name: string, value: Value, scope: Scope): void;
  /** The value behind a promise. */
  keep(promise: Promised): Value;
  /** What a binding holds; null of an argument that was not given. */
  held(binding: Binding): Value | null;
  warn(code: string, text: string, span: Span): void;
  /** Offers a condition to those who take them. */
  signal(condition: Value): boolean;
  /** Runs with somebody who takes what is signalled. */
  handling<T>(taker: (condition: Value) => boolean, run: () => T): T;
  /** Runs, and gives the fault as a condition if one came. */
  attempt(run: () => Value): { value: Value } | { condition: Value; error: unknown };
}
