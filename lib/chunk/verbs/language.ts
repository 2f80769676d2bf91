/**
 * Verbs of R that carry no meaning here, or that hand on what they are given.
 *
 * @module
 */
import type { Call } from "../call.ts";
import { NULL, type Value } from "../value.ts";
import { type Verb, verb } from "../verb.ts";

/** Passed over without a word: whatever a library offers is here already, or is not. */
function passOver(): Value {
  return NULL;
}

function same(call: Call): Value {
  return call.value("x");
}

/** Text as a formula is parsed where a formula is needed. */
function formulaFrom(call: Call): Value {
  const value = call.value("object");
  if (value.kind === "formula" || value.kind === "character") return value;
  if (value.kind === "fit") return value;
  return call.wrong("object", "a formula or its text", value);
}

/** Verbs of the language. */
export const LANGUAGE: readonly Verb[] = [
  verb("library", "...", "nothing: every verb is here already", passOver),
  verb("require", "...", "nothing, as library()", passOver),
  verb("requireNamespace", "...", "nothing, as library()", passOver),
  verb("suppressPackageStartupMessages", "...", "nothing, as library()", passOver),
  verb("set.seed", "seed, kind~", "nothing: there is no chance here", passOver),
  verb("print", "x, ...", "the value itself", same),
  verb("invisible", "x?", "the value, not shown", (call) => call.optional("x") ?? NULL),
  verb("suppressMessages", "x", "the value itself", same),
  verb("suppressWarnings", "x", "the value itself", same),
  verb("as.formula", "object", "a formula from text", formulaFrom),
];
