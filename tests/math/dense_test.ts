/**
 * Dense kernels: against their definitions, and the WebAssembly ones against the plain ones.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { compileKernels, moduleText } from "../../assembly/compile.ts";
import * as plain from "../../lib/math/algebra/dense.ts";
import {
  addProductSimd,
  choleskyUpperSimd,
  inverseFromUpperSimd,
  simdAvailable,
} from "../../lib/math/algebra/dense_simd.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";

function matrix(rows: number, columns: number, seed: number): Float64Array {
  const random = new RandomStream(seed);
  return Float64Array.from({ length: rows * columns }, () => random.normal());
}

function positiveDefinite(n: number, seed: number): Float64Array {
  const b = matrix(n, n, seed);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) a[i * n + j]! += b[i * n + k]! * b[j * n + k]! / n;
    }
    a[i * n + i]! += 1;
  }
  return a;
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
}

Deno.test("WebAssembly SIMD is available", () => assert(simdAvailable()));

for (const [m, n, k] of [[1, 1, 1], [5, 7, 3], [64, 33, 200], [101, 130, 67], [9, 600, 210]]) {
  Deno.test(`product ${m} × ${n} × ${k}`, () => {
    const a = matrix(m!, k!, 1);
    const b = matrix(k!, n!, 2);
    const start = matrix(m!, n!, 3);
    const expected = start.slice();
    for (let i = 0; i < m!; i++) {
      for (let j = 0; j < n!; j++) {
        for (let p = 0; p < k!; p++) expected[i * n! + j]! -= 0.5 * a[i * k! + p]! * b[p * n! + j]!;
      }
    }
    const one = start.slice();
    plain.addProduct(one, 0, n!, a, 0, k!, b, 0, n!, m!, n!, k!, -0.5);
    const two = start.slice();
    addProductSimd(two, a, b, m!, n!, k!, -0.5);
    assert(largestDifference(one, expected) < 1e-12);
    assert(largestDifference(two, expected) < 1e-12);
  });
}

for (const n of [1, 6, 47, 48, 49, 64, 131]) {
  Deno.test(`Cholesky and inverse, order ${n}`, () => {
    const a = positiveDefinite(n, n);
    const r = a.slice();
    const logDet = plain.choleskyUpper(r, n);
    for (let i = 0; i < n; i++) { // R'R = A
      for (let j = i; j < n; j++) {
        let sum = 0;
        for (let k = 0; k <= i; k++) sum += r[k * n + i]! * r[k * n + j]!;
        assertAlmostEquals(sum, a[i * n + j]!, 1e-12);
      }
    }
    const inverse = plain.inverseFromUpper(r, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += a[i * n + k]! * inverse[k * n + j]!;
        assertAlmostEquals(sum, i === j ? 1 : 0, 1e-12);
      }
    }
    const s = a.slice();
    assertAlmostEquals(choleskyUpperSimd(s, n), logDet, 1e-12 * (1 + Math.abs(logDet)));
    for (let i = 0; i < n; i++) {
      for (let j = i; j < n; j++) assertAlmostEquals(s[i * n + j]!, r[i * n + j]!, 1e-12);
    }
    const other = inverseFromUpperSimd(s, n, new Float64Array(n * n));
    assert(largestDifference(other, inverse) < 1e-12);
    const b = matrix(n, 3, 5);
    const solved = b.slice();
    plain.solveUpperTransposed(r, n, solved, 3);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k <= i; k++) sum += r[k * n + i]! * solved[k * 3 + j]!;
        assertAlmostEquals(sum, b[i * 3 + j]!, 1e-11);
      }
    }
  });
}

Deno.test("a matrix that is not positive definite gives NaN", () => {
  const a = Float64Array.of(1, 2, 2, 1);
  assertEquals(plain.choleskyUpper(a.slice(), 2), NaN);
  assertEquals(choleskyUpperSimd(a.slice(), 2), NaN);
});

Deno.test("the WebAssembly module is what its source compiles to", async () => {
  const text = moduleText(await compileKernels());
  const kept = await Deno.readTextFile(
    new URL("../../lib/math/algebra/dense_wasm.ts", import.meta.url),
  );
  assertEquals(kept, text);
});
