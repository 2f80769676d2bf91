/**
 * Values that are printed in a way of their own: by a method that an author wrote for their class, or by
 * the word that a package has for it.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { printed } from "../print/print.ts";
import { givenClass, isFrame, type Value } from "../values/value.ts";
import { mayBeOwn, methodOf, ofValues } from "./dispatch.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Machine } from "./machine.ts";

/** The place of what no statement says. */
const NOWHERE: Span = { start: 0, end: 0 };

/** The word that prints values of a package's class, `print.anova_test`; null where there is none. */
function printingWord(interpreter: Interpreter, value: Value): string | null {
  const own = givenClass(value).find((name) => interpreter.hasWord(`print.${name}`));
  return own === undefined ? null : `print.${own}`;
}

/** Prints a value by the word that a package has for its class; false where there is none. */
export function printsByWord(
  interpreter: Interpreter,
  value: Value,
  span: Span,
  more: readonly { readonly name: string | null; readonly value: Value }[] = [],
): boolean {
  const word = printingWord(interpreter, value);
  if (word === null) return false;
  const values = [value, ...more.map((a) => a.value)];
  interpreter.call(word, values, span, [null, ...more.map((a) => a.name)]);
  return true;
}

/** Prints a value by a method that the page or a package has for its class; false where there is none. */
function byMethod(machine: Machine, value: Value, span: Span): boolean {
  if (givenClass(value).length === 0) return false;
  if (
    mayBeOwn(machine, "print") &&
    ofValues(machine, "print", [value], [], span, machine.page) !== null
  ) return true;
  return printsByWord(machine, value, span);
}

/** Whether there is a method of the page or of a package that prints a value. */
function hasOwn(machine: Machine, value: Value): boolean {
  const given = givenClass(value);
  if (given.length === 0) return false;
  return methodOf(machine, "print", given, machine.page) !== null ||
    printingWord(machine, value) !== null;
}

/** Lines of what is printed in a way of its own: things, and parts with a method of the page. */
export function ownLines(machine: Machine, x: Value, whole: boolean): string[] | null {
  if (x.type === "thing") return machine.things.printed(x);
  if (whole || !x.attributes?.has("class")) return null;
  let own = false;
  const text = machine.capture(() => {
    own = byMethod(machine, x, NOWHERE);
  });
  return own ? text.replace(/\n$/, "").split("\n") : null;
}

/** Prints the value of a statement by a method for its class; false without one. */
export function printsOwn(machine: Machine, x: Value, span: Span): boolean {
  if (byMethod(machine, x, span)) return true;
  if (x.type !== "list" || isFrame(x) || givenClass(x).length > 0) return false;
  if (!x.values.some((v) => hasOwn(machine, v))) return false;
  const lines = printed(x, machine.console, (v) => ownLines(machine, v, v === x));
  machine.printed.push(lines.join("\n") + "\n");
  return true;
}
