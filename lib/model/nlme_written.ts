/**
 * What a fit in nlme's arguments keeps of how it was asked for: its formulas and grouping levels, which
 * the model itself knows in other terms.
 *
 * @module
 */
import type { Expr } from "../syntax/expr.ts";

/** nlme's classes of positive-definite matrices that are known. */
export type PdStructure =
  | "pdLogChol"
  | "pdSymm"
  | "pdNatural"
  | "pdDiag"
  | "pdIdent"
  | "pdCompSymm";

/** Whether a class has correlations: its names differ in how nlme searches. */
export const isGeneral = (structure: PdStructure): boolean =>
  structure !== "pdDiag" && structure !== "pdIdent";

/** Random effects of one formula within a level. */
export interface NlmeEffects {
  /** One-sided, as deparsed: `~1`, `~0 + rep:gen`. */
  formula: string;
  /** Its class of matrices. */
  structure: PdStructure;
  /** The engine's name of the group whose effects these are. */
  group: string;
  /** Variables whose combinations are the effects of a multiple of an identity; none else. */
  levelsOf: readonly string[];
  /** Of compound symmetry the group whose variance is the covariance of the effects. */
  common?: string;
}

/** A level of grouping. */
export interface NlmeLevel {
  /** The grouping factor by itself: `V` of `block/V`. */
  name: string;
  /** The factors whose combinations are its groups, the outermost first; none where all rows are one. */
  factors: readonly Expr[];
  /** One formula, or the blocks of a blocked structure. */
  effects: readonly NlmeEffects[];
}

/** A word of nlme with its formula, as deparsed: `corAR1`, `~week | block/plot`. */
export interface NlmeStructure {
  /** As nlme calls it. */
  word: string;
  /** Its formula, as deparsed. */
  formula: string;
}

/** A correlation of the residuals. */
export interface NlmeCorrelation extends NlmeStructure {
  /** Of `corARMA` its numbers of coefficients, of the autoregression and of the moving averages. */
  orders?: readonly [p: number, q: number];
}

/** A variance function with its estimates. */
export interface NlmeVarianceFunction extends NlmeStructure {
  /** What nlme calls it in its tables. */
  title: string;
  /** As nlme prints them; of strata the first, which is 1, among them. */
  estimates: readonly [string, number][];
  /** Those that are estimated, on the scale on which nlme searches them. */
  loose: readonly [string, number][];
}

/** How far the data tell the numbers of variance functions. */
export interface NlmeVarianceSpread {
  /** Covariances of the numbers on nlme's scale of its search; NaN where the data cannot tell them. */
  readonly covariance: readonly (readonly number[])[];
  /** By number the slopes of the covariance parameters, in the order in which a fit gives these. */
  readonly slopes: readonly (readonly number[])[];
}

/** How the variances of the residuals differ. */
export interface NlmeVariance extends NlmeStructure {
  /** Strata that the engine knows as groups; null where functions stand in their place. */
  strata: Expr | null;
  /** Functions by whose estimates the rows are weighted; none where there are strata. */
  functions: readonly NlmeVarianceFunction[];
  /** How far the data tell their numbers, which takes some fits more. */
  spread?: () => NlmeVarianceSpread;
}

/** What was asked of nlme. */
export interface NlmeWritten {
  /** The formula of the fixed effects. */
  fixed: Expr;
  /** The outermost first; none of a `gls`. */
  levels: readonly NlmeLevel[];
  /** The correlation of the residuals; null for none. */
  correlation: NlmeCorrelation | null;
  /** How the variances of the residuals differ; null where they do not. */
  variance: NlmeVariance | null;
}
