/**
 * Laws with tails in closed form: exponential, Weibull, logistic, Cauchy, uniform, and the normal and
 * lognormal ones.
 *
 * @module
 */
import { type Law, logLess } from "./law.ts";
import {
  logNormalUpper,
  normalDensity,
  normalQuantileOfLog,
  normalUpper,
  qnorm,
} from "./normal.ts";
import { HALF_LOG_2PI } from "./special.ts";

type Parameters = readonly number[];

function standard(x: number, [mean, sd]: Parameters): number {
  return (x - mean!) / sd!;
}

export const NORMAL: Law = {
  valid: ([mean, sd]) => mean === mean && sd! >= 0,
  density: (x, a) => {
    if (a[1] === 0) return x === a[0] ? Infinity : 0;
    return normalDensity(standard(x, a)) / a[1]!;
  },
  logDensity: (x, a) => {
    if (a[1] === 0) return x === a[0] ? Infinity : -Infinity;
    const z = standard(x, a);
    return -(HALF_LOG_2PI + 0.5 * z * z + Math.log(a[1]!));
  },
  tail: (x, a, upper) => {
    if (a[1] === 0) return (x < a[0]!) === upper ? 1 : 0;
    const z = standard(x, a);
    return normalUpper(upper ? z : -z);
  },
  logTail: (x, a, upper) => {
    if (a[1] === 0) return (x < a[0]!) === upper ? 0 : -Infinity;
    const z = upper ? standard(x, a) : -standard(x, a);
    return z < -0.5 ? Math.log1p(-normalUpper(-z)) : logNormalUpper(z);
  },
  quantile: (p, [mean, sd], upper) => mean! + sd! * qnorm(p, { upper }),
  quantileOfLog: (p, [mean, sd], upper) => {
    const z = p === 0
      ? -Infinity
      : p > -Math.LN2
      ? -normalQuantileOfLog(logLess(p))
      : normalQuantileOfLog(p);
    return mean! + sd! * (upper ? z : -z);
  },
};

export const LOG_NORMAL: Law = {
  valid: NORMAL.valid,
  logDensity: (x, a) => x <= 0 ? -Infinity : NORMAL.logDensity!(Math.log(x), a) - Math.log(x),
  density: (x, a) => x <= 0 ? 0 : NORMAL.density!(Math.log(x), a) / x,
  tail: (x, a, upper) => x <= 0 ? (upper ? 1 : 0) : NORMAL.tail(Math.log(x), a, upper),
  logTail: (x, a, upper) =>
    x <= 0 ? (upper ? 0 : -Infinity) : NORMAL.logTail!(Math.log(x), a, upper),
  quantile: (p, a, upper) => Math.exp(NORMAL.quantile(p, a, upper)),
  quantileOfLog: (p, a, upper) => Math.exp(NORMAL.quantileOfLog!(p, a, upper)),
};

export const UNIFORM: Law = {
  valid: ([a, b]) => Number.isFinite(a) && Number.isFinite(b) && b! >= a!,
  logDensity: (x, [a, b]) => x >= a! && x <= b! ? -Math.log(b! - a!) : -Infinity,
  density: (x, [a, b]) => x >= a! && x <= b! ? 1 / (b! - a!) : 0,
  tail: (x, [a, b], upper) => {
    if (x >= b!) return upper ? 0 : 1;
    if (x <= a!) return upper ? 1 : 0;
    return (upper ? b! - x : x - a!) / (b! - a!);
  },
  quantile: (p, [a, b], upper) => a! + (upper ? 1 - p : p) * (b! - a!),
};

export const EXPONENTIAL: Law = {
  valid: ([rate]) => rate! >= 0,
  logDensity: (x, [rate]) => x < 0 ? -Infinity : Math.log(rate!) - rate! * x,
  density: (x, [rate]) => x < 0 ? 0 : rate! * Math.exp(-rate! * x),
  tail: (x, [rate], upper) =>
    x <= 0 ? (upper ? 1 : 0) : upper ? Math.exp(-rate! * x) : -Math.expm1(-rate! * x),
  logTail: (x, [rate], upper) =>
    x <= 0 ? (upper ? 0 : -Infinity) : upper ? -rate! * x : logLess(-rate! * x),
  quantile: (p, [rate], upper) => -(upper ? Math.log(p) : Math.log1p(-p)) / rate!,
  quantileOfLog: (p, [rate], upper) => -(upper ? p : logLess(p)) / rate!,
};

export const WEIBULL: Law = {
  valid: ([shape, scale]) => shape! > 0 && scale! > 0,
  logDensity: (x, [shape, scale]) => {
    if (x < 0) return -Infinity;
    if (x === 0) return shape! < 1 ? Infinity : shape === 1 ? -Math.log(scale!) : -Infinity;
    const log = Math.log(x / scale!);
    return (shape! - 1) * log - Math.pow(x / scale!, shape!) + Math.log(shape! / scale!);
  },
  density: (x, [shape, scale]) => {
    if (x < 0) return 0;
    if (x === 0 && shape! < 1) return Infinity;
    const power = Math.pow(x / scale!, shape! - 1);
    return shape! * power * Math.exp(-power * (x / scale!)) / scale!;
  },
  tail: (x, [shape, scale], upper) =>
    x <= 0
      ? (upper ? 1 : 0)
      : upper
      ? Math.exp(-Math.pow(x / scale!, shape!))
      : -Math.expm1(-Math.pow(x / scale!, shape!)),
  logTail: (x, [shape, scale], upper) => {
    if (x <= 0) return upper ? 0 : -Infinity;
    const power = -Math.pow(x / scale!, shape!);
    return upper ? power : logLess(power);
  },
  quantile: (p, [shape, scale], upper) =>
    scale! * Math.pow(-(upper ? Math.log(p) : Math.log1p(-p)), 1 / shape!),
  quantileOfLog: (p, [shape, scale], upper) =>
    scale! * Math.pow(-(upper ? p : logLess(p)), 1 / shape!),
};

export const LOGISTIC: Law = {
  valid: ([location, scale]) => location === location && scale! > 0,
  logDensity: (x, a) => {
    const z = Math.abs(standard(x, a));
    return -(z + Math.log(a[1]!) + 2 * Math.log1p(Math.exp(-z)));
  },
  density: (x, a) => {
    const e = Math.exp(-Math.abs(standard(x, a)));
    return e / (a[1]! * (1 + e) * (1 + e));
  },
  tail: (x, a, upper) => 1 / (1 + Math.exp(upper ? standard(x, a) : -standard(x, a))),
  logTail: (x, a, upper) => {
    const z = upper ? standard(x, a) : -standard(x, a);
    return z > 0 ? -z - Math.log1p(Math.exp(-z)) : -Math.log1p(Math.exp(z));
  },
  quantile: (p, [location, scale], upper) =>
    location! + scale! * (upper ? Math.log((1 - p) / p) : Math.log(p / (1 - p))),
  quantileOfLog: (p, [location, scale], upper) =>
    location! + scale! * (upper ? logLess(p) - p : p - logLess(p)),
};

/** tan(πp), exact at the quarters. */
function tangent(p: number): number {
  return p === 0.25 ? 1 : Math.tan(Math.PI * p);
}

export const CAUCHY: Law = {
  valid: ([location, scale]) => location === location && scale! > 0,
  logDensity: (x, a) => -Math.log(Math.PI * a[1]! * (1 + standard(x, a) ** 2)),
  density: (x, a) => 1 / (Math.PI * a[1]! * (1 + standard(x, a) ** 2)),
  tail: (x, a, upper) => {
    const z = upper ? standard(x, a) : -standard(x, a);
    if (Math.abs(z) <= 1) return 0.5 - Math.atan(z) / Math.PI;
    return z > 0 ? Math.atan(1 / z) / Math.PI : 1 + Math.atan(1 / z) / Math.PI;
  },
  quantile: (p, [location, scale], upper) => {
    if (p === 0.5) return location!;
    if (p === 0 || p === 1) {
      return location! + scale! * ((p === 0) === upper ? Infinity : -Infinity);
    }
    const side = p > 0.5 ? !upper : upper;
    return location! + (side ? scale! : -scale!) / tangent(Math.min(p, 1 - p));
  },
};
