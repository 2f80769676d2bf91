/**
 * Lines of equal height over a grid: pieces in each cell, joined end to end.
 *
 * @module
 */
import { greatest, least } from "../../../../lists.ts";
import { quantile7 } from "../../../../math/smoothing/kernel_density.ts";
import { pretty } from "../../../../math/pretty.ts";
import type { LayerSpec, Row, StatContext } from "../spec.ts";
import { sequence } from "./samples.ts";

type Point = [number, number];

/** Heights over a grid: `z[j][i]` at `x[i]`, `y[j]`. */
export interface Grid {
  x: number[];
  y: number[];
  z: number[][];
}

/** Lines at a height. */
export function contourLines({ x, y, z }: Grid, level: number): Point[][] {
  const ends = new Map<string, [string, string][]>();
  const places = new Map<string, Point>();
  const pieces: [string, string][] = [];
  const cross = (i: number, j: number, k: number, l: number): string => {
    const key = `${i} ${j} ${k} ${l}`;
    if (!places.has(key)) {
      const [a, b] = [z[j]![i]!, z[l]![k]!], t = (level - a) / (b - a);
      places.set(key, [x[i]! + t * (x[k]! - x[i]!), y[j]! + t * (y[l]! - y[j]!)]);
    }
    return key;
  };
  const up = (v: number): boolean => v >= level;
  for (let j = 0; j + 1 < y.length; j++) {
    for (let i = 0; i + 1 < x.length; i++) {
      const corners = [z[j]![i]!, z[j]![i + 1]!, z[j + 1]![i + 1]!, z[j + 1]![i]!];
      if (corners.some((v) => !Number.isFinite(v))) continue;
      const [a, b, c, d] = corners.map(up) as [boolean, boolean, boolean, boolean];
      const sides: string[] = [];
      if (a !== b) sides.push(cross(i, j, i + 1, j));
      if (b !== c) sides.push(cross(i + 1, j, i + 1, j + 1));
      if (c !== d) sides.push(cross(i, j + 1, i + 1, j + 1));
      if (d !== a) sides.push(cross(i, j, i, j + 1));
      if (sides.length === 2) pieces.push([sides[0]!, sides[1]!]);
      else if (sides.length === 4) {
        // a saddle is cut as its middle lies
        const middle = corners.reduce((s, v) => s + v, 0) / 4;
        const order = up(middle) === a ? [0, 1, 2, 3] : [3, 0, 1, 2];
        pieces.push([sides[order[0]!]!, sides[order[1]!]!], [sides[order[2]!]!, sides[order[3]!]!]);
      }
    }
  }
  for (const p of pieces) for (const e of p) ends.set(e, [...ends.get(e) ?? [], p]);
  const used = new Set<[string, string]>();
  const follow = (piece: [string, string], from: string): string[] => {
    const out = [from];
    let at = from, current: [string, string] | undefined = piece;
    while (current && !used.has(current)) {
      used.add(current);
      at = current[0] === at ? current[1] : current[0];
      out.push(at);
      current = ends.get(at)!.find((p) => !used.has(p));
    }
    return out;
  };
  const lines: Point[][] = [];
  const starts = [...pieces].sort((p, q) =>
    least(p.map((e) => ends.get(e)!.length)) - least(q.map((e) => ends.get(e)!.length))
  );
  for (const p of starts) {
    if (used.has(p)) continue;
    const from = ends.get(p[0])!.length === 1 ? p[0] : ends.get(p[1])!.length === 1 ? p[1] : p[0];
    lines.push(follow(p, from).map((e) => places.get(e)!));
  }
  return lines;
}

/** Whole steps from below the low end to above the high one. */
function steps(low: number, high: number, width: number): number[] {
  const first = Math.floor(low / width + 1e-9), last = Math.ceil(high / width - 1e-9);
  return Array.from(
    { length: last - first + 1 },
    (_, k) => Number(((first + k) * width).toPrecision(12)),
  );
}

/** Heights at which lines are drawn and classes divided. */
export function levelsOf(params: LayerSpec["params"], low: number, high: number): number[] {
  if (Array.isArray(params.breaks)) return [...params.breaks as number[]].sort((a, b) => a - b);
  if (typeof params.bins === "number" && params.bins >= 1) {
    // the ends are rounded to a tenth of the first digit of the range
    const unit = Number((high - low).toPrecision(1)) / 10;
    const from = Math.floor(low / unit) * unit, to = Math.ceil(high / unit) * unit;
    if (params.bins === 1) return [from, to];
    const own = steps(from, to, (to - from) / (params.bins - 1));
    return own.length < params.bins + 1 ? steps(from, to, (to - from) / params.bins) : own;
  }
  if (typeof params.binwidth === "number") return steps(low, high, params.binwidth);
  return pretty(low, high, 10);
}

function linesOf(grid: Grid, layer: LayerSpec, name: string): Row[] {
  const heights = grid.z.flat().filter(Number.isFinite);
  const levels = levelsOf(layer.params, least(heights), greatest(heights));
  const most = greatest(levels);
  let piece = 0;
  return levels.flatMap((level) =>
    contourLines(grid, level).flatMap((line) => {
      piece++;
      return line.map(([x, y]): Row => ({
        x,
        y,
        level,
        nlevel: level / most,
        [name]: level,
        piece,
      }));
    })
  );
}

/** The grid that places with heights make. */
export function gridOf(rows: readonly Row[]): Grid {
  const distinct = (name: "x" | "y"): number[] =>
    [...new Set(rows.map((r) => r[name]!))].sort((a, b) => a - b);
  const [x, y] = [distinct("x"), distinct("y")];
  const z = y.map(() => x.map(() => NaN));
  const [ix, iy] = [new Map(x.map((v, i) => [v, i])), new Map(y.map((v, i) => [v, i]))];
  for (const r of rows) z[iy.get(r.y!)!]![ix.get(r.x!)!] = r.z!;
  return { x, y, z };
}

/** Lines of equal height. */
export function contour(rows: Row[], { layer }: StatContext): Row[] {
  return linesOf(gridOf(rows), layer, "height");
}

/** The density of points over a grid: a product of two normal kernels. */
export function densityGrid(
  px: readonly number[],
  py: readonly number[],
  range: readonly [number, number],
  other: readonly [number, number],
  params: LayerSpec["params"],
): Grid {
  const width = (values: readonly number[]): number => {
    const sorted = [...values].sort((a, b) => a - b);
    const mean = values.reduce((s, v) => s + v, 0) / values.length;
    const sd = Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / (values.length - 1));
    const iqr = (quantile7(sorted, 0.75) - quantile7(sorted, 0.25)) / 1.34;
    return 1.06 * Math.min(sd, iqr) * values.length ** -0.2;
  };
  const n = typeof params.n === "number" ? params.n : 100;
  const adjust = typeof params.adjust === "number" ? params.adjust : 1;
  const given = Array.isArray(params.h) ? params.h as number[] : null;
  const [hx, hy] = given
    ? [given[0]! / 4, given[1]! / 4]
    : [width(px) * adjust, width(py) * adjust];
  const x = sequence(range[0], range[1], n), y = sequence(other[0], other[1], n);
  const kernel = (places: readonly number[], values: readonly number[], h: number): number[][] =>
    places.map((p) =>
      values.map((v) => Math.exp(-(((p - v) / h) ** 2) / 2) / Math.sqrt(2 * Math.PI) / h)
    );
  const kx = kernel(x, px, hx), ky = kernel(y, py, hy);
  const z = ky.map((b) => kx.map((a) => a.reduce((s, v, i) => s + v * b[i]!, 0) / px.length));
  return { x, y, z };
}

/** Lines of a density of points. */
export function densityContour(rows: Row[], { layer, range, other }: StatContext): Row[] {
  const px = rows.map((r) => r.x!), py = rows.map((r) => r.y!);
  return px.length < 2
    ? []
    : linesOf(densityGrid(px, py, range, other, layer.params), layer, "density");
}
