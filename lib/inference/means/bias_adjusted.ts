/**
 * Means of the response where the model is of a transformed one: the way back of the mean of η is not
 * the mean of the ways back, but to the second order μ(η) + ½σ²μ″(η).
 *
 * @module
 */
import type { Transformation } from "../../model/formula/transformation.ts";

const STEP = 1e-3;

/** The way back with that term, σ being the deviation of η. */
export function biasAdjusted(back: Transformation, sigma: number): Transformation {
  const { inverse, derivative } = back;
  const half = sigma ** 2 / 2;
  const second = (eta: number): number =>
    (derivative(eta + STEP) - derivative(eta - STEP)) / (2 * STEP);
  const third = (eta: number): number =>
    (derivative(eta + STEP) - 2 * derivative(eta) + derivative(eta - STEP)) / STEP ** 2;
  return {
    ...back,
    inverse: (eta) => inverse(eta) + half * second(eta),
    derivative: (eta) => derivative(eta) + half * third(eta),
    sigma,
  };
}
