/**
 * Euler's relation: derivatives in σ² from those in the other covariance parameters.
 *
 * V is homogeneous of degree one in σ² and all parameters of degree 1 together. A function f of V that
 * is homogeneous of degree d (X'V⁻¹X and y'Py: −1; V itself: 1; log|V|: 0, plus a constant c) then has
 *
 *     Σ wₖ fₖ + σ² f_σ = d f + c,  wₖ = (degree of ψₖ) ψₖ,
 *
 * and the derivatives of both sides give the mixed and the second derivative in σ². All is taken at
 * σ² = 1.
 *
 * @module
 */
import { pairIndex } from "../elimination/state.ts";

/** Derivatives in σ², completed from those in the other parameters. */
export class Euler {
  /** f_σ. */
  last = 0;
  /** f_kσ by parameter. */
  readonly mixed: Float64Array;
  /** f_σσ. */
  corner = 0;
  private readonly weights: Float64Array;

  constructor(natural: ArrayLike<number>, private readonly degrees: ArrayLike<number>) {
    this.weights = Float64Array.from(natural, (v, k) => degrees[k]! * v);
    this.mixed = new Float64Array(natural.length);
  }

  /**
   * @param degree d
   * @param value f; d·f + c if the function has a constant
   * @param first fₖ
   * @param second fₖₗ, packed by pairs; null for first derivatives alone
   */
  complete(
    degree: number,
    value: number,
    first: (k: number) => number,
    second: ((pair: number) => number) | null,
  ): void {
    const { weights: w, degrees, mixed } = this;
    const m = w.length;
    this.last = value;
    for (let k = 0; k < m; k++) this.last -= w[k]! * first(k);
    if (!second) return;
    this.corner = (degree - 1) * value;
    for (let k = 0; k < m; k++) {
      const slope = first(k);
      let sum = (degree - degrees[k]!) * slope;
      for (let l = 0; l < m; l++) sum -= w[l]! * second(pairIndex(k, l));
      mixed[k] = sum;
      this.corner -= w[k]! * ((degree - 1) * slope + sum);
    }
  }

  /**
   * The same for matrices without a constant.
   *
   * @returns their first derivatives with that in σ² last, and the second ones with it
   */
  matrices(
    degree: number,
    value: Float64Array,
    first: readonly Float64Array[],
    second: readonly Float64Array[],
  ): { first: Float64Array[]; second: Float64Array[] } {
    const last = this.#rest(value, degree, first);
    const mixed = first.map((f, k) =>
      this.#rest(f, degree - this.degrees[k]!, first.map((_, l) => second[pairIndex(k, l)]!))
    );
    const corner = this.#rest(last, degree - 1, mixed);
    return { first: [...first, last], second: [...second, ...mixed, corner] };
  }

  /** degree · f − Σ wₖ fₖ. */
  #rest(f: Float64Array, degree: number, parts: readonly Float64Array[]): Float64Array {
    const { weights: w } = this;
    return f.map((v, i) => {
      let sum = 0;
      for (let k = 0; k < w.length; k++) sum += w[k]! * parts[k]![i]!;
      return degree * v - sum;
    });
  }
}
