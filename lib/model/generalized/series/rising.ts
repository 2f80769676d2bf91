/**
 * log Γ(v + n) − log Γ(v) with its derivatives in v, without cancellation: where v is large beside n (a
 * negative binomial distribution that is nearly Poisson's) the two logarithms agree in most digits.
 *
 * Source: Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 6.1.40 and 6.4.11, of whose
 * terms the differences are taken.
 *
 * @module
 */
import { polygamma } from "../../../math/distribution/polygamma.ts";
import { logGamma } from "../../../math/distribution/special.ts";

/** Up to this count a rising factorial is a product. */
const FEW = 40;
/** From here on the asymptotic series have all digits. */
const LARGE = 30;

/**
 * Coefficients of the series in v: derivative over factorial, from order 0 on.
 *
 * @param constant v is no variable: the first coefficient alone is needed
 */
export function risingSeries(
  n: number,
  v: number,
  order: number,
  constant: boolean,
  out: Float64Array,
): void {
  out.fill(0);
  if (Number.isInteger(n) && n <= FEW) {
    for (let j = 0; j < n; j++) {
      const r = 1 / (v + j);
      out[0]! += Math.log(v + j);
      for (let k = 1, power = r; k <= order; k++, power *= -r) out[k]! += power / k;
    }
  } else if (v >= LARGE) asymptotic(n, v, out);
  else {
    out[0] = logGamma(v + n) - logGamma(v);
    let factorial = 1;
    for (let k = 1; k <= order && !constant; k++) {
      factorial *= k;
      out[k] = (polygamma(k - 1, v + n) - polygamma(k - 1, v)) / factorial;
    }
  }
}

/** Differences of Stirling's series and of its derivatives. */
function asymptotic(n: number, v: number, out: Float64Array): void {
  const growth = Math.log1p(n / v);
  /** (v + n)⁻ᵏ − v⁻ᵏ. */
  const d = (k: number): number => v ** -k * Math.expm1(-k * growth);
  out[0] = (v - 0.5) * growth + n * Math.log(v + n) - n +
    d(1) / 12 - d(3) / 360 + d(5) / 1260 - d(7) / 1680;
  out[1] = growth - d(1) / 2 - d(2) / 12 + d(4) / 120 - d(6) / 252 + d(8) / 240;
  out[2] = (d(1) + d(2) / 2 + d(3) / 6 - d(5) / 30 + d(7) / 42 - d(9) / 30) / 2;
  out[3] = (-d(2) - d(3) - d(4) / 2 + d(6) / 6 - d(8) / 6 + 3 * d(10) / 10) / 6;
  out[4] = (2 * d(3) + 3 * d(4) + 2 * d(5) - d(7) + 4 * d(9) / 3 - 3 * d(11)) / 24;
}
