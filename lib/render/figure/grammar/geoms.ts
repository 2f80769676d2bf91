/**
 * What layers look like: rows with their looks become points, lines, areas and texts.
 *
 * @module
 */
import {
  bars,
  boxplot,
  crossbar,
  dots,
  errorbar,
  hexagons,
  pointrange,
  range,
  rects,
  violin,
} from "./geoms/boxes.ts";
import { type Draw, points } from "./geoms/marks.ts";
import {
  abline,
  area,
  curve,
  hline,
  line,
  path,
  polygon,
  ribbon,
  rug,
  segment,
  smooth,
  step,
  vline,
} from "./geoms/paths.ts";
import { ridges } from "./geoms/ridges.ts";
import { texts } from "./geoms/texts.ts";

/** Every geometry by its name. */
export const GEOMS: Readonly<Record<string, Draw>> = {
  point: points,
  path,
  contour: path,
  line,
  step,
  bar: bars,
  tile: rects,
  rect: rects,
  hex: hexagons,
  dotplot: dots,
  polygon,
  ribbon,
  area,
  density: area,
  errorbar,
  linerange: range,
  pointrange,
  crossbar,
  boxplot,
  violin,
  text: texts,
  label: texts,
  hline,
  vline,
  abline,
  segment,
  curve,
  rug,
  ridges,
  smooth,
  blank: () => [],
};
