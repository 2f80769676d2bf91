/**
 * Things that share a place are moved: beside each other, onto each other, or a little at random.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { Mulberry } from "./chance.ts";
import type { PositionSpec, Row } from "./spec.ts";

function byX(rows: readonly Row[], at: (r: Row) => number): Row[][] {
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
  return r.width ?? (r.xmax !== undefined && r.xmin !== undefined ? r.xmax - r.xmin : 0);
}

/** Beside each other: of n groups at a place each takes an nth of the width. */
function dodge(rows: Row[], spec: PositionSpec): Row[] {
  const preserve = spec.height === 1
    ? greatest(byX(rows, (r) => r.x!).map((own) => new Set(own.map((r) => r.group!)).size), 1)
    : 0;
  return byX(rows, (r) => r.x!).flatMap((own) => {
    const groups = [...new Set(own.map((r) => r.group!))].sort((a, b) => a - b);
    const n = Math.max(preserve, groups.length);
    const full = spec.width ?? greatest(own.map(widthOf));
    return own.map((r): Row => {
      const k = spec.reverse
        ? groups.length - 1 - groups.indexOf(r.group!)
        : groups.indexOf(r.group!);
      const shift = full * ((k + 0.5) / n - 0.5);
      const padded = spec.name === "dodge2" && n > 1 ? 0.9 : 1;
      const half = padded * widthOf(r) / 2 / n;
      return {
        ...r,
        x: r.x! + shift,
        ...(r.xmin === undefined ? {} : { xmin: r.x! + shift - half, xmax: r.x! + shift + half }),
        ...(r.width === undefined ? {} : { width: padded * r.width / n }),
      };
    });
  });
}

/** Onto each other, the last group at the bottom; values below zero go down. */
function stack(rows: Row[], spec: PositionSpec, fill: boolean): Row[] {
  return byX(rows, (r) => r.xmin ?? r.x!).flatMap((own) => {
    const order = [...own].sort((a, b) => spec.reverse ? a.group! - b.group! : b.group! - a.group!);
    const total = order.reduce((s, r) => s + Math.abs(Number.isNaN(r.y!) ? 0 : r.y!), 0) || 1;
    let up = 0, down = 0;
    return order.map((r): Row => {
      const y = (Number.isNaN(r.y!) ? 0 : r.y!) / (fill ? total : 1);
      const from = y < 0 ? down : up;
      if (y < 0) down += y;
      else up += y;
      return { ...r, y: from + y, ymin: Math.min(from, from + y), ymax: Math.max(from, from + y) };
    });
  });
}

function resolutionOf(values: readonly number[]): number {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  let gap = Infinity;
  for (let i = 1; i < sorted.length; i++) gap = Math.min(gap, sorted[i]! - sorted[i - 1]!);
  return gap === Infinity ? 1 : gap;
}

function jitter(
  rows: Row[],
  spec: PositionSpec,
  chance: Mulberry,
  names: { x: boolean; y: boolean },
): Row[] {
  const resolution = (key: "x" | "y") =>
    names[key] ? 1 : Math.min(1, resolutionOf(rows.map((r) => r[key]!)));
  const width = spec.width ?? 0.4 * resolution("x"), height = spec.height ?? 0.4 * resolution("y");
  return rows.map((r) => ({
    ...r,
    x: r.x! + width * (2 * chance.next() - 1),
    y: r.y! + height * (2 * chance.next() - 1),
  }));
}

/** Moves the rows of one panel. */
export function positioned(
  rows: Row[],
  spec: PositionSpec,
  names: { x: boolean; y: boolean },
): Row[] {
  switch (spec.name) {
    case "identity":
      return rows;
    case "nudge":
      return rows.map((r) => ({ ...r, x: r.x! + spec.x, y: r.y! + spec.y }));
    case "dodge":
    case "dodge2":
      return dodge(rows, spec);
    case "stack":
    case "fill":
      return stack(rows, spec, spec.name === "fill");
    case "jitter":
      return jitter(rows, spec, new Mulberry(1), names);
    case "jitterdodge": {
      const groups = new Set(rows.map((r) => r.group!)).size;
      const whole = dodge(rows.map((r) => ({ ...r, width: spec.x || 0.75 })), {
        ...spec,
        width: spec.x || 0.75,
        height: null,
      });
      const width = (spec.width ?? 0.4) / (groups + 2);
      return jitter(whole, { ...spec, width, height: spec.height ?? 0 }, new Mulberry(1), names);
    }
  }
}
