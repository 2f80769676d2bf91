/** Pivoted Householder QR, triangular systems, eigenvalues, orthogonal polynomials. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  applyQ,
  applyQTransposed,
  applyToColumns,
  inverseCrossProduct,
  qr,
  solveR,
  solveRColumns,
  solveRTransposed,
  thinQ,
} from "../../lib/math/algebra/qr.ts";
import {
  evaluatePolynomials,
  polynomialBasis,
} from "../../lib/math/algebra/orthogonal_polynomial.ts";
import { pseudoInverse, singularValues, symmetricEigen } from "../../lib/math/algebra/spectral.ts";
import {
  choleskySmall,
  inverseFromCholesky,
  solveCholesky,
} from "../../lib/math/algebra/triangular.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { runs } from "../runs.ts";

const entries = fc.integer({ min: -20, max: 20 });

/** rows ≥ columns, column-major. */
const matrices = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 }))
  .map(([extra, columns]) => ({ rows: columns + extra, columns }))
  .chain(({ rows, columns }) =>
    fc.array(entries, { minLength: rows * columns, maxLength: rows * columns })
      .map((a) => ({ rows, columns, a: Float64Array.from(a) }))
  );

Deno.test("QR gives the matrix back, in the order of the pivot", () => {
  fc.assert(
    fc.property(matrices, ({ a, rows, columns }) => {
      const d = qr(a, rows, columns);
      for (let k = 0; k < columns; k++) {
        const column = new Float64Array(rows);
        const length = k < d.rank ? k + 1 : rows;
        for (let i = 0; i < length; i++) column[i] = d.factor[k * rows + i]!;
        applyQ(d, column);
        for (let i = 0; i < rows; i++) {
          assertAlmostEquals(column[i]!, a[d.pivot[k]! * rows + i]!, 1e-11);
        }
      }
    }),
    runs(300, 1),
  );
});

Deno.test("the columns of Q are orthonormal", () => {
  fc.assert(
    fc.property(matrices, ({ a, rows, columns }) => {
      const d = qr(a, rows, columns);
      const q = thinQ(d);
      for (let i = 0; i < d.rank; i++) {
        for (let j = 0; j <= i; j++) {
          let dot = 0;
          for (let k = 0; k < rows; k++) dot += q[i * rows + k]! * q[j * rows + k]!;
          assertAlmostEquals(dot, i === j ? 1 : 0, 1e-12);
        }
      }
    }),
    runs(300, 2),
  );
});

Deno.test("dependent columns go to the end, in their order", () => {
  // columns: 1, x, 2x − 3, x², 1 + x²
  const x = [1, 2, 3, 4, 5, 7];
  const columns = [
    x.map(() => 1),
    x,
    x.map((v) => 2 * v - 3),
    x.map((v) => v * v),
    x.map((v) => 1 + v * v),
  ];
  const d = qr(Float64Array.from(columns.flat()), 6, 5);
  assertEquals(d.rank, 3);
  assertEquals(Array.from(d.pivot), [0, 1, 3, 2, 4]);
});

Deno.test("a zero column is dependent, and rows bound the rank", () => {
  assertEquals(qr(Float64Array.of(0, 0, 0, 1, 2, 4), 3, 2).rank, 1);
  assertEquals(qr(Float64Array.of(1, 2, 3, 4, 5, 7), 2, 3).rank, 2);
  assertEquals(qr(new Float64Array(0), 4, 0).rank, 0);
});

Deno.test("columns of very large and very small numbers", () => {
  const d = qr(Float64Array.of(1e200, 2e200, 3e200, 1e-200, 5e-200, 2e-200), 3, 2);
  assertEquals(d.rank, 2);
  assert(d.factor.every(Number.isFinite));
});

Deno.test("the tolerance is that of R's lm", () => {
  // the second column is 1 + 1e-8 z (dropped) or 1 + 1e-6 z (kept), z orthogonal to 1
  const z = [1, -1, 1, -1];
  const near = (h: number): number =>
    qr(Float64Array.from([1, 1, 1, 1, ...z.map((v) => 1 + h * v)]), 4, 2).rank;
  assertEquals(near(1e-8), 1);
  assertEquals(near(1e-6), 2);
});

Deno.test("triangular systems and (R'R)⁻¹", () => {
  const a = Float64Array.of(1, 1, 1, 1, 1, 2, 4, 7);
  const d = qr(a, 4, 2);
  // X'X = [4 14; 14 70], its inverse [70 −14; −14 4] / 84
  [70, -14, -14, 4].forEach((v, i) =>
    assertAlmostEquals(inverseCrossProduct(d)[i]!, v / 84, 1e-14)
  );
  const x = Float64Array.of(3, -2);
  solveR(d, x);
  solveRTransposed(d, x);
  // R'R x = b gives (R'R)⁻¹ b when solved the other way round
  const b = Float64Array.of(1, 2);
  solveRTransposed(d, b);
  solveR(d, b);
  assertAlmostEquals(b[0]!, (70 - 28) / 84, 1e-14);
  assertAlmostEquals(b[1]!, (-14 + 8) / 84, 1e-14);
  const y = Float64Array.of(1, 2, 3, 5);
  const rotated = y.slice();
  applyQTransposed(d, rotated);
  applyQ(d, rotated);
  y.forEach((v, i) => assertAlmostEquals(rotated[i]!, v, 1e-14));
});

Deno.test("Cholesky of a small matrix", () => {
  const a = Float64Array.of(4, 2, 1, 2, 5, 3, 1, 3, 6);
  const l = choleskySmall(a, 3)!;
  // det = 4(30 − 9) − 2(12 − 3) + 1(6 − 5) = 67
  const inverse = inverseFromCholesky(l, 3);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      let sum = 0;
      for (let k = 0; k < 3; k++) sum += a[i * 3 + k]! * inverse[k * 3 + j]!;
      assertAlmostEquals(sum, i === j ? 1 : 0, 1e-14);
    }
  }
  const b = Float64Array.of(7, 10, 10);
  solveCholesky(l, 3, b);
  b.forEach((v) => assertAlmostEquals(v, 1, 1e-14));
  assertEquals(choleskySmall(Float64Array.of(1, 2, 2, 1), 2), null);
});

Deno.test("eigenvalues ascend and vectors belong to them", () => {
  const { values, vectors } = symmetricEigen([2, 1, 1, 2], 2);
  assertAlmostEquals(values[0]!, 1, 1e-14);
  assertAlmostEquals(values[1]!, 3, 1e-14);
  assertAlmostEquals(Math.abs(vectors[1]!), Math.SQRT1_2, 1e-14);
  assertAlmostEquals(vectors[1]!, vectors[3]!, 1e-14);
});

Deno.test("pseudo-inverse of a matrix of rank one and of wide and tall ones", () => {
  const inverse = pseudoInverse([1, 2, 2, 4], 2, 2);
  [1, 2, 2, 4].forEach((v, i) => assertAlmostEquals(inverse[i]!, v / 25, 1e-15));
  assertAlmostEquals(singularValues([3, 0, 0, 0, 4, 0], 2, 3).values[0]!, 4, 1e-14);
  const wide = pseudoInverse([3, 0, 0, 0, 4, 0], 2, 3);
  [1 / 3, 0, 0, 1 / 4, 0, 0].forEach((v, i) => assertAlmostEquals(wide[i]!, v, 1e-15));
});

Deno.test("orthogonal polynomials are those of R's poly", () => {
  // poly(1:4, 3): linear −3 −1 1 3 over √20, quadratic 1 −1 −1 1 over 2, cubic −1 3 −3 1 over √20
  const x = Float64Array.of(1, 2, 3, 4);
  const [linear, quadratic, cubic] = evaluatePolynomials(polynomialBasis(x, 3)!, x);
  [-3, -1, 1, 3].forEach((v, i) => assertAlmostEquals(linear![i]!, v / Math.sqrt(20), 1e-14));
  [1, -1, -1, 1].forEach((v, i) => assertAlmostEquals(quadratic![i]!, v / 2, 1e-14));
  [-1, 3, -3, 1].forEach((v, i) => assertAlmostEquals(cubic![i]!, v / Math.sqrt(20), 1e-14));
  assertEquals(polynomialBasis(x, 4), null);
});

/** 180 × 140 with columns 20, 51 and 139 in the span of earlier ones, and column 70 zero. */
function wideMatrix(): { a: Float64Array; rows: number; columns: number } {
  const rows = 180;
  const columns = 140;
  const r = new RandomStream(5);
  const a = Float64Array.from({ length: rows * columns }, () => r.normal());
  const set = (j: number, value: (i: number) => number): void => {
    for (let i = 0; i < rows; i++) a[j * rows + i] = value(i);
  };
  set(20, (i) => a[3 * rows + i]! - 2 * a[7 * rows + i]!);
  set(51, (i) => a[20 * rows + i]! + a[50 * rows + i]!);
  set(70, () => 0);
  set(139, (i) => a[51 * rows + i]! - a[130 * rows + i]!);
  return { a, rows, columns };
}

Deno.test("columns in panels: the matrix comes back, dependent columns go to the end", () => {
  const { a, rows, columns } = wideMatrix();
  const d = qr(a, rows, columns);
  assertEquals(d.rank, 136);
  assertEquals(Array.from(d.pivot.subarray(136)), [20, 51, 70, 139]);
  for (let k = 0; k < columns; k++) {
    const column = new Float64Array(rows);
    const length = k < d.rank ? k + 1 : rows;
    for (let i = 0; i < length; i++) column[i] = d.factor[k * rows + i]!;
    applyQ(d, column);
    for (let i = 0; i < rows; i++) {
      assertAlmostEquals(column[i]!, a[d.pivot[k]! * rows + i]!, 1e-11);
    }
  }
});

Deno.test("many columns are reflected and solved for as one by one", () => {
  const { a, rows, columns } = wideMatrix();
  const d = qr(a, rows, columns);
  const r = new RandomStream(6);
  const count = 40;
  const y = Float64Array.from({ length: rows * count }, () => r.normal());
  for (const transposed of [true, false]) {
    const together = y.slice();
    applyToColumns(d, together, count, transposed);
    const single = y.slice();
    for (let j = 0; j < count; j++) {
      if (transposed) applyQTransposed(d, single, j * rows);
      else applyQ(d, single, j * rows);
    }
    together.forEach((v, i) => assertAlmostEquals(v, single[i]!, 1e-12));
  }
  const x = Float64Array.from({ length: d.rank * count }, () => r.normal());
  const together = x.slice();
  solveRColumns(d, together, count);
  for (let j = 0; j < count; j++) {
    const single = x.slice(j * d.rank, (j + 1) * d.rank);
    solveR(d, single);
    single.forEach((v, i) =>
      assertAlmostEquals(together[j * d.rank + i]!, v, 1e-9 * (1 + Math.abs(v)))
    );
  }
  const inverse = inverseCrossProduct(d);
  const q = thinQ(d);
  for (const k of [0, 5, 77, 135]) {
    // (X'X)⁻¹ X' x_k is the unit vector
    const column = q.slice(k * rows, (k + 1) * rows);
    assertAlmostEquals(column.reduce((s, v) => s + v * v, 0), 1, 1e-13);
    const unit = new Float64Array(d.rank);
    unit[k] = 1;
    solveRTransposed(d, unit);
    solveR(d, unit);
    unit.forEach((v, i) => assertAlmostEquals(inverse[k * d.rank + i]!, v, 1e-12));
  }
});
