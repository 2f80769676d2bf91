/**
 * Verbs that know residuals of a structure. Every other one refuses a fit that has them: it would take
 * them for independent and of one variance.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";

/** Names of the verbs. */
const STRUCTURE_KNOWN: ReadonlySet<string> = new Set([
  ...["print", "invisible", "suppressMessages", "suppressWarnings", "summary", "stopifnot"],
  ...[
    "coef",
    "coefficients",
    "fixef",
    "ranef",
    "fixed.effects",
    "random.effects",
    "vcov",
    "VarCorr",
    "formula",
    "nobs",
    "fitted",
  ],
  ...["fitted.values", "resid", "residuals", "predict", "logLik", "AIC", "BIC", "deviance"],
  ...[
    "ranova",
    "simulateResiduals",
    "anova",
    "Anova",
    "joint_tests",
    "compare_ddf",
    "confint",
    "isSingular",
    "terms",
  ],
  ...[
    "equation",
    "compare_structures",
    "covariance_parameters",
    "power",
    "update",
    "correlation_plot",
    "covariance_plot",
    "shell",
  ],
  ...["sigma", "simulate", "bootMer", "refit", "hatvalues", "cooks.distance", "rstudent"],
  ...["plot", "check_model", "residuals_plot", "qqnorm", "qqPlot", "qq_plot", "profile_plot"],
  ...["getVarCov", "ACF", "Variogram", "getData", "glht", "lstrends"],
  ...["emmeans", "lsmeans", "emtrends", "contrast", "ref_grid", "cld", "pairs", "se", "means_plot"],
]);

/** Verbs that know an analysis in strata, whose rows are not independent either. */
export const STRATA_KNOWN: ReadonlySet<string> = new Set([
  ...["print", "invisible", "suppressMessages", "suppressWarnings", "summary", "stopifnot"],
  ...[
    "coef",
    "coefficients",
    "proj",
    "dummy.coef",
    "model.tables",
    "summary.aov",
    "TukeyHSD",
    "tidy",
  ],
  ...["emmeans", "lsmeans", "contrast", "joint_tests", "ref_grid", "means_plot", "emmip", "update"],
]);

/** Those that know them of a fit in nlme's terms. */
const NLME_KNOWN: ReadonlySet<string> = new Set(["intervals", "tidy", "glance"]);

/** Those of a fit in mmrm's terms. */
const MMRM_KNOWN: ReadonlySet<string> = new Set(["df_1d", "df_md", "component"]);

/** Whether a verb knows what the residuals of a fit are. */
export function knowsStructure(verb: string, fit: Fit): boolean {
  return STRUCTURE_KNOWN.has(verb) || (fit.random?.nlme != null && NLME_KNOWN.has(verb)) ||
    (fit.random?.mmrm != null && MMRM_KNOWN.has(verb));
}
