/**
 * What layers compute of the rows of one group before they are drawn.
 *
 * @module
 */
import type { Row, StatContext } from "./spec.ts";
import { bin, bin2d, binHex, count, sum } from "./stats/bins.ts";
import { box } from "./stats/boxes.ts";
import { contour, densityContour } from "./stats/contours.ts";
import { density, violin } from "./stats/densities.ts";
import { dots } from "./stats/dots.ts";
import { ellipse } from "./stats/ellipses.ts";
import { curve, ecdf, quantileLine, quantiles, summary, summaryInBins } from "./stats/samples.ts";
import { smoothRows } from "./stats/smooth.ts";

/** Every statistic by its name. */
export const STATS: Readonly<Record<string, (rows: Row[], context: StatContext) => Row[]>> = {
  identity: (rows) => rows,
  align: (rows) => rows,
  ridges: (rows) => rows,
  bin,
  bin2d,
  binhex: binHex,
  count,
  contour,
  density,
  density2d: densityContour,
  bindot: dots,
  ellipse,
  boxplot: box,
  ydensity: violin,
  summary,
  summarybin: summaryInBins,
  smooth: smoothRows,
  ecdf,
  qq: quantiles,
  qqline: quantileLine,
  function: curve,
  sum,
  unique: (rows) => [
    ...new Map(rows.map((r) => [JSON.stringify({ ...r, index: 0 }), r])).values(),
  ],
};

export { binCounts } from "./stats/bins.ts";
export { sequence } from "./stats/samples.ts";
export { quantile7 } from "../../../math/smoothing/kernel_density.ts";
