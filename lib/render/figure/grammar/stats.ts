/**
 * What layers compute of the rows of one group before they are drawn.
 *
 * Bins lie as ggplot2's: the first is centred at the least value unless a width, a centre or a boundary
 * is given. Densities are sums of normal curves with the width of Silverman's rule (`bw.nrd0`), computed
 * at each place and not on a grid.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest, least } from "../../../lists.ts";
import { smoothRows } from "./smoothing.ts";
import type { LayerSpec, Row, StatContext } from "./spec.ts";

const number = (v: unknown): number | null => typeof v === "number" ? v : null;

/** Values of a quantile by linear interpolation of the order statistics (R's type 7). */
export function quantile7(sorted: readonly number[], p: number): number {
  const h = (sorted.length - 1) * p, k = Math.floor(h);
  const low = sorted[k]!, high = sorted[Math.min(sorted.length - 1, k + 1)]!;
  return low + (h - k) * (high - low);
}

/** Silverman's width: 0.9 times the smaller of sd and IQR/1.34, over the fifth root of n. */
export function bandwidth(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((s, v) => s + v, 0) / n;
  const sd = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / (n - 1));
  const sorted = [...values].sort((a, b) => a - b);
  const iqr = (quantile7(sorted, 0.75) - quantile7(sorted, 0.25)) / 1.34;
  return 0.9 * (Math.min(sd, iqr) || sd || Math.abs(values[0]!) || 1) * n ** -0.2;
}

/** Heights of the density of values at places. */
export function densityAt(
  values: readonly number[],
  places: readonly number[],
  bw: number,
): number[] {
  const scale = 1 / (values.length * bw * Math.sqrt(2 * Math.PI));
  return places.map((x) => {
    let sum = 0;
    for (const v of values) sum += Math.exp(-0.5 * ((x - v) / bw) ** 2);
    return sum * scale;
  });
}

/** Numbers at equal distances. */
export function sequence(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + (high - low) * i / (count - 1));
}

/** Bounds of bins. */
export function binBounds(range: [number, number], params: LayerSpec["params"]): number[] {
  const given = params.breaks;
  if (Array.isArray(given)) return [...given as number[]].sort((a, b) => a - b);
  const center = number(params.center);
  let boundary = number(params.boundary);
  let width = number(params.binwidth);
  const [low, high] = range;
  if (!(high > low)) return [low - 0.05, low + 0.05];
  if (width === null) {
    const bins = number(params.bins) ?? 30;
    if (bins === 1) [width, boundary] = [high - low, low];
    else width = (high - low) / (bins - 1);
  }
  if (!(width > 0)) fail("wrong-argument", "Bins need a width above zero");
  boundary ??= center === null ? width / 2 : center - width / 2;
  const origin = boundary + Math.floor((low - boundary) / width) * width;
  const count = Math.floor((high + (1 - 1e-8) * width - origin) / width + 1e-10);
  if (count > 1e5) {
    fail("wrong-argument", `${count} bins are too many`, { hint: "Give a larger binwidth" });
  }
  return Array.from({ length: Math.max(2, count + 1) }, (_, i) => origin + i * width!);
}

/** Counts of values between bounds, each bin with its upper end, the first with both. */
export function binCounts(
  values: readonly number[],
  bounds: readonly number[],
  right = true,
): number[] {
  const fuzz = 1e-8 * (bounds[1]! - bounds[0]!);
  const counts = new Array<number>(bounds.length - 1).fill(0);
  for (const v of values) {
    let low = 0, high = bounds.length - 1;
    if (v < bounds[0]! - fuzz || v > bounds[high]! + fuzz) continue;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (right ? v <= bounds[middle]! + fuzz : v < bounds[middle]! - fuzz) high = middle;
      else low = middle;
    }
    counts[low]!++;
  }
  return counts;
}

function bin(rows: Row[], { layer, range }: StatContext): Row[] {
  const bounds = binBounds(range, layer.params);
  const counts = binCounts(rows.map((r) => r.x!), bounds, layer.params.closed !== "left");
  const total = counts.reduce((s, c) => s + c, 0), most = greatest(counts);
  const densest = greatest(counts.map((c, i) => c / (bounds[i + 1]! - bounds[i]!) / total));
  return counts.map((count, i) => {
    const [a, b] = [bounds[i]!, bounds[i + 1]!];
    const density = count / (b - a) / total;
    return {
      x: (a + b) / 2,
      xmin: a,
      xmax: b,
      width: b - a,
      count,
      density,
      ncount: count / most,
      ndensity: density / densest,
      y: count,
    };
  });
}

function count(rows: Row[], { resolution, layer }: StatContext): Row[] {
  const by = new Map<number, number>();
  for (const r of rows) by.set(r.x!, (by.get(r.x!) ?? 0) + (r.weight ?? 1));
  const total = [...by.values()].reduce((s, c) => s + c, 0);
  const width = number(layer.params.width) ?? 0.9 * resolution;
  return [...by].sort((a, b) => a[0] - b[0])
    .map(([x, c]) => ({ x, count: c, prop: c / total, width, y: c }));
}

function density(rows: Row[], { layer, range }: StatContext): Row[] {
  const values = rows.map((r) => r.x!);
  if (values.length < 2) {
    layer.note("few-values", "A group of fewer than two values has no density");
    return [];
  }
  const bw = (number(layer.params.bw) ?? bandwidth(values)) * (number(layer.params.adjust) ?? 1);
  const [low, high] = layer.params.trim === true ? [least(values), greatest(values)] : range;
  const places = sequence(low, high, number(layer.params.n) ?? 512);
  const heights = densityAt(values, places, bw);
  const most = greatest(heights), n = values.length;
  return places.map((x, i) => ({
    x,
    y: heights[i]!,
    density: heights[i]!,
    count: heights[i]! * n,
    scaled: heights[i]! / most,
    ndensity: heights[i]! / most,
    n,
  }));
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

/** Hinges, whiskers and what lies beyond, of one sample. */
export function boxOf(values: readonly number[], coef = 1.5) {
  const sorted = [...values].sort((a, b) => a - b);
  const [lower, middle, upper] = [0.25, 0.5, 0.75].map((p) => quantile7(sorted, p)) as [
    number,
    number,
    number,
  ];
  const reach = coef * (upper - lower);
  const inside = coef === 0
    ? sorted
    : sorted.filter((v) => v >= lower - reach && v <= upper + reach);
  const beyond = sorted.filter((v) => v < lower - reach || v > upper + reach);
  return {
    lower,
    middle,
    upper,
    ymin: inside[0]!,
    ymax: inside.at(-1)!,
    outliers: coef === 0 ? [] : beyond,
  };
}

function box(rows: Row[], { layer, resolution, names }: StatContext): Row[] {
  const width = number(layer.params.width) ?? 0.75 * resolution;
  const samples: [number, Row[]][] = names
    ? byX(rows)
    : [[(least(rows.map((r) => r.x!)) + greatest(rows.map((r) => r.x!))) / 2, [...rows]]];
  return samples.flatMap(([x, own]): Row[] => {
    const { outliers, ...five } = boxOf(own.map((r) => r.y!), number(layer.params.coef) ?? 1.5);
    return [
      { x, width, ...five, weight: own.length },
      ...outliers.map((y): Row => ({ x, width, outlier: 1, y, ymin: y, ymax: y })),
    ];
  });
}

function violin(rows: Row[], { layer, resolution }: StatContext): Row[] {
  const width = number(layer.params.width) ?? 0.9 * resolution;
  return byX(rows).flatMap(([x, own], k) => {
    const values = own.map((r) => r.y!);
    if (values.length < 2) return [];
    const bw = bandwidth(values) * (number(layer.params.adjust) ?? 1);
    const room = layer.params.trim === false ? 3 * bw : 0;
    const places = sequence(least(values) - room, greatest(values) + room, 128);
    const heights = densityAt(values, places, bw);
    return places.map((y, i) => ({ x, y, density: heights[i]!, width, part: k, n: values.length }));
  });
}

function summary(rows: Row[], { layer }: StatContext): Row[] {
  const compute = layer.summary;
  if (!compute) return fail("missing-argument", "A summary needs fun or fun.data");
  return byX(rows).map(([x, own]) => ({ x, ...compute(own.map((r) => r.y!)) }));
}

function ecdf(rows: Row[]): Row[] {
  const sorted = rows.map((r) => r.x!).sort((a, b) => a - b);
  return [...new Set(sorted)].map((x) => ({
    x,
    y: sorted.filter((v) => v <= x).length / sorted.length,
  }));
}

function curve(_rows: Row[], { layer, range }: StatContext): Row[] {
  const limits = layer.params.xlim;
  const [low, high] = Array.isArray(limits) ? limits as [number, number] : range;
  const places = sequence(low, high, number(layer.params.n) ?? 101);
  const values = layer.curve!(places);
  return places.map((x, i) => ({ x, y: values[i] ?? NaN }));
}

/** Points with how many share their place. */
function sum(rows: Row[]): Row[] {
  const found = new Map<string, Row>();
  for (const r of rows) {
    const key = `${r.x} ${r.y}`, own = found.get(key);
    if (own) own.n!++;
    else found.set(key, { x: r.x!, y: r.y!, n: 1 });
  }
  return [...found.values()].map((r) => ({ ...r, size: r.n! }));
}

/** Every statistic by its name. */
export const STATS: Readonly<Record<string, (rows: Row[], context: StatContext) => Row[]>> = {
  identity: (rows) => rows,
  bin,
  count,
  density,
  boxplot: box,
  ydensity: violin,
  summary,
  smooth: smoothRows,
  ecdf,
  function: curve,
  sum,
  unique: (rows) => rows,
};
