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
