/**
 * Words that calculate: functions of each number, sums, means, extremes, rounding, cumulative values.
 *
 * @module
 */
import { logGamma } from "../../math/distribution/special.ts";
import { round, signif } from "../../render/number/number_format.ts";
import { greatest } from "../../lists.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import { asCharacter, asDouble, asInteger, asLogical, describe } from "../values/coerce.ts";
import { compareText } from "../../data/compare_text.ts";
import {
  type Attributes,
  characters,
  dimNamesOf,
  dimOf,
  double,
  doubles,
  inherits,
  integer,
  integers,
  isFactor,
  isFrame,
  isVector,
  levelsOf,
  logical,
  NA_INTEGER,
  namesOf,
  NULL,
  type Numbers,
  rowsOf,
  text,
  type Value,
  type Vector,
  withAttributes,
  withNames,
} from "../values/value.ts";

/** Numbers of an argument, with its attributes for the result. */
function numeric(
  call: Call,
  name = "x",
): { values: Numbers; nan: Uint8Array | null; attributes: Attributes | null } {
  const x = call.value(name);
  if (isFactor(x) || x.type === "character" || x.type === "list" || !isVector(x)) {
    return call.wrong(name, "numbers", x);
  }
  const made = asDouble(x);
  return { values: made.values, nan: made.nan, attributes: x.attributes };
}

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

/** Numbers of all arguments, missing ones left out if that is asked. */
function gathered(
  call: Call,
): { values: number[]; integers: boolean; missing: "NA" | "NaN" | null } {
  const drop = call.flag("na.rm", false);
  const values: number[] = [];
  let whole = true;
  let missing: "NA" | "NaN" | null = null;
  const take = (x: Value): void => {
    if (x.type === "NULL") return;
    if (isFrame(x) || x.type === "list") {
      if (!isFrame(x)) {
        call.fail(
          "wrong-argument",
          `${call.word.name}() takes numbers, not a list`,
          "unlist() makes one vector of a list",
        );
      }
      x.values.forEach(take);
      return;
    }
    if (isFactor(x) || x.type === "character" || !isVector(x)) {
      call.fail("wrong-argument", `${call.word.name}() takes numbers, not ${describe(x)}`);
    }
    if (x.type === "double") whole = false;
    const own = asDouble(x);
    own.values.forEach((v, i) => {
      if (v === v) values.push(v);
      else if (!drop) {
        const nan = own.nan?.[i] === 1;
        missing = nan && missing !== "NA" ? "NaN" : "NA";
      }
    });
  };
  call.rest.forEach(take);
  return { values, integers: whole, missing };
}

function lost(kind: "NA" | "NaN", whole: boolean): Value {
  return whole
    ? integer(NA_INTEGER)
    : kind === "NaN"
    ? doubles([NaN], null, Uint8Array.of(1))
    : double(NaN);
}

/** A sum in twice the working precision, as R's long doubles nearly have it. */
export function preciseSum(values: ArrayLike<number>): number {
  let sum = 0;
  let low = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    const t = sum + v;
    low += Math.abs(sum) >= Math.abs(v) ? (sum - t) + v : (v - t) + sum;
    sum = t;
  }
  return Number.isFinite(sum) ? sum + low : sum;
}

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

/** Sum of squares about the mean over n − 1; NaN marks a missing value. */
function varianceOf(values: readonly number[]): number {
  const n = values.length;
  const m = preciseSum(values) / n;
  return preciseSum(values.map((v) => (v - m) ** 2)) / (n - 1);
}

function present(call: Call, name = "x"): number[] | null {
  const { values } = numeric(call, name);
  const kept = call.flag("na.rm", false)
    ? Array.from(values).filter((v) => v === v)
    : Array.from(values);
  return kept.some((v) => v !== v) ? null : kept;
}

function median(call: Call): Value {
  const x = call.value("x");
  const values = present(call)?.sort((a, b) => a - b);
  if (!values || values.length === 0) {
    return x.type === "integer" ? integer(NA_INTEGER) : double(NaN);
  }
  const h = Math.floor(values.length / 2);
  if (values.length % 2 === 1) {
    return x.type === "integer" ? integer(values[h]!) : double(values[h]!);
  }
  const m = (values[h - 1]! + values[h]!) / 2;
  return double(m);
}

/** R's nine types of quantiles. */
export function quantileOf(sorted: readonly number[], p: number, type: number): number {
  const n = sorted.length;
  const at = (k: number): number => sorted[Math.min(n, Math.max(1, k)) - 1]!;
  const fuzz = 4 * Number.EPSILON;
  if (type === 7) {
    const index = 1 + Math.max(n - 1, 0) * p;
    const low = Math.floor(index + fuzz);
    const h = index - low;
    const v = at(low);
    return h > fuzz && at(low + 1) !== v ? (1 - h) * v + h * at(low + 1) : v;
  }
  if (type <= 3) {
    const nppm = type === 3 ? n * p - 0.5 : n * p;
    const j = Math.floor(nppm + fuzz);
    const above = type === 1
      ? nppm > j + fuzz ? 1 : 0
      : type === 2
      ? nppm > j + fuzz ? 1 : 0.5
      : (Math.abs(nppm - j) > fuzz || j % 2 === 1)
      ? 1
      : 0;
    return above === 0 ? at(j) : above === 1 ? at(j + 1) : (at(j) + at(j + 1)) / 2;
  }
  const [a, b] = type === 4
    ? [0, 1]
    : type === 5
    ? [0.5, 0.5]
    : type === 6
    ? [0, 0]
    : type === 8
    ? [1 / 3, 1 / 3]
    : [3 / 8, 3 / 8];
  const nppm = a + p * (n + 1 - a - b);
  const j = Math.floor(nppm + fuzz);
  let h = nppm - j;
  if (Math.abs(h) < fuzz) h = 0;
  return h === 0 ? at(j) : h === 1 ? at(j + 1) : (1 - h) * at(j) + h * at(j + 1);
}

/** `25%` as R names a probability. */
function percent(p: number): string {
  return `${Number((100 * p).toPrecision(7))}%`;
}

function quantile(call: Call): Value {
  const values = present(call);
  const probs = call.has("probs") ? Array.from(call.doubles("probs")) : [0, 0.25, 0.5, 0.75, 1];
  if (values === null) {
    return call.fail(
      "missing-values",
      "quantile() has missing values (NA) among its numbers",
      "na.rm = TRUE leaves them out",
    );
  }
  values.sort((a, b) => a - b);
  const type = call.number("type", 7);
  const out = doubles(
    Float64Array.from(
      probs,
      (p) => p !== p || values.length === 0 ? NaN : quantileOf(values, p, type),
    ),
  );
  return call.flag("names", true)
    ? withNames(out, probs.map((p) => p !== p ? "" : percent(p)))
    : out;
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

/** Sums and means of rows or columns. */
function margins(rows: boolean, means: boolean): (call: Call) => Value {
  return (call) => {
    let x = call.value("x");
    const heads = isFrame(x)
      ? (rows ? call.interpreter.call("rownames", [x], call.span) : x.attributes.get("names")!)
      : null;
    if (isFrame(x)) {
      const bad = x.values.find((v) => v.type === "character" || isFactor(v) || v.type === "list");
      if (bad) {
        return call.fail(
          "wrong-argument",
          `${call.word.name}() takes numbers, and a column holds ${describe(bad)}`,
        );
      }
      const n = rowsOf(x);
      const all = new Float64Array(n * x.values.length);
      x.values.forEach((v, j) => all.set(asDouble(v).values, j * n));
      x = doubles(all, new Map([["dim", integers([n, x.values.length])]]));
    }
    const dim = dimOf(x);
    if (!dim || dim.length !== 2 || !isVector(x)) {
      return call.wrong("x", "a matrix or a data frame", x);
    }
    const drop = call.flag("na.rm", false);
    const { values } = asDouble(x);
    const [m, n] = [dim[0]!, dim[1]!];
    const out = Float64Array.from({ length: rows ? m : n }, (_, k) => {
      const own = Array.from(
        { length: rows ? n : m },
        (_, i) => rows ? values[k + i * m]! : values[k * m + i]!,
      )
        .filter((v) => !drop || v === v);
      const total = preciseSum(own);
      return means ? total / own.length : total;
    });
    const names = heads ? asCharacter(heads).values : dimNamesOf(x)?.[rows ? 0 : 1] ?? null;
    return names ? withNames(doubles(out), names) : doubles(out);
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

function correlation(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  const [m, k] = [preciseSum(a) / n, preciseSum(b) / n];
  const sxy = preciseSum(a.map((v, i) => (v - m) * (b[i]! - k)));
  const sxx = preciseSum(a.map((v) => (v - m) ** 2));
  const syy = preciseSum(b.map((v) => (v - k) ** 2));
  return Math.max(-1, Math.min(1, sxy / Math.sqrt(sxx * syy)));
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const n = a.length;
  const [m, k] = [preciseSum(a) / n, preciseSum(b) / n];
  return preciseSum(a.map((v, i) => (v - m) * (b[i]! - k))) / (n - 1);
}

/** Columns of a matrix or a data frame, or the vector itself. */
function columnsOf(call: Call, x: Value): { columns: number[][]; names: (string | null)[] | null } {
  if (isFrame(x)) {
    const bad = x.values.find((v) => v.type === "character" || isFactor(v) || v.type === "list");
    if (bad) {
      return call.fail(
        "wrong-argument",
        `${call.word.name}() takes numbers, and a column holds ${describe(bad)}`,
      );
    }
    return {
      columns: x.values.map((v) => Array.from(asDouble(v).values)),
      names: [...namesOf(x) ?? []],
    };
  }
  const dim = dimOf(x);
  if (!isVector(x) || x.type === "character" || x.type === "list" || isFactor(x)) {
    return call.wrong("x", "numbers", x);
  }
  const values = Array.from(asDouble(x).values);
  if (!dim) return { columns: [values], names: null };
  const m = dim[0]!;
  const names = dimNamesOf(x)?.[1];
  return {
    columns: Array.from({ length: dim[1]! }, (_, j) => values.slice(j * m, (j + 1) * m)),
    names: names ? [...names] : null,
  };
}

function ranksOf(values: readonly number[]): number[] {
  const at = values.map((_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const out = new Array<number>(values.length);
  for (let i = 0; i < at.length;) {
    let j = i;
    while (j + 1 < at.length && values[at[j + 1]!] === values[at[i]!]) j++;
    for (let k = i; k <= j; k++) out[at[k]!] = (i + j) / 2 + 1;
    i = j + 1;
  }
  return out;
}

function pairs(f: (a: readonly number[], b: readonly number[]) => number): (call: Call) => Value {
  return (call) => {
    const x = call.value("x");
    const y = call.optional("y");
    const use = call.has("use")
      ? call.text("use")
      : call.flag("na.rm", false)
      ? "complete.obs"
      : "everything";
    const method = call.has("method")
      ? call.choice("method", ["pearson", "kendall", "spearman"])
      : "pearson";
    if (method === "kendall") {
      return call.fail(
        "not-in-language",
        "Kendall's correlation is not part of the block language",
        'method = "spearman" ranks too',
      );
    }
    const a = columnsOf(call, x);
    const b = y === null || y.type === "NULL" ? a : columnsOf(call, y);
    const single = !dimOf(x) && !isFrame(x) &&
      (y === null || y.type === "NULL" || !dimOf(y) && !isFrame(y));
    if (single && (y === null || y.type === "NULL") && call.word.name === "cor") {
      return call.fail("wrong-argument", "cor() takes two vectors, a matrix or a data frame");
    }
    const n = a.columns[0]?.length ?? 0;
    if (b.columns.some((c) => c.length !== n)) {
      return call.fail("wrong-length", `${call.word.name}() takes vectors of one length`);
    }
    const complete = Array.from({ length: n }, (_, i) => i).filter((i) =>
      [...a.columns, ...b.columns].every((c) => c[i] === c[i])
    );
    const out = new Float64Array(a.columns.length * b.columns.length);
    b.columns.forEach((q, j) =>
      a.columns.forEach((p, i) => {
        const rows = /^complete|^na\.or/.test(use)
          ? complete
          : /^pair/.test(use)
          ? Array.from({ length: n }, (_, r) => r).filter((r) => p[r] === p[r] && q[r] === q[r])
          : null;
        const [u, v] = rows ? [rows.map((r) => p[r]!), rows.map((r) => q[r]!)] : [p, q];
        out[j * a.columns.length + i] = u.some((k) => k !== k) || v.some((k) => k !== k)
          ? NaN
          : method === "spearman"
          ? f(ranksOf(u), ranksOf(v))
          : f(u, v);
      })
    );
    if (single) return double(out[0]!);
    const attributes: Attributes = new Map<string, Value>([[
      "dim",
      integers([a.columns.length, b.columns.length]),
    ]]);
    if (a.names || b.names) {
      attributes.set("dimnames", {
        type: "list",
        values: [a.names ? characters(a.names) : NULL, b.names ? characters(b.names) : NULL],
        attributes: null,
        exclusive: false,
        held: false,
      });
    }
    return doubles(out, attributes);
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
  sqrt: Math.sqrt,
  exp: Math.exp,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  expm1: Math.expm1,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
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

export const NUMBERS: readonly Builtin[] = [
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
  word("sum", "..., na.rm", sum),
  word("prod", "..., na.rm", (call) => {
    const { values, missing } = gathered(call);
    return missing ? lost(missing, false) : double(values.reduce((a, b) => a * b, 1));
  }),
  word("max", "..., na.rm", extreme((a, b) => a > b ? a : b, -Infinity)),
  word("min", "..., na.rm", extreme((a, b) => a < b ? a : b, Infinity)),
  word("range", "..., na.rm, finite?", (call) => {
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
  word("median", "x, na.rm, ...", median),
  word("var", "x, y, na.rm, use", (call) => {
    const x = call.value("x");
    if (dimOf(x) || isFrame(x) || call.has("y")) return pairs(covariance)(call);
    const values = present(call);
    return double(values && values.length > 1 ? varianceOf(values) : NaN);
  }),
  word("sd", "x, na.rm", (call) => {
    const values = present(call);
    return double(values && values.length > 1 ? Math.sqrt(varianceOf(values)) : NaN);
  }),
  word("cov", "x, y, use, method", pairs(covariance)),
  word("cor", "x, y, use, method", pairs(correlation)),
  word("quantile", "x, probs, na.rm, names, type, ...", quantile),
  word("fivenum", "x, na.rm", (call) => {
    const values = Array.from(numeric(call).values).filter((v) => v === v).sort((a, b) => a - b);
    const n = values.length;
    const h = Math.floor((n + 3) / 2) / 2;
    return doubles(
      Float64Array.from(
        [1, h, (n + 1) / 2, n + 1 - h, n],
        (d) => 0.5 * (values[Math.floor(d) - 1]! + values[Math.ceil(d) - 1]!),
      ),
    );
  }),
  word("IQR", "x, na.rm, type, ...", (call) => {
    const values = present(call);
    if (!values) {
      return call.fail(
        "missing-values",
        "IQR() has missing values (NA) among its numbers",
        "na.rm = TRUE leaves them out",
      );
    }
    values.sort((a, b) => a - b);
    const type = call.number("type", 7);
    return double(quantileOf(values, 0.75, type) - quantileOf(values, 0.25, type));
  }),
  word("mad", "x, center, constant, na.rm", (call) => {
    const values = present(call);
    if (!values) return double(NaN);
    const middle = (v: number[]): number => quantileOf(v.sort((a, b) => a - b), 0.5, 7);
    const m = call.has("center") ? call.number("center") : middle([...values]);
    return double(call.number("constant", 1.4826) * middle(values.map((v) => Math.abs(v - m))));
  }),
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
  word("rowSums", "x, na.rm, dims!1", margins(true, false)),
  word("colSums", "x, na.rm, dims!1", margins(false, false)),
  word("rowMeans", "x, na.rm, dims!1", margins(true, true)),
  word("colMeans", "x, na.rm, dims!1", margins(false, true)),
  word("scale", "x, center, scale", (call) => {
    const { columns, names } = columnsOf(call, call.value("x"));
    const truth = (name: string): boolean =>
      !call.has(name) || asLogical(call.value(name)).values[0] === 1;
    const [center, scale] = [truth("center"), truth("scale")];
    const centers = columns.map((c) =>
      center ? preciseSum(c.filter((v) => v === v)) / c.filter((v) => v === v).length : 0
    );
    const scales = columns.map((c, j) => {
      const own = c.filter((v) => v === v);
      return scale
        ? Math.sqrt(preciseSum(own.map((v) => (v - centers[j]!) ** 2)) / (own.length - 1))
        : 1;
    });
    const n = columns[0]?.length ?? 0;
    const out = new Float64Array(n * columns.length);
    columns.forEach((c, j) => c.forEach((v, i) => out[j * n + i] = (v - centers[j]!) / scales[j]!));
    const attributes: Attributes = new Map<string, Value>([[
      "dim",
      integers([n, columns.length]),
    ]]);
    if (names) {
      attributes.set("dimnames", {
        type: "list",
        values: [NULL, characters(names)],
        attributes: null,
        exclusive: false,
        held: false,
      });
    }
    const own = (values: number[]): Value =>
      names
        ? withNames(doubles(Float64Array.from(values)), names)
        : doubles(Float64Array.from(values));
    if (center) attributes.set("scaled:center", own(centers));
    if (scale) attributes.set("scaled:scale", own(scales));
    return doubles(out, attributes);
  }),
  word("tabulate", "bin, nbins", (call) => {
    const x = call.value("bin");
    const codes = asInteger(isFactor(x) ? integers(x.values) : x).values;
    const n = call.number(
      "nbins",
      isFactor(x) ? levelsOf(x).length : greatest(Array.from(codes), 1),
    );
    const out = new Int32Array(n);
    for (const c of codes) if (c >= 1 && c <= n) out[c - 1]!++;
    return integers(out);
  }),
];
