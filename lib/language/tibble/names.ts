/**
 * Names of columns made different, as tidy words do: `x...1`, `x...3`.
 *
 * @module
 */
import { suggestion } from "../../syntax/nearest.ts";
import type { Call } from "../evaluation/builtin.ts";
import { syntactic } from "../frames/naming.ts";
import { isFunction } from "../values/value.ts";
import { asCharacter } from "../values/coerce.ts";
import { characters } from "../values/value.ts";

/** Names of which no two are alike and none is empty: the place stands behind those that were. */
export function uniqueNames(names: readonly string[]): string[] {
  const plain = names.map((n) => n.replace(/(\.\.\.\d+)+$/, "").replace(/^\.\.\d+$/, ""));
  const counts = new Map<string, number>();
  for (const n of plain) counts.set(n, (counts.get(n) ?? 0) + 1);
  return plain.map((n, i) => n === "" || counts.get(n)! > 1 ? `${n}...${i + 1}` : n);
}

const WAYS = ["check_unique", "unique", "universal", "minimal"];

/** Names as `.name_repair` wants them; without it, names that are alike are a fault. */
export function repairedNames(
  call: Call,
  names: readonly string[],
  otherwise = "check_unique",
  argument = ".name_repair",
): string[] {
  const known = call.word.parameters.some((p) => p.name === argument);
  const given = known ? call.optional(argument) : null;
  if (given && (isFunction(given) || given.type === "language")) {
    return asCharacter(call.apply(call.function(argument), [characters([...names])])).values
      .map((v) => v ?? "NA");
  }
  const way = given ? call.text(argument) : otherwise;
  switch (way) {
    case "minimal":
      return [...names];
    case "unique":
      return uniqueNames(names);
    case "universal":
      return uniqueNames(names).map(syntactic);
    case "check_unique": {
      const numbered = names.find((n) => /^\.\.(\.|\d+)$/.test(n));
      if (numbered !== undefined) {
        return call.fail(
          "repeated-column",
          `A column cannot be called "${numbered}", which stands for an argument of a function`,
          'Names of columns are others; .name_repair = "unique" makes them so',
        );
      }
      const twice = names.find((n, i) => n === "" || names.indexOf(n) !== i);
      if (twice === undefined) return [...names];
      return call.fail(
        "repeated-column",
        twice === "" ? "A column has no name" : `Two columns are called "${twice}"`,
        known
          ? `Names of columns are all different; ${argument} = "unique" makes them so`
          : "Names of columns are all different",
      );
    }
    default: {
      const hint = suggestion(way, WAYS);
      return call.fail("wrong-argument", `${call.word.name}() has no ${argument} "${way}"`, hint);
    }
  }
}
