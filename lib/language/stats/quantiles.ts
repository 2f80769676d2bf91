/**
 * Quantiles and spread: `quantile median IQR fivenum mad sd`.
 *
 * @module
 */
import { classAttributes } from "../parts/picking.ts";
import { type Builtin, type Call, word } from "../evaluation/builtin.ts";
import {
  double,
  doubles,
  inherits,
  integer,
  logical,
  NA_INTEGER,
  type Value,
  withAttributes,
  withNames,
} from "../values/value.ts";
import { calculated, numeric, preciseSum, present } from "../base/numeric.ts";

/** Sum of squares about the mean over n − 1; NaN marks a missing value. */
export function varianceOf(values: readonly number[]): number {
  const n = values.length;
  const m = preciseSum(values) / n;
  return preciseSum(values.map((v) => (v - m) ** 2)) / (n - 1);
}

function median(call: Call): Value {
  const x = call.value("x");
  const values = present(call)?.sort((a, b) => a - b);
  if (x.type === "logical") {
    if (!values || values.length === 0) return logical(null);
    const half = Math.floor(values.length / 2);
    return values.length % 2 === 1
      ? logical(values[half] === 1)
      : double((values[half - 1]! + values[half]!) / 2);
  }
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
  const x = call.value("x");
  const dated = inherits(x, "Date") || inherits(x, "POSIXct");
  if (dated && type !== 1 && type !== 3) {
    return call.fail(
      "wrong-argument",
      "A quantile of dates is one of them, and types other than 1 and 3 lie between",
      "type = 1 takes the date itself",
    );
  }
  const numbers = doubles(
    Float64Array.from(
      probs,
      (p) => p !== p || values.length === 0 ? NaN : quantileOf(values, p, type),
    ),
  );
  const out = dated ? withAttributes(numbers, classAttributes(x)) : numbers;
  return call.flag("names", true)
    ? withNames(out, probs.map((p) => p !== p ? "" : percent(p)))
    : out;
}

export const QUANTILES: readonly Builtin[] = [
  word("median", "x, na.rm, ...", median),
  word("sd", "x, na.rm", (call) => {
    const values = present(call);
    return values && values.length > 1 ? calculated(Math.sqrt(varianceOf(values))) : double(NaN);
  }),
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
];
