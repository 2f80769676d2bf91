/**
 * The two df methods that need nothing but the fit: the residual's df, and infinity.
 *
 * @module
 */
import type { Fit, GeneralizedMixedModel } from "../../model/fit.ts";
import type { Ddf, DdfMethod, FTest } from "./ddf.ts";
import { waldStatistic } from "../../math/algebra/linear_functions.ts";

/**
 * A method whose F is the plain Wald statistic over q with Φ, and whose df of several functions is
 * the least of their own.
 *
 * @param df df of one linear function over the estimable coefficients
 * @param same these, if all functions have the same
 */
export function waldMethod(
  fit: Fit,
  ddf: Ddf,
  df: (l: ArrayLike<number>) => number,
  same?: number,
): DdfMethod {
  return {
    ddf,
    forms: () => same === undefined ? null : { matrices: [], df: () => same },
    covariance: fit.covariance,
    df,
    fTest(rows): FTest {
      let least = Infinity;
      for (const l of rows) least = Math.min(least, df(l));
      return {
        statistic: waldStatistic({ rows, estimates: fit.beta, covariance: fit.covariance }) /
          rows.length,
        numDf: rows.length,
        denDf: least,
        scale: 1,
      };
    },
  };
}

/** df = n − rank for everything: exact for a linear model, too many for a mixed one. */
export function residualMethod(fit: Fit): DdfMethod {
  return waldMethod(fit, "residual", () => fit.residualDf, fit.residualDf);
}

/** df = n − all parameters, for everything: glmmTMB's, which know nothing of the units of a treatment. */
export function parameterMethod(fit: GeneralizedMixedModel): DdfMethod {
  const { residualDf } = fit.likelihood;
  return waldMethod(fit, "residual", () => residualDf, residualDf);
}

/** Infinite df: normal and χ² tests. */
export function asymptoticMethod(fit: Fit): DdfMethod {
  return waldMethod(fit, "asymptotic", () => Infinity, Infinity);
}
