/**
 * Areas that lie on each other share their places along x: what lies between is interpolated.
 *
 * @module
 */
import { least } from "../../../../lists.ts";
import type { Row, StatContext } from "../spec.ts";

/** The value of a line at a place; NaN beyond its ends. */
function between(x: readonly number[], y: readonly number[], at: number): number {
  if (at < x[0]! || at > x.at(-1)!) return NaN;
  let k = 1;
  while (k < x.length - 1 && at > x[k]!) k++;
  if (x.length === 1) return y[0]!;
  const t = (at - x[k - 1]!) / (x[k]! - x[k - 1]!);
  return y[k - 1]! + t * (y[k]! - y[k - 1]!);
}

/** Rows of groups at the places of all of them, with zero at both ends. */
export function aligned(groups: readonly [number, Row[]][], _: StatContext): Row[] {
  const places = new Set<number>();
  for (const [, rows] of groups) {
    const sorted = [...rows].sort((a, b) => a.x! - b.x!);
    sorted.forEach((r, i) => {
      places.add(r.x!);
      const next = sorted[i + 1];
      // where a line crosses zero it is neither above nor below
      if (next && r.y! * next.y! < 0) places.add(r.x! - r.y! * (next.x! - r.x!) / (next.y! - r.y!));
    });
  }
  const all = [...places].sort((a, b) => a - b);
  if (all.length < 2) return groups.flatMap(([, rows]) => rows);
  const span = all.at(-1)! - all[0]!;
  const gap = least(all.slice(1).map((v, i) => v - all[i]!));
  const step = Math.min(span * 0.001, gap / 3);
  const wide = [...new Set(all.flatMap((v) => [v - step, v, v + step]))].sort((a, b) => a - b);
  return groups.flatMap(([group, rows]) => {
    const sorted = [...rows].sort((a, b) => a.x! - b.x!);
    const xs = sorted.map((r) => r.x!), ys = sorted.map((r) => r.y!);
    const inner = wide.filter((v) => v >= xs[0]! && v <= xs.at(-1)!);
    const kept: Row = { ...sorted[0]!, group };
    return [
      { ...kept, x: xs[0]! - step, y: 0, pad: 1 },
      ...inner.map((x): Row => ({ ...kept, x, y: between(xs, ys, x), pad: 0 })),
      { ...kept, x: xs.at(-1)! + step, y: 0, pad: 1 },
    ];
  });
}
