/**
 * Residuals scaled by simulation: their uniform quantiles, how they lie against something, and where the
 * observations are among the simulated responses.
 *
 * @module
 */
import { axisFor, type NumericAxis, referenceLine } from "../axes.ts";
import { quantile } from "../made/quantile_line.ts";
import { laidOut, type Picture, type Size, TEXT_WIDTH } from "../picture.ts";
import { shapes } from "../panel.ts";
import { label, type Point } from "../shapes.ts";
import type { SimulatedResidualsFigure } from "../types.ts";
import { histogramPanel } from "./histogram_panel.ts";
import { pointsPanel } from "./points_figure.ts";

const QUARTILES = [0.25, 0.5, 0.75];
/** Classes of a quartile line have at least so many points. */
const FEWEST = 10;
const MOST_CLASSES = 10;

interface Cell {
  width: number;
  height: number;
}

/** One panel or several, two in a row. */
export function drawSimulated(data: SimulatedResidualsFigure, size: Size): Picture {
  const width = size.width ?? TEXT_WIDTH;
  const among = data.among ?? [];
  const count = (data.quantiles ? 1 : 0) + (data.against ? 1 : 0) + among.length +
    (data.outside ? 1 : 0);
  const several = count > 1;
  const each = size.height ? size.height / Math.ceil(count / 2) : null;
  const cell = {
    width: several ? width / 2 - 8 : width,
    height: each ?? (several ? 320 : 372),
  };
  const unit = axisFor([0, 1], 5);
  const panels = [
    ...(data.quantiles ? [quantilesPanel(data, size, cell, unit)] : []),
    ...(data.against ? [againstPanel(data.scaled, data.against, size, cell, unit)] : []),
    ...among.map((one) => amongPanel(one, size, cell)),
    ...(data.outside ? [outsidePanel(data.scaled, data.outside, size, cell)] : []),
  ].map((inner) => ({ ...cell, inner }));
  return { ...laidOut(panels, 2), title: "", series: [], raw: null, panels };
}

/** `p = 0.03`, `p < 0.001`. */
const pWords = (p: number): string => p < 0.001 ? "p < 0.001" : `p = ${p.toPrecision(2)}`;

/** Where the observations lie among what the simulated responses have. */
function amongPanel(
  { label, observed, simulated, pValue }: NonNullable<SimulatedResidualsFigure["among"]>[0],
  { stage }: Size,
  cell: Cell,
): string {
  return histogramPanel(stage, {
    ...cell,
    values: simulated,
    xWords: label,
    yWords: "Number of simulated responses",
    remark: `the line: as observed, ${pWords(pValue)}`,
    reach: [observed],
    before: [stage.plot.ruleX([observed], {
      className: "s2",
      stroke: "currentColor",
      strokeWidth: 2.5,
    })],
  });
}

/** Residuals in twenty classes, which would hold as many each, with those outside all simulations. */
function outsidePanel(
  scaled: readonly number[],
  { below, above, pValue }: NonNullable<SimulatedResidualsFigure["outside"]>,
  { stage }: Size,
  cell: Cell,
): string {
  return histogramPanel(stage, {
    ...cell,
    values: scaled,
    xWords: "Scaled residual",
    yWords: "Number of observations",
    remark: `${below} below and ${above} above all simulations, ${pWords(pValue)}`,
    reach: [0, 1],
    before: [0, 1].filter((_, k) => (k === 0 ? below : above) > 0).map((end) =>
      stage.plot.ruleX([end], { className: "s2", stroke: "currentColor", strokeWidth: 2.5 })
    ),
  });
}

function quantilesPanel(
  { scaled, tests = [] }: SimulatedResidualsFigure,
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
    before: [
      shapes((frame) =>
        tests.map(({ name, pValue }, k) =>
          label(`${name}: ${pWords(pValue)}`, frame.left + 10, frame.top + 20 + 19 * k, {
            class: pValue < 0.05 ? "s2" : "soft",
          })
        )
      ),
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
