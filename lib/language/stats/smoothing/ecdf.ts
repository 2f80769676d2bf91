/**
 * The share of values no larger, as a function: `ecdf`.
 *
 * @module
 */
import { deparse } from "../../../syntax/deparse.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { characters, doubles, text, type Value } from "../../values/value.ts";

/** How many of sorted values are no larger. */
function rankOf(x: readonly number[], v: number): number {
  let [i, j] = [0, x.length];
  while (i < j) {
    const middle = (i + j) >> 1;
    if (x[middle]! <= v) i = middle + 1;
    else j = middle;
  }
  return i;
}

function ecdf(call: Call): Value {
  const x = Array.from(call.doubles("x")).filter((v) => v === v).sort((a, b) => a - b);
  if (x.length < 1) return call.fail("too-few", "ecdf() needs a value that is there");
  const expr = call.quoted("x");
  const knots = [...new Set(x)];
  const made = word(
    "ecdf",
    "v",
    (inner) =>
      doubles(
        Float64Array.from(inner.doubles("v"), (v) => v !== v ? NaN : rankOf(x, v) / x.length),
      ),
  );
  return {
    ...made,
    attributes: new Map<string, Value>([
      ["class", characters(["ecdf", "stepfun", "function"])],
      ["knots", doubles(Float64Array.from(knots))],
      ["shares", doubles(Float64Array.from(knots, (v) => rankOf(x, v) / x.length))],
      ["written", text(expr ? deparse(expr) : "x")],
    ]),
  };
}

function knots(call: Call): Value {
  const f = call.value("Fn");
  return f.attributes?.get("knots") ?? call.wrong("Fn", "what ecdf() gives", f);
}

export const DISTRIBUTION_STEPS: readonly Builtin[] = [
  word("ecdf", "x", ecdf),
  word("knots", "Fn, ...", knots),
];
