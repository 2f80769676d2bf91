/**
 * What a figure holds: the numbers it draws, with the words of its axes. Every type is plain data,
 * so that a figure can be written as JSON and drawn again.
 *
 * @module
 */

/** A measured or computed quantity on an axis. */
export interface Quantity {
  /** Words of the axis, e.g. `Fecal dry matter`. */
  label: string;
  /** Unit, e.g. `%`; shown in brackets after the label. */
  unit?: string;
}

/** A mean with its uncertainty at one level of the factor on the x axis. */
export interface MeanMark {
  level: string;
  /** Null: not estimable, drawn as a gap. */
  mean: number | null;
  standardError: number | null;
  lower: number | null;
  upper: number | null;
}

/** Means that belong together: one fit, or one level of the tracing factor. */
export interface MeanSeries {
  /** Words of the key, e.g. `rooms random`, `Day 7`. */
  name: string;
  rows: MeanMark[];
  /** Standard error of a difference within the series, if it is the same for all pairs. */
  sed: number | null;
  /** Letters of a compact display, one a row. */
  letters?: string[];
}

/** Means with intervals over raw data; `interaction` joins the means of a series by a line. */
export interface MeansFigure {
  figure: "means" | "interaction";
  response: Quantity;
  /** The factor on the x axis, in words. */
  factor: string;
  levels: string[];
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
  figure: "residuals";
  response: Quantity;
  fitted: number[];
  /** Standardised: residual over its standard deviation. */
  standardized: number[];
  /** Residuals by group, if the model has a grouping factor. */
  group: { name: string; levels: string[]; codes: number[] } | null;
}

/** Normal quantiles of one sample, with a pointwise envelope. */
export interface QuantilesFigure {
  figure: "qq";
  sample: Quantity;
  values: number[];
  /** Coverage of the pointwise envelope. */
  level: number;
}

/** Points of two vectors. */
export interface ScatterFigure {
  figure: "scatter";
  x: Quantity;
  y: Quantity;
  points: { x: number; y: number }[];
}

/** Predicted random effects with intervals; with `raw`, how far each was drawn to zero. */
export interface ShrinkageFigure {
  figure: "shrinkage";
  response: Quantity;
  /** Grouping factor in words. */
  group: string;
  /** `(Intercept)` or the name of a slope. */
  term: string;
  rows: { level: string; estimate: number; standardError: number; raw: number | null }[];
  level: number;
}

/** Standard deviations of the random effects with intervals. */
export interface ComponentsFigure {
  figure: "components";
  response: Quantity;
  rows: { name: string; sd: number; lower: number | null; upper: number | null }[];
  level: number;
  /** `profile`, `wald` or `bootstrap`; empty if there are no intervals. */
  method: string;
}

/** Correlations between observations that the model implies. */
export interface CorrelationFigure {
  figure: "correlation";
  /** One name for each observation. */
  labels: string[];
  matrix: number[][];
}

/** Differences with simultaneous intervals. */
export interface PairsFigure {
  figure: "pairs";
  response: Quantity;
  rows: {
    contrast: string;
    by: string;
    estimate: number | null;
    lower: number | null;
    upper: number | null;
    pValue: number | null;
  }[];
  adjust: string;
  level: number;
  /** Where a difference means nothing: 0, or 1 for ratios. */
  zero: number;
}

/** A column over the rows and columns of a field. */
export interface FieldFigure {
  figure: "field";
  value: Quantity;
  row: string;
  column: string;
  plots: { row: number; column: number; value: number | null; treatment: string }[];
}

/** Profiles of the criterion: ζ against each parameter. */
export interface ProfileFigure {
  figure: "profile";
  parameters: {
    name: string;
    estimate: number;
    lower: number | null;
    upper: number | null;
    points: { value: number; zeta: number }[];
  }[];
  level: number;
}

/** Power against what is varied: the difference, or a count. */
export interface PowerFigure {
  figure: "power";
  x: Quantity;
  curves: { name: string; points: { x: number; power: number }[] }[];
  alpha: number;
  /** A target to read off, e.g. 0.8. */
  target: number | null;
}

/** Every observation of a trial in the order of its design. */
export interface StripFigure {
  figure: "strip";
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
  row: string;
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
  | PairsFigure
  | FieldFigure
  | ProfileFigure
  | PowerFigure
  | StripFigure;
