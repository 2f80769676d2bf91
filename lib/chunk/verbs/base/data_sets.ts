/**
 * `data`: sets of data of R and its packages under their names.
 *
 * @module
 */
import type { Span } from "../../../diagnostic.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { silent, type Verb, verb } from "../../evaluation/verb.ts";
import { dataSet, missingSet } from "../../datasets/data_sets.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import { character, type Value } from "../../values/value.ts";

/** The name in `data(x)` or `data("x")`. */
function nameOf(call: Call, arg: Supplied): { name: string; span: Span } {
  const { expr, span } = arg;
  if (expr?.kind === "name") return { name: expr.name, span };
  if (expr?.kind === "string") return { name: expr.value, span };
  return call.refuse(arg);
}

function data(call: Call): Value {
  const given = call.has("package") ? call.texts("package") : [null];
  const listed = call.has("list")
    ? call.texts("list").map((name) => ({ name, span: call.spanOf("list") }))
    : [];
  const asked = [...call.rest.map((arg) => nameOf(call, arg)), ...listed];
  for (const { name, span } of asked) {
    const own = given.find((p) => dataSet(name, p) !== null);
    if (own === undefined) return missingSet(name, given[0] ?? null, span);
    call.scope.set(name, fromLanguage(dataSet(name, own)!));
  }
  return character(asked.map(({ name }) => name));
}

/** Gives sets of data their names. */
export const DATA: Verb = silent(
  verb(
    "data",
    "..., list?, package?, lib.loc!NULL, verbose!FALSE, envir~, overwrite!TRUE",
    "gives a set of data of R or of a package its name; those that are here are found by their names alone, too",
    data,
  ),
);
