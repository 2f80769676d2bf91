/**
 * Derivatives of the logarithm of the gamma function (Abramowitz & Stegun 6.3, 6.4).
 *
 * @module
 */

/** Bernoulli numbers B₂ₖ, k = 1, 2, … */
const BERNOULLI = Float64Array.of(
  1 / 6,
  -1 / 30,
  1 / 42,
  -1 / 30,
  5 / 66,
  -691 / 2730,
  7 / 6,
  -3617 / 510,
  43867 / 798,
  -174611 / 330,
);

/** From here on the asymptotic series has sixteen digits. */
const LARGE = 14;

const FACTORIAL = Float64Array.of(1, 1, 2, 6, 24);

/**
 * ψ⁽ᵏ⁾(x), the derivative of order k + 1 of log Γ at x > 0: by the recurrence up to a large argument,
 * and the asymptotic series there.
 *
 * @param k 0 … 4
 */
export function polygamma(k: number, x: number): number {
  const sign = k % 2 === 0 ? -1 : 1; // of (−1)^(k+1)
  let sum = 0;
  let at = x;
  for (; at < LARGE; at++) sum += at ** -(k + 1);
  sum *= sign * FACTORIAL[k]!;
  const square = 1 / (at * at);
  if (k === 0) {
    let series = 0;
    for (let j = BERNOULLI.length; j >= 1; j--) {
      series = (series + BERNOULLI[j - 1]! / (2 * j)) * square;
    }
    return sum + Math.log(at) - 0.5 / at - series;
  }
  // (−1)^(k+1) {(k−1)!/x^k + k!/(2x^(k+1)) + Σ B₂ⱼ (2j+k−1)!/((2j)! x^(2j+k))}
  let series = 0;
  for (let j = BERNOULLI.length; j >= 1; j--) {
    let ratio = 1; // (2j+k−1)!/(2j)!
    for (let i = 1; i < k; i++) ratio *= 2 * j + i;
    series = series * square + BERNOULLI[j - 1]! * ratio;
  }
  const power = at ** -k;
  const leading = FACTORIAL[k - 1]! * power + FACTORIAL[k]! / 2 * power / at;
  return sum + sign * (leading + series * square * power);
}

/** ψ(x), the derivative of log Γ. */
export const digamma = (x: number): number => polygamma(0, x);
