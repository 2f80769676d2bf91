/**
 * Dense matrices by the book, with no care for speed: what checks the product shares no code with it.
 *
 * @module
 */

/** Rows of equal length. */
export type Matrix = Float64Array[];

/** A matrix of zeros. */
export function zeros(rows: number, columns: number): Matrix {
  return Array.from({ length: rows }, () => new Float64Array(columns));
}

/** A'. */
export function transpose(a: Matrix): Matrix {
  const result = zeros(a[0]?.length ?? 0, a.length);
  a.forEach((row, i) => row.forEach((x, j) => result[j]![i] = x));
  return result;
}

/** AB. */
export function product(a: Matrix, b: Matrix): Matrix {
  const result = zeros(a.length, b[0]?.length ?? 0);
  a.forEach((row, i) => {
    const into = result[i]!;
    row.forEach((x, k) => {
      if (x === 0) return;
      const other = b[k]!;
      for (let j = 0; j < into.length; j++) into[j]! += x * other[j]!;
    });
  });
  return result;
}

/** A + sB. */
export function plus(a: Matrix, b: Matrix, s = 1): Matrix {
  return a.map((row, i) => row.map((x, j) => x + s * b[i]![j]!));
}

/** x'y. */
export function inner(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** Ax. */
export function applied(a: Matrix, x: ArrayLike<number>): Float64Array {
  return Float64Array.from(a, (row) => inner(row, x));
}

/** tr(AB). */
export function traceOfProduct(a: Matrix, b: Matrix): number {
  let sum = 0;
  a.forEach((row, i) => row.forEach((x, j) => sum += x * b[j]![i]!));
  return sum;
}

/** A⁻¹ and log|det A| by Gauss and Jordan, the largest of a column as the pivot. */
export function inverse(a: Matrix): { inverse: Matrix; logDet: number } {
  const n = a.length;
  const work = a.map((row, i) => {
    const wide = new Float64Array(2 * n);
    wide.set(row);
    wide[n + i] = 1;
    return wide;
  });
  let logDet = 0;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(work[i]![k]!) > Math.abs(work[best]![k]!)) best = i;
    }
    [work[k], work[best]] = [work[best]!, work[k]!];
    const row = work[k]!;
    const pivot = row[k]!;
    if (pivot === 0) throw new Error("a singular matrix");
    logDet += Math.log(Math.abs(pivot));
    for (let j = 0; j < 2 * n; j++) row[j]! /= pivot;
    for (let i = 0; i < n; i++) {
      const other = work[i]!;
      const factor = other[k]!;
      if (i === k || factor === 0) continue;
      for (let j = k; j < 2 * n; j++) other[j]! -= factor * row[j]!;
    }
  }
  return { inverse: work.map((row) => row.slice(n)), logDet };
}

/** Orthonormal rows that span the same space as those given (Gram and Schmidt, twice). */
export function orthonormal(rows: Matrix, tolerance = 1e-9): Matrix {
  const basis: Matrix = [];
  for (const row of rows) {
    const size = Math.sqrt(inner(row, row));
    let rest = row;
    for (let pass = 0; pass < 2; pass++) rest = outside(rest, basis);
    const length = Math.sqrt(inner(rest, rest));
    if (size === 0 || length <= tolerance * size) continue;
    basis.push(rest.map((x) => x / length));
  }
  return basis;
}

/** What of a row is orthogonal to an orthonormal basis. */
export function outside(row: Float64Array, basis: Matrix): Float64Array {
  let rest = row;
  for (const b of basis) {
    const s = inner(rest, b);
    rest = rest.map((x, j) => x - s * b[j]!);
  }
  return rest;
}

/** Combinations c of the rows (as rows) with c'A = 0. */
export function leftNullSpace(a: Matrix, tolerance = 1e-9): Matrix {
  const k = a.length;
  const width = a[0]?.length ?? 0;
  const work = a.map((row, i) => {
    const wide = new Float64Array(width + k);
    wide.set(row);
    wide[width + i] = 1;
    return wide;
  });
  let rank = 0;
  for (let j = 0; j < width && rank < k; j++) {
    let best = rank;
    for (let i = rank + 1; i < k; i++) {
      if (Math.abs(work[i]![j]!) > Math.abs(work[best]![j]!)) best = i;
    }
    if (Math.abs(work[best]![j]!) <= tolerance) continue;
    [work[rank], work[best]] = [work[best]!, work[rank]!];
    const row = work[rank]!;
    for (let i = rank + 1; i < k; i++) {
      const other = work[i]!;
      const factor = other[j]! / row[j]!;
      for (let c = j; c < other.length; c++) other[c]! -= factor * row[c]!;
    }
    rank++;
  }
  return work.slice(rank).map((row) => row.slice(width));
}
