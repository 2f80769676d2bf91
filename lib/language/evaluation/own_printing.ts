/**
 * Values that the page prints in a way of its own: by a method that an author wrote for their class.
 *
 * @module
 */
import type { Span } from "../../diagnostic.ts";
import { printed } from "../print/print.ts";
import { givenClass, isFrame, type Value } from "../values/value.ts";
import { mayBeOwn, methodOf, ofValues } from "./dispatch.ts";
import type { Machine } from "./machine.ts";

/** The place of what no statement says. */
const NOWHERE: Span = { start: 0, end: 0 };

/** Prints a value by a method that the page has for its class; false where there is none. */
function byMethod(machine: Machine, value: Value, span: Span): boolean {
  if (!mayBeOwn(machine, "print")) return false;
  const given = givenClass(value);
  if (given.length === 0) return false;
  return ofValues(machine, "print", [value], [], span, machine.page) !== null;
}

/** Lines of what is printed in a way of its own: things, and parts with a method of the page. */
export function ownLines(machine: Machine, x: Value, whole: boolean): string[] | null {
  if (x.type === "thing") return machine.things.printed(x);
  if (whole || !x.attributes?.has("class") || !mayBeOwn(machine, "print")) return null;
  let own = false;
  const text = machine.capture(() => {
    own = byMethod(machine, x, NOWHERE);
  });
  return own ? text.replace(/\n$/, "").split("\n") : null;
}

/** Prints the value of a statement by a method of the page for its class; false without one. */
export function printsOwn(machine: Machine, x: Value, span: Span): boolean {
  if (!mayBeOwn(machine, "print")) return false;
  if (byMethod(machine, x, span)) return true;
  if (x.type !== "list" || isFrame(x) || givenClass(x).length > 0) return false;
  if (!x.values.some((v) => methodOf(machine, "print", givenClass(v), machine.page))) return false;
  const lines = printed(x, machine.console, (v) => ownLines(machine, v, v === x));
  machine.printed.push(lines.join("\n") + "\n");
  return true;
}
