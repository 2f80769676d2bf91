/**
 * Functions of each number: roots, powers, logarithms, angles, rounding, counts of choices.
 *
 * @module
 */
import { logGamma } from "../../math/distribution/special.ts";
import { round, signif } from "../../render/number/number_format.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asDouble, asInteger } from "../values/coerce.ts";
import {
  double,
  doubles,
  integers,
  isFactor,
  isFrame,
  NA_INTEGER,
  type Value,
  withAttributes,
} from "../values/value.ts";
import { Lost, numeric } from "./numeric.ts";
import { ELEMENTARY } from "../../math/elementary.ts";

function each(f: (x: number) => number): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    if (isFrame(x)) {
      return withAttributes({
        ...x,
        values: x.values.map((v) => call.apply(call.word, [v])),
      }, x.attributes);
    }
    const { values, nan, attributes } = numeric(call);
    const out = new Float64Array(values.length);
    let marks: Uint8Array | null = null;
    const lost = new Lost();
    for (let i = 0; i < out.length; i++) {
      const v = values[i]!;
      const result = out[i] = f(v);
      if (result === result) continue;
      if (v === v) lost.add(i);
      if (v === v || nan?.[i]) (marks ??= new Uint8Array(out.length))[i] = 1;
    }
    lost.remark(call, out.length);
    return doubles(out, attributes && new Map(attributes), marks);
  };
}

/** A function of two numbers, element by element, the shorter one again. */
function ofTwo(
  call: Call,
  first: string,
  second: Value,
  f: (a: number, b: number) => number,
  silent = false,
): Value {
  const { values: p, nan, attributes } = numeric(call, first);
  const other = asDouble(second);
  const q = other.values;
  const n = p.length === 0 || q.length === 0 ? 0 : Math.max(p.length, q.length);
  const out = new Float64Array(n);
  let marks: Uint8Array | null = null;
  const lost = new Lost();
  for (let i = 0; i < n; i++) {
    const [k, l] = [i % p.length, i % q.length];
    const [a, b] = [p[k]!, q[l]!];
    const result = out[i] = f(a, b);
    if (result === result) continue;
    const given = a === a && b === b;
    if (given && !silent) lost.add(i);
    const missing = a !== a && !nan?.[k] || b !== b && !other.nan?.[l];
    if (given || !missing) (marks ??= new Uint8Array(n))[i] = 1;
  }
  lost.remark(call, n);
  const kept = p.length === n ? attributes : second.attributes;
  return doubles(out, kept && new Map(kept), marks);
}

/** A word of two numbers. */
function pairwise(
  name: string,
  [first, second]: readonly [string, string],
  f: (a: number, b: number) => number,
): Builtin {
  return word(name, `${first}, ${second}`, (call) => {
    numeric(call, second);
    return ofTwo(call, first, call.value(second), f);
  });
}

function rounded(f: (x: number, digits: number) => number, first: number): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    const digits = call.optional("digits") ?? double(first);
    if (call.has("digits") && call.doubles("digits").length === 0) {
      return call.wrong("digits", "a number", digits);
    }
    if (isFrame(x)) {
      const values = x.values.map((v) => call.apply(call.word, [v, digits]));
      return { ...x, values, exclusive: false };
    }
    return ofTwo(call, "x", digits, (v, k) => to(f, v, k), true);
  };
}

/** Rounded to `k` digits, which may be beyond all. */
function to(f: (x: number, digits: number) => number, v: number, k: number): number {
  if (k !== k || v !== v) return NaN;
  if (!Number.isFinite(v) || k === Infinity) return v;
  return k === -Infinity ? 0 : f(v, Math.trunc(k));
}

function log(call: Call): Value {
  const base = call.optional("base");
  if (base === null) return each(Math.log)(call);
  numeric(call, "base");
  return ofTwo(
    call,
    "x",
    base,
    (v, b) => b === 10 ? Math.log10(v) : b === 2 ? Math.log2(v) : Math.log(v) / Math.log(b),
  );
}

/** Γ(x), exactly where it is a whole number. */
function gamma(x: number): number {
  if (Number.isInteger(x)) {
    if (x <= 0) return NaN;
    if (x > 171) return Infinity;
    let product = 1;
    for (let k = 2; k < x; k++) product *= k;
    return product;
  }
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  return Math.exp(logGamma(x));
}

/** Whole choices of k out of n. */
function choose(n: number, k: number): number {
  k = Math.round(k);
  if (k < 0) return 0;
  if (Number.isInteger(n) && n >= 0 && k > n / 2) k = n - k;
  if (k < 0) return 0;
  if (k < 30) {
    let out = 1;
    for (let j = 1; j <= k; j++) out *= (n - k + j) / j;
    return Number.isInteger(n) ? Math.round(out) : out;
  }
  return Math.round(Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)));
}

function logBeta(a: number, b: number): number {
  if (a < 0 || b < 0) return NaN;
  if (a === 0 || b === 0) return Infinity;
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

const EACH: Readonly<Record<string, (x: number) => number>> = {
  ...ELEMENTARY,
  gamma,
  lgamma: (x) => Number.isInteger(x) && x <= 0 ? Infinity : logGamma(x),
  factorial: (x) => x < 0 ? NaN : gamma(x + 1),
};

function keepWhole(f: (x: number) => number): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    if ((x.type === "integer" || x.type === "logical") && !isFactor(x)) {
      return integers(
        Int32Array.from(asInteger(x).values, (v) => v === NA_INTEGER ? v : f(v)),
        x.attributes && new Map(x.attributes),
      );
    }
    return each(f)(call);
  };
}

export const ELEMENTWISE: readonly Builtin[] = [
  ...Object.entries(EACH).map(([name, f]) => word(name, "x", each(f))),
  word("abs", "x", keepWhole(Math.abs)),
  word("sign", "x", each(Math.sign)),
  word("floor", "x", each(Math.floor)),
  word("ceiling", "x", each(Math.ceil)),
  word("trunc", "x, ...", each(Math.trunc)),
  word("log", "x, base", log),
  pairwise("atan2", ["y", "x"], Math.atan2),
  pairwise("choose", ["n", "k"], choose),
  pairwise("beta", ["a", "b"], (a, b) => Math.exp(logBeta(a, b))),
  pairwise("lbeta", ["a", "b"], logBeta),
  word("round", "x, digits", rounded(round, 0)),
  word("signif", "x, digits", rounded(signif, 6)),
];
