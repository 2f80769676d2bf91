/**
 * Projection on the space of some columns, with weights or without.
 *
 * @module
 */
import { applyQ, applyQTransposed, qr, thinQ } from "./qr.ts";

/** A space spanned by columns of n numbers. */
export interface Projection {
  readonly columns: readonly Float64Array[];
  readonly rank: number;
  /** An orthonormal basis of the columns, of rows times the roots of their weights. */
  readonly orthonormal: readonly Float64Array[];
  /** Fitted values by (weighted) least squares. */
  project(y: Float64Array): Float64Array;
}

/** The projection on columns; `weights` has n numbers above 0, or is null for none. */
export function projectionOn(
  columns: readonly Float64Array[],
  weights: Float64Array | null = null,
): Projection {
  const n = columns[0]?.length ?? 0;
  const root = Float64Array.from({ length: n }, (_, i) => Math.sqrt(weights?.[i] ?? 1));
  const flat = new Float64Array(n * columns.length);
  columns.forEach((c, j) => c.forEach((v, i) => flat[j * n + i] = v * root[i]!));
  const d = qr(flat, n, columns.length);
  const basis = thinQ(d);
  return {
    columns,
    rank: d.rank,
    orthonormal: Array.from({ length: d.rank }, (_, k) => basis.slice(k * n, (k + 1) * n)),
    project: (y) => {
      const z = y.map((v, i) => v * root[i]!);
      applyQTransposed(d, z);
      z.fill(0, d.rank);
      applyQ(d, z);
      return z.map((v, i) => v / root[i]!);
    },
  };
}
