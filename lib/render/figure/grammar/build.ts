/**
 * A picture from what its author asks for: data become rows, statistics and positions change them, scales
 * and panels give them their places and looks.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { type Ends, GEOMS, type Seen } from "./geoms.ts";
import { keysOf } from "./keys.ts";
import { looksOf } from "./looks.ts";
import { arrange, type Arranged } from "./panels.ts";
import { positioned } from "./positions.ts";
import { prepared } from "./preparing.ts";
import { axisOf, IDENTITY, levelsOf, type LookScale, type PositionScale } from "./scales.ts";
import type { Column, LayerSpec, PlotSpec, Row, ScaleSpec } from "./spec.ts";
import { STATS } from "./stats.ts";
import type { LayerMark, LayersFigure, Place } from "./types.ts";

/** Aesthetics that lie along x or y. */
export const POSITIONS = {
  x: ["x", "xmin", "xmax", "xend", "xintercept", "xlower", "xmiddle", "xupper"],
  y: ["y", "ymin", "ymax", "yend", "yintercept", "lower", "middle", "upper"],
} as const;
const ALONG_X: ReadonlySet<string> = new Set(POSITIONS.x);
const ALONG_Y: ReadonlySet<string> = new Set(POSITIONS.y);
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
};

/** Rows with x and y exchanged. */
function swapped(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([k, v]) => [SWAP[k] ?? k, v]));
}

function columnsAlong(plot: PlotSpec, along: ReadonlySet<string>): Column[] {
  return plot.layers.flatMap((l) => [...l.mapped].filter(([a]) => along.has(a)).map(([, c]) => c));
}

function positionScale(plot: PlotSpec, which: "x" | "y"): PositionScale {
  const spec: ScaleSpec = plot.scales.get(which) ?? { kind: "either" };
  const columns = columnsAlong(plot, which === "x" ? ALONG_X : ALONG_Y);
  const names = spec.kind !== "continuous" &&
    (columns[0]?.kind === "names" || columns.some((c) => c.kind === "names") ||
      (spec.kind === "discrete" && columns.length > 0));
  return {
    levels: names ? levelsOf(columns, spec) : null,
    trans: spec.trans ?? IDENTITY,
    time: columns.some((c) => c.kind === "numbers" && c.time === "date") ? "date" : "",
    spec,
  };
}

/** Scales of colours, shapes and the like by aesthetic. */
function lookScales(plot: PlotSpec): Map<string, LookScale> {
  const scales = new Map<string, LookScale>();
  for (const aes of ["colour", "fill", "shape", "size", "linewidth", "linetype", "alpha"]) {
    const columns = plot.layers.flatMap((l) => l.mapped.get(aes) ?? []);
    if (columns.length === 0) continue;
    const spec: ScaleSpec = plot.scales.get(aes) ?? { kind: "either" };
    const names = columns.some((c) => c.kind === "names");
    const values = columns.flatMap((c) => c.kind === "numbers" ? Array.from(c.values) : []).filter(
      Number.isFinite,
    );
    const range: [number, number] = values.length === 0
      ? [0, 1]
      : [least(values), greatest(values)];
    spec.limits?.forEach((l, i) =>
      typeof l === "number" && !Number.isNaN(l) ? range[i as 0 | 1] = l : 0
    );
    scales.set(aes, { aes, levels: names ? levelsOf(columns, spec) : null, range, spec });
  }
  return scales;
}

interface Layered {
  layer: LayerSpec;
  /** Rows by panel. */
  panels: Row[][];
  flipped: boolean;
}

/** Whether a layer lies on its side: its values run along x. */
function isFlipped(layer: LayerSpec, x: PositionScale, y: PositionScale): boolean {
  if (layer.params.orientation === "y") return true;
  const has = (a: string): boolean =>
    layer.mapped.has(a) || layer.fixed.has(a) || layer.after.has(a);
  switch (layer.stat) {
    case "bin":
    case "count":
    case "density":
      return has("y") && !has("x") || has("x") && layer.after.has("x");
    case "boxplot":
    case "ydensity":
    case "summary":
      return y.levels !== null && x.levels === null;
  }
  if (["errorbar", "linerange", "pointrange", "crossbar"].includes(layer.geom)) {
    return has("xmin") && has("xmax") && !has("ymin");
  }
  return layer.geom === "bar" && y.levels !== null && x.levels === null;
}

function computed(
  layered: Layered,
  scales: { x: PositionScale; y: PositionScale },
  ranges: (panel: number) => [number, number],
): Row[][] {
  const { layer, flipped } = layered;
  const stat = STATS[layer.stat]!;
  const along = flipped ? scales.y : scales.x;
  const flat = layered.panels.map((rows) => flipped ? rows.map(swapped) : rows);
  const resolution = along.levels ? 1 : resolutionOf(flat.flat().map((r) => r.x!));
  return flat.map((rows, panel) => {
    const groups = new Map<number, Row[]>();
    for (const r of rows) {
      const own = groups.get(r.group!);
      if (own) own.push(r);
      else groups.set(r.group!, [r]);
    }
    if (layer.stat === "function" && groups.size === 0) groups.set(0, []);
    const out = [...groups].sort((a, b) => a[0] - b[0]).flatMap(([group, own]) => {
      if (layer.stat === "identity") return own;
      const kept = constants(own);
      const needed = own.filter((r) => !Number.isNaN(r.x ?? 0) && !Number.isNaN(r.y ?? 0));
      const made = stat(needed, {
        layer,
        range: ranges(panel),
        names: along.levels !== null,
        resolution,
      });
      return made.map((r): Row => ({ ...kept, group, ...r }));
    });
    if (layer.stat === "ydensity") {
      const most = greatest(out.map((r) => r.density!), 1e-300);
      for (const r of out) r.violinwidth = r.density! / most;
    }
    after(layer, out, flipped);
    return widened(layer, out, resolution);
  });
}

/** What is the same for all rows of a group. */
function constants(rows: readonly Row[]): Row {
  const out: Row = {};
  for (const [name, value] of Object.entries(rows[0] ?? {})) {
    if (ALONG_X.has(name) || ALONG_Y.has(name)) continue;
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

export function resolutionOf(values: readonly number[]): number {
  const sorted = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b);
  let gap = Infinity;
  for (let i = 1; i < sorted.length; i++) gap = Math.min(gap, sorted[i]! - sorted[i - 1]!);
  return gap === Infinity ? 1 : gap;
}

/** Bars, tiles and boxes have a width before they are moved. */
function widened(layer: LayerSpec, rows: Row[], resolution: number): Row[] {
  const given = typeof layer.params.width === "number" ? layer.params.width : null;
  switch (layer.geom) {
    case "bar":
      return rows.map((r): Row => {
        const width = r.width ?? given ?? 0.9 * resolution;
        const xmin = r.xmin ?? r.x! - width / 2, xmax = r.xmax ?? r.x! + width / 2;
        return {
          ...r,
          width: xmax - xmin,
          xmin,
          xmax,
          ymin: Math.min(0, r.y!),
          ymax: Math.max(0, r.y!),
        };
      });
    case "tile": {
      const height = resolutionOf(rows.map((r) => r.y!));
      return rows.map((r): Row => {
        const w = r.width ?? given ?? resolution;
        const h = r.height ??
          (typeof layer.params.height === "number" ? layer.params.height : height);
        return {
          ...r,
          xmin: r.x! - w / 2,
          xmax: r.x! + w / 2,
          ymin: r.y! - h / 2,
          ymax: r.y! + h / 2,
        };
      });
    }
    case "errorbar":
      return rows.map((r) => ({ ...r, width: r.width ?? given ?? 0.5 * resolution }));
    case "crossbar":
      return rows.map((r) => ({ ...r, width: r.width ?? given ?? 0.5 * resolution }));
    case "area":
    case "density":
      return rows.map((r): Row => ({ ...r, ymin: 0, ymax: r.y! }));
    default:
      return rows;
  }
}

/** Values of rows that an axis has to show. */
function shownAlong(rows: readonly Row[], which: "x" | "y"): number[] {
  const out: number[] = [];
  for (const r of rows) {
    for (const name of POSITIONS[which]) {
      const v = r[name];
      if (v !== undefined && Number.isFinite(v)) out.push(v);
    }
    if (which === "x" && r.width !== undefined && r.x !== undefined) {
      out.push(r.x - r.width / 2, r.x + r.width / 2);
    }
    if (which === "x" && r.violinwidth !== undefined) continue;
  }
  return out;
}

/** The picture that an author asks for. */
export function buildLayers(plot: PlotSpec): LayersFigure {
  const x = positionScale(plot, "x"), y = positionScale(plot, "y");
  const looks = lookScales(plot);
  const arranged: Arranged = arrange(plot);
  const layers = plot.layers.map((layer): Layered => ({
    layer,
    panels: prepared(layer, arranged, { x, y }, looks),
    flipped: isFlipped(layer, x, y),
  }));
  const { freeX, freeY } = plot.facet;
  const raw = (which: "x" | "y", panel: number | null): [number, number] => {
    const values = layers.flatMap((l) =>
      l.panels.flatMap((rows, p) => panel === null || p === panel ? shownAlong(rows, which) : [])
    );
    const limits = (which === "x" ? x : y).spec.limits ?? [];
    const trans = (which === "x" ? x : y).trans;
    const at = (i: number, otherwise: number): number =>
      typeof limits[i] === "number" ? trans.to(limits[i]) : otherwise;
    return values.length === 0
      ? [at(0, 0), at(1, 1)]
      : [at(0, least(values)), at(1, greatest(values))];
  };
  const moved = layers.map((l) => {
    const which = l.flipped ? "y" : "x";
    const free = which === "x" ? freeX : freeY;
    const whole = raw(which, null);
    const rows = computed(l, { x, y }, (p) => free ? raw(which, p) : whole);
    const names = {
      x: (l.flipped ? y : x).levels !== null,
      y: (l.flipped ? x : y).levels !== null,
    };
    return rows.map((own) => {
      const out = positioned(own, l.layer.position, names);
      const wide = ["errorbar", "crossbar", "boxplot", "violin"].includes(l.layer.geom)
        ? out.map((r): Row => ({ ...r, xmin: r.x! - r.width! / 2, xmax: r.x! + r.width! / 2 }))
        : out;
      return l.flipped ? wide.map((r): Row => ({ ...swapped(r) })) : wide;
    });
  });
  const ofPanel = (p: number | null, which: "x" | "y"): number[] =>
    moved.flatMap((own, l) =>
      own.flatMap((rows, q) =>
        p === null || p === q
          ? shownAlong(
            rows.map((r) => layers[l]!.flipped || which === "y" ? { ...r, width: NaN } : r),
            which,
          )
          : []
      )
    );
  const axis = (which: "x" | "y", p: number | null) =>
    axisOf(which === "x" ? x : y, ofPanel(p, which), plot.zoom[which], plot.zoom.expand);
  const wholeX = axis("x", null), wholeY = axis("y", null);
  const built = arranged.panels.map((panel, p) => {
    const own = {
      x: freeX ? axis("x", panel.sharesX ?? p) : wholeX,
      y: freeY ? axis("y", panel.sharesY ?? p) : wholeY,
    };
    const ends: Ends = { x: own.x.domain, y: own.y.domain };
    const marks = moved.flatMap((rows, l) => drawn(layers[l]!, rows[p]!, ends, looks));
    const [ax, ay] = plot.flip ? [own.y, own.x] : [own.x, own.y];
    return {
      row: panel.row,
      column: panel.column,
      top: plot.theme.noStrips ? "" : panel.top,
      right: plot.theme.noStrips ? "" : panel.right,
      x: { ...ax, shown: !(plot.theme.hideX) && ax.shown },
      y: { ...ay, shown: !(plot.theme.hideY) && ay.shown },
      marks: plot.flip ? marks.map(turned) : marks,
    };
  });
  const word = (name: string): string => plot.labels.get(name) ?? "";
  const [wx, wy] = plot.flip ? [word("y"), word("x")] : [word("x"), word("y")];
  return {
    figure: "layers",
    title: word("title"),
    subtitle: word("subtitle"),
    caption: word("caption"),
    x: plot.theme.noTitleX ? "" : wx,
    y: plot.theme.noTitleY ? "" : wy,
    panels: built,
    keys: plot.theme.keys === "none" ? [] : keysOf(plot, looks),
    keysAt: plot.theme.keys === "none" ? "top" : plot.theme.keys,
    ratio: plot.ratio,
    angle: plot.theme.angle,
    grid: plot.theme.grid,
    table: plot.table.map(({ name, column }) =>
      column.kind === "numbers"
        ? {
          name,
          numbers: Array.from(column.values, (v) => Number.isFinite(v) ? v : null),
          texts: null,
        }
        : { name, numbers: null, texts: Array.from(column.codes, (c) => column.levels[c] ?? null) }
    ),
  };
}

function drawn(
  { layer, flipped }: Layered,
  rows: readonly Row[],
  ends: Ends,
  looks: ReadonlyMap<string, LookScale>,
): LayerMark[] {
  const lying = flipped ? rows.map(swapped) : rows;
  const seen: Seen[] = lying.map((row) => looksOf(layer, row, looks));
  const own = flipped ? { x: ends.y, y: ends.x } : ends;
  const marks = GEOMS[layer.geom]!(seen, layer, own);
  return flipped ? marks.map(turned) : marks;
}

/** A mark with x and y exchanged. */
function turned(mark: LayerMark): LayerMark {
  const turn = ([a, b]: Place): Place => [b, a];
  switch (mark.mark) {
    case "points":
    case "texts":
      return { ...mark, at: mark.at.map(turn) };
    case "lines":
      return { ...mark, lines: mark.lines.map((l) => l.map(turn)) };
    case "areas":
      return { ...mark, areas: mark.areas.map((l) => l.map(turn)) };
  }
}
