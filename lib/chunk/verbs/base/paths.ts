/**
 * Verbs that put the path of a file together: `here file.path`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verb, verbOf } from "../../evaluation/verb.ts";
import { character, isVector, type Value } from "../../values/value.ts";
import { lengthOf, textsOf } from "../../values/vector.ts";
import { pasteArguments } from "./elements.ts";

/** Parts of a path, joined; as in R there is none if one of the parts has no elements. */
function joined(call: Call, separator: string): Value {
  const empty = call.rest.some((arg) => {
    const value = call.evaluate(arg);
    return value.kind === "null" || (isVector(value) && lengthOf(value) === 0);
  });
  return empty ? character([]) : pasteArguments(call, separator);
}

/** A path from the root of the book, as the page sees it. */
function fromRoot(call: Call): Value {
  const root = call.context.environment.root ?? "";
  if (call.rest.length === 0) return character([root === "" ? "." : root.replace(/\/$/, "")]);
  const path = joined(call, "/");
  return isVector(path) ? character(textsOf(path).map((text) => `${root}${text ?? "NA"}`)) : path;
}

/** Verbs of paths. */
export const PATHS: readonly Verb[] = [
  verbOf("here")("here", "...", "the path of a file from the root of the book", fromRoot),
  verb(
    "file.path",
    "..., fsep?",
    "parts of a path with / between them",
    (call) => joined(call, call.text("fsep", "/")),
  ),
];
