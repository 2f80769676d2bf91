/**
 * How the arguments of a call find their parameters: by name, by the beginning of a name, by place.
 *
 * @module
 */
import { fail, type Span } from "../../diagnostic.ts";
import { deparse } from "../../syntax/deparse.ts";
import { suggestion } from "../../syntax/nearest.ts";
import type { Argument, Builtin } from "./builtin.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Binding, Dot } from "../values/scope.ts";
import type { Formal } from "../values/value.ts";

interface Named {
  readonly name: string | null;
}

/**
 * The place of each argument: an index of a parameter, −1 for `...`, −2 for no place at all.
 *
 * @param dots Where `...` stands; −1 if it does not.
 */
function places(
  parameters: readonly string[],
  dots: number,
  args: readonly Named[],
  repeated: (name: string, i: number) => never,
): Int32Array {
  const at = new Int32Array(args.length).fill(-2);
  const taken = new Uint8Array(parameters.length);
  const take = (parameter: number, i: number): void => {
    if (taken[parameter]) repeated(parameters[parameter]!, i);
    taken[parameter] = 1;
    at[i] = parameter;
  };
  let named = false;
  args.forEach((arg, i) => {
    if (!arg.name) return;
    named = true;
    const exact = parameters.indexOf(arg.name);
    if (exact >= 0 && exact !== dots) take(exact, i);
  });
  if (named) {
    args.forEach((arg, i) => {
      if (!arg.name || at[i] !== -2) return;
      const before = dots < 0 ? parameters.length : dots;
      let found = -1;
      for (let k = 0; k < before; k++) {
        if (!taken[k] && parameters[k]!.startsWith(arg.name)) found = found === -1 ? k : -3;
      }
      if (found >= 0) take(found, i);
      else if (dots >= 0) at[i] = -1;
    });
  }
  let next = 0;
  args.forEach((arg, i) => {
    if (arg.name || at[i] !== -2) return;
    while (next < parameters.length && (taken[next] || next === dots)) {
      if (next === dots) break;
      next++;
    }
    if (next < parameters.length && next !== dots) take(next, i);
    else if (dots >= 0) at[i] = -1;
  });
  return at;
}

/** The place of each argument of a call that has run: an index of a parameter, −1 for `...`. */
export function placesOf(
  parameters: readonly string[],
  dots: number,
  args: readonly { readonly name: string | null }[],
): Int32Array {
  return places(
    parameters,
    dots,
    args,
    (name) => fail("repeated-argument", `${name} is given twice`),
  );
}

/** Gives the arguments of a word their parameters. */
export function matchWord(
  word: Builtin,
  args: readonly Argument[],
  interpreter: Interpreter,
): { given: (Argument | null)[]; dots: Argument[] } {
  const names = word.parameters.map((p) => p.name);
  const at = places(
    names,
    word.dots,
    args,
    (name, i) =>
      fail("repeated-argument", `${word.name}() is given ${name} twice`, {
        span: args[i]!.span,
        hint: "Leave one of them out",
      }),
  );
  const given: (Argument | null)[] = names.map(() => null);
  const dots: Argument[] = [];
  args.forEach((arg, i) => {
    if (at[i] === -1) dots.push(arg);
    else if (at[i]! < 0) refuse(word, arg, names);
    else given[at[i]!] = arg;
  });
  word.parameters.forEach((parameter, i) => {
    const arg = given[i];
    if (!arg || (arg.expr === null && arg.value === null)) return;
    if (parameter.passedOver) {
      interpreter.warn("passed-over", `${word.name}(): ${parameter.name} is passed over`, arg.span);
    }
    if (parameter.only === null) return;
    if (arg.expr && deparse(arg.expr) === parameter.only) given[i] = null;
    else {refuse(
        word,
        { ...arg, name: parameter.name },
        names.filter((_, k) => word.parameters[k]!.only === null),
      );}
  });
  return { given, dots };
}

/** Says that a word has no such argument, with the nearest that it has. */
export function refuse(word: Builtin, arg: Argument, names: readonly string[]): never {
  const known = names.filter((n) => n !== "...");
  if (!arg.name) {
    return fail("too-many-arguments", `${word.name}() takes no argument in this place`, {
      span: arg.span,
      hint: known.length === 0 ? "It takes none" : `It takes ${known.join(", ")}`,
    });
  }
  const hint = suggestion(arg.name, known);
  return fail("unknown-argument", `${word.name}() has no argument ${arg.name}`, {
    span: arg.span,
    ...(hint ? { hint } : {}),
  });
}

/** Arguments without names, no more than there are parameters before `...`: each has its place. */
function inOrder(
  formals: readonly Formal[],
  args: readonly Dot[],
): { bound: (Binding | undefined)[]; dots: Dot[] } | null {
  if (args.length > formals.length) return null;
  const bound: (Binding | undefined)[] = [];
  for (let i = 0; i < args.length; i++) {
    if (args[i]!.name !== null || formals[i]!.name === "...") return null;
    bound.push(args[i]!.binding);
  }
  return { bound, dots: [] };
}

/** Gives the arguments of an author's function their parameters. */
export function matchFormals(
  formals: readonly Formal[],
  args: readonly Dot[],
  span: Span,
  called: string,
): { bound: (Binding | undefined)[]; dots: Dot[] } {
  const plain = inOrder(formals, args);
  if (plain) return plain;
  const names = formals.map((f) => f.name);
  const at = places(
    names,
    names.indexOf("..."),
    args,
    (name) =>
      fail("repeated-argument", `${called || "The function"} is given ${name} twice`, { span }),
  );
  const bound: (Binding | undefined)[] = names.map(() => undefined);
  const dots: Dot[] = [];
  args.forEach((arg, i) => {
    if (at[i] === -1) dots.push(arg);
    else if (at[i]! >= 0) bound[at[i]!] = arg.binding;
    else {
      const hint = arg.name
        ? suggestion(arg.name, names)
        : `It takes ${names.join(", ") || "none"}`;
      fail(
        arg.name ? "unknown-argument" : "too-many-arguments",
        arg.name
          ? `${called || "The function"} has no argument ${arg.name}`
          : `${called || "The function"} takes no argument in this place`,
        { span, ...(hint ? { hint } : {}) },
      );
    }
  });
  return { bound, dots };
}
