/**
 * Verbs that take a model apart: `coef vcov sigma logLik AIC …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { Table } from "../../../data/table.ts";
import { denominatorDf } from "../../../inference/df/denominator_df.ts";
import type { Fit, GeneralizedMixedModel, ModelPart } from "../../../model/fit.ts";
import { aicc, parameterCount } from "../../../model/criteria.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { nlmeFacts } from "../../../render/nlme_facts.ts";
import { commonDeviation } from "../../../model/mixed/residual/marginal_covariance.ts";
import type { Call } from "../../evaluation/call.ts";
import { numberColumn } from "../../values/frame.ts";
import { coefficientsOf } from "../../evaluation/parts.ts";
import { isEstimates } from "../../values/estimates.ts";
import { PARTS_OF_MEANS } from "../../bridge/parts_of_means.ts";
import { frame, integer, list, type MatrixValue, numeric, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { stepAic } from "../../../model/criteria.ts";
import { aovCoefficients } from "./aov_tables.ts";
import { coefficientsByGroup } from "../lme4/pieces.ts";

/** What a summary or a stratum says itself. */
function partOf(call: Call, name: string): Value | null {
  const value = call.value("object");
  return value.kind === "display" ? value.parts[name]?.() ?? null : null;
}

/** Of a structure of residuals; without a word as it is searched, as in nlme. */
function structureCoefficients(call: Call): Value | null {
  const value = call.value("object");
  const constrained = value.kind === "display" ? value.parts["constrained"] : undefined;
  if (value.kind !== "display" || !constrained) {
    for (const name of ["unconstrained", "allCoef"]) {
      if (!call.has(name)) continue;
      fail("unknown-argument", `coef() of a model has no argument ${name}`, {
        span: call.spanOf(name),
        hint: "It belongs to structures, such as m$modelStruct$corStruct",
      });
    }
    return null;
  }
  const all = call.flag("allCoef", false);
  if (!call.flag("unconstrained", true)) return all ? value.parts["all"]!() : constrained();
  return value.parts["unconstrained"]?.() ??
    fail("wrong-argument", "Correlations of a whole matrix are given as they are", {
      span: call.span,
      hint: "Write unconstrained = FALSE",
    });
}

/** What a value says itself of a generic word. */
function ownAnswer(call: Call, name: string): Value | null {
  const value = call.value("object");
  return value.kind === "display" ? value.generics?.[name]?.(call) ?? null : null;
}

function coefficients(call: Call): Value {
  const own = ownAnswer(call, "coef");
  if (own) return own;
  const ofStructure = structureCoefficients(call);
  if (ofStructure) return ofStructure;
  const part = partOf(call, "coefficients");
  if (part) return part;
  const value = call.value("object");
  if (isEstimates(value)) return PARTS_OF_MEANS.now().weightsOf(value);
  const { fit, aov } = call.fit("object");
  if (aov && fit.leastSquares) return aovCoefficients(fit.leastSquares);
  // a marginal model has no groups
  const grouped = fit.mixed && fit.mixed.groups.length > 0;
  return grouped ? coefficientsByGroup(fit.mixed) : coefficientsOf(fit);
}

/** Of a glmmTMB a matrix for each of its parts. */
function covariancesByPart(fit: GeneralizedMixedModel): Value {
  const matrixOf = (part: Pick<ModelPart, "fixed" | "covariance">, prefix: string): MatrixValue => {
    const names = Array.from(part.fixed.kept, (j) => prefix + part.fixed.names[j]!);
    const p = names.length;
    const values = names.map((_, i) => part.covariance.slice(i * p, i * p + p));
    return { kind: "matrix", rowNames: names, columnNames: names, values };
  };
  const { zeroPart, dispersionPart } = fit;
  return list([
    { name: "cond", value: matrixOf(fit, "") },
    ...(zeroPart ? [{ name: "zi", value: matrixOf(zeroPart, "zi~") }] : []),
    ...(dispersionPart ? [{ name: "disp", value: matrixOf(dispersionPart, "d~") }] : []),
  ], "vcov");
}

function covariance(call: Call): Value {
  const own = ownAnswer(call, "vcov");
  if (own) return own;
  const value = call.value("object");
  if (isEstimates(value)) return PARTS_OF_MEANS.now().covariancesOf(value);
  const { fit } = call.fit("object");
  if (fit.marginal?.kind === "glmmTMB") return covariancesByPart(fit.marginal);
  return coefficientCovariance(call, fit);
}

/** Covariances of the coefficients; of an mmrm as the method of its tests has them. */
export function coefficientCovariance(call: Call, fit: Fit): Value {
  const own = fit.random?.mmrm ? fit.rank : 0;
  const adjusted = own > 0
    ? call.at("object", () => denominatorDf(fit, fit.ddf.default).covariance)
    : null;
  // as R, an lm has rows of its aliased coefficients too, an lmer has not
  const shown = fit.coefficients.filter((c) => !fit.mixed || !c.aliased);
  const names = shown.map((c) => c.name);
  let next = 0;
  const place = shown.map((c) => c.aliased ? -1 : next++);
  const values = place.map((i) =>
    Float64Array.from(
      place,
      (j) => i < 0 || j < 0 ? NaN : adjusted ? adjusted[i * own + j]! : fit.vcov[i]![j]!,
    )
  );
  return { kind: "matrix", rowNames: names, columnNames: names, values };
}

/** `AIC(m)` is a number, `AIC(m1, m2)` a table. */
function criterion(call: Call, name: "aic" | "bic"): Value {
  const first = call.fit("object");
  const label = (expr: ReturnType<Call["quoted"]>) => expr ? deparse(expr) : "";
  const penalty = name === "aic" ? call.number("k", 2) : null;
  const valueOf = (fit: Fit): number =>
    penalty === null ? fit[name] : -2 * fit.logLik + penalty * parameterCount(fit);
  const others = call.rest.map((arg) => {
    if (arg.name !== null) return call.refuse(arg);
    const value = call.evaluate(arg);
    if (value.kind !== "fit") {
      return fail("wrong-argument", `${call.verb.name}() takes models`, {
        span: arg.span,
        hint: "Give models that lm() or lmer() fitted",
      });
    }
    return { fit: value.fit, name: label(arg.expr) };
  });
  if (others.length === 0) return numeric([valueOf(first.fit)]);
  const all = [{ fit: first.fit, name: label(call.quoted("object")) }, ...others];
  const counts = new Set(all.map(({ fit }) => fit.n));
  if (counts.size > 1) {
    call.note(
      "different-rows",
      `${call.verb.name}(): the models have ${
        [...counts].join(" and ")
      } rows: only criteria of the ` +
        "same rows can be compared",
      { rows: [...counts] },
    );
  }
  if (new Set(all.map(({ fit }) => fit.likelihood.method === "REML")).size > 1) {
    call.note(
      "different-criteria",
      `${call.verb.name}(): restricted and full likelihoods are not compared by their size`,
    );
  }
  return frame(
    new Table([
      numberColumn("df", all.map((m) => parameterCount(m.fit))),
      numberColumn(name.toUpperCase(), all.map((m) => valueOf(m.fit))),
    ]),
    all.map((m) => m.name),
  );
}

/** `AICc(m)` is a number, of several models a table, as MuMIn has it. */
function correctedCriterion(call: Call): Value {
  const fitOf = (value: Value, name: string): Fit =>
    value.kind === "fit" ? value.fit : call.wrong(name, "models", value);
  const models = [
    { fit: call.fit("object").fit, name: call.quoted("object") },
    ...call.rest.map((arg) => {
      if (arg.name !== null) return call.refuse(arg);
      return { fit: fitOf(call.evaluate(arg), "object"), name: arg.expr };
    }),
  ];
  const values = models.map(({ fit }) => call.at("object", () => aicc(fit)));
  if (values.length === 1) return numeric(values);
  return frame(
    new Table([
      numberColumn("df", models.map(({ fit }) => parameterCount(fit))),
      numberColumn("AICc", values),
    ]),
    models.map(({ name }) => name ? deparse(name) : ""),
  );
}

/** R's `extractAIC`: equivalent degrees of freedom and the criterion that `step` goes by. */
function stepCriterion(call: Call): Value {
  const { fit } = call.fit("fit");
  const k = call.number("k", 2);
  const own = fit.leastSquares ?? fit.generalized;
  if (own) return numeric([own.rank, stepAic(own, k)]);
  const count = parameterCount(fit);
  return numeric([count, -2 * fit.likelihood.unrestricted().logLik + k * count]);
}

/** As R: of a mixed model n less all parameters, those of the variances among them. */
function residualDf(call: Call): Value {
  const part = partOf(call, "df.residual");
  if (part) return part;
  const { fit } = call.fit("object");
  return integer([fit.likelihood.residualDf]);
}

/** `REML` may say by what the model was fitted: there is no value by the other criterion. */
function refuseOtherCriterion(call: Call, fit: Fit): void {
  const { method } = fit.likelihood;
  const own = method === "REML";
  call.only(
    "REML",
    [own, null],
    `The model was fitted by ${method}`,
    fit.mixed ? `Fit it by lmer(…, REML = ${own ? "FALSE" : "TRUE"})` : "Leave REML out",
  );
}

/** Where the dispersion is known R gives what it would be if it were estimated by the deviance. */
function residualDeviation(call: Call): Value {
  const part = partOf(call, "sigma");
  if (part) return part;
  const { fit } = call.fit("object");
  const { deviance, residualDf } = fit.likelihood;
  const nlme = fit.random && nlmeFacts(fit.random);
  if (nlme) return numeric([nlme.sigma]);
  if (fit.random && fit.residualStructure !== null) {
    const deviation = commonDeviation(fit.random);
    if (deviation !== null) return numeric([deviation]);
    fail(
      "no-common-variance",
      `The residuals of ${fit.residualStructure} have no common variance`,
      {
        span: call.spanOf("object"),
        hint: "VarCorr(m) has their standard deviations",
      },
    );
  }
  const fromDeviance = fit.generalized && fit.dispersion.fixed;
  return numeric([fromDeviance ? Math.sqrt(deviance / residualDf) : fit.sigma]);
}

function logLikelihood(call: Call): Value {
  const { fit } = call.fit("object");
  refuseOtherCriterion(call, fit);
  return { ...numeric([fit.logLik]), parameters: parameterCount(fit) };
}

/** Residual sum of squares, or −2 log likelihood. */
function devianceOf(call: Call): Value {
  const part = partOf(call, "deviance");
  if (part) return part;
  const { fit } = call.fit("object");
  refuseOtherCriterion(call, fit);
  if (fit.kind === "glmer") {
    // as lme4: what is lost given the random effects, not −2 log likelihood
    const lost = call.at("object", () => fit.marginal!.residualsOf("deviance"));
    return numeric([lost.reduce((sum, r) => sum + r * r, 0)]);
  }
  const { method, deviance } = fit.likelihood;
  if (method !== "REML") return numeric([deviance]);
  call.note(
    "reml-criterion",
    "deviance() of a REML fit is its REML criterion; lmer(…, REML = FALSE) gives the deviance",
  );
  return numeric([deviance]);
}

/** Coefficients. */
export const COEF: Verb = verb(
  "coef",
  "object, unconstrained?, allCoef?",
  "coefficients; of a structure of residuals its parameters",
  coefficients,
);

/** Its other name. */
export const COEFFICIENTS: Verb = verb(
  "coefficients",
  "object, unconstrained?, allCoef?",
  "coefficients",
  coefficients,
);

/** Covariances of the coefficients. */
export const VCOV: Verb = verb("vcov", "object", "covariances of the coefficients", covariance);

/** Verbs that take any model apart. */
export const PIECES: readonly Verb[] = [
  verb(
    "sigma",
    "object",
    "residual standard deviation",
    residualDeviation,
  ),
  verb(
    "df.residual",
    "object",
    "residual degrees of freedom",
    residualDf,
  ),
  verb(
    "nobs",
    "object",
    "number of observations used",
    (call) => integer([call.fit("object").fit.n]),
  ),
  verb(
    "logLik",
    "object, REML?",
    "log likelihood of the criterion that was fitted",
    logLikelihood,
  ),
  verb("AIC", "object, ..., k?", "Akaike's criterion", (call) => criterion(call, "aic")),
  verb("BIC", "object, ...", "Schwarz's criterion", (call) => criterion(call, "bic")),
  verb("AICc", "object, ...", "Akaike's criterion corrected for small samples", correctedCriterion),
  verb(
    "extractAIC",
    "fit, scale!0, k?",
    "number of coefficients and AIC, as step() counts",
    stepCriterion,
  ),
  verb(
    "deviance",
    "object, REML?",
    "residual sum of squares, −2 log likelihood, or what is lost given random effects",
    devianceOf,
  ),
];
