/**
 * Wald limits of covariance parameters, as SAS has them: those that lie above 0 by nature (variances,
 * ranges) by Satterthwaite's chi-square on 2 (estimate / standard error)² df, covariances and
 * correlations by the normal distribution.
 *
 * Source: Milliken and Johnson (2009), Analysis of Messy Data I, 2nd edition, section 19.4; SAS/STAT,
 * the MIXED procedure, option CL. Standard errors are from the observed information.
 *
 * @module
 */
import { checkLevel } from "../../math/distribution/argument.ts";
import { qchisq, qnorm } from "../../math/distribution/tails.ts";
import type { CovarianceEstimate, LinearMixedModel } from "../../model/fit.ts";
import { coreOf } from "../../model/mixed/core.ts";

/** A parameter with its limits; null where it rests on a boundary or cannot be told. */
export interface CovarianceLimits extends CovarianceEstimate {
  /** Lower limit. */
  lower: number | null;
  /** Upper limit. */
  upper: number | null;
  /** Degrees of freedom of the chi-square; null where the limits are normal. */
  df: number | null;
}

/**
 * Limits of every covariance parameter.
 *
 * @throws DiagnosticError `bad-level`
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { covarianceLimits, lmer, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [11, 14, 20, 25, 16, 15],
 *   Trt: ["A", "B", "A", "B", "A", "B"],
 *   Block: ["1", "1", "2", "2", "3", "3"],
 * });
 * for (const { lower, estimate, upper } of covarianceLimits(lmer("y ~ Trt + (1 | Block)", data))) {
 *   assert(lower! > 0 && lower! < estimate! && estimate! < upper!);
 * }
 * ```
 */
export function covarianceLimits(
  fit: LinearMixedModel,
  { level = 0.95 }: { level?: number } = {},
): CovarianceLimits[] {
  const tail = (1 - checkLevel(level)) / 2;
  const { parameters } = coreOf(fit).covariance;
  const z = qnorm(tail, { upper: true });
  return fit.covarianceParameters.map((own) => {
    const { estimate, standardError } = own;
    if (estimate === null || standardError === null) {
      return { ...own, lower: null, upper: null, df: null };
    }
    const { quantity } = parameters.find((p) => p.name === own.name)!;
    if (quantity === "variance" || quantity === "range") {
      const df = 2 * (estimate / standardError) ** 2;
      const limit = (upper: boolean): number => df * estimate / qchisq(tail, df, { upper });
      return { ...own, lower: limit(true), upper: limit(false), df };
    }
    const half = z * standardError;
    return { ...own, lower: estimate - half, upper: estimate + half, df: null };
  });
}
