/**
 * Weights of contrasts, and the linear functions that they make of those of means: kept as they are, and
 * written out when they are asked for, since pairs of k means are k²/2 functions of a length like k.
 *
 * @module
 */

/** The weights of a contrast that are not 0, with their places. */
export interface Weights {
  readonly at: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

/** A vector without its zeros. */
export function sparse(dense: ArrayLike<number>): Weights {
  const at: number[] = [];
  for (let i = 0; i < dense.length; i++) if (dense[i] !== 0) at.push(i);
  return { at, value: Float64Array.from(at, (i) => dense[i]!) };
}

/** All k weights. */
export function dense({ at, value }: Weights, k: number): Float64Array {
  const out = new Float64Array(k);
  for (let i = 0; i < at.length; i++) out[at[i]!]! += value[i]!;
  return out;
}

/** Combinations of linear functions. */
export class CombinedFunctions {
  /** @param base functions over all columns; those of means of no cells begin with NaN */
  constructor(readonly base: readonly Float64Array[], readonly weights: readonly Weights[]) {}

  /** Functions that are their own base. */
  static of(functions: readonly Float64Array[]): CombinedFunctions {
    return new CombinedFunctions(functions, functions.map((_, i) => ({ at: [i], value: [1] })));
  }

  /** How many there are. */
  get count(): number {
    return this.weights.length;
  }

  /** One of them over all columns. */
  row(i: number): Float64Array {
    const { at, value } = this.weights[i]!;
    const l = new Float64Array(this.base[0]?.length ?? 0);
    for (let k = 0; k < at.length; k++) {
      const w = value[k]!;
      const full = this.base[at[k]!]!;
      for (let j = 0; j < l.length; j++) l[j]! += w * full[j]!;
    }
    return l;
  }

  /** All of them. */
  rows(): Float64Array[] {
    return this.weights.map((_, i) => this.row(i));
  }

  /** The functions times a number. */
  scaled(by: number): CombinedFunctions {
    return new CombinedFunctions(
      this.base,
      this.weights.map(({ at, value }) => ({ at, value: Float64Array.from(value, (v) => v * by) })),
    );
  }

  /** Whether the weights of each sum to 0, as those of differences. */
  get differences(): boolean {
    return this.weights.every(({ value }) => {
      let sum = 0;
      let size = 0;
      for (let k = 0; k < value.length; k++) {
        sum += value[k]!;
        size += Math.abs(value[k]!);
      }
      return Math.abs(sum) <= 1e-14 * size;
    });
  }
}
