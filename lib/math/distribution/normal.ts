/**
 * The normal distribution.
 *
 * Sources: Cody (1969), "Rational Chebyshev approximations for the error function", for the
 * distribution function; Wichura (1988), AS 241, for its inverse, with one step of Halley's method.
 *
 * @module
 */
import { requireNumber, requireProbability } from "./argument.ts";
import { HALF_LOG_2PI } from "./special.ts";

/** Which tail, and the location and scale. */
export interface NormalOptions {
  upper?: boolean;
  mean?: number;
  sd?: number;
}

const CENTRE_TOP = Float64Array.of(
  0.065682337918207449113,
  2.2352520354606839287,
  161.02823106855587881,
  1067.6894854603709582,
  18154.981253343561249,
);
const CENTRE_BOTTOM = Float64Array.of(
  1,
  47.20258190468824187,
  976.09855173777669322,
  10260.932208618978205,
  45507.789335026729956,
);
const MIDDLE_TOP = Float64Array.of(
  1.0765576773720192317e-8,
  0.39894151208813466764,
  8.8831497943883759412,
  93.506656132177855979,
  597.27027639480026226,
  2494.5375852903726711,
  6848.1904505362823326,
  11602.651437647350124,
  9842.7148383839780218,
);
const MIDDLE_BOTTOM = Float64Array.of(
  1,
  22.266688044328115691,
  235.38790178262499861,
  1519.377599407554805,
  6485.558298266760755,
  18615.571640885098091,
  34900.952721145977266,
  38912.003286093271411,
  19685.429676859990727,
);
const FAR_TOP = Float64Array.of(
  0.02307344176494017303,
  0.21589853405795699,
  0.1274011611602473639,
  0.022235277870649807,
  0.001421619193227893466,
  2.9112874951168792e-5,
);
const FAR_BOTTOM = Float64Array.of(
  1,
  1.28426009614491121,
  0.468238212480865118,
  0.0659881378689285515,
  0.00378239633202758244,
  7.29751555083966205e-5,
);

function polynomial(coefficients: Float64Array, x: number): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + coefficients[i]!;
  return sum;
}

/** e^(−x²/2) with x² split so that its rounding does not reach the result. */
function gaussian(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  const rest = (x - coarse) * (x + coarse);
  return Math.exp(-coarse * coarse / 2) * Math.exp(-rest / 2);
}

/** The standard normal density. */
export function normalDensity(x: number): number {
  return gaussian(x) * 0.39894228040143267793994605993438;
}

/** P(Z > x) for the standard normal, relative precision in both tails. */
export function normalUpper(x: number): number {
  const size = Math.abs(x);
  if (size < 0.67448975) {
    const square = x * x;
    return 0.5 - x * polynomial(CENTRE_TOP, square) / polynomial(CENTRE_BOTTOM, square);
  }
  let tail: number;
  if (size < 5.656854249492380195) {
    tail = gaussian(x) * polynomial(MIDDLE_TOP, size) / polynomial(MIDDLE_BOTTOM, size);
  } else if (size < 39) {
    const inverse = 1 / (x * x);
    const ratio = inverse * polynomial(FAR_TOP, inverse) / polynomial(FAR_BOTTOM, inverse);
    tail = gaussian(x) * (0.39894228040143267793994605993438 - ratio) / size;
  } else {
    tail = 0;
  }
  return x > 0 ? tail : 1 - tail;
}

/** log P(Z > x), finite for every finite x. */
export function logNormalUpper(x: number): number {
  if (x < 35) return Math.log(normalUpper(x));
  const inverse = 1 / (x * x);
  const series = 1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse * (1 - 7 * inverse)));
  return -x * x / 2 - HALF_LOG_2PI - Math.log(x) + Math.log(series);
}

/** P(X ≤ x), or P(X > x) with `upper`, for the normal distribution. */
export function pnorm(x: number, options: NormalOptions = {}): number {
  const { upper = false, mean = 0, sd = 1 } = options;
  requireNumber("pnorm", { x, mean, sd });
  const z = (x - mean) / sd;
  return normalUpper(upper ? z : -z);
}

const INVERSE_CENTRE_TOP = Float64Array.of(
  2509.0809287301226727,
  33430.575583588128105,
  67265.770927008700853,
  45921.953931549871457,
  13731.693765509461125,
  1971.5909503065514427,
  133.14166789178437745,
  3.387132872796366608,
);
const INVERSE_CENTRE_BOTTOM = Float64Array.of(
  5226.495278852545925,
  28729.085735721942674,
  39307.89580009271061,
  21213.794301586595867,
  5394.1960214247511077,
  687.1870074920579083,
  42.313330701600911252,
  1,
);

/** The x with P(Z > x) = p for the standard normal, 0 < p < 1, p ≤ ½ for full precision. */
function inverseUpper(p: number): number {
  const q = 0.5 - p;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return q * polynomial(INVERSE_CENTRE_TOP, r) / polynomial(INVERSE_CENTRE_BOTTOM, r);
  }
  if (p > 0.5) return -inverseUpper(1 - p);
  return normalQuantileOfLog(Math.log(p));
}

/** The x with P(Z > x) = e^logP, of a probability at most ½ that may be too small for a number. */
export function normalQuantileOfLog(logP: number): number {
  if (logP === -Infinity) return Infinity;
  if (logP > -2.59) return inverseUpper(Math.exp(logP));
  // start from the leading asymptotic term, then Newton on the logarithm, which is nearly a parabola
  const twice = -2 * logP;
  let x = Math.sqrt(Math.max(twice - Math.log(2 * Math.PI * Math.max(twice - 1.8, 0.6)), 0.2));
  for (let step = 0; step < 12; step++) {
    const log = logNormalUpper(x);
    const slope = -Math.exp(-x * x / 2 - HALF_LOG_2PI - log);
    const change = (log - logP) / slope;
    // second derivative of log Q is slope·(−x − slope)… Halley's correction
    const curvature = -slope * (x + slope);
    const delta = change / (1 - change * curvature / (2 * slope));
    x -= delta;
    if (Math.abs(delta) < 1e-15 * Math.abs(x)) break;
  }
  return x;
}

/** The quantile: the x with P(X ≤ x) = p, or P(X > x) = p with `upper`. */
export function qnorm(p: number, options: NormalOptions = {}): number {
  const { upper = false, mean = 0, sd = 1 } = options;
  requireProbability("qnorm", p);
  requireNumber("qnorm", { mean, sd });
  if (p === 0) return upper ? Infinity : -Infinity;
  if (p === 1) return upper ? -Infinity : Infinity;
  const z = inverseUpper(p);
  return mean + sd * (upper ? z : -z);
}
