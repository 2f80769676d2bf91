/**
 * The space that linear functions of the fixed effects span.
 *
 * @module
 */
import { addProduct, product } from "../../math/algebra/dense_kernels.ts";
import { dot, transposed } from "../../math/algebra/products.ts";
import { qr, RANK_TOLERANCE, thinQ } from "../../math/algebra/qr.ts";

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

/**
 * Whether the space of some functions has all rows in it, to the tolerance of ranks; false for few rows,
 * which are as soon decomposed.
 */
export function spans(
  functions: readonly Float64Array[],
  rows: readonly Float64Array[],
): boolean {
  const own = rows.filter((l) => !Number.isNaN(l[0] ?? 0));
  const basis = rowBasis(functions).rows;
  const p = own[0]?.length ?? 0;
  if (own.length < MANY || basis.length === 0) return false;
  const across = new Float64Array(basis.length * p);
  basis.forEach((b, k) => across.set(b, k * p));
  const along = transposed(across, basis.length, p);
  // some rows at a time, so that copies of them stay small
  for (let from = 0; from < own.length; from += CHUNK) {
    const some = own.slice(from, from + CHUNK);
    const rest = new Float64Array(some.length * p);
    some.forEach((l, i) => rest.set(l, i * p));
    const parts = product(rest, along, some.length, basis.length, p);
    addProduct(rest, parts, across, some.length, p, basis.length, -1);
    for (let i = 0; i < some.length; i++) {
      let left = 0;
      for (let j = 0; j < p; j++) left += rest[i * p + j]! ** 2;
      if (left > RANK_TOLERANCE ** 2 * dot(some[i]!, some[i]!)) return false;
    }
  }
  return true;
}

/** Few rows. */
const MANY = 64;
/** Rows that are compared with a space together. */
const CHUNK = 512;
