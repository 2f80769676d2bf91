/**
 * The limit of a sequence by Wynn's epsilon algorithm, with an estimate of its error (QUADPACK's `qelg`).
 *
 * @module
 */

const HUGE = Number.MAX_VALUE;
const EPS = Number.EPSILON;
const MOST = 50;

/** A table to which the sequence's elements are added one by one. */
export class EpsilonTable {
  /** From 1 on, as the recurrences count. */
  readonly #table = new Float64Array(MOST + 3);
  #n = 0;
  #calls = 0;
  #latest = [0, 0, 0];

  /** How many elements the table has. */
  get size(): number {
    return this.#n;
  }

  add(value: number): void {
    this.#table[++this.#n] = value;
  }

  /** The limit that the table comes to. */
  limit(): { result: number; error: number } {
    const e = this.#table;
    this.#calls++;
    let error = HUGE;
    let result = e[this.#n]!;
    if (this.#n < 3) return { result, error: Math.max(error, EPS * 5 * Math.abs(result)) };
    e[this.#n + 2] = e[this.#n]!;
    const fresh = (this.#n - 1) >> 1;
    e[this.#n] = HUGE;
    const n = this.#n;
    let k = n;
    for (let i = 1; i <= fresh; i++) {
      let value = e[k + 2]!;
      const [e0, e1, e2] = [e[k - 2]!, e[k - 1]!, value];
      const [d2, d3] = [e2 - e1, e1 - e0];
      const t2 = Math.max(Math.abs(e2), Math.abs(e1)) * EPS;
      const t3 = Math.max(Math.abs(e1), Math.abs(e0)) * EPS;
      if (Math.abs(d2) <= t2 && Math.abs(d3) <= t3) {
        // three elements agree: the sequence has come to its limit
        error = Math.max(Math.abs(d2) + Math.abs(d3), EPS * 5 * Math.abs(value));
        return { result: value, error };
      }
      const e3 = e[k]!;
      e[k] = e1;
      const d1 = e1 - e3;
      const t1 = Math.max(Math.abs(e1), Math.abs(e3)) * EPS;
      const slope = 1 / d1 + 1 / d2 - 1 / d3;
      if (
        Math.abs(d1) <= t1 || Math.abs(d2) <= t2 || Math.abs(d3) <= t3 ||
        !(Math.abs(slope * e1) > 1e-4)
      ) {
        this.#n = i + i - 1;
        break;
      }
      value = e1 + 1 / slope;
      e[k] = value;
      k -= 2;
      const off = Math.abs(d2) + Math.abs(value - e2) + Math.abs(d3);
      if (off <= error) {
        error = off;
        result = value;
      }
    }
    if (this.#n === MOST) this.#n = MOST - 1;
    for (let i = 0, at = n % 2 === 0 ? 2 : 1; i <= fresh; i++, at += 2) e[at] = e[at + 2]!;
    if (n !== this.#n) e.copyWithin(1, n - this.#n + 1, n + 1);
    if (this.#calls < 4) {
      this.#latest[this.#calls - 1] = result;
      error = HUGE;
    } else {
      error = 0;
      for (const before of [...this.#latest].reverse()) error += Math.abs(result - before);
      this.#latest = [...this.#latest.slice(1), result];
    }
    return { result, error: Math.max(error, EPS * 5 * Math.abs(result)) };
  }
}
