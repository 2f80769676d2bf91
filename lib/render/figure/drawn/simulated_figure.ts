/**
 * Residuals scaled by simulation: their uniform quantiles, and how they lie against something.
 *
 * @module
 */
import { axisFor, type NumericAxis, referenceLine } from "../axes.ts";
import { quantile } from "../made/quantile_line.ts";
import { laidOut, type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import type { Point } from "../shapes.ts";
import type { SimulatedResidualsFigure } from "../types.ts";
import { pointsPanel } from "./points_figure.ts";

const QUARTILES = [0.25, 0.5, 0.75];
/** Classes of a quartile line have at least so many points. */
const FEWEST = 10;
const MOST_CLASSES = 10;

interface Cell {
  width: number;
  height: number;
}

/** One panel or two. */
export function drawSimulated(data: SimulatedResidualsFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH;
  const both = data.quantiles && data.against !== null;
  const cell = { width: both ? width / 2 - 8 : width, height: size.height ?? (both ? 320 : 372) };
  const unit = axisFor([0, 1], 5);
  const panels = [
    ...(data.quantiles ? [quantilesPanel(data.scaled, size, cell, unit)] : []),
    ...(data.against ? [againstPanel(data.scaled, data.against, size, cell, unit)] : []),
  ].map((inner) => ({ ...cell, inner }));
  return { ...laidOut(panels, 2), title: "", series: [], raw: null, panels };
}

function quantilesPanel(
  scaled: readonly number[],
  { stage }: Size,
  cell: Cell,
  unit: NumericAxis,
): string {
  const sorted = [...scaled].sort((a, b) => a - b);
  return pointsPanel(stage, {
    ...cell,
    x: unit,
    y: unit,
    xWords: "Uniform quantiles",
    yWords: "Scaled residual, ordered",
    points: sorted.map((y, i) => ({ x: (i + 0.5) / sorted.length, y })),
    behind: [
      stage.plot.line([{ x: 0, y: 0 }, { x: 1, y: 1 }], {
        x: "x",
        y: "y",
        className: "axis",
        stroke: "currentColor",
        strokeWidth: 1.25,
      }),
    ],
  });
}

function againstPanel(
  scaled: readonly number[],
  { label, values }: NonNullable<SimulatedResidualsFigure["against"]>,
  { stage }: Size,
  cell: Cell,
  unit: NumericAxis,
): string {
  const points = scaled.map((y, i) => ({ x: values[i] ?? NaN, y }))
    .filter((p) => Number.isFinite(p.x));
  const { plot } = stage;
  return pointsPanel(stage, {
    ...cell,
    x: axisFor(points.map((p) => p.x), 5),
    y: unit,
    xWords: label,
    yWords: "Scaled residual",
    points,
    behind: QUARTILES.map((q) => referenceLine(plot, "y", q, true)),
    before: QUARTILES.map((q) =>
      plot.line(quartileLine(points, q), {
        x: "x",
        y: "y",
        className: "s2",
        stroke: "currentColor",
        strokeWidth: 1.75,
      })
    ),
  });
}

/** A quantile of the residuals in classes of about equal counts along x; equal x stay together. */
function quartileLine(points: readonly Point[], q: number): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x);
  const n = sorted.length;
  const classes = Math.min(MOST_CLASSES, Math.floor(n / FEWEST));
  const line: Point[] = [];
  let from = 0;
  for (let k = 1; k <= classes; k++) {
    let to = Math.max(from, k === classes ? n : Math.round(k * n / classes));
    while (to > from && to < n && sorted[to]!.x === sorted[to - 1]!.x) to++;
    if (to === from) continue;
    const own = sorted.slice(from, to);
    const x = own.reduce((sum, p) => sum + p.x, 0) / own.length;
    line.push({ x, y: quantile(own.map((p) => p.y).sort((a, b) => a - b), q) });
    from = to;
  }
  return line.length > 1 ? line : [];
}
