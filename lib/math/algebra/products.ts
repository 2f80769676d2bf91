/**
 * Products of vectors and of small square matrices, row-major. Large matrices go to
 * `dense_kernels.ts`.
 *
 * @module
 */

/** a'b; both of the length of a. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** √(a'a). */
export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

/** x'Ax for x of length p and A p × p; rows and columns of A at zero elements of x need not be numbers. */
export function quadraticForm(
  { matrix, vector }: { matrix: Float64Array; vector: ArrayLike<number> },
): number {
  const p = vector.length;
  let sum = 0;
  for (let i = 0; i < p; i++) {
    const x = vector[i]!;
    if (x === 0) continue;
    let inner = 0;
    for (let j = 0; j < p; j++) {
      if (vector[j] !== 0) inner += matrix[i * p + j]! * vector[j]!;
    }
    sum += x * inner;
  }
  return sum;
}

/** Ax for A with as many columns as x is long. */
export function timesVector(a: Float64Array, x: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const columns = x.length;
  const out = new Float64Array(columns === 0 ? 0 : a.length / columns);
  for (let i = 0; i < out.length; i++) {
    const row = i * columns;
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += a[row + j]! * x[j]!;
    out[i] = sum;
  }
  return out;
}

/** AB for n × n matrices of a few rows. */
export function squareProduct(
  a: Float64Array,
  b: Float64Array,
  n: number,
  out: Float64Array = new Float64Array(n * n),
): Float64Array {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let j = 0;
    // four columns side by side: none of the sums waits for another
    for (; j + 3 < n; j += 4) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let k = 0, at = j; k < n; k++, at += n) {
        const x = a[row + k]!;
        s0 += x * b[at]!;
        s1 += x * b[at + 1]!;
        s2 += x * b[at + 2]!;
        s3 += x * b[at + 3]!;
      }
      out[row + j] = s0;
      out[row + j + 1] = s1;
      out[row + j + 2] = s2;
      out[row + j + 3] = s3;
    }
    for (; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[row + k]! * b[k * n + j]!;
      out[row + j] = sum;
    }
  }
  return out;
}

/** tr(AB) for n × n matrices. */
export function traceOfProduct(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += a[i * n + j]! * b[j * n + i]!;
  return sum;
}

/** A' for A rows × columns. */
export function transposed(
  a: Float64Array,
  rows: number,
  columns: number,
  out: Float64Array<ArrayBuffer> = new Float64Array(rows * columns),
): Float64Array<ArrayBuffer> {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j]!;
  }
  return out;
}
