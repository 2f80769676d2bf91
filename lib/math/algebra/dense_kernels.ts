/**
 * Dense products and factorizations by whichever kernel is faster for the size: typed arrays for small
 * matrices, WebAssembly with SIMD for large ones. Results agree to rounding.
 *
 * @module
 */
import * as plain from "./dense.ts";
import { squareProduct } from "./products.ts";
import {
  addProductSimd,
  addUpperProductSimd,
  choleskyUpperSimd,
  inverseFromUpperSimd,
  simdAvailable,
} from "./dense_simd.ts";

export { mirrorUpper, solveUpperTransposed } from "./dense.ts";

/** Rows from which a factorization is worth the copies. */
const LARGE = 96;
/** Multiplications from which a product is. */
const MANY = 96 ** 3;

/** Of so many groups of four elements one may be other than 0 for the zeros to be worth passing over. */
const SPARSE = 12;

/** Whether A is nearly all zeros, as rows of indicators are: by groups of four, as products take them. */
function isSparse(a: Float64Array): boolean {
  let left = a.length / (4 * SPARSE);
  for (let i = 0; i + 3 < a.length; i += 4) {
    if (a[i] === 0 && a[i + 1] === 0 && a[i + 2] === 0 && a[i + 3] === 0) continue;
    if (--left < 0) return false;
  }
  return true;
}

/** C ← C + scale·A·B for contiguous matrices, A m × k, B k × n; rows of A that are mostly 0 cost little. */
export function addProduct(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  n: number,
  k: number,
  scale: number,
  many = MANY,
): void {
  if (n >= 4 && m * n * k >= many && !isSparse(a) && simdAvailable()) {
    addProductSimd(c, a, b, m, n, k, scale);
  } else plain.addProduct(c, 0, n, a, 0, k, b, 0, n, m, n, k, scale);
}

/**
 * A·B, A m × k, B k × n.
 *
 * @param many multiplications from which the copies are worth while; fewer where the kernels are in use
 */
export function product(
  a: Float64Array,
  b: Float64Array,
  m: number,
  n: number,
  k: number,
  many = MANY,
): Float64Array {
  const out = new Float64Array(m * n);
  addProduct(out, a, b, m, n, k, 1, many);
  return out;
}

/** Rows of a block of which all is made that lies right of its first column. */
const BLOCK = 64;

/**
 * C ← C + scale·A·B on and above the diagonal, for a product that is symmetric: C n × n, A n × k, B k × n.
 * What is below the diagonal is of no meaning then.
 */
export function addUpperProduct(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  n: number,
  k: number,
  scale: number,
): void {
  if (n >= 4 && n * n * k >= MANY && simdAvailable()) {
    addUpperProductSimd(c, a, b, n, k, scale, BLOCK);
    return;
  }
  for (let i = 0; i < n; i += BLOCK) {
    const rows = Math.min(BLOCK, n - i);
    plain.addProduct(c, i * n + i, n, a, i * k, k, b, i, n, rows, n - i, k, scale);
  }
}

/** From this order on square matrices are multiplied by blocks. */
const BLOCKS = 64;

/** A·B, n × n. */
export function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return n >= BLOCKS ? product(a, b, n, n, n) : squareProduct(a, b, n);
}

/** See `choleskyUpper` of `dense.ts`. */
export function choleskyUpper(a: Float64Array, n: number): number {
  return n >= LARGE && simdAvailable() ? choleskyUpperSimd(a, n) : plain.choleskyUpper(a, n);
}

/** See `inverseFromUpper` of `dense.ts`. */
export function inverseFromUpper(
  r: Float64Array,
  n: number,
  out: Float64Array = new Float64Array(n * n),
): Float64Array {
  return n >= LARGE && simdAvailable()
    ? inverseFromUpperSimd(r, n, out)
    : plain.inverseFromUpper(r, n, out);
}
