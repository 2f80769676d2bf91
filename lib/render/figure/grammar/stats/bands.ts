/**
 * Bands between two heights over a grid: the part of each cell that lies between them, cells together.
 *
 * @module
 */
import type { Grid } from "./contours.ts";

type Point = [number, number];

/** A corner or a place on an edge, with a name that is the same in both cells that have it. */
interface Vertex {
  key: string;
  at: Point;
  z: number;
}

/** The part of a line from a to b at heights from low to high: where it begins, and where it crosses. */
function side(a: Vertex, b: Vertex, low: number, high: number): Vertex[] {
  const out: Vertex[] = a.z >= low && a.z < high ? [a] : [];
  // counted from one end whichever way the side is walked, so that both cells have one place
  const [p, q] = a.key < b.key ? [a, b] : [b, a];
  const crossed = (a.z < b.z ? [low, high] : [high, low]).filter((v) => a.z < v !== b.z < v);
  for (const v of crossed) {
    const t = (v - p.z) / (q.z - p.z);
    const at: Point = [p.at[0] + t * (q.at[0] - p.at[0]), p.at[1] + t * (q.at[1] - p.at[1])];
    out.push({ key: `${p.key}|${q.key}|${v}`, at, z: v });
  }
  return out;
}

function part(corners: readonly Vertex[], low: number, high: number): Vertex[] {
  const all = corners.flatMap((a, i) => side(a, corners[(i + 1) % corners.length]!, low, high));
  return all.filter((v, i) => v.key !== all[(i + 1) % all.length]!.key);
}

/** Whether two opposite corners lie above a height and two below: the cell is a saddle there. */
function isSaddle(c: readonly Vertex[], v: number): boolean {
  const up = c.map((p) => p.z >= v);
  return up[0] === up[2] && up[1] === up[3] && up[0] !== up[1];
}

/** Lines about the places of a grid whose heights lie from `low` to below `high`; holes run the other way. */
export function bandRings({ x, y, z }: Grid, low: number, high: number): Point[][] {
  const next = new Map<string, Map<string, Vertex>>();
  const add = (a: Vertex, b: Vertex): void => {
    // a side that two cells have is none of the band's
    const back = next.get(b.key);
    if (back?.delete(a.key)) return;
    const own = next.get(a.key) ?? new Map<string, Vertex>();
    own.set(b.key, b);
    next.set(a.key, own);
  };
  const places = new Map<string, Vertex>();
  const put = (corners: readonly Vertex[]): void => {
    const ring = part(corners, low, high);
    if (ring.length < 3) return;
    for (const v of ring) places.set(v.key, v);
    ring.forEach((v, i) => add(v, ring[(i + 1) % ring.length]!));
  };
  for (let j = 0; j + 1 < y.length; j++) {
    for (let i = 0; i + 1 < x.length; i++) {
      const at = (k: number, l: number): Vertex => ({
        key: `${k},${l}`,
        at: [x[k]!, y[l]!],
        z: z[l]![k]!,
      });
      const cell = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      if (cell.some((c) => !Number.isFinite(c.z))) continue;
      if (isSaddle(cell, low) || isSaddle(cell, high)) {
        const middle: Vertex = {
          key: `${i},${j}m`,
          at: [(x[i]! + x[i + 1]!) / 2, (y[j]! + y[j + 1]!) / 2],
          z: cell.reduce((s, c) => s + c.z, 0) / 4,
        };
        cell.forEach((c, k) => put([c, cell[(k + 1) % 4]!, middle]));
      } else put(cell);
    }
  }
  const rings: Point[][] = [];
  for (const [start, own] of next) {
    while (own.size > 0) {
      const ring: Point[] = [];
      let key = start;
      for (;;) {
        const after = next.get(key);
        const [to] = after?.values() ?? [];
        if (!to) break;
        after!.delete(to.key);
        ring.push(places.get(key)!.at);
        key = to.key;
        if (key === start) break;
      }
      if (ring.length > 2) rings.push(ring);
    }
  }
  return rings;
}
