/**
 * Eigenvalues, singular values and pseudo-inverses of small dense matrices, by Jacobi rotations: slow
 * for large matrices, and as accurate as it gets for small ones (J. Demmel and K. Veselić 1992, SIAM
 * J. Matrix Anal. Appl. 13, 1204–1245).
 *
 * @module
 */

/** Eigenvalues (ascending) and orthonormal eigenvectors of a symmetric matrix. */
export interface SymmetricEigen {
  values: Float64Array;
  /** n × n, row-major; column k belongs to `values[k]`. */
  vectors: Float64Array;
}

/** U diag(values) V', thin; singular values descending. */
export interface SingularValues {
  values: Float64Array;
  /** rows × k, row-major, k = min(rows, columns). */
  left: Float64Array;
  /** columns × k, row-major. */
  right: Float64Array;
}

/** Sweeps over all pairs; convergence is quadratic, so that ten are plenty. */
const SWEEPS = 60;

/** Cosine and sine of the rotation that annihilates the off-diagonal entry. */
function rotation(app: number, aqq: number, apq: number): { c: number; s: number; t: number } {
  const ratio = (aqq - app) / (2 * apq);
  const t = ratio === 0 ? 1 : Math.sign(ratio) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
  const c = 1 / Math.sqrt(1 + t * t);
  return { c, s: t * c, t };
}

/** Eigen-decomposition of a symmetric n × n matrix (row-major; the upper triangle is read). */
export function symmetricEigen(a: ArrayLike<number>, n: number): SymmetricEigen {
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) m[i * n + j] = m[j * n + i] = a[i * n + j]!;
  }
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) turned = rotatePair(m, v, n, p, q) || turned;
    }
    if (!turned) break;
  }
  const order = Array.from({ length: n }, (_, i) => i)
    .sort((i, j) => m[i * n + i]! - m[j * n + j]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = v[i * n + from]!;
  });
  return { values: Float64Array.from(order, (i) => m[i * n + i]!), vectors };
}

/** Annihilates (p, q) unless it is rounding already. */
function rotatePair(m: Float64Array, v: Float64Array, n: number, p: number, q: number): boolean {
  const apq = m[p * n + q]!;
  const app = m[p * n + p]!;
  const aqq = m[q * n + q]!;
  const negligible = Math.abs(apq) <= 1e-17 * Math.sqrt(Math.abs(app * aqq)) ||
    (Math.abs(app) + Math.abs(apq) === Math.abs(app) &&
      Math.abs(aqq) + Math.abs(apq) === Math.abs(aqq));
  if (apq === 0 || negligible) return false;
  const { c, s, t } = rotation(app, aqq, apq);
  m[p * n + p] = app - t * apq;
  m[q * n + q] = aqq + t * apq;
  m[p * n + q] = m[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    if (k !== p && k !== q) {
      const x = m[k * n + p]!;
      const y = m[k * n + q]!;
      m[k * n + p] = m[p * n + k] = c * x - s * y;
      m[k * n + q] = m[q * n + k] = s * x + c * y;
    }
    const x = v[k * n + p]!;
    const y = v[k * n + q]!;
    v[k * n + p] = c * x - s * y;
    v[k * n + q] = s * x + c * y;
  }
  return true;
}

/** Singular value decomposition of a rows × columns matrix (row-major). */
export function singularValues(
  a: ArrayLike<number>,
  rows: number,
  columns: number,
): SingularValues {
  const wide = columns > rows;
  const k = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  // the k shorter-side vectors, each of the longer side's length, made orthogonal by rotations
  const given = Array.from(
    { length: k },
    (_, j) =>
      Float64Array.from({ length }, (_, i) => wide ? a[j * columns + i]! : a[i * columns + j]!),
  );
  const w = given.map((x) => x.slice());
  const turns = Array.from({ length: k }, (_, j) => {
    const e = new Float64Array(k);
    e[j] = 1;
    return e;
  });
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < k - 1; p++) {
      for (let q = p + 1; q < k; q++) turned = orthogonalize(w, turns, p, q) || turned;
    }
    if (!turned) break;
  }
  const norms = w.map((x) => Math.sqrt(dot(x, x)));
  const order = norms.map((_, i) => i).sort((i, j) => norms[j]! - norms[i]!);
  const long = new Float64Array(length * k);
  const short = new Float64Array(k * k);
  order.forEach((from, to) => {
    const norm = norms[from]!;
    for (let i = 0; i < length; i++) long[i * k + to] = norm > 0 ? w[from]![i]! / norm : 0;
    for (let i = 0; i < k; i++) short[i * k + to] = turns[from]![i]!;
  });
  const rank = order.filter((i) => norms[i]! > 1e-12 * norms[order[0]!]!).length;
  if (rank < k) completeBasis(long, given, rank);
  return {
    values: Float64Array.from(order, (i) => norms[i]!),
    left: wide ? short : long,
    right: wide ? long : short,
  };
}

/** Rotates two vectors so that they are orthogonal (M. R. Hestenes 1958). */
function orthogonalize(w: Float64Array[], turns: Float64Array[], p: number, q: number): boolean {
  const x = w[p]!;
  const y = w[q]!;
  const xx = dot(x, x);
  const yy = dot(y, y);
  const xy = dot(x, y);
  if (xy === 0 || Math.abs(xy) <= 1e-16 * Math.sqrt(xx * yy)) return false;
  const { c, s } = rotation(xx, yy, xy);
  turn(x, y, c, s);
  turn(turns[p]!, turns[q]!, c, s);
  return true;
}

function turn(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let i = 0; i < x.length; i++) {
    const a = x[i]!;
    const b = y[i]!;
    x[i] = c * a - s * b;
    y[i] = s * a + c * b;
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/**
 * Fills the columns of zero singular values with what is orthogonal to the given vectors: the last
 * columns of Q in a Householder QR decomposition of these, as LAPACK has them.
 */
function completeBasis(u: Float64Array, given: readonly Float64Array[], rank: number): void {
  const k = given.length;
  const length = given[0]!.length;
  const reflectors: Float64Array[] = [];
  for (const x of given) {
    const rest = x.slice();
    for (const v of reflectors) reflect(v, rest);
    const at = reflectors.length;
    let norm = 0;
    for (let i = at; i < length; i++) norm += rest[i]! ** 2;
    norm = Math.sqrt(norm);
    if (at === rank || norm <= 1e-12 * Math.sqrt(dot(x, x))) continue;
    const v = rest.fill(0, 0, at);
    v[at]! += v[at]! < 0 ? -norm : norm;
    reflectors.push(v);
  }
  for (let j = rank; j < k; j++) {
    const column = new Float64Array(length);
    column[j] = 1;
    for (let r = reflectors.length - 1; r >= 0; r--) reflect(reflectors[r]!, column);
    for (let i = 0; i < length; i++) u[i * k + j] = column[i]!;
  }
}

/** x ← x − 2v(v'x)/v'v. */
function reflect(v: Float64Array, x: Float64Array): void {
  const f = 2 * dot(v, x) / dot(v, v);
  if (f !== 0) { for (let i = 0; i < x.length; i++) x[i]! -= f * v[i]!; }
}

/**
 * Moore-Penrose inverse of a rows × columns matrix (row-major); columns × rows, row-major.
 * Singular values at or below `tolerance` times the largest count as zero (R's `MASS::ginv` takes
 * 1.5e-8).
 */
export function pseudoInverse(
  a: ArrayLike<number>,
  rows: number,
  columns: number,
  tolerance = 1.5e-8,
): Float64Array {
  const { values, left, right } = singularValues(a, rows, columns);
  const k = values.length;
  const limit = tolerance * (values[0] ?? 0);
  const result = new Float64Array(columns * rows);
  for (let s = 0; s < k; s++) {
    if (!(values[s]! > limit)) continue;
    for (let i = 0; i < columns; i++) {
      const factor = right[i * k + s]! / values[s]!;
      for (let j = 0; j < rows; j++) result[i * rows + j]! += factor * left[j * k + s]!;
    }
  }
  return result;
}
