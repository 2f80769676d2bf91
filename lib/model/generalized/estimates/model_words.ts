/**
 * How models by a marginal likelihood are spoken of, and which df methods they offer.
 *
 * @module
 */
import type { DdfOffer } from "../../ddf.ts";
import type { GeneralizedMixedModel, ModelWords } from "../../fit.ts";

/** Tests are z and χ² tests. */
export const DDF: DdfOffer = {
  methods: ["asymptotic"],
  default: "asymptotic",
  ofCoefficients: "asymptotic",
  ofIntervals: "asymptotic",
  exact: false,
  stated: false,
};

/** Of a normal `glmmTMB`: means have glmmTMB's df, rows less all parameters, its own tests none. */
export const NORMAL_DDF: DdfOffer = {
  ...DDF,
  methods: ["residual", "asymptotic"],
  ofMeans: "residual",
};

/** Of pseudo-data: those of a linear mixed model, with SAS's information. */
export const PSEUDO_DDF: DdfOffer = {
  methods: ["kenward-roger", "asymptotic"],
  default: "kenward-roger",
  ofCoefficients: "kenward-roger",
  ofIntervals: "kenward-roger",
  exact: false,
  stated: true,
  information: "observed",
};

/** … */
export const WORDS: Readonly<Record<GeneralizedMixedModel["kind"], ModelWords>> = {
  glimmix: { verb: "glimmix", called: "a glimmix" },
  glmer: { verb: "glmer", called: "a glmer" },
  glmmTMB: { verb: "glmmTMB", called: "a glmmTMB" },
};
