/**
 * What every fitted model offers: the public shape and, for the floors above, the parts that
 * inference is made of.
 *
 * @module
 */
import type { Note } from "../note.ts";
import type { Table } from "../data/table.ts";
import type { QR } from "../math/algebra/qr.ts";
import type { MersenneTwister } from "../math/chance/mersenne_twister.ts";
import type { DdfOffer } from "./ddf.ts";
import type { Dispersion, FamilyParameter, FittedFamily } from "./family.ts";
import type { FixedDesign } from "./fixed/fixed_design.ts";
import type { Formula, RandomTerm } from "./formula/formula.ts";
import type { ResponseForm } from "./response_form.ts";
import type {
  CovarianceEstimate,
  EffectBlock,
  PartRandom,
  PseudoInformation,
  RandomEffect,
  RandomSpread,
  RowEffects,
  VarianceComponent,
} from "./random_estimates.ts";
import type { MmrmWritten } from "./mmrm_written.ts";
import type { NlmeWritten } from "./nlme_written.ts";
import type { WeightlessRows } from "./fixed/weightless.ts";
import type { ModelKind, ModelWords } from "./model_kind.ts";
import type {
  Coefficient,
  MarginalLimits,
  MeanSlopes,
  ModelPart,
  ProfileLimits,
} from "./model_part.ts";
import type { Stratum } from "./stratum.ts";

export type {
  Coefficient,
  CovarianceEstimate,
  EffectBlock,
  MarginalLimits,
  MeanSlopes,
  ModelKind,
  ModelPart,
  ModelWords,
  PartRandom,
  ProfileLimits,
  PseudoInformation,
  RandomEffect,
  RandomSpread,
  RowEffects,
  Stratum,
  VarianceComponent,
};

/** By what criterion a fit stands where it does. */
export interface Likelihood {
  /** What was minimised or maximised. */
  readonly method: "least squares" | "REML" | "ML";
  /** Parameters that the likelihood counts: coefficients, covariance parameters, a dispersion. */
  readonly parameters: number;
  /** R's `deviance`: the residual sum of squares, −2 log (restricted) likelihood. */
  readonly deviance: number;
  /** R's `df.residual`. */
  readonly residualDf: number;
  /** The same model by a likelihood that compares with any other: itself unless by REML. */
  unrestricted(): Fit;
}

/**
 * What every fit has, whatever its class, and what it can do. Vectors of length n are computed when
 * first read.
 *
 * A caller asks for what it needs, never for the class: `random` is null for a fit without random
 * effects and else the fit itself with all that belongs to them, `leastSquares` likewise.
 */
export interface Fit {
  /** Which fit it is: a label for readers. */
  readonly kind: ModelKind;
  /** The formula as R deparses it. */
  readonly formula: string;
  /** The response as R deparses it, e.g. `log(breaks)`. */
  readonly response: string;
  /** Rows used. */
  readonly n: number;
  /** Estimable coefficients. */
  readonly rank: number;
  /** All columns of the model matrix in R's order, aliased ones among them. */
  readonly coefficients: Coefficient[];
  /** rank × rank, estimable coefficients only; NaN where one has a variance that cannot be estimated. */
  readonly vcov: number[][];
  /**
   * The root of the dispersion: the residual standard deviation of a row of weight 1, NaN where no
   * degree of freedom is left, or where residuals of a structure have no common variance; 1 for a
   * family whose dispersion is fixed.
   */
  readonly sigma: number;
  /**
   * The covariance of the residuals as it was asked for, `un(Day | Pen)`; null where they are independent
   * and of one variance.
   */
  readonly residualStructure: string | null;
  /** n − rank. */
  readonly residualDf: number;
  /** Log likelihood (restricted if fitted by REML) at the estimates. */
  readonly logLik: number;
  /** Akaike's criterion of `logLik`. */
  readonly aic: number;
  /** Schwarz's criterion of `logLik`. */
  readonly bic: number;
  /** Fitted values of the rows used, offset included. */
  readonly fitted: number[];
  /** Response minus fitted value. */
  readonly residuals: number[];
  /** Dropped rows, dropped columns and why, singular fits. */
  readonly notes: Note[];

  // ---- for the floors above -------------------------------------------------------------------
  /** Fixed-effects terms, codings, model matrix and how to make its rows for new data. */
  readonly fixed: FixedDesign;
  /** Estimates of the estimable coefficients, in the order of `fixed.kept`. */
  readonly beta: Float64Array;
  /** Φ: rank × rank, row-major; σ² included. */
  readonly covariance: Float64Array;
  /** Which rows of the data that were handed over were used; null for all. */
  readonly rows: Int32Array | null;
  /** The rows used, with the columns that the formula names (factors with levels in use). */
  readonly data: Table;
  /** Prior weights of the rows used, or null. */
  readonly weights: Float64Array | null;
  /** Rows of weight 0, which have fitted values and residuals all the same; null if there are none. */
  readonly weightless: WeightlessRows | null;
  /** Residuals over their standard deviations, as far as the class has these. */
  readonly standardizedResiduals: number[];
  /** Whether the variance of l'β can be estimated; l over the estimable coefficients. */
  isTestable(l: ArrayLike<number>): boolean;

  // ---- what it can do -------------------------------------------------------------------------
  /** How its class is spoken of. */
  readonly described: ModelWords;
  /**
   * The formula taken apart.
   * @internal
   */
  readonly parsed: Formula;
  /** The fit with all that belongs to a linear mixed model; null if it is none. */
  readonly random: LinearMixedModel | null;
  /** The fit with its random effects, of whatever class; null if it has none. */
  readonly mixed: MixedEffects | null;
  /** The fit with its approximate marginal likelihood; null if it has none. */
  readonly marginal: GeneralizedMixedModel | null;
  /** The fit with its sums of squares; null if it is not by least squares. */
  readonly leastSquares: LinearModel | null;
  /** The fit with its deviances; null if it is of a normal response. */
  readonly generalized: GeneralizedLinearModel | null;
  /** How it was fitted. */
  readonly likelihood: Likelihood;
  /** The distribution of the response, with its link. */
  readonly family: FittedFamily;
  /** The scale of that distribution. */
  readonly dispersion: Dispersion;
  /** Which df methods it offers. */
  readonly ddf: DdfOffer;
  /** What its response is. */
  readonly responseForm: ResponseForm;
  /**
   * The strata of an analysis in several; absent where there is one.
   * @internal
   */
  readonly strata?: readonly Stratum[];
}

/** A linear model fitted by least squares. */
export interface LinearModel extends Fit {
  /** A fit by least squares. */
  readonly kind: "lm";
  /** Weighted residual sum of squares. */
  readonly residualSumSq: number;
  /** R²: about the mean with an intercept, else about 0. */
  readonly rSquared: number;
  /** R² with mean squares in place of sums of squares. */
  readonly adjustedRSquared: number;
  /** Overall F test against the intercept (or zero) model; null if there is nothing to test. */
  readonly overallF: { statistic: number; numDf: number; denDf: number } | null;
  /** Diagonal of the hat matrix. */
  readonly leverage: number[];
  /** Internally studentised (`rstandard`). */
  readonly standardizedResiduals: number[];
  /** Externally studentised (`rstudent`). */
  readonly studentizedResiduals: number[];
  /** Cook's distance of each row; NaN where the leverage is 1. */
  readonly cooksDistance: number[];
  /** The first `rank` elements of Q'y of the pivoted QR: their squares are sequential sums of squares. */
  readonly effects: Float64Array;
  /**
   * The pivoted QR decomposition of the distinct model rows times the roots of their weights.
   * @internal
   */
  readonly decomposition: QR;
}

/** What the engine keeps of a fit: closed to everyone who does not ask `coreOf` for it. */
export interface EngineCore {
  /** Which engine it belongs to. */
  readonly engine: "mixed";
}

/** What every fit with random effects has. */
export interface MixedEffects extends Fit {
  /**
   * The random terms, with several of a `||` apart.
   * @internal
   */
  readonly randomTerms: readonly RandomTerm[];
  /** In lme4's order; of a normal response the residual variance last. */
  readonly varianceComponents: VarianceComponent[];
  /** The parameters of the covariance matrices with their standard errors. */
  readonly covarianceParameters: CovarianceEstimate[];
  /** Predictions of all levels of all groups. */
  readonly randomEffects: RandomEffect[];
  /** Number of levels by group, in lme4's order. */
  readonly groups: { name: string; levels: number }[];
  /** True for restricted maximum likelihood, false for maximum likelihood. */
  readonly reml: boolean;
  /** A variance is 0 or a correlation ±1 at the optimum. */
  readonly singular: boolean;
  /** The gradient vanishes at the estimates (or points out of the boundary). */
  readonly converged: boolean;
}

/** A generalized linear mixed model, its likelihood by an approximate integral. */
export interface GeneralizedMixedModel extends MixedEffects, RowEffects {
  /** By whose conventions. */
  readonly kind: "glmer" | "glmmTMB" | "glimmix";
  /** How the random effects are integrated over. */
  readonly integral: {
    readonly method: "Laplace" | "Gauss-Hermite" | "pseudo-likelihood";
    /** Nodes in each dimension, and whether the curvature is the likelihood's or its expectation. */
    readonly nodes: number;
    readonly hessian: "observed" | "expected";
  };
  /** Coefficients of the log-odds of a zero of its own; none if there is no such part. */
  readonly zeroInflation: Coefficient[];
  /** Coefficients of the predictor of the dispersion, where it has more than one. */
  readonly dispersionModel: Coefficient[];
  /** Tweedie's power, Student's df; null for none. */
  readonly familyParameter: FamilyParameter | null;
  /** Formulas of the parts beside the mean, as written; null where they are not modelled. */
  readonly partFormulas: { readonly zero: string | null; readonly dispersion: string | null };
  /** Random effects of the parts beside the mean; null where they have none. */
  readonly partRandom: { readonly zero: PartRandom | null; readonly dispersion: PartRandom | null };
  /**
   * The log-odds of a zero of its own; null where there is no such part.
   * @internal
   */
  readonly zeroPart: ModelPart | null;
  /**
   * The predictor of the dispersion; null where it is not modelled.
   * @internal
   */
  readonly dispersionPart: ModelPart | null;
  /**
   * Estimates of the coefficients of the mean, of zeros and of the dispersion (one where it is not
   * modelled) one after the other, with their covariances; null where those of the mean are integrated
   * over.
   * @internal
   */
  readonly joint: { readonly beta: Float64Array; readonly covariance: Float64Array } | null;
  /**
   * The mean of a row without zeros of another part, given its linear predictor and that of the
   * dispersion, with its slopes in both; of a truncated family the mean of what is above 0.
   * @internal
   */
  meanAt(eta: number, delta: number): MeanSlopes;
  /** Standard deviations and correlations of random effects, for their limits. */
  readonly spreads: readonly RandomSpread[];
  /** Standard errors of the random effects that take in those of the parameters, in their order. */
  jointErrors(): number[];
  /** Parameters that the likelihood counts. */
  readonly parameters: number;
  /**
   * What df methods need, of a fit by pseudo-likelihood.
   * @internal
   */
  readonly pseudo: PseudoInformation | null;
  /** −2 log of the restricted pseudo-likelihood, of a fit by it: of its own pseudo-data. */
  readonly criterion: number | null;
  /**
   * Limits where twice the log likelihood has fallen by `rise`, in the order of `MarginalLimits`.
   * @throws DiagnosticError `no-profile` of restricted or pseudo-likelihoods
   */
  profile(rise: number): MarginalLimits[];
  /** A marginal likelihood has no largest value to be compared with. */
  readonly deviance: null;
  /** Linear predictor of the mean by row, with the random effects at their modes. */
  readonly linearPredictor: number[];
  /** Log-odds of a zero of its own by row, with random effects; zeros where there is no such part. */
  readonly zeroPredictor: number[];
  /** Predictor of the dispersion by row; zeros where the family has none. */
  readonly dispersionPredictor: number[];
  /** The response as it was modelled: a proportion of successes, a count. */
  readonly observed: number[];
  /** The random terms with the rows that they move. */
  effectBlocks(): EffectBlock[];
  /** Covariances of the coefficients given the parameters of the random effects, row-major. */
  givenCovariance(): Float64Array;
  /**
   * A response drawn from the fit, with random effects drawn anew.
   * @internal
   */
  simulated(chance: MersenneTwister): Float64Array;
  /**
   * Residuals of a type.
   * @throws DiagnosticError `no-deviance`, `no-pearson` where the family has none
   */
  residualsOf(type: ResidualType): number[];
}

/** A linear mixed model fitted by REML or ML. */
export interface LinearMixedModel extends MixedEffects {
  /** A mixed model, by whose conventions: nlme's `gls` is one without random effects, as is mmrm's. */
  readonly kind: "lmer" | "lme" | "gls" | "mmrm";
  /** −2 log restricted likelihood or −2 log likelihood. */
  readonly criterion: number;
  /** How it was asked for in nlme's arguments; null of lme4's. */
  readonly nlme: NlmeWritten | null;
  /** How it was asked for in mmrm's arguments; null of others. */
  readonly mmrm: MmrmWritten | null;
  /**
   * Relative covariance parameters in lme4's order; exactly 0 on the boundary. None where the residuals
   * have a structure, for there is no σ² that they could be relative to.
   */
  readonly theta: number[];
  /** lme4's names, e.g. `Variety:Block.(Intercept)`, `Subject.Days.(Intercept)`. */
  readonly thetaNames: string[];
  /** All parameters of V with their standard errors: those of G, then those of R. */
  readonly covarianceParameters: CovarianceEstimate[];
  /** Number of parameters: rank + |θ| + 1, or those of the residuals' structure in place of 1. */
  readonly parameters: number;
  /** Evaluations of the criterion. */
  readonly evaluations: number;
  /** The same model by the other criterion, or of another response (one value a row used). */
  refit(options: { reml?: boolean; response?: ArrayLike<number> }): LinearMixedModel;
  /**
   * What the engine keeps of the fit; `coreOf` opens it for df methods and diagnostics.
   * @internal
   */
  readonly core: EngineCore;
}

/** Residuals of a generalized linear model, by R's names. */
export type ResidualType = "deviance" | "pearson" | "working" | "response";

/** A generalized linear model fitted by maximum likelihood. */
export interface GeneralizedLinearModel extends Fit {
  /** A generalized linear model. */
  readonly kind: "glm";
  /** Twice the log-likelihood lost against a mean for every row. */
  readonly deviance: number;
  /** No part of zeros of their own: none. */
  readonly zeroInflation: Coefficient[];
  /** No model of the dispersion: none. */
  readonly dispersionModel: Coefficient[];
  /** The same of the model with intercept and offset alone. */
  readonly nullDeviance: number;
  /** Residual degrees of freedom of that model. */
  readonly nullDf: number;
  /** Steps of Fisher's scoring until the deviance changes by less than 1e-8 of itself, as R counts. */
  readonly iterations: number;
  /** By row, offset included. */
  readonly linearPredictor: number[];
  /** Diagonal of the hat matrix of the last step. */
  readonly leverage: number[];
  /** Cook's distance of each row, by one step of scoring. */
  readonly cooksDistance: number[];
  /** Of a negative binomial distribution the size, where it was estimated. */
  readonly size: { readonly value: number; readonly standardError: number } | null;
  /** The response as it was modelled: a proportion of successes, a count. */
  readonly observed: number[];
  /**
   * A response drawn from the fit.
   * @internal
   */
  simulated(chance: MersenneTwister): Float64Array;
  /** Residuals of a type. */
  residualsOf(type: ResidualType): number[];
  /** Deviance and rank of the model that has some of the columns only. */
  withColumns(isIn: (column: number) => boolean): { deviance: number; rank: number };
  /** Where the deviance has risen by a number on either side of each estimable coefficient. */
  profile(rise: number): ProfileLimits[];
}
