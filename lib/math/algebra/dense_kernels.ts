/**
 * Dense products and factorizations by whichever kernel is faster for the size: typed arrays for small
 * matrices, WebAssembly with SIMD for large ones. Results agree to rounding.
 *
 * @module
 */
import * as plain from "./dense.ts";
import {
  addProductSimd,
  choleskyUpperSimd,
  inverseFromUpperSimd,
  simdAvailable,
} from "./dense_simd.ts";

export { mirrorUpper, solveUpperTransposed } from "./dense.ts";

/** Rows from which a factorization is worth the copies. */
const LARGE = 96;
/** Multiplications from which a product is. */
const MANY = 96 ** 3;

/** C ← C + scale·A·B for contiguous matrices, A m × k, B k × n. */
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
  if (n >= 4 && m * n * k >= many && simdAvailable()) addProductSimd(c, a, b, m, n, k, scale);
  else plain.addProduct(c, 0, n, a, 0, k, b, 0, n, m, n, k, scale);
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
