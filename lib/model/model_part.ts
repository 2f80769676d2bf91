/**
 * The parts of a model beside its mean.
 *
 * @module
 */
import type { Table } from "../data/table.ts";
import type { FixedDesign } from "./fixed/fixed_design.ts";

/** A coefficient; an aliased one has estimate and standard error null. */
export interface Coefficient {
  /** As R names it: `Day7:TrtB`. */
  name: string;
  /** In units of the response per unit of the column. */
  estimate: number | null;
  /** Null also where no residual degree of freedom is left. */
  standardError: number | null;
  /** The data cannot tell it from other coefficients; it is left out. */
  aliased: boolean;
}

/** A predictor of fixed effects beside the mean's. */
export interface ModelPart {
  /** Its design. */
  readonly fixed: FixedDesign;
  /** The rows used, with its columns. */
  readonly data: Table;
  /** Estimates of its estimable coefficients. */
  readonly beta: Float64Array;
  /** Their covariances, row-major. */
  readonly covariance: Float64Array;
}

/** A mean with its slopes in two predictors. */
export interface MeanSlopes {
  /** The mean. */
  readonly mean: number;
  /** Its slope in the linear predictor. */
  readonly byEta: number;
  /** Its slope in the predictor of the dispersion. */
  readonly byDelta: number;
}

/** The limits of a coefficient by its profile; null where there is none. */
export interface ProfileLimits {
  /** The column of the model matrix. */
  readonly column: number;
  /** Lower limit. */
  readonly lower: number | null;
  /** Upper limit. */
  readonly upper: number | null;
}

/**
 * Limits of a parameter of a mixed model by the profile of its marginal likelihood: those of coefficients of
 * the mean, of zeros and of the dispersion, then those of random terms one after the other, of each its
 * standard deviations and correlations as the lower triangle has them, column by column.
 */
export interface MarginalLimits {
  /** What it is; a root is an entry of the correlations' triangular root as glmmTMB has it. */
  readonly kind: "mean" | "zero" | "dispersion" | "sd" | "correlation" | "root";
  /** The coefficient's name; of a random term its effects and its group: `Days | Subject`. */
  readonly name: string;
  /** The number of the random term among those of its predictor, else −1. */
  readonly term: number;
  /** The estimate. */
  readonly estimate: number;
  /** Lower limit; null where the profile is not known, or a coefficient has none. */
  readonly lower: number | null;
  /** Upper limit. */
  readonly upper: number | null;
}
