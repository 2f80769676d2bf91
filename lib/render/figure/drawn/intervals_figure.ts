/**
 * Intervals side by side on one horizontal axis: predicted random effects, standard deviations of
 * random effects, differences of means.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { qnorm } from "../../../math/distribution/tails.ts";
import { journalP } from "../../number/p_value.ts";
import { typesetContrast } from "../../typeset/typeset.ts";
import { axisFor, gridX, type NumericAxis, referenceLine } from "../axes.ts";
import { quantityWords } from "../data_table.ts";
import { type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { drawPanel, type PanelFrame, shapes } from "../panel.ts";
import {
  glyphs,
  group,
  label,
  path,
  type Point,
  segments,
  type Shape,
  textWidth,
} from "../shapes.ts";
import type { ComponentsFigure, PairsFigure, ShrinkageFigure } from "../types.ts";

/** One line of the picture. */
interface Row {
  key: string;
  name: string;
  middle: number | null;
  lower: number | null;
  upper: number | null;
  /** A second, hollow point. */
  other?: number | null;
  /** Text at the right end. */
  note?: string;
  /** Stands back: its interval holds what means nothing. */
  quiet?: boolean;
  /** A heading instead of an interval. */
  heading?: boolean;
}

interface Layout {
  rows: Row[];
  axis: NumericAxis;
  /** A line where nothing happens; null for none. */
  zero: number | null;
  words: string;
  size: Size;
}

function draw(layout: Layout): { width: number; height: number; inner: string } {
  const { rows, axis, size } = layout;
  const pitch = rows.length > 60 ? 11 : rows.length > 30 ? 15 : rows.length > 12 ? 21 : 28;
  const small = pitch < 18;
  const width = size.width ?? TEXT_WIDTH;
  const noted = rows.some((r) => r.note);
  const height = size.height ?? rows.length * pitch + (noted ? 82 : 64);
  const names = greatest(rows.map((r) => textWidth(r.name, small ? 13 : 15)), 0);
  const notes = greatest(rows.map((r) => textWidth(r.note ?? "")), 0);
  const shown = showNames(rows, pitch);
  const { plot } = size.stage;
  const inner = drawPanel(size.stage, {
    width,
    height,
    marginTop: notes > 0 ? 24 : 6,
    marginRight: notes > 0 ? notes + 22 : 14,
    marginBottom: 54,
    marginLeft: shown ? Math.min(width * 0.42, names + 18) : 14,
    x: { type: "linear", domain: axis.domain },
    y: { type: "band", domain: rows.map((r) => r.key) },
  }, [
    ...gridX(plot, axis),
    ...(layout.zero === null ? [] : [referenceLine(plot, "x", layout.zero)]),
    shapes((frame) => [
      ...intervals(rows.filter((r) => r.quiet), frame, "quiet", small),
      ...intervals(rows.filter((r) => !r.quiet), frame, "s1", small),
      ...(shown ? [rowNames(rows, frame, small)] : []),
      ...(notes > 0 ? [rowNotes(rows, frame)] : []),
      label(layout.words, frame.right, frame.bottom + 46, { "text-anchor": "end", class: "soft" }),
    ]),
  ]);
  return { width, height, inner };
}

/** Names of very many levels would only be a grey block. */
function showNames(rows: readonly Row[], pitch: number): boolean {
  return pitch >= 15 || rows.some((r) => r.heading);
}

function intervals(
  rows: readonly Row[],
  frame: PanelFrame,
  className: string,
  small: boolean,
): Shape[] {
  const lines = segments(rows.flatMap((r): [Point, Point][] => {
    if (r.lower === null || r.upper === null) return [];
    const y = frame.y(r.key);
    return [[{ x: frame.x(r.lower), y }, { x: frame.x(r.upper), y }]];
  }));
  const at = (value: (r: Row) => number | null | undefined): Point[] =>
    rows.flatMap((r) => {
      const v = value(r);
      return v === null || v === undefined ? [] : [{ x: frame.x(v), y: frame.y(r.key) }];
    });
  const radius = small ? 3 : 4.5;
  const hollow = at((r) => r.other);
  if (rows.length === 0) return [];
  return [group([
    ...(lines === "" ? [] : [path(lines, { "stroke-width": small ? 1.25 : 1.75 })]),
    ...(hollow.length > 0
      ? [path(glyphs(hollow, "circle", radius * 0.9), { "stroke-width": 1.25 })]
      : []),
    path(glyphs(at((r) => r.middle), "circle", radius), { fill: "currentColor", stroke: "none" }),
  ], { class: className, stroke: "currentColor", fill: "none" })];
}

function rowNames(rows: readonly Row[], frame: PanelFrame, small: boolean): Shape {
  return group(
    rows.map((r) =>
      r.heading
        ? label(r.name, frame.left - 12, frame.y(r.key) + 6, { class: "soft" })
        : label(r.name, frame.left - 12, frame.y(r.key) + 5)
    ),
    { "text-anchor": "end", ...(small ? { "font-size": 13 } : {}) },
  );
}

function rowNotes(rows: readonly Row[], frame: PanelFrame): Shape {
  const x = frame.right + 14;
  return group([
    label("p", x, frame.top - 9, { "font-style": "italic" }),
    ...rows.flatMap((r) => r.note ? [label(r.note, x, frame.y(r.key) + 5)] : []),
  ], { class: "soft" });
}

/** Predicted random effects, smallest at the bottom. */
export function drawShrinkage(data: ShrinkageFigure, size: Size): Picture {
  const sorted = [...data.rows].sort((a, b) => b.estimate - a.estimate);
  const width = qnorm(1 - (1 - data.level) / 2);
  const rows = sorted.map((r): Row => ({
    key: r.level,
    name: r.level,
    middle: r.estimate,
    lower: r.estimate - width * r.standardError,
    upper: r.estimate + width * r.standardError,
    other: r.raw,
  }));
  const axis = axisFor(rows.flatMap((r) => [r.lower, r.upper, r.other ?? null]), 6, [0]);
  const term = data.term === "(Intercept)" ? "" : ` in the slope of ${data.term}`;
  const drawn = draw({
    rows,
    axis,
    zero: 0,
    words: `Effect of ${data.group}${term} on ${quantityWords(data.response)}`,
    size,
  });
  const raw = data.rows.some((r) => r.raw !== null);
  return {
    ...drawn,
    title: raw ? `● predicted   ○ mean of the ${data.group} itself, not drawn to zero` : "",
    series: [],
    raw: null,
  };
}

/** Standard deviations of the random effects, zero on the axis. */
export function drawComponents(data: ComponentsFigure, size: Size): Picture {
  const rows = data.rows.map((r): Row => ({
    key: r.name,
    name: r.name,
    middle: r.sd,
    lower: r.lower,
    upper: r.upper,
  }));
  const values = rows.flatMap((r) => [r.middle, r.lower, r.upper]);
  const axis = axisFor(values, 6, [0]);
  axis.domain[0] = Math.min(0, axis.domain[0]) * 0.4;
  const unit = data.response.unit ? ` (${data.response.unit})` : "";
  const drawn = draw({ rows, axis, zero: 0, words: `Standard deviation${unit}`, size });
  return { ...drawn, title: "", series: [], raw: null };
}

/** Differences with simultaneous intervals; those whose interval holds zero stand back. */
export function drawPairs(data: PairsFigure, size: Size): Picture {
  const rows: Row[] = [];
  let by = "";
  data.rows.forEach((r, i) => {
    if (r.by !== by) {
      by = r.by;
      rows.push({
        key: `by ${i}`,
        name: by,
        middle: null,
        lower: null,
        upper: null,
        heading: true,
      });
    }
    const within = r.lower !== null && r.upper !== null && r.lower <= data.zero &&
      r.upper >= data.zero;
    rows.push({
      key: String(i),
      name: typesetContrast(r.contrast),
      middle: r.estimate,
      lower: r.lower,
      upper: r.upper,
      note: r.estimate === null ? "not estimable" : journalP(r.pValue),
      quiet: within,
    });
  });
  const axis = axisFor(rows.flatMap((r) => [r.lower, r.upper, r.middle]), 6, [data.zero]);
  const what = data.zero === 1 ? "Ratio" : "Difference";
  const drawn = draw({
    rows,
    axis,
    zero: data.zero,
    words: `${what} in ${quantityWords(data.response)}`,
    size,
  });
  return { ...drawn, title: "", series: [], raw: null };
}
