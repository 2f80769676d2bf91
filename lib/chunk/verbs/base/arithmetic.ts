/**
 * Verbs of arithmetic: `sum mean sd var min max sqrt exp log abs round signif ifelse …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { Table } from "../../../data/table.ts";
import { round, signif } from "../../../render/number/number_format.ts";
import { isWhole, LARGEST_INTEGER } from "../../values/arithmetic.ts";
import type { Call } from "../../evaluation/call.ts";
import { insteadOfNumbers, numbersHint } from "../../values/no_numbers.ts";
import { asFrame } from "../../values/frame.ts";
import { lostValues } from "../../values/lost_values.ts";
import {
  frame,
  isVector,
  logical,
  NULL,
  numeric,
  type Value,
  type VectorValue,
} from "../../values/value.ts";
import {
  combine,
  computedFrom,
  countedOf,
  isUndefined,
  lengthOf,
  marked,
  namesOf,
  numbersOf,
  take,
  toNumeric,
  withNames,
} from "../../values/vector.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

/** Missing values left out if `na.rm` says so. */
function present(call: Call, values: Float64Array): Float64Array {
  return call.flag("na.rm", false) ? values.filter((v) => !Number.isNaN(v)) : values;
}

interface Numbers {
  values: Float64Array;
  /** Whether all are of R's type integer. */
  whole: boolean;
  /** The values as they were given. */
  from: Value[];
}

/** All numbers of the arguments in `...`. */
function allNumbers(call: Call): Numbers {
  let whole = true;
  const from: Value[] = [];
  const parts = call.rest.map((arg) => {
    if (arg.name !== null) call.refuse(arg);
    const value = call.evaluate(arg);
    if (value.kind === "null") return new Float64Array(0);
    whole &&= isWhole(value);
    from.push(value);
    return numbersOf(value) ?? fail(
      "wrong-argument",
      `${call.verb.name}() takes numbers${insteadOfNumbers(value)}`,
      {
        span: arg.span,
        hint: numbersHint(value) ??
          (value.kind === "frame"
            ? "Take a column of the table by $"
            : `${call.verb.name}: ${call.verb.doc}`),
      },
    );
  });
  return { values: present(call, Float64Array.from(parts.flatMap((p) => [...p]))), whole, from };
}

/** Results that are of R's type integer if what they come from was, and they fit. */
function wholeIf({ whole, from }: Numbers, results: readonly number[]): Value {
  const integer = whole && results.every((v) => !(Math.abs(v) > LARGEST_INTEGER));
  return computedFrom({ ...numeric(results), integer }, ...from);
}

function sumOf(values: ArrayLike<number>): number {
  // Neumaier's compensated sum, as exact as R's long double.
  let [sum, lost] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    const next = sum + v;
    lost += Math.abs(sum) >= Math.abs(v) ? (sum - next) + v : (v - next) + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + lost : sum;
}

function meanOf(values: Float64Array): number {
  return sumOf(values) / values.length;
}

/** NaN for fewer than two values, as R's NA. */
function varianceOf(values: Float64Array): number {
  if (values.length < 2) return NaN;
  const mean = meanOf(values);
  return sumOf(values.map((v) => (v - mean) ** 2)) / (values.length - 1);
}

function medianOf(values: Float64Array): number {
  if (values.length === 0 || values.some(Number.isNaN)) return NaN;
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** A verb of one vector that gives one number. */
function summary(
  name: string,
  parameters: string,
  doc: string,
  compute: (values: Float64Array) => number,
): Verb {
  return verb(
    name,
    parameters,
    doc,
    (call) => {
      const values = present(call, call.numbers("x"));
      const result = numeric([compute(values)]);
      // R's mean of nothing is NaN; the others are missing.
      return name === "mean" ? computedFrom(result, withoutMissing(call)) : result;
    },
  );
}

/** What `x` is once missing values are left out, if they are. */
function withoutMissing(call: Call): Value {
  return call.flag("na.rm", false) ? NULL : call.value("x");
}

/** A verb of all its arguments that gives one number. */
function overall(name: string, doc: string, compute: (values: Float64Array) => number): Verb {
  return verb(name, "..., na.rm?", doc, (call) => {
    const numbers = allNumbers(call);
    const { values } = numbers;
    if (values.length === 0 && name !== "sum") {
      fail("wrong-argument", `${name}() has nothing to choose from`, {
        span: call.span,
        hint: "Give it at least one number that is not missing",
      });
    }
    return wholeIf(numbers, [compute(values)]);
  });
}

/** The smallest or largest, missing if any is. */
function extreme(values: Float64Array, sign: 1 | -1): number {
  let best = values[0]!;
  for (const v of values) {
    if (Number.isNaN(v)) return NaN;
    if (sign * v > sign * best) best = v;
  }
  return best;
}

/** A verb computed number by number; what it has no value for is missing, with a note. */
function each(name: string, doc: string, compute: (v: number) => number): Verb {
  return verb(name, "x", doc, (call) => {
    const x = call.numbers("x");
    return mapped(call, "x", x.map((v) => compute(v)), x);
  });
}

function mapped(call: Call, name: string, values: Float64Array, from: Float64Array): Value {
  const lost = Array.from(values.keys()).filter((i) =>
    Number.isNaN(values[i]) && !Number.isNaN(from[i])
  );
  if (lost.length > 0) {
    const { code, text, data } = lostValues(`${call.verb.name}()`, lost);
    call.note(code, text, data);
  }
  const value = call.value(name);
  const result = {
    ...numeric(values, isVector(value) ? namesOf(value) : null),
    ...countedOf(value),
  };
  return marked(result, (i) => !Number.isNaN(from[i]) || isUndefined(value, i));
}

/** `round` and `signif`, of vectors and of the numbers of a table. */
function rounding(
  name: string,
  doc: string,
  otherwise: number,
  compute: (v: number, digits: number) => number,
): Verb {
  return verb(name, "x, digits?", doc, (call) => {
    const digits = call.number("digits", otherwise);
    const value = call.value("x");
    if (value.kind === "matrix") {
      return { ...value, values: value.values.map((row) => row.map((v) => compute(v, digits))) };
    }
    const whole = isVector(value) ? null : asFrame(value);
    if (whole) {
      const columns = whole.table.columns.map((c) =>
        c.kind === "numeric"
          ? { kind: c.kind, name: c.name, values: c.values.map((v) => compute(v, digits)) }
          : c
      );
      const { nrow, notes, metadata } = whole.table;
      return frame(new Table(columns, { nrow, notes, metadata }), whole.rowNames);
    }
    const x = call.numbers("x");
    const names = isVector(value) ? namesOf(value) : null;
    const result = { ...numeric(x.map((v) => compute(v, digits)), names), ...countedOf(value) };
    return marked(result, (i) => isUndefined(value, i));
  });
}

function logarithm(call: Call): Value {
  const x = call.numbers("x");
  const base = call.has("base") ? call.number("base") : null;
  const log = base === null
    ? Math.log
    : base === 10
    ? Math.log10
    : base === 2
    ? Math.log2
    : (v: number) => Math.log(v) / Math.log(base);
  return mapped(call, "x", x.map((v) => log(v)), x);
}

function choose(call: Call): Value {
  const test = call.value("test");
  const truth = test.kind === "logical"
    ? test.values
    : call.numbers("test").map((v) => Number.isNaN(v) ? -1 : v !== 0 ? 1 : 0);
  // Only what is chosen counts: a text that no element takes makes no text of the others.
  const chosen = [...new Set(truth)].filter((t) => t >= 0).map((t) => ({
    truth: t,
    value: choice(call, t === 1 ? "yes" : "no"),
  }));
  if (chosen.length < 2) call.value(chosen[0]?.truth === 1 ? "no" : "yes");
  const names = isVector(test) ? namesOf(test) : null;
  if (chosen.length === 0) return logical(truth.map(() => -1), names);
  const all = combine(chosen.map(({ value }) => ({ name: null, value }))) as VectorValue;
  const places = Int32Array.from(truth, (t, i) => {
    if (t < 0) return -1;
    const [first, second] = chosen;
    const n = lengthOf(first!.value);
    return first!.truth === t ? i % n : n + i % lengthOf(second!.value);
  });
  return withNames(take(all, places), names);
}

/** What `ifelse` chooses from. As R has it, a factor gives its codes. */
function choice(call: Call, name: string): VectorValue {
  const value = call.vector(name);
  if (lengthOf(value) === 0) return call.wrong(name, "a vector that is not empty", value);
  return value.kind === "factor" ? { ...toNumeric(value), integer: true } : value;
}

function cumulative(call: Call): Value {
  const value = call.value("x");
  const whole = isWhole(value);
  let sum = 0;
  const from = call.numbers("x");
  const sums = from.map((v) => {
    sum += v;
    if (whole && Math.abs(sum) > LARGEST_INTEGER) sum = NaN;
    return sum;
  });
  const lost = from.some(Number.isNaN) ? 0 : sums.filter(Number.isNaN).length;
  if (lost > 0) noteBeyond(call, lost);
  const result = { ...numeric(sums, isVector(value) ? namesOf(value) : null), integer: whole };
  // The first that is no number says of what kind the rest are.
  const first = from.findIndex(Number.isNaN);
  return marked(result, () => first >= 0 && isUndefined(value, first));
}

/** R's type integer ends at 2³¹ − 1; what lies beyond is missing. */
function noteBeyond(call: Call, count: number): void {
  call.note(
    "no-value",
    `${call.verb.name}(): whole numbers beyond 2147483647 count as missing; 1 * x has no such limit`,
    { verb: call.verb.name, count },
  );
}

/** Verbs of arithmetic. */
export const ARITHMETIC: readonly Verb[] = [
  overall("sum", "sum of all values", sumOf),
  overall("min", "smallest of all values", (v) => extreme(v, -1)),
  overall("max", "largest of all values", (v) => extreme(v, 1)),
  verb("range", "..., na.rm?", "smallest and largest of all values", (call) => {
    const numbers = allNumbers(call);
    const { values } = numbers;
    if (values.length === 0) {
      fail("wrong-argument", "range() has no values", {
        span: call.span,
        hint: "Give it at least one number that is not missing",
      });
    }
    return wholeIf(numbers, [extreme(values, -1), extreme(values, 1)]);
  }),
  summary("mean", "x, trim!0, na.rm?", "arithmetic mean", (v) => v.length === 0 ? NaN : meanOf(v)),
  summary("median", "x, na.rm?", "median", medianOf),
  summary("var", "x, y!NULL, na.rm?, use!", "variance, with n − 1", varianceOf),
  summary("sd", "x, na.rm?", "standard deviation, with n − 1", (v) => Math.sqrt(varianceOf(v))),
  verb("cumsum", "x", "running sum", cumulative),
  each("sqrt", "square root", Math.sqrt),
  each("exp", "exponential", Math.exp),
  verb("abs", "x", "absolute value", (call) => {
    const value = call.value("x");
    const sizes = call.numbers("x").map(Math.abs);
    const names = isVector(value) ? namesOf(value) : null;
    const result = { ...numeric(sizes, names), integer: isWhole(value), ...countedOf(value) };
    return marked(result, (i) => isUndefined(value, i));
  }),
  each("log10", "logarithm to base 10", Math.log10),
  each("log2", "logarithm to base 2", Math.log2),
  verb("log", "x, base?", "logarithm, natural unless a base is given", logarithm),
  rounding("round", "rounded to decimals", 0, round),
  rounding("signif", "rounded to significant digits", 6, signif),
  verb("ifelse", "test, yes, no", "one value or the other, element by element", choose),
  verb("any", "..., na.rm?", "whether any is true", (call) => {
    const { values } = allNumbers(call);
    return logical([
      values.some((v) => v !== 0 && !Number.isNaN(v)) ? 1 : values.some(Number.isNaN) ? -1 : 0,
    ]);
  }),
  verb("all", "..., na.rm?", "whether all are true", (call) => {
    const { values } = allNumbers(call);
    return logical([values.includes(0) ? 0 : values.some(Number.isNaN) ? -1 : 1]);
  }),
];
