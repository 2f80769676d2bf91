/**
 * Sums, products, means and extremes, running ones too.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble, describe } from "../values/coerce.ts";
import { compareText } from "../../data/compare_text.ts";
import {
  double,
  doubles,
  inherits,
  integer,
  integers,
  isFactor,
  isVector,
  logical,
  NA_INTEGER,
  namesOf,
  text,
  type Value,
  type Vector,
  withAttributes,
  withNames,
} from "../values/value.ts";
import { gathered, lost, numeric, preciseSum } from "./numeric.ts";

function sum(call: Call): Value {
  const { values, integers: whole, missing } = gathered(call);
  if (missing) return lost(missing, whole);
  const total = preciseSum(values);
  if (!whole) return double(total);
  if (Math.abs(total) > 2147483647) {
    call.warn(
      "A whole number beyond 2147483647 is missing (NA): sum(as.numeric(x)) has room for it",
      "overflow",
    );
    return integer(NA_INTEGER);
  }
  return integer(total);
}

function extreme(pick: (a: number, b: number) => number, start: number): (call: Call) => Value {
  return (call) => {
    const rest = call.rest;
    if (rest.some((v) => v.type === "character")) return extremeText(call, rest, start < 0);
    const [first] = rest;
    if (first && isFactor(first) && inherits(first, "ordered")) {
      const codes = Array.from(first.values).filter((v) =>
        v !== NA_INTEGER || !call.flag("na.rm", false)
      );
      const best = codes.reduce((a, b) => pick(a, b), start === Infinity ? Infinity : -Infinity);
      return withAttributes(
        integers([codes.includes(NA_INTEGER) ? NA_INTEGER : best]),
        first.attributes,
      );
    }
    const { values, integers: whole, missing } = gathered(call);
    if (missing) return lost(missing, whole);
    if (values.length === 0) {
      call.warn(
        `${call.word.name}() of nothing is ${start === Infinity ? "Inf" : "-Inf"}`,
        "of-nothing",
      );
      return double(start);
    }
    let best = start;
    for (const v of values) best = pick(best, v);
    const kept = first && inherits(first, "Date")
      ? new Map([["class", text("Date") as Value]])
      : null;
    return whole ? integers([best], kept) : doubles([best], kept);
  };
}

function extremeText(call: Call, rest: readonly Value[], largest: boolean): Value {
  const drop = call.flag("na.rm", false);
  let best: string | null = null;
  for (const x of rest) {
    for (const v of asCharacter(x).values) {
      if (v === null) {
        if (drop) continue;
        return text(null);
      }
      if (best === null || (largest ? compareText(v, best) > 0 : compareText(v, best) < 0)) {
        best = v;
      }
    }
  }
  return text(best);
}

function mean(call: Call): Value {
  const x = call.value("x");
  if (isFactor(x) || x.type === "character" || !isVector(x) || x.type === "list") {
    call.warn(`mean() takes numbers, not ${describe(x)}: the mean is missing (NA)`, "no-numbers");
    return double(NaN);
  }
  const made = asDouble(x);
  const drop = call.flag("na.rm", false);
  let values = Array.from(made.values);
  if (drop) values = values.filter((v) => v === v);
  const hole = values.findIndex((v) => v !== v);
  if (hole >= 0) return lost(made.nan?.[hole] ? "NaN" : "NA", false);
  const trim = call.number("trim", 0);
  if (trim > 0) {
    values.sort((a, b) => a - b);
    const cut = Math.min(Math.floor(values.length * trim), Math.floor((values.length - 1) / 2));
    values = values.slice(cut, values.length - cut);
  }
  if (values.length === 0) return lost("NaN", false);
  const m = preciseSum(values) / values.length;
  const better = Number.isFinite(m) ? m + preciseSum(values.map((v) => v - m)) / values.length : m;
  return doubles(
    [better],
    inherits(x, "Date") ? new Map([["class", text("Date") as Value]]) : null,
  );
}

function cumulative(step: (a: number, b: number) => number, whole: boolean): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    const { values } = numeric(call);
    const out = new Float64Array(values.length);
    let state = NaN;
    for (let i = 0; i < out.length; i++) {
      state = i === 0
        ? values[0]!
        : state !== state || values[i] !== values[i]
        ? NaN
        : step(state, values[i]!);
      out[i] = state;
    }
    const names = namesOf(x);
    const made = whole && x.type !== "double"
      ? integers(Int32Array.from(out, (v) => v !== v ? NA_INTEGER : v))
      : doubles(out);
    return names ? withNames(made as Vector, names) : made;
  };
}

function pairwise(choose: (a: number, b: number) => number): (call: Call) => Value {
  return (call) => {
    const drop = call.flag("na.rm", false);
    const parts = call.rest.filter(isVector);
    const n = parts.reduce((m, p) => Math.max(m, p.values.length), 0);
    const numbers = parts.map((p) => asDouble(p).values);
    const out = Float64Array.from({ length: n }, (_, i) => {
      let best = NaN;
      let missing = false;
      for (const p of numbers) {
        const v = p[i % p.length]!;
        if (v !== v) missing = true;
        else best = best !== best ? v : choose(best, v);
      }
      return missing && !drop ? NaN : best;
    });
    const whole = parts.every((p) => p.type === "integer" || p.type === "logical");
    const made = whole
      ? integers(Int32Array.from(out, (v) => v !== v ? NA_INTEGER : v))
      : doubles(out);
    const [first] = parts;
    return first && first.values.length === n && first.attributes
      ? withAttributes(made, new Map(first.attributes))
      : made;
  };
}

export const TOTALS: readonly Builtin[] = [
  word("sum", "..., na.rm", sum),
  word("prod", "..., na.rm", (call) => {
    const { values, missing } = gathered(call);
    return missing ? lost(missing, false) : double(values.reduce((a, b) => a * b, 1));
  }),
  word("max", "..., na.rm", extreme((a, b) => a > b ? a : b, -Infinity)),
  word("min", "..., na.rm", extreme((a, b) => a < b ? a : b, Infinity)),
  word("range", "..., na.rm, finite!FALSE", (call) => {
    const names = call.dots.map((d) => d.name);
    const args = [...call.rest, logical(call.flag("na.rm", false))];
    const [low, high] = ["min", "max"].map((f) =>
      call.interpreter.call(f, args, call.span, [...names, "na.rm"])
    );
    return call.interpreter.call("c", [low!, high!], call.span);
  }),
  word("pmin", "..., na.rm", pairwise(Math.min)),
  word("pmax", "..., na.rm", pairwise(Math.max)),
  word("mean", "x, trim, na.rm, ...", mean),
  word("weighted.mean", "x, w, ..., na.rm", (call) => {
    const x = call.doubles("x");
    const w = call.has("w") ? call.doubles("w") : new Float64Array(x.length).fill(1);
    const keep = Array.from(x.keys()).filter((i) => !call.flag("na.rm", false) || x[i] === x[i]);
    const total = preciseSum(keep.map((i) => w[i]!));
    return double(preciseSum(keep.map((i) => x[i]! * w[i]! / total)));
  }),
  word("cumsum", "x", cumulative((a, b) => a + b, true)),
  word("cumprod", "x", cumulative((a, b) => a * b, false)),
  word("cummax", "x", cumulative(Math.max, true)),
  word("cummin", "x", cumulative(Math.min, true)),
];
