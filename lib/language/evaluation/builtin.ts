/**
 * How a word of the language is declared, and what it sees of its call.
 *
 * A declaration names the parameters as R does, with `?` behind one that is accepted and changes
 * nothing here (it is passed over with a remark), and `!value` behind one that R obeys and that is
 * refused unless it is written as R's default.
 *
 * @module
 */
import { OF_SINGLE_ROWS, refuseWithheld, refuseWithheldRows } from "../values/withheld.ts";
import { fail, type Span } from "../../diagnostic.ts";
import type { CallExpr, Expr } from "../../syntax/expr.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { asCharacter, asDouble, asLogical, describe } from "../values/coerce.ts";
import { numbersHint, whyNoNumbers } from "../base/no_numbers.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Promised, Scope } from "../values/scope.ts";
import {
  type BuiltinValue,
  type FunctionValue,
  isFunction,
  isVector,
  lengthOf,
  NA_INTEGER,
  type Numbers,
  type Value,
  type Vector,
} from "../values/value.ts";

/** A parameter of a word. */
export interface Parameter {
  readonly name: string;
  readonly passedOver: boolean;
  /** R's default of one that is refused otherwise; null of one that is obeyed. */
  readonly only: string | null;
}

/** A word of the language. */
export interface Builtin extends BuiltinValue {
  readonly parameters: readonly Parameter[];
  /** Where `...` stands among the parameters; −1 if it does not. */
  readonly dots: number;
  /** Takes its arguments as they are written. */
  readonly special: boolean;
  readonly run: (call: Call) => Value;
  /** What it is of fits, means and the like; absent where it takes them as anything else. */
  readonly things?: Builtin;
  /** R has it and a page has not: it only says what stands in its place. */
  readonly refused?: boolean;
  /** Takes fits, means and the like as they are, and not the tables that they can be. */
  readonly keepsThings?: boolean;
  /** Generic functions that have methods for what it makes. */
  readonly makes?: readonly string[];
  /** A package's method for values of its class: `coef.lmList`. */
  readonly method?: boolean;
  /** Finds the parameters of its arguments itself. */
  readonly raw?: (call: RawCall) => Value;
}

/** A call as it is written. */
export interface RawCall {
  readonly args: readonly Argument[];
  readonly span: Span;
  readonly scope: Scope;
  readonly interpreter: Interpreter;
  /** Null if values were handed over. */
  readonly expr: CallExpr | null;
  /** Set by a word whose value is not shown. */
  hidden: boolean;
}

/** Thousands are read whenever the program starts: no pattern is matched. */
function parametersOf(list: string): Parameter[] {
  const found: Parameter[] = [];
  for (const piece of list.split(",")) {
    const p = piece.trim();
    if (p === "") continue;
    const [passed, refused] = [p.indexOf("?"), p.indexOf("!")];
    if (refused >= 0 && (passed < 0 || refused < passed)) {
      found.push({ name: p.slice(0, refused), passedOver: false, only: p.slice(refused + 1) });
    } else if (passed >= 0) found.push({ name: p.slice(0, passed), passedOver: true, only: null });
    else found.push({ name: p, passedOver: false, only: null });
  }
  return found;
}

function declare(
  name: string,
  list: string,
  special: boolean,
  run: (call: Call) => Value,
): Builtin {
  const parameters = parametersOf(list);
  return {
    type: "builtin",
    name,
    attributes: null,
    exclusive: false,
    held: false,
    parameters,
    dots: parameters.findIndex((p) => p.name === "..."),
    special,
    run,
  };
}

/** Declares a word whose arguments are evaluated before it runs. */
export function word(name: string, parameters: string, run: (call: Call) => Value): Builtin {
  return declare(name, parameters, false, run);
}

/** Declares a word that decides itself what of its arguments it evaluates, and where. */
export function special(name: string, parameters: string, run: (call: Call) => Value): Builtin {
  return declare(name, parameters, true, run);
}

/** Declares a word that R has and a page has not; the hint says what stands in its place. */
export function refusing(
  name: string,
  hint: string,
  message = `${name}() is not part of the block language`,
): Builtin {
  const fails = special(name, "...", (call) => call.fail("not-in-language", message, hint));
  return { ...fails, refused: true };
}

/** An argument: as it was written, and its value if it has been evaluated. */
export interface Argument {
  readonly name: string | null;
  readonly expr: Expr | null;
  value: Value | null;
  readonly span: Span;
  readonly nameSpan?: Span | null;
  /** What `...` of the calling function took, not evaluated yet. */
  readonly promise?: Promised;
}

/** What a word sees of its call. */
export class Call {
  /** Set by a word whose value is not shown. */
  hidden = false;

  constructor(
    readonly word: Builtin,
    /** One for each parameter; null where none was given. */
    readonly given: readonly (Argument | null)[],
    /** What `...` took. */
    readonly dots: readonly Argument[],
    readonly span: Span,
    readonly scope: Scope,
    readonly interpreter: Interpreter,
    /** The call as it was written; null if a word was handed values. */
    readonly expr: Expr | null,
  ) {}

  private argument(name: string): Argument | null {
    const at = this.word.parameters.findIndex((p) => p.name === name);
    const found = this.given[at] ?? null;
    return found && (found.expr !== null || found.value !== null) ? found : null;
  }

  has(name: string): boolean {
    return this.argument(name) !== null;
  }

  /** The expression of an argument. */
  quoted(name: string): Expr | null {
    return this.argument(name)?.expr ?? null;
  }

  spanOf(name: string): Span {
    return this.argument(name)?.span ?? this.span;
  }

  /** The value of an argument; null without one. */
  optional(name: string): Value | null {
    const found = this.argument(name);
    return found ? this.valueOf(found) : null;
  }

  /** The value of an argument that `...` took, or of any other. */
  valueOf(argument: Argument): Value {
    if (argument.value === null) {
      if (argument.expr === null) {
        fail("missing-argument", "An argument is empty here", { span: argument.span });
      }
      argument.value = argument.promise
        ? this.interpreter.keep(argument.promise)
        : this.interpreter.evaluate(argument.expr, this.scope);
    }
    const { value } = argument;
    if (this.word.keepsThings) return value;
    refuseWithheld(value, `${this.word.name}()`, argument.span);
    if (OF_SINGLE_ROWS.has(this.word.name)) {
      refuseWithheldRows(value, `${this.word.name}()`, argument.span);
    }
    if (value.type !== "thing") return value;
    return this.interpreter.things.frame(value) ??
      fail("wrong-argument", `${this.word.name}() takes no ${value.what.replace(/^an? /, "")}`, {
        span: argument.span,
        hint: "A verb gives what belongs to it; the manual lists them",
      });
  }

  /** The values that `...` took. */
  get rest(): Value[] {
    return this.dots.map((d) => this.valueOf(d));
  }

  value(name: string): Value {
    return this.optional(name) ??
      fail("missing-argument", `${this.word.name}() needs ${name}`, {
        span: this.span,
        hint: `${this.word.name}(${this.word.parameters.map((p) => p.name).join(", ")})`,
      });
  }

  // ---- arguments of a kind ----------------------------------------------------------------------

  /** Says that an argument is of the wrong kind. */
  wrong(name: string, expected: string, value: Value, hint?: string): never {
    // What was found in a table, by a formula, is no argument that was looked at before.
    refuseWithheld(value, `${this.word.name}()`, this.spanOf(name));
    const numbers = /\b(numbers?|counts?)\b/.test(expected);
    const way = hint ?? (numbers ? numbersHint(value) : null);
    const what = numbers ? whyNoNumbers(value) : describe(value);
    return fail("wrong-argument", `${this.word.name}() takes ${expected} as ${name}, not ${what}`, {
      span: this.spanOf(name),
      ...(way ? { hint: way } : {}),
    });
  }

  vector(name: string): Vector {
    const value = this.value(name);
    return isVector(value) ? value : this.wrong(name, "a vector", value);
  }

  doubles(name: string): Numbers {
    const value = this.value(name);
    if (value.type !== "double" && value.type !== "integer" && value.type !== "logical") {
      if (value.type !== "NULL") return this.wrong(name, "numbers", value);
    }
    return asDouble(value).values;
  }

  number(name: string, otherwise?: number): number {
    const value = this.optional(name);
    if (value === null || (value.type === "NULL" && otherwise !== undefined)) {
      return otherwise ?? this.doubles(name)[0]!;
    }
    if (
      value.type !== "double" && value.type !== "integer" && value.type !== "logical" ||
      value.values.length !== 1
    ) return this.wrong(name, "one number", value);
    return asDouble(value).values[0]!;
  }

  text(name: string, otherwise?: string): string {
    const value = this.optional(name);
    if (value === null && otherwise !== undefined) return otherwise;
    if (value?.type !== "character" || value.values.length !== 1 || value.values[0] === null) {
      return this.wrong(name, "a text", value ?? this.value(name));
    }
    return value.values[0]!;
  }

  texts(name: string): (string | null)[] {
    const value = this.value(name);
    return isVector(value) || value.type === "NULL"
      ? asCharacter(value).values
      : this.wrong(name, "texts", value);
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.optional(name);
    if (value === null) return otherwise;
    if (lengthOf(value) !== 1 || !isVector(value)) return this.wrong(name, "TRUE or FALSE", value);
    const [truth] = asLogical(value).values;
    return truth === NA_INTEGER ? this.wrong(name, "TRUE or FALSE", value) : truth === 1;
  }

  /** One of a closed set of texts, or the beginning of one. */
  choice<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.optional(name);
    if (value === null) return choices[0]!;
    const said = value.type === "character" ? value.values[0] ?? "" : "";
    const begun = choices.filter((c) => said !== "" && c.startsWith(said));
    const found = choices.find((c) => c === said) ?? (begun.length === 1 ? begun[0] : undefined);
    if (found !== undefined) return found;
    const hint = suggestion(said, choices);
    return fail("wrong-argument", `${this.word.name}() has no ${name} "${said}"`, {
      span: this.spanOf(name),
      ...(hint ? { hint } : {}),
    });
  }

  /** A function, or the name of one. */
  function(name: string): FunctionValue {
    const value = this.value(name);
    if (isFunction(value)) return value;
    if (value.type === "character" && value.values.length === 1) {
      return this.interpreter.functionNamed(value.values[0] ?? "", this.scope, this.spanOf(name));
    }
    return this.interpreter.lambdaOf(value) ?? this.wrong(name, "a function", value);
  }

  /** Calls a function with values. */
  apply(
    called: FunctionValue,
    values: readonly Value[],
    names: readonly (string | null)[] = [],
  ): Value {
    return this.interpreter.apply(called, values, names, this.span, this.scope);
  }

  /** Adds a remark, as R's warnings are. */
  warn(text: string, code = "warning"): void {
    this.interpreter.warn(code, text, this.span);
  }

  /** Throws a fault at the call. */
  fail(code: string, message: string, hint?: string): never {
    return fail(code, message, { span: this.span, ...(hint ? { hint } : {}) });
  }
}
