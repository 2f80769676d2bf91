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

/** A comparison of elements for sorting; missing last. `plain` compares letters by their codes. */
export function comparer(x: Vector, plain = false): (i: number, j: number) => number {
  if (x.type === "character") {
    const { values } = x;
    if (plain) {
      return (i, j) =>
        missingLast(values[i] === null, values[j] === null) ??
          (values[i]! < values[j]! ? -1 : values[i]! > values[j]! ? 1 : 0);
    }
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

/** `method = "radix"` compares texts by the codes of their letters. */
function radix(call: Call): boolean {
  return call.choice("method", ["auto", "shell", "quick", "radix"]) === "radix";
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
  const plain = radix(call);
  const compare = keys.map((k) => comparer(k, plain));
  const last = call.optional("na.last");
  const first = last !== null && asLogical(last).values[0] === 0;
  const at = Array.from({ length: n }, (_, i) => i);
  at.sort((i, j) => {
    for (let k = 0; k < keys.length; k++) {
      const [a, b] = [isMissingAt(keys[k]!, i), isMissingAt(keys[k]!, j)];
      let by = a || b ? (a ? 1 : 0) - (b ? 1 : 0) : compare[k]!(i, j);
      if (a || b ? first : falling[k % falling.length] === 1) by = -by;
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
  const compare = comparer(x, radix(call));
  const at = Array.from({ length: x.values.length }, (_, i) => i);
  const present = at.filter((i) => !isMissingAt(x, i)).sort((i, j) =>
    (falling ? -compare(i, j) : compare(i, j)) || i - j
  );
  const missing = keep ? at.filter((i) => isMissingAt(x, i)) : [];
  const first = keep && asLogical(last).values[0] === 0;
  const turn = Int32Array.from(first ? [...missing, ...present] : [...present, ...missing]);
  if (!dimOf(x)) return reorder(x, turn);
  return call.interpreter.call("[", [x, integers(turn.map((i) => i + 1))], call.span);
}

/** Ranks of the elements that are not missing; missing ones stay so, come last, or go. */
function rank(call: Call): Value {
  const x = call.vector("x");
  const ties = call.choice("ties.method", ["average", "first", "last", "max", "min"]);
  const last = call.optional("na.last");
  const kept = last?.type === "character";
  const truth = last === null ? 1 : kept ? NA_INTEGER : asLogical(last).values[0]!;
  const compare = comparer(x);
  const all = Array.from({ length: x.values.length }, (_, i) => i);
  const gone = all.filter((i) => isMissingAt(x, i));
  const present = all.filter((i) => !isMissingAt(x, i)).sort((i, j) => compare(i, j) || i - j);
  const offset = !kept && truth === 0 ? gone.length : 0;
  const out = new Float64Array(x.values.length).fill(NaN);
  for (let i = 0; i < present.length;) {
    let j = i;
    while (j + 1 < present.length && compare(present[i]!, present[j + 1]!) === 0) j++;
    for (let k = i; k <= j; k++) out[present[k]!] = offset + tiedRank(ties, i, j, k);
    i = j + 1;
  }
  if (!kept && truth !== NA_INTEGER) {
    gone.forEach((i, k) => out[i] = (truth === 1 ? present.length : 0) + k + 1);
  }
  const made = ties === "average"
    ? doubles(out)
    : integers(Int32Array.from(out, (v) => v === v ? v : NA_INTEGER));
  const shapedAll = shaped(made as Vector, x);
  if (kept || truth !== NA_INTEGER) return shapedAll;
  return reorder(shapedAll, Int32Array.from(all.filter((i) => !isMissingAt(x, i))));
}

/** The rank (from 1) of the k-th of elements i to j, which are alike. */
function tiedRank(ties: string, i: number, j: number, k: number): number {
  switch (ties) {
    case "average":
      return (i + j) / 2 + 1;
    case "min":
      return i + 1;
    case "max":
      return j + 1;
    case "last":
      return i + j - k + 1;
    default:
      return k + 1;
  }
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
  word("order", "..., na.last, decreasing, method", order),
  word("sort", "x, decreasing, na.last, method", sort),
  word("sort.int", "x, decreasing, na.last, method", sort),
  word("rank", "x, na.last, ties.method", rank),
  word("rev.default", "x", (call) => call.interpreter.call("rev", [call.value("x")], call.span)),
];
