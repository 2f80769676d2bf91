/**
 * Verbs of structures: `compare_structures` sets them side by side, `covariance_parameters` has their
 * estimates with limits.
 *
 * @module
 */
import { textColumn } from "../../../data/table_from.ts";
import { Table } from "../../../data/table.ts";
import { fail } from "../../../diagnostic.ts";
import { covarianceLimits } from "../../../inference/test/covariance_limits.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import { compareStructures } from "../../../model/repeated/compare_structures.ts";
import type { Call } from "../../evaluation/call.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";
import { numberColumn } from "../../values/frame.ts";
import { frame, type Value } from "../../values/value.ts";

/** A normal mixed or marginal model. */
function mixedArgument(call: Call, refusal: string): LinearMixedModel {
  const { fit } = call.fit("mod");
  if (fit.random?.core.engine === "mixed") return fit.random;
  fail("no-random-terms", refusal, {
    span: call.spanOf("mod"),
    hint: "Fit with lmer, and say residual =",
  });
}

/** Estimates of the covariance parameters, with standard errors and limits. */
function parametersWithLimits(call: Call): Value {
  const model = mixedArgument(call, "Covariance parameters are those of a fit of lmer");
  const level = call.number("level", 0.95);
  const rows = call.at("level", () => covarianceLimits(model, { level }));
  const note = {
    code: "covariance-limits",
    text: "Standard errors from the observed information; " +
      `${100 * level}% limits of variances and ranges by Satterthwaite's chi-square on df, of ` +
      "covariances and correlations by the normal distribution",
    data: { level },
  };
  return frame(
    new Table([
      textColumn("parameter", rows.map((r) => r.name)),
      numberColumn("estimate", rows.map((r) => r.estimate)),
      numberColumn("SE", rows.map((r) => r.standardError)),
      numberColumn("df", rows.map((r) => r.df)),
      numberColumn("lower", rows.map((r) => r.lower)),
      numberColumn("upper", rows.map((r) => r.upper)),
    ]).withNotes([note]),
  );
}

function sideBySide(call: Call): Value {
  const model = mixedArgument(call, "Structures of the residuals are compared for a fit of lmer");
  const words = call.texts("structures");
  const rows = call.at("structures", () => compareStructures(model, words));
  return frame(
    new Table([
      textColumn("structure", rows.map((r) => r.structure)),
      numberColumn("npar", rows.map((r) => r.parameters)),
      numberColumn("-2logLik", rows.map((r) => r.criterion)),
      numberColumn("AIC", rows.map((r) => r.aic)),
      numberColumn("AICc", rows.map((r) => r.aicc)),
      numberColumn("BIC", rows.map((r) => r.bic)),
    ]),
  );
}

/** Several structures of the residuals of one model. */
export const COMPARE_STRUCTURES: Verb = ours(
  "compare_structures",
  "mod, structures",
  "structures of the residuals, such as cs and un, side by side",
  sideBySide,
);

/** Covariance parameters of a model. */
export const COVARIANCE_PARAMETERS: Verb = ours(
  "covariance_parameters",
  "mod, level?",
  "estimates of variances, covariances and correlations, with Wald limits",
  parametersWithLimits,
);
