/**
 * Where the panels of a picture in layers lie, and which of them have the texts of axes.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import type { LayerAxis, LayerPanel, LayersFigure } from "../grammar/types.ts";
import { textWidth } from "../shapes.ts";

/** Size of the texts of axes. */
export const SMALL = 13;
const GAP = 16;
const STRIP = 22;
/** Height of a second line of the words above a panel. */
export const STRIP_LINE = 14;

/** A panel with the room about it. */
export interface Placed {
  panel: LayerPanel;
  x: number;
  y: number;
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Whether the texts of its axes are written. */
  shows: { x: boolean; y: boolean; x2: boolean; y2: boolean };
  slant: number;
}

/** Panels side by side go below each other where there is no room. */
function wrapped(figure: LayersFigure, width: number): LayerPanel[] {
  const columns = greatest(figure.panels.map((p) => p.column), 0) + 1;
  const fits = Math.max(1, Math.floor(width / 140));
  const grid = figure.shares?.grid ??
    (figure.panels.some((p) => p.right !== "") ||
      figure.panels.some((p) => p.row > 0 && p.top === ""));
  if (columns <= fits || grid) return figure.panels;
  const { panels } = figure, rows = Math.ceil(panels.length / fits);
  const upwards = panels[0]!.row > panels.at(-1)!.row;
  return panels.map((p, i) => {
    const line = Math.floor(i / fits);
    return { ...p, row: upwards ? rows - 1 - line : line, column: i % fits };
  });
}

function widest(texts: readonly string[]): number {
  return greatest(texts.map((t) => textWidth(t, SMALL)), 0);
}

/** Width of the words of a panel, whose bold letters are wider. */
export const stripWidth = (text: string): number => 1.12 * textWidth(text, SMALL);

/** The words above a panel, in two lines where one is too narrow and they have a place to break. */
export function foldedStrip(text: string, width: number): string[] {
  if (stripWidth(text) <= width) return [text];
  const pieces = text.split(/(?<=[ ._,:/-])(?=.)/);
  let best: string[] = [text], most = Infinity;
  for (let k = 1; k < pieces.length; k++) {
    const lines = [pieces.slice(0, k), pieces.slice(k)].map((p) => p.join("").trimEnd());
    const own = greatest(lines.map(stripWidth));
    if (own < most) [best, most] = [lines, own];
  }
  return best;
}

const written = (ticks: LayerAxis["ticks"] | undefined): string[] =>
  (ticks ?? []).map((t) => t.text).filter((t) => t !== "");

/** How steep the texts below a panel stand: level where they fit. */
function slantOf(figure: LayersFigure, panels: readonly LayerPanel[], width: number): number {
  if (figure.angle !== null) return figure.angle;
  let steep = 0;
  for (const { x } of panels) {
    if (!x.names || x.ticks.length === 0) continue;
    const slot = width / Math.max(1, x.domain[1] - x.domain[0]);
    if (widest(written(x.ticks)) > slot - 4) steep = Math.max(steep, slot < 16 ? 90 : 40);
  }
  return steep;
}

/** How far the first slanted text reaches beyond the room before the panel. */
function overhang(
  angle: number,
  panels: readonly LayerPanel[],
  left: number,
  width: number,
): number {
  if (angle <= 0 || angle > 80) return 0;
  const beyond = panels.filter((p) => p.column === 0 && p.x.shown).map(({ x }) => {
    const first = x.ticks[0];
    if (!first) return 0;
    const at = (first.at - x.domain[0]) / (x.domain[1] - x.domain[0]) * width;
    return textWidth(first.text, SMALL) * Math.cos(angle * Math.PI / 180) - at - left + 4;
  });
  return Math.min(width / 3, greatest(beyond, 0));
}

/** Room below a panel for texts at an angle. */
function roomBelow(texts: readonly string[], angle: number): number {
  if (texts.length === 0) return 6;
  if (angle === 0) return 26;
  return Math.min(140, 18 + widest(texts) * Math.sin(Math.abs(angle) * Math.PI / 180));
}

function shares(figure: LayersFigure, panels: readonly LayerPanel[]) {
  const { x = false, y = false } = figure.shares ?? {};
  const last = greatest(panels.map((p) => p.column));
  return (p: LayerPanel): Placed["shows"] => ({
    x: p.x.shown &&
      (!x || !panels.some((q) => q.column === p.column && q.row > p.row)),
    y: p.y.shown && (!y || !panels.some((q) => q.row === p.row && q.column < p.column)),
    x2: p.x.second !== undefined &&
      (!x || !panels.some((q) => q.column === p.column && q.row < p.row)),
    y2: p.y.second !== undefined &&
      (!y || p.column === last || !panels.some((q) => q.row === p.row && q.column > p.column)),
  });
}

/** Heights of rows where nobody says them. */
function usualHeight(rows: number, panels: readonly LayerPanel[]): number {
  const base = rows === 1 ? 300 : rows === 2 ? 190 : rows === 3 ? 150 : 130;
  const names = greatest(panels.map((p) => p.y.names ? p.y.ticks.length : 0), 0);
  return Math.max(base, Math.min(900, names * 19 + 20));
}

/** Parts of a length as they are asked for against each other. */
function shared(total: number, parts: readonly number[] | undefined, n: number): number[] {
  const own = Array.from({ length: n }, (_, i) => parts?.[i] ?? 1);
  const sum = own.reduce((s, v) => s + v, 0);
  return own.map((v) => Math.max(24, total * v / sum));
}

/** Panels in their places, and the size of all of them. */
export function layoutOf(
  figure: LayersFigure,
  width: number,
  height: number | null,
): { placed: Placed[]; height: number; left: number; right: number } {
  const panels = wrapped(figure, width);
  const shows = shares(figure, panels);
  const columns = greatest(panels.map((p) => p.column), 0) + 1;
  const rows = greatest(panels.map((p) => p.row), 0) + 1;
  const ofColumn = (c: number): LayerPanel[] => panels.filter((p) => p.column === c);
  const ofRow = (r: number): LayerPanel[] => panels.filter((p) => p.row === r);
  const lefts = Array.from({ length: columns }, (_, c) => {
    const texts = ofColumn(c).flatMap((p) => shows(p).y ? written(p.y.ticks) : []);
    const strip = ofColumn(c).some((p) => p.left) ? STRIP : 0;
    const room = texts.length === 0 ? (c === 0 ? 8 : 0) : Math.max(26, widest(texts) + 12);
    return Math.min(width * 0.4, room) + strip;
  });
  const rights = Array.from({ length: columns }, (_, c) => {
    const texts = ofColumn(c).flatMap((p) => shows(p).y2 ? written(p.y.second) : []);
    const second = texts.length === 0 ? 0 : widest(texts) + 12;
    const words = ofColumn(c).map((p) => p.right).filter((w) => w !== "");
    const strip = words.length === 0
      ? c === columns - 1 ? 10 : 0
      : figure.stripsLevel
      ? Math.min(width * 0.3, 12 + 1.12 * widest(words))
      : 24;
    return second + strip;
  });
  const gap = figure.gapX ?? GAP, rowGap = figure.gapY ?? 6;
  const gaps = gap * (columns - 1);
  const inner = width - [...lefts, ...rights].reduce((s, v) => s + v, 0) - gaps;
  const widths = shared(Math.max(40 * columns, inner), figure.widths, columns);
  const slant = slantOf(figure, panels, widths[0]!);
  const over = overhang(slant, panels, lefts[0]!, widths[0]!);
  lefts[0]! += over;
  widths.forEach((w, c) => widths[c] = Math.max(24, w - over / columns));
  const tops = Array.from({ length: rows }, (_, r) => {
    const titled = ofRow(r).filter((p) => p.top !== "");
    const folded = titled.some((p) => foldedStrip(p.top, widths[p.column]!).length > 1);
    const strip = titled.length > 0 ? STRIP + (folded ? STRIP_LINE : 0) : r === 0 ? 10 : 4;
    return strip + (ofRow(r).some((p) => shows(p).x2) ? 20 : 0);
  });
  const bottoms = Array.from({ length: rows }, (_, r) => {
    const texts = ofRow(r).flatMap((p) => shows(p).x ? written(p.x.ticks) : []);
    return roomBelow(texts, slant) + (ofRow(r).some((p) => p.bottom) ? STRIP - 4 : 0);
  });
  const about = [...tops, ...bottoms].reduce((s, v) => s + v, 0) + rowGap * (rows - 1);
  let total = height === null
    ? usualHeight(rows, panels) * rows
    : Math.max(50 * rows, height - about);
  const first = panels[0];
  if (first && (figure.ratio !== null || figure.aspect !== undefined)) {
    const span = (a: LayerAxis): number => a.domain[1] - a.domain[0];
    const tall = (w: number): number =>
      figure.aspect !== undefined
        ? w * figure.aspect
        : w * figure.ratio! * span(first.y) / span(first.x);
    const most = height === null ? 520 : total / rows;
    if (tall(widths[0]!) > most) {
      const shrink = most / tall(widths[0]!);
      widths.forEach((w, c) => widths[c] = w * shrink);
    }
    total = tall(widths[0]!) * rows;
  }
  const heights = shared(total, figure.heights, rows);
  const sum = (list: readonly number[], to: number): number =>
    list.slice(0, to).reduce((s, v) => s + v, 0);
  const placed = panels.map((panel): Placed => {
    const { row: r, column: c } = panel;
    return {
      panel,
      x: sum(lefts, c) + sum(widths, c) + sum(rights, c) + gap * c,
      y: sum(tops, r) + sum(heights, r) + sum(bottoms, r) + rowGap * r,
      width: widths[c]!,
      height: heights[r]!,
      left: lefts[c]!,
      right: rights[c]!,
      top: tops[r]!,
      bottom: bottoms[r]!,
      shows: shows(panel),
      // numbers lie level where only names need the angle
      slant: figure.angle !== null || panel.x.names ? slant : 0,
    };
  });
  const deep = sum(tops, rows) + sum(heights, rows) + sum(bottoms, rows) + rowGap * (rows - 1);
  const wide = sum(lefts, columns) + sum(widths, columns) + sum(rights, columns) + gaps;
  return { placed, height: deep, left: lefts[0]!, right: width - wide + rights[columns - 1]! };
}
