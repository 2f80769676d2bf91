/**
 * Which values hold residuals scaled by simulation, for words that take residuals of any kind.
 *
 * @module
 */
import type { SimulatedResiduals } from "../../../inference/test/simulated_residuals.ts";
import type { Value } from "../../values/value.ts";

const SIMULATED = new WeakMap<Value, SimulatedResiduals>();

/** The scaled residuals in a value; null if it is none. */
export function simulatedIn(value: Value): SimulatedResiduals | null {
  return SIMULATED.get(value) ?? null;
}

/** A value holds scaled residuals. */
export function rememberSimulated(value: Value, found: SimulatedResiduals): void {
  SIMULATED.set(value, found);
}
