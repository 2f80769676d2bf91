/**
 * The verb that draws what it is given: `plot`.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import { fail } from "../../../diagnostic.ts";
import { imported, Later } from "../../../later.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { inherits, isFrame, type Value as LanguageValue } from "../../../language/values/value.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import { meansFigure } from "../../../render/figure/made/make_means.ts";
import { pairsFigure } from "../../../render/figure/made/make_others.ts";
import { residualsFigure } from "../../../render/figure/made/make_residuals.ts";
import { formatNumber } from "../../../render/number/number_format.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import {
  type DisplayValue,
  type FitValue,
  type FormulaValue,
  NULL,
  type Value,
} from "../../values/value.ts";
import { bothPanels } from "../DHARMa/simulated.ts";
import { simulatedIn } from "../DHARMa/simulated_in.ts";
import { figureValue, meansIn, written } from "../heddle/figure_value.ts";
import { drawGroups } from "./boxes.ts";
import { plotFunction } from "./curves.ts";
import { plotHistogram } from "./histograms.ts";
import { LOOKS, opened } from "./drawing/opening.ts";
import { inksIn, look, PALE } from "./drawing/pens.ts";
import {
  amongColumns,
  groupsOf,
  isDate,
  member,
  numbersAt,
  placesIn,
  type Variable,
  variablesOf,
} from "./drawing/places.ts";
import { formOf, MODEL_PICTURES, plotByFormula } from "./fits/of_fits.ts";
import { plotRegression } from "./fits/regression.ts";
import { plotComparisons, plotHypotheses } from "./fits/comparisons.ts";
import { plotComponents } from "./multivariate/components.ts";
import { plotTree } from "./multivariate/dendrogram.ts";
import { pairs } from "./pairs.ts";
import { plotPlaces } from "./points.ts";
import { plotSteps } from "./steps.ts";
import { drawSpine } from "./spines.ts";
import { plotTable } from "./shares.ts";

/** Classes of what is taken from models. */
const OF_MODELS = ["ranef.mer", "ranef.lme", "ACF", "Variogram", "augPred"];

/** What `plot()` is told of means, and of nothing else. */
const OF_MEANS = ["comparisons", "by", "colors", "CIs", "PIs", "alpha", "adjust"];

/** Whether a picture of means is asked for more than our own figure shows. */
const asksMore = (call: Call): boolean =>
  [...OF_MEANS, "horizontal", "xlab", "ylab"].some((name) => call.has(name));

/** The picture that is made of the words of ggplot2, whose room is loaded then. */
export const MEANS_PICTURE = new Later(
  "Pictures of means",
  () => imported<typeof import("../emmeans/pictures.ts")>("../emmeans/pictures.ts", import.meta),
);

/** Our figure of means, which is R's picture once something is added to it. */
function ofMeans(call: Call, grid: MeansGrid): Value {
  const inLayers = (): Value => MEANS_PICTURE.now().meansPicture(call, grid);
  if (asksMore(call)) return inLayers();
  return figureValue(call.at("x", () => meansFigure([{ name: "", grid }])), inLayers);
}

/** Refuses what only a picture of means has. */
function refuseOfMeans(call: Call): void {
  for (const name of OF_MEANS) {
    if (!call.has(name)) continue;
    fail("unknown-argument", `plot() has no argument ${name} here`, {
      span: call.spanOf(name),
      hint: `${name} belongs to plot(emmeans(m, ~ Trt))`,
    });
  }
}

/** R's numbers of the pictures of a fit that a call asks for; null where it does not. */
function asked(call: Call): number[] | null {
  const name = call.has("which") ? "which" : call.has("y") ? "y" : null;
  if (name === null) return null;
  const numbers = [...call.numbers(name)];
  if (numbers.length > 0 && numbers.every((k) => Number.isInteger(k) && k >= 1 && k <= 6)) {
    return numbers;
  }
  return fail("wrong-argument", "The pictures of a fit have the numbers 1 to 6", {
    span: call.spanOf(name),
    hint: "which = 1:2 shows residuals and quantiles",
  });
}

/** Pictures of a fit: R's own where they are asked for by their numbers, else those of the page. */
function ofFit(call: Call, x: FitValue): Value {
  const which = asked(call);
  if (which && plotRegression(call, x, which)) {
    call.hidden = true;
    return NULL;
  }
  // a mixed model has no leverages and distances of this kind
  const known = which?.filter((k) => k <= 3);
  if (which && known!.length === 0) {
    fail("wrong-argument", `plot() of this fit has no picture ${which.join(" and ")}`, {
      span: call.spanOf(call.has("which") ? "which" : "y"),
      hint: 'plot(cooks.distance(m), type = "h") shows those distances',
    });
  }
  if (which && known!.length < which.length) {
    call.note(
      "passed-over",
      "plot(): the pictures of leverage and of Cook's distances are passed over",
      { argument: "which" },
    );
  }
  const panels = known && [...new Set(known)].sort();
  return figureValue(call.at("x", () => residualsFigure(x.fit, panels)));
}

/** Draws limits of linear hypotheses, which are made of the hypotheses first; false of anything else. */
function ofHypotheses(call: Call, given: DisplayValue): boolean {
  const made = given.what === "general linear hypotheses" ? given.generics?.confint?.(call) : given;
  if (made?.kind !== "display" || made.what !== "limits of hypotheses") return false;
  const { "conf.level": level, type } = made.attributes!;
  const share = level!() as Value & { kind: "numeric" };
  const alone = (type!() as Value & { kind: "character" }).values[0] === "univariate";
  call.hidden = true;
  plotHypotheses(call, made.parts.confint!(), share.values[0]!, !alone);
  return true;
}

/** Figures of models, means and residuals; null of anything else. */
function ofModels(call: Call, x: Value): Value | null {
  switch (x.kind) {
    case "fit":
      return ofFit(call, x);
    case "means":
      return ofMeans(call, x.grid);
    case "contrasts":
      return figureValue(
        call.at("x", () => pairsFigure(x.table)),
        () => MEANS_PICTURE.now().contrastsPicture(call, x.table),
      );
    case "display": {
      const simulated = simulatedIn(x);
      if (simulated) return figureValue(bothPanels(simulated));
      // letters stand beside their means in the table; the picture is that of the means
      if (x.shown.kind === "letters") return ofMeans(call, x.shown.table as MeansGrid);
      return x.drawn?.() ?? (ofHypotheses(call, x) ? NULL : null);
    }
    case "list": {
      const means = meansIn(x);
      return means && ofMeans(call, means);
    }
    default:
      return null;
  }
}

const isGroup = (value: Value): boolean =>
  value.kind === "factor" || value.kind === "character" || value.kind === "logical";

/** Counts of the levels of a factor, as bars. */
function plotFactor(call: Call, x: Value & { kind: "factor" }): void {
  const { levels, codes } = groupsOf(x);
  const counts = levels.map((_, k) => codes.filter((c) => c === k).length);
  const middles = levels.map((_, i) => 0.7 + 1.2 * i);
  const wide: [number, number] = [0.2 - 0.04 * 1.2 * levels.length, 1.2 * levels.length * 1.04];
  const drawing = opened(call, {
    x: wide,
    y: [0, ...counts],
    exactX: wide,
    exactY: [0, greatest(counts)],
    xNames: { at: middles, labels: levels },
    bareX: true,
    xlab: "",
    ylab: "",
    box: "n",
  });
  const fill = inksIn(call, "col", [{ ...PALE, share: 0.5 }]);
  counts.forEach((c, i) =>
    drawing.put("bars", {
      mark: "areas",
      areas: [[
        [middles[i]! - 0.5, 0],
        [middles[i]! + 0.5, 0],
        [middles[i]! + 0.5, c],
        [middles[i]! - 0.5, c],
      ]],
      look: look({ className: "s5" }, fill[i % fill.length]!, 1),
    })
  );
  drawing.keep("bars", [
    { name: written(call, "x"), numbers: null, texts: levels },
    { name: "count", numbers: counts, texts: null },
  ]);
}

/** One variable against another, by what they are. */
function plotPair(call: Call, x: Variable, y: Variable): void {
  if (isGroup(y.value) && (isGroup(x.value) || y.value.kind === "factor")) {
    return drawSpine(call, x, y);
  }
  if (isGroup(x.value)) {
    const groups = groupsOf(x.value);
    const values = numbersAt(call, y.value, y.span);
    if (values.length !== groups.codes.length) {
      fail(
        "bad-length",
        `plot() has ${groups.codes.length} values of x and ${values.length} of y`,
        {
          span: call.span,
        },
      );
    }
    drawGroups(call, {
      names: groups.levels,
      values: groups.levels.map((_, k) =>
        values.filter((v, i) => groups.codes[i] === k && !Number.isNaN(v))
      ),
      by: x.words,
      of: y.words,
    });
    return;
  }
  if (isGroup(y.value)) {
    fail("wrong-argument", `plot() draws no ${y.words} against ${x.words}: it is no number`, {
      span: y.span,
      hint: `plot(factor(${y.words}) ~ ${x.words}) shows its shares`,
    });
  }
  const [xs, ys] = [numbersAt(call, x.value, x.span), numbersAt(call, y.value, y.span)];
  if (xs.length !== ys.length) {
    fail("bad-length", `plot() has ${xs.length} values of x and ${ys.length} of y`, {
      span: call.span,
    });
  }
  plotPlaces(call, {
    x: xs,
    y: ys,
    xlab: x.words,
    ylab: y.words,
    dates: { x: isDate(x.value), y: isDate(y.value) },
  });
}

/** `plot(y ~ x, data = d)`: a picture for each term. */
function plotFormula(call: Call, formula: FormulaValue): void {
  const { left, right } = variablesOf(call, formula);
  if (!left) {
    pairs(call);
    return;
  }
  if (right.length === 0) {
    fail("wrong-argument", "plot() of a formula needs two sides", {
      span: call.spanOf("x"),
      hint: "plot(y ~ x, data = d)",
    });
  }
  const own = amongColumns(call);
  for (const x of right) plotPair(own, x, left);
}

/** Curves of densities, with what R writes below them. */
function plotDensity(call: Call, own: LanguageValue): void {
  const numbers = (name: string): number[] => {
    const part = member(own, name);
    return part ? Array.from(asDouble(part).values) : [];
  };
  const said = member(own, "call");
  const main = said?.type === "language" ? deparse(said.expr) : "";
  const words = `N = ${numbers("n")[0]}   Bandwidth = ${formatNumber(numbers("bw")[0] ?? null, 4)}`;
  const places = {
    x: numbers("x"),
    y: numbers("y"),
    xlab: words,
    ylab: "Density",
    dates: { x: false, y: false },
  };
  plotPlaces(call, places, "l", main);
}

function plotFrame(call: Call, x: Value & { kind: "frame" }): void {
  const { columns } = x.table;
  if (columns.length > 2) {
    pairs(call);
    return;
  }
  const own = columns.map((c): Variable => ({
    value: call.context.call(
      "[[",
      [x, { kind: "character", values: [c.name], names: null } as Value].map((value) => ({
        name: null,
        nameSpan: null,
        span: call.spanOf("x"),
        expr: null,
        value,
      })),
      call.span,
      call.scope,
    ),
    words: c.name,
    span: call.spanOf("x"),
  }));
  if (own.length === 2) return plotPair(call, own[0]!, own[1]!);
  const y = numbersAt(call, own[0]!.value, own[0]!.span);
  plotPlaces(call, {
    x: y.map((_, i) => i + 1),
    y,
    xlab: "Index",
    ylab: own[0]!.words,
    dates: { x: false, y: false },
  });
}

/** Data whose groups nlme knows, where it is loaded and draws them; null of all others. */
function groupedFrame(call: Call, x: Value): Value | null {
  if (x.kind !== "frame" || x.table.metadata.grouping === undefined || call.has("y")) return null;
  return MODEL_PICTURES.now().groupedPicture(call, x.table, toLanguage(x));
}

function plot(call: Call): Value {
  const x = call.has("formula") && !call.has("x") ? call.value("formula") : call.value("x");
  const form = x.kind === "fit" ? formOf(call, "y") : null;
  if (form) return plotByFormula(call, form);
  const own = toLanguage(x);
  const ofModel = OF_MODELS.some((name) => inherits(own, name));
  if (x.kind !== "means" && x.kind !== "list" && !ofModel) refuseOfMeans(call);
  if (x.kind !== "fit" && call.has("which")) {
    call.note("passed-over", "plot(): which is passed over", { argument: "which" });
  }
  const model = ofModel
    ? MODEL_PICTURES.now().modelPicture(call, own)
    : groupedFrame(call, x) ?? ofModels(call, x);
  if (model) return model;
  call.hidden = true;
  if (x.kind === "formula") plotFormula(call, x);
  else if (inherits(own, "histogram")) plotHistogram(call, x);
  else if (inherits(own, "density")) plotDensity(call, own);
  else if (inherits(own, "stepfun")) plotSteps(call, own);
  else if (own.type === "closure" || own.type === "builtin") plotFunction(call, own);
  else if (
    plotTable(call, own) || plotComparisons(call, own) || plotTree(call, own) ||
    plotComponents(call, own)
  ) return NULL;
  else if (call.has("y") && call.value("y").kind !== "null" && isGroup(x)) {
    plotPair(
      call,
      { value: x, words: written(call, "x"), span: call.spanOf("x") },
      { value: call.value("y"), words: written(call, "y"), span: call.spanOf("y") },
    );
  } else if (x.kind === "factor") plotFactor(call, x);
  else if (isFrame(own) && x.kind === "frame") plotFrame(call, x);
  else if (x.kind === "list" || x.kind === "numeric" || x.kind === "matrix" || isDate(x)) {
    plotPlaces(call, placesIn(call));
  } else if (x.kind === "logical") plotPlaces(call, placesIn(call));
  else {
    return call.wrong(
      "x",
      "a model, means, contrasts, numbers, a formula or a function",
      x,
      "Write plot(x, y), plot(y ~ x, data = d) or plot(m)",
    );
  }
  return NULL;
}

/** Residuals, means, differences, or one vector against another. */
export const PLOT: Verb = verb(
  "plot",
  `x, y?, ${LOOKS.replace("xlim?", "type?, xlim?").replace(", type?, col?", ", col?")}, ` +
    "data?, subset?, formula?, from?, to?, which?, id.n?, hang?, caption~, ask~, horizontal?, names?, varwidth?, " +
    "notch?, border?, outline?, boxwex?, at?, add?, do.points?, verticals?, xname?, cex.points?, " +
    "freq?, labels?, breaks?, off?, ylevels?, form?, abline?, smooth?, showModel?, span?, layout?, as.table?, comparisons?, by?, colors?, CIs?, PIs?, alpha?, adjust?, " +
    'int.adjust!"none"',
  "residuals of a model, means, differences, or data as they are",
  plot,
);
