/**
 * Expressions to values, as R evaluates them: functions and closures, arguments evaluated when they
 * are first asked for, loops, assignment to parts of values. Every call counts as a step, and steps
 * and depth have limits: what an author writes always comes to an end.
 *
 * @module
 */
import { DiagnosticError, fail, type Span, spanOf } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import { addAll } from "../../lists.ts";
import type { Argument as Written, CallExpr, Expr, NameExpr } from "../../syntax/expr.ts";
import { binary, unary } from "../operators/arithmetic.ts";
import type { Builtin } from "./builtin.ts";
import { apply, enter, prefix, wordWith } from "./calling.ts";
import { ownLines, printsOwn } from "./own_printing.ts";
import { condition, isLimit, raised } from "../values/condition.ts";
import { CONSTANTS } from "../values/constants.ts";
import { constantOf, inSource, placed } from "./expressions.ts";
import { dotNumbered, lambdaOf, statement } from "./flow.ts";
import { index, member, subscripts } from "./indexing.ts";
import { type Things, UNKNOWN_THINGS } from "./things.ts";
import { operator } from "./operating.ts";
import type { Remark } from "./interpreter.ts";
import { nearFunction, nearName } from "./near.ts";
import { type Machine, Signal, type Subscripts } from "./machine.ts";
import { CONSOLE, type PrintOptions } from "../print/cells.ts";
import { printed } from "../print/print.ts";
import { type Binding, Promised, type Scope } from "../values/scope.ts";
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
export interface Words {
  /** @throws {Awaits} where it must be loaded first */
  get(name: string): Builtin | undefined;
  has(name: string): boolean;
  keys(): Iterable<string>;
}

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
      return fail(LIMITS.calls.code, "Functions call each other without an end", {
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

  /** What is printed is kept as text for `capture.output`. */
  protected capturing = false;

  capture(run: () => void): string {
    const outer = [this.capturing, this.printed.splice(0)] as const;
    this.capturing = true;
    try {
      run();
      return this.printed.splice(0).join("");
    } finally {
      this.capturing = outer[0];
      addAll(this.printed, outer[1]);
    }
  }

  show(x: Value, options: PrintOptions): void {
    const lines = printed(x, options, (v) => ownLines(this, v, v === x));
    this.printed.push(lines.join("\n") + "\n");
  }

  /** Prints the value of a statement by a method of the page for its class, if there is one. */
  printsOwn(x: Value, span: Span): boolean {
    return printsOwn(this, x, span);
  }

  warn(code: string, text: string, span: Span): void {
    // A message that nobody took is no warning.
    if (code !== "message" && this.signal(condition("warning", text))) return;
    this.remark({ code, text, span });
  }

  /** Keeps a remark that nobody took. */
  protected remark(remark: Remark): void {
    if (this.remarks.length < 50) this.remarks.push(remark);
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

  /** Adds to the steps what takes as long as many of them: a fit, say. */
  weigh(steps: number, at: Span): void {
    this.#steps += steps;
    this.#watch(at);
  }

  readonly #started = performance.now();

  /** Steps may take long: a block that is still at it after a minute ends. */
  #watch(at: Span): void {
    const seconds = Math.floor((performance.now() - this.#started) / 1000);
    keepWithin(LIMITS.seconds, seconds, "Seconds that this block has taken", {
      span: spanOf(at),
      hint: "Divide the block, or simulate less often",
    });
  }

  count(at: Span): void {
    if ((++this.#steps & 1023) === 0) this.#watch(at);
    if (this.#steps <= LIMITS.steps.most) return;
    keepWithin(LIMITS.steps, this.#steps, "Calls that this block makes", {
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

  ofPackage(_: string, expr: NameExpr, scope: Scope): Value {
    return this.evaluate(expr, scope);
  }

  unknownName(expr: NameExpr, scope: Scope): Value {
    const near = nearName(expr.name, scope, this.words);
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
      // what failed was hardly meant to stand in a word's place
      if (binding instanceof Promised && binding.lost && this.words.has(name)) continue;
      const value = binding instanceof Promised ? this.keep(binding) : binding;
      if (isFunction(value)) return value;
    }
    const word = this.words.get(name);
    if (word) return word;
    return this.unknownFunction(name, scope, span);
  }

  protected unknownFunction(name: string, scope: Scope, span: Span): never {
    const near = nearFunction(name, scope, this.words);
    return fail("unknown-verb", `${name}() is not part of the block language`, {
      span,
      hint: near ? `Did you mean ${near}()?` : "The manual lists the verbs",
    });
  }

  hasWord(name: string): boolean {
    return this.words.has(name);
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

  readonly enter: Machine["enter"] = (...given) => enter(this, ...given);
  readonly wordWith: Machine["wordWith"] = (...given) => wordWith(this, ...given);

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
        return share(member(this, expr, scope));
      case "index":
      case "index2":
        return index(this, expr, scope);
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

  subscripts(args: readonly Written[], scope: Scope): Subscripts {
    return subscripts(this, args, scope);
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
