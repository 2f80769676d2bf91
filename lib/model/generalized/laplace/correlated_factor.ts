/**
 * Random effects of a term with correlations of few parameters: compound symmetry, Toeplitz, and
 * correlations that fall with a distance (M. E. Brooks et al. 2017, The R Journal 9, 378–400, for the
 * structures of glmmTMB).
 *
 * Λ = DK with D the standard deviations and K the Cholesky factor of the correlations C. With
 * Φ(M) the lower triangle of M, its diagonal halved,
 *
 *     Kⱼ  = KΦ(K⁻¹CⱼK⁻ᵀ),
 *     Kⱼₖ = KΦ(K⁻¹(Cⱼₖ − KⱼKₖ′ − KₖKⱼ′)K⁻ᵀ).
 *
 * @module
 */
import { choleskySmall } from "../../../math/algebra/triangular.ts";
import type { Correlation } from "../../covariance/residual/correlation.ts";
import type { TermFactor } from "./term_factor.ts";

/** K with its derivatives in the coordinates of the correlations. */
interface Root {
  readonly value: Float64Array;
  readonly first: readonly Float64Array[];
  /** Packed by pairs k ≤ l. */
  readonly second: readonly Float64Array[];
}

const pair = (k: number, l: number): number => k <= l ? l * (l + 1) / 2 + k : k * (k + 1) / 2 + l;

/** KΦ(K⁻¹MK⁻ᵀ). */
function rootSlope(k: Float64Array, m: Float64Array, n: number): Float64Array {
  const x = m.slice();
  for (let column = 0; column < n; column++) { // K⁻¹M
    for (let i = 0; i < n; i++) {
      let sum = x[i * n + column]!;
      for (let j = 0; j < i; j++) sum -= k[i * n + j]! * x[j * n + column]!;
      x[i * n + column] = sum / k[i * n + i]!;
    }
  }
  for (let row = 0; row < n; row++) { // its transpose, solved again
    for (let i = 0; i < n; i++) {
      let sum = x[row * n + i]!;
      for (let j = 0; j < i; j++) sum -= k[i * n + j]! * x[row * n + j]!;
      x[row * n + i] = sum / k[i * n + i]!;
    }
  }
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let l = j; l <= i; l++) sum += k[i * n + l]! * x[l * n + j]! * (l === j ? 0.5 : 1);
      out[i * n + j] = sum;
    }
  }
  return out;
}

/** The root of a correlation matrix at a point of its search; null where it is none. */
function rootOf(c: Correlation, at: ArrayLike<number>): Root | null {
  const n = c.size;
  const natural = c.natural(at);
  const value = choleskySmall(c.value(natural), n);
  if (!value) return null;
  const jacobian = c.jacobian(at);
  const firsts = c.parameters.map((_, i) => c.first(natural, i));
  /** Σᵢ wᵢ ∂C/∂(parameter i). */
  const mixed = (weight: (i: number) => number): Float64Array => {
    const out = new Float64Array(n * n);
    firsts.forEach((d, i) => {
      const w = weight(i);
      if (w !== 0) { for (let e = 0; e < out.length; e++) out[e]! += w * d[e]!; }
    });
    return out;
  };
  const count = c.count;
  const first = Array.from(
    { length: count },
    (_, k) => rootSlope(value, mixed((i) => jacobian[i * count + k]!), n),
  );
  const bent = Array.from(
    { length: count * (count + 1) / 2 },
    () => new Float64Array(c.parameters.length),
  );
  c.curvature(at, (i, k, l, w) => {
    if (k <= l) bent[pair(k, l)]![i]! += w;
  });
  const second: Float64Array[] = [];
  for (let l = 0; l < count; l++) {
    for (let k = 0; k <= l; k++) {
      const m = mixed((i) => bent[pair(k, l)]![i]!);
      if (!c.linear) {
        for (let i = 0; i < c.parameters.length; i++) {
          for (let j = 0; j < c.parameters.length; j++) {
            const w = jacobian[i * count + k]! * jacobian[j * count + l]!;
            if (w === 0) continue;
            const d = c.second(natural, Math.min(i, j), Math.max(i, j));
            for (let e = 0; e < m.length; e++) m[e]! += w * d[e]!;
          }
        }
      }
      const [a, b] = [first[k]!, first[l]!];
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          for (let q = 0; q <= Math.min(i, j); q++) {
            m[i * n + j]! -= a[i * n + q]! * b[j * n + q]! + b[i * n + q]! * a[j * n + q]!;
          }
        }
      }
      second.push(rootSlope(value, m, n));
    }
  }
  return { value, first, second };
}

/**
 * Effects with such correlations: one standard deviation, or the logarithm of one for each effect, then
 * the coordinates of the correlations.
 */
export function correlatedEffects(
  structure: string,
  correlation: Correlation,
  each: boolean,
): TermFactor {
  const width = correlation.size;
  const own = each ? width : 1;
  const count = own + correlation.count;
  let known: { key: string; root: Root | null } | null = null;
  const rootAt = (theta: ArrayLike<number>): Root | null => {
    const at = Array.from({ length: correlation.count }, (_, k) => theta[own + k]!);
    const key = at.join();
    if (known?.key !== key) known = { key, root: rootOf(correlation, at) };
    return known.root;
  };
  const sd = (theta: ArrayLike<number>, i: number): number =>
    each ? Math.exp(theta[i]!) : theta[0]!;
  /** Rows of K times their standard deviations; of one effect's alone where a row is named. */
  const scaled = (
    theta: ArrayLike<number>,
    k: Float64Array | undefined,
    out: Float64Array,
    only: number | null = null,
  ): void => {
    if (!k) {
      out.fill(NaN);
      return;
    }
    for (let i = 0; i < width; i++) {
      const s = only === null || only === i ? sd(theta, i) : 0;
      for (let j = 0; j < width; j++) out[i * width + j] = s * k[i * width + j]!;
    }
  };
  return {
    structure,
    width,
    count,
    rowOf: (k) => each && k < own ? k : null,
    start(s) {
      const out = new Float64Array(count).fill(each ? Math.log(s) : s);
      out.set(correlation.search(correlation.starts[0]!)!, own);
      return out;
    },
    unitless: (k) => each || k >= own,
    vanishing: each ? [] : [0],
    reaches: (row, column) => column <= row,
    fill: (theta, out) => scaled(theta, rootAt(theta)?.value, out),
    tangent(theta, j, out) {
      const root = rootAt(theta);
      if (j >= own) return scaled(theta, root?.first[j - own], out);
      if (each) return scaled(theta, root?.value, out, j);
      out.set(root?.value ?? out.fill(NaN));
    },
    second(theta, j, k, out) {
      const [a, b] = [Math.min(j, k), Math.max(j, k)];
      const root = rootAt(theta);
      if (b < own) {
        if (!each || a !== b) return false;
        scaled(theta, root?.value, out, a);
      } else if (a >= own) scaled(theta, root?.second[pair(a - own, b - own)], out);
      else if (each) scaled(theta, root?.first[b - own], out, a);
      else out.set(root?.first[b - own] ?? out.fill(NaN));
      return true;
    },
  };
}
