/**
 * Statistics of samples at a place or as a whole: summaries, the empirical distribution, quantiles against
 * those of the normal distribution, curves of functions.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { greatest, least } from "../../../../lists.ts";
import { qnorm } from "../../../../math/distribution/normal.ts";
import { quantile7 } from "../../../../math/smoothing/kernel_density.ts";
import type { Row, StatContext } from "../spec.ts";

const number = (v: unknown): number | null => typeof v === "number" ? v : null;

/** Numbers at equal distances. */
export function sequence(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + (high - low) * i / (count - 1));
}

/** Groups rows by their x. */
function byX(rows: readonly Row[]): [number, Row[]][] {
  const found = new Map<number, Row[]>();
  for (const r of rows) {
    const own = found.get(r.x!);
    if (own) own.push(r);
    else found.set(r.x!, [r]);
  }
  return [...found].sort((a, b) => a[0] - b[0]);
}

export function summary(rows: Row[], { layer }: StatContext): Row[] {
  const compute = layer.summary;
  if (!compute) return fail("missing-argument", "A summary needs fun or fun.data");
  return byX(rows).map(([x, own]) => ({ x, ...compute(own.map((r) => r.y!)) }));
}

/** Summaries of y in bins of x. */
export function summaryInBins(rows: Row[], context: StatContext): Row[] {
  const { layer } = context, { params } = layer;
  const compute = layer.summary;
  if (!compute) return fail("missing-argument", "A summary needs fun or fun.data");
  const given = params.breaks, x = rows.map((r) => r.x!), [low, high] = context.range;
  let bounds: number[];
  if (Array.isArray(given)) bounds = [...given].sort((a, b) => a - b);
  else {
    const width = number(params.binwidth) ?? (high - low) / (number(params.bins) ?? 30);
    if (!(width > 0)) return fail("wrong-argument", "A bin is wider than 0");
    // bins begin at a whole number of widths, hold their left end, and the last reaches the highest value
    const origin = Math.floor(low / width + 1e-8) * width;
    const count = Math.max(1, Math.ceil((high - origin) / width - 1e-9));
    bounds = Array.from({ length: count + 1 }, (_, i) => origin + i * width);
  }
  const found = new Map<number, number[]>();
  x.forEach((v, i) => {
    // bounds that are given belong to the bin before them, the first to its own
    const k = Array.isArray(given)
      ? Math.max(bounds.findIndex((b) => b >= v) - 1, v === bounds[0] ? 0 : -1)
      : bounds.findLastIndex((b) => v >= b - 1e-8 * (high - low));
    if (k < 0 || (k === bounds.length - 1 && v > bounds.at(-1)!)) return;
    const bin = Math.min(k, bounds.length - 2);
    found.set(bin, [...found.get(bin) ?? [], rows[i]!.y!]);
  });
  return [...found].sort((a, b) => a[0] - b[0]).map(([k, values]): Row => {
    const [a, b] = [bounds[k]!, bounds[k + 1]!];
    return { x: (a + b) / 2, width: b - a, ...compute(values) };
  });
}

export function ecdf(rows: Row[], { layer }: StatContext): Row[] {
  const sorted = rows.map((r) => r.x!).sort((a, b) => a - b);
  const n = number(layer.params.n);
  const distinct = n === null
    ? [...new Set(sorted)]
    : sequence(sorted[0] ?? 0, sorted.at(-1) ?? 1, n);
  const below = (x: number): number => {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    return low / sorted.length;
  };
  const inner = distinct.map((x): Row => ({ x, y: below(x), ecdf: below(x) }));
  return layer.params.pad === false
    ? inner
    : [{ x: -Infinity, y: 0, ecdf: 0 }, ...inner, { x: Infinity, y: 1, ecdf: 1 }];
}

export function curve(_rows: Row[], { layer, range }: StatContext): Row[] {
  const limits = layer.params.xlim;
  const [low, high] = Array.isArray(limits) ? limits as [number, number] : range;
  const places = sequence(low, high, number(layer.params.n) ?? 101);
  const values = layer.curve!(places);
  return places.map((x, i) => ({ x, y: values[i] ?? NaN }));
}

/** Quantiles of a normal sample of that size. */
function theoretical(n: number): number[] {
  const a = n <= 10 ? 3 / 8 : 1 / 2;
  return Array.from({ length: n }, (_, i) => qnorm((i + 1 - a) / (n + 1 - 2 * a)));
}

export function quantiles(rows: Row[]): Row[] {
  const sample = rows.map((r) => r.sample!).filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  return theoretical(sample.length).map((x, i): Row => ({
    x,
    y: sample[i]!,
    theoretical: x,
    sample: sample[i]!,
  }));
}

/** The line through two quantiles of a sample and of the normal distribution. */
export function quantileLine(rows: Row[], { layer }: StatContext): Row[] {
  const sample = rows.map((r) => r.sample!).filter((v) => !Number.isNaN(v)).sort((a, b) => a - b);
  const given = layer.params["line.p"];
  const [p, q] = Array.isArray(given) ? given as [number, number] : [0.25, 0.75];
  const [a, b] = [qnorm(p), qnorm(q)], [u, v] = [quantile7(sample, p), quantile7(sample, q)];
  const slope = (v - u) / (b - a), intercept = u - slope * a;
  const xs = theoretical(sample.length);
  return (layer.params.fullrange === true ? [xs[0]!, xs.at(-1)!] : [least(xs), greatest(xs)])
    .map((x): Row => ({ x, y: intercept + slope * x, slope, intercept }));
}
