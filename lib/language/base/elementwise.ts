/**
 * Functions of each number: roots, powers, logarithms, angles, rounding, counts of choices.
 *
 * @module
 */
import { logGamma } from "../../math/distribution/special.ts";
import { round, signif } from "../../render/number/number_format.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asInteger } from "../values/coerce.ts";
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
import { numeric } from "./numeric.ts";
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
    for (let i = 0; i < out.length; i++) {
      const v = values[i]!;
      out[i] = f(v);
      if (out[i] !== out[i] && (v === v || nan?.[i])) (marks ??= new Uint8Array(out.length))[i] = 1;
    }
    if (marks && marks.some((m, i) => m && values[i] === values[i])) {
      call.warn(`${call.word.name}() has no number for some values: they are NaN`, "no-number");
    }
    return doubles(out, attributes && new Map(attributes), marks);
  };
}

function rounded(f: (x: number, digits: number) => number, first: number): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    const digits = call.number("digits", first);
    if (isFrame(x)) {
      return {
        ...x,
        values: x.values.map((v) =>
          v.type === "double" ? doubles(v.values.map((n) => f(n, digits)), v.attributes, v.nan) : v
        ),
        exclusive: false,
      };
    }
    if (x.type === "integer" && !isFactor(x)) return x;
    const { values, nan, attributes } = numeric(call);
    return doubles(
      values.map((v) => Number.isFinite(v) ? f(v, digits) : v),
      attributes && new Map(attributes),
      nan,
    );
  };
}

function log(call: Call): Value {
  const base = call.optional("base");
  if (base === null) return each(Math.log)(call);
  const b = call.number("base");
  return each((v) => b === 10 ? Math.log10(v) : b === 2 ? Math.log2(v) : Math.log(v) / Math.log(b))(
    call,
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

const EACH: Readonly<Record<string, (x: number) => number>> = {
  ...ELEMENTARY,
  gamma,
  lgamma: logGamma,
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
  word("sign", "x", keepWhole(Math.sign)),
  word("floor", "x", each(Math.floor)),
  word("ceiling", "x", each(Math.ceil)),
  word("trunc", "x, ...", each(Math.trunc)),
  word("log", "x, base", log),
  word(
    "atan2",
    "y, x",
    (call) =>
      doubles(
        Float64Array.from(call.doubles("y"), (v, i) =>
          Math.atan2(v, call.doubles("x")[i % call.doubles("x").length]!)),
      ),
  ),
  word("choose", "n, k", (call) => {
    const [n, k] = [call.doubles("n"), call.doubles("k")];
    return doubles(
      Float64Array.from(
        { length: Math.max(n.length, k.length) },
        (_, i) => choose(n[i % n.length]!, k[i % k.length]!),
      ),
    );
  }),
  word(
    "beta",
    "a, b",
    (call) =>
      double(
        Math.exp(
          logGamma(call.number("a")) + logGamma(call.number("b")) -
            logGamma(call.number("a") + call.number("b")),
        ),
      ),
  ),
  word(
    "lbeta",
    "a, b",
    (call) =>
      double(
        logGamma(call.number("a")) + logGamma(call.number("b")) -
          logGamma(call.number("a") + call.number("b")),
      ),
  ),
  word("round", "x, digits, ...", rounded(round, 0)),
  word("signif", "x, digits", rounded(signif, 6)),
];
