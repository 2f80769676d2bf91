/**
 * The last columns of a sparse factor where elimination has filled nearly everything, as full matrices:
 * factor, inverse and the inverse's derivative go by dense kernels there.
 *
 * With P the rows of L that earlier columns have in the tail and D theirs, the tail is C = A − P'DP; its
 * inverse S has the derivative −S C' S, and what earlier columns take of it is PS. Where P is dense
 * enough these are products of full matrices, else sums over its entries.
 *
 * @module
 */
import { choleskyUpper, inverseFromUpper, mirrorUpper, product } from "./dense_kernels.ts";
import type { SparsePattern, SparseSymmetric } from "./sparse_pattern.ts";

/** A share of P² from which full products are faster than sums over entries. */
const DENSE = 0.4;

/** One tail with its buffers. */
export class DenseTail {
  /** Its first column, and how many there are. */
  readonly first: number;
  readonly m: number;
  /** By earlier column, where its entries in the tail begin. */
  readonly from: Int32Array;
  readonly #pattern: SparsePattern;
  readonly #panels: boolean;
  readonly #inverse: Float64Array;
  readonly #inverseTangent: Float64Array;
  readonly #factor: Float64Array;
  /** PS and its derivative, a row for each earlier column. */
  #taken: Float64Array | null = null;
  #takenTangent: Float64Array | null = null;

  constructor(pattern: SparsePattern) {
    const { n, tail, start, row } = this.#pattern = pattern;
    this.first = tail;
    const m = this.m = n - tail;
    this.from = new Int32Array(tail);
    let squares = 0;
    for (let j = 0; j < tail; j++) {
      let at = start[j + 1]!;
      while (at > start[j]! && row[at - 1]! >= tail) at--;
      this.from[j] = at;
      squares += (start[j + 1]! - at) ** 2;
    }
    this.#panels = squares > DENSE * tail * m * m;
    this.#factor = new Float64Array(m * m);
    this.#inverse = new Float64Array(m * m);
    this.#inverseTangent = new Float64Array(m * m);
  }

  /** Factors the tail, whose earlier columns are factored; false if it is not positive definite. */
  factorise(matrix: SparseSymmetric, factor: SparseSymmetric): boolean {
    const { m, first } = this;
    const c = this.#factor;
    this.#load(matrix, c);
    const { diagonal: d, below: l } = factor;
    if (this.#panels) {
      const scaled = this.#transposed((j, e) => l[e]! * d[j]!);
      subtract(c, product(scaled, this.#panel((_, e) => l[e]!), m, m, first));
    } else this.#subtractProducts(c, l, d);
    if (!(choleskyUpper(c, m) > -Infinity)) return false;
    for (let i = 0; i < m; i++) {
      const pivot = c[i * m + i]!;
      d[first + i] = pivot * pivot;
      const at = this.#pattern.start[first + i]! - i - 1;
      for (let k = i + 1; k < m; k++) l[at + k] = c[i * m + k]! / pivot;
    }
    return true;
  }

  /** The inverse of the tail, and what earlier columns take of it. */
  invert({ below: l }: SparseSymmetric, inverse: SparseSymmetric): void {
    const { m, first } = this;
    inverseFromUpper(this.#factor, m, this.#inverse);
    this.#store(this.#inverse, inverse);
    if (this.#panels) {
      this.#taken = product(this.#panel((_, e) => l[e]!), this.#inverse, first, m, m);
    }
  }

  /** work −= what column j takes of the inverse, at its entries. */
  take(j: number, l: Float64Array, work: Float64Array): void {
    const { m, first } = this;
    const { row, start } = this.#pattern;
    const [from, to] = [this.from[j]!, start[j + 1]!];
    if (this.#taken) {
      for (let g = from; g < to; g++) work[row[g]!]! -= this.#taken[j * m + row[g]! - first]!;
      return;
    }
    const s = this.#inverse;
    for (let e = from; e < to; e++) {
      const f = l[e]!;
      const at = (row[e]! - first) * m - first;
      for (let g = from; g < to; g++) work[row[g]!]! -= f * s[at + row[g]!]!;
    }
  }

  /** The derivative of the inverse along one of the matrix, earlier columns being derived. */
  differentiate(
    matrix: SparseSymmetric,
    factor: SparseSymmetric,
    tangent: SparseSymmetric,
    inverseTangent: SparseSymmetric,
  ): void {
    const { m, first } = this;
    const { below: l } = factor;
    const { below: dl } = tangent;
    const c = new Float64Array(m * m);
    this.#load(matrix, c);
    const panel = this.#panels ? this.#panel((_, e) => l[e]!) : null;
    if (panel) {
      const { diagonal: d } = factor;
      const { diagonal: dd } = tangent;
      const half = product(
        this.#transposed((j, e) => dl[e]! * d[j]! + 0.5 * l[e]! * dd[j]!),
        panel,
        m,
        m,
        first,
      );
      for (let i = 0; i < m; i++) {
        for (let k = i; k < m; k++) c[i * m + k]! -= half[i * m + k]! + half[k * m + i]!;
      }
    } else this.#subtractTangents(c, factor, tangent);
    mirrorUpper(c, m);
    const s = this.#inverse;
    const out = this.#inverseTangent;
    out.set(product(product(s, c, m, m, m), s, m, m, m));
    for (let i = 0; i < out.length; i++) out[i] = -out[i]!;
    this.#store(out, inverseTangent);
    if (!panel) return;
    const taken = this.#takenTangent = product(panel, out, first, m, m);
    const moved = product(this.#panel((_, e) => dl[e]!), s, first, m, m);
    for (let i = 0; i < taken.length; i++) taken[i]! += moved[i]!;
  }

  /** work −= the derivative of what column j takes, at its entries. */
  takeTangent(j: number, l: Float64Array, dl: Float64Array, work: Float64Array): void {
    const { m, first } = this;
    const { row, start } = this.#pattern;
    const [from, to] = [this.from[j]!, start[j + 1]!];
    if (this.#takenTangent) {
      for (let g = from; g < to; g++) {
        work[row[g]!]! -= this.#takenTangent[j * m + row[g]! - first]!;
      }
      return;
    }
    const s = this.#inverse;
    const ds = this.#inverseTangent;
    for (let e = from; e < to; e++) {
      const f = l[e]!;
      const df = dl[e]!;
      const at = (row[e]! - first) * m - first;
      for (let g = from; g < to; g++) {
        work[row[g]!]! -= df * s[at + row[g]!]! + f * ds[at + row[g]!]!;
      }
    }
  }

  /** The upper triangle of a matrix in the tail. */
  #load({ diagonal, below }: SparseSymmetric, out: Float64Array): void {
    const { m, first } = this;
    for (let i = 0; i < m; i++) {
      out[i * m + i] = diagonal[first + i]!;
      const at = this.#pattern.start[first + i]!;
      out.set(below.subarray(at, at + m - 1 - i), i * m + i + 1);
    }
  }

  #store(from: Float64Array, { diagonal, below }: SparseSymmetric): void {
    const { m, first } = this;
    for (let i = 0; i < m; i++) {
      diagonal[first + i] = from[i * m + i]!;
      below.set(from.subarray(i * m + i + 1, (i + 1) * m), this.#pattern.start[first + i]!);
    }
  }

  /** c −= P'DP, entry by entry. */
  #subtractProducts(c: Float64Array, l: Float64Array, d: Float64Array): void {
    const { m, first, from } = this;
    const { start, row } = this.#pattern;
    for (let j = 0; j < first; j++) {
      const to = start[j + 1]!;
      const pivot = d[j]!;
      for (let e = from[j]!; e < to; e++) {
        const f = l[e]! * pivot;
        const at = (row[e]! - first) * m - first;
        for (let g = e; g < to; g++) c[at + row[g]!]! -= f * l[g]!;
      }
    }
  }

  /** c −= (P'DP)', entry by entry. */
  #subtractTangents(
    c: Float64Array,
    { diagonal: d, below: l }: SparseSymmetric,
    { diagonal: dd, below: dl }: SparseSymmetric,
  ): void {
    const { m, first, from } = this;
    const { start, row } = this.#pattern;
    for (let j = 0; j < first; j++) {
      const to = start[j + 1]!;
      for (let e = from[j]!; e < to; e++) {
        const f = l[e]! * d[j]!;
        const df = dl[e]! * d[j]! + l[e]! * dd[j]!;
        const at = (row[e]! - first) * m - first;
        for (let g = e; g < to; g++) c[at + row[g]!]! -= df * l[g]! + f * dl[g]!;
      }
    }
  }

  /** Numbers of entries as a full matrix, a row for each earlier column. */
  #panel(value: (j: number, e: number) => number): Float64Array {
    return this.#spread(value, this.m, 1);
  }

  /** The same with a column for each. */
  #transposed(value: (j: number, e: number) => number): Float64Array {
    return this.#spread(value, 1, this.first);
  }

  #spread(value: (j: number, e: number) => number, byColumn: number, byRow: number): Float64Array {
    const { m, first, from } = this;
    const { start, row } = this.#pattern;
    const out = new Float64Array(first * m);
    for (let j = 0; j < first; j++) {
      for (let e = from[j]!; e < start[j + 1]!; e++) {
        out[j * byColumn + (row[e]! - first) * byRow] = value(j, e);
      }
    }
    return out;
  }
}

function subtract(a: Float64Array, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i]! -= b[i]!;
}
