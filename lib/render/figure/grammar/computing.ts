/**
 * Rows of each layer as they are drawn: data on their scales, changed by statistics and positions.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { arrange, type Arranged } from "./panels.ts";
import { mostAt, positioned } from "./positions.ts";
import { prepared } from "./preparing.ts";
import { type LookScale, lookScales, type PositionScale, positionScale } from "./scales.ts";
import type { LayerSpec, PlotSpec, Row, StatContext } from "./spec.ts";
import { STATS } from "./stats.ts";
import { aligned } from "./stats/align.ts";
import { ridges } from "./stats/ridges.ts";
import { violinWidths } from "./stats/densities.ts";
import { resolutionOf, type Whole, widened } from "./widths.ts";

const SWAP: Readonly<Record<string, string>> = {
  x: "y",
  xmin: "ymin",
  xmax: "ymax",
  xend: "yend",
  xintercept: "yintercept",
  y: "x",
  ymin: "xmin",
  ymax: "xmax",
  yend: "xend",
  yintercept: "xintercept",
  lower: "xlower",
  middle: "xmiddle",
  upper: "xupper",
  xlower: "lower",
  xmiddle: "middle",
  xupper: "upper",
};

/** Names of positions along each axis. */
const ALONG = {
  x: ["x", "xmin", "xmax", "xend", "xintercept", "xlower", "xmiddle", "xupper"],
  y: ["y", "ymin", "ymax", "yend", "yintercept", "lower", "middle", "upper"],
} as const;
const POSITIONS = new Set<string>([...ALONG.x, ...ALONG.y]);

/** Rows with x and y exchanged. */
export function swapped(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([k, v]) => [SWAP[k] ?? k, v]));
}

/** A layer and its rows by panel. */
export interface Computed {
  layer: LayerSpec;
  panels: Row[][];
  /** Its rows lie on their side: what its geometry calls x runs along y. */
  flipped: boolean;
}

/** A picture before it is drawn. */
export interface Built {
  x: PositionScale;
  y: PositionScale;
  looks: Map<string, LookScale>;
  arranged: Arranged;
  layers: Computed[];
  /** Names along an axis of each panel, where axes are free; null where they are not. */
  panelLevels: { x: string[][] | null; y: string[][] | null };
}

/** Whether a layer lies on its side: its values run along x. */
function isFlipped(layer: LayerSpec, x: PositionScale, y: PositionScale): boolean {
  if (layer.params.orientation === "y") return true;
  if (layer.params.orientation === "x") return false;
  const has = (a: string): boolean =>
    layer.mapped.has(a) || layer.fixed.has(a) || layer.after.has(a);
  switch (layer.stat) {
    case "bin":
    case "count":
    case "density":
      return has("y") && !has("x") && !layer.after.has("y") || layer.after.has("x");
    case "boxplot":
    case "ydensity":
    case "summary":
      return y.levels !== null && x.levels === null;
  }
  if (["errorbar", "linerange", "pointrange", "crossbar", "ribbon"].includes(layer.geom)) {
    return has("xmin") && has("xmax") && !has("ymin");
  }
  return layer.geom === "bar" && y.levels !== null && x.levels === null;
}

/** What is the same for all rows of a group. */
function constants(rows: readonly Row[]): Row {
  const out: Row = {};
  for (const [name, value] of Object.entries(rows[0] ?? {})) {
    if (POSITIONS.has(name)) continue;
    if (rows.every((r) => Object.is(r[name], value))) out[name] = value;
  }
  return out;
}

/** Aesthetics that are made of what the statistic gave. */
function after(layer: LayerSpec, rows: Row[], flipped: boolean): void {
  if (layer.after.size === 0 || rows.length === 0) return;
  const names = new Set(rows.flatMap((r) => Object.keys(r)));
  const made = new Map([...names].map((n) => [n, rows.map((r) => r[n] ?? NaN)]));
  for (const [aes, of] of layer.after) {
    const values = of(made);
    const own = flipped ? SWAP[aes] ?? aes : aes;
    rows.forEach((r, i) => r[own] = values[values.length === 1 ? 0 : i] ?? NaN);
  }
}

/** Statistics that take rows without x and y. */
const OF_SAMPLES = new Set(["qq", "qqline"]);

function statistics(
  layer: LayerSpec,
  flat: Row[][],
  context: (panel: number) => Omit<StatContext, "layer">,
): Row[][] {
  const stat = STATS[layer.stat]!;
  return flat.map((rows, panel) => {
    if (layer.stat === "identity") return rows;
    const groups = new Map<number, Row[]>();
    for (const r of rows) {
      const own = groups.get(r.group!);
      if (own) own.push(r);
      else groups.set(r.group!, [r]);
    }
    if (layer.stat === "function" && groups.size === 0) groups.set(0, []);
    const around = { layer, ...context(panel) };
    const sorted = [...groups].sort((a, b) => a[0] - b[0]);
    if (layer.stat === "align") return aligned(sorted, around);
    if (layer.stat === "ridges") return ridges(sorted, around);
    const out = sorted.flatMap(([group, own]) => {
      const kept = constants(own);
      const needed = OF_SAMPLES.has(layer.stat)
        ? own
        : own.filter((r) => !Number.isNaN(r.x ?? 0) && !Number.isNaN(r.y ?? 0));
      if (needed.length === 0 && own.length > 0) return [];
      return stat(needed, around).map((r): Row => ({ ...kept, group, ...r }));
    });
    if (layer.stat === "ydensity") violinWidths(out, layer);
    return out;
  });
}

function isWhole(layer: LayerSpec, scale: PositionScale, name: "x" | "y"): boolean {
  if (scale.levels) return true;
  const column = layer.mapped.get(name);
  return column?.kind === "numbers" && column.whole === true && scale.trans.name === "identity";
}

/** Values of rows that an axis has to show. */
function shownAlong(rows: readonly Row[], which: "x" | "y"): number[] {
  const out: number[] = [];
  for (const r of rows) {
    for (const name of ALONG[which]) {
      const v = r[name];
      if (v !== undefined && Number.isFinite(v)) out.push(v);
    }
  }
  return out;
}

/** Range of each scale over a picture or one of its panels, limits counted. */
function ranges(layers: readonly Computed[], scales: { x: PositionScale; y: PositionScale }) {
  return (which: "x" | "y", panel: number | null): [number, number] => {
    const { spec, trans } = scales[which];
    const values = layers.flatMap((l) =>
      l.panels.flatMap((rows, p) => panel === null || p === panel ? shownAlong(rows, which) : [])
    );
    const limits = spec.limits ?? [];
    const at = (i: number, otherwise: number): number =>
      typeof limits[i] === "number" ? trans.to(limits[i]) : otherwise;
    const [a, b] = values.length === 0
      ? [at(0, 0), at(1, 1)]
      : [at(0, least(values)), at(1, greatest(values))];
    return a <= b ? [a, b] : [b, a];
  };
}

/** Rows of all layers, computed and moved. */
export function compute(plot: PlotSpec): Built {
  const x = positionScale(plot, "x"), y = positionScale(plot, "y");
  const looks = lookScales(plot);
  const arranged = arrange(plot);
  const scales = { x, y };
  const raw = plot.layers.map((layer): Computed => ({
    layer,
    panels: prepared(layer, arranged, scales, looks),
    flipped: isFlipped(layer, x, y),
  }));
  const panelLevels = {
    x: plot.facet.freeX ? ownNames(plot, arranged, raw, x, "x") : null,
    y: plot.facet.freeY ? ownNames(plot, arranged, raw, y, "y") : null,
  };
  const range = ranges(raw, scales);
  const layers = raw.map(({ layer, panels, flipped }): Computed => {
    const [first, second] = flipped ? ["y", "x"] as const : ["x", "y"] as const;
    const free = { x: plot.facet.freeX, y: plot.facet.freeY };
    const flat = panels.map((rows) => flipped ? rows.map(swapped) : rows);
    const whole: Whole = {
      x: isWhole(layer, scales[first], first),
      y: isWhole(layer, scales[second], second),
    };
    const names = { x: scales[first].levels !== null, y: scales[second].levels !== null };
    let resolution: number | null = null;
    const made = statistics(layer, flat, (p) => ({
      range: range(first, free[first] ? p : null),
      other: range(second, free[second] ? p : null),
      names: names.x,
      get resolution() {
        return resolution ??= whole.x ? 1 : resolutionOf(flat.flat().map((r) => r.x!), true);
      },
    }));
    for (const rows of made) after(layer, rows, flipped);
    const wide = made.map((rows) => widened(layer, rows, whole));
    const moved = positioned(wide, layer.position, {
      names: { x: whole.x, y: whole.y },
      most: () => greatest(wide.map(mostAt), 1),
      seed: layer.seed ?? (() => 1),
    });
    const standing = flipped ? moved.map((rows) => rows.map(swapped)) : moved;
    return { layer, flipped, panels: withinLimits(layer, standing, scales) };
  });
  for (const { layer, panels } of layers) trainLate(layer, panels, looks);
  return { x, y, looks, arranged, layers, panelLevels };
}

/** Names that occur on each panel stand at 1, 2, … there; rows are moved accordingly. */
function ownNames(
  plot: PlotSpec,
  { panels }: Arranged,
  layers: readonly Computed[],
  { levels }: PositionScale,
  which: "x" | "y",
): string[][] | null {
  if (!levels) return null;
  const share = (p: number): string =>
    plot.facet.kind !== "grid"
      ? String(p)
      : String(which === "x" ? panels[p]!.column : panels[p]!.row);
  const used = new Map<string, Set<number>>();
  panels.forEach((_, p) => {
    const own = used.get(share(p)) ?? new Set<number>();
    for (const { panels: rows } of layers) {
      for (const r of rows[p]!) if (Number.isInteger(r[which])) own.add(r[which]!);
    }
    used.set(share(p), own);
  });
  return panels.map((_, p) => {
    const codes = [...used.get(share(p))!].sort((a, b) => a - b);
    const place = new Map(codes.map((c, i) => [c, i + 1]));
    for (const { panels: rows } of layers) {
      for (const r of rows[p]!) {
        for (const name of ALONG[which]) {
          const v = r[name];
          if (v !== undefined && place.has(v)) r[name] = place.get(v)!;
        }
      }
    }
    return codes.map((c) => levels[c - 1] ?? "");
  });
}

/** What statistics and positions made is held to the limits of the axes as the data are. */
function withinLimits(
  layer: LayerSpec,
  panels: Row[][],
  scales: { x: PositionScale; y: PositionScale },
): Row[][] {
  let out = panels, lost = 0;
  for (const which of ["x", "y"] as const) {
    const { spec, trans, levels } = scales[which];
    if (levels || spec.keep || !spec.limits) continue;
    const [a, b] = spec.limits.map((l) => typeof l === "number" ? trans.to(l) : NaN);
    const ends = [a, b].filter((v) => v !== undefined && !Number.isNaN(v));
    const low = ends.length === 2 ? Math.min(a!, b!) : Number.isNaN(a) ? -Infinity : a!;
    const high = ends.length === 2 ? Math.max(a!, b!) : Number.isNaN(b) ? Infinity : b!;
    const room = 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1e-300);
    out = out.map((rows) =>
      rows.map((r): Row => {
        const row = { ...r };
        for (const name of ALONG[which]) {
          const v = row[name];
          if (v === undefined || !Number.isFinite(v) || v >= low - room && v <= high + room) {
            continue;
          }
          row[name] = spec.squish ? Math.min(high, Math.max(low, v)) : NaN;
          if (!spec.squish) lost++;
        }
        return row;
      })
    );
  }
  if (lost > 0 && layer.geom !== "blank") {
    layer.note(
      "rows-left-out",
      `What reaches beyond the limits is left out of the figure, as in R: coord_cartesian() shows a part of it all`,
    );
  }
  return out;
}

/** Scales of looks that show what statistics made. */
function trainLate(
  layer: LayerSpec,
  panels: readonly Row[][],
  looks: Map<string, LookScale>,
): void {
  for (const aes of layer.after.keys()) {
    const scale = looks.get(aes);
    if (!scale || scale.levels) continue;
    const values = panels.flat().map((r) => r[aes] ?? NaN).filter(Number.isFinite);
    if (values.length === 0) continue;
    if (!scale.trained) scale.range = [least(values), greatest(values)];
    else {
      scale.range = [
        Math.min(scale.range[0], least(values)),
        Math.max(scale.range[1], greatest(values)),
      ];
    }
    scale.trained = true;
  }
}

/** Values that an axis shows, of one panel or of all. */
export function valuesAlong(
  built: Built,
  which: "x" | "y",
  panels: readonly number[] | null,
): number[] {
  return built.layers.flatMap(({ panels: own }) =>
    own.flatMap((rows, p) => panels === null || panels.includes(p) ? shownAlong(rows, which) : [])
  );
}
