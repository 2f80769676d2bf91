/**
 * Verbs that give a value for each row: `resid fitted predict`.
 *
 * @module
 */
import { normalizedResiduals } from "../../../model/mixed/residual/normalized_residuals.ts";
import { fail } from "../../../diagnostic.ts";
import type { Table } from "../../../data/table.ts";
import type { Fit, LinearMixedModel } from "../../../model/fit.ts";
import { predictObservations } from "../../../model/mixed/residual/new_rows.ts";
import { predictConditional } from "../../../model/mixed/predict.ts";
import { predict } from "../../../model/predict.ts";
import type { Call } from "../../evaluation/call.ts";
import { asFrame } from "../../values/frame.ts";
import {
  byModelRow,
  fittedOf,
  generalizedResiduals,
  inDataOrder,
  residualsOf,
} from "../../page/model_rows.ts";
import { isEstimates } from "../../values/estimates.ts";
import { PARTS_OF_MEANS } from "../../bridge/parts_of_means.ts";
import { type FitValue, list, numeric, type Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { nlmeByLevel, nlmeRows } from "../lme4/nlme_levels.ts";
import { generalizedParts, limitsMatrix, linearPredictions } from "./rows/linear_predictions.ts";
import { randomPart } from "./random_part.ts";
import { marginalPredictions } from "./marginal_predictions.ts";
import { simulatedIn } from "../DHARMa/simulated_in.ts";

/** Residuals of R's types; those of a mixed model are divided by σ if `scaled` says so alone. */
function residuals(call: Call): Value {
  const simulated = simulatedIn(call.value("object"));
  if (simulated) {
    for (const name of ["type", "scaled"]) {
      if (call.has(name)) {
        fail("wrong-argument", `Simulated residuals have no ${name}`, { span: call.spanOf(name) });
      }
    }
    return numeric(simulated.scaled);
  }
  const { fit, rows } = call.fit("object");
  const types = ["response", "working", "pearson", "deviance", "normalized"] as const;
  const usual = fit.generalized || fit.kind === "glmer" ? "deviance" : "response";
  const type = call.choice("type", types, usual);
  const weighted = (type === "pearson" || type === "deviance") && fit.weights;
  // nlme's residuals have no argument of that name
  const scaled = !fit.random?.nlme && call.flag("scaled", false);
  if (scaled && !fit.random) {
    fail("wrong-argument", `Residuals of ${fit.described.called} are not scaled`, {
      span: call.spanOf("scaled"),
      hint: "Write resid(m) / sigma(m)",
    });
  }
  const { marginal } = fit;
  if (type === "normalized") {
    if (!fit.random?.nlme && fit.residualStructure === null || !fit.random) {
      return call.wrong("type", types.slice(0, -1).join(", "), call.value("type"));
    }
    refuseLevel(call, fit);
    const normalized = normalizedResiduals(fit.random);
    if (!fit.random.nlme) return byModelRow(rows, [...normalized]);
    const shown = inDataOrder(rows, normalized, NaN);
    return nlmeRows(fit.random, shown.values, shown.names, "Normalized residuals");
  }
  if (marginal) {
    return byModelRow(rows, call.at("object", () => marginal.residualsOf(type)));
  }
  if (fit.random?.nlme && !scaled && (type === "response" || type === "pearson")) {
    const what = type === "pearson" ? "Standardized residuals" : "Residuals";
    return nlmeValues(call, fit.random, rows, what);
  }
  refuseLevel(call, fit);
  if (fit.generalized) return byModelRow(rows, generalizedResiduals(fit.generalized, type));
  if (fit.residualStructure !== null && (scaled || type !== "response")) {
    return byModelRow(rows, fit.standardizedResiduals);
  }
  const scale = scaled ? fit.sigma : 1;
  // rows of weight 0 stand behind those used
  const root = (i: number): number => weighted ? Math.sqrt(fit.weights![i] ?? 0) : 1;
  return byModelRow(rows, residualsOf(fit).map((r, i) => r * root(i) / scale));
}

/** Of a fit in nlme's terms, whose rows have a level and are named by their groups. */
function nlmeValues(
  call: Call,
  fit: LinearMixedModel,
  rows: FitValue["rows"],
  what: "Fitted values" | "Residuals" | "Standardized residuals",
): Value {
  if (fit.nlme!.levels.length > 0 && !rows.padded && !rows.order) {
    return nlmeByLevel(call, fit, null, what);
  }
  refuseLevel(call, fit);
  const values = what === "Fitted values"
    ? fittedOf(fit)
    : what === "Residuals"
    ? residualsOf(fit)
    : fit.standardizedResiduals;
  const shown = inDataOrder(rows, values, NaN);
  return nlmeRows(fit, shown.values, shown.names, what);
}

function refuseLevel(call: Call, fit: Fit): void {
  if (!call.has("level")) return;
  fail("unknown-argument", `${call.verb.name}() of ${fit.described.called} has no argument level`, {
    span: call.spanOf("level"),
    hint: "It belongs to an lme()",
  });
}

function fittedValues(call: Call): Value {
  const { fit, rows } = call.fit("object");
  if (fit.random?.nlme) return nlmeValues(call, fit.random, rows, "Fitted values");
  refuseLevel(call, fit);
  // glmmTMB leaves the names of the rows out
  if (fit.kind === "glmmTMB") return numeric(fit.fitted);
  return byModelRow(rows, fittedOf(fit));
}

function predictions(call: Call): Value {
  const value = call.value("object");
  if (call.verb.name === "predict" && isEstimates(value)) {
    return PARTS_OF_MEANS.now().predictionsOf(call, value);
  }
  const model = call.fit("object");
  if (model.fit.generalized) return generalizedPredictions(call, model);
  if (model.fit.marginal) {
    return marginalPredictions(call, model, model.fit.marginal, newData(call));
  }
  if (!model.fit.random) {
    refuseMixed(call, model.fit);
    return linearPredictions(call, model, newData(call));
  }
  refuseArguments(call, model.fit, ["scale", "df", "terms", "pred.var", "weights"]);
  call.only(
    "type",
    ["response", "link"],
    "Predictions are on the scale of the response as it was fitted",
    "Leave type out; coef(m) and ranef(m) give the parts of a prediction",
  );
  call.only(
    "se.fit",
    [false],
    "predict() gives no standard errors",
    "emmeans(m, …) gives means with standard errors",
  );
  return mixedPredictions(call, model, model.fit.random);
}

const LINK_TYPES = ["link", "response", "terms"] as const;

/** Linear predictors, as R unless means are asked for. */
function generalizedPredictions(call: Call, value: FitValue): Value {
  const { fit, rows } = value;
  refuseMixed(call, fit);
  refuseArguments(call, fit, ["scale", "df", "pred.var", "weights"]);
  for (const name of ["interval", "level"]) {
    if (!call.has(name) || (name === "interval" && call.text(name) === "none")) continue;
    fail("unknown-argument", `predict() of ${fit.described.called} has no argument ${name}`, {
      span: call.spanOf(name),
      hint: "emmeans(m, …) gives means with intervals",
    });
  }
  const type = call.choice("type", LINK_TYPES, "link");
  const given = newData(call);
  if (type === "terms") return generalizedParts(call, value, given);
  refuseArguments(call, fit, ["terms"]);
  const table = given?.table ?? fit.data;
  const found = given || call.flag("se.fit", false)
    ? call.at("newdata", () => predict(fit, table, { type }))
    : null;
  // R drops the name of a single row where it multiplies it by coefficients
  const errorNames = given && (given.names.length > 1 || type === "response") ? given.names : null;
  const byRow = (values: number[]): Value =>
    given ? numeric(values, given.names) : byModelRow(rows, values);
  if (call.flag("se.fit", false)) {
    return list([
      { name: "fit", value: byRow(found!.map((r) => r.estimate ?? NaN)) },
      {
        name: "se.fit",
        value: given
          ? numeric(found!.map((r) => r.standardError ?? NaN), errorNames)
          : byRow(found!.map((r) => r.standardError ?? NaN)),
      },
      { name: "residual.scale", value: numeric([Math.sqrt(fit.dispersion.value)]) },
    ]);
  }
  if (found) return byRow(found.map((r) => r.estimate ?? NaN));
  const means = fittedOf(fit);
  return byRow(type === "response" ? [...means] : means.map(fit.family.linked.linear));
}

/** The table to predict for, with the names of its rows; null for the rows of the fit. */
function newData(call: Call): { table: Table; names: readonly string[] } | null {
  if (!call.has("newdata")) return null;
  const value = call.value("newdata");
  const whole = asFrame(value);
  if (!whole) return call.wrong("newdata", "a table", value);
  const { table, rowNames } = whole;
  const names = rowNames ?? Array.from({ length: table.nrow }, (_, i) => String(i + 1));
  return { table, names };
}

/** Arguments that a model of this kind does not have. */
function refuseArguments(call: Call, fit: Fit, names: readonly string[]): void {
  for (const name of names) {
    if (!call.has(name)) continue;
    fail("unknown-argument", `predict() of ${fit.described.called} has no argument ${name}`, {
      span: call.spanOf(name),
      hint: "It belongs to lm() and aov()",
    });
  }
}

/** Arguments that belong to models with random terms. */
function refuseMixed(call: Call, fit: Fit): void {
  for (const name of ["re.form", "random.only", "allow.new.levels"]) {
    if (call.has(name)) {
      fail("unknown-argument", `predict() of ${fit.described.called} has no argument ${name}`, {
        span: call.spanOf(name),
        hint: "It belongs to models with random terms",
      });
    }
  }
}

function mixedPredictions(call: Call, { rows }: FitValue, fit: LinearMixedModel): Value {
  if (fit.nlme && fit.nlme.levels.length > 0 && !call.has("re.form")) {
    const given = newData(call);
    return nlmeByLevel(call, fit, given?.table ?? null, "Predicted values", given?.names);
  }
  const interval = call.has("interval") ? call.text("interval") : "none";
  if (fit.residualStructure !== null && interval !== "none") return structuredLimits(call, fit);
  for (const name of ["interval", "level"]) {
    if (!call.has(name) || (name === "interval" && interval === "none")) continue;
    fail("unknown-argument", `predict() of ${fit.described.called} has no argument ${name}`, {
      span: call.spanOf(name),
      hint: "emmeans(m, …) gives means with intervals",
    });
  }
  const given = newData(call);
  const random = randomPart(call, fit);
  const alone = call.flag("random.only", false);
  if (alone && random === "none") {
    fail("wrong-argument", "There is nothing left to predict", {
      span: call.spanOf("random.only"),
      hint: "re.form = NA leaves out what random.only = TRUE asks for",
    });
  }
  if (!given && random === "all" && !alone) return byModelRow(rows, fit.fitted);
  const table = given?.table ?? fit.data;
  const values = call.at(
    given ? "newdata" : "object",
    () =>
      random === "none"
        ? predict(fit, table).map((r) => r.estimate ?? NaN)
        : predictConditional(fit, table, {
          allowNewLevels: call.flag("allow.new.levels", false),
          randomOnly: alone,
          ...(random === "all" ? {} : { terms: random }),
        }),
  );
  return given ? numeric(values, given.names) : byModelRow(rows, values);
}

/**
 * Limits of means, which random effects and residuals have no part in, or of new observations by what the
 * rows of the fit tell of them.
 */
function structuredLimits(call: Call, fit: LinearMixedModel): Value {
  const interval = call.choice("interval", ["none", "confidence", "prediction"], "none");
  const level = call.number("level", 0.95);
  const given = newData(call);
  if (!given) {
    fail("missing-argument", "predict(): limits stand at rows that are given", {
      span: call.span,
      hint: "Write newdata =, with the columns of the model and of its structure",
    });
  }
  const found = call.at(
    "newdata",
    () =>
      interval === "confidence"
        ? predict(fit, given.table, { level })
        : predictObservations(fit, given.table, level),
  );
  return limitsMatrix(found, given.names);
}

/** The same verb under the names that R has for the methods of its classes. */
function methodsToo(declared: readonly Verb[]): Verb[] {
  return declared.flatMap((
    v,
  ) => [v, ...["lm", "glm"].map((c) => ({ ...v, name: `${v.name}.${c}` }))]);
}

/** Verbs with a value for each row. */
export const PREDICTIONS: readonly Verb[] = [
  verb("resid", "object, type?, scaled?, level?", "residuals", residuals),
  verb("residuals", "object, type?, scaled?, level?", "residuals", residuals),
  verb("fitted", "object, level?", "fitted values", fittedValues),
  verb("fitted.values", "object, level?", "fitted values", fittedValues),
  ...methodsToo([
    verb(
      "predict",
      "object, newdata?, re.form?, interval?, level?, random.only?, allow.new.levels?, type?, " +
        "se.fit?, scale?, df?, terms?, pred.var?, weights?",
      "predicted values",
      predictions,
    ),
  ]),
];
