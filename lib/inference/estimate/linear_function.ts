/**
 * The space that linear functions of the fixed effects span.
 *
 * @module
 */
import { dot } from "../../math/algebra/products.ts";

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
