/**
 * Ranks, neighbours and running values of a vector: `row_number min_rank dense_rank percent_rank
 * cume_dist ntile lag lead first last nth cumall cumany cummean`.
 *
 * @module
 */
import { isMissingAt } from "../../base/elements.ts";
import { comparer } from "../../base/ordering.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { asDouble, asLogical } from "../../values/coerce.ts";
import {
  type Attributes,
  doubles,
  integers,
  isFrame,
  isVector,
  lengthOf,
  logicals,
  NA_INTEGER,
  NULL,
  share,
  type Value,
  type Vector,
  withAttributes,
} from "../../values/value.ts";
import { rowCodes } from "../codes.ts";
import { combined } from "../combining.ts";
import { currentMask } from "../mask.ts";
import { slice } from "../tables.ts";

/** Places of the elements that are not missing, in the order of the values. */
function inOrder(x: Vector): { order: number[]; compare: (i: number, j: number) => number } {
  const compare = comparer(x);
  const order = Array.from({ length: x.values.length }, (_, i) => i)
    .filter((i) => !isMissingAt(x, i)).sort((i, j) => compare(i, j) || i - j);
  return { order, compare };
}

/** A rank for each element: `rank` is told the first and the last place of equal ones, and their number. */
function ranks(x: Vector, rank: (first: number, last: number, run: number) => number): number[] {
  const { order, compare } = inOrder(x);
  const out = new Array<number>(x.values.length).fill(NaN);
  let run = 0;
  for (let i = 0; i < order.length; run++) {
    let j = i;
    while (j + 1 < order.length && compare(order[i]!, order[j + 1]!) === 0) j++;
    for (let k = i; k <= j; k++) out[order[k]!] = rank(i, j, run);
    i = j + 1;
  }
  return out;
}

function whole(values: readonly number[]): Value {
  return integers(Int32Array.from(values, (v) => Number.isNaN(v) ? NA_INTEGER : v));
}

/** Places of the elements; equal ones as they stand. */
function rowNumbers(x: Vector): number[] {
  const out = new Array<number>(x.values.length).fill(NaN);
  inOrder(x).order.forEach((i, place) => out[i] = place + 1);
  return out;
}

function rowNumber(call: Call): Value {
  if (call.has("x")) return whole(rowNumbers(call.vector("x")));
  const mask = currentMask(call.interpreter);
  if (!mask) {
    return call.fail("missing-argument", `${call.word.name}() needs a vector outside a verb`);
  }
  return integers(Int32Array.from({ length: mask.size(mask.group) }, (_, i) => i + 1));
}

function present(x: Vector): number {
  let n = 0;
  for (let i = 0; i < x.values.length; i++) if (!isMissingAt(x, i)) n++;
  return n;
}

/** Groups of nearly equal size by rank; the first ones are the larger ones. */
function ntile(call: Call): Value {
  const n = Math.trunc(call.number("n"));
  if (!(n >= 1)) {
    return call.fail("wrong-argument", "n is the number of groups", "For example ntile(x, 4)");
  }
  const x = call.has("x") ? call.vector("x") : rowNumber(call) as Vector;
  const size = present(x);
  const large = size % n;
  const [big, small] = [Math.ceil(size / n), Math.floor(size / n)];
  return whole(
    rowNumbers(x).map((rank) => {
      const place = rank - 1;
      return place < big * large
        ? Math.floor(place / big) + 1
        : Number.isNaN(rank)
        ? NaN
        : Math.floor((place - big * large) / small) + large + 1;
    }),
  );
}

/** Elements `n` places before (or, negative, behind). */
function shifted(call: Call, direction: 1 | -1): Value {
  const x = call.value("x");
  if (!isVector(x)) return x.type === "NULL" ? NULL : call.wrong("x", "a vector", x);
  const by = call.number("n", 1);
  if (!(by >= 0) || !Number.isInteger(by)) {
    return call.fail(
      "wrong-argument",
      `${call.word.name}() takes a whole number of places from 0 on`,
      direction === 1 ? "lead() looks ahead" : "lag() looks back",
    );
  }
  const order = orderBy(call, x.values.length);
  const n = x.values.length;
  const given = call.optional("default");
  const fill = given !== null && given.type !== "NULL" &&
    !(given.type === "logical" && given.values[0] === NA_INTEGER);
  const parts = fill ? [x, given] : [x];
  const at = new Int32Array(n);
  for (let k = 0; k < n; k++) {
    const from = k - direction * by;
    const inside = from >= 0 && from < n;
    at[order ? order[k]! : k] = inside ? (order ? order[from]! : from) : fill ? n : -1;
  }
  const source = fill ? typed(call, parts, x) : x;
  return slice(source, at);
}

/** The elements with what fills gaps behind them, in the type that they have. */
function typed(call: Call, parts: readonly Value[], x: Vector): Value {
  const joined = combined(parts.map((p) => isFrame(p) ? p : p), "default", call.span);
  if (x.type !== "integer" || joined.type !== "double" || !call.has("default")) return joined;
  // A whole number stays one where the vector holds whole numbers.
  return joined.values.every((v) => Number.isNaN(v) || Number.isInteger(v))
    ? integers(Int32Array.from(joined.values, (v) => Number.isNaN(v) ? NA_INTEGER : v))
    : joined;
}

/** Places in the order of another vector; null without one. */
function orderBy(call: Call, n: number): number[] | null {
  const by = call.optional("order_by");
  if (by === null || by.type === "NULL") return null;
  if (!isVector(by) || by.values.length !== n) {
    return call.fail("wrong-length", "order_by has a value for each element");
  }
  const compare = comparer(by);
  return Array.from({ length: n }, (_, i) => i).sort((i, j) => compare(i, j) || i - j);
}

/** One element, counted from the beginning or, negative, from the end. */
function elementAt(call: Call, place: number): Value {
  const x = call.value("x");
  if (!isVector(x)) return x.type === "NULL" ? NULL : call.wrong("x", "a vector", x);
  const n = x.values.length;
  let at = orderBy(call, n) ?? Array.from({ length: n }, (_, i) => i);
  if (call.flag("na_rm", false)) at = at.filter((i) => !isMissingAt(x, i));
  const k = place > 0 ? place - 1 : at.length + place;
  const found = Number.isInteger(k) && k >= 0 && k < at.length && place !== 0;
  if (!found) {
    const given = call.optional("default");
    if (given !== null && given.type !== "NULL") return given;
    return x.type === "list" ? NULL : nameless(slice(x, Int32Array.of(-1)));
  }
  return x.type === "list" && !isFrame(x)
    ? share(x.values[at[k]!]!)
    : nameless(slice(x, Int32Array.of(at[k]!)));
}

function nameless(x: Value): Value {
  if (!x.attributes?.has("names") || isFrame(x)) return x;
  const kept: Attributes = new Map(x.attributes);
  kept.delete("names");
  return withAttributes(x, kept);
}

/** `cumall`: until the first FALSE; `cumany`: from the first TRUE on. */
function running(call: Call, decided: 0 | 1): Value {
  const { values } = asLogical(call.vector("x"));
  let state: number = 1 - decided;
  return logicals(Int32Array.from(values, (v) => {
    if (state === decided) return state;
    if (v === decided) state = decided;
    else if (v === NA_INTEGER) state = NA_INTEGER;
    return state;
  }));
}

function cummean(call: Call): Value {
  let sum = 0;
  const { values } = asDouble(call.vector("x"));
  return doubles(Float64Array.from(values, (v, i) => (sum += v) / (i + 1)));
}

export const WINDOWS: readonly Builtin[] = [
  word("row_number", "x", rowNumber),
  word("min_rank", "x", (call) => whole(ranks(call.vector("x"), (first) => first + 1))),
  word("dense_rank", "x", (call) => whole(ranks(call.vector("x"), (_, __, run) => run + 1))),
  word("percent_rank", "x", (call) => {
    const x = call.vector("x");
    const n = present(x);
    const out = Float64Array.from(ranks(x, (first) => first / (n - 1)));
    // A single value has no rank among others: 0/0.
    const nan = n === 1 ? Uint8Array.from(out, (_, i) => isMissingAt(x, i) ? 0 : 1) : null;
    return doubles(out, null, nan);
  }),
  word("cume_dist", "x", (call) => {
    const x = call.vector("x");
    const n = present(x);
    return doubles(Float64Array.from(ranks(x, (_, last) => (last + 1) / n)));
  }),
  word("ntile", "x, n", ntile),
  word("lag", "x, n, default, order_by, ...", (call) => shifted(call, 1)),
  word("lead", "x, n, default, order_by, ...", (call) => shifted(call, -1)),
  word("first", "x, order_by, default, na_rm", (call) => elementAt(call, 1)),
  word("last", "x, order_by, default, na_rm", (call) => elementAt(call, -1)),
  word("nth", "x, n, order_by, default, na_rm", (call) => elementAt(call, call.number("n"))),
  word("consecutive_id", "...", (call) => {
    const columns = call.rest;
    const n = columns.reduce((m, c) => Math.max(m, lengthOf(c)), 0);
    const { codes } = rowCodes(columns, n, false, call.span);
    let id = 0;
    return integers(codes.map((c, i) => i > 0 && c === codes[i - 1] ? id : ++id));
  }),
  word("cumall", "x", (call) => running(call, 0)),
  word("cumany", "x", (call) => running(call, 1)),
  word("cummean", "x", cummean),
];
