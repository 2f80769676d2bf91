/**
 * Products, Cholesky factors and linear functions of a few rows, against numbers worked out by hand.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { covarianceOf, waldStatistic } from "../../lib/math/algebra/linear_functions.ts";
import { extendBasis } from "../../lib/math/algebra/orthonormal.ts";
import {
  dot,
  norm,
  quadraticForm,
  squareProduct,
  timesVector,
  traceOfProduct,
} from "../../lib/math/algebra/products.ts";
import { choleskyLower, solveCholesky, solveLower } from "../../lib/math/algebra/triangular.ts";

const a = Float64Array.of(4, 2, 2, 5);
const b = Float64Array.of(1, 2, 3, 4);

Deno.test("products of a few rows", () => {
  assertEquals(timesVector(b, [1, -1]), Float64Array.of(-1, -1));
  assertEquals(timesVector(Float64Array.of(1, 2, 3, 4, 5, 6), [1, 0, 1]), Float64Array.of(4, 10));
  assertEquals(squareProduct(b, a, 2), Float64Array.of(8, 12, 20, 26));
  assertEquals(traceOfProduct(b, a, 2), 34);
  assertEquals(quadraticForm({ matrix: a, vector: [1, 2] }), 32);
  assertEquals(norm([3, 4]), 5);
});

Deno.test("a Cholesky factor in place leaves the upper triangle, and solves for many columns", () => {
  const l = a.slice();
  assertAlmostEquals(choleskyLower(l, 2), Math.log(16), 1e-14);
  assertEquals(l, Float64Array.of(2, 2, 1, 2));
  const right = Float64Array.of(2, 4, 5, 6);
  solveLower(l, 2, right, 2);
  assertEquals(right, Float64Array.of(1, 2, 2, 2));
  const identity = Float64Array.of(1, 0, 0, 1);
  solveCholesky(l, 2, identity, 2);
  [5 / 16, -1 / 8, -1 / 8, 1 / 4].forEach((v, i) => assertAlmostEquals(identity[i]!, v, 1e-15));
  const indefinite = Float64Array.of(1, 2, 2, 1);
  assertEquals(choleskyLower(indefinite, 2), NaN);
  assert(indefinite.every(Number.isNaN));
});

Deno.test("the Wald statistic of one function, of all, and of dependent ones", () => {
  const given = { estimates: [2, 5], covariance: a };
  assertAlmostEquals(waldStatistic({ ...given, rows: [[1, 0]] }), 1, 1e-15);
  // A⁻¹ = (5 −2; −2 4) / 16, and (5·4 − 2·2·10 + 4·25) / 16 = 5
  assertAlmostEquals(waldStatistic({ ...given, rows: [[1, 0], [0, 1]] }), 5, 1e-14);
  assertAlmostEquals(waldStatistic({ ...given, rows: [[1, 1], [1, -1]] }), 5, 1e-14);
  assertEquals(waldStatistic({ ...given, rows: [[1, 0], [2, 0]] }), NaN);
  assertEquals(covarianceOf([[1, 1], [1, -1]], a), Float64Array.of(13, -1, -1, 5));
});

Deno.test("a basis is extended by what a vector has beyond it", () => {
  const basis: Float64Array[] = [];
  for (const v of [[3, 4, 0], [6, 8, 1e-9], [0, 0, 0], [1, 0, 2]]) {
    extendBasis(basis, Float64Array.from(v), 1e-7);
  }
  assertEquals(basis.length, 2);
  assertAlmostEquals(dot(basis[0]!, basis[1]!), 0, 1e-16);
  for (const v of basis) assertAlmostEquals(norm(v), 1, 1e-15);
});
