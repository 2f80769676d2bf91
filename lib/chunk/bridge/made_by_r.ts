/**
 * Names of a block that R alone runs: vectors and tables among them are stored, anything else
 * stays in R.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { Promised, Scope as NameScope, type Value } from "../../language/values/types.ts";
import type { Scope } from "../values/scope.ts";

/** A value, or that it stayed in R, or that it is not to be had. */
export type OutsideValue = Value | "stayed" | "failed";

/** What a name holds whose value stayed in R. */
class StayedInR extends Promised {
  override readonly lost = true;

  constructor(name: string) {
    super({ kind: "null", start: 0, end: 0 }, new NameScope(null), { source: "" });
    const refuse = (): never => {
      fail("stayed-in-r", `\`${name}\` was made by R and stayed there`, {
        hint:
          "Vectors and tables that an `engine: R` block names come over; for anything else mark " +
          "this block `engine: R` as well",
      });
    };
    // the base class has it as a field, which an accessor of this class would not replace
    Object.defineProperty(this, "value", { get: refuse });
  }
}

/** Gives the names of a page what R gave them. */
export function bindOutside(names: ReadonlyMap<string, OutsideValue>, scope: Scope): void {
  for (const [name, value] of names) {
    if (value === "failed") scope.poison(name);
    else scope.inner.set(name, value === "stayed" ? new StayedInR(name) : value);
  }
}
