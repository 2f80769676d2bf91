/**
 * Verbs that know residuals of a structure. Every other one refuses a fit that has them: it would take
 * them for independent and of one variance.
 *
 * @module
 */

/** Names of the verbs. */
export const STRUCTURE_KNOWN: ReadonlySet<string> = new Set([
  ...["print", "invisible", "suppressMessages", "suppressWarnings", "summary", "stopifnot"],
  ...["coef", "coefficients", "fixef", "ranef", "vcov", "VarCorr", "formula", "nobs", "fitted"],
  ...["fitted.values", "resid", "residuals", "predict", "logLik", "AIC", "BIC", "deviance"],
  ...["anova", "Anova", "joint_tests", "compare_ddf", "confint", "isSingular", "terms"],
  ...["equation", "compare_structures"],
  ...["emmeans", "lsmeans", "emtrends", "contrast", "ref_grid", "cld", "pairs", "se", "means_plot"],
]);
