/**
 * Numbers with their first and second derivatives in some coordinates, which travel with them.
 *
 * @module
 */

/** A number with its derivatives. */
export class SecondOrder {
  constructor(
    readonly value: number,
    readonly first: Float64Array,
    readonly second: Float64Array,
  ) {}

  /** A number that depends on none of `n` coordinates. */
  static constant(value: number, n: number): SecondOrder {
    return new SecondOrder(value, new Float64Array(n), new Float64Array(n * n));
  }

  /** The coordinate k of n. */
  static coordinate(value: number, k: number, n: number): SecondOrder {
    const out = SecondOrder.constant(value, n);
    out.first[k] = 1;
    return out;
  }

  /** This and `factor` times another. */
  plus(other: SecondOrder, factor = 1): SecondOrder {
    return new SecondOrder(
      this.value + factor * other.value,
      this.first.map((v, i) => v + factor * other.first[i]!),
      this.second.map((v, i) => v + factor * other.second[i]!),
    );
  }

  /** The product. */
  times(other: SecondOrder): SecondOrder {
    const n = this.first.length;
    const [a, b] = [this.value, other.value];
    return new SecondOrder(
      a * b,
      this.first.map((v, i) => v * b + a * other.first[i]!),
      this.second.map((v, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return v * b + a * other.second[at]! + this.first[i]! * other.first[j]! +
          this.first[j]! * other.first[i]!;
      }),
    );
  }

  /** The quotient. */
  over(other: SecondOrder): SecondOrder {
    const n = this.first.length;
    const r = 1 / other.value;
    const inverse = new SecondOrder(
      r,
      other.first.map((v) => -v * r * r),
      other.second.map((v, at) =>
        2 * other.first[Math.floor(at / n)]! * other.first[at % n]! * r * r * r - v * r * r
      ),
    );
    return this.times(inverse);
  }
}

/** tanh of each of some numbers, which are the coordinates. */
export function tanhs(search: ArrayLike<number>): SecondOrder[] {
  const n = search.length;
  return Array.from(search, (x, k) => {
    const out = SecondOrder.constant(Math.tanh(x), n);
    const slope = 1 - out.value ** 2;
    out.first[k] = slope;
    out.second[k * n + k] = -2 * out.value * slope;
    return out;
  });
}

/** Their derivatives as rows: a number, then its coordinates. */
export function jacobianOf(numbers: readonly SecondOrder[], n: number): Float64Array {
  const out = new Float64Array(numbers.length * n);
  numbers.forEach((r, i) => out.set(r.first, i * n));
  return out;
}

/** Calls back with every second derivative that is not 0. */
export function eachBend(
  numbers: readonly SecondOrder[],
  n: number,
  add: (i: number, k: number, l: number, value: number) => void,
): void {
  numbers.forEach((r, i) => {
    for (let k = 0; k < n; k++) {
      for (let l = 0; l < n; l++) {
        const value = r.second[k * n + l]!;
        if (value !== 0) add(i, k, l, value);
      }
    }
  });
}
