/**
 * What an expression of a page shows: a closed set of plain values. Each can be written as JSON
 * and shown again from it, byte for byte, so that a page can be rebuilt where the data are not.
 *
 * @module
 */
import type { Note } from "../note.ts";
import type { AnovaTable } from "../inference/anova_table.ts";
import type { MeansTable } from "../inference/means_grid.ts";
import type { Adjust, ContrastTable } from "../inference/contrast_table.ts";
import type { Ddf } from "../inference/ddf.ts";
import type { AnovaShell } from "../design/anova_shell.ts";
import type { FigureData } from "./figure/types.ts";

/** A vector as R prints it; names give a named vector. NA is null; ±Infinity as text. */
export interface ShownVector {
  kind: "vector";
  type: "numeric" | "integer" | "character" | "logical" | "factor";
  values: (number | string | boolean | null)[];
  names: string[] | null;
  /** Levels of a factor. */
  levels?: string[];
  /** Whether the levels have an order (`a < b`). */
  ordered?: boolean;
}

/** A data frame. */
export interface ShownFrame {
  kind: "frame";
  columns: {
    name: string;
    type: "numeric" | "character" | "logical" | "factor";
    values: (number | string | boolean | null)[];
  }[];
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
  coefficients: {
    name: string;
    estimate: number | null;
    standardError: number | null;
    df: number | null;
    statistic: number | null;
    pValue: number | null;
  }[];
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
  /** The call as written, for `lm`; made of the formula if absent. */
  call?: string | null;
  /** Name of the data as written; `data` if absent. */
  data?: string | null;
  /** Name of the weights as written, if there are any. */
  weights?: string;
  /** Rows left out because of missing values. */
  missing?: number;
  /** All residuals where there are no more than five residual df. */
  residuals?: number[];
  /** AIC, BIC, log-likelihood and deviance of a fit by maximum likelihood. */
  information?: { aic: number; bic: number; logLik: number; deviance: number; residualDf: number };
  /** Correlations of the estimable fixed effects, square. */
  correlation?: number[][];
}

/** An equation with its where-list. */
export interface ShownEquation {
  kind: "equation";
  /** One displayed line each, in order, aligned at `&`; terms may carry `\htmlData{term=…}`. */
  lines: string[];
  /** `symbol` is LaTeX; `range` says which values it takes or what it was estimated to be. */
  where: { symbol: string; meaning: string; term?: string; range?: string }[];
  notes: Note[];
}

/** A figure of our own, as data and not as a picture: `render` draws it. */
export interface ShownFigure {
  kind: "figure";
  /** The kind of figure, the same as `data.figure`. */
  figure: FigureData["figure"];
  data: FigureData;
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

/** Joint tests of the terms of a model on the grid of its means (`joint_tests`, `test(…, joint)`). */
export interface ShownJointTests {
  kind: "joint-tests";
  rows: {
    /** As R deparses it, or `(confounded)`. */
    term: string;
    by?: Record<string, string | number>;
    numDf: number;
    denDf: number | null;
    /** F, or χ²/df where df are asymptotic. */
    statistic: number | null;
    pValue: number | null;
    /** `d`: fewer numerator df by linear dependence; `e`: not all contrasts estimable. */
    note?: string;
  }[];
  by: string[];
  ddf: Ddf;
  notes: Note[];
}

/** Means with compact letters (`cld`): rows in the order in which they are shown. */
export interface ShownLetters {
  kind: "letters";
  table: MeansTable;
  /** One for each row of `table`: `a`, `ab`, ` b`; letters stand at their own place. */
  letters: string[];
  alpha: number;
  adjust: Adjust;
  familySize: number;
  notes: Note[];
}

/** Models compared: likelihood-ratio tests, F tests of nested `lm` fits, or random terms left out. */
export interface ShownComparison {
  kind: "comparison";
  of: "likelihood-ratio" | "sum-of-squares" | "random-terms";
  /** Name of the data as written. */
  data: string | null;
  /** Deparsed formulas; for `random-terms` one entry, the full model. */
  models: { name: string; formula: string }[];
  rows: {
    /** Name of the model, or the random term left out (`<none>` for the full model). */
    name: string;
    parameters?: number;
    aic?: number;
    bic?: number;
    logLik?: number;
    deviance?: number;
    residualDf?: number;
    residualSumSq?: number;
    sumSq?: number | null;
    /** χ² or F against the row before (random terms: against the full model). */
    statistic: number | null;
    df: number | null;
    pValue: number | null;
  }[];
  notes: Note[];
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
  | ShownJointTests
  | ShownLetters
  | ShownComparison
  | { kind: "anova"; table: AnovaTable }
  | { kind: "means"; table: MeansTable }
  | { kind: "contrasts"; table: ContrastTable }
  | { kind: "shell"; shell: AnovaShell };
