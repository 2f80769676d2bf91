/**
 * Verbs that make and measure vectors and lists: `c list seq rep sort length unique …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../../limits.ts";
import { compareText } from "../../../data/compare_text.ts";
import type { Call } from "../../evaluation/call.ts";
import { asFrame } from "../../values/frame.ts";
import { partNames } from "../../values/subset.ts";
import {
  describe,
  integer,
  isVector,
  list,
  NULL,
  numeric,
  type Value,
  type VectorValue,
} from "../../values/value.ts";
import {
  combine,
  fromColumn,
  isUndefined,
  lengthOf,
  numbersOf,
  take,
  textsOf,
} from "../../values/vector.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

function combineArguments(call: Call): Value {
  for (const arg of call.rest) {
    if (arg.name === "recursive" || arg.name === "use.names") call.refuse(arg);
  }
  const parts = call.rest.map((arg) => ({ name: arg.name, value: call.evaluate(arg) }));
  const present = parts.filter((p) => p.value.kind !== "null");
  if (present.length === 0) return NULL;
  const vectors: { name: string | null; value: VectorValue }[] = [];
  for (const { name, value } of present) {
    if (isVector(value)) vectors.push({ name, value });
  }
  if (vectors.length === present.length) return combine(vectors);
  return list(
    present.flatMap(({ name, value }) =>
      value.kind === "list" && name === null ? value.items : [{ name, value }]
    ),
  );
}

function sequence(call: Call): Value {
  if (!call.has("to") && !call.has("by") && !call.has("length.out")) {
    const value = call.has("from") ? call.value("from") : numeric([1]);
    const only = numbersOf(value);
    // One number is where 1, 2, … ends, downwards too; anything else is counted.
    const end = value.kind === "numeric" && only?.length === 1 ? only[0]! : null;
    if (end === null) {
      return integer(Float64Array.from({ length: lengthOf(value) }, (_, i) => i + 1));
    }
    if (!Number.isFinite(end)) return call.wrong("from", "a number that is not missing", value);
    const n = checkLength(call, Math.abs(end - 1) + 1 + 1e-10);
    return integer(Float64Array.from({ length: n }, (_, i) => end >= 1 ? 1 + i : 1 - i));
  }
  const count = call.has("length.out") ? Math.ceil(call.number("length.out")) : null;
  const by = call.has("by") ? call.number("by") : null;
  const to = call.has("to") ? call.number("to") : null;
  const from = call.has("from")
    ? call.number("from")
    : count !== null && to !== null
    ? to - (count - 1) * (by ?? 1)
    : 1;
  const step = by ??
    (count !== null
      ? to === null ? 1 : count > 1 ? (to - from) / (count - 1) : 0
      : to! >= from
      ? 1
      : -1);
  const n = count ?? stepsTo(call, from, to, step);
  const values = Float64Array.from({ length: checkLength(call, n) }, (_, i) => from + i * step);
  return { ...numeric(values), integer: by === null && values.every(Number.isInteger) };
}

function stepsTo(call: Call, from: number, to: number | null, step: number): number {
  if (to === null) {
    fail("missing-argument", "seq() needs to or length.out", { span: call.span });
  }
  if (step === 0 || (to - from) / step < 0) {
    fail("wrong-argument", `seq() cannot go from ${from} to ${to} by ${step}`, {
      span: call.spanOf("by"),
      hint: "Mind the sign of by",
    });
  }
  return Math.floor((to - from) / step + 1e-10) + 1;
}

function checkLength(call: Call, n: number): number {
  keepWithin(LIMITS.values, n, "Elements of this vector", {
    span: call.span,
    hint: "Mind the numbers of repeats",
  });
  if (n >= 0) return Math.floor(n);
  return fail("wrong-argument", `A vector of length ${n} cannot be made`, { span: call.span });
}

function repeat(call: Call): Value {
  const value = call.value("x");
  if (!isVector(value)) return call.wrong("x", "a vector", value);
  const each = call.number("each", 1);
  const n = lengthOf(value);
  checkLength(call, n * each);
  const first = Array.from({ length: n * each }, (_, i) => Math.floor(i / each));
  const times = call.has("times") ? call.numbers("times") : Float64Array.of(1);
  let places: number[];
  if (call.has("length.out")) {
    const length = checkLength(call, call.number("length.out"));
    places = Array.from({ length }, (_, i) => first[i % first.length]!);
  } else if (times.length === 1) {
    checkLength(call, first.length * times[0]!);
    places = Array.from({ length: times[0]! }, () => first).flat();
  } else if (times.length === first.length) {
    checkLength(call, times.reduce((a, b) => a + b, 0));
    places = first.flatMap((p, i) => new Array<number>(times[i]!).fill(p));
  } else {
    return fail("bad-length", `rep() has ${times.length} times for ${first.length} elements`, {
      span: call.spanOf("times"),
      hint: "Give one number, or one for each element",
    });
  }
  return take(value, Int32Array.from(places));
}

/** Places of the distinct elements, in order of appearance. */
export function distinctPlaces(elements: Iterable<string | number | null>): Int32Array {
  const seen = new Set<string | number | null>();
  const places: number[] = [];
  let i = 0;
  for (const element of elements) {
    if (!seen.has(element)) {
      seen.add(element);
      places.push(i);
    }
    i++;
  }
  return Int32Array.from(places);
}

/** Which elements are missing or R's `NaN`. */
export function missingOf(vector: VectorValue): boolean[] {
  const numbers = numbersOf(vector);
  return numbers ? Array.from(numbers, Number.isNaN) : textsOf(vector).map((t) => t === null);
}

/** What tells the elements of a vector apart: numbers by all their digits. */
export function keysOf(vector: VectorValue): Iterable<string | number | null> {
  const numbers = numbersOf(vector);
  if (!numbers) return textsOf(vector);
  return Array.from(numbers, (v, i) => isUndefined(vector, i) ? "NaN" : v);
}

/** How two elements of a vector stand to each other; missing ones are equal and the last. */
function comparerOf(value: VectorValue, sign: number): (i: number, j: number) => number {
  const numbers = value.kind === "factor"
    ? Float64Array.from(value.column.codes, (c) => c < 0 ? NaN : c)
    : numbersOf(value);
  const texts = numbers ? null : textsOf(value);
  const missing = (i: number) => numbers ? Number.isNaN(numbers[i]) : texts![i] === null;
  return (i, j) => {
    const [a, b] = [missing(i), missing(j)];
    if (a || b) return Number(a) - Number(b);
    // A difference of infinite numbers is none.
    return sign *
      (numbers
        ? Number(numbers[i]! > numbers[j]!) - Number(numbers[i]! < numbers[j]!)
        : compareText(texts![i]!, texts![j]!));
  };
}

/** Places of the elements in order by the first vector, then by the next. */
function orderOf(keys: readonly VectorValue[], decreasing: boolean): Int32Array {
  const comparers = keys.map((key) => comparerOf(key, decreasing ? -1 : 1));
  const places = Int32Array.from({ length: keys[0] ? lengthOf(keys[0]) : 0 }, (_, i) => i);
  return places.sort((i, j) => {
    for (const compare of comparers) {
      const order = compare(i, j);
      if (order !== 0) return order;
    }
    return i - j;
  });
}

function placesInOrder(call: Call): Value {
  const keys = call.rest.map((arg) => {
    if (arg.name !== null) call.refuse(arg);
    const value = call.evaluate(arg);
    if (isVector(value)) return value;
    return fail("wrong-argument", `order() takes vectors, not ${describe(value)}`, {
      span: arg.span,
      hint: "Take the columns by $: order(d$a, d$b)",
    });
  });
  const odd = call.rest.find((_, k) => lengthOf(keys[k]!) !== lengthOf(keys[0]!));
  if (odd) {
    fail("bad-length", "The vectors of order() differ in length", {
      span: odd.span,
      hint: "Give columns of one table; decreasing = TRUE turns the order",
    });
  }
  return integer(orderOf(keys, call.flag("decreasing", false)).map((i) => i + 1));
}

function sorted(call: Call): Value {
  const value = call.vector("x");
  const order = orderOf([value], call.flag("decreasing", false));
  const missing = missingOf(value);
  return take(value, order.filter((i) => !missing[i]));
}

/** The vector that an argument is; a result with one column counts as its column. */
export function vectorLike(call: Call, name: string): VectorValue {
  const value = call.value(name);
  if (isVector(value)) return value;
  const whole = value.kind === "frame" ? null : asFrame(value);
  const [only, second] = whole?.table.columns ?? [];
  if (only && !second) return fromColumn(only);
  return call.wrong(name, "a vector", value);
}

/** Verbs of vectors and lists. */
export const VECTORS: readonly Verb[] = [
  verb("c", "...", "a vector of several", combineArguments),
  verb(
    "list",
    "...",
    "a list of values, named or not",
    (call) => list(call.rest.map((arg) => ({ name: arg.name, value: call.evaluate(arg) }))),
  ),
  verb("seq", "from?, to?, by?, length.out?, along.with!", "a sequence of numbers", sequence),
  verb("seq_len", "length.out", "1, 2, … n", (call) => {
    const n = checkLength(call, call.number("length.out"));
    return integer(Float64Array.from({ length: n }, (_, i) => i + 1));
  }),
  verb("rep", "x, times?, length.out?, each?", "repeats the elements of a vector", repeat),
  verb("rev", "x", "a vector backwards", (call) => {
    const value = call.vector("x");
    const n = lengthOf(value);
    return take(value, Int32Array.from({ length: n }, (_, i) => n - 1 - i));
  }),
  verb("sort", "x, decreasing?, na.last!NA", "a vector in order", sorted),
  verb(
    "order",
    "..., na.last!TRUE, decreasing?, method!",
    "places of the elements in order, ties by the next vector",
    placesInOrder,
  ),
  verb("length", "x", "number of elements", (call) => integer([lengthOf(call.value("x"))])),
  verb("names", "x", "names of the elements or columns", (call) => partNames(call.value("x"))),
  verb("unique", "x", "distinct elements, or rows of a table", (call) => {
    const value = call.value("x");
    if (value.kind === "frame") {
      const keys = value.table.rows().map((row) => JSON.stringify(Object.values(row)));
      const places = distinctPlaces(keys);
      const rowNames = places.length === value.table.nrow
        ? value.rowNames
        : Array.from(places, (i) => value.rowNames?.[i] ?? String(i + 1));
      return { ...value, table: value.table.filter(places), rowNames };
    }
    const vector = vectorLike(call, "x");
    const picked = take(vector, distinctPlaces(keysOf(vector)));
    return picked.kind === "factor" ? picked : { ...picked, names: null };
  }),
];
