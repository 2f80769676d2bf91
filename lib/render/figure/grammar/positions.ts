/**
 * Things that share a place are moved: beside each other, onto each other, or a little at random.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { MersenneTwister } from "../../../math/chance/mersenne_twister.ts";
import type { PositionSpec, Row } from "./spec.ts";
import { resolutionOf } from "./widths.ts";

/** What a layer on a panel knows besides its rows. */
export interface Placing {
  names: { x: boolean; y: boolean };
  /** Most groups at one place over all panels. */
  most(): number;
  /** Begins draws at random. */
  seed(): number;
}

function together(rows: readonly Row[], at: (r: Row) => number): Row[][] {
  const found = new Map<number, Row[]>();
  for (const r of rows) {
    const key = Math.round(at(r) * 1e8) / 1e8;
    const own = found.get(key);
    if (own) own.push(r);
    else found.set(key, [r]);
  }
  return [...found.values()];
}

function widthOf(r: Row): number {
  return r.xmax !== undefined && r.xmin !== undefined ? r.xmax - r.xmin : r.width ?? 0;
}

const leftOf = (r: Row): number => r.xmin ?? r.x!;

/** Most groups at one place. */
export function mostAt(rows: readonly Row[]): number {
  return greatest(together(rows, leftOf).map((own) => new Set(own.map((r) => r.group!)).size), 1);
}

/** Beside each other: of n groups at a place each takes an nth of the width. */
function dodge(given: Row[], spec: PositionSpec, placing: Placing): Row[] {
  const rows = spec.width === null
    ? given
    : given.map((r): Row =>
      r.xmin !== undefined
        ? r
        : { ...r, xmin: r.x! - spec.width! / 2, xmax: r.x! + spec.width! / 2 }
    );
  const first = rows.find((r) => r.outlier === undefined);
  const full = spec.width ?? (first ? widthOf(first) : 0);
  return together(rows, leftOf).flatMap((own) => {
    const groups = [...new Set(own.map((r) => r.group!))].sort((a, b) => a - b);
    const n = spec.single ? placing.most() : groups.length;
    if (n === 1) return own;
    const widest = greatest(own.map(widthOf));
    return own.map((r): Row => {
      const k = groups.indexOf(r.group!);
      const at = spec.reverse ? groups.length - 1 - k : k;
      const x = r.x! + full * ((at + 0.5) / n - 0.5), half = widest / n / 2;
      return {
        ...r,
        x,
        ...(r.xmin === undefined ? {} : { xmin: x - half, xmax: x + half }),
        ...(r.width === undefined ? {} : { width: r.width / n }),
      };
    });
  });
}

/** Things that overlap along x, in one number. */
function overlaps(rows: readonly Row[]): number[] {
  const order = rows.map((r, i) => ({ i, a: leftOf(r), b: r.xmax ?? r.x! })).sort((p, q) =>
    p.a - q.a
  );
  const ids = new Array<number>(rows.length).fill(0);
  let id = 0, end = -Infinity;
  for (const { i, a, b } of order) {
    if (a >= end - 1e-9) id++;
    end = Math.max(a >= end - 1e-9 ? -Infinity : end, b);
    ids[i] = id;
  }
  return ids;
}

/** Beside each other with a gap: what overlaps shares the room, whatever its widths. */
function dodge2(rows: Row[], spec: PositionSpec): Row[] {
  const boxes = rows.filter((r) => r.outlier === undefined);
  const ids = overlaps(boxes);
  const many = new Map<number, number[]>();
  ids.forEach((id, i) => many.set(id, [...many.get(id) ?? [], i]));
  const most = greatest([...many.values()].map((own) => own.length), 1);
  const padding = spec.padding ?? 0.1;
  const moved = new Map<Row, Row>();
  for (const own of many.values()) {
    own.sort((a, b) => (spec.reverse ? -1 : 1) * (boxes[a]!.group! - boxes[b]!.group!));
    const n = spec.single ? most : own.length;
    const widths = own.map((i) => (spec.width ?? widthOf(boxes[i]!)) / n);
    const low = least(own.map((i) => leftOf(boxes[i]!)));
    const high = greatest(own.map((i) => boxes[i]!.xmax ?? boxes[i]!.x!));
    let at = (low + high) / 2 - widths.reduce((s, w) => s + w, 0) / 2;
    own.forEach((i, k) => {
      const r = boxes[i]!, x = at + widths[k]! / 2;
      at += widths[k]!;
      const half = widths[k]! * (own.length === 1 && n === 1 ? 1 : 1 - padding) / 2;
      moved.set(r, {
        ...r,
        x,
        ...(r.xmin === undefined ? {} : { xmin: x - half, xmax: x + half }),
        ...(r.width === undefined ? {} : { width: 2 * half }),
      });
    });
  }
  return rows.map((r): Row => {
    const own = moved.get(r);
    if (own) return own;
    const box = boxes.find((b) => b.group === r.group && Math.abs(b.x! - r.x!) < 1e-9);
    return { ...r, x: (box && moved.get(box)?.x) ?? r.x! };
  });
}

/** Onto each other, the last group at the bottom; values below zero go down. */
function stack(rows: Row[], spec: PositionSpec, fill: boolean): Row[] {
  const vjust = spec.vjust ?? 1;
  return together(rows, leftOf).flatMap((own) => {
    const order = [...own].sort((a, b) => spec.reverse ? a.group! - b.group! : b.group! - a.group!);
    const value = (r: Row): number => Number.isNaN(r.y!) ? 0 : r.y!;
    const total = (sign: number): number =>
      order.reduce((s, r) => s + (value(r) * sign > 0 ? Math.abs(value(r)) : 0), 0) || 1;
    const [above, below] = fill ? [total(1), total(-1)] : [1, 1];
    let up = 0, down = 0;
    return order.map((r): Row => {
      const y = value(r) / (value(r) < 0 ? below : above);
      const from = y < 0 ? down : up;
      if (y < 0) down += y;
      else up += y;
      return {
        ...r,
        ...(r.xmin === undefined ? { xmin: r.x!, xmax: r.x! } : {}),
        y: from + vjust * y,
        ymin: Math.min(from, from + y),
        ymax: Math.max(from, from + y),
      };
    });
  });
}

function jitter(rows: Row[], width: number, height: number, seed: number): Row[] {
  const chance = new MersenneTwister(seed);
  const draws = (reach: number): number[] =>
    rows.map(() => reach === 0 ? 0 : -reach + 2 * reach * chance.uniform());
  const dx = draws(width), dy = draws(height);
  return rows.map((r, i): Row => ({
    ...r,
    x: r.x! + dx[i]!,
    y: r.y! + dy[i]!,
    ...(r.xmin === undefined ? {} : { xmin: r.xmin + dx[i]!, xmax: r.xmax! + dx[i]! }),
  }));
}

/** Moves the rows of all panels of a layer. */
export function positioned(panels: Row[][], spec: PositionSpec, placing: Placing): Row[][] {
  switch (spec.name) {
    case "identity":
      return panels;
    case "nudge":
      return panels.map((rows) => rows.map((r) => ({ ...r, x: r.x! + spec.x, y: r.y! + spec.y })));
    case "dodge":
      return panels.map((rows) => dodge(rows, spec, placing));
    case "dodge2":
      return panels.map((rows) => dodge2(rows, spec));
    case "stack":
    case "fill":
      return panels.map((rows) => stack(rows, spec, spec.name === "fill"));
    case "jitter":
      return jittered(panels, spec, placing);
    case "jitterdodge":
      return dodgedAndJittered(panels, spec, placing);
  }
}

function reach(panels: Row[][], placing: Placing, key: "x" | "y"): number {
  const values = panels.flat().map((r) => r[key]!);
  return 0.4 * (placing.names[key] ? 1 : resolutionOf(values, false));
}

/** Draws go over all rows of the layer in the order of its data. */
function overAll(panels: Row[][], move: (rows: Row[]) => Row[]): Row[][] {
  const all = panels.flatMap((rows, p) => rows.map((r) => ({ r, p })));
  const order = all.map((_, i) => i).sort((a, b) => all[a]!.r.index! - all[b]!.r.index! || a - b);
  const moved = move(order.map((i) => all[i]!.r));
  const back = new Map(order.map((i, k) => [i, moved[k]!]));
  let i = 0;
  return panels.map((rows) => rows.map(() => back.get(i++)!));
}

function jittered(panels: Row[][], spec: PositionSpec, placing: Placing): Row[][] {
  const width = spec.width ?? reach(panels, placing, "x");
  const height = spec.height ?? reach(panels, placing, "y");
  const seed = spec.seed ?? placing.seed();
  return overAll(panels, (rows) => jitter(rows, width, height, seed));
}

function dodgedAndJittered(panels: Row[][], spec: PositionSpec, placing: Placing): Row[][] {
  const full = spec.x || 0.75;
  const groups = new Set(panels.flat().map((r) => r.group!)).size;
  const width = (spec.width ?? reach(panels, placing, "x")) / 2;
  const seed = spec.seed ?? placing.seed();
  const side = panels.map((rows) =>
    dodge(rows.map((r) => ({ ...r, width: full })), { ...spec, width: full, single: false }, {
      ...placing,
      most: () => groups,
    })
  );
  const bare = side.map((rows) => rows.map(({ xmin: _, xmax: __, ...r }): Row => r as Row));
  return overAll(bare, (rows) => jitter(rows, width, spec.height ?? 0, seed));
}
