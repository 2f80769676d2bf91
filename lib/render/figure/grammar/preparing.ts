/**
 * Rows of a layer by panel, in numbers: names as their places, numbers on the scale of their axis.
 *
 * @module
 */
import { type Arranged, valuesOf } from "./panels.ts";
import type { LookScale, PositionScale } from "./scales.ts";
import type { Column, LayerSpec, Row } from "./spec.ts";

const X = new Set(["x", "xmin", "xmax", "xend", "xintercept"]);
const Y = new Set(["y", "ymin", "ymax", "yend", "yintercept", "lower", "middle", "upper"]);

/** Aesthetics that shapes are made of. */
const OF_ROWS = new Set(["slope", "intercept", "width", "height", "weight", "angle", "radius"]);

/** A column as places: from 1 for names. */
function places(column: Column, levels: readonly string[] | null): (i: number) => number {
  if (column.kind === "numbers") {
    if (!levels) return (i) => column.values[i]!;
    const at = new Map(levels.map((l, k) => [l, k + 1]));
    // names at whole numbers: a number among them keeps its place
    return (i) => at.get(String(column.values[i])) ?? column.values[i]!;
  }
  if (!levels) return (i) => Number(column.levels[column.codes[i]!]);
  const at = new Map(levels.map((l, k) => [l, k + 1]));
  const codes = column.levels.map((l) => at.get(l) ?? NaN);
  return (i) => codes[column.codes[i]!] ?? NaN;
}

/** Rows of each panel. */
export function prepared(
  layer: LayerSpec,
  arranged: Arranged,
  scales: { x: PositionScale; y: PositionScale },
  looks: ReadonlyMap<string, LookScale>,
): Row[][] {
  const readers: [string, (i: number) => number][] = [];
  const grouping: ((i: number) => number)[] = [];
  const limit = (scale: PositionScale, v: number): number => {
    const [low, high] = scale.spec.limits ?? [];
    if (scale.levels || scale.spec.keep) return v;
    if (scale.spec.squish) {
      return Math.min(
        typeof high === "number" ? high : Infinity,
        Math.max(typeof low === "number" ? low : -Infinity, v),
      );
    }
    return (typeof low === "number" && v < Math.min(low, typeof high === "number" ? high : low)) ||
        (typeof high === "number" && v > Math.max(high, typeof low === "number" ? low : high))
      ? NaN
      : v;
  };
  const still = layer.stat === "identity" && layer.position.name === "identity";
  let lost = 0;
  for (const [aes, column] of layer.mapped) {
    const scale = X.has(aes) ? scales.x : Y.has(aes) ? scales.y : null;
    const read = places(column, scale ? scale.levels : looks.get(aes)?.levels ?? null);
    if (scale) {
      readers.push([aes, (i) => {
        const v = read(i), out = scale.trans.to(limit(scale, v));
        // what an author puts at infinity stands at the edge
        if (still && (v === Infinity || v === -Infinity)) return scale.trans.to(v);
        if (!Number.isFinite(out)) lost++;
        return Number.isFinite(out) ? out : NaN;
      }]);
    } else if (aes !== "group" && aes !== "label") {
      const trans = looks.get(aes)?.trans;
      const plain = !trans || column.kind === "names" || trans.name === "identity";
      readers.push([aes, plain ? read : (i) => trans.to(read(i))]);
    }
    if (column.kind === "names" && aes !== "label" && !layer.mapped.has("group")) {
      grouping.push((i) => column.codes[i]!);
    }
    if (aes === "group") {
      grouping.push(column.kind === "names" ? (i) => column.codes[i]! : (i) => column.values[i]!);
    }
  }
  for (const [aes, value] of layer.fixed) {
    const scale = X.has(aes) ? scales.x : Y.has(aes) ? scales.y : null;
    if (scale) {
      const at = typeof value === "number"
        ? scale.trans.to(value)
        : (scale.levels?.indexOf(value) ?? -1) + 1;
      readers.push([aes, () => at]);
    } else if (typeof value === "number" && OF_ROWS.has(aes)) readers.push([aes, () => value]);
  }
  let rows: Row[] = Array.from({ length: layer.n }, (_, i) => {
    const row: Row = { index: i };
    for (const [name, read] of readers) row[name] = read(i);
    return row;
  });
  for (const [aes, { spec }] of looks) {
    if (!spec.untranslated || !layer.mapped.has(aes)) continue;
    const there = rows.filter((r) => !Number.isNaN(r[aes]!));
    lost += rows.length - there.length;
    rows = there;
  }
  // a group that is set is one group
  group(rows, layer.fixed.has("group") && !layer.mapped.has("group") ? [] : grouping);
  if (lost > 0 && layer.geom !== "blank") {
    layer.note(
      "rows-left-out",
      `${lost} value${lost === 1 ? "" : "s"} missing or outside the limits: left out of the figure`,
    );
  }
  return byPanel(layer, arranged, rows);
}

/** Groups are numbered in the order of their values, the first variable changing slowest. */
function group(rows: Row[], by: readonly ((i: number) => number)[]): void {
  const keys = rows.map((r) => by.map((f) => f(r.index!)));
  const distinct = [...new Map(keys.map((k) => [k.join(" "), k])).values()].sort((a, b) => {
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
    return 0;
  });
  const numbers = new Map(distinct.map((k, i) => [k.join(" "), by.length === 0 ? 0 : i + 1]));
  rows.forEach((r, i) => r.group = numbers.get(keys[i]!.join(" ")) ?? 0);
}

function byPanel(layer: LayerSpec, { panels }: Arranged, rows: Row[]): Row[][] {
  if (panels.length === 1 && panels[0]!.values.length === 0) return [rows];
  const keys = rows.map((r) => valuesOf(layer, r.index!));
  return panels.map(({ values }) =>
    rows.filter((_, i) =>
      keys[i]!.length === 0 ||
      keys[i]!.every((v, k) =>
        v === null && layer.facets[k] === null || values[k] === null || v === values[k]
      )
    )
      .map((r) => ({ ...r }))
  );
}
