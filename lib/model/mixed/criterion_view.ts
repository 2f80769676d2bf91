/**
 * A criterion as a function of other coordinates.
 *
 * @module
 */
import type { Covariance } from "../covariance/covariance.ts";
import type { Order } from "../elimination/state.ts";
import type { Criterion, CriterionPoint } from "./search/criterion.ts";

/** A criterion that can be evaluated in any coordinates of its model. */
export interface ManyCoordinates extends Criterion {
  readonly current: CriterionPoint | null;
  evaluateIn(coordinates: Covariance, theta: ArrayLike<number>, order: Order): CriterionPoint;
}

/** A criterion in other coordinates. */
export class SeenCriterion implements Criterion {
  constructor(private readonly whole: ManyCoordinates, readonly coordinates: Covariance) {}

  get held(): readonly number[] {
    return this.whole.held;
  }

  get average(): boolean {
    return this.whole.average;
  }

  evaluate(theta: ArrayLike<number>, order: Order): CriterionPoint {
    return this.whole.evaluateIn(this.coordinates, theta, order);
  }

  settle(point: CriterionPoint): CriterionPoint {
    return this.whole.current === point ? point : this.evaluate(point.theta, 2);
  }

  seenIn(coordinates: Covariance): Criterion {
    return this.whole.seenIn(coordinates);
  }
}
