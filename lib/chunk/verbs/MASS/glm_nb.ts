/**
 * The verb of MASS that fits negative binomial counts: `glm.nb`.
 *
 * @module
 */
import { glmNb } from "../../../model/generalized/glm.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { wordOf } from "../stats/glm.ts";
import { fitModel } from "../stats/models.ts";

const verb = verbOf("MASS");

/** Counts of a negative binomial distribution. */
export const GLM_NB: Verb = verb(
  "glm.nb",
  "formula, data?, weights?, subset?, na.action?, start~, etastart~, mustart~, control~, " +
    "method!glm.fit, model~, x~, y~, contrasts?, init.theta~, link?",
  "counts of a negative binomial distribution, its size estimated",
  (call) => {
    const link = wordOf(call.quoted("link")) ?? undefined;
    return fitModel(
      call,
      (_, formula, data, options) => glmNb(formula, data, { ...options, link }),
    );
  },
);
