/**
 * What a figure holds: the numbers it draws, with the words of its axes. Every type is plain data,
 * so that a figure can be written as JSON and drawn again.
 *
 * @module
 */
import type { ArrangedFigure, LayersFigure } from "./grammar/types.ts";
export type { LayersFigure } from "./grammar/types.ts";
import type { SheetFigure } from "./sheet/types.ts";
export type { SheetFigure } from "./sheet/types.ts";

/** A measured or computed quantity on an axis. */
export interface Quantity {
  /** Words of the axis, e.g. `Fecal dry matter`. */
  label: string;
  /** Unit, e.g. `%`; shown in brackets after the label. */
  unit?: string;
}

/** A mean with its uncertainty at one level of the factor on the x axis. */
export interface MeanMark {
  /** Level of the factor on the x axis. */
  level: string;
  /** Null: not estimable, drawn as a gap. */
  mean: number | null;
  /** Null where it is unknown. */
  standardError: number | null;
  /** Lower limit of the interval. */
  lower: number | null;
  /** Upper limit of the interval. */
  upper: number | null;
}

/** Means that belong together: one fit, or one level of the tracing factor. */
export interface MeanSeries {
  /** Words of the key, e.g. `rooms random`, `Day 7`. */
  name: string;
  /** One mark a level. */
  rows: MeanMark[];
  /** Standard error of a difference within the series, if it is the same for all pairs. */
  sed: number | null;
  /** Letters of a compact display, one a row. */
  letters?: string[];
}

/** Means with intervals over raw data; `interaction` joins the means of a series by a line. */
export interface MeansFigure {
  /** Tells the kinds of figures apart. */
  figure: "means" | "interaction";
  /** What was measured. */
  response: Quantity;
  /** The factor on the x axis, in words. */
  factor: string;
  /** Levels of the factor, from left to right. */
  levels: string[];
  /** Sets of means, drawn side by side. */
  series: MeanSeries[];
  /** What distinguishes the series, e.g. `Rooms` or `Day`; empty where there is one series. */
  seriesName: string;
  /** Confidence level of the intervals. */
  level: number;
  /** Observations behind the means; `one` says what a point is, e.g. `one pen`. */
  raw: { one: string; rows: { level: string; value: number; series?: string }[] } | null;
}

/** Four pictures of a fit's residuals. */
export interface ResidualsFigure {
  /** Tells the kinds of figures apart. */
  figure: "residuals";
  /** What was measured. */
  response: Quantity;
  /** Fitted values, one an observation. */
  fitted: number[];
  /** Standardised: residual over its standard deviation. */
  standardized: number[];
  /** Residuals by group, if the model has a grouping factor. */
  group: { name: string; levels: string[]; codes: number[] } | null;
  /** Which of the pictures are drawn, from 1; all of them without it. */
  only?: number[];
}

/** Normal quantiles of one sample, with a pointwise envelope. */
export interface QuantilesFigure {
  /** Tells the kinds of figures apart. */
  figure: "qq";
  /** What the values are. */
  sample: Quantity;
  /** The sample, in any order. */
  values: number[];
  /** Coverage of the pointwise envelope. */
  level: number;
}

/** Points of two vectors. */
export interface ScatterFigure {
  /** Tells the kinds of figures apart. */
  figure: "scatter";
  /** What the x axis shows. */
  x: Quantity;
  /** What the y axis shows. */
  y: Quantity;
  /** The points. */
  points: { x: number; y: number }[];
}

/** Predicted random effects with intervals; with `raw`, how far each was drawn to zero. */
export interface ShrinkageFigure {
  /** Tells the kinds of figures apart. */
  figure: "shrinkage";
  /** What was measured. */
  response: Quantity;
  /** Grouping factor in words. */
  group: string;
  /** `(Intercept)` or the name of a slope. */
  term: string;
  /** One row a level; `raw` is the effect before it was drawn to zero. */
  rows: { level: string; estimate: number; standardError: number; raw: number | null }[];
  /** Confidence level of the intervals. */
  level: number;
}

/** Standard deviations of the random effects with intervals. */
export interface ComponentsFigure {
  /** Tells the kinds of figures apart. */
  figure: "components";
  /** What was measured. */
  response: Quantity;
  /** One row a standard deviation. */
  rows: { name: string; sd: number; lower: number | null; upper: number | null }[];
  /** Confidence level of the intervals. */
  level: number;
  /** `profile`, `wald` or `bootstrap`; empty if there are no intervals. */
  method: string;
}

/** Correlations between observations that the model implies. */
export interface CorrelationFigure {
  /** Tells the kinds of figures apart. */
  figure: "correlation";
  /** One name for each observation. */
  labels: string[];
  /** Correlations, square and symmetric. */
  matrix: number[][];
}

/** Differences with simultaneous intervals. */
export interface PairsFigure {
  /** Tells the kinds of figures apart. */
  figure: "pairs";
  /** What was measured. */
  response: Quantity;
  /** One row a comparison. */
  rows: {
    contrast: string;
    by: string;
    estimate: number | null;
    lower: number | null;
    upper: number | null;
    pValue: number | null;
  }[];
  /** Adjustment for multiplicity of the intervals. */
  adjust: string;
  /** Confidence level of the intervals. */
  level: number;
  /** Where a difference means nothing: 0, or 1 for ratios. */
  zero: number;
}

/** A column over the rows and columns of a field. */
export interface FieldFigure {
  /** Tells the kinds of figures apart. */
  figure: "field";
  /** What the tones show. */
  value: Quantity;
  /** Word for a row. */
  row: string;
  /** Word for a column. */
  column: string;
  /** One entry a plot; null where the value is missing. */
  plots: { row: number; column: number; value: number | null; treatment: string }[];
}

/** Profiles of the criterion: ζ against each parameter. */
export interface ProfileFigure {
  /** Tells the kinds of figures apart. */
  figure: "profile";
  /** One profile a parameter. */
  parameters: {
    name: string;
    estimate: number;
    lower: number | null;
    upper: number | null;
    points: { value: number; zeta: number }[];
  }[];
  /** Confidence level of the intervals. */
  level: number;
}

/** Power against what is varied: the difference, or a count. */
export interface PowerFigure {
  /** Tells the kinds of figures apart. */
  figure: "power";
  /** What the x axis shows. */
  x: Quantity;
  /** One curve a test. */
  curves: { name: string; points: { x: number; power: number }[] }[];
  /** Level of the tests. */
  alpha: number;
  /** A target to read off, e.g. 0.8. */
  target: number | null;
}

/** Every observation of a trial in the order of its design. */
export interface StripFigure {
  /** Tells the kinds of figures apart. */
  figure: "strip";
  /** What the tones show. */
  value: Quantity;
  /** Groups along the strip (rooms, blocks), each a run of columns. */
  groups: {
    name: string;
    /** One column a unit: its treatment and its values, one a row, null where missing. */
    columns: { unit: string; treatment: string; values: (number | null)[] }[];
  }[];
  /** Names of the rows (days), top to bottom; one empty name if there is one row. */
  rows: string[];
  /** Word for a unit and for a row, e.g. `pen`, `day`. */
  unit: string;
  /** Word for a row. */
  row: string;
}

/** Which variance components observations share: the covariance matrix as a picture of blocks. */
export interface CovarianceFigure {
  /** Tells the kinds of figures apart. */
  figure: "covariance";
  /** Units of each observation shown. */
  labels: string[];
  /** Kinds of cells, strongest first; `latex` is the covariance, `components` what is shared. */
  kinds: { components: string[]; latex: string }[];
  /** Index of the kind of each cell, row by row. */
  cells: number[][];
  /** Observations in all. */
  observations: number;
}

/** Residuals scaled by simulation: uniform between 0 and 1 where the model is right. */
export interface SimulatedResidualsFigure {
  /** Tells the kinds of figures apart. */
  figure: "simulated";
  /** Scaled residuals, one an observation. */
  scaled: number[];
  /** Whether there is a panel of their uniform quantiles. */
  quantiles: boolean;
  /** What tests of them say, to stand above the quantiles. */
  tests?: { name: string; pValue: number }[];
  /** What they are drawn against in a panel, if there is one. */
  against: { label: string; values: number[] } | null;
  /** Figures of the observations among those of the simulated responses, a panel each. */
  among?: { label: string; observed: number; simulated: number[]; pValue: number }[];
  /** Whether there is a panel of how many lie where, and how many lie outside all simulations. */
  outside?: { below: number; above: number; pValue: number };
}

/** The data of every figure that can be drawn. */
export type FigureData =
  | MeansFigure
  | ResidualsFigure
  | QuantilesFigure
  | ScatterFigure
  | ShrinkageFigure
  | ComponentsFigure
  | CorrelationFigure
  | CovarianceFigure
  | PairsFigure
  | FieldFigure
  | ProfileFigure
  | PowerFigure
  | SimulatedResidualsFigure
  | StripFigure
  | LayersFigure
  | SheetFigure
  | ArrangedFigure;
