/**
 * A matrix of numbers of doubled precision (`double_double.ts`), row-major, and the few operations on its
 * rows that an elimination is made of.
 *
 * @module
 */
import {
  addDoubled,
  divideDoubled,
  low,
  multiplyDoubled,
  twoProduct,
} from "../../../math/algebra/double_double.ts";

/** Every entry is `high + low`, unevaluated. */
export class DoubledMatrix {
  readonly high: Float64Array;
  readonly low: Float64Array;

  constructor(readonly rows: number, readonly columns: number) {
    this.high = new Float64Array(rows * columns);
    this.low = new Float64Array(rows * columns);
  }

  /** Makes it zero. */
  clear(): void {
    this.high.fill(0);
    this.low.fill(0);
  }

  /** Takes the entries of another of the same shape. */
  set(from: DoubledMatrix): void {
    this.high.set(from.high);
    this.low.set(from.low);
  }

  /** Adds `value + rest` to entry `at`. */
  add(at: number, value: number, rest: number): void {
    this.high[at] = addDoubled(this.high[at]!, this.low[at]!, value, rest);
    this.low[at] = low.value;
  }

  /** Adds (a + aLow)(b + bLow) to entry `at`. */
  addProduct(at: number, a: number, aLow: number, b: number, bLow: number): void {
    const value = multiplyDoubled(a, aLow, b, bLow);
    this.add(at, value, low.value);
  }

  /** Adds `scale` times `length` entries of another from `begin` on to those from `at` on. */
  addRow(at: number, from: DoubledMatrix, begin: number, length: number, scale: number): void {
    for (let j = 0; j < length; j++) {
      const value = from.high[begin + j]!;
      if (value === 0) continue;
      const product = twoProduct(scale, value);
      this.add(at + j, product, low.value + scale * from.low[begin + j]!);
    }
  }

  /** Subtracts `a + aLow` times `length` entries of another from `begin` on from those from `at` on. */
  subtractRow(
    at: number,
    from: DoubledMatrix,
    begin: number,
    length: number,
    a: number,
    aLow: number,
  ): void {
    const { high, low: rest } = from;
    for (let j = 0; j < length; j++) {
      const value = high[begin + j]!;
      if (value !== 0) this.addProduct(at + j, -a, -aLow, value, rest[begin + j]!);
    }
  }

  /** Entry `a` over entry `b` of another; what is left of it in `low.value`. */
  ratio(a: number, other: DoubledMatrix, b: number): number {
    return divideDoubled(this.high[a]!, this.low[a]!, other.high[b]!, other.low[b]!);
  }
}
