/**
 * The computing heart of a linear mixed model: cross-products, the blocked factor, and what df
 * methods need of them. Nothing in it has n rows.
 *
 * @module
 */
import type { Identifiability } from "../covariance/identifiability.ts";
import type { MixedCriterion } from "./criterion.ts";
import type { CriterionPoint } from "./search/criterion.ts";
import type { Covariance } from "../covariance/covariance.ts";
import type { RandomLayout } from "../covariance/random_structure.ts";
import type { MixedInformation } from "./information.ts";
import type { MixedProblem } from "./problem.ts";
import type { EngineCore, LinearMixedModel } from "../fit.ts";
import type { Testable } from "../fixed/testable.ts";

/** See the notation of the engine chapter: A = [Z X y]'[Z X y], θ, σ². */
export interface MixedCore extends EngineCore {
  /** Columns of Z. */
  readonly q: number;
  readonly rank: number;
  readonly reml: boolean;
  readonly problem: MixedProblem;
  readonly layout: RandomLayout;
  /** The parameters of G and R, and what θ is. */
  readonly covariance: Covariance;
  /** √σ² at the optimum: what everything in the engine is relative to. */
  readonly scale: number;
  /** θ at the optimum, in the engine's units (columns of Z scaled). */
  readonly theta: Float64Array;
  readonly optimum: CriterionPoint;
  /** The criterion, standing at the optimum (evaluated again if another use has moved it). */
  settled(order: 1 | 2): MixedCriterion;
  /** A criterion of its own buffers, to be moved about freely. */
  freshCriterion(reml?: boolean): MixedCriterion;
  /** Cached; in the engine's basis of X (see `toBasis`). */
  readonly information: MixedInformation;
  /** Which variance parameters the data tell apart. */
  readonly identifiability: Identifiability;
  /** Which linear functions have a variance that can be estimated. */
  readonly testable: Testable;
  /** Coefficients of a linear function l'β in the engine's basis: T'l. */
  toBasis(l: ArrayLike<number>): Float64Array;
  /** From coefficients in the engine's basis: Tb, and the centre back in the intercept. */
  fromBasis(inner: Float64Array): Float64Array;
  /** T M T', p × p: a covariance matrix from the engine's basis to that of the coefficients. */
  covarianceFromBasis(m: Float64Array): Float64Array;
  /** Whether exact second derivatives are dear (a wide tail, many parameters), so that searches do without. */
  readonly wide: boolean;
  /** By parameter: (user's θ) = (engine's θ) × scale. */
  readonly thetaScales: Float64Array;
}

/** The engine's side of a mixed model. */
export function coreOf(fit: Pick<LinearMixedModel, "core">): MixedCore {
  return fit.core as MixedCore; // the engine alone makes mixed models
}
