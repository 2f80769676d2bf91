/**
 * How a verb is declared.
 *
 * @module
 */
import type { Value } from "../values/value.ts";
import type { Call } from "./call.ts";
import { type InR, NOT_IN_R } from "./r_words.ts";
import type { Signature } from "./signature.ts";

/** A word of the block language. */
export interface Verb extends Signature {
  run(call: Call): Value;
  /** R's package that has it, which the R of a page loads; absent where R has it without one. */
  package?: string;
  /** Its value is not shown. */
  silent?: boolean;
  /** Generic functions that packages have methods of for what it may make. */
  makes?: readonly string[];
  /** It stands in the place of the language's word of the same name. */
  instead?: boolean;
  /** Its R, where that is not the call as it is written. */
  inR?: InR;
}

/**
 * Declares a verb. Parameters are a list such as `"object, specs, by?, control~, ..."`: `?` marks
 * an optional one, `~` one that is accepted and passed over with a note, `!` one that R has in this
 * place and that is refused, unless what follows the mark is given: `trim!0`.
 */
export function verb(
  name: string,
  parameters: string,
  doc: string,
  run: (call: Call) => Value,
  inR?: InR,
): Verb {
  const list = parameters.split(",").map((p) => p.trim()).filter((p) => p !== "");
  return {
    name,
    doc,
    parameters: list.map((p) => {
      const [, parameter = p, mark = "", value = ""] = /^([^?~!]*)([?~!]?)(.*)$/.exec(p) ?? [];
      return {
        name: parameter,
        optional: mark !== "" || p === "...",
        ignored: mark === "~",
        refused: mark === "!",
        otherwise: value,
      };
    }),
    run,
    ...(inR ? { inR } : {}),
  };
}

/** A verb whose value is not shown. */
export function silent(declared: Verb): Verb {
  return { ...declared, silent: true };
}

/** Declares verbs of one of R's packages. */
export function verbOf(name: string): typeof verb {
  return (...declared) => ({ ...verb(...declared), package: name });
}

/** Declares a verb that R does not have; where there is something like it, `inR` says what. */
export const ours: typeof verb = (name, parameters, doc, run, inR = NOT_IN_R) =>
  verb(name, parameters, doc, run, inR);
