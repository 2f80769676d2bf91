/**
 * Ranks of column blocks one after another: how many dimensions each adds to those before it.
 *
 * @module
 */
import type { Partition } from "../structure/partition.ts";

/** Columns of one block. */
export interface Block {
  columns: number;
  /** Set where the columns are the indicators of the classes. */
  classes?: Partition;
  /** Calls `put(column, value)` for each entry of a row that is not 0. */
  row(i: number, put: (column: number, value: number) => void): void;
}

/** The indicators of a classification. */
export function indicatorBlock(partition: Partition): Block {
  return {
    columns: partition.classes,
    classes: partition,
    row: (i, put) => put(partition.codes[i]!, 1),
  };
}

/** More columns than this are not ranked, beside those of the largest classification. */
export const MOST_COLUMNS = 1000;

/** A column is new if this share of its squared length is left after those before it. */
const TOLERANCE = 1e-9;

/**
 * Ranks of [B₁], [B₁ B₂] …, as increments.
 *
 * @param blocks column blocks over the same rows
 * @param rows number of rows
 * @returns one increment for each block, or null if there are too many columns
 */
export function rankIncrements(blocks: readonly Block[], rows: number): number[] | null {
  const ranks = [0];
  for (let k = 1; k <= blocks.length; k++) {
    const rank = rankOf(blocks.slice(0, k), rows);
    if (rank === null) return null;
    ranks.push(rank);
  }
  return blocks.map((_, k) => ranks[k + 1]! - ranks[k]!);
}

/**
 * Rank of all columns together: the largest classification is swept out by its class means, so that
 * it costs nothing; of the others' cross-products a Cholesky factor is made that passes over columns
 * which depend on earlier ones.
 */
function rankOf(blocks: readonly Block[], rows: number): number | null {
  const swept = blocks.filter((b) => b.classes)
    .reduce<Block | null>((a, b) => a === null || b.columns > a.columns ? b : a, null);
  const rest = blocks.filter((b) => b !== swept);
  const total = rest.reduce((n, b) => n + b.columns, 0);
  if (total > MOST_COLUMNS) return null;
  const { gram, lengths } = crossProducts(rest, total, swept?.classes ?? null, rows);
  return (swept?.classes?.classes ?? 0) + choleskyRank(gram, lengths, total);
}

/**
 * Number of independent columns of a cross-product matrix (upper triangle, row-major). Not
 * `choleskyLower`: a column without a pivot is passed over here, and the others go on.
 */
function choleskyRank(gram: Float64Array, lengths: Float64Array, total: number): number {
  let rank = 0;
  for (let j = 0; j < total; j++) {
    const pivot = gram[j * total + j]!;
    if (!(pivot > TOLERANCE * lengths[j]!) || lengths[j] === 0) continue;
    rank++;
    for (let i = j + 1; i < total; i++) {
      const f = gram[j * total + i]! / pivot;
      if (f === 0) continue;
      for (let k = i; k < total; k++) gram[i * total + k]! -= f * gram[j * total + k]!;
    }
  }
  return rank;
}

/** Cross-products of columns, less what a classification explains; and their squared lengths. */
function crossProducts(
  blocks: readonly Block[],
  total: number,
  swept: Partition | null,
  rows: number,
): { gram: Float64Array; lengths: Float64Array } {
  const gram = new Float64Array(total * total);
  const places = new Int32Array(total);
  const values = new Float64Array(total);
  const sums = new Float64Array(total);
  const touched: number[] = [];
  const seen = new Uint8Array(total);
  const order = swept ? byClass(swept) : null;
  let size = 0;
  for (let at = 0; at < rows; at++) {
    const i = order ? order[at]! : at;
    const count = readRow(blocks, i, places, values);
    for (let a = 0; a < count; a++) {
      const row = places[a]! * total;
      for (let b = a; b < count; b++) gram[row + places[b]!]! += values[a]! * values[b]!;
      if (!swept) continue;
      sums[places[a]!]! += values[a]!;
      if (seen[places[a]!] === 0) touched.push(places[a]!);
      seen[places[a]!] = 1;
    }
    size++;
    const last = at + 1 === rows ||
      (swept !== null && swept.codes[order![at + 1]!] !== swept.codes[i]);
    if (swept && last) {
      sweep(gram, sums, touched, size, total);
      for (const place of touched) seen[place] = 0;
      touched.length = 0;
      size = 0;
    }
  }
  const lengths = new Float64Array(total);
  for (let i = 0; i < rows; i++) {
    const count = readRow(blocks, i, places, values);
    for (let a = 0; a < count; a++) lengths[places[a]!]! += values[a]! * values[a]!;
  }
  return { gram, lengths };
}

/** Takes a class's means out of the cross-products, and empties its sums. */
function sweep(
  gram: Float64Array,
  sums: Float64Array,
  touched: readonly number[],
  size: number,
  total: number,
): void {
  const list = [...touched].sort((a, b) => a - b);
  list.forEach((a, k) => {
    for (let m = k; m < list.length; m++) {
      gram[a * total + list[m]!]! -= sums[a]! * sums[list[m]!]! / size;
    }
  });
  for (const a of list) sums[a] = 0;
}

/** The entries of a row that are not 0; their number. Places rise. */
function readRow(
  blocks: readonly Block[],
  i: number,
  places: Int32Array,
  values: Float64Array,
): number {
  let count = 0;
  let start = 0;
  const put = (column: number, value: number): void => {
    places[count] = start + column;
    values[count++] = value;
  };
  for (const block of blocks) {
    block.row(i, put);
    start += block.columns;
  }
  return count;
}

/** Rows in the order of their classes: counting sort. */
function byClass(p: Partition): Int32Array {
  const starts = new Int32Array(p.classes + 1);
  for (const c of p.codes) starts[c + 1]!++;
  for (let c = 0; c < p.classes; c++) starts[c + 1]! += starts[c]!;
  const order = new Int32Array(p.codes.length);
  p.codes.forEach((c, i) => order[starts[c]!++] = i);
  return order;
}
