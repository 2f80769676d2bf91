/**
 * LDL' of a sparse symmetric positive definite matrix, its inverse on the pattern of L, and the
 * derivatives of both along a direction.
 *
 * Sources: Davis (2006), Direct Methods for Sparse Linear Systems, chapter 4; Takahashi, Fagan & Chin
 * (1973) for the inverse. Derivatives follow by the product rule, step by step.
 *
 * @module
 */
import { DenseTail } from "./dense_tail.ts";
import { type SparsePattern, type SparseSymmetric, sparseZero } from "./sparse_pattern.ts";

/** A factor with buffers of its own; nothing is allocated when it is used. */
export class SparseFactor {
  /** D, and L below its unit diagonal. */
  readonly factor: SparseSymmetric;
  /** The inverse on the pattern. */
  readonly inverse: SparseSymmetric;
  /** Derivatives of the two along the last direction asked for; of the factor before its tail. */
  readonly factorTangent: SparseSymmetric;
  readonly inverseTangent: SparseSymmetric;
  readonly #work: Float64Array;
  readonly #workTangent: Float64Array;
  readonly #index: Int32Array;
  /** The last columns, where these are full. */
  readonly #tail: DenseTail | null;

  constructor(readonly pattern: SparsePattern) {
    this.factor = sparseZero(pattern);
    this.inverse = sparseZero(pattern);
    this.factorTangent = sparseZero(pattern);
    this.inverseTangent = sparseZero(pattern);
    this.#work = new Float64Array(pattern.n);
    this.#workTangent = new Float64Array(pattern.n);
    this.#index = new Int32Array(pattern.n).fill(-1);
    this.#tail = pattern.tail < pattern.n ? new DenseTail(pattern) : null;
  }

  /** Factors; false if the matrix is not positive definite. */
  factorise(matrix: SparseSymmetric): boolean {
    const { diagonal, below } = matrix;
    const { tail: n, start, row, rowStart, column, place } = this.pattern;
    const { diagonal: d, below: l } = this.factor;
    const work = this.#work;
    for (let j = 0; j < n; j++) {
      let pivot = diagonal[j]!;
      const [from, to] = [start[j]!, start[j + 1]!];
      for (let e = from; e < to; e++) work[row[e]!] = below[e]!;
      for (let r = rowStart[j]!; r < rowStart[j + 1]!; r++) {
        const k = column[r]!;
        const at = place[r]!;
        const f = l[at]! * d[k]!;
        pivot -= f * l[at]!;
        for (let e = at + 1; e < start[k + 1]!; e++) work[row[e]!]! -= l[e]! * f;
      }
      if (!(pivot > 0)) return false;
      d[j] = pivot;
      for (let e = from; e < to; e++) l[e] = work[row[e]!]! / pivot;
    }
    return this.#tail?.factorise(matrix, this.factor) ?? true;
  }

  /** log det. */
  get logDet(): number {
    let sum = 0;
    const { diagonal } = this.factor;
    for (let j = 0; j < diagonal.length; j++) sum += Math.log(diagonal[j]!);
    return sum;
  }

  /** x ← A⁻¹x. */
  solve(x: Float64Array): void {
    const { n, start, row } = this.pattern;
    const { diagonal: d, below: l } = this.factor;
    for (let j = 0; j < n; j++) {
      const v = x[j]!;
      if (v === 0) continue;
      for (let e = start[j]!; e < start[j + 1]!; e++) x[row[e]!]! -= l[e]! * v;
    }
    for (let j = n - 1; j >= 0; j--) {
      let v = x[j]! / d[j]!;
      for (let e = start[j]!; e < start[j + 1]!; e++) v -= l[e]! * x[row[e]!]!;
      x[j] = v;
    }
  }

  /** The inverse on the pattern. */
  invert(): void {
    const { tail: n, start, row } = this.pattern;
    const tail = this.#tail;
    tail?.invert(this.factor, this.inverse);
    const { diagonal: d, below: l } = this.factor;
    const { diagonal: s, below: t } = this.inverse;
    const index = this.#index;
    const work = this.#work;
    for (let j = n - 1; j >= 0; j--) {
      const [from, to] = [start[j]!, start[j + 1]!];
      for (let e = from; e < to; e++) {
        index[row[e]!] = e;
        work[row[e]!] = 0;
      }
      const early = tail ? tail.from[j]! : to;
      for (let e = from; e < early; e++) {
        const k = row[e]!;
        const f = l[e]!;
        work[k]! -= f * s[k]!;
        for (let c = start[k]!; c < start[k + 1]!; c++) {
          const i = row[c]!;
          const own = index[i]!;
          if (own < 0) continue;
          work[i]! -= f * t[c]!;
          work[k]! -= l[own]! * t[c]!;
        }
      }
      tail?.take(j, l, work);
      let own = 1 / d[j]!;
      for (let e = from; e < to; e++) {
        const value = work[row[e]!]!;
        t[e] = value;
        own -= l[e]! * value;
        index[row[e]!] = -1;
      }
      s[j] = own;
    }
  }

  /** Derivatives of factor and inverse along a direction of the matrix. */
  differentiate(matrix: SparseSymmetric): void {
    this.#differentiateFactor(matrix);
    this.#tail?.differentiate(matrix, this.factor, this.factorTangent, this.inverseTangent);
    this.#differentiateInverse();
  }

  #differentiateFactor({ diagonal, below }: SparseSymmetric): void {
    const { tail: n, start, row, rowStart, column, place } = this.pattern;
    const { diagonal: d, below: l } = this.factor;
    const { diagonal: dd, below: dl } = this.factorTangent;
    const work = this.#workTangent;
    for (let j = 0; j < n; j++) {
      let pivot = diagonal[j]!;
      const [from, to] = [start[j]!, start[j + 1]!];
      for (let e = from; e < to; e++) work[row[e]!] = below[e]!;
      for (let r = rowStart[j]!; r < rowStart[j + 1]!; r++) {
        const k = column[r]!;
        const at = place[r]!;
        const f = l[at]! * d[k]!;
        const df = dl[at]! * d[k]! + l[at]! * dd[k]!;
        if (f === 0 && df === 0) continue;
        pivot -= df * l[at]! + f * dl[at]!;
        for (let e = at + 1; e < start[k + 1]!; e++) work[row[e]!]! -= dl[e]! * f + l[e]! * df;
      }
      dd[j] = pivot;
      for (let e = from; e < to; e++) dl[e] = (work[row[e]!]! - l[e]! * pivot) / d[j]!;
    }
  }

  #differentiateInverse(): void {
    const { tail: n, start, row } = this.pattern;
    const tail = this.#tail;
    const { diagonal: d, below: l } = this.factor;
    const { diagonal: dd, below: dl } = this.factorTangent;
    const { diagonal: s, below: t } = this.inverse;
    const { diagonal: ds, below: dt } = this.inverseTangent;
    const index = this.#index;
    const work = this.#workTangent;
    for (let j = n - 1; j >= 0; j--) {
      const [from, to] = [start[j]!, start[j + 1]!];
      for (let e = from; e < to; e++) {
        index[row[e]!] = e;
        work[row[e]!] = 0;
      }
      const early = tail ? tail.from[j]! : to;
      for (let e = from; e < early; e++) {
        const k = row[e]!;
        const f = l[e]!;
        const df = dl[e]!;
        work[k]! -= df * s[k]! + f * ds[k]!;
        for (let c = start[k]!; c < start[k + 1]!; c++) {
          const i = row[c]!;
          const own = index[i]!;
          if (own < 0) continue;
          work[i]! -= df * t[c]! + f * dt[c]!;
          work[k]! -= dl[own]! * t[c]! + l[own]! * dt[c]!;
        }
      }
      tail?.takeTangent(j, l, dl, work);
      let own = -dd[j]! / (d[j]! * d[j]!);
      for (let e = from; e < to; e++) {
        const value = work[row[e]!]!;
        dt[e] = value;
        own -= dl[e]! * t[e]! + l[e]! * value;
        index[row[e]!] = -1;
      }
      ds[j] = own;
    }
  }
}
