/**
 * Arguments of a verb that one kind of model has, and another has not.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Call } from "./call.ts";

/** Refuses arguments that belong to other models. */
export function refuseOf(call: Call, names: readonly string[], what: string, hint: string): void {
  for (const name of names) {
    if (!call.has(name)) continue;
    fail("unknown-argument", `${call.verb.name}() of ${what} has no argument ${name}`, {
      span: call.spanOf(name),
      hint,
    });
  }
}
