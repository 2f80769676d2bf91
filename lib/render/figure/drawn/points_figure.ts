/**
 * Clouds of points: a scatter of two vectors, normal quantiles with their envelope.
 *
 * @module
 */
import { axisFor, axisRoom, gridX, gridY, type NumericAxis } from "../axes.ts";
import { quantityTitle } from "../data_table.ts";
import { type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { drawPanel, type Layer, shapes } from "../panel.ts";
import { type QuantileLine, quantileLine } from "../made/quantile_line.ts";
import { dots, label, path, type Point, polyline } from "../shapes.ts";
import type { Stage } from "../stage.ts";
import type { QuantilesFigure, ScatterFigure } from "../types.ts";

/** A panel of points with words on both axes. */
export interface PointsPanel {
  width: number;
  height: number;
  x: NumericAxis;
  y: NumericAxis;
  /** Words below; the vertical axis is named above by the caller. */
  xWords: string;
  points: Point[];
  /** What stands behind the points. */
  behind?: Layer[];
  /** What stands before them. */
  before?: Layer[];
  /** Words above the panel, for one of several. */
  yWords?: string;
}

/** Points on a grid, in data units. */
export function pointsPanel(stage: Stage, panel: PointsPanel): string {
  const radius = panel.points.length > 400 ? 1.6 : panel.points.length > 150 ? 2 : 2.6;
  const { plot } = stage;
  return drawPanel(stage, {
    width: panel.width,
    height: panel.height,
    marginTop: panel.yWords === undefined ? 8 : 30,
    marginRight: 12,
    marginBottom: 50,
    marginLeft: axisRoom(panel.y.texts),
    x: { type: "linear", domain: panel.x.domain },
    y: { type: "linear", domain: panel.y.domain },
  }, [
    ...gridY(plot, panel.y),
    ...gridX(plot, panel.x),
    ...(panel.behind ?? []),
    shapes((frame) => [
      path(dots(panel.points.map((p) => ({ x: frame.x(p.x), y: frame.y(p.y) }))), {
        class: "random",
        stroke: "currentColor",
        "stroke-width": 2 * radius,
        "stroke-linecap": "round",
        opacity: "0.75",
      }),
      label(panel.xWords, frame.right, frame.bottom + 44, { "text-anchor": "end", class: "soft" }),
      ...(panel.yWords === undefined ? [] : [label(panel.yWords, 0, 15, {})]),
    ]),
    ...(panel.before ?? []),
  ]);
}

/** A scatter of two vectors. */
export function drawScatter(data: ScatterFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH, height = size.height ?? 372;
  const inner = pointsPanel(size.stage, {
    width,
    height,
    x: axisFor(data.points.map((p) => p.x), 6),
    y: axisFor(data.points.map((p) => p.y)),
    xWords: quantityTitle(data.x),
    points: data.points,
  });
  return { width, height, inner, title: quantityTitle(data.y), series: [], raw: null };
}

/** Envelope and line behind a quantile plot. */
export function quantileBackground(line: QuantileLine): Layer {
  return shapes((frame) => {
    const at = (x: number, y: number): Point => ({ x: frame.x(x), y: frame.y(y) });
    const some = thinned(line.points);
    const upper = some.map((p) => at(p.expected, p.upper));
    const lower = some.map((p) => at(p.expected, p.lower)).reverse();
    const clip = (p: Point): Point => ({
      x: p.x,
      y: Math.min(frame.bottom, Math.max(frame.top, p.y)),
    });
    const ends = [line.points[0], line.points[line.points.length - 1]].flatMap((p) =>
      p ? [clip(at(p.expected, line.intercept + line.slope * p.expected))] : []
    );
    return [
      path(`${polyline([...upper, ...lower].map(clip))}z`, { class: "s1", opacity: 0.13 }),
      path(polyline(ends), { class: "axis", fill: "none", "stroke-width": 1.25 }),
    ];
  });
}

/** Enough points for a smooth outline: both ends whole, the middle thinned. */
function thinned<T>(points: readonly T[]): T[] {
  const step = Math.max(1, Math.floor(points.length / 50));
  return points.filter((_, i) => i < 8 || i >= points.length - 8 || i % step === 0);
}

/** Normal quantiles of a sample. */
export function drawQuantiles(data: QuantilesFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH, height = size.height ?? 372;
  const line = quantileLine(data.values, data.level);
  const inner = pointsPanel(size.stage, {
    width,
    height,
    x: axisFor(line.points.map((p) => p.expected), 6),
    y: axisFor(line.points.map((p) => p.value)),
    xWords: "Normal quantiles",
    points: line.points.map((p) => ({ x: p.expected, y: p.value })),
    behind: [quantileBackground(line)],
  });
  return { width, height, inner, title: quantityTitle(data.sample), series: [], raw: null };
}
