/**
 * A smooth function on an interval as Chebyshev polynomials on equal pieces, with its integrals.
 *
 * @module
 */

const NODES = 16;

/** cos(π (i + ½) / NODES) moved to [0, 1], increasing. */
const PLACES = Float64Array.from(
  { length: NODES },
  (_, i) => (1 - Math.cos(Math.PI * (i + 0.5) / NODES)) / 2,
);

/** Values at PLACES → Chebyshev coefficients on [0, 1]. */
const TRANSFORM = Float64Array.from({ length: NODES * NODES }, (_, place) => {
  const k = Math.floor(place / NODES);
  const angle = Math.PI * (1 - (place % NODES + 0.5) / NODES);
  return (k === 0 ? 1 : 2) / NODES * Math.cos(k * angle);
});

/** Fejér's first rule on [0, 1] at PLACES. */
const WEIGHTS = PLACES.map((_, i) => {
  let sum = 0;
  for (let k = 0; k < NODES; k += 2) sum += TRANSFORM[k * NODES + i]! / (1 - k * k);
  return sum;
});

/** See the module. */
export class PiecewiseFunction {
  readonly #low: number;
  readonly #width: number;
  /** pieces × NODES. */
  readonly #values: Float64Array;

  private constructor(low: number, width: number, values: Float64Array) {
    this.#low = low;
    this.#width = width;
    this.#values = values;
  }

  /** Samples f on [low, high], on pieces about `width` long. */
  static sample(
    f: (x: number) => number,
    low: number,
    high: number,
    width = 1,
  ): PiecewiseFunction {
    const pieces = Math.max(1, Math.ceil((high - low) / width));
    const length = (high - low) / pieces;
    const values = new Float64Array(pieces * NODES);
    for (let i = 0; i < values.length; i++) {
      values[i] = f(low + length * (Math.floor(i / NODES) + PLACES[i % NODES]!));
    }
    return new PiecewiseFunction(low, length, values);
  }

  /** ∫ f g over the interval. */
  integrateAgainst(g: (x: number) => number): number {
    let sum = 0;
    for (let i = 0; i < this.#values.length; i++) {
      const value = this.#values[i]!;
      if (value === 0) continue;
      const x = this.#low + this.#width * (Math.floor(i / NODES) + PLACES[i % NODES]!);
      sum += WEIGHTS[i % NODES]! * value * g(x);
    }
    return sum * this.#width;
  }

  /** x ↦ ∫ f from the lower end to x, 0 below the interval and the whole above it. */
  cumulative(): (x: number) => number {
    const pieces = this.#values.length / NODES;
    // coefficients of the integral on each piece, its first one such that it continues the last
    const integrals = new Float64Array(pieces * (NODES + 1));
    let before = 0;
    const c = new Float64Array(NODES + 2);
    for (let piece = 0; piece < pieces; piece++) {
      for (let k = 0; k < NODES; k++) {
        let sum = 0;
        for (let i = 0; i < NODES; i++) {
          sum += TRANSFORM[k * NODES + i]! * this.#values[piece * NODES + i]!;
        }
        c[k] = sum;
      }
      const base = piece * (NODES + 1);
      let atLow = 0;
      for (let k = 1; k <= NODES; k++) {
        const lower = k === 1 ? 2 * c[0]! : c[k - 1]!;
        const value = this.#width / 2 * (lower - c[k + 1]!) / (2 * k);
        integrals[base + k] = value;
        atLow += k % 2 === 0 ? value : -value;
      }
      integrals[base] = before - atLow;
      before = 0;
      for (let k = 0; k <= NODES; k++) before += integrals[base + k]!;
    }
    const whole = before;
    return (x) => {
      const place = (x - this.#low) / this.#width;
      if (place <= 0) return 0;
      if (place >= pieces) return whole;
      const piece = Math.floor(place);
      return clenshaw(integrals, piece * (NODES + 1), 4 * (place - piece) - 2);
    };
  }
}

/** Σ cₖ Tₖ(t) for the NODES + 1 coefficients from `base` on; `twice` is 2t. */
function clenshaw(coefficients: Float64Array, base: number, twice: number): number {
  let next = 0;
  let current = 0;
  for (let k = NODES; k > 0; k--) {
    const value = coefficients[base + k]! + twice * current - next;
    next = current;
    current = value;
  }
  return coefficients[base]! + twice / 2 * current - next;
}
