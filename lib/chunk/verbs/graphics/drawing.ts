/**
 * Base graphics: `hist curve qqnorm` draw a picture, `lines points abline text …` add to it.
 *
 * @module
 */
import { pretty } from "../../../math/pretty.ts";
import { simulatedIn } from "../DHARMa/simulated_in.ts";
import { fail } from "../../../diagnostic.ts";
import { greatest, least } from "../../../lists.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { Scope } from "../../../language/values/scope.ts";
import { doubles, isVector as isVectorOf } from "../../../language/values/value.ts";
import { qnorm } from "../../../math/distribution/normal.ts";
import { binCounts, quantile7, sequence } from "../../../render/figure/grammar/stats.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { silent, type Verb, verbOf } from "../../evaluation/verb.ts";
import { list, NULL, numeric, type Value } from "../../values/value.ts";
import { applied } from "../ggplot2/mapping.ts";
import { written } from "../heddle/figure_value.ts";
import {
  addToPicture,
  drawPicture,
  labelsIn,
  layerOf,
  limitsIn,
  looksIn,
  pictureOf,
} from "./device.ts";

const verb = verbOf("graphics");

const LOOKS =
  "col?, lty?, lwd?, pch?, xlim?, ylim?, main?, xlab?, ylab?, sub~, cex~, cex.axis~, cex.lab~, cex.main~, las~, " +
  "bty~, border~, bg~, axes~, ann~, xaxt~, yaxt~, frame.plot~, font~, panel.first~, asp~";

const known = (values: ArrayLike<number>): number[] => Array.from(values).filter(Number.isFinite);

function hist(call: Call): Value {
  const x = known(simulatedIn(call.value("x"))?.scaled ?? call.numbers("x"));
  if (x.length === 0) {
    fail("no-numbers", "hist() has no numbers to show", { span: call.spanOf("x") });
  }
  const [low, high] = [least(x), greatest(x)];
  let bounds: number[];
  const given = call.has("breaks") ? call.value("breaks") : null;
  if (given?.kind === "numeric" && given.values.length > 1) {
    bounds = [...given.values].sort((a, b) => a - b);
  } else if (given?.kind === "numeric") bounds = pretty(low, high, given.values[0]!);
  else {
    if (given) {
      call.only(
        "breaks",
        ["Sturges"],
        "hist() takes numbers as breaks, or Sturges' rule",
        "breaks = 20",
      );
    }
    bounds = pretty(low, high, Math.ceil(Math.log2(x.length) + 1));
  }
  if (low < bounds[0]! || high > bounds.at(-1)!) {
    fail("wrong-argument", "Some values lie outside the breaks", { span: call.spanOf("breaks") });
  }
  const counts = binCounts(x, bounds);
  const equal = bounds.every((b, i) =>
    i < 2 ||
    Math.abs(b - bounds[i - 1]! - (bounds[1]! - bounds[0]!)) < 1e-7 * (bounds[1]! - bounds[0]!)
  );
  const frequency = call.has("probability")
    ? !call.flag("probability", false)
    : call.has("freq") && call.value("freq").kind !== "null"
    ? call.flag("freq", true)
    : equal;
  const density = counts.map((c, i) => c / x.length / (bounds[i + 1]! - bounds[i]!));
  const heights = frequency ? counts : density;
  const { colour } = looksIn(call);
  if (call.flag("plot", true)) {
    const name = written(call, "x");
    drawPicture(call, [
      layerOf(call, "rect", {
        xmin: bounds.slice(0, -1),
        xmax: bounds.slice(1),
        ymin: heights.map(() => 0),
        ymax: heights,
        fill: colour ?? "lightgrey",
        colour: "white",
      }),
      labelsIn(call, { x: name, y: frequency ? "Frequency" : "Density" }),
      ...limitsIn(call),
    ]);
  }
  return list([
    { name: "breaks", value: numeric(bounds) },
    { name: "counts", value: numeric(counts) },
    { name: "density", value: numeric(density) },
    { name: "mids", value: numeric(counts.map((_, i) => (bounds[i]! + bounds[i + 1]!) / 2)) },
  ]);
}

/** x and y of a call; of one vector its places and values. */
function placesIn(call: Call): { x: number[]; y: number[] } {
  const x = call.numbers("x");
  if (!call.has("y")) return { x: Array.from(x, (_, i) => i + 1), y: [...x] };
  const y = call.numbers("y");
  if (x.length !== y.length) {
    fail("bad-length", `${call.verb.name}() has ${x.length} values of x and ${y.length} of y`, {
      span: call.span,
    });
  }
  return { x: [...x], y: [...y] };
}

/** Points, lines or needles through places. */
function drawnAs(call: Call, type: string, { x, y }: { x: number[]; y: number[] }) {
  const looks = looksIn(call);
  const { shape, ...lines } = looks;
  const points = layerOf(call, "point", {
    x,
    y,
    ...(looks.colour ? { colour: looks.colour } : {}),
    ...(shape ? { shape } : {}),
  });
  switch (type) {
    case "p":
      return [points];
    case "l":
      return [layerOf(call, "path", { x, y, ...lines })];
    case "b":
    case "o":
      return [layerOf(call, "path", { x, y, ...lines }), points];
    case "h":
      return [layerOf(call, "segment", { x, y: y.map(() => 0), xend: x, yend: y, ...lines })];
    case "s":
      return [layerOf(call, "step", { x, y, ...lines })];
    case "n":
      return [layerOf(call, "blank", { x, y })];
    default:
      return fail("wrong-argument", `There is no type "${type}"`, {
        span: call.spanOf("type"),
        hint: "p, l, b, o, h, s or n",
      });
  }
}

/** `plot(x, y, type = …)`. */
export function plotPlaces(call: Call): Value {
  const places = placesIn(call);
  const usual = call.has("y")
    ? { x: written(call, "x"), y: written(call, "y") }
    : { x: "Index", y: written(call, "x") };
  return pictureOf(call, [
    ...drawnAs(call, call.text("type", "p"), places),
    labelsIn(call, usual),
    ...limitsIn(call),
  ]);
}

function added(call: Call, usual: string): Value {
  const x = call.value("x");
  const items = x.kind === "list" && !call.has("y")
    ? new Map(x.items.map((i) => [i.name, i.value]))
    : null;
  const [a, b] = [items?.get("x"), items?.get("y")];
  const places = a?.kind === "numeric" && b?.kind === "numeric"
    ? { x: [...a.values], y: [...b.values] }
    : placesIn(call);
  addToPicture(call, drawnAs(call, call.text("type", usual), places));
  return NULL;
}

function abline(call: Call): Value {
  const { shape: _, ...looks } = looksIn(call);
  const numbers = (name: string): number[] => call.has(name) ? [...call.numbers(name)] : [];
  const layers = [
    ...numbers("h").map((yintercept) =>
      layerOf(call, "hline", { yintercept: [yintercept], ...looks })
    ),
    ...numbers("v").map((xintercept) =>
      layerOf(call, "vline", { xintercept: [xintercept], ...looks })
    ),
  ];
  if (call.has("a")) {
    const a = call.value("a");
    const line = a.kind === "fit" ? a.fit.beta : call.numbers("a");
    const [intercept, slope] = call.has("b") ? [line[0]!, call.number("b")] : [line[0]!, line[1]!];
    if (slope === undefined) {
      fail("missing-argument", "abline() needs a slope, b", { span: call.span });
    }
    layers.push(layerOf(call, "abline", { intercept: [intercept], slope: [slope], ...looks }));
  }
  addToPicture(call, layers);
  return NULL;
}

function curve(call: Call): Value {
  const expr = call.quoted("expr");
  if (!expr) {
    return fail("missing-argument", "curve() needs an expression of x", {
      span: call.span,
      hint: "curve(x^2, 0, 1)",
    });
  }
  const limits = call.has("xlim") ? call.numbers("xlim") : [0, 1];
  const x = sequence(
    call.number("from", limits[0]!),
    call.number("to", limits[1]!),
    call.number("n", 101),
  );
  const scope = new Scope(call.scope.inner);
  scope.set("x", doubles(Float64Array.from(x)));
  const made = toLanguage(call.context.evaluate(expr, call.context.scopeAt(scope)));
  const values = made.type === "closure" || made.type === "builtin"
    ? applied(call, made, [doubles(Float64Array.from(x))], call.span)
    : made;
  if (!isVectorOf(values) || values.type === "list") {
    return fail("wrong-argument", "The expression gives no numbers", { span: call.spanOf("expr") });
  }
  const y = Array.from(asDouble(values).values);
  const { shape: _, ...looks } = looksIn(call);
  const layer = layerOf(call, "path", { x, y, ...looks });
  if (call.flag("add", false)) addToPicture(call, [layer]);
  else {
    drawPicture(call, [
      layer,
      labelsIn(call, { x: "x", y: made === values ? deparse(expr) : `${deparse(expr)}(x)` }),
      ...limitsIn(call),
    ]);
  }
  return NULL;
}

/** Probabilities of plotting positions: R's `ppoints`. */
function normalPlaces(n: number): number[] {
  const a = n <= 10 ? 0.375 : 0.5;
  return Array.from({ length: n }, (_, i) => qnorm((i + 1 - a) / (n + 1 - 2 * a)));
}

function qqnorm(call: Call): Value {
  const y = known(call.numbers("y")).sort((a, b) => a - b);
  drawPicture(call, [
    ...drawnAs(call, "p", { x: normalPlaces(y.length), y }),
    labelsIn(call, { x: "Theoretical Quantiles", y: "Sample Quantiles" }),
    ...limitsIn(call),
  ]);
  return NULL;
}

/** A line through the quartiles. */
function qqline(call: Call): Value {
  const y = known(call.numbers("y")).sort((a, b) => a - b);
  const [low, high] = [quantile7(y, 0.25), quantile7(y, 0.75)];
  const slope = (high - low) / (2 * qnorm(0.75));
  const { shape: _, ...looks } = looksIn(call);
  addToPicture(call, [
    layerOf(call, "abline", { slope: [slope], intercept: [(low + high) / 2], ...looks }),
  ]);
  return NULL;
}

function segments(call: Call): Value {
  const { shape: _, ...looks } = looksIn(call);
  const at = (
    name: string,
    other: string,
  ): number[] => [...call.numbers(call.has(name) ? name : other)];
  addToPicture(call, [layerOf(call, "segment", {
    x: at("x0", "x0"),
    y: at("y0", "y0"),
    xend: at("x1", "x0"),
    yend: at("y1", "y0"),
    ...looks,
  })]);
  return NULL;
}

function passedOver(name: string, parameters: string, what: string): Verb {
  return silent(verb(name, parameters, `passed over: ${what}`, (call) => {
    call.note("passed-over", `${name}() is passed over: ${what}`);
    return NULL;
  }));
}

/** Words of base graphics. */
export const GRAPHICS: readonly Verb[] = [
  silent(
    verb(
      "hist",
      `x, breaks?, freq?, probability?, plot?, right!TRUE, include.lowest!TRUE, density~, angle~, labels~, nclass~, ${LOOKS}`,
      "counts in bins",
      hist,
    ),
  ),
  silent(verb("curve", `expr, from?, to?, n?, add?, type~, ${LOOKS}`, "a function of x", curve)),
  silent(
    verb(
      "qqnorm",
      `y, datax!FALSE, plot.it!TRUE, ${LOOKS}`,
      "values against normal quantiles",
      qqnorm,
    ),
  ),
  silent(
    verb(
      "qqline",
      `y, datax!FALSE, distribution!qnorm, qtype!7, ${LOOKS}`,
      "a line through the quartiles",
      qqline,
    ),
  ),
  silent(verb("lines", `x, y?, type?, ${LOOKS}`, "adds lines", (c) => added(c, "l"))),
  silent(verb("points", `x, y?, type?, ${LOOKS}`, "adds points", (c) => added(c, "p"))),
  silent(verb("abline", `a?, b?, h?, v?, ${LOOKS}`, "adds straight lines", abline)),
  silent(verb("segments", `x0, y0, x1?, y1?, ${LOOKS}`, "adds segments", segments)),
  passedOver(
    "legend",
    "x?, y?, legend?, fill?, col?, lty?, lwd?, pch?, bty?, title?, inset?, cex?, horiz?, ncol?, border?, bg?, pt.cex?, text.col?, xpd?, box.lty?, x.intersp?, y.intersp?, seg.len?, pt.bg?, box.lwd?",
    "colours are named in the text",
  ),
  passedOver("box", "which?, lty?, col?, lwd?, bty?", "panels have no box"),
  passedOver(
    "axis",
    "side?, at?, labels?, tick?, las?, cex.axis?, line?, pos?, col?, lwd?, lty?, tck?",
    "axes are made by the page",
  ),
  passedOver(
    "mtext",
    "text?, side?, line?, outer?, at?, adj?, cex?, col?, font?, las?",
    "words stand above the picture",
  ),
];
