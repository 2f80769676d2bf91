/**
 * What an expression of a page shows: a closed set of plain values. Each can be written as JSON
 * and shown again from it, byte for byte, so that a page can be rebuilt where the data are not.
 *
 * @module
 */
import type { ModelKind } from "../model/fit.ts";
import type { Note } from "../note.ts";
import type { AnovaTable } from "../inference/test/anova_table.ts";
import type { Letters } from "../inference/contrast/cld.ts";
import type { CoefficientTest } from "../inference/test/coefficient_tests.ts";
import type { Comparison } from "../inference/test/comparison.ts";
import type { ContrastTable } from "../inference/contrast/contrast_table.ts";
import type { JointTests } from "../inference/test/joint_tests.ts";
import type { MeansTable } from "../inference/means/means_grid.ts";
import type { FisherTables } from "../design/structure/fisher_tables.ts";
import type { AnovaShell } from "../design/structure/anova_shell.ts";
import type { ShownMmrm } from "./shown_mmrm.ts";
import type { ShownNlme } from "./shown_nlme.ts";
import type { FigureData } from "./figure/types.ts";

/** A vector as R prints it; names give a named vector. NA is null; ±Infinity as text. */
export interface ShownVector {
  /** Tells the kinds of values apart. */
  kind: "vector";
  /** R's type of the vector. */
  type: "numeric" | "integer" | "character" | "logical" | "factor";
  /** The elements. */
  values: (number | string | boolean | null)[];
  /** Names of the elements, or null. */
  names: string[] | null;
  /** Levels of a factor. */
  levels?: string[];
  /** Whether the levels have an order (`a < b`). */
  ordered?: boolean;
  /** Of a log likelihood: its number of parameters. */
  parameters?: number;
  /** Significant digits that `print` asks for; R's seven if absent. */
  digits?: number;
  /** What is counted, for counts by one factor. */
  counted?: string;
}

/** How the rows and columns of a table are put together, beyond what a data frame says. */
export interface TableArrangement {
  /** Rows under a heading of their own, counted from 0, `to` among them. */
  groups: { title: string; from: number; to: number }[];
  /** Rows of heads above the columns, the innermost first; `width` counts columns. */
  above: { head: string; width: number }[][];
  /** Lines below the table. */
  below: string[];
  /** Where the words of each column stand, those of the names of rows first where these are shown. */
  align?: ("left" | "center" | "right")[];
  /** What stands for a missing value; `NA` if absent. */
  missing?: string;
}

/** A data frame. */
export interface ShownFrame {
  /** Headings of rows and of columns, and lines below, where somebody asked for them. */
  arranged?: TableArrangement;
  /** As the console prints it, where that is not as a data frame: a tibble. */
  console?: string[];
  /** Tells the kinds of values apart. */
  kind: "frame";
  /** Columns from left to right. */
  columns: {
    name: string;
    type: "numeric" | "character" | "logical" | "factor";
    values: (number | string | boolean | null)[];
    /** Numbers that are whole and never written with a power of ten. */
    integer?: boolean;
  }[];
  /** Names of the rows, or null for 1, 2, … */
  rowNames: string[] | null;
  /** What is to be said of the value. */
  notes: Note[];
  /** Significant digits that `print` asks for; R's seven if absent. */
  digits?: number;
}

/** A matrix such as `vcov(m)`. */
export interface ShownMatrix {
  /** Tells the kinds of values apart. */
  kind: "matrix";
  /** Names of the rows. */
  rowNames: string[];
  /** Names of the columns. */
  columnNames: string[];
  /** Rows of the matrix. */
  values: (number | null)[][];
  /** What rows and columns are, for counts by two factors. */
  counted?: [string, string];
  /** Significant digits that `print` asks for; R's seven if absent. */
  digits?: number;
}

/** Parts of a generalized mixed model as glmmTMB names them. */
export type ModelPartName = "Conditional model" | "Zero-inflation model" | "Dispersion model";

/** Random effects of one part of a model. */
export interface PartComponents {
  /** Standard deviations and correlations, as of `VarCorr`. */
  components: ShownComponents["rows"];
  /** Grouping factors with the numbers of their levels. */
  groups: { name: string; levels: number }[];
}

/** Variance components (`VarCorr`). */
export interface ShownComponents {
  /** Tells the kinds of values apart. */
  kind: "components";
  /** Components in the order of the fit, the residual last. */
  rows: {
    /** As lme4 names the group; `Residual` for the last. */
    group: string;
    /** The effect, e.g. `(Intercept)`; empty for the residual. */
    term: string;
    /** Null if it has no estimate. */
    variance: number | null;
    sd: number | null;
    /** With the earlier effects of the same term; null where a variance is zero or has no estimate. */
    correlations: (number | null)[];
    /** Of an entry that is no variance: what it is, and how much. */
    quantity?: { kind: "covariance" | "correlation" | "range"; value: number };
    /** The structure of its term, where one parameter says all correlations. */
    structure?: "ar1" | "cs";
  }[];
  /** What is to be said of the value. */
  notes: Note[];
  /** Of a fit in nlme's terms. */
  nlme?: ShownNlme;
  /** Of which part of a model they are, where it may have several. */
  part?: ModelPartName;
  /** Those of further parts. */
  further?: { part: ModelPartName; rows: ShownComponents["rows"] }[];
  /** Which numbers `print` asks for; lme4's standard deviations if absent. */
  comp?: ("Variance" | "Std.Dev.")[];
  /** Significant digits that `print` asks for. */
  digits?: number;
}

/** Coefficients with tests: `summary(m)`. */
export interface ShownSummary {
  /** Tells the kinds of values apart. */
  kind: "summary";
  /** What was fitted. */
  model: ModelKind;
  /** The formula as R deparses it. */
  formula: string;
  /** Whether by REML; null for an `lm`. */
  reml: boolean | null;
  /** −2 log (restricted) likelihood; null for an `lm`. */
  criterion: number | null;
  /** How the df of the tests were found. */
  ddf: string;
  /** Coefficients with their tests; nulls where one is aliased. */
  coefficients: CoefficientTest[];
  /** Of a generalized linear model. */
  deviances?: {
    residual: number;
    null: number;
    nullDf: number;
    aic: number;
    family: string;
    link: string;
    /** Steps of Fisher's scoring. */
    iterations: number;
    /** The scale φ, where it is estimated. */
    dispersion?: number;
    /** The size of a negative binomial distribution, where it is estimated. */
    size?: { value: number; standardError: number; logLik: number };
  };
  /** Of a generalized mixed model. */
  marginal?: {
    family: string;
    link: string;
    method: "Laplace" | "Gauss-Hermite" | "pseudo-likelihood";
    nodes: number;
    /** The dispersion, where the family has one and it is one number. */
    dispersion: number | null;
    /** A further parameter of the family; null for none. */
    familyParameter: { name: string; value: number } | null;
    /** Formulas of zero inflation and of the dispersion, where these are modelled. */
    zero: string | null;
    dispersionFormula: string | null;
    /** Tests of the coefficients of zero inflation, and of a modelled dispersion. */
    zeroInflation: CoefficientTest[];
    dispersionModel: CoefficientTest[];
    /** Random effects of these parts; null where they have none. */
    zeroRandom: PartComponents | null;
    dispersionRandom: PartComponents | null;
  };
  /** Of a fit in mmrm's terms. */
  mmrm?: ShownMmrm;
  /** Of a fit in nlme's terms. */
  nlme?: ShownNlme;
  /** Variance components; null for an `lm`. */
  components: ShownComponents["rows"] | null;
  /** Grouping factors with their numbers of levels; null for an `lm`. */
  groups: { name: string; levels: number }[] | null;
  /** Observations used. */
  n: number;
  /** Residual standard deviation; NaN where the residuals have a structure. */
  sigma: number;
  /** The structure of the residuals, `un(Day | Pen)`; absent where they have none. */
  residual?: string;
  /** Residual degrees of freedom. */
  residualDf: number;
  /** Share of the variation explained; null where it means nothing. */
  rSquared: number | null;
  /** The same, adjusted for the number of coefficients. */
  adjustedRSquared: number | null;
  /** Test of all coefficients together; null for an `lmer`. */
  overallF: { statistic: number; numDf: number; denDf: number; pValue: number } | null;
  /** Quartiles of the residuals (scaled by σ for `lmer`): min, Q1, median, Q3, max. */
  residualQuartiles: number[] | null;
  /** What is to be said of the value. */
  notes: Note[];
  /** The call as written, for `lm`; made of the formula if absent. */
  call?: string | null;
  /** Name of the data as written; `data` if absent. */
  data?: string | null;
  /** Name of the weights as written, if there are any. */
  weights?: string;
  /** The arguments offset, control and subset, as written; the offset is no part of `formula` then. */
  offset?: string;
  /** The argument control, as written. */
  control?: string;
  /** The argument subset, as written. */
  subset?: string;
  /** Rows left out because of missing values. */
  missing?: number;
  /** All residuals where there are no more than five residual df. */
  residuals?: number[];
  /** Names of their rows, where these are not 1, 2, … */
  residualNames?: string[];
  /** AIC, BIC, log-likelihood and deviance of a fit by maximum likelihood. */
  information?: { aic: number; bic: number; logLik: number; deviance: number; residualDf: number };
  /** Correlations of the estimable fixed effects, square. */
  correlation?: number[][];
  /** A fit itself: the estimates without their tests, as R prints a model. */
  brief?: boolean;
  /** Significant digits that `print` or a page's settings ask for; R's four if absent. */
  digits?: number;
  /** False where p-values have no stars. */
  stars?: boolean;
}

/** An equation with its where-list. */
export interface ShownEquation {
  /** Tells the kinds of values apart. */
  kind: "equation";
  /** One displayed line each, in order, aligned at `&`; terms may carry `\htmlData{term=…}`. */
  lines: string[];
  /** `symbol` is LaTeX; `range` says which values it takes or what it was estimated to be. */
  where: { symbol: string; meaning: string; term?: string; range?: string }[];
  /** What is to be said of the value. */
  notes: Note[];
}

/** A figure of our own, as data and not as a picture: `render` draws it. */
export interface ShownFigure {
  /** Tells the kinds of values apart. */
  kind: "figure";
  /** The kind of figure, the same as `data.figure`. */
  figure: FigureData["figure"];
  /** The numbers and words that the picture is drawn from. */
  data: FigureData;
  /** Generated from the model; an author's `alt` overrides it. */
  alt: string;
  /** Width in pixels; null for its own. */
  width: number | null;
  /** Height in pixels; null for its own. */
  height: number | null;
}

/** What a `plot` fence gave: markup that has been checked. */
export interface ShownMarkup {
  /** Tells the kinds of values apart. */
  kind: "markup";
  /** One SVG or HTML element. */
  markup: string;
  /** What it shows, for those who do not see it. */
  alt: string;
}

/** Pictures of the author's own that a block shows (`include_graphics`). */
export interface ShownPictures {
  /** Tells the kinds of values apart. */
  kind: "pictures";
  /** Their files, relative to the page. */
  paths: string[];
}

/** A named list, as `emmeans(m, pairwise ~ Trt)` gives. */
export interface ShownList {
  /** Tells the kinds of values apart. */
  kind: "list";
  /** Members in order. */
  items: {
    name: string;
    /** What stands above it in place of its name. */
    heading?: string;
    value: Shown;
  }[];
}

/** A remark on its own, or `NULL`. */
export interface ShownText {
  /** Tells the kinds of values apart. */
  kind: "text";
  /** The words. */
  text: string;
  /** They are Markdown, as a block has it that asks for `results: asis`. */
  markdown?: true;
}

/** Joint tests of the terms of a model on the grid of its means (`joint_tests`, `test(…, joint)`). */
export type ShownJointTests = JointTests;

/** Means with compact letters (`cld`): rows in the order in which they are shown. */
export type ShownLetters = Letters;

/** Models compared: likelihood-ratio tests, F tests of nested `lm` fits, or random terms left out. */
export type ShownComparison = Comparison & Printing;

/** How a table of tests is printed, where `print` or a page's settings ask for it. */
export interface Printing {
  /** Significant digits; R's five if absent. */
  digits?: number;
  /** False where p-values have no stars. */
  stars?: boolean;
}

/** A table of tests of the terms of a model. */
export interface ShownAnova extends Printing {
  /** Tells the kinds of values apart. */
  kind: "anova";
  /** The tests. */
  table: AnovaTable;
}

/** What Fisher would write before any data: units, treatments, and both together. */
export interface ShownFisherTables {
  /** Tells the kinds of values apart. */
  kind: "fisher-tables";
  /** The three tables, line by line. */
  tables: FisherTables;
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
  | ShownPictures
  | ShownList
  | ShownText
  | ShownJointTests
  | ShownLetters
  | ShownComparison
  | ShownFisherTables
  | ShownAnova
  | { kind: "means"; table: MeansTable }
  | { kind: "contrasts"; table: ContrastTable }
  | { kind: "shell"; shell: AnovaShell };
