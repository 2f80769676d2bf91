/**
 * Special functions that the distributions are made of: the error of Stirling's formula, the
 * logarithm of the gamma function, and differences of logarithms that must not cancel.
 *
 * @module
 */

/** ½ log 2π. */
export const HALF_LOG_2PI = 0.918938533204672741780329736405617639861;

/**
 * Coefficients B₂ₖ / (2k(2k−1)) of Stirling's series, k = 1, 2, … (Abramowitz & Stegun 6.1.40).
 */
const STIRLING = Float64Array.of(
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
  43867 / 244188,
  -174611 / 125400,
);

/**
 * log(1 + x) − x without cancellation, x > −1.
 *
 * With r = x / (2 + x), log(1 + x) = 2 artanh r and x − 2r = x r.
 */
export function log1pmx(x: number): number {
  if (x > 1 || x < -0.6) return Math.log1p(x) - x;
  const r = x / (2 + x);
  return r * (2 * artanhTail(r) - x);
}

/** e^x − 1 − x without cancellation. */
export function expm1mx(x: number): number {
  if (Math.abs(x) > 0.5) return Math.expm1(x) - x;
  let term = x * x / 2;
  let sum = term;
  for (let k = 3; k < 30; k++) {
    term *= x / k;
    sum += term;
    if (Math.abs(term) < 1e-17 * sum) break;
  }
  return sum;
}

/** artanh(r)/r − 1 = r²/3 + r⁴/5 + …, |r| ≤ 0.43. */
function artanhTail(r: number): number {
  const square = r * r;
  let power = square;
  let sum = 0;
  for (let k = 3; k < 120; k += 2) {
    const term = power / k;
    sum += term;
    if (term <= 1e-17 * sum) break;
    power *= square;
  }
  return sum;
}

/**
 * The error of Stirling's formula: log Γ(a+1) − (a+½) log a + a − ½ log 2π, a > 0
 * (Loader 2000, "Fast and accurate computation of binomial probabilities").
 *
 * Stirling's series from a = 10 on; below, S(a) = S(a+1) + (a+½) log(1+1/a) − 1.
 */
export function stirlingError(a: number): number {
  let shifted = a;
  let sum = 0;
  if (shifted < 1) {
    sum = (shifted + 0.5) * (Math.log1p(shifted) - Math.log(shifted)) - 1;
    shifted += 1;
  }
  while (shifted < 10) {
    sum += artanhTail(1 / (2 * shifted + 1));
    shifted += 1;
  }
  return sum + stirlingSeries(shifted);
}

function stirlingSeries(a: number): number {
  const inverseSquare = 1 / (a * a);
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * inverseSquare + STIRLING[k]!;
  return sum / a;
}

/** log Γ(a), a > 0; absolute error about 1e-15 · max(1, log Γ(a)). */
export function logGamma(a: number): number {
  return stirlingError(a) + (a - 0.5) * Math.log(a) - a + HALF_LOG_2PI;
}

/**
 * The chance 1 − (1 − r)^m that one of m independent events of chance r happens; by doubling, with
 * positive terms only, where m is whole: a small r keeps its relative precision.
 */
export function anyOf(r: number, m: number, whole = true): number {
  if (!whole) return r >= 1 ? 1 : -Math.expm1(m * Math.log1p(-r));
  let result = 0;
  let base = r;
  for (let rest = m; rest > 0; rest >>= 1) {
    if (rest & 1) result += base - result * base;
    base *= 2 - base;
  }
  return result;
}
