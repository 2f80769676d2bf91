/**
 * What a fit with random effects says of these: variances, parameters of the covariance matrices,
 * predictions.
 *
 * @module
 */
import type { Table } from "../data/table.ts";
import type { SpreadScale } from "./spread_scale.ts";
import type { RandomTerm } from "./formula/formula.ts";

/** A variance component or, for the last entry, the residual variance. */
export interface VarianceComponent {
  /** lme4's name of the grouping factor, or `Residual`. */
  group: string;
  /** What varies among the groups: `(Intercept)`, `Days`; empty for the residual. */
  term: string;
  /** In squared units of the response; null if the data cannot tell it from what else is in the model. */
  variance: number | null;
  /** Its root. */
  sd: number | null;
  /**
   * Present where the entry is no variance, and `variance` and `sd` are null: what shapes the covariance
   * of the residuals beside these.
   */
  quantity?: { kind: "covariance" | "correlation" | "range"; value: number };
  /** With the earlier terms of the same random-effects term; null with a term of variance 0. */
  correlations: (number | null)[];
  /** The structure that its term was given, where one parameter says all correlations. */
  structure?: "ar1" | "cs";
}

/** A parameter of the covariance matrix of the observations. */
export interface CovarianceEstimate {
  /** As SAS names it: `var(Block)`, `cov(Days,(Intercept)|Subject)`, `un[2,1]`, `sigma2`. */
  name: string;
  /** The group of subjects whose parameter it is, where groups have their own: what stands in braces. */
  group?: string;
  /** Null if the data cannot tell it. */
  estimate: number | null;
  /** From the observed information; null on a boundary, and where the data cannot tell it. */
  standardError: number | null;
}

/** A standard deviation or a correlation of random effects, with the error on the scale of its limits. */
export interface RandomSpread {
  /** What it is. */
  readonly kind: "sd" | "correlation";
  /** The scale of its limits. */
  readonly scale: SpreadScale;
  /** As glmmTMB names it: `Std.Dev.(Intercept)|Block`. */
  readonly name: string;
  /** Of an autoregression the correlation of neighbours. */
  readonly estimate: number;
  /** On the scale of the limits; null where the data cannot tell it. */
  readonly standardError: number | null;
  /** The power of the correlation and its limits that is meant; 1 elsewhere. */
  readonly lag: number;
}

/** One random term in numbers: the rows that its effects move. */
export interface EffectBlock {
  /** The grouping factor. */
  readonly group: string;
  /** Its levels, in their order. */
  readonly levels: readonly string[];
  /** What varies over the levels: `(Intercept)`, `Days`. */
  readonly columns: readonly string[];
  /** Level of each row used. */
  readonly codes: Int32Array;
  /** By column, the coefficient of its effect in each row used. */
  readonly values: readonly Float64Array[];
  /** By level, the predicted effects of its columns. */
  readonly effects: readonly Float64Array[];
  /** Rows of the lower triangle whose product with its transpose is the covariance of a level. */
  readonly factor: readonly Float64Array[];
  /** The parameters of its covariance as glmmTMB has them; null for a structure of another mapping. */
  readonly theta: readonly number[] | null;
}

/** A predicted random effect (conditional mode). */
export interface RandomEffect {
  /** lme4's name of the grouping factor. */
  group: string;
  /** Level of the grouping factor, `c:b:a` for nested ones. */
  level: string;
  /** `(Intercept)`, `Days` … */
  term: string;
  /** Best linear unbiased prediction. */
  estimate: number;
  /** lme4's conditional s.d. */
  standardError: number;
}

/** P, Q and the covariances of variance parameters, over the coefficients, of pseudo-data. */
export interface PseudoInformation {
  /** Coefficients. */
  readonly p: number;
  /** Variance parameters that are not on a boundary. */
  readonly count: number;
  /** The scale is known. */
  readonly sigmaSquared: 1;
  /** Φ. */
  readonly covariance: Float64Array;
  /** Pᵢ. */
  readonly first: readonly Float64Array[];
  /** Qᵢⱼ + Qⱼᵢ by pairs. */
  readonly second: readonly Float64Array[];
  /** Covariances of the variance parameters by either information. */
  readonly w: { readonly expected: Float64Array; readonly observed: Float64Array };
}

/** The random effects of one predictor. */
export interface PartRandom {
  /** The random terms, with several of a `||` apart. */
  readonly randomTerms: readonly RandomTerm[];
  /** Variances, with correlations. */
  readonly varianceComponents: VarianceComponent[];
  /** The parameters of the covariance matrices with their standard errors. */
  readonly covarianceParameters: CovarianceEstimate[];
  /** Predictions of all levels of all groups. */
  readonly randomEffects: RandomEffect[];
  /** Their standard errors with those of the parameters taken in, in the same order. */
  jointErrors(): number[];
  /** Number of levels by group. */
  readonly groups: { name: string; levels: number }[];
  /** Standard deviations and correlations, for their limits. */
  readonly spreads: readonly RandomSpread[];
}

/** What a fit says of the random effects of rows that need not be its own. */
export interface RowEffects {
  /**
   * The sum of the predicted random effects of rows of a table, in the predictor of one part.
   * @throws DiagnosticError `unknown-column`, `unknown-level`
   */
  randomRows(
    part: "mean" | "zero" | "dispersion",
    table: Table,
    options: { terms?: ReadonlySet<number>; allowNewLevels?: boolean },
  ): Float64Array;
  /**
   * Standard errors of the mean's predictor in rows of a table, its random effects with it: what the
   * estimates leave open, those of the variances too. A group that is new has the variance of any.
   * @throws DiagnosticError `unknown-column`, `unknown-level`
   * @internal
   */
  predictorErrors(
    table: Table,
    options: { terms?: ReadonlySet<number>; allowNewLevels?: boolean },
  ): number[];
}
