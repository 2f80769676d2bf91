/**
 * Elements in an order: `sort order rank rev`, and what decides which of two comes first.
 *
 * @module
 */
import { isMissingAt, reorder, shaped } from "./elements.ts";
import { compareText } from "../../data/compare_text.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble, asLogical, describe } from "../values/coerce.ts";
import {
  dimOf,
  doubles,
  integers,
  isFactor,
  isVector,
  NA_INTEGER,
  NULL,
  type Value,
  type Vector,
} from "../values/value.ts";

/** A comparison of elements for sorting; missing last. */
export function comparer(x: Vector): (i: number, j: number) => number {
  if (x.type === "character") {
    const { values } = x;
    return (i, j) =>
      missingLast(values[i] === null, values[j] === null) ?? compareText(values[i]!, values[j]!);
  }
  const { values } = asDouble(isFactor(x) ? integers(x.values) : x);
  return (i, j) => {
    const [a, b] = [values[i]!, values[j]!];
    return missingLast(a !== a, b !== b) ?? (a < b ? -1 : a > b ? 1 : 0);
  };
}

function missingLast(a: boolean, b: boolean): number | null {
  return a || b ? (a ? 1 : 0) - (b ? 1 : 0) : null;
}

function order(call: Call): Value {
  const keys = call.dots.map((d) => {
    const value = call.valueOf(d);
    return isVector(value)
      ? value
      : call.fail("wrong-argument", `order() takes vectors, not ${describe(value)}`);
  });
  const n = keys[0]?.values.length ?? 0;
  for (const key of keys) {
    if (key.values.length !== n) {
      return call.fail("wrong-length", "order() takes vectors of one length");
    }
  }
  const falling = call.has("decreasing") ? asLogical(call.value("decreasing")).values : [0];
  const compare = keys.map(comparer);
  const last = call.optional("na.last");
  const at = Array.from({ length: n }, (_, i) => i);
  at.sort((i, j) => {
    for (let k = 0; k < keys.length; k++) {
      const [a, b] = [isMissingAt(keys[k]!, i), isMissingAt(keys[k]!, j)];
      let by = a || b ? (a ? 1 : 0) - (b ? 1 : 0) : compare[k]!(i, j);
      if (!(a || b) && falling[k % falling.length] === 1) by = -by;
      if (by !== 0) return by;
    }
    return i - j;
  });
  const kept = last && asLogical(last).values[0] === NA_INTEGER
    ? at.filter((i) => !keys.some((k) => isMissingAt(k, i)))
    : at;
  return integers(Int32Array.from(kept, (i) => i + 1));
}

function sort(call: Call): Value {
  const x = call.value("x");
  if (x.type === "NULL") return NULL;
  if (!isVector(x) || x.type === "list") return call.wrong("x", "a vector", x);
  const falling = call.flag("decreasing", false);
  const last = call.optional("na.last");
  const keep = last !== null && asLogical(last).values[0] !== NA_INTEGER;
  const compare = comparer(x);
  const at = Array.from({ length: x.values.length }, (_, i) => i);
  const present = at.filter((i) => !isMissingAt(x, i)).sort((i, j) =>
    (falling ? -compare(i, j) : compare(i, j)) || i - j
  );
  const missing = keep ? at.filter((i) => isMissingAt(x, i)) : [];
  const turn = Int32Array.from([...present, ...missing]);
  if (!dimOf(x)) return reorder(x, turn);
  return call.interpreter.call("[", [x, integers(turn.map((i) => i + 1))], call.span);
}

export const ORDERING: readonly Builtin[] = [
  word("rev", "x", (call) => {
    const x = call.value("x");
    if (!isVector(x)) return x;
    const n = x.values.length;
    const at = Int32Array.from({ length: n }, (_, i) => n - 1 - i);
    if (!x.attributes || x.attributes.size === 0) return reorder(x, at);
    return call.interpreter.call("[", [x, integers(at.map((i) => i + 1))], call.span);
  }),
  word("order", "..., na.last, decreasing, method?", order),
  word("sort", "x, decreasing, na.last, ...", sort),
  word("sort.int", "x, decreasing, na.last", sort),
  word("rank", "x, na.last, ties.method", (call) => {
    const x = call.vector("x");
    const ties = call.choice("ties.method", ["average", "first", "last", "random", "max", "min"]);
    const compare = comparer(x);
    const n = x.values.length;
    const at = Array.from({ length: n }, (_, i) => i).sort((i, j) => compare(i, j) || i - j);
    const out = new Float64Array(n);
    for (let i = 0; i < n;) {
      let j = i;
      while (j + 1 < n && compare(at[i]!, at[j + 1]!) === 0) j++;
      for (let k = i; k <= j; k++) {
        out[at[k]!] = ties === "average"
          ? (i + j) / 2 + 1
          : ties === "min"
          ? i + 1
          : ties === "max"
          ? j + 1
          : ties === "last"
          ? i + j - k + 1
          : k + 1;
      }
      i = j + 1;
    }
    const made = ties === "average" ? doubles(out) : integers(Int32Array.from(out));
    return shaped(made as Vector, x);
  }),
  word("rev.default", "x", (call) => call.interpreter.call("rev", [call.value("x")], call.span)),
];
