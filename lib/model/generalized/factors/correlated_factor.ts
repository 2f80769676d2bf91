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
import { product } from "../../../math/algebra/dense_kernels.ts";
import { choleskySmall } from "../../../math/algebra/triangular.ts";
import type { Correlation } from "../../covariance/residual/correlation.ts";
import type { TermFactor } from "./term_factor.ts";

/** K with its derivatives in the coordinates of the correlations, made when they are asked for. */
interface Root {
  readonly value: Float64Array;
  first(k: number): Float64Array;
  second(k: number, l: number): Float64Array;
}

const pair = (k: number, l: number): number => k <= l ? l * (l + 1) / 2 + k : k * (k + 1) / 2 + l;

/** B ← K⁻¹B, row by row: rows are added whole, which is what a wide matrix wants. */
function solveRows(k: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = b.subarray(i * n, (i + 1) * n);
    for (let j = 0; j < i; j++) {
      const f = k[i * n + j]!;
      if (f === 0) continue;
      for (let c = 0, at = j * n; c < n; c++, at++) row[c]! -= f * b[at]!;
    }
    const f = 1 / k[i * n + i]!;
    for (let c = 0; c < n; c++) row[c]! *= f;
  }
}

function rowsForColumns(a: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = a[i * n + j]!;
  return out;
}

/** KΦ(K⁻¹MK⁻ᵀ), M symmetric. */
function rootSlope(k: Float64Array, m: Float64Array, n: number): Float64Array {
  const half = m.slice();
  solveRows(k, half, n);
  const x = rowsForColumns(half, n);
  solveRows(k, x, n);
  for (let i = 0; i < n; i++) { // the transpose of x is x
    x[i * n + i]! /= 2;
    x.fill(0, i * n + i + 1, (i + 1) * n);
  }
  const out = product(k, x, n, n, n);
  for (let i = 0; i < n; i++) out.fill(0, i * n + i + 1, (i + 1) * n);
  return out;
}

/** The root of a correlation matrix at a point of its search; null where it is none. */
function rootOf(c: Correlation, at: ArrayLike<number>): Root | null {
  const n = c.size;
  const natural = c.natural(at);
  const value = choleskySmall(c.value(natural), n);
  if (!value) return null;
  const count = c.count;
  const jacobian = c.jacobian(at);
  const firsts: (Float64Array | undefined)[] = [];
  /** Adds Σᵢ wᵢ ∂C/∂(parameter i). */
  const addFirst = (out: Float64Array, weight: (i: number) => number): Float64Array => {
    for (let i = 0; i < c.parameters.length; i++) {
      const w = weight(i);
      if (w === 0) continue;
      const d = firsts[i] ??= c.first(natural, i);
      for (let e = 0; e < out.length; e++) out[e]! += w * d[e]!;
    }
    return out;
  };
  const slopes: (Float64Array | undefined)[] = [];
  const first = (k: number): Float64Array =>
    slopes[k] ??= rootSlope(
      value,
      addFirst(new Float64Array(n * n), (i) => jacobian[i * count + k]!),
      n,
    );
  const bends: (Float64Array | undefined)[] = [];
  const bend = (k: number, l: number): Float64Array => {
    const weights = new Float64Array(c.parameters.length);
    c.curvature(at, (i, a, b, w) => {
      if (a === k && b === l) weights[i]! += w;
    });
    const m = addFirst(new Float64Array(n * n), (i) => weights[i]!);
    for (let i = 0; i < c.parameters.length && !c.linear; i++) {
      for (let j = 0; j < c.parameters.length; j++) {
        const w = jacobian[i * count + k]! * jacobian[j * count + l]!;
        if (w === 0) continue;
        const d = c.second(natural, Math.min(i, j), Math.max(i, j));
        for (let e = 0; e < m.length; e++) m[e]! += w * d[e]!;
      }
    }
    const [a, b] = [first(k), first(l)];
    const both = product(a, rowsForColumns(b, n), n, n, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) m[i * n + j]! -= both[i * n + j]! + both[j * n + i]!;
    }
    return rootSlope(value, m, n);
  };
  return {
    value,
    first,
    second: (k, l) => bends[pair(k, l)] ??= bend(Math.min(k, l), Math.max(k, l)),
  };
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
  const begin = (s: number, shape: readonly number[]): Float64Array => {
    const out = new Float64Array(count).fill(each ? Math.log(s) : s);
    out.set(correlation.search(shape)!, own);
    return out;
  };
  const [first, ...others] = correlation.starts;
  return {
    structure,
    width,
    count,
    rowOf: (k) => each && k < own ? k : null,
    start: (s) => begin(s, first!),
    others: (s) => others.map((shape) => begin(s, shape)),
    unitless: (k) => each || k >= own,
    vanishing: each ? [] : [0],
    reaches: (row, column) => column <= row,
    fill: (theta, out) => scaled(theta, rootAt(theta)?.value, out),
    tangent(theta, j, out) {
      const root = rootAt(theta);
      if (j >= own) return scaled(theta, root?.first(j - own), out);
      if (each) return scaled(theta, root?.value, out, j);
      out.set(root?.value ?? out.fill(NaN));
    },
    second(theta, j, k, out) {
      const [a, b] = [Math.min(j, k), Math.max(j, k)];
      const root = rootAt(theta);
      if (b < own) {
        if (!each || a !== b) return false;
        scaled(theta, root?.value, out, a);
      } else if (a >= own) scaled(theta, root?.second(a - own, b - own), out);
      else if (each) scaled(theta, root?.first(b - own), out, a);
      else out.set(root?.first(b - own) ?? out.fill(NaN));
      return true;
    },
  };
}
