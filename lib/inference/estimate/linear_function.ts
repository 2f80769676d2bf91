/**
 * The space that linear functions of the fixed effects span.
 *
 * @module
 */
import { qr, thinQ } from "../../math/algebra/qr.ts";

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
  const p = rows[0]?.length ?? 0;
  const columns = new Float64Array(rows.length * p);
  rows.forEach((row, i) => {
    for (let j = 0; j < p; j++) if (Math.abs(row[j]!) >= zap) columns[i * p + j] = row[j]!;
  });
  const d = qr(columns, p, rows.length);
  const q = thinQ(d);
  const basis = Array.from({ length: d.rank }, (_, k) => q.slice(k * p, (k + 1) * p));
  return { rows: basis, dependent: d.rank < rows.length };
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
