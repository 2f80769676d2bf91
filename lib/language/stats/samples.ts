/**
 * `sample` and `sample.int`: elements drawn from a vector, places from a number.
 *
 * @module
 */
import { places, weightedPlaces } from "../../math/chance/sampling.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { refuseLong } from "../values/size.ts";
import { doubles, integers, lengthOf, type Value } from "../values/value.ts";
import { chanceOf } from "./seed.ts";

/** Places from 1 to n. */
function sampled(call: Call, n: number): Value {
  const size = call.has("size") && call.value("size").type !== "NULL"
    ? Math.trunc(call.number("size"))
    : n;
  const replace = call.flag("replace", false);
  if (!(size >= 0)) return call.wrong("size", "a number from 0 on", call.value("size"));
  refuseLong(size, call.span);
  if (!replace && size > n) {
    return call.fail(
      "wrong-argument",
      `${call.word.name}() cannot take ${size} of ${n} without putting them back`,
      "replace = TRUE puts each back before the next is drawn",
    );
  }
  const weighted = call.has("prob") && call.value("prob").type !== "NULL";
  const drawn = weighted
    ? weightedPlaces(chanceOf(call), weightsOf(call, n, size, replace), size, replace)
    : places(chanceOf(call), n, size, replace);
  const out = drawn.map((k) => k + 1);
  return n > 2147483647 ? doubles(Float64Array.from(out)) : integers(Int32Array.from(out));
}

function weightsOf(call: Call, n: number, size: number, replace: boolean): number[] {
  const weights = Array.from(call.doubles("prob"));
  if (weights.length !== n) {
    return call.fail(
      "wrong-length",
      `${call.word.name}() takes a probability for each of ${n}, and there are ${weights.length}`,
    );
  }
  const positive = weights.filter((w) => w > 0).length;
  if (weights.some((w) => !(w >= 0 && w < Infinity)) || positive === 0) {
    return call.wrong("prob", "numbers from 0 on, not all 0", call.value("prob"));
  }
  if (!replace && size > positive) {
    return call.fail(
      "wrong-argument",
      `Only ${positive} have a probability above 0, and ${size} are to be drawn`,
      "replace = TRUE puts each back before the next is drawn",
    );
  }
  return weights;
}

function sample(call: Call): Value {
  const x = call.value("x");
  if (lengthOf(x) === 1 && (x.type === "double" || x.type === "integer") && !x.attributes) {
    const [n] = x.values;
    if (n! >= 1 && n! < Infinity) return sampled(call, Math.trunc(n!));
  }
  return call.interpreter.call("[", [x, sampled(call, lengthOf(x))], call.span);
}

export const SAMPLES: readonly Builtin[] = [
  word("sample", "x, size, replace, prob", sample),
  word("sample.int", "n, size, replace, prob, useHash?", (call) => {
    const n = call.number("n");
    return n >= 0 ? sampled(call, Math.trunc(n)) : call.wrong("n", "a count", call.value("n"));
  }),
];
