/**
 * Eigen- and singular values against their definitions: order, signs and layout of what the library
 * gives.
 */
import { assert, assertAlmostEquals } from "@std/assert";
import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from "ml-matrix";
import { pseudoInverse, singularValues, symmetricEigen } from "../../lib/math/algebra/spectral.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";

const random = new RandomStream(8);

for (const n of [1, 2, 3, 5, 12, 30]) {
  Deno.test(`eigenvalues of a symmetric matrix of order ${n}`, () => {
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = i; j < n; j++) a[i * n + j] = a[j * n + i] = random.normal();
    }
    const { values, vectors } = symmetricEigen(a, n);
    const other = new EigenvalueDecomposition(Matrix.from1DArray(n, n, a), {
      assumeSymmetric: true,
    })
      .realEigenvalues.sort((x, y) => x - y);
    values.forEach((v, k) => assertAlmostEquals(v, other[k]!, 1e-12 * n));
    for (let i = 0; i < n; i++) { // A v = λ v, V'V = I
      for (let k = 0; k < n; k++) {
        let av = 0;
        let vv = 0;
        for (let j = 0; j < n; j++) {
          av += a[i * n + j]! * vectors[j * n + k]!;
          vv += vectors[j * n + i]! * vectors[j * n + k]!;
        }
        assertAlmostEquals(av, values[k]! * vectors[i * n + k]!, 1e-12 * n);
        assertAlmostEquals(vv, i === k ? 1 : 0, 1e-13 * n);
      }
    }
  });
}

Deno.test("eigenvalues keep their digits on a scale of twenty powers of ten", () => {
  const d = [1e-10, 1, 1e10];
  const r = [1, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 1]; // D^½ R D^½: relative accuracy
  const a = r.map((x, k) => x * Math.sqrt(d[Math.floor(k / 3)]! * d[k % 3]!));
  const { values } = symmetricEigen(a, 3);
  const determinant = 0.5625; // of R; the determinant of A is the same, for ∏d = 1
  assertAlmostEquals(values[0]! * values[1]! * values[2]!, determinant, 1e-13);
  assert(values[0]! > 0);
});

for (const [rows, columns] of [[1, 1], [4, 4], [7, 3], [3, 7], [20, 12]] as const) {
  Deno.test(`singular values, ${rows} × ${columns}`, () => {
    const a = Float64Array.from({ length: rows * columns }, () => random.normal());
    const { values, left, right } = singularValues(a, rows, columns);
    const k = Math.min(rows, columns);
    const other = new SingularValueDecomposition(Matrix.from1DArray(rows, columns, a), {
      autoTranspose: true,
    }).diagonal;
    values.forEach((v, i) => assertAlmostEquals(v, other[i]!, 1e-12));
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let s = 0; s < k; s++) sum += left[i * k + s]! * values[s]! * right[j * k + s]!;
        assertAlmostEquals(sum, a[i * columns + j]!, 1e-12);
      }
    }
  });
}

Deno.test("a matrix without full rank: orthonormal vectors all the same, and its pseudo-inverse", () => {
  const a = Float64Array.of(1, 2, 3, 2, 4, 6, 1, 2, 3, 0, 0, 0); // 4 × 3, rank 1
  const { values, left } = singularValues(a, 4, 3);
  assertAlmostEquals(values[0]!, Math.sqrt(84), 1e-12);
  assert(values[1]! < 1e-14);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let sum = 0;
      for (let r = 0; r < 4; r++) sum += left[r * 3 + i]! * left[r * 3 + j]!;
      assertAlmostEquals(sum, i === j ? 1 : 0, 1e-7);
    }
  }
  const inverse = pseudoInverse(a, 4, 3);
  for (let i = 0; i < 3; i++) { // A⁺ = A'/84 for rank one
    for (let j = 0; j < 4; j++) assertAlmostEquals(inverse[i * 4 + j]!, a[j * 3 + i]! / 84, 1e-14);
  }
});
