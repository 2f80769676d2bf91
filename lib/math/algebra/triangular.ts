/**
 * Small dense triangular systems and Cholesky factors, row-major.
 *
 * Source: Golub & Van Loan (2013), Matrix Computations, sections 3.1 and 4.2.
 *
 * @module
 */

/**
 * Lower Cholesky factor of a symmetric positive definite matrix.
 *
 * @param a n × n, row-major; the lower triangle is read
 * @returns L with A = LL' (upper triangle zero), or null if a pivot is not above `tolerance` times
 * the diagonal element it came from
 */
export function choleskySmall(a: Float64Array, n: number, tolerance = 0): Float64Array | null {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!;
      if (i > j) l[i * n + j] = sum / l[j * n + j]!;
      else if (sum > tolerance * Math.abs(a[i * n + i]!) && sum > 0) l[i * n + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return l;
}

/** b ← L⁻¹b, in place; L lower triangular n × n row-major. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * b[k]!;
    b[i] = sum / l[i * n + i]!;
  }
}

/** b ← L⁻ᵀb, in place. */
function solveLowerTransposed(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const value = b[i]! / l[i * n + i]!;
    b[i] = value;
    for (let k = 0; k < i; k++) b[k]! -= value * l[i * n + k]!;
  }
}

/** b ← A⁻¹b, in place, from the lower Cholesky factor of A. */
export function solveCholesky(l: Float64Array, n: number, b: Float64Array): void {
  solveLower(l, n, b);
  solveLowerTransposed(l, n, b);
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
