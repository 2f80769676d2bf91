/**
 * The space that linear functions of the fixed effects span.
 *
 * @module
 */
import { extendBasis } from "../../math/algebra/orthonormal.ts";

/** A row that falls to this share of its length depends on those before it, as in R. */
const DEPENDENT = 1e-7;

/** An orthonormal basis of the space that rows span. */
export interface RowBasis {
  /** Orthonormal rows. */
  rows: Float64Array[];
  /** Whether some row depended on those before it (or was zero). */
  dependent: boolean;
}

/**
 * Orthonormal rows spanning the same space, taken in order as `dqrdc2` does: a row whose length
 * falls to 1e-7 of what it was is left out. Elements below `zap` count as zero.
 */
export function rowBasis(rows: readonly ArrayLike<number>[], zap = 1e-7): RowBasis {
  const basis: Float64Array[] = [];
  for (const row of rows) {
    extendBasis(basis, Float64Array.from(row, (x) => Math.abs(x) < zap ? 0 : x), DEPENDENT);
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
