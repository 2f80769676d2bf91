/**
 * Small dense triangular systems and Cholesky factors, row-major.
 *
 * Source: Golub & Van Loan (2013), Matrix Computations, sections 3.1 and 4.2.
 *
 * @module
 */

/**
 * Replaces the lower triangle of a symmetric positive definite matrix by L with A = LL'; the upper
 * triangle is neither read nor changed.
 *
 * @param a n × n, row-major
 * @returns log det A, or NaN if a pivot is not above `tolerance` times the diagonal element it came
 * from: L is then all NaN
 */
export function choleskyLower(a: Float64Array, n: number, tolerance = 0): number {
  let logDet = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!;
      if (i > j) a[i * n + j] = sum / a[j * n + j]!;
      else if (sum > tolerance * Math.abs(a[i * n + i]!) && sum > 0) {
        logDet += Math.log(sum);
        a[i * n + i] = Math.sqrt(sum);
      } else {
        a.fill(NaN, 0, n * n);
        return NaN;
      }
    }
  }
  return logDet;
}

/**
 * Lower Cholesky factor of a symmetric positive definite matrix, which is left as it is.
 *
 * @param a n × n, row-major; the lower triangle is read
 * @returns L with A = LL' (upper triangle zero), or null as `choleskyLower` gives NaN
 */
export function choleskySmall(a: Float64Array, n: number, tolerance = 0): Float64Array | null {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) l[i * n + j] = a[i * n + j]!;
  return Number.isNaN(choleskyLower(l, n, tolerance)) ? null : l;
}

/** B ← L⁻¹B, in place; L lower triangular n × n, B n × columns, both row-major. */
export function solveLower(l: Float64Array, n: number, b: Float64Array, columns = 1): void {
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < columns; c++) {
      let sum = b[i * columns + c]!;
      for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k * columns + c]!;
      b[i * columns + c] = sum / l[i * n + i]!;
    }
  }
}

/** B ← L⁻ᵀB, in place. */
function solveLowerTransposed(l: Float64Array, n: number, b: Float64Array, columns: number): void {
  for (let i = n - 1; i >= 0; i--) {
    for (let c = 0; c < columns; c++) {
      const value = b[i * columns + c]! / l[i * n + i]!;
      b[i * columns + c] = value;
      for (let k = 0; k < i; k++) b[k * columns + c]! -= value * l[i * n + k]!;
    }
  }
}

/** B ← A⁻¹B, in place, from the lower Cholesky factor of A; B n × columns. */
export function solveCholesky(l: Float64Array, n: number, b: Float64Array, columns = 1): void {
  solveLower(l, n, b, columns);
  solveLowerTransposed(l, n, b, columns);
}

/** A⁻¹ (n × n, row-major) from the lower Cholesky factor of A. */
export function inverseFromCholesky(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const column = inverse.subarray(j * n, (j + 1) * n);
    column[j] = 1;
    solveCholesky(l, n, column);
  }
  return inverse;
}
