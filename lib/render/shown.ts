/**
 * What an expression of a page shows: a closed set of plain values. Each can be written as JSON
 * and shown again from it, byte for byte, so that a page can be rebuilt where the data are not.
 *
 * @module
 */
import type { Note } from "../note.ts";
import type { AnovaTable } from "../inference/anova_table.ts";
import type { MeansTable } from "../inference/means_grid.ts";
import type { ContrastTable } from "../inference/contrast_table.ts";
import type { AnovaShell } from "../design/anova_shell.ts";

/** A vector as R prints it; names give a named vector. NA is null; ±Infinity as text. */
export interface ShownVector {
  kind: "vector";
  type: "numeric" | "integer" | "character" | "logical" | "factor";
  values: (number | string | boolean | null)[];
  names: string[] | null;
  /** Levels of a factor. */
  levels?: string[];
}

/** A data frame. */
export interface ShownFrame {
  kind: "frame";
  columns: { name: string; type: "numeric" | "character" | "logical" | "factor"; values: (number | string | boolean | null)[] }[];
  rowNames: string[] | null;
  notes: Note[];
}

/** A matrix such as `vcov(m)`. */
export interface ShownMatrix {
  kind: "matrix";
  rowNames: string[];
  columnNames: string[];
  values: (number | null)[][];
}

/** Variance components (`VarCorr`). */
export interface ShownComponents {
  kind: "components";
  rows: { group: string; term: string; variance: number; sd: number; correlations: number[] }[];
  notes: Note[];
}

/** Coefficients with tests: `summary(m)`. */
export interface ShownSummary {
  kind: "summary";
  model: "lm" | "lmer";
  formula: string;
  reml: boolean | null;
  criterion: number | null;
  ddf: string;
  coefficients: { name: string; estimate: number | null; standardError: number | null; df: number | null; statistic: number | null; pValue: number | null }[];
  components: ShownComponents["rows"] | null;
  groups: { name: string; levels: number }[] | null;
  n: number;
  sigma: number;
  residualDf: number;
  rSquared: number | null;
  adjustedRSquared: number | null;
  overallF: { statistic: number; numDf: number; denDf: number; pValue: number } | null;
  /** Quartiles of the residuals (scaled by σ for `lmer`): min, Q1, median, Q3, max. */
  residualQuartiles: number[];
  notes: Note[];
}

/** An equation with its where-list. */
export interface ShownEquation {
  kind: "equation";
  /** One displayed line each, in order; terms may carry `\htmlData{term=…}`. */
  lines: string[];
  where: { symbol: string; meaning: string; term?: string }[];
  notes: Note[];
}

/** A figure of our own, as data and not as a picture: `render` draws it. */
export interface ShownFigure {
  kind: "figure";
  /** `means`, `interaction`, `residuals`, `qq`, `shrinkage` …; each has its own `data`. */
  figure: string;
  data: unknown;
  /** Generated from the model; an author's `alt` overrides it. */
  alt: string;
  width: number | null;
  height: number | null;
}

/** What a `plot` fence gave: markup that has been checked. */
export interface ShownMarkup {
  kind: "markup";
  markup: string;
  alt: string;
}

/** A named list, as `emmeans(m, pairwise ~ Trt)` gives. */
export interface ShownList {
  kind: "list";
  items: { name: string; value: Shown }[];
}

/** A remark on its own, or `NULL`. */
export interface ShownText {
  kind: "text";
  text: string;
}

/** Everything that a page can show. */
export type Shown =
  | ShownVector
  | ShownFrame
  | ShownMatrix
  | ShownComponents
  | ShownSummary
  | ShownEquation
  | ShownFigure
  | ShownMarkup
  | ShownList
  | ShownText
  | { kind: "anova"; table: AnovaTable }
  | { kind: "means"; table: MeansTable }
  | { kind: "contrasts"; table: ContrastTable }
  | { kind: "shell"; shell: AnovaShell };
