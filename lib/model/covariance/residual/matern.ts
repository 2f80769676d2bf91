/**
 * Matérn's correlations whose smoothness is a parameter too:
 *
 *     f(h, ν) = 2^(1−ν)/Γ(ν) h^ν K_ν(h),   K_ν(h) = ∫₀^∞ exp(−h cosh t) cosh νt dt
 *
 * (Abramowitz and Stegun 9.6.24). The trapezoidal rule converges faster than any power of its step for
 * this integrand, and gives the derivatives in both arguments from the same nodes.
 *
 * @module
 */
import { polygamma } from "../../../math/distribution/polygamma.ts";
import { logGamma } from "../../../math/distribution/special.ts";
import { greatest } from "../../../lists.ts";
import type { Places } from "./place_correlations.ts";
import { type Correlation, separately, symmetric, upTo } from "./correlation.ts";

const STEP = 0.1;
/** exp(−h cosh t) is 0 from here on. */
const NOTHING = 745;

/** f with its derivatives: f, f_h, f_ν, f_hh, f_hν, f_νν. */
export function maternOf(h: number, nu: number): readonly number[] {
  const s = [0, 0, 0, 0, 0, 0]; // K, K_h, K_ν, K_hh, K_hν, K_νν
  for (let t = 0;; t += STEP) {
    const c = Math.cosh(t);
    if (h * c > NOTHING) break;
    const weight = t === 0 ? STEP / 2 : STEP;
    const e = weight * Math.exp(-h * c);
    const [even, odd] = [Math.cosh(nu * t), Math.sinh(nu * t)];
    s[0]! += e * even;
    s[1]! -= e * c * even;
    s[2]! += e * t * odd;
    s[3]! += e * c * c * even;
    s[4]! -= e * c * t * odd;
    s[5]! += e * t * t * even;
  }
  const [k, kh, kn, khh, khn, knn] = s as [number, number, number, number, number, number];
  const q = Math.exp((1 - nu) * Math.LN2 - logGamma(nu) + nu * Math.log(h));
  const a = Math.log(h) - Math.LN2 - polygamma(0, nu);
  const b = -polygamma(1, nu);
  return [
    q * k,
    q * (nu / h * k + kh),
    q * (a * k + kn),
    q * (nu * (nu - 1) / (h * h) * k + 2 * nu / h * kh + khh),
    q * (a * (nu / h * k + kh) + k / h + nu / h * kn + khn),
    q * ((a * a + b) * k + 2 * a * kn + knn),
  ];
}

/** Distances have ranges up to so many times the farthest; a greater smoothness is that of `gau`. */
const ENDLESS = 100;
const SMOOTHEST = 50;

/** ρ = f(d/r, ν) over places. */
export function maternOver({ coordinates }: Places): Correlation {
  const size = coordinates[0]!.length;
  const distances = symmetric(
    size,
    0,
    (i, j) => Math.hypot(...coordinates.map((x) => x[i]! - x[j]!)),
  );
  const far = greatest(distances);
  // places on a grid have few distances, and all derivatives at a point ask for the same
  const kinds = new Map<number, number>();
  const kindOf = Int32Array.from(distances, (d) => {
    if (!kinds.has(d)) kinds.set(d, kinds.size);
    return kinds.get(d)!;
  });
  const apart = [...kinds.keys()];
  let known: { range: number; nu: number; values: (readonly number[])[] } | null = null;
  const valuesAt = (range: number, nu: number): (readonly number[])[] => {
    if (known?.range !== range || known.nu !== nu) {
      const values = apart.map((d) => d === 0 ? [] : maternOf(d / range, nu));
      known = { range, nu, values };
    }
    return known.values;
  };
  const of = (
    r: ArrayLike<number>,
    diagonal: number,
    entry: (f: readonly number[], h: number) => number,
  ): Float64Array => {
    const each = valuesAt(r[0]!, r[1]!)
      .map((f, e) => apart[e] === 0 ? diagonal : entry(f, apart[e]! / r[0]!));
    return symmetric(size, diagonal, (i, j) => each[kindOf[i * size + j]!]!);
  };
  return {
    ...separately([upTo(ENDLESS * far), upTo(SMOOTHEST)]),
    size,
    parameters: [
      { name: "range", symbol: "r", quantity: "range", lowest: 0, highest: ENDLESS * far },
      { name: "smoothness", symbol: "\\nu", quantity: "range", lowest: 0, highest: SMOOTHEST },
    ],
    linear: false,
    starts: [[0.3 * far, 0.7]],
    value: (r) => of(r, 1, ([f]) => f!),
    first: (r, k) => of(r, 0, ([, fh, fn], h) => k === 0 ? -fh! * h / r[0]! : fn!),
    second: (r, k, l) =>
      of(r, 0, ([, fh, , fhh, fhn, fnn], h) => {
        if (k + l === 2) return fnn!;
        if (k + l === 1) return -fhn! * h / r[0]!;
        return (fhh! * h + 2 * fh!) * h / r[0]! ** 2;
      }),
  };
}
