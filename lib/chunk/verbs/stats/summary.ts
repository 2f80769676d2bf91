/**
 * `summary` of models, means and numbers.
 *
 * @module
 */
import {
  type CoefficientTest,
  coefficientTests,
} from "../../../inference/test/coefficient_tests.ts";
import type { Ddf } from "../../../inference/df/ddf.ts";
import { pnorm } from "../../../math/distribution/tails.ts";
import { componentsValue } from "../lme4/pieces.ts";
import { fail } from "../../../diagnostic.ts";
import type { Fit, LinearMixedModel } from "../../../model/fit.ts";
import type { ShownSummary } from "../../../render/shown.ts";
import { writtenBeside } from "./models.ts";
import { correlationOf, summaryOf } from "../../../render/summary.ts";
import type { Call } from "../../evaluation/call.ts";
import { isEstimates } from "../../values/estimates.ts";
import {
  character,
  describe,
  type DisplayValue,
  type FitValue,
  list,
  type MatrixValue,
  NULL,
  numeric,
  type Value,
} from "../../values/value.ts";
import { aovSummary } from "./aov_tables.ts";
import { ddfOf, emmList, refuseFor, reshown, summed, viewOptions } from "../emmeans/views.ts";

/** `summary` of a model, as lmerTest has it for an `lmer`. */
export function summarize(call: Call): Value {
  const value = call.value("object");
  if (value.kind === "display" && value.generics?.summary) return value.generics.summary(call);
  refuseFor(call, ["test"], describe(value), "It belongs to glht()");
  if (!isEstimates(value) && !emmList(value)) {
    const names = [
      "infer",
      "by",
      "adjust",
      "level",
      "type",
      "side",
      "delta",
      "null",
      "df",
      "cross.adjust",
      "bias.adjust",
      "sigma",
    ];
    refuseFor(call, names, describe(value), "It belongs to means and contrasts");
  }
  const ofStrata = ["split", "expand.split", "intercept"];
  if (value.kind === "fit" && (value.aov || value.fit.strata)) {
    refuseFor(call, ["ddf"], "an analysis of variance", "Its tests have the df of their stratum");
    return aovSummary(call, value);
  }
  refuseFor(call, ofStrata, describe(value), "It belongs to aov()");
  if (value.kind === "fit") return fitSummary(call, value);
  refuseFor(call, ["correlation"], describe(value), "It belongs to models");
  const shown = summed(reshown(call, value, viewOptions(call)));
  if (shown) return shown;
  if (value.kind === "display") return value;
  return call.wrong("object", "a model or means", value);
}

/** Least squares and generalized linear models, whose correlations R prints when they are asked for. */
function isPlain({ fit }: FitValue): boolean {
  return fit.leastSquares !== null && !fit.random || fit.generalized !== null && !fit.random;
}

/** The summary with a dispersion that is given: standard errors and tests by it, from a normal distribution. */
function withDispersion(call: Call, value: FitValue): DisplayValue {
  const { generalized } = value.fit;
  if (!generalized || value.fit.random) {
    return fail("wrong-argument", `${describe(value)} has no dispersion that could be given`, {
      span: call.spanOf("dispersion"),
      hint: "It belongs to a glm()",
    });
  }
  const given = call.number("dispersion");
  if (!(given > 0)) return call.wrong("dispersion", "a number above 0", call.value("dispersion"));
  const factor = Math.sqrt(given / generalized.dispersion.value);
  return summaryValue(value, "asymptotic", { dispersion: given, factor });
}

function fitSummary(call: Call, value: FitValue): Value {
  const made = call.has("dispersion") && call.value("dispersion").kind !== "null"
    ? call.at("object", () => withDispersion(call, value))
    : call.at("object", () => summaryValue(value, ddfOf(call, "ddf")));
  if (!call.has("correlation") || made.shown.kind !== "summary") return made;
  if (isPlain(value)) {
    if (!call.flag("correlation", true)) return made;
    return { ...made, shown: { ...made.shown, correlation: correlationOf(value.fit.vcov) } };
  }
  const wanted = call.flag("correlation", true);
  const { correlation, ...without } = made.shown;
  // nlme prints correlations whatever is said, R's other models of fixed effects only when asked
  const other = value.fit.random?.nlme ? !wanted && correlation : wanted && !correlation;
  if (other) {
    fail(
      "not-in-language",
      `summary() of ${describe(value)} is printed ${wanted ? "without" : "with"} correlations`,
      {
        span: call.spanOf("correlation"),
        hint: wanted ? "cov2cor(vcov(m)) has them" : "Leave it out",
      },
    );
  }
  return wanted ? made : { ...made, shown: without };
}

/** A test by a normal distribution, its standard error so many times as large. */
function scaledBy(test: CoefficientTest, factor: number): CoefficientTest {
  if (test.standardError === null || test.statistic === null) return test;
  const statistic = test.statistic / factor;
  return {
    ...test,
    standardError: test.standardError * factor,
    statistic,
    pValue: 2 * pnorm(Math.abs(statistic), { upper: true }),
  };
}

/** The summary of a fit with df by a method; Satterthwaite's for an `lmer`, as lmerTest. */
export function summaryValue(
  value: FitValue,
  method?: Ddf,
  given: { dispersion: number; factor: number } | null = null,
): DisplayValue {
  const { fit } = value;
  const ddf = method ?? fit.ddf.ofCoefficients;
  const own = coefficientTests(fit, { ddf });
  const tests = given === null ? own : own.map((t) => scaledBy(t, given.factor));
  const shown: ShownSummary = {
    ...summaryOf(fit, tests),
    ddf,
    call: value.call,
    data: value.dataName,
    ...(value.weights === null ? {} : { weights: value.weights }),
    ...writtenBeside(fit.formula, value.written),
    ...residualNamesOf(value),
  };
  if (given && shown.deviances) {
    shown.deviances = { ...shown.deviances, dispersion: given.dispersion };
  }
  const nlme = Boolean(fit.random?.nlme);
  const withDf = nlme ? fit.kind === "lme" : fit.ddf.stated;
  const columnNames = nlme
    ? ["Value", "Std.Error", ...(withDf ? ["DF"] : []), "t-value", "p-value"]
    : [
      "Estimate",
      "Std. Error",
      ...(withDf ? ["df"] : []),
      ...(ddf === "asymptotic" ? ["z value", "Pr(>|z|)"] : ["t value", "Pr(>|t|)"]),
    ];
  const coefficients: MatrixValue = {
    kind: "matrix",
    rowNames: tests.map((t) => t.name),
    columnNames,
    values: tests.map((t) =>
      Float64Array.from([
        t.estimate,
        t.standardError,
        ...(withDf ? [t.df] : []),
        t.statistic,
        t.pValue,
      ], (v) => v ?? NaN)
    ),
  };
  return {
    kind: "display",
    shown,
    what: "a summary",
    frame: null,
    parts: {
      coefficients: () => byPart(fit, coefficients),
      ...(nlme ? { tTable: () => coefficients } : {}),
      ...(fit.mixed ? { varcor: () => componentsValue(fit.mixed!) } : {}),
      ...(fit.generalized ? {} : { sigma: () => numeric([fit.sigma]) }),
      ...(fit.random ? criterionParts(fit.random) : {}),
      ...moreParts(fit),
      ...devianceParts(fit),
    },
  };
}

/** Of a glmmTMB a matrix for each of its parts, as R has it. */
function byPart(fit: Fit, conditional: MatrixValue): Value {
  const { marginal } = fit;
  if (marginal?.kind !== "glmmTMB") return conditional;
  const matrixOf = (own: Fit["coefficients"]): MatrixValue => ({
    ...conditional,
    rowNames: own.filter((c) => !c.aliased).map((c) => c.name),
    values: own.filter((c) => !c.aliased).map(({ estimate, standardError }) => {
      const z = (estimate ?? NaN) / (standardError ?? NaN);
      const p = 2 * pnorm(Math.abs(z), { upper: true });
      return Float64Array.from([estimate ?? NaN, standardError ?? NaN, z, p]);
    }),
  });
  const parts = { zi: marginal.zeroInflation, disp: marginal.dispersionModel };
  return list([
    { name: "cond", value: conditional },
    ...Object.entries(parts)
      .map(([name, own]) => ({ name, value: own.length > 0 ? matrixOf(own) : NULL })),
  ]);
}

/** Names of the rows used where they are not 1, 2, …; those of weight 0 have no residual there. */
function residualNamesOf({ fit, rows }: FitValue): Pick<ShownSummary, "residualNames"> {
  const { names } = rows;
  const plain = names.every((name, i) => name === String(i + 1));
  return fit.residualDf > 5 || plain || names.length !== fit.n ? {} : { residualNames: [...names] };
}

/** Criteria as nlme's summaries have them, or lme4's with the numbers of groups. */
function criterionParts(fit: LinearMixedModel): Record<string, () => Value> {
  if (fit.nlme) {
    return {
      AIC: () => numeric([fit.aic]),
      BIC: () => numeric([fit.bic]),
      logLik: () => numeric([fit.logLik]),
      method: () => character([fit.reml ? "REML" : "ML"]),
    };
  }
  if (fit.mmrm || fit.residualStructure !== null) return {};
  const { aic, bic, logLik, criterion, n, parameters } = fit;
  return {
    AICtab: () =>
      fit.reml
        ? numeric([criterion], ["REML"])
        : numeric([aic, bic, logLik, criterion, n - parameters], [
          "AIC",
          "BIC",
          "logLik",
          "deviance",
          "df.resid",
        ]),
    ngrps: () => numeric(fit.groups.map((g) => g.levels), fit.groups.map((g) => g.name)),
  };
}

function moreParts({ leastSquares: fit }: Fit): Record<string, () => Value> {
  if (!fit) return {};
  return {
    "r.squared": () => numeric([fit.rSquared]),
    "adj.r.squared": () => numeric([fit.adjustedRSquared]),
    df: () => numeric([fit.rank, fit.residualDf, fit.coefficients.length]),
    fstatistic: () =>
      numeric(
        fit.overallF
          ? [fit.overallF.statistic, fit.overallF.numDf, fit.overallF.denDf]
          : [NaN, NaN, NaN],
        ["value", "numdf", "dendf"],
      ),
  };
}

function devianceParts({ generalized: fit }: Fit): Record<string, () => Value> {
  if (!fit) return {};
  return {
    deviance: () => numeric([fit.deviance]),
    "null.deviance": () => numeric([fit.nullDeviance]),
    aic: () => numeric([fit.aic]),
    dispersion: () => numeric([fit.dispersion.value]),
    "df.residual": () => numeric([fit.residualDf]),
    "df.null": () => numeric([fit.nullDf]),
    iter: () => numeric([fit.iterations]),
  };
}
