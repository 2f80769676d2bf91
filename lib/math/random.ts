/**
 * Random numbers from a seed: the same on every machine and in every run.
 *
 * @module
 */

/** A stream of random numbers. */
export interface RandomStream {
  /** Uniform on (0, 1); never 0 or 1. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** One step of splitmix32, which spreads a seed over the state. */
function splitmix(state: { value: number }): number {
  state.value = (state.value + 0x9e3779b9) | 0;
  let z = state.value;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/**
 * A stream started from a seed: xoshiro128** (Blackman and Vigna 2021), normals by Marsaglia's polar
 * method.
 *
 * @param seed any whole number; only its lowest 32 bits count
 */
export function randomStream(seed: number): RandomStream {
  const from = { value: seed | 0 };
  let [a, b, c, d] = [splitmix(from), splitmix(from), splitmix(from), splitmix(from)];
  let spare: number | null = null;
  const next = (): number => {
    const scrambled = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotated(d, 11);
    return scrambled;
  };
  const uniform = (): number => ((next() >>> 5) * 0x4000000 + (next() >>> 6) + 0.5) / 2 ** 53;
  const normal = (): number => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const r = x * x + y * y;
      if (r >= 1 || r === 0) continue;
      const scale = Math.sqrt(-2 * Math.log(r) / r);
      spare = y * scale;
      return x * scale;
    }
  };
  return { uniform, normal };
}

const rotated = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));
