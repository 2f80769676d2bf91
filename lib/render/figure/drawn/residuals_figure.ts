/**
 * Four pictures of a fit's residuals: against the fitted values, as normal quantiles, their size
 * against the fitted values, and by group.
 *
 * @module
 */
import { axisFor, axisRoom, gridY, nameLayout, namesX, referenceLine } from "../axes.ts";
import { quantityWords } from "../data_table.ts";
import { laidOut, type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { drawPanel, type Layer, type PanelFrame, shapes } from "../panel.ts";
import { histogramPanel } from "./histogram_panel.ts";
import { pointsPanel, quantileBackground } from "./points_figure.ts";
import { quantile, quantileLine } from "../made/quantile_line.ts";
import { dots, label, path, type Point, segments, type Shape } from "../shapes.ts";
import type { Plot, Stage } from "../stage.ts";
import { smooth } from "../made/smooth.ts";
import type { ResidualsFigure } from "../types.ts";

/** Draws the panels: four of them, or those that are asked for. */
export function drawResiduals(data: ResidualsFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH;
  const { only } = data;
  const columns = only?.length === 1 ? 1 : 2;
  const rows = Math.ceil((only?.length ?? 4) / columns);
  const height = size.height ?? (columns === 1 ? 340 : 296 * rows);
  const { plot } = size.stage;
  const cell = { width: width / columns - 8, height: height / rows - 8 };
  const residuals = axisFor(data.standardized, 5, [0]);
  const fitted = axisFor(data.fitted, 4);
  const words = quantityWords({
    ...data.response,
    label: `Fitted ${data.response.label}`,
  });
  const points = data.fitted.map((x, i) => ({ x, y: data.standardized[i] ?? NaN }));
  const curve = smooth(points);
  const first = pointsPanel(size.stage, {
    ...cell,
    x: fitted,
    y: residuals,
    xWords: words,
    yWords: "Standardised residual",
    points,
    behind: [referenceLine(plot, "y", 0)],
    before: [smoothLine(plot, curve)],
  });
  const line = quantileLine(data.standardized, 0.95);
  const second = pointsPanel(size.stage, {
    ...cell,
    x: axisFor(line.points.map((p) => p.expected), 5),
    y: residuals,
    xWords: "Normal quantiles",
    yWords: "Standardised residual, ordered",
    points: line.points.map((p) => ({ x: p.expected, y: p.value })),
    behind: [quantileBackground(line)],
  });
  const roots = points.map((p) => ({ x: p.x, y: Math.sqrt(Math.abs(p.y)) }));
  const spread = smooth(roots);
  const third = pointsPanel(size.stage, {
    ...cell,
    x: fitted,
    y: axisFor(roots.map((p) => p.y), 4, [0]),
    xWords: words,
    yWords: "√|standardised residual|",
    points: roots,
    before: [smoothLine(plot, spread)],
  });
  const fourth = data.group
    ? groupPanel(size.stage, data, cell)
    : histogram(size.stage, data, cell);
  const panels = [first, second, third, fourth].filter((_, i) => only?.includes(i + 1) ?? true)
    .map((inner) => ({ ...cell, inner }));
  return { ...laidOut(panels, columns), title: "", series: [], raw: null, panels };
}

function smoothLine(plot: Plot, curve: readonly Point[]): Layer {
  return plot.line(curve, {
    x: "x",
    y: "y",
    className: "s2",
    stroke: "currentColor",
    strokeWidth: 1.75,
  });
}

/** Residuals of each group with median and quartiles. */
function groupPanel(
  stage: Stage,
  data: ResidualsFigure,
  cell: { width: number; height: number },
): string {
  const group = data.group!;
  const axis = axisFor(data.standardized, 5, [0]);
  const marginLeft = axisRoom(axis.texts);
  const many = group.levels.length > 14;
  const layout = nameLayout(
    many ? [] : group.levels,
    (cell.width - marginLeft) / group.levels.length,
  );
  const values = group.levels.map((_, g) =>
    data.standardized.filter((_, i) => group.codes[i] === g).sort((a, b) => a - b)
  );
  const { plot } = stage;
  return drawPanel(stage, {
    ...cell,
    marginTop: 30,
    marginRight: 12,
    marginBottom: layout.slanted ? layout.room : 50,
    marginLeft,
    x: { type: "band", domain: group.levels },
    y: { type: "linear", domain: axis.domain },
  }, [
    ...gridY(plot, axis),
    referenceLine(plot, "y", 0),
    ...(many ? [] : [namesX(plot, group.levels, layout)]),
    shapes((frame) => [
      path(dots(spreadPoints(values, group.levels, frame)), {
        class: "raw",
        "stroke-width": 3.6,
        "stroke-linecap": "round",
      }),
      ...quartileMarks(values, group.levels, frame),
      label(`Standardised residual by ${group.name}`, 0, 15),
    ]),
  ]);
}

/** Points of each group, set off from the middle of their slot in a fixed pattern. */
function spreadPoints(
  values: readonly (readonly number[])[],
  levels: readonly string[],
  frame: PanelFrame,
): Point[] {
  return values.flatMap((v, g) =>
    v.map((y, k) => ({
      x: frame.x(levels[g]!) + (((k * 7) % 5) - 2) * Math.min(3, frame.slotX / 12),
      y: frame.y(y),
    }))
  );
}

/** From quartile to quartile a bar, across the median a line. */
function quartileMarks(
  values: readonly (readonly number[])[],
  levels: readonly string[],
  frame: PanelFrame,
): Shape[] {
  const known = values.flatMap((v, g) => v.length > 0 ? [{ v, x: frame.x(levels[g]!) }] : []);
  const at = (v: readonly number[], p: number): number => frame.y(quantile(v, p));
  const boxes = known.map((
    { v, x },
  ): [Point, Point] => [{ x, y: at(v, 0.25) }, { x, y: at(v, 0.75) }]);
  const reach = Math.min(9, frame.slotX / 3);
  const medians = known.map(({ v, x }): [Point, Point] => {
    const y = at(v, 0.5);
    return [{ x: x - reach, y }, { x: x + reach, y }];
  });
  const series = { class: "s1", stroke: "currentColor" };
  return [
    path(segments(boxes), { ...series, "stroke-width": 6, opacity: 0.5 }),
    path(segments(medians), { ...series, "stroke-width": 2 }),
  ];
}

/** Counts of the residuals in classes, for a fit without groups. */
function histogram(
  stage: Stage,
  data: ResidualsFigure,
  cell: { width: number; height: number },
): string {
  return histogramPanel(stage, {
    ...cell,
    values: data.standardized,
    xWords: "Standardised residual",
    yWords: "Number of observations",
  });
}
