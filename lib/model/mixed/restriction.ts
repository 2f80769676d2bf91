/**
 * The criterion with one coefficient held at a value: what the profile of a fixed effect is made of.
 *
 * @module
 */
import { HeldSolution } from "../elimination/fixed_solution.ts";
import { MixedCriterion } from "./criterion.ts";

/** The ML criterion under t'b = value, with all derivatives under that condition. */
export class RestrictedCriterion extends MixedCriterion {
  readonly #held: HeldSolution;

  /** @param whole the criterion of the model, whose elimination is used */
  constructor({ elimination, coordinates, residual, facts }: MixedCriterion, t: Float64Array) {
    const held = new HeldSolution(t);
    super(elimination, coordinates, residual, facts, false, held);
    this.#held = held;
    this.light = true;
  }

  /** Moves the value at which the coefficient is held. */
  hold(value: number): void {
    this.#held.value = value;
  }

  /** ∂(criterion)/∂value at the last point evaluated. */
  slope(): number {
    return 2 * this.#held.pull / this.sigmaSquared;
  }
}
