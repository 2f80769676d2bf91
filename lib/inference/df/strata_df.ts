/**
 * Degrees of freedom of an analysis in strata: the variance of a linear function is a sum of multiples of
 * the strata's mean squares, which have their own df.
 *
 * Source: Satterthwaite (1946, Biometrics Bulletin 2, 110–114).
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { quadraticForm } from "../../math/algebra/products.ts";
import type { Fit, Stratum } from "../../model/fit.ts";
import type { DdfMethod } from "./ddf.ts";
import { waldMethod } from "./residual_df.ts";

/** A part of a variance less than this share of the whole is rounding. */
const NOTHING = 1e-12;

/**
 * The method of a fit in strata.
 *
 * @throws DiagnosticError `not-orthogonal` where strata have different estimates of a term
 */
export function strataMethod(fit: Fit, strata: readonly Stratum[]): DdfMethod {
  if (!("balanced" in fit) || fit.balanced !== true) {
    fail("not-orthogonal", "Terms of this analysis lie in several strata: its means are biased", {
      hint: "lmer() with emmeans() takes the strata together",
    });
  }
  return waldMethod(fit, "satterthwaite", (l) => {
    const parts = strata.map(({ covariance, residualDf }) => ({
      variance: covariance ? quadraticForm({ matrix: covariance, vector: l }) : 0,
      df: residualDf,
    }));
    const total = parts.reduce((sum, p) => sum + p.variance, 0);
    const spread = parts.reduce(
      (sum, { variance, df }) => variance > NOTHING * total ? sum + variance ** 2 / df : sum,
      0,
    );
    return total ** 2 / spread;
  });
}
