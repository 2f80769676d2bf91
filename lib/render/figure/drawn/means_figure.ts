/**
 * Means with their intervals over raw data, several series side by side, with the standard error of
 * a difference as a bar of its own; the same joined by lines for interactions.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { formatNumber, signif } from "../../number/number_format.ts";
import { typesetNumber } from "../../typeset/typeset.ts";
import { axisFor, axisRoom, gridY, nameLayout, namesX } from "../axes.ts";
import { quantityTitle } from "../data_table.ts";
import { type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { drawPanel, type PanelFrame, shapes } from "../panel.ts";
import { type SeriesStyle, spreadApart, stylesOf } from "../made/series.ts";
import {
  dots,
  glyphs,
  group,
  label,
  path,
  type Point,
  polyline,
  segments,
  type Shape,
  textWidth,
} from "../shapes.ts";
import type { MeanMark, MeansFigure } from "../types.ts";

/** A point may not come closer than this to one it would hide. */
const SWARM = 4.4;

/** Draws means or an interaction. */
export function drawMeans(data: MeansFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH, height = size.height ?? 372;
  const styles = stylesOf(data.series.map((s) => s.name));
  const axis = axisFor([
    ...data.series.flatMap((s) => s.rows.flatMap((r) => [r.mean, r.lower, r.upper])),
    ...(data.raw?.rows.map((r) => r.value) ?? []),
  ]);
  const bars = data.series.map((s) => s.sed).filter((s) => s !== null).length > 0;
  const direct = data.figure === "interaction" && data.series.length > 1;
  const names = greatest(data.series.map((s) => textWidth(s.name)), 0);
  const marginRight = bars ? 78 : direct ? Math.min(160, names + 18) : 12;
  const marginLeft = axisRoom(axis.texts);
  const slot = (width - marginLeft - marginRight) / Math.max(1, data.levels.length);
  const layout = nameLayout(data.levels, slot);
  const { plot } = size.stage;
  const inner = drawPanel(size.stage, {
    width,
    height,
    marginTop: data.series.some((s) => s.letters) ? 20 : 8,
    marginRight,
    marginBottom: layout.room,
    marginLeft,
    x: { type: "band", domain: data.levels },
    y: { type: "linear", domain: axis.domain },
  }, [
    ...gridY(plot, axis),
    namesX(plot, data.levels, layout),
    shapes((frame) => [
      ...rawPoints(data, frame),
      ...data.series.flatMap((s, i) => seriesShapes(data, frame, i, styles[i]!, s.letters)),
      ...(layout.slanted ? [] : [factorName(data, frame)]),
      ...(bars ? differenceBars(data, frame, styles) : []),
      ...(direct ? directLabels(data, frame, styles) : []),
    ]),
  ]);
  return {
    width,
    height,
    inner,
    title: quantityTitle(data.response),
    series: data.series.length > 1 && !direct
      ? data.series.map((s, i) => ({ name: s.name, style: styles[i]! }))
      : [],
    raw: data.raw ? data.raw.one : null,
  };
}

/** Name of the factor at the left end of the line of its levels, where it does not touch them. */
function factorName(data: MeansFigure, frame: PanelFrame): Shape {
  const first = data.levels[0] ?? "";
  const free = frame.x(first) - textWidth(first) / 2;
  const fits = textWidth(data.factor) + 6 < free;
  return fits
    ? label(data.factor, 0, frame.bottom + 26, { class: "soft" })
    : label("", 0, 0, { class: "soft" });
}

/** How far a series stands from the middle of its slot. */
function offsetOf(data: MeansFigure, index: number, slot: number): number {
  const many = data.series.length;
  if (data.figure === "interaction") {
    return (index - (many - 1) / 2) * Math.min(7, slot / (many + 2));
  }
  if (rawBySeries(data)) return (0.05 + (index - (many - 1) / 2) * (0.8 / many)) * slot;
  const step = Math.min(0.15, 0.5 / many);
  const middle = data.raw ? 0.195 : 0;
  return (middle + (index - (many - 1) / 2) * step) * slot;
}

/** Whether raw points belong to single series, and stand beside them. */
function rawBySeries(data: MeansFigure): boolean {
  return data.series.length > 1 && (data.raw?.rows.some((r) => r.series !== undefined) ?? false);
}

interface Placed extends MeanMark {
  x: number;
}

function placedRows(data: MeansFigure, frame: PanelFrame, index: number): Placed[] {
  const offset = offsetOf(data, index, frame.slotX);
  return (data.series[index]?.rows ?? []).map((r) => ({ ...r, x: frame.x(r.level) + offset }));
}

function vertical(
  rows: readonly Placed[],
  frame: PanelFrame,
  ends: (row: Placed) => [number | null, number | null],
): string {
  return segments(rows.flatMap((r): [Point, Point][] => {
    const [low, high] = ends(r);
    if (low === null || high === null) return [];
    return [[{ x: r.x, y: frame.y(low) }, { x: r.x, y: frame.y(high) }]];
  }));
}

function band(row: Placed): [number | null, number | null] {
  const { mean, standardError } = row;
  if (mean === null || standardError === null) return [null, null];
  return [mean - standardError, mean + standardError];
}

function seriesShapes(
  data: MeansFigure,
  frame: PanelFrame,
  index: number,
  style: SeriesStyle,
  letters: string[] | undefined,
): Shape[] {
  const rows = placedRows(data, frame, index);
  const points = rows.flatMap((r) => r.mean === null ? [] : [{ x: r.x, y: frame.y(r.mean) }]);
  const line = data.figure === "interaction"
    ? [path(polyline(rows.map((r) => r.mean === null ? null : { x: r.x, y: frame.y(r.mean) })), {
      "stroke-width": 1.75,
      ...(style.dash ? { "stroke-dasharray": style.dash } : {}),
    })]
    : [];
  const marks = group([
    path(vertical(rows, frame, (r) => [r.lower, r.upper]), { "stroke-width": 1.5 }),
    ...(data.figure === "means"
      ? [path(vertical(rows, frame, band), { "stroke-width": 6, opacity: 0.6 })]
      : []),
    ...line,
    path(glyphs(points, style.glyph, 4.5), { fill: "currentColor", stroke: "none" }),
  ], { class: style.className, stroke: "currentColor", fill: "none" });
  return letters ? [marks, lettersAbove(rows, letters, frame)] : [marks];
}

function lettersAbove(
  rows: readonly Placed[],
  letters: readonly string[],
  frame: PanelFrame,
): Shape {
  const texts = rows.flatMap((r, i) => {
    const top = r.upper ?? r.mean;
    const text = (letters[i] ?? "").trim();
    return top === null || text === "" ? [] : [label(text, r.x, frame.y(top) - 7)];
  });
  return group(texts, { "text-anchor": "middle" });
}

/** Raw points in a swarm by a fixed rule: in the order of their size, beside each other if close. */
function rawPoints(data: MeansFigure, frame: PanelFrame): Shape[] {
  if (!data.raw) return [];
  const bySeries = rawBySeries(data);
  const names: (string | undefined)[] = bySeries ? data.series.map((s) => s.name) : [undefined];
  const points = data.levels.flatMap((level) =>
    names.flatMap((name, k) => {
      const own = data.raw!.rows.filter((r) => r.level === level && r.series === name);
      const offset = bySeries
        ? offsetOf(data, k, frame.slotX) - frame.slotX * 0.32 / names.length
        : -frame.slotX * 0.2;
      const reach = frame.slotX * 0.2 / names.length;
      return swarm(own.map((r) => frame.y(r.value)), frame.x(level) + offset, reach);
    })
  );
  const r = points.length > 400 ? 1.5 : points.length > 150 ? 1.9 : 2.3;
  return [path(dots(points), { class: "raw", "stroke-width": 2 * r, "stroke-linecap": "round" })];
}

/** Places for values of one level, moved sideways by half steps until none is hidden. */
function swarm(heights: readonly number[], middle: number, reach: number): Point[] {
  const done: Point[] = [];
  for (const y of [...heights].sort((a, b) => a - b)) {
    const near = done.filter((p) => Math.abs(p.y - y) < SWARM);
    let best = { x: middle, y };
    for (let k = 0; k * SWARM / 2 <= reach; k++) {
      const shift = Math.ceil(k / 2) * SWARM * (k % 2 ? 1 : -1);
      const x = middle + shift;
      if (Math.abs(shift) > reach) break;
      if (near.every((p) => Math.hypot(p.x - x, p.y - y) >= SWARM)) {
        best = { x, y };
        break;
      }
    }
    done.push(best);
  }
  return done;
}

/** Standard errors of a difference as capped bars on the scale of the data. */
function differenceBars(
  data: MeansFigure,
  frame: PanelFrame,
  styles: readonly SeriesStyle[],
): Shape[] {
  const shown = data.series.flatMap((s, i) => s.sed === null ? [] : [{ sed: s.sed, i }]);
  const [bottom, top] = [frame.bottom, frame.top];
  const unit = Math.abs(frame.y(1) - frame.y(0));
  const longest = greatest(shown.map((s) => s.sed)) * unit;
  const middle = top + (bottom - top) * 0.3;
  const base = middle + longest / 2;
  const start = frame.right + 34 - (shown.length - 1) * 9;
  const bars = shown.map(({ sed, i }, k) => {
    const x = start + k * 18, high = base - sed * unit;
    const d = `M${x - 4} ${base.toFixed(1)}h8m-4 0V${high.toFixed(1)}m-4 0h8`;
    return path(d, { class: styles[i]!.className, stroke: "currentColor" });
  });
  const texts = [...new Set(shown.map(({ sed }) => typesetNumber(formatNumber(signif(sed, 3)))))];
  const x = frame.right + 34;
  return [
    group(bars, { fill: "none", "stroke-width": 1.75 }),
    group([
      label("s.e.d.", x, base - longest - 8),
      ...texts.map((t, k) => label(t, x, base + 19 + 18 * k)),
    ], { "text-anchor": "middle" }),
  ];
}

/** Names of the series at the right end of their lines, moved apart where they would touch. */
function directLabels(
  data: MeansFigure,
  frame: PanelFrame,
  styles: readonly SeriesStyle[],
): Shape[] {
  const ends = data.series.map((s, i) => {
    const last = [...s.rows].reverse().find((r) => r.mean !== null);
    return { name: s.name, y: last?.mean == null ? frame.bottom : frame.y(last.mean), i };
  }).sort((a, b) => a.y - b.y);
  spreadApart(ends, frame.bottom);
  const outermost = offsetOf(data, data.series.length - 1, frame.slotX);
  const x = frame.right - frame.slotX / 2 + outermost + 14;
  return ends.map((e) =>
    label(e.name, x, e.y + 5, {
      class: `${styles[e.i]!.className} end`,
    })
  );
}
