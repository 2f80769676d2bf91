/**
 * What one line says of a model or a test, as a tibble: `glance`.
 *
 * @module
 */
import { pf } from "../../../math/distribution/f_distribution.ts";
import type { Call } from "../../evaluation/call.ts";
import { integer, numeric, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { nlmeFacts } from "../../../render/nlme_facts.ts";
import { type Columns, numbers, tibble } from "./rows.ts";
import { tidyClassed } from "./tidy_tests.ts";

function glance(call: Call): Value {
  const given = call.value("x");
  const test = given.kind === "fit" ? null : tidyClassed(given);
  if (test) return test;
  const { fit, aov } = call.fit("x");
  const likelihood: Columns = [
    ["logLik", numeric([fit.logLik])],
    ["AIC", numeric([fit.aic])],
    ["BIC", numeric([fit.bic])],
  ];
  const rest: Columns = [["df.residual", integer([fit.likelihood.residualDf])]];
  const own = fit.leastSquares;
  if (own && aov) {
    return tibble([
      ...likelihood,
      ["deviance", numeric([own.residualSumSq])],
      ["nobs", integer([fit.n])],
      ["r.squared", numeric([own.rSquared])],
    ]);
  }
  if (own) {
    const f = own.overallF;
    return tibble([
      ["r.squared", numeric([own.rSquared])],
      ["adj.r.squared", numeric([own.adjustedRSquared])],
      ["sigma", numeric([own.sigma])],
      ["statistic", numbers([f?.statistic])],
      ["p.value", numbers([f ? pf(f.statistic, f.numDf, f.denDf, { upper: true }) : null])],
      ["df", numbers([f?.numDf])],
      ...likelihood,
      ["deviance", numeric([own.residualSumSq])],
      ...rest,
      ["nobs", integer([fit.n])],
    ]);
  }
  if (fit.generalized) {
    return tibble([
      ["null.deviance", numeric([fit.generalized.nullDeviance])],
      ["df.null", integer([fit.generalized.nullDf])],
      ...likelihood,
      ["deviance", numeric([fit.generalized.deviance])],
      ...rest,
      ["nobs", integer([fit.n])],
    ]);
  }
  const nlme = fit.random && nlmeFacts(fit.random);
  if (nlme) {
    const { sigma, logLik, aic, bic } = nlme;
    const told: Columns = [
      ["logLik", numeric([logLik])],
      ["AIC", numeric([aic])],
      ["BIC", numeric([bic])],
    ];
    const p = fit.coefficients.filter((c) => !c.aliased).length;
    return nlme.levels.length === 0
      ? tibble([
        ["sigma", numeric([sigma])],
        ["df", integer([p])],
        ...told,
        ["df.residual", integer([fit.n - p])],
      ])
      : tibble([
        ["nobs", integer([fit.n])],
        ["sigma", numeric([sigma])],
        ...told,
        ...(fit.random!.reml ? [] : [["deviance", numeric([-2 * logLik])]] as Columns),
      ]);
  }
  const first: Columns = [["nobs", integer([fit.n])], ["sigma", numeric([fit.sigma])]];
  if (fit.random) {
    const { reml, criterion } = fit.random;
    return tibble([
      ...first,
      ...likelihood,
      [reml ? "REMLcrit" : "deviance", numeric([criterion])],
      ...rest,
    ]);
  }
  const { marginal } = fit;
  if (marginal?.kind === "glmer") {
    const deviance = marginal.residualsOf("deviance").reduce((sum, r) => sum + r * r, 0);
    return tibble([...first, ...likelihood, ["deviance", numeric([deviance])], ...rest]);
  }
  if (marginal?.kind === "glmmTMB") return tibble([...first, ...likelihood, ...rest]);
  return call.wrong("x", "a model with a likelihood", given, "summary(m) says what there is");
}

/** One line of a model. */
export const GLANCE: Verb = verbOf("broom")(
  "glance",
  "x",
  "what one line says of a model, as a tibble",
  glance,
);
