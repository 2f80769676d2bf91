/**
 * The verb of lme4 that fits a model: `lmer`.
 *
 * @module
 */
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { fitModel } from "../stats/models.ts";
import { lmer } from "../../../model/mixed/lmer.ts";

const verb = verbOf("lme4");

/** A linear mixed model. */
export const LMER: Verb = verb(
  "lmer",
  "formula, data?, REML?, control~, start~, verbose~, subset?, weights?, na.action?, " +
    "offset?, contrasts?, devFunOnly?",
  "a linear mixed model, by REML or maximum likelihood",
  (call) =>
    fitModel(
      call,
      (call, formula, data, options) =>
        lmer(formula, data, { ...options, reml: call.flag("REML", true) }),
    ),
);
