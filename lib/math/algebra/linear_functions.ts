/**
 * Linear functions of estimates: covariances and the Wald statistic.
 *
 * Notation: β̂ of length p, V its covariance (p × p, row-major), L the functions, one a row.
 *
 * Source: Searle (1971), Linear Models, section 3.6: (Lβ̂)'(LVL')⁻¹(Lβ̂).
 *
 * @module
 */
import { choleskyUpper, product, solveUpperTransposed } from "./dense_kernels.ts";
import { dot, quadraticForm, transposed } from "./products.ts";
import { choleskySmall, solveLower } from "./triangular.ts";

/** From this number of functions on the dense kernels are faster than plain loops. */
const MANY = 64;

/** LVL' (q × q, row-major) of q functions. */
export function covarianceOf(
  rows: readonly ArrayLike<number>[],
  v: Float64Array,
): Float64Array<ArrayBuffer> {
  const q = rows.length;
  const result = new Float64Array(q * q);
  if (q === 0) return result;
  const p = rows[0]!.length;
  if (q >= MANY) {
    const l = new Float64Array(q * p);
    rows.forEach((row, a) => l.set(row, a * p));
    return Float64Array.from(product(product(l, v, q, p, p), transposed(l, q, p), q, q, p));
  }
  const vl = new Float64Array(p);
  for (let a = 0; a < q; a++) {
    const l = rows[a]!;
    for (let i = 0; i < p; i++) {
      let sum = 0;
      for (let j = 0; j < p; j++) {
        const w = l[j]!;
        if (w !== 0) sum += v[i * p + j]! * w;
      }
      vl[i] = sum;
    }
    for (let b = 0; b <= a; b++) {
      const value = dot(rows[b]!, vl);
      result[a * q + b] = value;
      result[b * q + a] = value;
    }
  }
  return result;
}

/**
 * The Wald statistic (Lβ̂ − c)'(LVL')⁻¹(Lβ̂ − c), not divided by the number of rows.
 *
 * @returns NaN if LVL' is singular (dependent rows)
 */
export function waldStatistic({ rows, estimates, covariance, values }: {
  /** L. */
  rows: readonly ArrayLike<number>[];
  /** β̂. */
  estimates: ArrayLike<number>;
  /** V. */
  covariance: Float64Array;
  /** c. Default 0. */
  values?: ArrayLike<number>;
}): number {
  const q = rows.length;
  const z = Float64Array.from(rows, (l, i) => dot(l, estimates) - (values?.[i] ?? 0));
  if (q === 1) return z[0]! * z[0]! / quadraticForm({ matrix: covariance, vector: rows[0]! });
  const v = covarianceOf(rows, covariance);
  if (q >= MANY) {
    if (Number.isNaN(choleskyUpper(v, q))) return NaN;
    solveUpperTransposed(v, q, z, 1);
    return dot(z, z);
  }
  const factor = choleskySmall(v, q);
  if (!factor) return NaN;
  solveLower(factor, q, z);
  return dot(z, z);
}
