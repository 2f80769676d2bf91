/**
 * Eigenvalues, singular values and pseudo-inverses of small matrices. The one file that knows the
 * matrix library.
 *
 * @module
 */
import {
  EigenvalueDecomposition,
  Matrix,
  SingularValueDecomposition,
} from "../../libraries/ml_matrix.js";

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

function matrixOf(a: ArrayLike<number>, rows: number, columns: number): Matrix {
  return Matrix.from1DArray(rows, columns, Array.from({ length: rows * columns }, (_, i) => a[i]!));
}

const flat = (m: Matrix): Float64Array => Float64Array.from(m.to1DArray());

/** Eigen-decomposition of a symmetric n × n matrix (row-major). */
export function symmetricEigen(a: ArrayLike<number>, n: number): SymmetricEigen {
  if (n === 0) return { values: new Float64Array(0), vectors: new Float64Array(0) };
  if (n <= FEW) return eigenByRotations(a, n);
  const d = new EigenvalueDecomposition(matrixOf(a, n, n), { assumeSymmetric: true });
  const order = d.realEigenvalues.map((_, i) => i)
    .sort((i, j) => d.realEigenvalues[i]! - d.realEigenvalues[j]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = d.eigenvectorMatrix.get(i, from);
  });
  return { values: Float64Array.from(order, (i) => d.realEigenvalues[i]!), vectors };
}

/** Matrices of so few rows are rotated until they are diagonal. */
const FEW = 4;
/** Times that every pair of rows is rotated at most; five are enough. */
const SWEEPS = 50;

/** Jacobi's method, cyclic by rows (Golub & Van Loan 2013, section 8.5). */
function eigenByRotations(a: ArrayLike<number>, n: number): SymmetricEigen {
  const d = Float64Array.from({ length: n * n }, (_, i) => a[i]!);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0, turned = true; turned && sweep < SWEEPS; sweep++) {
    turned = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const off = d[p * n + q]!;
        const [own, other] = [d[p * n + p]!, d[q * n + q]!];
        if (!(Math.abs(off) > Number.EPSILON / 8 * Math.sqrt(Math.abs(own * other)))) continue;
        turned = true;
        const tau = (other - own) / (2 * off);
        const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
        const c = 1 / Math.sqrt(1 + t * t);
        rotate(d, n, p, q, c, t * c);
        rotateRows(d, n, p, q, c, t * c);
        rotate(v, n, p, q, c, t * c);
        d[p * n + q] = d[q * n + p] = 0;
      }
    }
  }
  const order = Array.from({ length: n }, (_, i) => i)
    .sort((i, j) => d[i * n + i]! - d[j * n + j]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = v[i * n + from]!;
  });
  return { values: Float64Array.from(order, (i) => d[i * n + i]!), vectors };
}

/** Columns p and q ← (c p − s q, s p + c q). */
function rotate(a: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let i = 0; i < n * n; i += n) {
    const [x, y] = [a[i + p]!, a[i + q]!];
    a[i + p] = c * x - s * y;
    a[i + q] = s * x + c * y;
  }
}

/** The same of rows. */
function rotateRows(a: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let j = 0; j < n; j++) {
    const [x, y] = [a[p * n + j]!, a[q * n + j]!];
    a[p * n + j] = c * x - s * y;
    a[q * n + j] = s * x + c * y;
  }
}

/** Singular value decomposition of a rows × columns matrix (row-major). */
export function singularValues(
  a: ArrayLike<number>,
  rows: number,
  columns: number,
): SingularValues {
  const d = new SingularValueDecomposition(matrixOf(a, rows, columns), { autoTranspose: true });
  const k = Math.min(rows, columns);
  const thin = (m: Matrix): Float64Array => flat(m.subMatrix(0, m.rows - 1, 0, k - 1));
  return {
    values: Float64Array.from(d.diagonal.slice(0, k)),
    left: thin(d.leftSingularVectors),
    right: thin(d.rightSingularVectors),
  };
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
