/**
 * Verbs that look at elements and make others of them: `is.na which paste as.numeric as.character`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { keepWithin, LIMITS } from "../../../limits.ts";
import { character, describe, integer, isVector, logical, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { charactersOf } from "../../values/size.ts";
import { fail } from "../../../diagnostic.ts";
import { isUndefined, namesOf, textsOf, toNumeric } from "../../values/vector.ts";
import { missingOf, vectorLike } from "./vectors.ts";

/** The arguments in `...`, joined element by element. */
export function pasteArguments(call: Call, separator: string): Value {
  const columns = call.rest.map((arg) => {
    if (arg.name !== null) call.refuse(arg);
    const value = call.evaluate(arg);
    if (value.kind === "null") return [];
    if (!isVector(value)) {
      return fail("wrong-argument", `paste() takes vectors, not ${describe(value)}`, {
        span: arg.span,
      });
    }
    return textsOf(value).map((t) => t ?? "NA");
  });
  const n = columns.reduce((most, c) => Math.max(most, c.length), 0);
  const characters = columns.reduce(
    (sum, c) => sum + (c.length === 0 ? 0 : charactersOf(c) * Math.ceil(n / c.length)),
    n * separator.length * columns.length,
  );
  keepWithin(LIMITS.characters, characters, "Characters of these texts", {
    span: call.span,
    hint: "Join fewer texts, or shorter ones",
  });
  const pasted = Array.from(
    { length: n },
    // An empty vector beside others is an empty text.
    (_, i) => columns.map((c) => c.length === 0 ? "" : c[i % c.length]!).join(separator),
  );
  return character(call.has("collapse") ? [pasted.join(call.text("collapse"))] : pasted);
}

/** Verbs of elements. */
export const ELEMENTS: readonly Verb[] = [
  verb("is.na", "x", "which elements are missing", (call) => {
    const value = vectorLike(call, "x");
    return logical(missingOf(value).map((m) => m ? 1 : 0), namesOf(value));
  }),
  verb("which", "x", "places of what is true", (call) => {
    const value = call.value("x");
    if (value.kind !== "logical") return call.wrong("x", "truth values", value);
    const places = [...value.values.keys()].filter((i) => value.values[i] === 1);
    const { names } = value;
    return integer(places.map((i) => i + 1), names && places.map((i) => names[i]!));
  }),
  verb(
    "paste",
    "..., sep?, collapse?",
    "texts put together",
    (call) => pasteArguments(call, call.text("sep", " ")),
  ),
  verb(
    "paste0",
    "..., collapse?",
    "texts put together without a space",
    (call) => pasteArguments(call, ""),
  ),
  verb("as.numeric", "x", "numbers read from text; a factor gives its codes", (call) => {
    const from = vectorLike(call, "x");
    const value = toNumeric(from);
    const known = from.kind === "character"
      ? from.values.map((t) => t !== null && t.trim() !== "")
      : [];
    const lost = known.filter((k, i) =>
      k && Number.isNaN(value.values[i]) && !isUndefined(value, i)
    ).length;
    if (lost > 0) {
      call.note(
        "no-value",
        `as.numeric(): ${lost} ${
          lost === 1 ? "text is no number and counts" : "texts are no numbers and count"
        } ` +
          "as missing",
        { verb: "as.numeric", count: lost },
      );
    }
    return { ...value, names: null };
  }),
  verb(
    "as.character",
    "x",
    "a vector as text",
    (call) => character(textsOf(vectorLike(call, "x"))),
  ),
];
