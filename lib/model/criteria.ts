/**
 * Information criteria beyond AIC and BIC.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";
import type { Fit, GeneralizedLinearModel, LinearModel } from "./fit.ts";

/**
 * Number of parameters that a fit's likelihood counts: coefficients and variances.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lm, parameterCount, tableFrom } from "@heddle/heddle";
 *
 * const fit = lm("y ~ x", tableFrom({ y: [1, 2, 4, 5, 7], x: [1, 2, 3, 4, 5] }));
 * assertEquals(parameterCount(fit), 3);
 * ```
 */
export function parameterCount(fit: Fit): number {
  return fit.likelihood.parameters;
}

/**
 * Akaike's criterion with the correction for small samples, AIC + 2k(k + 1)/(n − k − 1) with k
 * parameters (Hurvich & Tsai 1989, Biometrika 76, 297–307).
 *
 * @throws DiagnosticError `too-few-rows` unless n > k + 1
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { aicc, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5, 7], x: [1, 2, 3, 4, 5] });
 * const fit = lm("y ~ x", data);
 * assert(aicc(fit) > fit.aic);
 * ```
 */
export function aicc(fit: Fit): number {
  const k = parameterCount(fit);
  const left = fit.n - k - 1;
  if (left <= 0) {
    fail(
      "too-few-rows",
      `The corrected AIC needs more than ${k + 1} rows, and there are ${fit.n}`,
      {
        hint: "Fit fewer terms, or compare by AIC",
      },
    );
  }
  return fit.aic + 2 * k * (k + 1) / left;
}

/** R's criterion of `step`, up to a constant, by residual sum of squares or deviance. */
export function stepCriterion(
  fit: LinearModel | GeneralizedLinearModel,
  deviance: number,
): number {
  if (fit.kind === "lm") return fit.n * Math.log(deviance / fit.n);
  if (fit.family.name === "gaussian") return fit.n * Math.log(deviance / fit.n);
  return deviance / fit.dispersion.value;
}

/** AIC as `extractAIC` has it. */
export function stepAic(fit: LinearModel | GeneralizedLinearModel, k: number): number {
  if (fit.kind === "lm") return stepCriterion(fit, fit.residualSumSq) + k * fit.rank;
  // MASS takes an estimated size for known here
  return fit.aic + (k - 2) * fit.rank - (fit.size ? 2 : 0);
}
