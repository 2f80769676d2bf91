/**
 * The Conway-Maxwell-Poisson distribution by its mean: probabilities are in proportion to λʸ/(y!)^ν, where λ
 * is such that the mean is μ.
 *
 * The logarithm of their sum is expanded about the point in log λ and ν; its coefficients are the joint
 * cumulants of y and −log y!. log λ as a series in μ and ν follows from the condition on the mean, one order
 * further with each step.
 *
 * Source: Huang (2017), Statistical Modelling 17, 359–380.
 *
 * @module
 */
import type { Jet, JetAlgebra } from "./jet.ts";
import { logFactorial } from "./log_factorial.ts";

/** Terms below this share of the largest are nothing beside the sum. */
const NOTHING = -46;
/** A sum has so many terms at most. */
const MOST_TERMS = 200_000;
/** Orders of the expansion: one more than the mean's. */
const ORDER = 5;
/** Steps to log λ at most. */
const MOST_STEPS = 60;

const FACTORIAL = [1, 1, 2, 6, 24, 120];

/** Central moments of y and −log y! at a point, about the first ones. */
const moments = new Float64Array((ORDER + 1) ** 2);
let meanCount = 0;
let meanLog = 0;
let logTotal = 0;
let variance = 0;

/** Weighs the terms from y = `from` outwards; false where they are too many. */
function gather(logRate: number, nu: number, highest: number): boolean {
  const mode = Math.max(0, Math.floor(Math.exp(Math.min(logRate / nu, 30))));
  const top = mode * logRate - nu * logFactorial(mode);
  let [total, sum, logs, square] = [0, 0, 0, 0];
  const each = (visit: (y: number, weight: number, logs: number) => void): boolean => {
    for (const step of [-1, 1]) {
      for (let y = step < 0 ? mode : mode + 1, k = 0; y >= 0; y += step, k++) {
        const own = logFactorial(y);
        const t = y * logRate - nu * own - top;
        if (t < NOTHING) break;
        if (k > MOST_TERMS) return false;
        visit(y, Math.exp(t), own);
      }
    }
    return true;
  };
  const complete = each((y, w, own) => {
    total += w;
    sum += w * (y - mode);
    logs += w * own;
    square += w * (y - mode) ** 2;
  });
  if (!complete) return false;
  const shift = sum / total;
  meanCount = mode + shift;
  meanLog = -logs / total;
  logTotal = top + Math.log(total);
  variance = square / total - shift * shift;
  if (highest === 0) return true;
  moments.fill(0);
  each((y, w, own) => {
    const [dx, dy] = [y - meanCount, -own - meanLog];
    for (let a = 0, x = w / total; a <= ORDER; a++, x *= dx) {
      for (let b = 0, z = x; a + b <= ORDER; b++, z *= dy) moments[a * (ORDER + 1) + b]! += z;
    }
  });
  return true;
}

/** log λ at a mean; NaN where it is not found. */
function rateAt(mean: number, nu: number): number {
  if (!(mean > 0) || !(nu > 0)) return NaN;
  let rate = nu * Math.log(Math.max(mean + (nu - 1) / (2 * nu), mean / 4));
  let last = Infinity;
  for (let k = 0; k < MOST_STEPS; k++) {
    if (!gather(rate, nu, 0) || !(variance > 0)) return NaN;
    // the logarithm of the mean is nearly straight in log λ
    const step = Math.log(mean / meanCount) * meanCount / variance;
    if (!Number.isFinite(step)) return NaN;
    rate += Math.abs(step) > 2 ? 2 * Math.sign(step) : step;
    if (Math.abs(step) < 1e-14 * (1 + Math.abs(rate)) || (Math.abs(step) < 1e-9 && last <= 1e-9)) {
      break;
    }
    last = Math.abs(step);
  }
  return rate;
}

/** Coefficient of the expansion of the logarithm of the sum: a joint cumulant over factorials. */
function coefficient(a: number, b: number): number {
  const at = (i: number, j: number): number =>
    moments[i * (ORDER + 1) + j]! / (FACTORIAL[i]! * FACTORIAL[j]!);
  if (a + b === 0) return logTotal;
  if (a + b === 1) return a === 1 ? meanCount : meanLog;
  let sum = at(a, b);
  if (a + b >= 4) {
    for (let i = 0; i <= a; i++) {
      for (let j = 0; j <= b; j++) {
        if (i + j >= 2 && a - i + b - j >= 2) sum -= at(i, j) * at(a - i, b - j) / 2;
      }
    }
  }
  return sum;
}

/** log λ, the logarithm of the sum, and the variance. */
export interface ConwayMaxwell {
  readonly logRate: Jet;
  readonly logSum: Jet;
  readonly variance: Jet;
}

/** The distribution of a mean μ and an exponent ν. */
export function conwayMaxwell(a: JetAlgebra, mean: Jet, exponent: Jet): ConwayMaxwell {
  const nu = a.value(exponent);
  const rate = rateAt(a.value(mean), nu);
  if (Number.isNaN(rate) || !gather(rate, nu, ORDER)) {
    const none = a.constant(NaN);
    return { logRate: none, logSum: none, variance: none };
  }
  const apart = a.linear(exponent, 1, -nu);
  const powers: Jet[] = [];
  for (let b = 1, power = apart; b <= a.order; b++) {
    powers.push(power);
    if (b < a.order) power = a.multiply(power, apart);
  }
  /** Σ over b of the coefficient of (a, b) and the b-th power. */
  const inExponent = (i: number): Jet => {
    let sum = a.constant(coefficient(i, 0));
    for (let b = 1; b <= a.order && i + b <= ORDER; b++) {
      sum = a.add(sum, powers[b - 1]!, coefficient(i, b));
    }
    return sum;
  };
  const c = Array.from({ length: Math.min(ORDER, a.order + 1) + 1 }, (_, i) => inExponent(i));
  /** Σ weight(i) cᵢ dⁱ⁻ˡᵉˢˢ. */
  const polynomial = (d: Jet, less: number, weight: (i: number) => number): Jet => {
    let sum = a.linear(c[c.length - 1]!, weight(c.length - 1));
    for (let i = c.length - 2; i >= less; i--) {
      sum = a.add(a.multiply(sum, d), c[i]!, weight(i));
    }
    return sum;
  };
  let d = a.constant(0);
  for (let k = 0; k < a.order; k++) {
    const excess = a.add(polynomial(d, 1, (i) => i), mean, -1);
    d = a.add(d, excess, -1 / variance);
    a.setValue(d, 0);
  }
  return {
    logRate: a.linear(d, 1, rate),
    logSum: polynomial(d, 0, () => 1),
    variance: polynomial(d, 2, (i) => i * (i - 1)),
  };
}

/** log λ, and the logarithm of the sum, at a mean and an exponent; NaN where there are none. */
export function conwayMaxwellAt(mean: number, nu: number): { logRate: number; logSum: number } {
  const logRate = rateAt(mean, nu);
  return gather(logRate, nu, 0) ? { logRate, logSum: logTotal } : { logRate: NaN, logSum: NaN };
}
