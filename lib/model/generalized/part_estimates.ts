/**
 * The predictors of a generalized mixed model beside the mean's, with their covariances.
 *
 * @module
 */
import type { Table } from "../../data/table.ts";
import { coefficientsOf } from "../coefficients.ts";
import type { Coefficient, GeneralizedMixedModel, ModelPart } from "../fit.ts";
import type { FixedEffects } from "../fixed/fixed_effects.ts";
import type { ParameterPlan } from "./laplace/engine.ts";
import type { LaplaceProblem } from "./laplace/problem.ts";

/** All parameters at the maximum. */
interface Searched {
  readonly rho: Float64Array;
  readonly covariance: Float64Array;
  readonly count: number;
}

/** A square block on the diagonal. */
export function block(
  a: Float64Array,
  m: number,
  first: number,
  size: number,
): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) out[i * size + j] = a[(first + i) * m + first + j]!;
  }
  return out;
}

/** A predictor whose coefficients stand among the parameters from `first` on. */
export function modelPart(
  fixed: FixedEffects,
  data: Table,
  { rho, covariance, count }: Searched,
  first: number,
): ModelPart {
  const p = fixed.kept.length;
  return {
    fixed,
    data,
    beta: rho.slice(first, first + p),
    covariance: block(covariance, count, first, p),
  };
}

/** Coefficients of the mean, of zeros and of the dispersion, which stand one after the other. */
export function jointOf(
  { rho, covariance, count }: Searched,
  plan: ParameterPlan,
  { conditional, zero, dispersion, family }: LaplaceProblem,
): GeneralizedMixedModel["joint"] {
  const size = conditional.p + (zero?.p ?? 0) + (dispersion?.p ?? 0);
  if (!family.second) {
    return {
      beta: rho.slice(plan.beta, plan.beta + size),
      covariance: block(covariance, count, plan.beta, size),
    };
  }
  // where zeros have their place, ψ has it
  const own = [
    ...Array.from({ length: conditional.p }, (_, j) => plan.beta + j),
    ...Array.from({ length: dispersion?.p ?? 0 }, (_, j) => plan.dispersion + j),
  ];
  return {
    beta: Float64Array.from(own, (k) => rho[k]!),
    covariance: Float64Array.from(own.flatMap((k) => own.map((l) => covariance[k * count + l]!))),
  };
}

/** A part's coefficients as readers see them. */
export function partCoefficients(part: ModelPart | null): Coefficient[] {
  if (!part) return [];
  const p = part.beta.length;
  return coefficientsOf(part, (k) => {
    const variance = part.covariance[k * (p + 1)]!;
    return variance >= 0 ? Math.sqrt(variance) : null;
  });
}
