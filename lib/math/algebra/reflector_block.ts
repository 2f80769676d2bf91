/**
 * Householder reflections by blocks: H₁H₂…H_b = I − V T V', so that many columns are reflected by three
 * products of matrices on the dense kernels, in whose memory they stay meanwhile.
 *
 * Source: Schreiber & Van Loan (1989), SIAM J. Sci. Stat. Comput. 10, 53–57.
 *
 * @module
 */
import { addProductHeld, type Held, type HeldMatrix, holdSimd, reflectHeld } from "./dense_simd.ts";

/** Reflections taken together. */
export const BLOCK = 32;

/** What reflections are stored in: vectors below the diagonal of columns of a factor. */
export interface StoredReflections {
  readonly rows: number;
  /** Columns of `rows` elements each; v_k has its leading 1 at row k, which is not stored. */
  readonly factor: Float64Array;
  readonly tau: Float64Array;
}

/** Columns that are reflected, one after the other, in the memory of the kernels. */
export class ReflectedColumns {
  /** rows × count, column-major. */
  readonly data: Float64Array;
  readonly #held: Held;
  /** V' and V, row-major. */
  readonly #wide: Held;
  readonly #tall: Held;
  /** V'V, and T or T'. */
  readonly #gram: Held;
  readonly #t: Held;
  /** Y'V, and Y'VT. */
  readonly #along: Held;
  readonly #turned: Held;

  private constructor(readonly rows: number, held: readonly Held[]) {
    [this.#held, this.#wide, this.#tall, this.#gram, this.#t, this.#along, this.#turned] = held as [
      Held,
      Held,
      Held,
      Held,
      Held,
      Held,
      Held,
    ];
    this.data = this.#held.view;
  }

  /** Places for so many columns; null where there are no such kernels, or the columns are too long. */
  static hold(rows: number, count: number): ReflectedColumns | null {
    const [tall, square, along] = [BLOCK * rows, BLOCK * BLOCK, BLOCK * count];
    const held = holdSimd([rows * count, tall, tall, square, square, along, along]);
    return held && new ReflectedColumns(rows, held);
  }

  /** One reflection of one column, by a vector that is held here: from elements `v` and `y` on. */
  reflect(v: number, y: number, length: number, tau: number): void {
    reflectHeld(this.#held, v, y, length, tau);
  }

  /**
   * Reflects `n` columns, the first of which begins at `begin`, by reflections `from` … `from + count` − 1
   * (at most `BLOCK`): by Q' = H_b…H₁, or by Q = H₁…H_b.
   *
   * @param start where in the stored factor column k begins, if not at k × rows
   */
  apply(
    stored: StoredReflections,
    [from, count]: readonly [number, number],
    [begin, n]: readonly [number, number],
    transposed: boolean,
    start: (k: number) => number = (k) => k * stored.rows,
  ): void {
    if (n === 0 || count === 0) return;
    const length = this.rows - from;
    this.#load(stored, from, count, start);
    this.#combine(stored.tau.subarray(from, from + count), length, transposed);
    const y: HeldMatrix = { held: this.#held, from: begin + from, stride: this.rows };
    const whole = (held: Held, stride: number): HeldMatrix => ({ held, from: 0, stride });
    const along = whole(this.#along, count);
    const turned = whole(this.#turned, count);
    this.#along.view.fill(0, 0, n * count);
    this.#turned.view.fill(0, 0, n * count);
    addProductHeld(along, y, whole(this.#tall, count), [n, count, length], 1);
    addProductHeld(turned, along, whole(this.#t, count), [n, count, count], 1);
    addProductHeld(y, turned, whole(this.#wide, length), [n, length, count], -1);
  }

  /** V and V' of some reflections. */
  #load(
    { factor }: StoredReflections,
    from: number,
    count: number,
    start: (k: number) => number,
  ): void {
    const length = this.rows - from;
    const wide = this.#wide.view;
    const tall = this.#tall.view;
    for (let k = 0; k < count; k++) {
      const begin = start(from + k) + from;
      const row = k * length;
      wide.fill(0, row, row + k);
      wide[row + k] = 1;
      wide.set(factor.subarray(begin + k + 1, begin + length), row + k + 1);
    }
    for (let i = 0; i < length; i++) {
      for (let k = 0; k < count; k++) tall[i * count + k] = wide[k * length + i]!;
    }
  }

  /** T of the reflections that are loaded, or T'. */
  #combine(tau: Float64Array, length: number, upper: boolean): void {
    const count = tau.length;
    const gram = this.#gram.view;
    const t = this.#t.view;
    gram.fill(0, 0, count * count);
    t.fill(0, 0, count * count);
    addProductHeld(
      { held: this.#gram, from: 0, stride: count },
      { held: this.#wide, from: 0, stride: length },
      { held: this.#tall, from: 0, stride: count },
      [count, count, length],
      1,
    );
    const place = (i: number, j: number): number => upper ? i * count + j : j * count + i;
    for (let j = 0; j < count; j++) {
      const own = tau[j]!;
      t[place(j, j)] = own;
      for (let i = 0; i < j; i++) {
        let sum = 0;
        for (let k = i; k < j; k++) sum += t[place(i, k)]! * gram[k * count + j]!;
        t[place(i, j)] = -own * sum;
      }
    }
  }
}
