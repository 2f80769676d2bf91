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
import {
  addUpperProduct,
  choleskyUpper,
  inverseFromUpper,
  mirrorUpper,
  product,
} from "./dense_kernels.ts";
import type { SparsePattern, SparseSymmetric } from "./sparse_pattern.ts";

/** A share of P² from which full products are faster than sums over entries. */
const DENSE = 0.2;

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
  /** Where the entries of a column stand in the tail, and what is summed there. */
  readonly #places: Int32Array;
  readonly #sums: Float64Array;
  readonly #scaled: Float64Array;
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
    this.#places = new Int32Array(m);
    this.#sums = new Float64Array(m);
    this.#scaled = new Float64Array(m);
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
      addUpperProduct(c, scaled, this.#panel((_, e) => l[e]!), m, first, -1);
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
    this.#gatherRows(from, to, l, this.#inverse, work);
  }

  /** work −= what the rows of the matrix at some entries, each times its number, come to at these. */
  #gatherRows(
    from: number,
    to: number,
    l: Float64Array,
    matrix: Float64Array,
    work: Float64Array,
  ): void {
    const { m, first } = this;
    const { row } = this.#pattern;
    const places = this.#places;
    const sums = this.#sums;
    const count = to - from;
    for (let g = 0; g < count; g++) {
      places[g] = row[from + g]! - first;
      sums[g] = 0;
    }
    // four rows at a time: what is gathered is then worth its index
    let e = 0;
    for (; e + 3 < count; e += 4) {
      const [f0, f1] = [l[from + e]!, l[from + e + 1]!];
      const [f2, f3] = [l[from + e + 2]!, l[from + e + 3]!];
      const [a0, a1] = [places[e]! * m, places[e + 1]! * m];
      const [a2, a3] = [places[e + 2]! * m, places[e + 3]! * m];
      for (let g = 0; g < count; g++) {
        const p = places[g]!;
        sums[g]! += f0 * matrix[a0 + p]! + f1 * matrix[a1 + p]! + f2 * matrix[a2 + p]! +
          f3 * matrix[a3 + p]!;
      }
    }
    for (; e < count; e++) {
      const f = l[from + e]!;
      const at = places[e]! * m;
      for (let g = 0; g < count; g++) sums[g]! += f * matrix[at + places[g]!]!;
    }
    for (let g = 0; g < count; g++) work[first + places[g]!]! -= sums[g]!;
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
    addUpperProduct(out.fill(0), product(s, c, m, m, m), s, m, m, -1);
    mirrorUpper(out, m);
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
    this.#gatherRows(from, to, dl, this.#inverse, work);
    this.#gatherRows(from, to, l, this.#inverseTangent, work);
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
    const { first, from } = this;
    const { start } = this.#pattern;
    const scaled = this.#scaled;
    for (let j = 0; j < first; j++) {
      const [own, to] = [from[j]!, start[j + 1]!];
      for (let e = own; e < to; e++) scaled[e - own] = d[j]! * l[e]!;
      this.#subtractColumn(c, own, to, l, false);
    }
  }

  /** c −= (P'DP)', entry by entry. */
  #subtractTangents(
    c: Float64Array,
    { diagonal: d, below: l }: SparseSymmetric,
    { diagonal: dd, below: dl }: SparseSymmetric,
  ): void {
    const { first, from } = this;
    const { start } = this.#pattern;
    const scaled = this.#scaled;
    for (let j = 0; j < first; j++) {
      const [own, to] = [from[j]!, start[j + 1]!];
      for (let e = own; e < to; e++) scaled[e - own] = dl[e]! * d[j]! + 0.5 * l[e]! * dd[j]!;
      this.#subtractColumn(c, own, to, l, true);
    }
  }

  /** c −= ls' + sl' on and above the diagonal, for the entries of a column; −= ls' where that is symmetric. */
  #subtractColumn(
    c: Float64Array,
    from: number,
    to: number,
    l: Float64Array,
    twice: boolean,
  ): void {
    const { m, first } = this;
    const { row } = this.#pattern;
    const places = this.#places;
    const own = this.#sums;
    const s = this.#scaled;
    const count = to - from;
    for (let g = 0; g < count; g++) {
      places[g] = row[from + g]! - first;
      own[g] = l[from + g]!;
    }
    // two rows at a time, a little of which then lies below the diagonal
    for (let e = 0; e < count; e += 2) {
      const next = e + 1 < count ? e + 1 : e;
      const [a0, a1] = [places[e]! * m, places[next]! * m];
      const [l0, l1] = [own[e]!, next > e ? own[next]! : 0];
      if (!twice) {
        for (let g = e; g < count; g++) {
          const p = places[g]!;
          const by = s[g]!;
          c[a0 + p]! -= l0 * by;
          c[a1 + p]! -= l1 * by;
        }
        continue;
      }
      const [s0, s1] = [s[e]!, next > e ? s[next]! : 0];
      for (let g = e; g < count; g++) {
        const p = places[g]!;
        const [by, and] = [s[g]!, own[g]!];
        c[a0 + p]! -= l0 * by + s0 * and;
        c[a1 + p]! -= l1 * by + s1 * and;
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
