/**
 * A picture from what its author asks for: computed rows become marks on panels with axes and keys.
 *
 * @module
 */
import { axisOf } from "./axes.ts";
import { type Built, compute, type Computed, swapped, valuesAlong } from "./computing.ts";
import { GEOMS } from "./geoms.ts";
import type { Ends, Seen } from "./geoms/marks.ts";
import { keysOf } from "./keys.ts";
import { looksOf } from "./looks.ts";
import type { LookScale } from "./scales.ts";
import type { PlotSpec, Row } from "./spec.ts";
import { aboutMiddle, polarAxis } from "./polar.ts";
import { coordinated } from "./transforming.ts";
import type { LayerAxis, LayerMark, LayerPanel, LayersFigure, Place } from "./types.ts";

/** Axes of a panel. */
export interface PanelAxes {
  x: LayerAxis;
  y: LayerAxis;
}

/** Axes of each panel: one for all, or one for those that share it. */
export function axesOf(plot: PlotSpec, built: Built): PanelAxes[] {
  const { freeX, freeY, kind } = plot.facet;
  const { panels } = built.arranged;
  const of = (which: "x" | "y"): LayerAxis[] => {
    const free = which === "x" ? freeX : freeY;
    const known = new Map<string, LayerAxis>();
    return panels.map((panel, p) => {
      // in a grid the panels of a column share their x, those of a row their y
      const shared = !free
        ? "all"
        : kind === "grid"
        ? String(which === "x" ? panel.column : panel.row)
        : String(p);
      const found = known.get(shared);
      if (found) return found;
      const own = !free
        ? null
        : kind === "grid"
        ? panels.flatMap((q, i) =>
          (which === "x" ? q.column === panel.column : q.row === panel.row) ? [i] : []
        )
        : [p];
      const levels = free ? built.panelLevels[which]?.[p] : undefined;
      const scale = levels ? { ...built[which], levels } : built[which];
      const axis = axisOf(
        scale,
        valuesAlong(built, which, own),
        plot.zoom[which],
        plot.zoom.expand,
      );
      known.set(shared, axis);
      return axis;
    });
  };
  const [xs, ys] = [of("x"), of("y")];
  return panels.map((_, p) => ({ x: xs[p]!, y: ys[p]! }));
}

/** The picture that an author asks for. */
export function buildLayers(plot: PlotSpec): LayersFigure {
  const built = compute(plot);
  const { theme, facet, polar } = plot;
  const level = (which: "x" | "y"): number | null => built[which].levels?.length ?? null;
  const axes = polar
    ? axesOf(plot, built).map(({ x, y }) => ({
      x: polarAxis(x, level("x"), polar.theta === "x"),
      y: polarAxis(y, level("y"), polar.theta === "y"),
    }))
    : axesOf(plot, built);
  // heights of dots on each other are no numbers
  const piled = plot.layers.every((l) => l.geom === "dotplot" && l.params.binaxis !== "y");
  const strip = (text: string): string => theme.noStrips ? "" : text;
  const beside = (text: string): string => theme.noStripsBeside ? "" : text;
  const hidden = (which: "x" | "y"): boolean => plot.scales.get(which)?.hidden === true;
  const [noX, noY] = plot.flip ? [hidden("y"), hidden("x")] : [hidden("x"), hidden("y")];
  const panels = built.arranged.panels.map((panel, p): LayerPanel => {
    const own = axes[p]!;
    const ends: Ends = { x: own.x.domain, y: own.y.domain };
    const marks = built.layers.flatMap((l) => drawn(l, l.panels[p]!, ends, built.looks));
    const [ax, ay] = plot.flip ? [own.y, own.x] : [own.x, own.y];
    const placed: LayerPanel = {
      row: panel.row,
      column: panel.column,
      top: strip(panel.top),
      right: beside(panel.right),
      ...(panel.bottom ? { bottom: strip(panel.bottom) } : {}),
      ...(panel.left ? { left: beside(panel.left) } : {}),
      x: { ...ax, shown: ax.shown && !theme.hideX && !noX },
      y: { ...ay, shown: ay.shown && !theme.hideY && !noY && !piled },
      marks: plot.flip ? marks.map(turned) : marks,
    };
    if (polar) {
      const shows = { grid: theme.grid, x: placed.x.shown, y: placed.y.shown };
      return aboutMiddle(placed, polar, shows);
    }
    return plot.bent ? coordinated(placed, plot.bent) : placed;
  });
  const word = (name: string): string => plot.labels.get(name) ?? "";
  const near = (which: "x" | "y"): string => built[which].spec.across ? "" : word(which);
  // the words of an angle stand below the circle, those of a distance beside it
  const turnedRound = plot.flip !== (polar?.theta === "y");
  const [wx, wy] = turnedRound ? [near("y"), near("x")] : [near("x"), near("y")];
  const across = (which: "x" | "y"): string => {
    const { second, across: moved } = built[which].spec;
    if (moved) return word(which);
    return !second ? "" : second.name === undefined ? word(which) : second.name ?? "";
  };
  const [x2, y2] = plot.flip ? [across("y"), across("x")] : [across("x"), across("y")];
  const [freeX, freeY] = plot.flip ? [facet.freeY, facet.freeX] : [facet.freeX, facet.freeY];
  return {
    figure: "layers",
    title: theme.noTitle ? "" : word("title"),
    subtitle: theme.noSubtitle ? "" : word("subtitle"),
    caption: theme.noCaption ? "" : word("caption"),
    ...(word("tag") && !theme.noTag ? { tag: word("tag") } : {}),
    x: theme.noTitleX ? "" : wx,
    y: theme.noTitleY ? "" : wy,
    ...(x2 ? { x2 } : {}),
    ...(y2 ? { y2 } : {}),
    panels,
    shares: facet.kind === "grid"
      ? { x: true, y: true, grid: true }
      : { x: !freeX, y: !freeY, grid: false },
    ...spaces(plot, built, axes),
    keys: theme.keys === "none" ? [] : keysOf(plot, built),
    keysAt: theme.keys === "none" ? "top" : theme.keys,
    ...(theme.keysOn ? { keysOn: theme.keysOn } : {}),
    ratio: polar ? 1 : plot.ratio,
    ...(theme.aspect ? { aspect: theme.aspect } : {}),
    angle: theme.angle ?? plot.scales.get(plot.flip ? "y" : "x")?.guide?.angle ?? null,
    grid: theme.grid && !polar,
    ...(theme.bare || polar ? { bare: true } : {}),
    ...(theme.border && !polar ? { border: true } : {}),
    ...(theme.titleAt ? { titleAt: theme.titleAt } : {}),
    ...(theme.subtitleAt ? { subtitleAt: theme.subtitleAt } : {}),
    ...(theme.captionAt === undefined ? {} : { captionAt: theme.captionAt }),
    ...(theme.keysBy ? { keysBy: theme.keysBy } : {}),
    ...(theme.stripsLevel ? { stripsLevel: true } : {}),
    ...(theme.gapX === undefined ? {} : { gapX: theme.gapX }),
    ...(theme.gapY === undefined ? {} : { gapY: theme.gapY }),
    ...(theme.noGridX
      ? { gridAlong: "y" as const }
      : theme.noGridY
      ? { gridAlong: "x" as const }
      : {}),
    table: tableOf(plot),
  };
}

function tableOf(plot: PlotSpec): LayersFigure["table"] {
  return plot.table.map(({ name, column }) =>
    column.kind === "numbers"
      ? {
        name,
        numbers: Array.from(column.values, (v) => Number.isFinite(v) ? v : null),
        texts: null,
      }
      : { name, numbers: null, texts: Array.from(column.codes, (c) => column.levels[c] ?? null) }
  );
}

/** Widths and heights of panels that follow their ranges. */
function spaces(
  { facet, flip }: PlotSpec,
  { arranged }: Built,
  axes: readonly PanelAxes[],
): Pick<LayersFigure, "widths" | "heights"> {
  const along = (which: "x" | "y"): number[] => {
    const out: number[] = [];
    arranged.panels.forEach((panel, p) => {
      const [a, b] = axes[p]![which].domain;
      out[which === "x" ? panel.column : panel.row] = b - a;
    });
    return out;
  };
  const widths = facet.spaceX ? along("x") : null, heights = facet.spaceY ? along("y") : null;
  const [w, h] = flip ? [heights, widths] : [widths, heights];
  return { ...(w ? { widths: w } : {}), ...(h ? { heights: h } : {}) };
}

function drawn(
  { layer, flipped }: Computed,
  rows: readonly Row[],
  ends: Ends,
  looks: ReadonlyMap<string, LookScale>,
): LayerMark[] {
  const ended = rows.map((row) => atEnds(row, ends));
  const lying = flipped ? ended.map(swapped) : ended;
  const seen: Seen[] = lying.map((row) => looksOf(layer, row, looks));
  const own = flipped ? { x: ends.y, y: ends.x } : ends;
  const marks = GEOMS[layer.geom]!(seen, layer, own);
  return flipped ? marks.map(turned) : marks;
}

const ALONG_X = /^x(min|max|end|intercept)?$/;

/** A row that lies at infinity lies at the edge of its panel. */
function atEnds(row: Row, { x, y }: Ends): Row {
  let out = row;
  for (const name in row) {
    const v = row[name];
    if (v !== Infinity && v !== -Infinity) continue;
    if (!/^[xy](min|max|end|intercept)?$/.test(name)) continue;
    if (out === row) out = { ...row };
    out[name] = (ALONG_X.test(name) ? x : y)[v > 0 ? 1 : 0];
  }
  return out;
}

/** A mark with x and y exchanged. */
export function turned(mark: LayerMark): LayerMark {
  const turn = ([a, b]: Place): Place => [b, a];
  switch (mark.mark) {
    case "points":
    case "texts":
      return { ...mark, at: mark.at.map(turn) };
    case "lines":
      return { ...mark, lines: mark.lines.map((l) => l.map(turn)) };
    case "areas":
      return { ...mark, areas: mark.areas.map((l) => l.map(turn)) };
    case "dots":
      return { ...mark, along: mark.along === "x" ? "y" : "x" };
  }
}
