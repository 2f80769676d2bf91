/**
 * R⁻¹ over a set of visits and its derivatives, as weights of pairs of visits.
 *
 * With Bₖ = RₖR⁻¹ and Sₖ = R⁻¹Bₖ,
 *
 *     (R⁻¹)ₖ  = −Sₖ,
 *     (R⁻¹)ₖₗ = SₖBₗ + (SₖBₗ)' − R⁻¹RₖₗR⁻¹.
 *
 * Rows of Rₖ that are 0 are passed over: a variance of one visit has few others.
 *
 * @module
 */
import { choleskyUpper, inverseFromUpper } from "../../../math/algebra/dense_kernels.ts";
import { choleskySmall, inverseFromCholesky } from "../../../math/algebra/triangular.ts";

/** Visits from which the dense kernels are faster than plain loops. */
const WIDE = 48;

/** R⁻¹ and log|R|; null if R is not positive definite. */
export function inverseOf(
  r: Float64Array,
  m: number,
): { inverse: Float64Array; logDet: number } | null {
  if (m >= WIDE) {
    const logDet = choleskyUpper(r, m);
    return Number.isFinite(logDet) ? { inverse: inverseFromUpper(r, m), logDet } : null;
  }
  const l = choleskySmall(r, m);
  if (!l) return null;
  let logDet = 0;
  for (let i = 0; i < m; i++) logDet += 2 * Math.log(l[i * m + i]!);
  return { inverse: inverseFromCholesky(l, m), logDet };
}

/** The rows and columns of some visits. */
export function part(a: Float64Array, size: number, visits: Int32Array): Float64Array {
  const m = visits.length;
  if (m === size) return a.slice();
  const out = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    const row = visits[i]! * size;
    for (let j = 0; j < m; j++) out[i * m + j] = a[row + visits[j]!]!;
  }
  return out;
}

/** Writes q_st of the pairs s ≤ t, ordered as `pairIndex` has them. */
export function writePairs(q: Float64Array, m: number, out: Float64Array, at: number): void {
  for (let t = 0, k = at; t < m; t++) {
    for (let s = 0; s <= t; s++, k++) out[k] = q[s * m + t]!;
  }
}

/** The derivatives at one set of visits; buffers are used again for the next. */
export class VisitDerivatives {
  readonly #b: Float64Array;
  readonly #s: Float64Array;
  readonly #rows: Int32Array;
  readonly #rowCount: Int32Array;
  readonly #half: Float64Array;
  #m = 0;

  /**
   * @param directions how many matrices Rₖ there are at most
   * @param widest visits of the largest set
   */
  constructor(directions: number, readonly widest: number) {
    const square = widest * widest;
    this.#b = new Float64Array(directions * square);
    this.#s = new Float64Array(directions * square);
    this.#rows = new Int32Array(directions * widest);
    this.#rowCount = new Int32Array(directions);
    this.#half = new Float64Array(square);
  }

  /** Takes the matrices Rₖ, which are over all `size` visits. */
  load(
    derivatives: readonly Float64Array[],
    size: number,
    visits: Int32Array,
    inverse: Float64Array,
  ): void {
    const m = this.#m = visits.length;
    const square = m * m;
    const [b, s, rows] = [this.#b, this.#s, this.#rows];
    b.fill(0, 0, derivatives.length * square);
    s.fill(0, 0, derivatives.length * square);
    for (let k = 0; k < derivatives.length; k++) {
      const d = derivatives[k]!;
      const first = k * square;
      let count = 0;
      for (let i = 0; i < m; i++) {
        const row = visits[i]! * size;
        const to = first + i * m;
        let any = false;
        for (let j = 0; j < m; j++) {
          const f = d[row + visits[j]!]!;
          if (f === 0) continue;
          any = true;
          for (let c = 0, at = j * m; c < m; c++, at++) b[to + c]! += f * inverse[at]!;
        }
        if (!any) continue;
        rows[k * m + count++] = i;
        for (let r = 0; r < m; r++) {
          const f = inverse[r * m + i]!;
          const at = first + r * m;
          for (let c = 0; c < m; c++) s[at + c]! += f * b[to + c]!;
        }
      }
      this.#rowCount[k] = count;
    }
  }

  /** Writes −Sₖ; returns tr Bₖ. */
  first(k: number, out: Float64Array, at: number): number {
    const m = this.#m;
    const begin = k * m * m;
    let trace = 0;
    for (let t = 0, to = at; t < m; t++) {
      trace += this.#b[begin + t * (m + 1)]!;
      for (let r = 0; r <= t; r++, to++) out[to] = -this.#s[begin + r * m + t]!;
    }
    return trace;
  }

  /** Writes SₖBₗ + (SₖBₗ)'; returns −tr BₖBₗ. */
  second(k: number, l: number, out: Float64Array, at: number): number {
    const m = this.#m;
    const [b, s, half] = [this.#b, this.#s, this.#half];
    const [fromK, fromL] = [k * m * m, l * m * m];
    half.fill(0, 0, m * m);
    let trace = 0;
    for (let a = 0; a < this.#rowCount[l]!; a++) {
      const i = this.#rows[l * m + a]!;
      const row = fromL + i * m;
      for (let r = 0; r < m; r++) {
        trace += b[fromK + r * m + i]! * b[row + r]!;
        const f = s[fromK + r * m + i]!;
        if (f === 0) continue;
        for (let c = 0; c < m; c++) half[r * m + c]! += f * b[row + c]!;
      }
    }
    for (let t = 0, to = at; t < m; t++) {
      for (let r = 0; r <= t; r++, to++) out[to] = half[r * m + t]! + half[t * m + r]!;
    }
    return -trace;
  }
}
