/**
 * The verb of glmmTMB that fits a model: `glmmTMB`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { glmmTMB } from "../../../model/generalized/laplace/mixed_model.ts";
import { randomFamilyNamed } from "../../../model/generalized/series/random_families.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { numeric } from "../../values/value.ts";
import { familyOf } from "../stats/glm.ts";
import { fitModel } from "../stats/models.ts";

const verb = verbOf("glmmTMB");

/** The formula of another predictor. */
function partOf(call: Call, name: string): Expr | undefined {
  if (!call.has(name)) return undefined;
  const value = call.value(name);
  if (value.kind !== "formula") {
    return call.wrong(name, "a formula", value, "Write one with a tilde, such as ~ 1");
  }
  if (deparse(value.expr) === "~.") {
    fail("wrong-argument", `${name} = ~. is not read`, {
      span: call.spanOf(name),
      hint: "Write the terms out, such as ~ Trt",
    });
  }
  return value.expr;
}

/** Parameters that a family has beside its dispersion. */
export const FAMILY_PARAMS: Verb = verb(
  "family_params",
  "object",
  "Tweedie's power, or the degrees of freedom of Student's t, of a glmmTMB",
  (call) => {
    const { marginal, described } = call.fit("object").fit;
    if (marginal?.kind !== "glmmTMB") {
      fail("wrong-argument", `family_params() takes a glmmTMB, and this is ${described.called}`, {
        span: call.spanOf("object"),
        hint: "family(m) is the family of any generalized model, sigma(m) its scale",
      });
    }
    const own = marginal.familyParameter;
    return own ? numeric([own.value], [own.name]) : numeric([]);
  },
);

/** A generalized mixed model with zero inflation and a model of the dispersion. */
export const GLMM_TMB: Verb = verb(
  "glmmTMB",
  "formula, data?, family?, ziformula?, dispformula?, weights?, offset?, contrasts?, na.action?, " +
    "se!TRUE, verbose~, doFit!TRUE, control~, REML?, start~, sparseX~",
  "a generalized mixed model: counts, proportions and measurements, zeros inflated, dispersion modelled",
  (call) => {
    const family = familyOf(
      call,
      (name, link) =>
        randomFamilyNamed("glmmTMB", name, link, undefined, { span: call.spanOf("family") }),
    );
    const ziformula = partOf(call, "ziformula");
    const dispformula = partOf(call, "dispformula");
    const reml = call.flag("REML", false);
    return fitModel(
      call,
      (_, formula, data, options) =>
        glmmTMB(formula, data, { ...options, ...family, ziformula, dispformula, reml }),
    );
  },
);
