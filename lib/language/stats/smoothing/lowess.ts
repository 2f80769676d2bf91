/**
 * A robust line through a cloud of points by locally weighted regression (Cleveland 1979).
 *
 * @module
 */
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { asDouble } from "../../values/coerce.ts";
import { doubles, isVector, namedList, namesOf, type Value } from "../../values/value.ts";

/** Places and values of a smooth line. */
export interface Smooth {
  x: number[];
  y: number[];
}

/** The middle value of absolute residuals, of two the mean. */
function medianOf(values: readonly number[]): number {
  const own = [...values].sort((a, b) => a - b), n = own.length;
  return (own[Math.floor(n / 2)]! + own[n - 1 - Math.floor(n / 2)]!) / 2;
}

/** The local line's value at one place, from the points left to right; null where weights are none. */
function fitAt(
  x: readonly number[],
  y: readonly number[],
  at: number,
  left: number,
  right: number,
  robust: readonly number[] | null,
): number | null {
  const n = x.length, range = x[n - 1]! - x[0]!;
  const h = Math.max(at - x[left]!, x[right]! - at);
  const [far, near] = [0.999 * h, 0.001 * h];
  const w: number[] = [];
  let sum = 0, j = left;
  for (; j < n; j++) {
    const r = Math.abs(x[j]! - at);
    let own = 0;
    if (r <= far) {
      own = r > near ? (1 - (r / h) ** 3) ** 3 : 1;
      if (robust) own *= robust[j]!;
      sum += own;
    } else if (x[j]! > at) break;
    w.push(own);
  }
  if (sum <= 0) return null;
  for (let k = 0; k < w.length; k++) w[k]! /= sum;
  if (h > 0) {
    const mean = w.reduce((s, v, k) => s + v * x[left + k]!, 0);
    const slope = at - mean;
    const spread = w.reduce((s, v, k) => s + v * (x[left + k]! - mean) ** 2, 0);
    if (Math.sqrt(spread) > 0.001 * range) {
      const b = slope / spread;
      for (let k = 0; k < w.length; k++) w[k]! *= b * (x[left + k]! - mean) + 1;
    }
  }
  return w.reduce((s, v, k) => s + v * y[left + k]!, 0);
}

/** One pass over the sorted points. */
function pass(
  x: readonly number[],
  y: readonly number[],
  span: number,
  delta: number,
  robust: readonly number[] | null,
): number[] {
  const n = x.length;
  const out = new Array<number>(n).fill(NaN);
  let left = 0, right = span - 1, last = -1, i = 0;
  for (;;) {
    while (right < n - 1 && x[i]! - x[left]! > x[right + 1]! - x[i]!) {
      left++;
      right++;
    }
    out[i] = fitAt(x, y, x[i]!, left, right, robust) ?? y[i]!;
    // between places that were fitted the line is straight
    if (last < i - 1) {
      const gap = x[i]! - x[last]!;
      for (let j = last + 1; j < i; j++) {
        const share = (x[j]! - x[last]!) / gap;
        out[j] = share * out[i]! + (1 - share) * out[last]!;
      }
    }
    last = i;
    const reach = x[last]! + delta;
    for (i = last + 1; i < n; i++) {
      if (x[i]! > reach) break;
      if (x[i] === x[last]) {
        out[i] = out[last]!;
        last = i;
      }
    }
    i = Math.max(last + 1, i - 1);
    if (last >= n - 1) break;
  }
  return out;
}

/** R's `lowess`: local lines with tricube weights, refitted against outliers by bisquare weights. */
export function lowess(
  xs: readonly number[],
  ys: readonly number[],
  f = 2 / 3,
  iterations = 3,
  step?: number,
): Smooth {
  const order = xs.map((_, i) => i).sort((a, b) => xs[a]! - xs[b]!);
  const x = order.map((i) => xs[i]!), y = order.map((i) => ys[i]!);
  const n = x.length;
  const delta = step ?? 0.01 * ((x[n - 1] ?? 0) - (x[0] ?? 0));
  if (n < 2) return { x, y };
  const span = Math.max(2, Math.min(n, Math.floor(f * n + 1e-7)));
  let robust: number[] | null = null;
  let fitted: number[] = [];
  for (let k = 0; k <= iterations; k++) {
    fitted = pass(x, y, span, delta, robust);
    if (k === iterations) break;
    const residuals = y.map((v, i) => Math.abs(v - fitted[i]!));
    const scale = residuals.reduce((a, b) => a + b, 0) / n;
    const middle = 6 * medianOf(residuals);
    if (middle < 1e-7 * scale) break;
    const [far, near] = [0.999 * middle, 0.001 * middle];
    robust = residuals.map((r) => r <= near ? 1 : r <= far ? (1 - (r / middle) ** 2) ** 2 : 0);
  }
  return { x, y: fitted };
}

function lowessWord(call: Call): Value {
  const given = call.value("x");
  let [x, y]: (Value | null)[] = [given, call.optional("y")];
  if (given.type === "list" && !y) {
    const names = namesOf(given) ?? [];
    x = given.values[names.indexOf("x")] ?? given.values[0] ?? given;
    y = given.values[names.indexOf("y")] ?? given.values[1] ?? null;
  }
  if (!isVector(x!)) return call.wrong("x", "numbers", given);
  const values = Array.from(asDouble(x).values);
  const [xs, ys] = y
    ? [values, Array.from(asDouble(y).values)]
    : [values.map((_, i) => i + 1), values];
  if (xs.length !== ys.length) {
    return call.fail("bad-length", `lowess() has ${xs.length} values of x and ${ys.length} of y`);
  }
  if (![...xs, ...ys].every(Number.isFinite)) {
    return call.fail(
      "missing-values",
      "lowess() takes values that are known",
      "na.omit(d) drops rows",
    );
  }
  const out = lowess(
    xs,
    ys,
    call.number("f", 2 / 3),
    Math.trunc(call.number("iter", 3)),
    call.has("delta") ? call.number("delta") : undefined,
  );
  return namedList([["x", doubles(out.x)], ["y", doubles(out.y)]]);
}

export const LOWESS: readonly Builtin[] = [word("lowess", "x, y, f, iter, delta", lowessWord)];
