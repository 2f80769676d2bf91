/**
 * A smooth tail probability made cheap: its logarithm as piecewise Chebyshev polynomials, each piece
 * made when first needed. What a piece holds does not depend on the calls before it, so neither do
 * values.
 *
 * @module
 */

const NODES = 14;

/** Interpolates log f on pieces [i·width, (i+1)·width). */
export class TailInterpolant {
  readonly #tail: (w: number) => number;
  readonly #width: number;
  readonly #pieces = new Map<number, Float64Array | null>();

  /** `tail` is positive and analytic; `width` is a length over which its logarithm bends little. */
  constructor(tail: (w: number) => number, width = 0.5) {
    this.#tail = tail;
    this.#width = width;
  }

  /** f(w), with a relative error of about 1e-14. */
  at(w: number): number {
    const place = w / this.#width;
    const index = Math.floor(place);
    let piece = this.#pieces.get(index);
    if (piece === undefined) {
      piece = this.#make(index);
      this.#pieces.set(index, piece);
    }
    if (piece === null) return this.#tail(w);
    // Clenshaw's recurrence
    const twice = 4 * (place - index) - 2;
    let next = 0;
    let current = 0;
    for (let k = NODES - 1; k > 0; k--) {
      const value = piece[k]! + twice * current - next;
      next = current;
      current = value;
    }
    return Math.exp(piece[0]! + twice / 2 * current - next);
  }

  /** Chebyshev coefficients of log f on a piece; null where f vanishes in doubles. */
  #make(index: number): Float64Array | null {
    const values = new Float64Array(NODES);
    for (let i = 0; i < NODES; i++) {
      const x = Math.cos(Math.PI * (i + 0.5) / NODES);
      const value = this.#tail((index + (1 + x) / 2) * this.#width);
      if (!(value > 1e-290)) return null;
      values[i] = Math.log(value);
    }
    const coefficients = new Float64Array(NODES);
    for (let k = 0; k < NODES; k++) {
      let sum = 0;
      for (let i = 0; i < NODES; i++) sum += values[i]! * Math.cos(Math.PI * k * (i + 0.5) / NODES);
      coefficients[k] = sum * (k === 0 ? 1 : 2) / NODES;
    }
    return coefficients;
  }
}
