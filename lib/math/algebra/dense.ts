/**
 * Dense kernels on row-major `Float64Array`s for matrices of some hundred to some thousand rows.
 * Products and factorizations go in blocks that stay in the cache.
 *
 * Source: Golub & Van Loan (2013), Matrix Computations, chapters 1 (blocks) and 4 (Cholesky).
 *
 * @module
 */

const BLOCK = 64;

/**
 * C ← C + scale·A·B, with A m × k, B k × n, C m × n, each with its row stride and start.
 * Four rows of B are taken at a time, so that each pass over a row of C does four products.
 */
export function addProduct(
  c: Float64Array,
  cStart: number,
  cStride: number,
  a: Float64Array,
  aStart: number,
  aStride: number,
  b: Float64Array,
  bStart: number,
  bStride: number,
  m: number,
  n: number,
  k: number,
  scale: number,
): void {
  if (n <= 3 && k > BLOCK) {
    return addNarrow(c, cStart, cStride, a, aStart, aStride, b, bStart, bStride, m, n, k, scale);
  }
  for (let kk = 0; kk < k; kk += BLOCK) {
    const kEnd = Math.min(k, kk + BLOCK);
    for (let jj = 0; jj < n; jj += 4 * BLOCK) {
      const jEnd = Math.min(n, jj + 4 * BLOCK);
      for (let i = 0; i < m; i++) {
        const row = cStart + i * cStride;
        const ai = aStart + i * aStride;
        let p = kk;
        for (; p + 3 < kEnd; p += 4) {
          const a0 = scale * a[ai + p]!;
          const a1 = scale * a[ai + p + 1]!;
          const a2 = scale * a[ai + p + 2]!;
          const a3 = scale * a[ai + p + 3]!;
          if (a0 === 0 && a1 === 0 && a2 === 0 && a3 === 0) continue;
          const b0 = bStart + p * bStride;
          const b1 = b0 + bStride;
          const b2 = b1 + bStride;
          const b3 = b2 + bStride;
          for (let j = jj; j < jEnd; j++) {
            c[row + j]! += a0 * b[b0 + j]! + a1 * b[b1 + j]! + a2 * b[b2 + j]! + a3 * b[b3 + j]!;
          }
        }
        for (; p < kEnd; p++) {
          const a0 = scale * a[ai + p]!;
          if (a0 === 0) continue;
          const b0 = bStart + p * bStride;
          for (let j = jj; j < jEnd; j++) c[row + j]! += a0 * b[b0 + j]!;
        }
      }
    }
  }
}

/** The same for up to three columns of B, whose sums stay in registers. */
function addNarrow(
  c: Float64Array,
  cStart: number,
  cStride: number,
  a: Float64Array,
  aStart: number,
  aStride: number,
  b: Float64Array,
  bStart: number,
  bStride: number,
  m: number,
  n: number,
  k: number,
  scale: number,
): void {
  for (let i = 0; i < m; i++) {
    const ai = aStart + i * aStride;
    let [s0, s1, s2] = [0, 0, 0];
    for (let p = 0, at = bStart; p < k; p++, at += bStride) {
      const x = a[ai + p]!;
      if (x === 0) continue;
      s0 += x * b[at]!;
      if (n > 1) s1 += x * b[at + 1]!;
      if (n > 2) s2 += x * b[at + 2]!;
    }
    const to = cStart + i * cStride;
    c[to]! += scale * s0;
    if (n > 1) c[to + 1]! += scale * s1;
    if (n > 2) c[to + 2]! += scale * s2;
  }
}

/** Copies the upper triangle of an n × n matrix onto the lower one. */
export function mirrorUpper(a: Float64Array, n: number): void {
  const tile = 16; // rows and columns of a square that stays in the cache
  for (let ii = 0; ii < n; ii += tile) {
    for (let jj = ii; jj < n; jj += tile) {
      const iEnd = Math.min(n, ii + tile);
      const jEnd = Math.min(n, jj + tile);
      for (let i = ii; i < iEnd; i++) {
        for (let j = Math.max(jj, i + 1); j < jEnd; j++) a[j * n + i] = a[i * n + j]!;
      }
    }
  }
}

/**
 * Replaces a symmetric positive definite matrix by R with A = R'R, in its upper triangle (the lower
 * one is not read and not changed). Right-looking by panels of rows, for matrices that are out of the
 * cache; those of a few rows are faster by `choleskyLower`.
 *
 * @returns log det A, or NaN if A is not positive definite
 */
export function choleskyUpper(a: Float64Array, n: number): number {
  let logDet = 0;
  const panel = new Float64Array(BLOCK * n);
  for (let k = 0; k < n; k += BLOCK) {
    const kEnd = Math.min(n, k + BLOCK);
    for (let i = k; i < kEnd; i++) {
      const row = i * n;
      for (let p = k; p < i; p++) {
        const f = a[p * n + i]!;
        if (f === 0) continue;
        const other = p * n;
        for (let j = i; j < n; j++) a[row + j]! -= f * a[other + j]!;
      }
      const pivot = a[row + i]!;
      if (!(pivot > 0)) return NaN;
      const d = Math.sqrt(pivot);
      logDet += Math.log(pivot);
      const inverse = 1 / d;
      for (let j = i; j < n; j++) a[row + j]! *= inverse;
    }
    // trailing update: upper triangle of A22 −= R12'R12, by stripes of rows
    const width = kEnd - k;
    for (let i = kEnd; i < n; i += BLOCK) {
      const iEnd = Math.min(n, i + BLOCK);
      for (let r = i; r < iEnd; r++) {
        for (let p = 0; p < width; p++) panel[(r - i) * width + p] = a[(k + p) * n + r]!;
      }
      addProduct(a, i * n + i, n, panel, 0, width, a, k * n + i, n, iEnd - i, n - i, width, -1);
    }
  }
  return logDet;
}

/** Solves R'x = b for each column of B (n × columns, row-major) in place. */
export function solveUpperTransposed(
  r: Float64Array,
  n: number,
  b: Float64Array,
  columns: number,
): void {
  const panel = new Float64Array(BLOCK * n);
  for (let k = 0; k < n; k += BLOCK) {
    const kEnd = Math.min(n, k + BLOCK);
    for (let i = k; i < kEnd; i++) {
      const row = i * columns;
      for (let p = k; p < i; p++) {
        const f = r[p * n + i]!;
        if (f === 0) continue;
        for (let j = 0; j < columns; j++) b[row + j]! -= f * b[p * columns + j]!;
      }
      const inverse = 1 / r[i * n + i]!;
      for (let j = 0; j < columns; j++) b[row + j]! *= inverse;
    }
    const width = kEnd - k;
    const below = n - kEnd;
    for (let i = 0; i < below; i++) {
      for (let p = 0; p < width; p++) panel[i * width + p] = r[(k + p) * n + kEnd + i]!;
    }
    addProduct(
      b,
      kEnd * columns,
      columns,
      panel,
      0,
      width,
      b,
      k * columns,
      columns,
      below,
      columns,
      width,
      -1,
    );
  }
}

/**
 * A⁻¹ (full, symmetric) from its upper Cholesky factor R: first R⁻¹ by block back substitution, then
 * R⁻¹R⁻ᵀ.
 */
export function inverseFromUpper(
  r: Float64Array,
  n: number,
  out: Float64Array = new Float64Array(n * n),
): Float64Array {
  const x = upperInverse(r, n);
  out.fill(0);
  // out = X X', upper triangle, by blocks; row i of X is zero left of i
  const stripe = new Float64Array(BLOCK * n);
  for (let j = 0; j < n; j += BLOCK) {
    const jEnd = Math.min(n, j + BLOCK);
    const width = jEnd - j;
    const inner = n - j;
    for (let r2 = 0; r2 < width; r2++) { // stripe = (rows j..jEnd of X)', inner × width
      for (let p = 0; p < inner; p++) stripe[p * width + r2] = x[(j + r2) * n + j + p]!;
    }
    addProduct(out, j, n, x, j, n, stripe, 0, width, jEnd, width, inner, 1);
  }
  mirrorUpper(out, n);
  return out;
}

/** R⁻¹ for an upper triangular R, by block rows from the bottom. */
function upperInverse(r: Float64Array, n: number): Float64Array {
  const x = new Float64Array(n * n);
  for (let k = Math.floor((n - 1) / BLOCK) * BLOCK; k >= 0; k -= BLOCK) {
    const kEnd = Math.min(n, k + BLOCK);
    // rows k..kEnd: R_kk X_k = [I | −R_k,after X_after]
    for (let i = k; i < kEnd; i++) x[i * n + i] = 1;
    if (kEnd < n) {
      addProduct(
        x,
        k * n + kEnd,
        n,
        r,
        k * n + kEnd,
        n,
        x,
        kEnd * n + kEnd,
        n,
        kEnd - k,
        n - kEnd,
        n - kEnd,
        -1,
      );
    }
    for (let i = kEnd - 1; i >= k; i--) {
      const row = i * n;
      for (let p = i + 1; p < kEnd; p++) {
        const f = r[row + p]!;
        if (f === 0) continue;
        for (let j = p; j < n; j++) x[row + j]! -= f * x[p * n + j]!;
      }
      const inverse = 1 / r[row + i]!;
      for (let j = i; j < n; j++) x[row + j]! *= inverse;
    }
  }
  return x;
}
