/**
 * The verbs of nlme that fit models: `gls` and `lme`.
 *
 * @module
 */
import type { LinearMixedModel } from "../../../model/fit.ts";
import type { Expr } from "../../../syntax/expr.ts";
import { gls, lme } from "../../../model/repeated/nlme.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { fitModel } from "../stats/models.ts";

const verb = verbOf("nlme");

/** What both take beside the formula; correlation and weights are read as they are written. */
function optionsOf(
  call: Call,
): { method: "REML" | "ML"; correlation?: Expr; weights?: Expr } {
  const [correlation, weights] = ["correlation", "weights"].map((name) => call.quoted(name));
  return {
    method: call.choice("method", ["REML", "ML"], "REML"),
    ...(correlation && correlation.kind !== "null" ? { correlation } : {}),
    ...(weights && weights.kind !== "null" ? { weights } : {}),
  };
}

/** The random effects: `~ 1 | Block/Plot`. */
function randomOf(call: Call): Expr {
  const value = call.value("random");
  if (value.kind === "formula") return value.expr;
  return call.wrong("random", "a formula", value, "Write random = ~ 1 | Block/Plot");
}

/** Tables of these fits are those of `lmer`: nlme has other df, and another order of tests. */
function told(call: Call, fit: LinearMixedModel): LinearMixedModel {
  call.note(
    "nlme-tables",
    `Tests of this fit have the degrees of freedom of lmer's, where nlme takes ${
      call.verb.name === "gls" ? "rows less coefficients" : "those of the grouping levels"
    }; tests of terms are not sequential`,
  );
  return fit;
}

/** A linear model whose residuals have a covariance. */
const GLS: Verb = verb(
  "gls",
  "model, data?, correlation?, weights?, subset?, method?, na.action?, control~, verbose~",
  "a linear model whose residuals are correlated, or differ in variance",
  (call) => {
    const options = optionsOf(call);
    return fitModel(
      call,
      (call, formula, data, { contrasts }) =>
        told(call, gls(formula, data, { ...options, contrasts })),
      "model",
    );
  },
);

/** A linear mixed model whose residuals have a covariance. */
const LME: Verb = verb(
  "lme",
  "fixed, data?, random, correlation?, weights?, subset?, method?, na.action?, control~, " +
    "contrasts?, keep.data~",
  "a linear mixed model whose residuals may be correlated, or differ in variance",
  (call) => {
    const options = optionsOf(call);
    const random = randomOf(call);
    return fitModel(
      call,
      (call, formula, data, { contrasts }) =>
        told(call, lme(formula, random, data, { ...options, contrasts })),
      "fixed",
    );
  },
);

/** The models of nlme. */
export const NLME: readonly Verb[] = [GLS, LME];
