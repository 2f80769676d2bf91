/**
 * LU decompositions with partial pivoting (Golub & Van Loan 2013, Matrix Computations, algorithm 3.4.1):
 * systems of equations, determinants and inverses of square matrices that need not be symmetric.
 *
 * @module
 */

/** P A = L U. */
export interface LU {
  readonly n: number;
  /** n × n, column-major: U on and above the diagonal, L with its unit diagonal left out below. */
  readonly factor: Float64Array;
  /** The row that was swapped into each place. */
  readonly swapped: Int32Array;
  /** −1 for an odd number of swaps. */
  readonly sign: number;
  /** A pivot is 0. */
  readonly singular: boolean;
}

/** Decomposes an n × n matrix (column-major, not changed). */
export function lu(a: ArrayLike<number>, n: number): LU {
  const factor = Float64Array.from({ length: n * n }, (_, i) => a[i]!);
  const swapped = new Int32Array(n);
  let sign = 1;
  let singular = false;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(factor[k * n + i]!) > Math.abs(factor[k * n + best]!)) best = i;
    }
    swapped[k] = best;
    if (best !== k) {
      sign = -sign;
      for (let j = 0; j < n; j++) swap(factor, j * n + k, j * n + best);
    }
    const pivot = factor[k * n + k]!;
    if (pivot === 0) {
      singular = true;
      continue;
    }
    for (let i = k + 1; i < n; i++) factor[k * n + i]! /= pivot;
    for (let j = k + 1; j < n; j++) {
      const top = factor[j * n + k]!;
      for (let i = k + 1; i < n; i++) factor[j * n + i]! -= factor[k * n + i]! * top;
    }
  }
  return { n, factor, swapped, sign, singular };
}

function swap(a: Float64Array, i: number, j: number): void {
  const kept = a[i]!;
  a[i] = a[j]!;
  a[j] = kept;
}

/** x ← A⁻¹x, in place, for each column of n numbers. */
export function solveLU({ n, factor, swapped }: LU, x: Float64Array): void {
  for (let from = 0; from < x.length; from += n) {
    const b = x.subarray(from, from + n);
    for (let k = 0; k < n; k++) if (swapped[k] !== k) swap(b, k, swapped[k]!);
    for (let k = 0; k < n; k++) {
      for (let i = k + 1; i < n; i++) b[i]! -= factor[k * n + i]! * b[k]!;
    }
    for (let k = n - 1; k >= 0; k--) {
      b[k]! /= factor[k * n + k]!;
      for (let i = 0; i < k; i++) b[i]! -= factor[k * n + i]! * b[k]!;
    }
  }
}

/** 1 / (‖A‖ ‖A⁻¹‖) in the norm of column sums; 0 of a singular matrix. */
export function reciprocalCondition(a: ArrayLike<number>, d: LU): number {
  if (d.singular) return 0;
  const { n } = d;
  const inverse = new Float64Array(n * n);
  for (let k = 0; k < n; k++) inverse[k * n + k] = 1;
  solveLU(d, inverse);
  return 1 / (columnSumNorm(a, n) * columnSumNorm(inverse, n));
}

function columnSumNorm(a: ArrayLike<number>, n: number): number {
  let most = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.abs(a[j * n + i]!);
    most = Math.max(most, sum);
  }
  return most;
}
