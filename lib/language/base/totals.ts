/**
 * Sums, products, means and extremes, running ones too.
 *
 * @module
 */
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble } from "../values/coerce.ts";
import { compareText } from "../../data/compare_text.ts";
import {
  characters,
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
import { numbersHint, whyNoNumbers } from "./no_numbers.ts";
import { calculated, gathered, lost, meanOf, numeric, preciseSum } from "./numeric.ts";

function sum(call: Call): Value {
  const { values, integers: whole, missing } = gathered(call);
  if (missing) return lost(missing, whole);
  const total = preciseSum(values);
  return whole && Math.abs(total) <= 2147483647 ? integer(total) : calculated(total);
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
  if (best === null) call.warn(`${call.word.name}() of nothing is missing (NA)`, "of-nothing");
  return text(best);
}

function mean(call: Call): Value {
  const x = call.value("x");
  if (isFactor(x) || x.type === "character" || !isVector(x) || x.type === "list") {
    const way = numbersHint(x);
    call.warn(
      `mean() takes numbers, not ${whyNoNumbers(x)}: the mean is missing (NA)${
        way ? `. ${way}` : ""
      }`,
      "no-numbers",
    );
    return double(NaN);
  }
  const made = asDouble(x);
  const drop = call.flag("na.rm", false);
  let values = Array.from(made.values);
  if (drop) values = values.filter((v) => v === v);
  const holes = [...values.keys()].filter((i) => values[i] !== values[i]);
  if (holes.length > 0) return lost(holes.every((i) => made.nan?.[i]) ? "NaN" : "NA", false);
  const trim = call.number("trim", 0);
  if (trim > 0) {
    values.sort((a, b) => a - b);
    const cut = Math.min(Math.floor(values.length * trim), Math.floor((values.length - 1) / 2));
    values = values.slice(cut, values.length - cut);
  }
  if (values.length === 0) return lost("NaN", false);
  const m = meanOf(values);
  return inherits(x, "Date") ? doubles([m], new Map([["class", text("Date")]])) : calculated(m);
}

/** Σwx / Σw; what has no weight does not count. */
function weightedMean(call: Call): Value {
  const { values: x, nan } = numeric(call);
  const w = call.has("w") ? call.doubles("w") : new Float64Array(x.length).fill(1);
  if (w.length !== x.length) {
    return call.fail("wrong-length", `There are ${x.length} values, and ${w.length} weights`);
  }
  const drop = call.flag("na.rm", false);
  const kept = Array.from(x.keys()).filter((i) => !drop || x[i] === x[i]);
  const used = kept.filter((i) => w[i] !== 0);
  const holes = used.filter((i) => x[i] !== x[i]);
  if (used.some((i) => w[i] !== w[i])) return double(NaN);
  if (holes.length > 0) return lost(holes.every((i) => nan?.[i]) ? "NaN" : "NA", false);
  return calculated(
    preciseSum(used.map((i) => x[i]! * w[i]!)) / preciseSum(kept.map((i) => w[i]!)),
  );
}

/** Running values; what is missing, or has no number, stays so to the end. */
function cumulative(step: (a: number, b: number) => number, whole: boolean): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    if (x.type === "NULL") return doubles([]);
    const { values, nan } = numeric(call);
    const integral = whole && x.type !== "double";
    const n = values.length;
    const out = new Float64Array(n);
    let marks: Uint8Array | null = null;
    let state = values[0] ?? 0;
    let marked = nan?.[0] === 1;
    for (let i = 0; i < n; i++) {
      const v = values[i]!;
      if (i > 0 && state === state) {
        state = step(state, v);
        marked = state !== state && (v === v || nan?.[i] === 1);
        if (integral && Math.abs(state) > 2147483647) {
          state = NaN;
          call.warn(
            `${call.word.name}(): whole numbers beyond 2147483647 are missing (NA) from value ${
              i + 1
            } on: ${call.word.name}(as.numeric(x)) has room for them`,
            "overflow",
          );
        }
      }
      out[i] = state;
      if (marked && state !== state) (marks ??= new Uint8Array(n))[i] = 1;
    }
    const names = namesOf(x);
    const made = integral
      ? integers(Int32Array.from(out, (v) => v !== v ? NA_INTEGER : v))
      : doubles(out, null, marks);
    return names ? withNames(made as Vector, names) : made;
  };
}

/** The least or the greatest of texts, place by place. */
function pairwiseText(call: Call, parts: readonly Vector[], n: number, sign: number): Value {
  const drop = call.flag("na.rm", false);
  const texts = parts.map((p) => asCharacter(p).values);
  return characters(Array.from({ length: n }, (_, i) => {
    const own = texts.map((t) => t[i % t.length]!);
    const there = own.filter((t) => t !== null);
    if (there.length === 0 || there.length < own.length && !drop) return null;
    return there.reduce((a, b) => sign * compareText(a, b) > 0 ? b : a);
  }));
}

function pairwise(sign: number): (call: Call) => Value {
  const choose = sign < 0 ? Math.max : Math.min;
  return (call) => {
    const drop = call.flag("na.rm", false);
    const parts = call.rest.filter(isVector);
    const n = parts.some((p) => p.values.length === 0)
      ? 0
      : parts.reduce((m, p) => Math.max(m, p.values.length), 0);
    const bad = parts.find((p) => isFactor(p) || p.type === "list");
    if (bad) {
      return call.fail(
        "wrong-argument",
        `${call.word.name}() takes numbers, not ${whyNoNumbers(bad)}`,
        numbersHint(bad) ?? undefined,
      );
    }
    if (parts.some((p) => p.type === "character")) return pairwiseText(call, parts, n, sign);
    const numbers = parts.map((p) => asDouble(p));
    let marks: Uint8Array | null = null;
    const out = Float64Array.from({ length: n }, (_, i) => {
      let best = NaN;
      let missing = false;
      let nan = false;
      for (const { values, nan: own } of numbers) {
        const k = i % values.length;
        const v = values[k]!;
        if (v === v) best = best !== best ? v : choose(best, v);
        else {
          missing = true;
          nan = own?.[k] === 1;
        }
      }
      const gone = missing && (!drop || best !== best);
      if (gone && nan) (marks ??= new Uint8Array(n))[i] = 1;
      return gone ? NaN : best;
    });
    const whole = parts.every((p) => p.type === "integer" || p.type === "logical");
    const made = whole
      ? integers(Int32Array.from(out, (v) => v !== v ? NA_INTEGER : v))
      : doubles(out, null, marks);
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
    return missing ? lost(missing, false) : calculated(values.reduce((a, b) => a * b, 1));
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
  word("pmin", "..., na.rm", pairwise(1)),
  word("pmax", "..., na.rm", pairwise(-1)),
  word("mean", "x, trim, na.rm, ...", mean),
  word("weighted.mean", "x, w, ..., na.rm", weightedMean),
  word("cumsum", "x", cumulative((a, b) => a + b, true)),
  word("cumprod", "x", cumulative((a, b) => a * b, false)),
  word("cummax", "x", cumulative(Math.max, true)),
  word("cummin", "x", cumulative(Math.min, true)),
];
