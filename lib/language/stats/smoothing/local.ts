/**
 * Smooth lines by local regression: `loess.smooth` at equal steps, and the numbers of `loess`.
 *
 * @module
 */
import { greatest, least } from "../../../lists.ts";
import { type LocalCurve, localRegression } from "../../../math/smoothing/local_regression.ts";
import { type Builtin, type Call, word } from "../../evaluation/builtin.ts";
import { doubles, namedList, type Value } from "../../values/value.ts";

function medianOf(values: readonly number[]): number {
  const own = [...values].sort((a, b) => a - b), n = own.length;
  return (own[(n - 1) >> 1]! + own[n >> 1]!) / 2;
}

/** Bisquare weights by how large residuals are beside six times their median (Cleveland 1979). */
function robustWeights(residuals: readonly number[]): number[] {
  const sizes = residuals.map(Math.abs);
  const far = 6 * medianOf(sizes);
  if (far < 1e-300) return sizes.map(() => 1);
  return sizes.map((r) => r > 0.999 * far ? 0 : r > 0.001 * far ? (1 - (r / far) ** 2) ** 2 : 1);
}

function loessSmooth(call: Call): Value {
  const [x, y] = [Array.from(call.doubles("x")), Array.from(call.doubles("y"))];
  if (x.length !== y.length) {
    return call.fail(
      "bad-length",
      `loess.smooth() has ${x.length} values of x and ${y.length} of y`,
    );
  }
  if (![...x, ...y].every(Number.isFinite)) {
    return call.fail(
      "missing-values",
      "loess.smooth() takes values that are known",
      "na.omit(d) drops rows",
    );
  }
  const span = call.number("span", 2 / 3);
  const degree = call.number("degree", 1);
  if (degree !== 0 && degree !== 1 && degree !== 2) {
    return call.wrong("degree", "0, 1 or 2", call.value("degree"));
  }
  const family = call.choice("family", ["symmetric", "gaussian"]);
  const count = Math.trunc(call.number("evaluation", 50));
  if (!(count >= 2 && count <= 100_000)) {
    return call.wrong("evaluation", "a number from 2 on", call.value("evaluation"));
  }
  const fitted = (weights?: readonly number[]): LocalCurve =>
    localRegression(x, y, { span, degree, ...(weights ? { weights } : {}) }) ??
      call.fail("too-few", "There are too few values for a local curve", "span = 1");
  let curve = fitted();
  // outliers count less in each of three fits more
  for (let k = 0; k < (family === "symmetric" ? 3 : 0); k++) {
    curve = fitted(robustWeights(y.map((v, i) => v - curve.at(x[i]!).value)));
  }
  const [low, high] = [least(x), greatest(x)];
  const at = Array.from({ length: count }, (_, i) => low + (high - low) * i / (count - 1));
  return namedList([
    ["x", doubles(Float64Array.from(at))],
    ["y", doubles(Float64Array.from(at, (v) => curve.at(v).value))],
  ]);
}

/** A local regression and its values and errors at some places. */
function simpleLoess(call: Call): Value {
  const [x, y] = [Array.from(call.doubles("x")), Array.from(call.doubles("y"))];
  const weights = call.has("weights") && call.value("weights").type !== "NULL"
    ? { weights: Array.from(call.doubles("weights")) }
    : {};
  const degree = call.number("degree", 2);
  if (degree !== 0 && degree !== 1 && degree !== 2) {
    return call.wrong("degree", "0, 1 or 2", call.value("degree"));
  }
  const curve = localRegression(x, y, { span: call.number("span", 0.75), degree, ...weights }) ??
    call.fail("too-few", "There are too few values for a local curve", "span = 1");
  const at = Array.from(call.doubles("at"), (place) => curve.at(place));
  return namedList([
    ["fit", doubles(Float64Array.from(at, (p) => p.value))],
    ["se", doubles(Float64Array.from(at, (p) => p.se))],
    ["s", doubles([curve.sigma])],
    ["one.delta", doubles([curve.moments[0]])],
    ["two.delta", doubles([curve.moments[1]])],
    ["trace.hat", doubles([curve.trace])],
  ]);
}

export const LOCAL: readonly Builtin[] = [
  word("simpleLoess", "y, x, weights, span, degree, at", simpleLoess),
  word("loess.smooth", "x, y, span, degree, family, evaluation, ...", loessSmooth),
];
