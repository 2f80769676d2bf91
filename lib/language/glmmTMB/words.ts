/**
 * The words of glmmTMB that are plain R: `numFactor`, a factor of places.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { factorOf } from "../values/factor.ts";
import { asCharacter } from "../values/coerce.ts";
import { isAtomic, isFactor, lengthOf, type Value } from "../values/value.ts";

/** A level for each different point, such as `(1,2.5)`: by the last coordinate, then those before it. */
function numFactor(call: Call): Value {
  const given = [call.value("x"), ...call.rest];
  const n = lengthOf(given[0]!);
  const columns = given.map((v) => {
    if (!isAtomic(v) || (v.type !== "double" && v.type !== "integer") || lengthOf(v) !== n) {
      return call.wrong(
        "x",
        "numbers, as many in each",
        v,
        "numFactor(d$x, d$y) has two coordinates",
      );
    }
    // a factor is ordered by its levels, and written by their names
    const texts = asCharacter(v).values;
    const order = isFactor(v) ? v.values : Float64Array.from(texts, (t) => Number(t));
    return { texts, order };
  });
  const labels = Array.from(
    { length: n },
    (_, i) => `(${columns.map(({ texts }) => texts[i] ?? "NA").join(",")})`,
  );
  const first = new Map<string, number>();
  labels.forEach((l, i) => first.has(l) || first.set(l, i));
  const points = [...first.values()];
  for (const { order } of columns) points.sort((a, b) => order[a]! - order[b]!);
  const place = new Map(points.map((i, k) => [labels[i]!, k + 1]));
  return factorOf(
    Int32Array.from(labels, (l) => place.get(l)!),
    points.map((i) => labels[i]!),
    false,
  );
}

/** Every word of it. */
export const WORDS: readonly Builtin[] = [word("numFactor", "x, ...", numFactor)];
