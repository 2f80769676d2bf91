/**
 * Results of a function as vectors of one kind: what `map_dbl` and its kin make of them.
 *
 * @module
 */
import type { Call } from "../evaluation/builtin.ts";
import { asDouble, asInteger, asLogical, describe } from "../values/coerce.ts";
import {
  characters,
  doubles,
  integers,
  isFactor,
  isFrame,
  isVector,
  listOf,
  logicals,
  NA_INTEGER,
  share,
  type Value,
  type Vector,
  withNames,
} from "../values/value.ts";
import { stackedParts } from "../tibble/combining.ts";

/** Kinds of vectors that results become; `vec` is whatever they have in common. */
export type Kind = "list" | "lgl" | "int" | "dbl" | "chr" | "vec";

const NAMES: Readonly<Record<Kind, string>> = {
  list: "values",
  lgl: "truth values",
  int: "whole numbers",
  dbl: "numbers",
  chr: "texts",
  vec: "single values",
};

function refused(call: Call, value: Value, i: number, kind: Kind): never {
  return call.fail(
    "wrong-argument",
    `${call.word.name}() gathers ${NAMES[kind]}, and for element ${i + 1} the function gives ${
      describe(value)
    }`,
    "map() keeps whatever comes in a list",
  );
}

function fits(v: Vector, kind: Kind): boolean {
  if (v.values.length !== 1 || isFrame(v)) return false;
  switch (kind) {
    case "lgl":
      return v.type === "logical";
    case "int":
      return v.type === "logical" || v.type === "integer" && !isFactor(v) ||
        v.type === "double" && (Number.isNaN(v.values[0]) || Number.isInteger(v.values[0]));
    case "dbl":
      return v.type === "logical" || v.type === "integer" && !isFactor(v) || v.type === "double";
    case "chr":
      return v.type !== "list" && !isFactor(v);
    default:
      return true;
  }
}

/** A value as a text: numbers as purrr writes them, with six decimals. */
function textOf(v: Vector): string | null {
  switch (v.type) {
    case "character":
      return v.values[0]!;
    case "logical":
      return v.values[0] === NA_INTEGER ? null : v.values[0] ? "TRUE" : "FALSE";
    case "integer":
      return v.values[0] === NA_INTEGER ? null : String(v.values[0]);
    case "double":
      return Number.isNaN(v.values[0]) ? null : v.values[0]!.toFixed(6);
    default:
      return null;
  }
}

/** Results as a vector of a kind, with names. */
export function gathered(
  call: Call,
  results: readonly Value[],
  kind: Kind,
  names: readonly (string | null)[] | null,
): Value {
  const named = (x: Vector): Value => names ? withNames(x, names) : x;
  if (kind === "list") return named(listOf(results.map(share)));
  const singles = results.map((v, i): Vector =>
    isVector(v) && fits(v, kind) ? v : refused(call, v, i, kind)
  );
  switch (kind) {
    case "lgl":
      return named(logicals(Int32Array.from(singles, (v) => asLogical(v).values[0]!)));
    case "int":
      return named(integers(Int32Array.from(singles, (v) => asInteger(v).values[0]!)));
    case "dbl": {
      const parts = singles.map((v) => asDouble(v));
      const nan = parts.some((p) => p.nan?.[0])
        ? Uint8Array.from(parts, (p) => p.nan?.[0] ?? 0)
        : null;
      return named(doubles(Float64Array.from(parts, (p) => p.values[0]!), null, nan));
    }
    case "chr":
      if (singles.some((v) => v.type !== "character" && textOf(v) !== null)) {
        call.warn(
          `${call.word.name}(): numbers and truth values become texts; as.character() says so`,
          "texts-of-numbers",
        );
      }
      return named(characters(singles.map(textOf)));
    case "vec": {
      const out = stackedParts(singles, "", call.span);
      return isVector(out) ? named(out) : out;
    }
  }
}
