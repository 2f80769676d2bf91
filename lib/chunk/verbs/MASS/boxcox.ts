/**
 * `boxcox` of MASS: the profile likelihood of a power of the response.
 *
 * Source: Box & Cox (1964), J. R. Stat. Soc. B 26, 211–252, equation 8 with the scaled power of section 3.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { projectionOn } from "../../../math/algebra/projection.ts";
import { qchisq } from "../../../math/distribution/chi_squared.ts";
import { cubicSpline } from "../../../math/smoothing/cubic_spline.ts";
import { endsOf } from "../../../render/figure/sheet/frame.ts";
import type { Place } from "../../../render/figure/grammar/types.ts";
import type { LinearModel } from "../../../model/fit.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { list, numeric, type Value } from "../../values/value.ts";
import { looksWithout, opened } from "../graphics/drawing/opening.ts";
import { lineLook, penIn } from "../graphics/drawing/pens.ts";
import { drawPlaces, keepPlaces } from "../graphics/points.ts";

/** The fit of a call, of a formula by `lm`. */
function fitOf(call: Call): LinearModel {
  const value = call.value("object");
  const args = ["object", "data"].flatMap((name) => {
    const given = call.supplied(name);
    return given ? [{ ...given, name: name === "object" ? "formula" : name }] : [];
  });
  const made = value.kind === "formula"
    ? call.at("object", () => call.context.call("lm", args, call.span, call.scope))
    : value;
  const fit = made.kind === "fit" ? made.fit.leastSquares : null;
  if (!fit) return call.wrong("object", "an lm, or a formula", value);
  if (fit.weights || fit.weightless) {
    fail("wrong-argument", "boxcox() takes no weighted model", { span: call.spanOf("object") });
  }
  return fit;
}

/** Log likelihoods at each power, up to a constant. */
function profile(fit: LinearModel, powers: readonly number[], eps: number): number[] {
  const { matrix, names, n } = fit.fixed;
  const space = projectionOn(names.map((_, j) => matrix.slice(j * n, (j + 1) * n)));
  const y = fit.fitted.map((v, i) => v + fit.residuals[i]!);
  const centre = y.reduce((sum, v) => sum + Math.log(v), 0) / n;
  const logs = y.map((v) => Math.log(v) - centre);
  return powers.map((power) => {
    const moved = Float64Array.from(logs, (l) => {
      const t = power * l;
      // near 0 the first terms of the series
      return Math.abs(power) > eps
        ? Math.expm1(t) / power
        : l * (1 + t / 2 * (1 + t / 3 * (1 + t / 4)));
    });
    const fitted = space.project(moved);
    return -n / 2 * Math.log(moved.reduce((sum, v, i) => sum + (v - fitted[i]!) ** 2, 0));
  });
}

/** The curve with its greatest value and the limits that a χ² test does not reject. */
function draw(call: Call, x: readonly number[], y: readonly number[]): void {
  const top = y.reduce((best, v, i) => v > y[best]! ? i : best, 0);
  const limit = y[top]! - qchisq(0.95, 1) / 2;
  const places = {
    x: [...x],
    y: [...y],
    xlab: "λ",
    ylab: "log-Likelihood",
    dates: { x: false, y: false },
  };
  const drawing = opened(call, { ...places, y: [...y, limit] });
  const pen = penIn(call);
  drawPlaces(drawing, "l", pen, places);
  keepPlaces(drawing, "profile likelihood", places);
  const look = { ...lineLook(pen), dash: "2 3" };
  const [left, right] = endsOf(drawing.scales.x);
  const foot = endsOf(drawing.scales.y)[0]!;
  const lines: Place[][] = [[[left!, limit], [right!, limit]]];
  const last = x.length - 1;
  if (top > 0 && top < last) lines.push([[x[top]!, foot], [x[top]!, y[top]!]]);
  // where the curve crosses the limit
  const inside = x.flatMap((_, i) => y[i]! > limit ? [i] : []);
  for (const [i, from] of [[inside[0]!, inside[0]! - 1], [inside.at(-1)! + 1, inside.at(-1)!]]) {
    if (from! < 0 || i! > last) continue;
    const share = (limit - y[from!]!) / (y[i!]! - y[from!]!);
    const at = x[from!]! + share * (x[i!]! - x[from!]!);
    lines.push([[at, foot], [at, limit]]);
  }
  drawing.put("dotted lines at the greatest likelihood and the limits of the 95 % interval", {
    mark: "lines",
    lines,
    look,
  });
}

function boxcox(call: Call): Value {
  const fit = fitOf(call);
  if (fit.fitted.some((v, i) => v + fit.residuals[i]! <= 0)) {
    fail("wrong-argument", "boxcox() takes a response whose values are all above 0", {
      span: call.spanOf("object"),
      hint: "Add a constant to it: y + 1",
    });
  }
  const powers = call.has("lambda")
    ? [...call.numbers("lambda")]
    : Array.from({ length: 41 }, (_, i) => (i - 20) / 10);
  if (powers.some((p, i) => !Number.isFinite(p) || p <= powers[i - 1]!) || powers.length < 2) {
    call.wrong(
      "lambda",
      "powers in rising order",
      call.value("lambda"),
      "lambda = seq(-1, 1, 0.1)",
    );
  }
  const drawn = call.flag("plotit", true);
  const smooth = call.flag("interp", drawn && powers.length < 100);
  let x = powers;
  let y = profile(fit, powers, call.number("eps", 1 / 50));
  if (smooth) {
    if (x.length < 4) {
      fail("too-few", "A smooth curve needs four powers or more", {
        span: call.spanOf(call.has("lambda") ? "lambda" : "interp"),
        hint: "interp = FALSE leaves them as they are",
      });
    }
    const curve = cubicSpline(x, y);
    const [from, to] = [x[0]!, x.at(-1)!];
    x = Array.from({ length: 100 }, (_, i) => from + (to - from) * i / 99);
    y = x.map(curve);
  }
  if (drawn) {
    draw(call, x, y);
    call.hidden = true;
  }
  return list([{ name: "x", value: numeric(x) }, { name: "y", value: numeric(y) }]);
}

/** The profile likelihood of a power. */
export const BOX_COX: Verb = verbOf("MASS")(
  "boxcox",
  `object, lambda?, plotit?, interp?, eps?, ${looksWithout("type", "log")}, data?`,
  "the likelihood of powers of the response, with the interval of those that fit",
  boxcox,
);
