/**
 * Verbs that put the path of a file together: `here`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { character, isVector, type Value } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";

/** A path from the root of the book, as the page sees it. */
function fromRoot(call: Call): Value {
  const root = call.context.environment.root ?? "";
  if (call.rest.length === 0) return character([root === "" ? "." : root.replace(/\/$/, "")]);
  const path = call.context.call("file.path", call.rest, call.span, call.scope);
  return isVector(path) ? character(textsOf(path).map((text) => `${root}${text ?? "NA"}`)) : path;
}

/** Verbs of paths. */
export const PATHS: readonly Verb[] = [
  verbOf("here")("here", "...", "the path of a file from the root of the book", fromRoot),
];
