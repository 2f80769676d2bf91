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
  const d = new EigenvalueDecomposition(matrixOf(a, n, n), { assumeSymmetric: true });
  const order = d.realEigenvalues.map((_, i) => i)
    .sort((i, j) => d.realEigenvalues[i]! - d.realEigenvalues[j]!);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    for (let i = 0; i < n; i++) vectors[i * n + to] = d.eigenvectorMatrix.get(i, from);
  });
  return { values: Float64Array.from(order, (i) => d.realEigenvalues[i]!), vectors };
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
