/**
 * Uniform numbers as R's default generator gives them: the Mersenne Twister (Matsumoto & Nishimura 1998,
 * ACM Trans. Model. Comput. Simul. 8, 3–30), its state filled from a seed by the linear congruential
 * generator 69069 x + 1.
 *
 * @module
 */

const SIZE = 624;
const AHEAD = 397;
/** 2⁻³², as R's documentation of its generators has it. */
const STEP = 2.3283064365386963e-10;
/** Half the distance to 0 and 1 that is kept. */
const EDGE = 0.5 * 2.328306437080797e-10;

export class MersenneTwister {
  readonly #state = new Int32Array(SIZE);
  #next = SIZE;

  /**
   * @param seed a whole number of 32 bits
   * @param rounding integers by rounding, as R drew them before 3.6, not by rejecting bits
   */
  constructor(seed: number, readonly rounding = false) {
    let x = seed | 0;
    const scramble = (): number => x = (Math.imul(69069, x) + 1) | 0;
    for (let i = 0; i < 51; i++) scramble();
    for (let i = 0; i < SIZE; i++) this.#state[i] = scramble();
  }

  /** The same stream from here on. */
  copy(): MersenneTwister {
    const copy = new MersenneTwister(0, this.rounding);
    copy.#state.set(this.#state);
    copy.#next = this.#next;
    return copy;
  }

  #renew(): void {
    const mt = this.#state;
    for (let i = 0; i < SIZE; i++) {
      const y = (mt[i]! & 0x80000000) | (mt[(i + 1) % SIZE]! & 0x7fffffff);
      mt[i] = mt[(i + AHEAD) % SIZE]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }

  /** Uniform in (0, 1). */
  uniform(): number {
    if (this.#next === SIZE) this.#renew();
    let y = this.#state[this.#next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    const u = (y >>> 0) * STEP;
    return u <= 0 ? EDGE : 1 - u <= 0 ? 1 - EDGE : u;
  }

  /** A whole number from 0 to n − 1: bits are drawn until they are less than n. */
  index(n: number): number {
    if (n <= 0) return 0;
    if (this.rounding) return Math.floor(n * this.uniform());
    const count = bitsFor(n);
    for (;;) {
      const v = this.#bits(count);
      if (v < n) return v;
    }
  }

  /** So many bits, sixteen of each uniform number; a multiple of sixteen costs one more of them. */
  #bits(count: number): number {
    if (count < 32) {
      let v = 0;
      for (let n = 0; n <= count; n += 16) v = (v << 16) | Math.floor(this.uniform() * 65536);
      return v & ((1 << count) - 1);
    }
    let v = 0n;
    for (let n = 0; n <= count; n += 16) {
      v = (v << 16n) | BigInt(Math.floor(this.uniform() * 65536));
    }
    return Number(BigInt.asUintN(count, v));
  }
}

/** The bits of numbers below n. */
function bitsFor(n: number): number {
  let bits = 0;
  for (let top = 1; top < n; top *= 2) bits++;
  return bits;
}
