/**
 * Words of one name that several packages have.
 *
 * @module
 */
import type { Value } from "../values/value.ts";
import type { Builtin, RawCall } from "./builtin.ts";
import { word } from "./calling.ts";
import type { Machine } from "./machine.ts";
import { ownerOf } from "./owners.ts";

/** The value of the first argument, which is evaluated once. */
export function firstValue(call: RawCall): Value | null {
  const [first] = call.args;
  if (!first) return null;
  if (first.value === null && first.expr) {
    first.value = call.interpreter.evaluate(first.expr, call.scope);
  }
  return first.value;
}

/**
 * Declares a word of several packages.
 *
 * @param own the word of each package; null for that which is a verb
 * @param otherwise the package that is meant where the page says nothing of it
 */
export function sharedWord(
  name: string,
  own: Readonly<Record<string, Builtin | null>>,
  otherwise: (call: RawCall) => string,
): Builtin {
  const packages = Object.keys(own);
  return {
    type: "builtin",
    name,
    attributes: null,
    exclusive: false,
    held: false,
    parameters: [],
    dots: -1,
    special: true,
    raw: (call) => {
      const { interpreter, expr } = call;
      const owner = ownerOf(expr, interpreter.page, packages) ?? otherwise(call);
      const machine = interpreter as Machine;
      const meant = own[owner];
      if (meant) {
        const value = word(machine, meant, call.args, expr, call.scope, call.span);
        call.hidden = machine.invisible;
        return value;
      }
      const verb = interpreter.functionOrNull(name, interpreter.page) as Builtin | null;
      return verb!.things!.raw!(call);
    },
    run: () => {
      throw new TypeError(`${name} takes its arguments as they are written`);
    },
  };
}
