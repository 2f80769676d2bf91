/**
 * Householder reflections by blocks: H₁H₂…H_b = I − V T V', so that many columns are reflected by three
 * products of matrices on the dense kernels.
 *
 * Source: Schreiber & Van Loan (1989), SIAM J. Sci. Stat. Comput. 10, 53–57.
 *
 * @module
 */
import { addProduct, product } from "./dense_kernels.ts";

/** Reflections taken together. */
export const BLOCK = 32;

/** What reflections are stored in: vectors below the diagonal of columns of a factor. */
export interface StoredReflections {
  readonly rows: number;
  /** Columns of `rows` elements each; v_k has its leading 1 at row k, which is not stored. */
  readonly factor: Float64Array;
  readonly tau: Float64Array;
}

/** Reflections `from` … `from + count` − 1, which leave the rows above `from` as they are. */
export class ReflectorBlock {
  readonly #length: number;
  /** V, length × count, and V', both row-major. */
  readonly #tall: Float64Array;
  readonly #wide: Float64Array;
  /** T and T', count × count. */
  readonly #t: Float64Array;
  readonly #transposed: Float64Array;

  /** @param start where in the factor column k begins, if not at k × rows */
  constructor(
    { rows, factor, tau }: StoredReflections,
    readonly from: number,
    readonly count: number,
    start: (k: number) => number = (k) => k * rows,
  ) {
    const length = this.#length = rows - from;
    const wide = this.#wide = new Float64Array(count * length);
    const tall = this.#tall = new Float64Array(length * count);
    for (let k = 0; k < count; k++) {
      const begin = start(from + k) + from;
      wide[k * length + k] = 1;
      tall[k * count + k] = 1;
      for (let i = k + 1; i < length; i++) {
        wide[k * length + i] = tall[i * count + k] = factor[begin + i]!;
      }
    }
    const gram = product(wide, tall, count, count, length);
    const t = this.#t = new Float64Array(count * count);
    const transposed = this.#transposed = new Float64Array(count * count);
    for (let j = 0; j < count; j++) {
      const own = tau[from + j]!;
      t[j * count + j] = own;
      for (let i = 0; i < j; i++) {
        let sum = 0;
        for (let k = i; k < j; k++) sum += t[i * count + k]! * gram[k * count + j]!;
        t[i * count + j] = -own * sum;
      }
      for (let i = 0; i <= j; i++) transposed[j * count + i] = t[i * count + j]!;
    }
  }

  /**
   * Reflects columns in place: by Q' = H_b…H₁, or by Q = H₁…H_b.
   *
   * @param begins where in `columns` each column begins
   */
  apply(columns: Float64Array, begins: ArrayLike<number>, transposed: boolean): void {
    const n = begins.length;
    if (n === 0) return;
    const length = this.#length;
    const { count, from } = this;
    const packed = new Float64Array(n * length);
    for (let j = 0; j < n; j++) {
      const at = begins[j]! + from;
      packed.set(columns.subarray(at, at + length), j * length);
    }
    const along = product(packed, this.#tall, n, count, length);
    const t = transposed ? this.#t : this.#transposed;
    addProduct(packed, product(along, t, n, count, count), this.#wide, n, length, count, -1);
    for (let j = 0; j < n; j++) {
      columns.set(packed.subarray(j * length, (j + 1) * length), begins[j]! + from);
    }
  }
}
