/**
 * The parameters of a verb, and how the arguments of a call find them: by name, by the beginning of a
 * name, by place, as in R.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import type { Expr } from "../../syntax/expr.ts";
import { deparse } from "../../syntax/deparse.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { argumentHint } from "../page/other_arguments.ts";
import type { Value } from "../values/value.ts";

/** A parameter; `...` takes what no other takes. */
export interface Parameter {
  name: string;
  optional: boolean;
  /** Accepted for R's sake and passed over with a note. */
  ignored: boolean;
  /** R knows it and it would change what comes out: refused unless it is written as R's default. */
  refused: boolean;
  /** R's default of a refused one, as R deparses it. */
  otherwise: string;
}

/** What a call needs to know of a verb to find its arguments. */
export interface Signature {
  name: string;
  /** One line for the manual. */
  doc: string;
  parameters: readonly Parameter[];
}

/** An argument as written, or a value that stands for one. */
export interface Supplied {
  name: string | null;
  nameSpan: Span | null;
  span: Span;
  expr: Expr | null;
  value: Value | null;
}

/** Names of the parameters that a verb obeys. */
export function namesOfParameters(verb: Signature): string[] {
  return verb.parameters.filter((p) => !p.refused).map((p) => p.name);
}

/** Arguments by parameter; `rest` are those that `...` takes. */
export interface Matched {
  given: Map<string, Supplied>;
  rest: Supplied[];
}

/**
 * Gives each argument its parameter: exact names, then beginnings of names (of parameters before
 * `...`), then places.
 *
 * @throws {DiagnosticError} `unknown-argument`, `repeated-argument`, `too-many-arguments`
 */
export function matchArguments(verb: Signature, args: readonly Supplied[]): Matched {
  const { parameters } = verb;
  const dots = parameters.findIndex((p) => p.name === "...");
  const given = new Map<string, Supplied>();
  const unnamed: Supplied[] = [];
  const partial: Supplied[] = [];
  const take = (parameter: Parameter, arg: Supplied): void => {
    if (given.has(parameter.name)) {
      fail("repeated-argument", `${verb.name}() is given ${parameter.name} twice`, {
        span: arg.nameSpan ?? arg.span,
        hint: "Leave one of them out",
      });
    }
    given.set(parameter.name, arg);
  };
  for (const arg of args) {
    if (arg.name === null) unnamed.push(arg);
    else {
      const exact = parameters.find((p) => p.name === arg.name && p.name !== "...");
      if (exact) take(exact, arg);
      else partial.push(arg);
    }
  }
  const rest: Supplied[] = [];
  for (const arg of partial) {
    const before = dots < 0 ? parameters : parameters.slice(0, dots);
    const fitting = before.filter((p) => p.name.startsWith(arg.name!) && !given.has(p.name));
    if (fitting.length === 1) take(fitting[0]!, arg);
    else if (fitting.length > 1) ambiguous(verb, arg, fitting);
    else if (dots >= 0) rest.push(arg);
    else unknownArgument(verb, arg);
  }
  place(verb, unnamed, dots, given, rest);
  for (const parameter of parameters) refuseIfRefused(verb, parameter, given);
  // What `...` takes stands in the order in which it was written.
  rest.sort((a, b) => args.indexOf(a) - args.indexOf(b));
  return { given, rest };
}

function place(
  verb: Signature,
  unnamed: readonly Supplied[],
  dots: number,
  given: Map<string, Supplied>,
  rest: Supplied[],
): void {
  const { parameters } = verb;
  const free = (dots < 0 ? parameters : parameters.slice(0, dots)).filter((p) =>
    !given.has(p.name)
  );
  unnamed.forEach((arg, i) => {
    const parameter = free[i];
    if (parameter) given.set(parameter.name, arg);
    else if (dots >= 0) rest.push(arg);
    else {
      const names = namesOfParameters(verb).join(", ");
      fail("too-many-arguments", `${verb.name}() takes no argument in this place`, {
        span: arg.span,
        hint: names === "" ? "It takes none" : `It takes ${names}`,
      });
    }
  });
}

/** What R would obey is refused; its default changes nothing. */
function refuseIfRefused(
  verb: Signature,
  parameter: Parameter,
  given: Map<string, Supplied>,
): void {
  const arg = parameter.refused ? given.get(parameter.name) : undefined;
  if (!arg) return;
  if (arg.expr && deparse(arg.expr) === parameter.otherwise) given.delete(parameter.name);
  else unknownArgument(verb, { ...arg, name: parameter.name });
}

function ambiguous(verb: Signature, arg: Supplied, fitting: readonly Parameter[]): never {
  return fail("unknown-argument", `${arg.name} could be several arguments of ${verb.name}()`, {
    span: arg.nameSpan ?? arg.span,
    hint: `Write ${fitting.map((p) => p.name).join(" or ")}`,
  });
}

/** Throws `unknown-argument` with the nearest name. */
export function unknownArgument(verb: Signature, arg: Supplied): never {
  const names = namesOfParameters(verb).filter((n) => n !== "...");
  const hint = argumentHint(verb.name, arg.name ?? "") ?? suggestion(arg.name ?? "", names);
  return fail("unknown-argument", `${verb.name}() has no argument ${arg.name}`, {
    span: arg.nameSpan ?? arg.span,
    ...(hint ? { hint } : {}),
  });
}
