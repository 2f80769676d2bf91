/**
 * What the tables of nlme's fits show besides: grouping levels by their formulas, and the structures of the
 * residuals.
 *
 * @module
 */
import type { PdStructure } from "../model/nlme_written.ts";

/** Random effects of one formula. */
export interface ShownEffects {
  /** `~1 | V %in% block`. */
  formula: string;
  /** nlme's class of the matrix, with the formula in it: `pdLogChol(1)`. */
  matrix: string;
  /** Its class of matrices. */
  structure: PdStructure;
  /** By effect: its variance, standard deviation and correlations with those before it. */
  rows: {
    term: string;
    variance: number | null;
    sd: number | null;
    correlations: (number | null)[];
  }[];
}

/** A structure with its estimates. */
export interface ShownStructure {
  /** As nlme calls it: `AR(1)`. */
  title: string;
  /** Its formula, as deparsed. */
  formula: string;
  /** Names and values of the estimates. */
  estimates: [string, number][];
  /** Correlations below the diagonal, where the structure has all. */
  matrix?: { names: string[]; values: number[][] };
}

/** What a fit by nlme's conventions has besides. */
export interface ShownNlme {
  /** The formula of the fixed effects. */
  fixed: string;
  /** The outermost first; several effects of one level are blocks. */
  levels: { name: string; count: number; effects: ShownEffects[] }[];
  /** The correlation of the residuals; null for none. */
  correlation: ShownStructure | null;
  /** How the variances of the residuals differ; null where they do not. */
  variance: ShownStructure | null;
  /** Variance functions that are multiplied with the first; absent where there is one. */
  furtherVariances?: ShownStructure[];
  /** Standard deviation of the residuals, of the first stratum where there are several. */
  sigma: number;
  /** AIC as nlme counts it. */
  aic: number;
  /** BIC as nlme counts it. */
  bic: number;
  /** The log likelihood, or the restricted one. */
  logLik: number;
}
