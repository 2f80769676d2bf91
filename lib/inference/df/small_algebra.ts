/**
 * Small dense algebra for hypotheses.
 *
 * @module
 */

/** x'Ax, A row-major. */
export function quadraticForm(a: Float64Array, x: ArrayLike<number>): number {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += a[i * n + j]! * x[j]!;
    sum += x[i]! * row;
  }
  return sum;
}

/** A⁻¹B by Gaussian elimination with row exchanges; A is n × n, B n × columns, row-major. */
export function solveSmall(
  a: Float64Array,
  b: Float64Array,
  n: number,
  columns: number,
): Float64Array {
  const m = a.slice();
  const x = b.slice();
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(m[i * n + k]!) > Math.abs(m[best * n + k]!)) best = i;
    }
    if (best !== k) {
      exchangeRows(m, n, k, best);
      exchangeRows(x, columns, k, best);
    }
    const pivot = m[k * n + k]!;
    for (let i = k + 1; i < n; i++) {
      const f = m[i * n + k]! / pivot;
      if (f === 0) continue;
      for (let j = k; j < n; j++) m[i * n + j]! -= f * m[k * n + j]!;
      for (let j = 0; j < columns; j++) x[i * columns + j]! -= f * x[k * columns + j]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = 0; j < columns; j++) {
      let sum = x[i * columns + j]!;
      for (let k = i + 1; k < n; k++) sum -= m[i * n + k]! * x[k * columns + j]!;
      x[i * columns + j] = sum / m[i * n + i]!;
    }
  }
  return x;
}

function exchangeRows(a: Float64Array, width: number, i: number, j: number): void {
  for (let k = 0; k < width; k++) {
    const held = a[i * width + k]!;
    a[i * width + k] = a[j * width + k]!;
    a[j * width + k] = held;
  }
}
