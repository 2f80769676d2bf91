/**
 * `as.table`: numbers as a table of counts.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  inherits,
  integers,
  isVector,
  listOf,
  namesOf,
  textsAttribute,
  type Value,
  withAttributes,
} from "../values/value.ts";

/** R names what has no name by letters. */
function lettersOf(n: number): string[] {
  return Array.from({ length: n }, (_, i) => String.fromCharCode(65 + i));
}

function asTable(call: Call): Value {
  const x = call.value("x");
  if (inherits(x, "table")) return x;
  if (!isVector(x) || x.type === "list" || x.type === "character" || x.values.length === 0) {
    return call.wrong("x", "numbers, or a matrix of numbers", x, "table(x) counts values");
  }
  const dim = dimOf(x) ?? [x.values.length];
  if (Array.from(dim).some((n) => n > 26 && !dimNamesOf(x))) {
    return call.fail(
      "not-in-language",
      "as.table() has letters for up to 26 places",
      "dimnames(x) <- list(…) names them",
    );
  }
  const given = dimNamesOf(x) ?? (dimOf(x) ? null : [namesOf(x)]);
  const names = listOf(Array.from(dim, (n, k) => characters([...given?.[k] ?? lettersOf(n)])));
  const own = x.attributes?.get("dimnames");
  const titles = own && textsAttribute(own, "names");
  if (titles) names.attributes = new Map([["names", characters([...titles])]]);
  return withAttributes(
    x,
    new Map<string, Value>([
      ["dim", integers([...dim])],
      ["dimnames", names],
      ["class", characters(["table"])],
    ]),
  );
}

export const SHAPING: readonly Builtin[] = [word("as.table", "x, ...", asTable)];
