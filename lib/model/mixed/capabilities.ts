/**
 * What every linear mixed model can do, as `Fit` asks it.
 *
 * @module
 */
import { type Ddf, DDF_METHODS, type DdfOffer } from "../ddf.ts";
import type { MmrmWritten } from "../mmrm_written.ts";
import type { NlmeWritten } from "../nlme_written.ts";
import type { Likelihood, LinearMixedModel, ModelWords } from "../fit.ts";

/** By whose conventions a linear mixed model is shown and tested. */
export interface MixedClass {
  readonly kind: LinearMixedModel["kind"];
  readonly words: ModelWords;
  readonly ddf: DdfOffer;
  /** Whether Schwarz's criterion of a fit by REML counts rows less coefficients, as in nlme. */
  readonly errorContrasts: boolean;
  /** How it was asked for in nlme's arguments. */
  readonly written?: NlmeWritten;
  /** How it was asked for in mmrm's arguments: criteria count covariance parameters and subjects alone. */
  readonly mmrm?: MmrmWritten;
  /** Parameters that were estimated before the rows were weighted by them. */
  readonly weighing?: number;
  /** The same model fitted by the other criterion, where its weights are estimates. */
  again?(reml: boolean): LinearMixedModel;
}

/** All df methods; R's packages take another of them for each kind of table. */
const MIXED_DDF: DdfOffer = {
  methods: DDF_METHODS.filter((method) => method !== "inner-outer"),
  default: "kenward-roger",
  ofCoefficients: "satterthwaite",
  ofIntervals: "asymptotic",
  exact: false,
  stated: true,
};

/** lme4's. */
export const LMER: MixedClass = {
  kind: "lmer",
  words: { verb: "lmer", called: "an lmer" },
  ddf: MIXED_DDF,
  errorContrasts: false,
};

/** nlme's, with random effects. */
export const LME: MixedClass = {
  kind: "lme",
  words: { verb: "lme", called: "an lme" },
  ddf: {
    ...MIXED_DDF,
    methods: DDF_METHODS,
    default: "inner-outer",
    ofCoefficients: "inner-outer",
  },
  errorContrasts: true,
};

/** nlme's, without: its own tests have rows less coefficients, emmeans's means Satterthwaite's df. */
export const GLS: MixedClass = {
  kind: "gls",
  words: { verb: "gls", called: "a gls" },
  ddf: { ...MIXED_DDF, default: "satterthwaite", ofCoefficients: "residual" },
  errorContrasts: true,
};

/** mmrm's: one method throughout, with the observed information, as SAS. */
export function mmrmClass(method: Ddf, written: MmrmWritten): MixedClass {
  return {
    kind: "mmrm",
    words: { verb: "mmrm", called: "an mmrm" },
    ddf: {
      ...MIXED_DDF,
      default: method,
      ofCoefficients: method,
      ofIntervals: method,
      information: "observed",
    },
    errorContrasts: false,
    mmrm: written,
  };
}

/** Of rows that are weighted by estimates: methods that would take the weights for known are no methods. */
export function weighed(own: MixedClass): MixedClass {
  const methods: readonly Ddf[] = own.kind === "gls"
    ? ["residual", "asymptotic"]
    : ["inner-outer", "containment", "between-within", "residual", "asymptotic"];
  return { ...own, ddf: { ...own.ddf, methods } };
}

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
