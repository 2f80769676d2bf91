/**
 * Linear functions of the fixed effects: estimates, variances, Wald statistics, row bases.
 *
 * Notation: β̂ of length p, V its covariance (p × p, row-major), l one function, L several.
 *
 * Source: Searle (1971), Linear Models, section 3.6: (Lβ̂)'(LVL')⁻¹(Lβ̂).
 *
 * @module
 */
import { dot, quadraticForm } from "../../math/algebra/quadratic_form.ts";
import { choleskySmall, solveLower } from "../../math/algebra/triangular.ts";

/** LVL' (q × q, row-major) of q functions. */
export function covarianceOf(
  rows: readonly ArrayLike<number>[],
  v: Float64Array,
): Float64Array<ArrayBuffer> {
  const q = rows.length;
  const result = new Float64Array(q * q);
  if (q === 0) return result;
  const p = rows[0]!.length;
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
 * The Wald statistic (Lβ̂)'(LVL')⁻¹(Lβ̂), not divided by the number of rows.
 *
 * @returns NaN if LVL' is singular (dependent rows)
 */
export function waldStatistic(
  rows: readonly ArrayLike<number>[],
  beta: ArrayLike<number>,
  v: Float64Array,
): number {
  const q = rows.length;
  const z = Float64Array.from(rows, (l) => dot(l, beta));
  if (q === 1) return z[0]! * z[0]! / quadraticForm(rows[0]!, v);
  const factor = choleskySmall(covarianceOf(rows, v), q);
  if (!factor) return NaN;
  solveLower(factor, q, z);
  return dot(z, z);
}

/** An orthonormal basis of the space that rows span. */
export interface RowBasis {
  /** Orthonormal rows. */
  rows: Float64Array[];
  /** Whether some row depended on those before it (or was zero). */
  dependent: boolean;
}

/**
 * Orthonormal rows spanning the same space, taken in order as `dqrdc2` does: a row whose length
 * falls below 1e-7 of what it was is left out. Elements below `zap` count as zero.
 */
export function rowBasis(rows: readonly ArrayLike<number>[], zap = 1e-7): RowBasis {
  const basis: Float64Array[] = [];
  for (const row of rows) {
    const r = Float64Array.from(row as ArrayLike<number>, (x) => Math.abs(x) < zap ? 0 : x);
    const length = Math.sqrt(dot(r, r));
    if (length === 0) continue;
    // twice is enough (Kahan and Parlett)
    for (let pass = 0; pass < 2; pass++) {
      for (const b of basis) {
        const c = dot(b, r);
        if (c !== 0) { for (let i = 0; i < r.length; i++) r[i]! -= c * b[i]!; }
      }
    }
    const left = Math.sqrt(dot(r, r));
    if (left <= 1e-7 * length) continue;
    for (let i = 0; i < r.length; i++) r[i]! /= left;
    basis.push(r);
  }
  return { rows: basis, dependent: basis.length < rows.length };
}

/** One function over the kept columns of one over all columns. */
export function restrict(full: ArrayLike<number>, kept: Int32Array): Float64Array {
  const l = new Float64Array(kept.length);
  for (let i = 0; i < kept.length; i++) l[i] = full[kept[i]!]!;
  return l;
}

/** Number of linearly independent rows. */
export function rowRank(rows: readonly ArrayLike<number>[]): number {
  return rowBasis(rows).rows.length;
}
