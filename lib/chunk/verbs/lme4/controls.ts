/**
 * How lme4 searches, as an author hands it on by a name: here the optimum is found otherwise, and
 * nothing of it moves a number.
 *
 * @module
 */
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { list, type Value } from "../../values/value.ts";

const LME4 = [
  "optimizer~, restart_edge~, boundary.tol~, calc.derivs~, use.last.params~, sparseX~",
  "standardize.X~, check.nobs.vs.rankZ~, check.nobs.vs.nlev~, check.nlev.gtreq.5~",
  "check.nlev.gtr.1~, check.nobs.vs.nRE~, check.rankX~, check.scaleX~, check.formula.LHS~",
  "check.conv.grad~, check.conv.singular~, check.conv.hess~, optCtrl~, mod.type~",
].join(", ");

const none = (): Value => list([]);

/** Values of the argument `control`. */
export const CONTROLS: readonly Verb[] = [
  verbOf("lme4")("lmerControl", LME4, "how lme4 searches, for the argument control", none),
  verbOf("lme4")(
    "glmerControl",
    `${LME4}, tolPwrss~, compDev~, nAGQ0initStep~, check.response.not.const~`,
    "how lme4 searches, for the argument control",
    none,
  ),
];
