/**
 * The parts of a model beside its mean.
 *
 * @module
 */
import type { Table } from "../data/table.ts";
import type { FixedDesign } from "./fixed/fixed_design.ts";

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
