/**
 * Numbers in classes: `cut` and `findInterval`.
 *
 * @module
 */
import { factorOf } from "../values/factor.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { toFixed, toScientific } from "../../render/number/number_format.ts";
import { asCharacter, asDouble, asLogical } from "../values/coerce.ts";
import {
  inherits,
  integers,
  isFactor,
  isVector,
  NA_INTEGER,
  type Numbers,
  type Value,
} from "../values/value.ts";

/** A number with so many significant digits, zeros at its end left out, as C's `%g` writes it; `Inf` as wide as `-Inf`. */
export function general(x: number, digits: number): string {
  if (Number.isNaN(x)) return "NA";
  if (!Number.isFinite(x)) return x > 0 ? " Inf" : "-Inf";
  if (x === 0) return "0";
  const exponent = Number(toScientific(x, digits - 1).split("e")[1]);
  if (exponent < -4 || exponent >= digits) {
    const [mantissa, power] = toScientific(x, digits - 1).split("e") as [string, string];
    return `${mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa}e${power}`;
  }
  const text = toFixed(x, Math.max(0, digits - 1 - exponent));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** Bounds between classes: those given, or so many classes of equal width. */
function breaksOf(call: Call, values: Numbers): number[] {
  const given = Array.from(call.doubles("breaks"));
  if (given.some(Number.isNaN)) return call.wrong("breaks", "numbers", call.value("breaks"));
  if (given.length > 1) {
    const sorted = given.sort((a, b) => a - b);
    if (new Set(sorted).size < sorted.length) {
      return call.fail(
        "wrong-argument",
        "Two breaks are alike",
        "unique() of the breaks leaves each once",
      );
    }
    return sorted;
  }
  const count = given[0];
  if (count === undefined || !(count >= 2)) {
    return call.fail(
      "wrong-argument",
      "cut() makes at least 2 classes",
      "breaks = 2, or breaks = c(0, 10, 20)",
    );
  }
  const present = Array.from(values).filter((v) => Number.isFinite(v));
  if (present.length === 0) return call.fail("wrong-argument", "cut() needs at least one number");
  const low = present.reduce((a, b) => Math.min(a, b));
  const high = present.reduce((a, b) => Math.max(a, b));
  const n = Math.trunc(count);
  const span = high - low;
  const edge = (span === 0 ? Math.abs(low) : span) / 1000;
  const [from, to] = span === 0 ? [low - edge, high + edge] : [low, high];
  const out = Array.from({ length: n + 1 }, (_, i) => from + i * (to - from) / n);
  out[0] = low - edge;
  out[n] = high + edge;
  return out;
}

/** Names of classes, with as many digits as tell the bounds apart. */
function classLabels(
  breaks: readonly number[],
  call: Call,
  right: boolean,
  lowest: boolean,
): string[] {
  let digits = call.number("dig.lab", 3);
  let texts: string[];
  do texts = breaks.map((b) => general(b, digits)); while (
    texts.some((t, i) => i > 0 && t === texts[i - 1]) && ++digits <= 12
  );
  const [open, close] = right ? ["(", "]"] : ["[", ")"];
  const last = breaks.length - 2;
  return breaks.slice(1).map((_, i) =>
    (right && lowest && i === 0 ? "[" : open) + `${texts[i]},${texts[i + 1]}` +
    (!right && lowest && i === last ? "]" : close)
  );
}

/** The class of a number, from 1. */
function classOfNumber(
  v: number,
  breaks: readonly number[],
  right: boolean,
  lowest: boolean,
): number {
  const n = breaks.length;
  if (Number.isNaN(v) || v < breaks[0]! || v > breaks[n - 1]!) return NA_INTEGER;
  if (v === breaks[right ? 0 : n - 1]) return lowest ? (right ? 1 : n - 1) : NA_INTEGER;
  let [low, high] = [0, n - 1];
  while (high - low > 1) {
    const mid = (low + high) >> 1;
    if (right ? v > breaks[mid]! : v >= breaks[mid]!) low = mid;
    else high = mid;
  }
  return low + 1;
}

function cut(call: Call): Value {
  const x = call.value("x");
  if (inherits(x, "Date") || isFactor(x) || !isVector(x) || x.type === "character") {
    return call.wrong("x", "numbers", x);
  }
  const { values } = asDouble(x);
  const breaks = breaksOf(call, values);
  const right = call.flag("right", true);
  const lowest = call.flag("include.lowest", false);
  const codes = Int32Array.from(values, (v) => classOfNumber(v, breaks, right, lowest));
  const given = call.optional("labels");
  if (given?.type === "logical" && asLogical(given).values[0] === 0) return integers(codes);
  const automatic = given === null || given.type === "NULL" || given.type === "logical";
  const labels = automatic
    ? classLabels(breaks, call, right, lowest)
    : asCharacter(given).values.map((l) => l ?? "NA");
  if (labels.length !== breaks.length - 1) {
    return call.fail(
      "wrong-length",
      `There are ${breaks.length - 1} classes, and ${labels.length} labels`,
      "There is one class fewer than there are breaks",
    );
  }
  const different = [...new Set(labels)];
  return factorOf(
    codes.map((k) => k === NA_INTEGER ? k : different.indexOf(labels[k - 1]!) + 1),
    different,
    call.flag("ordered_result", false),
  );
}

function findInterval(call: Call): Value {
  const values = call.doubles("x");
  const bounds = call.doubles("vec");
  const n = bounds.length;
  if (bounds.some((b, i) => i > 0 && !(b >= bounds[i - 1]!))) {
    return call.fail(
      "wrong-argument",
      "vec is to rise from one number to the next",
      "sort(vec) does",
    );
  }
  const leftOpen = call.flag("left.open", false);
  const closed = call.flag("rightmost.closed", false);
  const inside = call.flag("all.inside", false);
  return integers(Int32Array.from(values, (v) => {
    if (Number.isNaN(v)) return NA_INTEGER;
    let k = 0;
    while (k < n && (leftOpen ? v > bounds[k]! : v >= bounds[k]!)) k++;
    if (closed && !leftOpen && v === bounds[n - 1]) k = n - 1;
    if (closed && leftOpen && v === bounds[0]) k = 1;
    return inside ? Math.min(Math.max(k, 1), n - 1) : k;
  }));
}

export const CUTTING: readonly Builtin[] = [
  word("cut", "x, breaks, labels, include.lowest, right, dig.lab, ordered_result", cut),
  word("findInterval", "x, vec, rightmost.closed, all.inside, left.open", findInterval),
];
