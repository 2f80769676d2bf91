/**
 * Expressions to values, as R evaluates them: functions and closures, arguments evaluated when they
 * are first asked for, loops, assignment to parts of values. Every call counts as a step, and steps
 * and depth have limits: what an author writes always comes to an end.
 *
 * @module
 */
import { DiagnosticError, fail, type Span, spanOf } from "../../diagnostic.ts";
import { keepWithin } from "../../limits.ts";
import { CALLS, OPERATIONS } from "../limits.ts";
import { addAll } from "../../lists.ts";
import type { Argument as Written, CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import { nearest } from "../../syntax/nearest.ts";
import { binary, unary } from "../operators/arithmetic.ts";
import type { Builtin } from "./builtin.ts";
import { apply, prefix } from "./calling.ts";
import { asLogical } from "../values/coerce.ts";
import { condition, isLimit, raised } from "../values/condition.ts";
import { CONSTANTS } from "../values/constants.ts";
import { constantOf, inSource, memberName, placed } from "./expressions.ts";
import { dotNumbered, lambdaOf, statement } from "./flow.ts";
import { type Things, UNKNOWN_THINGS } from "./things.ts";
import { operator } from "./operating.ts";
import type { Remark } from "./interpreter.ts";
import { type Machine, Signal, type Subscripts } from "./machine.ts";
import { CONSOLE, type PrintOptions } from "../print/cells.ts";
import { printed } from "../print/print.ts";
import { type Binding, Promised, type Scope } from "../values/scope.ts";
import { elementOf, memberOf, subset } from "../parts/subset.ts";
import type { Subscript } from "../parts/places.ts";
import {
  type Closure,
  double,
  type FunctionValue,
  integer,
  isFunction,
  notANumber,
  NULL,
  share,
  type Source,
  text,
  type Value,
} from "../values/value.ts";

/** Looks up methods of classes: `print.lm`, `summary.data.frame`. */
export type Words = ReadonlyMap<string, Builtin>;

/** Evaluates expressions. */
export class Evaluator implements Machine {
  readonly remarks: Remark[] = [];
  /** Texts that `print`, `cat` and `message` wrote, in order. */
  readonly printed: string[] = [];
  source: Source = { source: "" };
  readonly things: Things = UNKNOWN_THINGS;
  console = CONSOLE;
  /** The last value was marked as one not to show. */
  invisible = false;
  #steps = 0;
  depth = 0;

  constructor(readonly words: Words, readonly page: Scope) {}

  /** Evaluates a statement of the page; `source` is the text that it stands in. */
  run(expr: Expr, source: Source | string = ""): Value {
    this.source = typeof source === "string" ? { source } : source;
    this.invisible = false;
    this.depth = 0;
    const value = this.#whole(expr);
    if (!(value instanceof Signal)) return value;
    return fail(
      "not-in-language",
      `${value.kind} stands in no ${value.kind === "return" ? "function" : "loop"}`,
      {
        span: spanOf(expr),
      },
    );
  }

  /** A statement of the page; calls within calls beyond the room that there is are told as such. */
  #whole(expr: Expr): Value | Signal {
    try {
      return this.statement(expr, this.page);
    } catch (error) {
      if (!(error instanceof RangeError) || !/stack/i.test(error.message)) throw error;
      return fail(CALLS.code, "Functions call each other without an end", {
        span: spanOf(expr),
        hint: "A function that calls itself needs a case in which it does not",
      });
    }
  }

  within<T>(source: Source | null, run: () => T): T {
    const outer = this.source;
    if (source === null || source === outer) return run();
    this.source = source;
    try {
      return run();
    } catch (error) {
      throw inSource(error, source);
    } finally {
      this.source = outer;
    }
  }

  show(x: Value, options: PrintOptions): void {
    const lines = printed(x, options, (v) => v.type === "thing" ? this.things.printed(v) : null);
    this.printed.push(lines.join("\n") + "\n");
  }

  warn(code: string, text: string, span: Span): void {
    // A message that nobody took is no warning.
    for (let i = code === "message" ? -1 : this.#muffled.length - 1; i >= 0; i--) {
      const handler = this.#muffled[i]!;
      if (handler(condition("warning", text))) return;
    }
    if (this.remarks.length < 50) this.remarks.push({ code, text, span });
  }

  /** Who takes warnings and messages at the moment; the innermost is asked first. */
  readonly #muffled: ((condition: Value) => boolean)[] = [];

  /** Runs with somebody who takes what is signalled: true ends its way. */
  handling<T>(taker: (condition: Value) => boolean, run: () => T): T {
    this.#muffled.push(taker);
    try {
      return run();
    } finally {
      this.#muffled.pop();
    }
  }

  /** Offers a condition to those who take them. */
  signal(value: Value): boolean {
    for (let i = this.#muffled.length - 1; i >= 0; i--) if (this.#muffled[i]!(value)) return true;
    return false;
  }

  evaluate(expr: Expr, scope: Scope): Value {
    this.invisible = false;
    switch (expr.kind) {
      case "number":
        return expr.integer && Math.abs(expr.value) <= 2147483647
          ? integer(expr.value)
          : Number.isNaN(expr.value)
          ? notANumber()
          : double(expr.value);
      case "string":
        return text(expr.value);
      case "logical":
        return constantOf(expr.value, expr.text);
      case "null":
        return NULL;
      case "name":
        return this.name(expr, scope);
      case "call":
        // No closure here: expressions may be deep.
        try {
          this.count(expr);
          return this.#form(expr, scope);
        } catch (error) {
          throw placed(error, expr);
        }
    }
  }

  count(at: Span): void {
    if (++this.#steps <= OPERATIONS.most) return;
    keepWithin(OPERATIONS, this.#steps, "Calls that this block makes", {
      span: spanOf(at),
      hint: "Divide the block, or let a word that works on whole vectors do it",
    });
  }

  // ---- names ------------------------------------------------------------------------------------

  /** The value that a name holds. */
  name(expr: NameExpr, scope: Scope): Value {
    const binding = scope.find(expr.name);
    if (binding !== undefined) return this.force(binding, expr);
    return CONSTANTS.get(expr.name) ?? this.words.get(expr.name) ??
      dotNumbered(expr.name, scope, this) ?? this.unknownName(expr, scope);
  }

  unknownName(expr: NameExpr, scope: Scope): never {
    const names: string[] = [];
    for (let s: Scope | null = scope; s; s = s.parent) addAll(names, s.names());
    const near = nearest(expr.name, [...new Set([...names, ...CONSTANTS.keys()])]) ??
      (expr.name.length < 3 ? null : nearest(expr.name, [...this.words.keys()]));
    return fail("unknown-name", `Nothing is called ${expr.name}`, {
      span: spanOf(expr),
      hint: near ? `Did you mean "${near}"?` : "Give it a value first, such as x <- 1",
    });
  }

  /** The value behind a binding: a promise is kept. */
  force(binding: Binding, expr: NameExpr): Value {
    if (binding === "missing") {
      return fail("missing-argument", `The argument ${expr.name} is missing, and has no default`, {
        span: spanOf(expr),
      });
    }
    return binding instanceof Promised ? this.keep(binding) : binding;
  }

  keep(promise: Promised): Value {
    if (promise.value) return promise.value;
    if (promise.running) {
      return fail("missing-argument", "A default asks for itself", { span: spanOf(promise.expr) });
    }
    promise.running = true;
    try {
      return promise.value = share(
        promise.source === this.source
          ? this.evaluate(promise.expr, promise.scope)
          : this.within(promise.source, () => this.evaluate(promise.expr, promise.scope)),
      );
    } finally {
      promise.running = false;
    }
  }

  /** The function that a name holds, values that are none passed over. */
  functionNamed(name: string, scope: Scope, span: Span): FunctionValue {
    for (let s: Scope | null = scope; s; s = s.parent) {
      const binding = s.own(name);
      if (binding === undefined || binding === "missing") continue;
      const value = binding instanceof Promised ? this.keep(binding) : binding;
      if (isFunction(value)) return value;
    }
    const word = this.words.get(name);
    if (word) return word;
    const own: string[] = [];
    for (let s: Scope | null = scope; s; s = s.parent) addAll(own, s.names());
    const near = name.length < 3 ? null : nearest(name, [...own, ...this.words.keys()]);
    return fail("unknown-verb", `${name}() is not part of the block language`, {
      span,
      hint: near ? `Did you mean ${near}()?` : "The manual lists the verbs",
    });
  }

  functionOrNull(name: string, scope: Scope): FunctionValue | null {
    for (let s: Scope | null = scope; s; s = s.parent) {
      const binding = s.own(name);
      const value = binding === undefined ? null : this.held(binding);
      if (value && isFunction(value)) return value;
    }
    return this.words.get(name) ?? null;
  }

  held(binding: Binding): Value | null {
    return binding === "missing"
      ? null
      : binding instanceof Promised
      ? this.keep(binding)
      : binding;
  }

  statement(expr: Expr, scope: Scope): Value | Signal {
    return statement(this, expr, scope);
  }

  apply(
    called: FunctionValue,
    values: readonly Value[],
    names: readonly (string | null)[],
    span: Span,
    scope: Scope,
  ): Value {
    return apply(this, called, values, names, span, scope);
  }

  operate(operator: string, a: Value, b: Value | null, span: Span): Value {
    return b === null ? unary(operator, a, this, span) : binary(operator, a, b, this, span);
  }

  call(
    name: string,
    values: readonly Value[],
    span: Span,
    names: readonly (string | null)[] = [],
  ): Value {
    return this.apply(this.functionNamed(name, this.page, span), values, names, span, this.page);
  }

  // ---- forms ------------------------------------------------------------------------------------

  #form(expr: CallExpr, scope: Scope): Value {
    switch (expr.form) {
      case "paren": {
        const value = this.evaluate(expr.args[0]!.value!, scope);
        this.invisible = false;
        return value;
      }
      case "unary":
      case "infix":
        return operator(this, expr, scope);
      case "dollar":
        return share(this.#member(expr, scope));
      case "index":
      case "index2":
        return this.#index(expr, scope);
      case "prefix":
        return prefix(this, expr, scope);
      case "brace":
      case "keyword": {
        const value = this.statement(expr, scope);
        if (value instanceof Signal) throw value;
        return value;
      }
    }
  }

  lambdaOf(value: Value): Closure | null {
    return lambdaOf(value, this.source);
  }

  // ---- parts ------------------------------------------------------------------------------------

  #member(expr: CallExpr, scope: Scope): Value {
    const [object, name] = expr.args.map((a) => a.value!) as [Expr, Expr];
    if ((expr.callee as NameExpr).name === "@") {
      fail("not-in-language", "Slots (@) are not part of the block language", {
        span: spanOf(expr.callee),
      });
    }
    return memberOf(this.evaluate(object, scope), memberName(name), this, expr);
  }

  subscripts(args: readonly Written[], scope: Scope): Subscripts {
    let drop: boolean | null = null;
    const at: Subscript[] = [];
    for (const arg of args) {
      if (arg.name === "drop" || arg.name === "exact") {
        const value = this.evaluate(arg.value!, scope);
        if (arg.name === "drop") drop = asLogical(value).values[0] === 1;
      } else if (arg.name !== null) {
        fail("unknown-argument", `An index has no argument ${arg.name}`, {
          span: arg.nameSpan ?? spanOf(arg),
          hint: "Write x[rows, columns, drop = FALSE]",
        });
      } else {
        at.push({ value: arg.value ? this.evaluate(arg.value, scope) : null, span: spanOf(arg) });
      }
    }
    return { at, drop };
  }

  #index(expr: CallExpr, scope: Scope): Value {
    const object = this.evaluate(expr.args[0]!.value!, scope);
    const { at, drop } = this.subscripts(expr.args.slice(1), scope);
    this.invisible = false;
    return expr.form === "index"
      ? subset(object, at, drop, this, spanOf(expr))
      : share(elementOf(object, at, this, spanOf(expr)));
  }

  // ---- assignment -------------------------------------------------------------------------------

  /** Lets a name hold a value. */
  assign(name: string, value: Value, scope: Scope): void {
    if (scope.own(name) !== value) {
      if (value.held) value.exclusive = false;
      value.held = true;
      scope.set(name, value);
    }
  }

  // ---- calls ------------------------------------------------------------------------------------

  /** The fault that came of running something, as a condition of the language; null if none came. */
  attempt(run: () => Value): { value: Value } | { condition: Value; error: unknown } {
    const depth = this.depth;
    try {
      return { value: run() };
    } catch (error) {
      if (!(error instanceof DiagnosticError) || isLimit(error)) throw error;
      this.depth = depth;
      return { condition: raised(error), error };
    }
  }
}
