/**
 * A call of a verb: its arguments, evaluated when asked for and checked for their kind.
 *
 * @module
 */
import { refuseCells } from "../values/held.ts";
import { type Diagnostic, DiagnosticError, fail, type Span } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { requirePlainResiduals } from "../../model/residual_structure.ts";
import { deparse } from "../../syntax/deparse.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { Table } from "../../data/table.ts";
import type { Context } from "./context.ts";
import type { Names } from "../values/scope.ts";
import {
  describe,
  type FitValue,
  type FormulaValue,
  isVector,
  type Value,
  type VectorValue,
  type WrittenCall,
} from "../values/value.ts";
import { lengthOf, numbersOf, textsOf } from "../values/vector.ts";
import { knowsStructure, STRATA_KNOWN } from "./structure_known.ts";
import { insteadOfNumbers, numbersHint } from "../values/no_numbers.ts";
import {
  type Matched,
  namesOfParameters,
  type Signature,
  type Supplied,
  unknownArgument,
} from "./signature.ts";

/** What a verb sees of the call. */
export class Call {
  private readonly evaluated = new Map<Supplied, Value>();
  /** Names of arguments that the verb asked for. */
  private readonly asked = new Set<string>();
  /** Set by a verb whose value is not shown this time. */
  hidden = false;

  constructor(
    readonly verb: Signature,
    /** The call as written, or null if a verb was handed values. */
    readonly expr: CallExpr | null,
    /** Where faults that belong to no argument stand. */
    readonly span: Span,
    private readonly matched: Matched,
    readonly context: Context,
    readonly scope: Names,
  ) {
    for (const parameter of verb.parameters) {
      if (parameter.ignored && matched.given.has(parameter.name)) {
        this.note(
          "passed-over",
          `${verb.name}(): ${parameter.name} is passed over`,
          { verb: verb.name, argument: parameter.name },
          matched.given.get(parameter.name)!.nameSpan ?? this.spanOf(parameter.name),
        );
      }
    }
  }

  /** The call as R deparses it. */
  get source(): string {
    return this.expr ? deparse(this.expr) : `${this.verb.name}()`;
  }

  /** The call as R's `match.call` gives it: arguments by their full names, in the verb's order. */
  get matchedSource(): string {
    const named = this.verb.parameters.flatMap(({ name }) => {
      const expr = this.matched.given.get(name)?.expr;
      return expr ? [`${name} = ${deparse(expr)}`] : [];
    });
    const rest = this.rest.flatMap(({ name, expr }) =>
      expr ? [`${name === null ? "" : `${name} = `}${deparse(expr)}`] : []
    );
    return `${this.verb.name}(${[...named, ...rest].join(", ")})`;
  }

  /** The call with its arguments as they were written, by their full names. */
  get written(): WrittenCall {
    const named = this.verb.parameters.flatMap(({ name }) => {
      const arg = this.matched.given.get(name);
      return arg && (arg.expr || arg.value) ? [{ ...arg, name }] : [];
    });
    return { verb: this.verb.name, args: [...named, ...this.rest] };
  }

  /** The arguments that `...` takes. */
  get rest(): readonly Supplied[] {
    return this.matched.rest;
  }

  /** Adds a remark to the block. */
  note(code: string, text: string, data?: unknown, span: Span = this.span): void {
    this.context.note(data === undefined ? { code, text, span } : { code, text, data, span });
  }

  /** Refuses a named argument that `...` took but nobody knows. */
  refuse(arg: Supplied): never {
    return unknownArgument(this.verb, arg);
  }

  /** Refuses all arguments in `...`. */
  refuseRest(): void {
    for (const arg of this.rest) {
      if (arg.name !== null) unknownArgument(this.verb, arg);
      fail("too-many-arguments", `${this.verb.name}() takes no argument in this place`, {
        span: arg.span,
        hint: `It takes ${namesOfParameters(this.verb).join(", ")}`,
      });
    }
  }

  /** Says of each argument that the verb never asked for that it is passed over. */
  noteUnasked(): void {
    for (const { name, ignored } of this.verb.parameters) {
      const arg = this.matched.given.get(name);
      if (ignored || !arg || this.asked.has(name)) continue;
      this.note(
        "passed-over",
        `${this.verb.name}(): ${name} is passed over`,
        { verb: this.verb.name, argument: name },
        arg.nameSpan ?? arg.span,
      );
    }
  }

  has(name: string): boolean {
    this.asked.add(name);
    const arg = this.matched.given.get(name);
    return arg !== undefined && (arg.expr !== null || arg.value !== null);
  }

  /** The argument unevaluated, or null. */
  supplied(name: string): Supplied | null {
    return this.has(name) ? this.matched.given.get(name)! : null;
  }

  /** The expression of an argument, or null if there is none. */
  quoted(name: string): Expr | null {
    return this.supplied(name)?.expr ?? null;
  }

  spanOf(name: string): Span {
    return this.supplied(name)?.span ?? this.span;
  }

  /** The value of an argument; a fault if it is missing. */
  value(name: string): Value {
    return this.optional(name) ?? fail(
      "missing-argument",
      `${this.verb.name}() needs ${name}`,
      { span: this.span, hint: `${this.verb.name}: ${this.verb.doc}` },
    );
  }

  /** The value of an argument, or null if it is missing. */
  optional(name: string): Value | null {
    const arg = this.supplied(name);
    return arg ? this.evaluate(arg) : null;
  }

  /** The value of an argument in the scope of the call, or in another one. */
  evaluate(arg: Supplied, scope: Names = this.scope): Value {
    if (arg.value) return this.allowed(arg, arg.value);
    if (!arg.expr) {
      return fail("missing-argument", "An argument is empty here", {
        span: arg.span,
        hint: "Remove the comma, or write the argument",
      });
    }
    if (scope !== this.scope) return this.allowed(arg, this.context.evaluate(arg.expr, scope));
    // Once: an argument may be asked for again, and calls stand within calls.
    let value = this.evaluated.get(arg);
    if (!value) {
      value = this.allowed(arg, this.context.evaluate(arg.expr, scope));
      this.evaluated.set(arg, value);
    }
    return value;
  }

  /** A value that the verb can work with: few know residuals of a structure. */
  private allowed(arg: Supplied, value: Value): Value {
    if (value.kind !== "fit") return value;
    if (value.fit.strata && !STRATA_KNOWN.has(this.verb.name)) {
      fail("strata", `${this.verb.name}() takes no analysis in strata`, {
        span: arg.span,
        hint:
          "summary(m) has its tests, emmeans(m, ~ Trt) its means; lmer() fits the strata as one",
      });
    }
    if (knowsStructure(this.verb.name, value.fit)) return value;
    this.placed(arg.span, false, () => requirePlainResiduals(value.fit, `${this.verb.name}()`));
    return value;
  }

  // ---- arguments of a kind --------------------------------------------------------------------

  /** Says that an argument is of the wrong kind. */
  wrong(name: string, expected: string, value: Value, hint?: string): never {
    refuseCells(value, `${this.verb.name}()`, { span: this.spanOf(name) });
    return fail(
      "wrong-argument",
      `${this.verb.name}() takes ${expected} as ${name}, not ${describe(value)}`,
      { span: this.spanOf(name), hint: hint ?? `${this.verb.name}: ${this.verb.doc}` },
    );
  }

  vector(name: string): VectorValue {
    const value = this.value(name);
    return isVector(value) ? value : this.wrong(name, "a vector", value);
  }

  numbers(name: string): Float64Array {
    const value = this.value(name);
    const numbers = numbersOf(value);
    if (numbers) return numbers;
    refuseCells(value, `${this.verb.name}()`, { span: this.spanOf(name) });
    return fail(
      "wrong-argument",
      `${this.verb.name}() takes numbers as ${name}${insteadOfNumbers(value)}`,
      {
        span: this.spanOf(name),
        hint: numbersHint(value) ?? `${this.verb.name}: ${this.verb.doc}`,
      },
    );
  }

  number(name: string, otherwise?: number): number {
    if (otherwise !== undefined && !this.has(name)) return otherwise;
    const value = this.value(name);
    const numbers = numbersOf(value);
    if (!numbers || numbers.length !== 1) return this.wrong(name, "one number", value);
    return numbers[0]!;
  }

  text(name: string, otherwise?: string): string {
    if (otherwise !== undefined && !this.has(name)) return otherwise;
    const value = this.value(name);
    const text = isVector(value) && lengthOf(value) === 1 ? textsOf(value)[0] : null;
    return text ?? this.wrong(name, "a text", value);
  }

  texts(name: string): string[] {
    const value = this.value(name);
    if (!isVector(value)) return this.wrong(name, "texts", value);
    return textsOf(value).map((t) => t ?? this.wrong(name, "texts that are not missing", value));
  }

  flag(name: string, otherwise: boolean): boolean {
    if (!this.has(name)) return otherwise;
    const value = this.value(name);
    const numbers = numbersOf(value);
    if (!numbers || numbers.length !== 1 || Number.isNaN(numbers[0])) {
      return this.wrong(name, "TRUE or FALSE", value);
    }
    return numbers[0] !== 0;
  }

  /** One of a closed set of texts. */
  choice<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    if (!this.has(name)) return otherwise;
    const text = this.text(name);
    const begun = choices.filter((c) => text !== "" && c.startsWith(text)); // as R's match.arg
    const found = choices.find((c) => c === text) ?? (begun.length === 1 ? begun[0] : undefined);
    if (found !== undefined) return found;
    const hint = suggestion(text, choices);
    return fail("wrong-argument", `${this.verb.name}() has no ${name} "${text}"`, {
      span: this.spanOf(name),
      ...(hint ? { hint } : {}),
    });
  }

  /**
   * An argument of R that may say what is done anyway and nothing else.
   *
   * @param allowed what it may say
   * @param reason why it says nothing else here
   */
  only(
    name: string,
    allowed: readonly (string | boolean | null)[],
    reason: string,
    hint: string,
  ): void {
    if (!this.has(name)) return;
    const value = this.value(name);
    const said = value.kind === "null"
      ? null
      : value.kind === "logical" && value.values.length === 1
      ? value.values[0] === 1
      : value.kind === "character" && value.values.length === 1
      ? value.values[0]!
      : undefined;
    if (said !== undefined && allowed.includes(said)) return;
    fail("wrong-argument", reason, { span: this.spanOf(name), hint });
  }

  table(name: string): Table {
    const value = this.value(name);
    if (value.kind === "frame") return value.table;
    return this.wrong(
      name,
      "a table",
      value,
      "Read one with read.csv() or make it by data.frame()",
    );
  }

  formula(name: string): FormulaValue {
    const value = this.value(name);
    if (value.kind === "formula") return value;
    return this.wrong(name, "a formula", value, "Write one with a tilde, such as y ~ x");
  }

  fit(name: string): FitValue {
    const value = this.value(name);
    return value.kind === "fit"
      ? value
      : this.wrong(name, "a model", value, "Fit one with lm() or lmer()");
  }

  // ---- faults of lower floors -----------------------------------------------------------------

  /**
   * Runs what may throw faults that have no place, or one in some other text, and puts them at an
   * argument.
   */
  at<T>(name: string, run: () => T): T {
    return this.placed(this.spanOf(name), false, run);
  }

  /** As `at`; faults whose spans lie in the block's source keep them. */
  inSource<T>(name: string, run: () => T): T {
    return this.placed(this.spanOf(name), true, run);
  }

  private placed<T>(span: Span, keep: boolean, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      throw new DiagnosticError(error.diagnostics.map((d): Diagnostic => {
        if (d.line !== undefined || (keep && d.span)) return d;
        return { ...d, span };
      }));
    }
  }
}
