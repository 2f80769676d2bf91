/**
 * What every fitted model offers: the public shape and, for the floors above, the parts that
 * inference is made of.
 *
 * @module
 */
import type { Note } from "../note.ts";
import type { Table } from "../data/table.ts";
import type { FixedDesign } from "./fixed_design.ts";
import type { MixedCore } from "./mixed_core.ts";

/** Contrast codings by R's names without `contr.`. */
export type Coding = "treatment" | "sum" | "helmert" | "poly" | "sas";

/** A coefficient; an aliased one has estimate and standard error null. */
export interface Coefficient {
  name: string;
  estimate: number | null;
  standardError: number | null;
  aliased: boolean;
}

/** What `lm` and `lmer` have in common. Vectors of length n are computed when first read. */
export interface Fit {
  readonly kind: "lm" | "lmer";
  /** The formula as R deparses it. */
  readonly formula: string;
  /** The response as R deparses it, e.g. `log(breaks)`. */
  readonly response: string;
  /** Rows used. */
  readonly n: number;
  readonly rank: number;
  /** All columns of the model matrix in R's order, aliased ones among them. */
  readonly coefficients: Coefficient[];
  /** rank × rank, estimable coefficients only. */
  readonly vcov: number[][];
  readonly sigma: number;
  /** n − rank. */
  readonly residualDf: number;
  readonly logLik: number;
  readonly aic: number;
  readonly bic: number;
  readonly fitted: number[];
  readonly residuals: number[];
  readonly notes: Note[];

  // ---- for the floors above -------------------------------------------------------------------
  /** Fixed-effects terms, codings, model matrix and how to make its rows for new data. */
  readonly fixed: FixedDesign;
  /** Estimates of the estimable coefficients, in the order of `fixed.kept`. */
  readonly beta: Float64Array;
  /** Φ: rank × rank, row-major; σ² included. */
  readonly covariance: Float64Array;
  /** The rows used, with the columns that the formula names (factors with levels in use). */
  readonly data: Table;
  /** Prior weights of the rows used, or null. */
  readonly weights: Float64Array | null;
}

/** A linear model fitted by least squares. */
export interface LinearModel extends Fit {
  readonly kind: "lm";
  /** Weighted residual sum of squares. */
  readonly residualSumSq: number;
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  /** Overall F test against the intercept (or zero) model; null if there is nothing to test. */
  readonly overallF: { statistic: number; numDf: number; denDf: number } | null;
  /** Diagonal of the hat matrix. */
  readonly leverage: number[];
  /** Internally studentised (`rstandard`). */
  readonly standardizedResiduals: number[];
  /** Externally studentised (`rstudent`). */
  readonly studentizedResiduals: number[];
  readonly cooksDistance: number[];
  /** (Q'y) of the pivoted QR, length n: `effects[i]²` are sequential sums of squares. */
  readonly effects: Float64Array;
}

/** A variance component or, for the last entry, the residual variance. */
export interface VarianceComponent {
  group: string;
  term: string;
  variance: number;
  sd: number;
  /** With the earlier terms of the same random-effects term. */
  correlations: number[];
}

/** A predicted random effect (conditional mode). */
export interface RandomEffect {
  group: string;
  level: string;
  term: string;
  estimate: number;
  /** lme4's conditional s.d. */
  standardError: number;
}

/** A linear mixed model fitted by REML or ML. */
export interface LinearMixedModel extends Fit {
  readonly kind: "lmer";
  readonly reml: boolean;
  /** −2 log restricted likelihood or −2 log likelihood. */
  readonly criterion: number;
  /** Relative covariance parameters in lme4's order; exactly 0 on the boundary. */
  readonly theta: number[];
  /** lme4's names, e.g. `Variety:Block.(Intercept)`, `Subject.Days.(Intercept)`. */
  readonly thetaNames: string[];
  readonly varianceComponents: VarianceComponent[];
  readonly randomEffects: RandomEffect[];
  /** Number of levels by group, in lme4's order. */
  readonly groups: { name: string; levels: number }[];
  /** Number of parameters: rank + |θ| + 1. */
  readonly parameters: number;
  readonly singular: boolean;
  readonly converged: boolean;
  /** Evaluations of the criterion. */
  readonly evaluations: number;
  /** The same model refitted by the other criterion. */
  refit(options: { reml: boolean }): LinearMixedModel;
  /** Cross-products, random terms and everything that df methods need. */
  readonly core: MixedCore;
}
