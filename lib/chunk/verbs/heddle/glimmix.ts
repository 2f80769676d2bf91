/**
 * Our word for counts and proportions with random effects and degrees of freedom: `glimmix`.
 *
 * @module
 */
import { glimmix } from "../../../model/generalized/pseudo/glimmix.ts";
import { randomFamilyNamed } from "../../../model/generalized/series/random_families.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";
import { familyOf } from "../stats/glm.ts";
import { fitModel } from "../stats/models.ts";

/** A generalized mixed model by pseudo-likelihood. */
export const GLIMMIX: Verb = ours(
  "glimmix",
  "formula, data?, family?, subset?, weights?, na.action?, offset?, contrasts?",
  "counts and proportions with random effects by pseudo-likelihood, with Kenward-Roger df",
  (call) => {
    const family = familyOf(
      call,
      (name, link) =>
        randomFamilyNamed("glimmix", name, link, ["binomial", "poisson"], {
          span: call.spanOf("family"),
        }),
    );
    return fitModel(
      call,
      (_, formula, data, options) => glimmix(formula, data, { ...options, ...family }),
    );
  },
);
