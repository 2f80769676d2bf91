/**
 * Rows that say the same to a model, collapsed.
 *
 * In a designed experiment a million rows have a few dozen different model rows. A cell is the set
 * of rows that agree in everything that the model's columns are made of; the fit needs its weight,
 * its mean response and its sum of squares, and nothing else.
 *
 * @module
 */

/** What tells rows apart: a factor's codes (each in 0 … size − 1), or numbers. */
export type CellKey =
  | { readonly codes: Int32Array; readonly size: number }
  | { readonly values: Float64Array };

/** A partition of the rows. */
export interface Cells {
  /** Number of cells. */
  readonly count: number;
  /** Cell of each row, numbered in order of first appearance; null if every row is its own. */
  readonly of: Int32Array | null;
  /** The first row of each cell. */
  readonly first: Int32Array;
}

/** Number of rows in each cell. */
export function cellCounts({ count, of }: Cells): Float64Array {
  const counts = new Float64Array(count);
  if (of) { for (const c of of) counts[c]!++; }
  else counts.fill(1);
  return counts;
}

/** Sums over the rows of each cell. */
export interface CellSums {
  /** Σ w. */
  readonly weight: Float64Array;
  /** Σ w y / Σ w, as the unevaluated sum `mean + meanLow`. */
  readonly mean: Float64Array;
  readonly meanLow: Float64Array;
  /** Σ over all rows of w (y − mean of its cell)². */
  readonly within: number;
}

/** Largest table that codes are looked up in directly. */
const DIRECT = 1 << 22;

/** Numeric keys with more different values than this share of the rows make no cells. */
const WORTHWHILE = 0.5;

/** So many squares are summed plainly; sums of so many are compensated. */
const BLOCK = 512;

/**
 * Collapses rows that agree in every key.
 *
 * @param n rows; a key's array has n elements without missing values
 */
export function cellsOf(keys: readonly CellKey[], n: number): Cells {
  let of: Int32Array = new Int32Array(n);
  let count = Math.min(n, 1);
  for (const key of keys) {
    const coded = "codes" in key ? key : numberCodes(key.values, n);
    if (!coded) return singletons(n);
    if (coded.size <= 1) continue;
    const crossed = crossCodes(of, count, coded.codes, coded.size, n);
    of = crossed.codes;
    count = crossed.size;
    if (count > n * 0.9 && n > 64) return singletons(n);
  }
  const first = new Int32Array(count).fill(-1);
  for (let i = n - 1; i >= 0; i--) first[of[i]!] = i;
  return count === n ? singletons(n) : { count, of, first };
}

function singletons(n: number): Cells {
  return { count: n, of: null, first: Int32Array.from({ length: n }, (_, i) => i) };
}

/** A code for each row, in 0 … size − 1. */
export interface Codes {
  /** One a row. */
  codes: Int32Array;
  /** How many there are. */
  size: number;
}

/** Numbers as codes, or null if there are too many different ones to be worth it. */
function numberCodes(values: Float64Array, n: number): Codes | null {
  const limit = Math.max(64, n * WORTHWHILE);
  const codes = new Int32Array(n);
  const seen = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    let code = seen.get(value);
    if (code === undefined) {
      code = seen.size;
      seen.set(value, code);
      // a sample of the first rows tells a measurement from a set value
      if (code >= limit || (i === 4095 && code > 3500)) return null;
    }
    codes[i] = code;
  }
  return { codes, size: seen.size };
}

/** Pairs of codes as codes in order of first appearance. */
export function crossCodes(
  a: Int32Array,
  aSize: number,
  b: Int32Array,
  bSize: number,
  n: number,
): Codes {
  const codes = new Int32Array(n);
  let size = 0;
  if (aSize * bSize <= DIRECT) {
    const table = new Int32Array(aSize * bSize);
    for (let i = 0; i < n; i++) {
      const key = a[i]! * bSize + b[i]!;
      let code = table[key]!;
      if (code === 0) table[key] = code = ++size;
      codes[i] = code - 1;
    }
    return { codes, size };
  }
  const table = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const key = a[i]! * bSize + b[i]!;
    let code = table.get(key);
    if (code === undefined) table.set(key, code = size++);
    codes[i] = code;
  }
  return { codes, size };
}

/**
 * Weights, means and within-cell sums of squares of a response.
 *
 * Sums are compensated and squares taken about the cell's own mean, so that a large common part of
 * the responses costs no digits.
 *
 * @param y n responses; `low`, if given, is added to them without rounding
 * @param weights n prior weights, or null
 */
export function cellSums(
  cells: Cells,
  y: Float64Array,
  weights: Float64Array | null,
  low: Float64Array | null = null,
): CellSums {
  const { count, of } = cells;
  const n = y.length;
  if (!of) {
    return {
      weight: weights ?? new Float64Array(n).fill(1),
      mean: y,
      meanLow: low ?? new Float64Array(n),
      within: 0,
    };
  }
  const weight = new Float64Array(count);
  for (let i = 0; i < n; i++) weight[of[i]!]! += weights ? weights[i]! : 1;
  // about the first response of the cell: the differences are exact or nearly so
  const origin = Float64Array.from(cells.first, (i) => y[i]!);
  const sum = new Float64Array(count);
  const carry = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    const c = of[i]!;
    const difference = y[i]! - origin[c]! + (low ? low[i]! : 0);
    const term = (weights ? weights[i]! * difference : difference) - carry[c]!;
    const next = sum[c]! + term;
    carry[c] = next - sum[c]! - term;
    sum[c] = next;
  }
  const mean = new Float64Array(count);
  const meanLow = new Float64Array(count);
  for (let c = 0; c < count; c++) {
    const shift = weight[c]! > 0 ? sum[c]! / weight[c]! : 0;
    mean[c] = origin[c]! + shift;
    const back = mean[c]! - origin[c]!;
    meanLow[c] = (origin[c]! - (mean[c]! - back)) + (shift - back);
  }
  let within = 0;
  let lost = 0;
  let block = 0; // rows are summed by blocks, and blocks with what their sum loses
  for (let i = 0; i < n; i++) {
    const c = of[i]!;
    const d = y[i]! - mean[c]! - meanLow[c]! + (low ? low[i]! : 0);
    block += (weights ? weights[i]! : 1) * d * d;
    if (i % BLOCK !== BLOCK - 1 && i !== n - 1) continue;
    const term = block - lost;
    const next = within + term;
    lost = next - within - term;
    within = next;
    block = 0;
  }
  return { weight, mean, meanLow, within };
}
