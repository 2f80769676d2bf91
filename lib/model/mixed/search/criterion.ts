/**
 * What a search for an optimum knows of what it minimizes.
 *
 * @module
 */
import type { Coordinates } from "../../covariance/covariance.ts";
import type { Order } from "../../elimination/state.ts";

/** What an optimiser minimizes. */
export interface Criterion {
  readonly coordinates: Coordinates;
  /** Coordinates that are not searched over: the criterion does not depend on them. */
  readonly held: readonly number[];
  /** Whether second derivatives are close to the exact ones and no more. */
  readonly average: boolean;
  /** The criterion and, by `order`, its derivatives. */
  evaluate(theta: ArrayLike<number>, order: Order): CriterionPoint;
  /** Back to a point, if another has been evaluated since. */
  settle(point: CriterionPoint): CriterionPoint;
  /** The same criterion as a function of other coordinates. */
  seenIn(coordinates: Coordinates): Criterion;
}

/** The criterion at one θ. */
export interface CriterionPoint {
  theta: Float64Array;
  value: number;
  /** y'Py relative to σ² = 1. */
  rSquared: number;
  /** In θ; empty at order 0. */
  gradient: Float64Array;
  /** k × k; empty below order 2. */
  hessian: Float64Array;
  gammaGradient: Float64Array;
}
