/**
 * Functions and quantiles: `curve qqnorm qqline qqplot`.
 *
 * @module
 */
import { drawLine, formOf, placesAcross, quantilesOf } from "./fits/of_fits.ts";
import { fail } from "../../../diagnostic.ts";
import { asDouble } from "../../../language/values/coerce.ts";
import { Scope } from "../../../language/values/scope.ts";
import {
  doubles,
  isVector as isVectorOf,
  type Value as LanguageValue,
} from "../../../language/values/value.ts";
import { qnorm } from "../../../math/distribution/normal.ts";
import { quantileOf } from "../../../language/stats/quantiles.ts";
import { plottingPoints } from "../../../language/stats/spreads.ts";
import { endsOf } from "../../../render/figure/sheet/frame.ts";
import { deparse } from "../../../syntax/deparse.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { list, NULL, numeric, type Value } from "../../values/value.ts";
import { applied } from "../ggplot2/mapping.ts";
import { written } from "../heddle/figure_value.ts";
import { limitsOf, logsIn, opened } from "./drawing/opening.ts";
import { lineLook, penIn } from "./drawing/pens.ts";
import { numbersAt } from "./drawing/places.ts";
import { drawPlaces, keepPlaces, typeIn } from "./points.ts";
import { type Drawing, pictureIn } from "./drawing/screen.ts";

const pair = (x: readonly number[], y: readonly number[]): Value =>
  list([{ name: "x", value: numeric(x) }, { name: "y", value: numeric(y) }]);

/** Places along x, equal steps or equal ratios. */
function along(from: number, to: number, n: number, log: boolean): number[] {
  return Array.from({ length: n }, (_, i) => {
    const t = n === 1 ? 0 : i / (n - 1);
    return log ? from * (to / from) ** t : from + (to - from) * t;
  });
}

function drawCurve(
  call: Call,
  x: readonly number[],
  made: LanguageValue,
  words: string,
  span: { start: number; end: number },
  adding: Drawing | null,
): Value {
  const values = made.type === "closure" || made.type === "builtin"
    ? applied(call, made, [doubles(Float64Array.from(x))], span)
    : made;
  if (!isVectorOf(values) || values.type === "list" || values.type === "character") {
    return fail("wrong-argument", "The expression gives no numbers", { span });
  }
  const y = Array.from(asDouble(values).values);
  if (y.length !== x.length) {
    fail("bad-length", `The expression gives ${y.length} values at ${x.length} places`, {
      span,
      hint: "Write an expression of x, such as curve(x^2, 0, 1)",
    });
  }
  const xname = call.has("xname") ? call.text("xname") : "x";
  const drawing = adding ?? opened(call, {
    x: [...x],
    y,
    xlab: xname,
    ylab: made === values ? words : `${words}(${xname})`,
  });
  const places = {
    x: [...x],
    y,
    xlab: xname,
    ylab: words,
    dates: { x: false, y: false },
  };
  drawPlaces(drawing, typeIn(call, "l"), penIn(call), places);
  drawing.put("a curve");
  keepPlaces(drawing, adding ? words : "curve", places);
  return pair(x, y);
}

export function curve(call: Call): Value {
  const expr = call.quoted("expr");
  if (!expr) {
    return fail("missing-argument", "curve() needs an expression of x", {
      span: call.span,
      hint: "curve(x^2, 0, 1)",
    });
  }
  const adding = call.has("add") && call.flag("add", false) ? pictureIn(call) : null;
  const log = adding?.scales.x.log ?? logsIn(call).x;
  const shown = adding ? endsOf(adding.scales.x).map((v) => log ? 10 ** v : v) : null;
  const limits = limitsOf(call, "xlim") ?? shown ?? [0, 1];
  const x = along(
    call.number("from", limits[0]!),
    call.number("to", limits[1]!),
    call.number("n", 101),
    log,
  );
  const scope = new Scope(call.scope.inner);
  const xname = call.has("xname") ? call.text("xname") : "x";
  scope.set(xname, doubles(Float64Array.from(x)));
  const made = toLanguage(call.context.evaluate(expr, call.context.scopeAt(scope)));
  return drawCurve(call, x, made, deparse(expr), call.spanOf("expr"), adding);
}

/** `plot(f, from, to)` of a function. */
export function plotFunction(call: Call, f: LanguageValue): void {
  const limits = limitsOf(call, "xlim") ?? [0, 1];
  const from = call.has("from")
    ? call.number("from")
    : call.has("y")
    ? call.number("y")
    : limits[0];
  const third = call.has("type") && call.value("type").kind === "numeric";
  const to = third ? call.number("type") : call.has("to") ? call.number("to") : limits[1];
  const x = along(from, to, 101, logsIn(call).x);
  // the third place is that of the end
  const own = third
    ? Object.create(call, { has: { value: (n: string) => n !== "type" && call.has(n) } }) as Call
    : call;
  drawCurve(own, x, f, written(call, "x"), call.spanOf("x"), null);
}

function known(call: Call, name: string): number[] {
  return numbersAt(call, call.value(name), call.spanOf(name)).filter((v) => !Number.isNaN(v));
}

function normalPlaces(n: number): number[] {
  return plottingPoints(n, n <= 10 ? 3 / 8 : 1 / 2).map((p) => qnorm(p));
}

export function qqnorm(call: Call): Value {
  const ofFit = call.value("y").kind === "fit";
  const sample = ofFit ? quantilesOf(call, formOf(call, "form")) : null;
  if (sample && "picture" in sample) return sample.picture;
  const y = sample?.y ?? numbersAt(call, call.value("y"), call.spanOf("y"));
  const order = y.map((_, i) => i).filter((i) => !Number.isNaN(y[i])).sort((a, b) => y[a]! - y[b]!);
  if (order.length === 0) {
    fail("no-numbers", "qqnorm() has no numbers to show", { span: call.spanOf("y") });
  }
  const places = normalPlaces(order.length);
  const x = new Array<number>(y.length).fill(NaN);
  order.forEach((i, k) => x[i] = places[k]!);
  const value = pair(x, y);
  if (call.has("plot.it") && !call.flag("plot.it", true)) return value;
  const turned = call.has("datax") && call.flag("datax", false);
  const shown = sample ? placesAcross(sample.words, sample.y, x) : {
    x: turned ? y : x,
    y: turned ? x : y,
    xlab: turned ? "Sample Quantiles" : "Theoretical Quantiles",
    ylab: turned ? "Theoretical Quantiles" : "Sample Quantiles",
    dates: { x: false, y: false },
  };
  call.hidden = true;
  const drawing = opened(call, { ...shown, main: sample ? "" : "Normal Q-Q Plot" });
  drawPlaces(drawing, typeIn(call, "p"), penIn(call), shown);
  drawing.put("normal quantiles");
  keepPlaces(drawing, "quantiles", shown);
  drawLine(call);
  return value;
}

/** A line through the quartiles. */
export function qqline(call: Call): Value {
  const drawing = pictureIn(call);
  const y = known(call, "y").sort((a, b) => a - b);
  const probs = call.has("probs") ? [...call.numbers("probs")] : [0.25, 0.75];
  const [low, high] = probs.map((p) => quantileOf(y, p, 7)) as [number, number];
  const [a, b] = probs.map((p) => qnorm(p)) as [number, number];
  const turned = call.has("datax") && call.flag("datax", false);
  const slope = turned ? (b - a) / (high - low) : (high - low) / (b - a);
  const intercept = turned ? a - slope * low : low - slope * a;
  const [left, right] = endsOf(drawing.scales.x);
  drawing.put("a line through the quartiles", {
    mark: "lines",
    lines: [[[left, intercept + slope * left], [right, intercept + slope * right]]],
    look: lineLook(penIn(call)),
  });
  return NULL;
}

/** Quantiles of two samples. */
export function qqplot(call: Call): Value {
  let x = known(call, "x").sort((a, b) => a - b);
  let y = known(call, "y").sort((a, b) => a - b);
  // the longer is interpolated at as many places as the shorter has
  const shrunk = (v: number[], n: number): number[] =>
    Array.from({ length: n }, (_, i) => {
      const at = n === 1 ? 0 : i * (v.length - 1) / (n - 1);
      const k = Math.min(v.length - 1, Math.floor(at)), rest = at - k;
      return rest === 0 ? v[k]! : v[k]! + rest * (v[k + 1]! - v[k]!);
    });
  if (x.length > y.length) x = shrunk(x, y.length);
  else if (y.length > x.length) y = shrunk(y, x.length);
  const value = pair(x, y);
  if (call.has("plot.it") && !call.flag("plot.it", true)) return value;
  call.hidden = true;
  const shown = {
    x,
    y,
    xlab: written(call, "x"),
    ylab: written(call, "y"),
    dates: { x: false, y: false },
  };
  const drawing = opened(call, shown);
  drawPlaces(drawing, typeIn(call, "p"), penIn(call), shown);
  keepPlaces(drawing, "quantiles", shown);
  return value;
}
