/**
 * The pattern of the factor of a sparse symmetric matrix: which entries below the diagonal it has.
 *
 * Source: Davis (2006), Direct Methods for Sparse Linear Systems, chapter 4.
 *
 * @module
 */

/** A tail has so many columns at least, and so many of the entries that it can have. */
const LEAST_TAIL = 96;
const FILLED = 0.95;

/** Entries below the diagonal by column, rows ascending, and the same by row. */
export class SparsePattern {
  /** Entries of column j are start[j] … start[j + 1] − 1. */
  readonly start: Int32Array;
  readonly row: Int32Array;
  /** Entries of row i are rowStart[i] … : their columns, ascending, and their places. */
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  readonly place: Int32Array;
  /** The first of the last columns that are full; n if there is no such tail. */
  readonly tail: number;

  /**
   * @param n order of the matrix
   * @param below by column, the rows below the diagonal with an entry in the matrix; made use of
   */
  constructor(readonly n: number, below: readonly Set<number>[]) {
    const struct: Int32Array[] = [];
    const children: number[][] = Array.from({ length: n }, () => []);
    for (let j = 0; j < n; j++) {
      const rows = below[j]!;
      for (const c of children[j]!) for (const r of struct[c]!) if (r > j) rows.add(r);
      const sorted = Int32Array.from(rows).sort();
      struct.push(sorted);
      if (sorted.length > 0) children[sorted[0]!]!.push(j);
    }
    this.tail = filledTail(struct);
    for (let j = this.tail; j < n; j++) {
      struct[j] = Int32Array.from({ length: n - 1 - j }, (_, i) => j + 1 + i);
    }
    const total = struct.reduce((sum, rows) => sum + rows.length, 0);
    this.start = new Int32Array(n + 1);
    this.row = new Int32Array(total);
    this.rowStart = new Int32Array(n + 1);
    this.column = new Int32Array(total);
    this.place = new Int32Array(total);
    for (let j = 0, at = 0; j < n; j++) {
      this.row.set(struct[j]!, at);
      at += struct[j]!.length;
      this.start[j + 1] = at;
      for (const r of struct[j]!) this.rowStart[r + 1]!++;
    }
    for (let i = 0; i < n; i++) this.rowStart[i + 1]! += this.rowStart[i]!;
    const next = this.rowStart.slice(0, n);
    for (let j = 0; j < n; j++) {
      for (let at = this.start[j]!; at < this.start[j + 1]!; at++) {
        const to = next[this.row[at]!]!++;
        this.column[to] = j;
        this.place[to] = at;
      }
    }
  }

  /** Where the entry (i, j), i > j, stands. */
  placeOf(i: number, j: number): number {
    let [low, high] = [this.start[j]!, this.start[j + 1]! - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.row[middle]! < i) low = middle + 1;
      else high = middle;
    }
    if (this.row[low] !== i) throw new RangeError(`the pattern has no entry (${i}, ${j})`);
    return low;
  }
}

/** The first column from which on nearly all entries are there. */
function filledTail(struct: readonly Int32Array[]): number {
  const n = struct.length;
  let tail = n;
  for (let j = n - 1, entries = 0; j >= 0; j--) {
    entries += struct[j]!.length;
    const m = n - j;
    if (m >= LEAST_TAIL && entries >= FILLED * m * (m - 1) / 2) tail = j;
  }
  return tail;
}

/** A symmetric matrix on a pattern: its diagonal, and its entries below. */
export interface SparseSymmetric {
  readonly diagonal: Float64Array;
  readonly below: Float64Array;
}

/** A matrix of zeros. */
export function sparseZero({ n, row }: SparsePattern): SparseSymmetric {
  return { diagonal: new Float64Array(n), below: new Float64Array(row.length) };
}
