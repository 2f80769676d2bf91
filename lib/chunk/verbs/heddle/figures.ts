/**
 * Verbs that make figures: `means_plot residuals_plot shrinkage_plot field_plot …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { qchisq } from "../../../math/distribution/tails.ts";
import { profileIntervals } from "../../../model/mixed/profile.ts";
import {
  interactionFigure,
  meansFigure,
  type NamedMeans,
} from "../../../render/figure/made/make_means.ts";
import {
  fieldFigure,
  pairsFigure,
  profileFigure,
  stripFigure,
} from "../../../render/figure/made/make_others.ts";
import {
  componentsFigure,
  correlationFigure,
  shrinkageFigure,
} from "../../../render/figure/made/make_random.ts";
import { residualsFigure } from "../../../render/figure/made/make_residuals.ts";
import { emmeans } from "../../../inference/means/emmeans.ts";
import { deparse, deparseName } from "../../../syntax/deparse.ts";
import { variableNames } from "../../values/names.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Value } from "../../values/value.ts";
import { ours, type Verb } from "../../evaluation/verb.ts";
import { figureValue, meansIn } from "./figure_value.ts";
import { linearMixedArgument } from "../lme4/pieces.ts";
import { argumentsInR, firstInR } from "../../evaluation/r_words.ts";

/** `interaction_plot(m, Trt ~ Day)`: a line for each level on the left over those on the right. */
function interactionPlot(call: Call): Value {
  const { expr } = call.formula("formula");
  const [left, right] = expr.args.map((a) => [...variableNames(a.value!)]);
  const [trace, x] = right ? [left![0], right[0]] : [left![1], left![0]];
  if (x === undefined || trace === undefined) {
    fail("wrong-argument", "An interaction plot needs two factors", {
      span: call.spanOf("formula"),
      hint: "Write Trt ~ Day",
    });
  }
  const value = call.value("object");
  const grid = meansIn(value) ??
    call.at(
      "formula",
      () => emmeans(call.fit("object").fit, `~ ${deparseName(x)} * ${deparseName(trace)}`),
    );
  return figureValue(call.at("formula", () => interactionFigure(grid, { x, trace })));
}

/** Means of one fit or of several, side by side: `means_plot(fixed = a, random = b)`. */
function plotMeans(call: Call): Value {
  const means = call.rest.map((arg): NamedMeans => {
    const grid = meansIn(call.evaluate(arg));
    if (!grid) {
      fail("wrong-argument", "means_plot() takes means", {
        span: arg.span,
        hint: "emmeans(m, ~ Trt) gives means",
      });
    }
    const name = arg.name ?? (call.rest.length > 1 && arg.expr ? deparse(arg.expr) : "");
    return { name, grid };
  });
  const options = {
    raw: call.flag("raw", true),
    ...(call.has("key") ? { seriesName: call.text("key") } : {}),
  };
  return figureValue(meansFigure(means, options));
}

function shrinkage(call: Call): Value {
  const fit = linearMixedArgument(call, "object");
  const options = {
    ...(call.has("group") ? { group: call.text("group") } : {}),
    ...(call.has("term") ? { term: call.text("term") } : {}),
    ...(call.has("level") ? { level: call.number("level") } : {}),
  };
  return figureValue(call.at("group", () => shrinkageFigure(fit, options)));
}

/** Profiles of the criterion over each parameter. */
function profiles(call: Call): Value {
  const fit = linearMixedArgument(call, "object");
  const level = call.number("level", 0.95);
  const parameters = call.at("object", () => profileIntervals(fit, qchisq(level, 1))).map((p) => ({
    name: p.label,
    estimate: p.estimate,
    lower: p.lower,
    upper: p.upper,
    points: p.points,
  }));
  return figureValue(profileFigure(parameters, level));
}

function correlations(call: Call): Value {
  const fit = linearMixedArgument(call, "object");
  const options = call.has("group") ? { group: call.text("group") } : {};
  return figureValue(call.at("group", () => correlationFigure(fit, options)));
}

/** The name of a column, written as a name or as text. */
function columnName(call: Call, name: string): string {
  const expr = call.quoted(name);
  return expr?.kind === "name" && call.table("data").column(expr.name)
    ? expr.name
    : call.text(name);
}

function field(call: Call): Value {
  const table = call.table("data");
  const names = {
    row: columnName(call, "row"),
    column: columnName(call, "column"),
    value: columnName(call, "value"),
    ...(call.has("treatment") ? { treatment: columnName(call, "treatment") } : {}),
  };
  return figureValue(call.at("data", () => fieldFigure(table, names)));
}

function strip(call: Call): Value {
  const table = call.table("data");
  const names = {
    value: columnName(call, "value"),
    unit: columnName(call, "unit"),
    treatment: columnName(call, "treatment"),
    ...(call.has("group") ? { group: columnName(call, "group") } : {}),
    ...(call.has("row") ? { row: columnName(call, "row") } : {}),
  };
  return figureValue(call.at("data", () => stripFigure(table, names)));
}

/** Means over the observations. */
export const MEANS_PLOT: Verb = ours(
  "means_plot",
  "..., raw?, key?",
  "means with intervals over the observations",
  plotMeans,
  (call) => call.args.length === 1 ? `plot(${firstInR(call)})` : null,
);

/** An interaction plot. */
export const INTERACTION_PLOT: Verb = ours(
  "interaction_plot",
  "object, formula",
  "an interaction plot: Trt ~ Day",
  interactionPlot,
  (call) => `emmip(${argumentsInR(call.args)})`,
);

/** Figures of models and data. */
export const FIGURES: readonly Verb[] = [
  ours(
    "residuals_plot",
    "object",
    "residuals of a model, four ways",
    (call) => figureValue(call.at("object", () => residualsFigure(call.fit("object").fit))),
    (call) => `plot(${firstInR(call)})`,
  ),
  ours(
    "shrinkage_plot",
    "object, group?, term?, level?",
    "predicted random effects and how far they were drawn to zero",
    shrinkage,
    (call) => `lattice::dotplot(ranef(${firstInR(call)}))`,
  ),
  ours(
    "components_plot",
    "object",
    "standard deviations of the random effects",
    (call) =>
      figureValue(call.at("object", () => componentsFigure(linearMixedArgument(call, "object")))),
  ),
  ours(
    "profile_plot",
    "object, level?",
    "profiles of the criterion by parameter",
    profiles,
    (call) => `lattice::xyplot(profile(${firstInR(call)}))`,
  ),
  ours("correlation_plot", "object, group?", "correlations that a model implies", correlations),
  ours("pairs_plot", "x", "differences with simultaneous intervals", (call) => {
    const value = call.value("x");
    if (value.kind !== "contrasts") return call.wrong("x", "contrasts", value, "Write pairs(…)");
    return figureValue(call.at("x", () => pairsFigure(value.table)));
  }, (call) => `plot(${firstInR(call)})`),
  ours("field_plot", "data, row, column, value, treatment?", "a column over a field", field),
  ours(
    "strip_plot",
    "data, value, unit, treatment, group?, row?",
    "every observation of a trial",
    strip,
  ),
];
