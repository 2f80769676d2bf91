/**
 * What every linear mixed model can do, as `Fit` asks it.
 *
 * @module
 */
import { DDF_METHODS, type DdfOffer } from "../ddf.ts";
import type { Likelihood, LinearMixedModel, ModelWords } from "../fit.ts";

/** How it is spoken of. */
export const MIXED_WORDS: ModelWords = { verb: "lmer", called: "an lmer" };

/** All df methods; R's packages take another of them for each kind of table. */
export const MIXED_DDF: DdfOffer = {
  methods: DDF_METHODS,
  default: "kenward-roger",
  ofCoefficients: "satterthwaite",
  ofIntervals: "asymptotic",
  exact: false,
  stated: true,
};

/** By REML or ML; a fit by REML can be fitted again by ML. */
export function mixedLikelihood(fit: LinearMixedModel): Likelihood {
  return {
    method: fit.reml ? "REML" : "ML",
    parameters: fit.parameters,
    deviance: fit.criterion,
    residualDf: fit.n - fit.parameters,
    unrestricted: () => fit.refit({ reml: false }),
  };
}
