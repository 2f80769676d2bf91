/**
 * Counts: in bins as ggplot2's, at values, and on a lattice of rectangles.
 *
 * The first bin is centred at the least value unless a width, a centre or a boundary is given.
 *
 * @module
 */
import { fail } from "../../../../diagnostic.ts";
import { greatest, least } from "../../../../lists.ts";
import type { LayerSpec, Row, StatContext } from "../spec.ts";

const number = (v: unknown): number | null => typeof v === "number" ? v : null;
const one = (v: unknown, k: number): number | null =>
  Array.isArray(v) ? number(v[k] ?? v[0]) : number(v);

/** Bounds of bins. */
export function binBounds(range: [number, number], params: LayerSpec["params"]): number[] {
  const given = params.breaks;
  if (Array.isArray(given)) return [...given as number[]].sort((a, b) => a - b);
  const center = number(params.center);
  let boundary = number(params.boundary);
  let width = number(params.binwidth);
  const [low, high] = range;
  if (!(high > low)) {
    const half = (width ?? 0.1) / 2;
    return [low - half, low + half];
  }
  if (width === null) {
    const bins = number(params.bins) ?? 30;
    if (!(bins >= 1)) fail("wrong-argument", "There is at least one bin");
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

/** The bin of a value, −1 for none: each bin has its upper end (or its lower), the first both. */
function binOf(v: number, bounds: readonly number[], right: boolean, fuzz: number): number {
  let low = 0, high = bounds.length - 1;
  if (!(v >= bounds[0]! - fuzz && v <= bounds[high]! + fuzz)) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (right ? v <= bounds[middle]! + fuzz : v < bounds[middle]! - fuzz) high = middle;
    else low = middle;
  }
  return low;
}

/** Sums of weights of values between bounds. */
export function binCounts(
  values: readonly number[],
  bounds: readonly number[],
  right = true,
  weights?: readonly number[],
): number[] {
  const fuzz = 1e-8 * (bounds[1]! - bounds[0]!);
  const counts = new Array<number>(bounds.length - 1).fill(0);
  values.forEach((v, i) => {
    const k = binOf(v, bounds, right, fuzz);
    if (k >= 0) counts[k]! += weights?.[i] ?? 1;
  });
  return counts;
}

export function bin(rows: Row[], { layer, range }: StatContext): Row[] {
  const bounds = binBounds(range, layer.params);
  const counts = binCounts(
    rows.map((r) => r.x!),
    bounds,
    layer.params.closed !== "left",
    rows.map((r) => r.weight ?? 1),
  );
  const total = counts.reduce((s, c) => s + Math.abs(c), 0);
  const density = counts.map((c, i) => c / (bounds[i + 1]! - bounds[i]!) / total);
  const most = greatest(counts.map(Math.abs)), densest = greatest(density.map(Math.abs));
  const bins = counts.map((count, i): Row => {
    const [a, b] = [bounds[i]!, bounds[i + 1]!];
    return {
      x: (a + b) / 2,
      xmin: a,
      xmax: b,
      width: b - a,
      count,
      density: density[i]!,
      ncount: count / most,
      ndensity: density[i]! / densest,
      y: count,
    };
  });
  if (layer.params.pad !== true) return bins;
  const end = (r: Row, sign: number): Row => ({
    ...Object.fromEntries(Object.keys(r).map((k) => [k, 0])),
    x: r.x! + sign * r.width!,
    xmin: r.xmin! + sign * r.width!,
    xmax: r.xmax! + sign * r.width!,
    width: r.width!,
  });
  return [end(bins[0]!, -1), ...bins, end(bins.at(-1)!, 1)];
}

export function count(rows: Row[], { resolution, layer }: StatContext): Row[] {
  const by = new Map<number, number>();
  for (const r of rows) by.set(r.x!, (by.get(r.x!) ?? 0) + (r.weight ?? 1));
  const total = [...by.values()].reduce((s, c) => s + Math.abs(c), 0);
  const width = number(layer.params.width) ?? 0.9 * resolution;
  return [...by].sort((a, b) => a[0] - b[0])
    .map(([x, c]) => ({ x, count: c, prop: c / total, width, y: c }));
}

/** Points with how many share their place. */
export function sum(rows: Row[]): Row[] {
  const found = new Map<string, Row>();
  for (const r of rows) {
    const key = `${r.x} ${r.y}`, own = found.get(key);
    if (own) own.n! += r.weight ?? 1;
    else found.set(key, { x: r.x!, y: r.y!, n: r.weight ?? 1 });
  }
  const total = [...found.values()].reduce((s, r) => s + r.n!, 0);
  return [...found.values()].map((r): Row => ({ ...r, prop: r.n! / total }))
    .sort((a, b) => a.y! - b.y! || a.x! - b.x!);
}

/** Bounds of one side of a lattice, and its values that lie in them. */
function lattice(range: [number, number], params: LayerSpec["params"], side: 0 | 1): number[] {
  const bins = one(params.bins, side) ?? 30;
  const width = one(params.binwidth, side) ?? (range[1] - range[0]) / bins;
  const origin = one(params.origin, side) ?? Math.floor(range[0] / width + 1e-8) * width;
  const out: number[] = [];
  for (let i = 0; i < 2000; i++) {
    out.push(origin + i * width);
    if (out.at(-1)! >= range[1] - 1e-10 * width && i > 0) break;
  }
  // ends of rectangles lie a little beyond values at them
  return out.map((v, i) => v + (i === 0 ? -1e-7 : 1e-7) * width);
}

/** Counts on a lattice of rectangles. */
export function bin2d(rows: Row[], { layer, range, other }: StatContext): Row[] {
  const [bx, by] = [lattice(range, layer.params, 0), lattice(other, layer.params, 1)];
  const found = new Map<string, { i: number; j: number; n: number }>();
  let total = 0;
  for (const r of rows) {
    const i = binOf(r.x!, bx, true, 0);
    const j = binOf(r.y!, by, true, 0);
    if (i < 0 || j < 0) continue;
    const key = `${j} ${i}`, own = found.get(key), n = r.weight ?? 1;
    total += n;
    if (own) own.n += n;
    else found.set(key, { i, j, n });
  }
  const cells = [...found.values()].sort((a, b) => a.j - b.j || a.i - b.i);
  const most = greatest(cells.map((c) => c.n), 0);
  return cells.filter((c) => c.n !== 0 || layer.params.drop === false).map(({ i, j, n }): Row => ({
    x: (bx[i]! + bx[i + 1]!) / 2,
    width: bx[i + 1]! - bx[i]!,
    y: (by[j]! + by[j + 1]!) / 2,
    height: by[j + 1]! - by[j]!,
    count: n,
    ncount: n / most,
    density: n / total,
    ndensity: n / most,
  }));
}

/** Counts on a lattice of hexagons (Carr et al. 1987): the nearest of two lattices of middles. */
export function binHex(rows: Row[], { layer, range, other }: StatContext): Row[] {
  const width = (side: 0 | 1, [a, b]: [number, number]): number =>
    one(layer.params.binwidth, side) ?? (b - a) / (one(layer.params.bins, side) ?? 30);
  const wx = width(0, range), wy = width(1, other);
  const floorTo = (v: number, w: number): number => Math.floor(v / w + 1e-8) * w;
  const ceilTo = (v: number, w: number): number => Math.ceil(v / w - 1e-8) * w;
  const x0 = floorTo(range[0], wx) - 1e-6, y0 = floorTo(other[0], wy) - 1e-6;
  const bins = Math.trunc((ceilTo(range[1], wx) + 1e-6 - x0) / wx);
  const spanX = ceilTo(range[1], wx) + 1e-6 - x0, spanY = ceilTo(other[1], wy) + 1e-6 - y0;
  const shape = spanY / wy / (spanX / wx);
  const c1 = bins / spanX, c2 = bins * shape / (spanY * Math.sqrt(3));
  const found = new Map<string, Row>();
  for (const r of rows) {
    const sx = c1 * (r.x! - x0), sy = c2 * (r.y! - y0);
    const [i1, j1] = [Math.floor(sy + 0.5), Math.floor(sx + 0.5)];
    const [i2, j2] = [Math.floor(sy), Math.floor(sx)];
    const near = (sx - j1) ** 2 + 3 * (sy - i1) ** 2;
    const far = (sx - j2 - 0.5) ** 2 + 3 * (sy - i2 - 0.5) ** 2;
    const [cx, cy] = near <= far ? [j1, i1] : [j2 + 0.5, i2 + 0.5];
    const key = `${cy} ${cx}`, own = found.get(key), n = r.weight ?? 1;
    if (own) own.count! += n;
    else {
      found.set(key, {
        x: cx / c1 + x0,
        y: cy / c2 + y0,
        count: n,
        width: wx,
        height: wy,
      });
    }
  }
  const cells = [...found.values()].sort((a, b) => a.y! - b.y! || a.x! - b.x!);
  const total = cells.reduce((s, r) => s + r.count!, 0),
    most = greatest(cells.map((r) => r.count!), 0);
  return cells.map((r) => ({
    ...r,
    density: r.count! / total,
    ncount: r.count! / most,
    ndensity: r.count! / most,
  }));
}

/** Range of values, for a layer that knows no axis. */
export function spanOf(values: readonly number[]): [number, number] {
  return [least(values), greatest(values)];
}
