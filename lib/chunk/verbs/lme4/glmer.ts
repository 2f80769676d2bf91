/**
 * The verbs of lme4 that fit generalized mixed models: `glmer glmer.nb`.
 *
 * @module
 */
import { glmer } from "../../../model/generalized/laplace/mixed_model.ts";
import {
  GLMER_FAMILIES,
  randomFamilyNamed,
} from "../../../model/generalized/series/random_families.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { familyOf } from "../stats/glm.ts";
import { fitModel } from "../stats/models.ts";

const verb = verbOf("lme4");

const ARGUMENTS = "control~, start~, verbose~, nAGQ?, subset?, weights?, na.action?, offset?, " +
  "contrasts?, devFunOnly?";

/** Generalized mixed models. */
export const GLMERS: readonly Verb[] = [
  verb(
    "glmer",
    `formula, data?, family?, ${ARGUMENTS}`,
    "a generalized linear mixed model: counts and proportions with random effects",
    (call) => {
      const family = familyOf(
        call,
        (name, link) =>
          name === "gaussian" ? null : randomFamilyNamed("glmer", name, link, GLMER_FAMILIES, {
            span: call.spanOf("family"),
          }),
      );
      const nAGQ = call.number("nAGQ", 1);
      return fitModel(
        call,
        (_, formula, data, options) => glmer(formula, data, { ...options, ...family, nAGQ }),
      );
    },
  ),
  verb(
    "glmer.nb",
    `formula, data?, ${ARGUMENTS}`,
    "counts of a negative binomial distribution with random effects",
    (call) => {
      const nAGQ = call.number("nAGQ", 1);
      return fitModel(
        call,
        (_, formula, data, options) =>
          glmer(formula, data, { ...options, family: "nbinom2", nAGQ }),
      );
    },
  ),
];
