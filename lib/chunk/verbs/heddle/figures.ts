/**
 * Verbs that make figures: `plot emmip qqPlot means_plot residuals_plot …`
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { emmeans } from "../../../inference/means/emmeans.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import { qchisq } from "../../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
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
import {
  qqFigure,
  residualsFigure,
  scatterFigure,
  standardizedResiduals,
} from "../../../render/figure/made/make_residuals.ts";
import type { ShownFigure } from "../../../render/shown.ts";
import { deparse, deparseName } from "../../../syntax/deparse.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { insteadOfNumbers, numbersHint } from "../../values/no_numbers.ts";
import { TableScope } from "../../values/mask.ts";
import { variableNames } from "../../values/names.ts";
import { type DisplayValue, isVector, type Value } from "../../values/value.ts";
import { numbersOf } from "../../values/vector.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";

function figureValue(shown: ShownFigure): DisplayValue {
  return { kind: "display", shown, what: "a figure", frame: null, parts: {} };
}

/** An argument as its author wrote it: the words of an axis. */
function written(call: Call, name: string): string {
  const expr = call.quoted(name);
  return expr ? deparse(expr) : name;
}

function plot(call: Call): Value {
  const x = call.value("x");
  if (call.has("y")) return scatter(call);
  switch (x.kind) {
    case "fit":
      return figureValue(call.at("x", () => residualsFigure(x.fit)));
    case "means":
      return figureValue(call.at("x", () => meansFigure([{ name: "", grid: x.grid }])));
    case "contrasts":
      return figureValue(call.at("x", () => pairsFigure(x.table)));
    case "list": {
      const means = meansIn(x);
      if (means) return figureValue(call.at("x", () => meansFigure([{ name: "", grid: means }])));
      break;
    }
    case "formula":
      return scatterOfFormula(call, x.expr.args.map((a) => a.value!));
    default:
  }
  return call.wrong(
    "x",
    "a model, means, contrasts or two vectors",
    x,
    "Write plot(x, y) or plot(m)",
  );
}

function scatter(call: Call): Value {
  const [x, y] = [call.numbers("x"), call.numbers("y")];
  if (x.length !== y.length) {
    fail("bad-length", `plot() has ${x.length} values of x and ${y.length} of y`, {
      span: call.span,
    });
  }
  const xLabel = call.text("xlab", written(call, "x"));
  const yLabel = call.text("ylab", written(call, "y"));
  return figureValue(call.at("x", () => scatterFigure([...x], [...y], xLabel, yLabel)));
}

/** `plot(y ~ x, data = d)`. */
function scatterOfFormula(call: Call, sides: readonly Expr[]): Value {
  const [left, right] = sides;
  if (!left || !right || !call.has("data")) {
    fail("wrong-argument", "plot() of a formula needs two sides and data", {
      span: call.span,
      hint: "Write plot(y ~ x, data = pigs)",
    });
  }
  const scope = new TableScope(call.table("data"), call.scope);
  const numbers = (expr: Expr): number[] => {
    const value = call.context.evaluate(expr, scope);
    const found = numbersOf(value);
    if (found) return [...found];
    const hint = numbersHint(value);
    return fail("wrong-argument", `plot() takes numbers${insteadOfNumbers(value)}`, {
      span: { start: expr.start, end: expr.end },
      ...(hint ? { hint } : {}),
    });
  };
  const [x, y] = [numbers(right), numbers(left)];
  const xLabel = call.text("xlab", deparse(right));
  const yLabel = call.text("ylab", deparse(left));
  return figureValue(call.at("x", () => scatterFigure(x, y, xLabel, yLabel)));
}

function meansIn(value: Value): MeansGrid | null {
  if (value.kind === "means") return value.grid;
  if (value.kind !== "list") return null;
  const first = value.items.find((i) => i.value.kind === "means")?.value;
  return first?.kind === "means" ? first.grid : null;
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

/** `emmip(m, Trt ~ Day)`: a line for each level on the left over those on the right. */
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

/** Normal quantiles of a vector, or of a model's residuals. */
function quantiles(call: Call): Value {
  const value = call.value("x");
  if (value.kind === "fit") {
    const residuals = standardizedResiduals(value.fit).filter(Number.isFinite);
    return figureValue(call.at("x", () => qqFigure(residuals, "standardised residuals")));
  }
  if (!isVector(value)) return call.wrong("x", "a model or numbers", value);
  const numbers = [...call.numbers("x")].filter(Number.isFinite);
  return figureValue(call.at("x", () => qqFigure(numbers, written(call, "x"))));
}

function mixedFit(call: Call): LinearMixedModel {
  const { fit } = call.fit("object");
  if (fit.random) return fit.random;
  return fail("wrong-argument", `${call.verb.name}() takes a model with random terms`, {
    span: call.spanOf("object"),
    hint: "Fit it with lmer()",
  });
}

function shrinkage(call: Call): Value {
  const fit = mixedFit(call);
  const options = {
    ...(call.has("group") ? { group: call.text("group") } : {}),
    ...(call.has("term") ? { term: call.text("term") } : {}),
    ...(call.has("level") ? { level: call.number("level") } : {}),
  };
  return figureValue(call.at("group", () => shrinkageFigure(fit, options)));
}

/** Profiles of the criterion over each parameter. */
function profiles(call: Call): Value {
  const fit = mixedFit(call);
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
  const fit = mixedFit(call);
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

/** Verbs that make figures. */
export const FIGURES: readonly Verb[] = [
  verb(
    "plot",
    "x, y?, data?, xlab?, ylab?, main~, sub~, which~, pch~, col~, bg~, cex~, cex.axis~, cex.lab~, " +
      "cex.main~, lty~, lwd~, las~, bty~, xlim~, ylim~",
    "residuals of a model, means, differences, or one vector against another",
    plot,
  ),
  verb("means_plot", "..., raw?, key?", "means with intervals over the observations", plotMeans),
  verb("emmip", "object, formula, CIs~", "an interaction plot: Trt ~ Day", interactionPlot),
  verb("interaction_plot", "object, formula", "an interaction plot: Trt ~ Day", interactionPlot),
  verb(
    "qqPlot",
    "x, id~, main~, xlab~, ylab~, pch~, col~, col.lines~, cex~, lwd~, las~, grid~",
    "normal quantiles of residuals or of a vector",
    quantiles,
  ),
  verb(
    "residuals_plot",
    "object",
    "residuals of a model, four ways",
    (call) => figureValue(call.at("object", () => residualsFigure(call.fit("object").fit))),
  ),
  verb(
    "shrinkage_plot",
    "object, group?, term?, level?",
    "predicted random effects and how far they were drawn to zero",
    shrinkage,
  ),
  verb(
    "components_plot",
    "object",
    "standard deviations of the random effects",
    (call) => figureValue(call.at("object", () => componentsFigure(mixedFit(call)))),
  ),
  verb("profile_plot", "object, level?", "profiles of the criterion by parameter", profiles),
  verb("correlation_plot", "object, group?", "correlations that a model implies", correlations),
  verb("pairs_plot", "x", "differences with simultaneous intervals", (call) => {
    const value = call.value("x");
    if (value.kind !== "contrasts") return call.wrong("x", "contrasts", value, "Write pairs(…)");
    return figureValue(call.at("x", () => pairsFigure(value.table)));
  }),
  verb("field_plot", "data, row, column, value, treatment?", "a column over a field", field),
  verb(
    "strip_plot",
    "data, value, unit, treatment, group?, row?",
    "every observation of a trial",
    strip,
  ),
];
