/**
 * Householder QR with the limited column pivoting that R's `lm` uses.
 *
 * Sources: Householder (1958, J. ACM 5, 339–342) for the reflections; `dqrdc` of LINPACK
 * (Dongarra, Bunch, Moler & Stewart 1979, chapter 9) as R changed it for the pivoting.
 *
 * @module
 */

/** R's tolerance: a column is dependent if sweeping out the earlier ones leaves less of its norm. */
export const RANK_TOLERANCE = 1e-7;

/**
 * A QR decomposition. With P the column order of `pivot`, A P = Q R: R is in the upper triangle of
 * `factor`, the Householder vectors v_k (unit leading element implied by `tau`) below it.
 */
export interface QR {
  readonly rows: number;
  readonly columns: number;
  /** rows × columns, column-major. */
  readonly factor: Float64Array;
  /** H_k = I − tau[k] v_k v_k', v_k[k] = 1. */
  readonly tau: Float64Array;
  /** `pivot[k]` is the original index of column k; the first `rank` of them are independent. */
  readonly pivot: Int32Array;
  readonly rank: number;
  /** For each place k < rank: norm of the column when it was reached over its original norm. */
  readonly reduction: Float64Array;
}

/**
 * Decomposes a matrix. As in LINPACK's `dqrdc2` (the routine behind R's `lm`), a column keeps its
 * place unless its norm, after the columns before it are swept out, is below `tolerance` times what
 * it was at first: then it moves to the end and counts as dependent.
 *
 * @param a rows × columns, column-major; not changed
 * @param tolerance R's, or one for each column
 */
export function qr(
  a: Float64Array,
  rows: number,
  columns: number,
  tolerance: number | Float64Array = RANK_TOLERANCE,
): QR {
  const limit = (k: number): number =>
    typeof tolerance === "number" ? tolerance : tolerance[pivot[k]!]!;
  const factor = a.slice(0, rows * columns);
  const pivot = Int32Array.from({ length: columns }, (_, j) => j);
  const tau = new Float64Array(columns);
  const reduction = new Float64Array(columns);
  const original = new Float64Array(columns);
  const current = new Float64Array(columns);
  const reference = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    const norm = columnNorm(factor, j * rows, j * rows + rows);
    current[j] = norm;
    reference[j] = norm;
    original[j] = norm === 0 ? 1 : norm;
  }
  const start = Float64Array.from({ length: columns }, (_, j) => j * rows);
  const state: Sweep = { factor, rows, columns, start, pivot, original, current, reference };
  let candidates = columns;
  const steps = Math.min(rows, columns);
  let k = 0;
  for (; k < steps; k++) {
    while (k < candidates && current[k]! < original[k]! * limit(k)) {
      moveToEnd(state, k);
      candidates--;
    }
    if (k >= candidates) break;
    reduction[k] = current[k]! / original[k]!;
    tau[k] = reflect(state, k);
  }
  const rank = Math.min(k, candidates);
  return { rows, columns, factor: inOrder(state), tau, pivot, rank, reduction };
}

interface Sweep {
  factor: Float64Array;
  rows: number;
  columns: number;
  /** Where in `factor` the column at each place begins: a column that moves is not copied. */
  start: Float64Array;
  pivot: Int32Array;
  original: Float64Array;
  current: Float64Array;
  reference: Float64Array;
}

/** Euclidean norm of a[from..to), scaled against overflow only when it is needed. */
function columnNorm(a: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += a[i]! * a[i]!;
  if (sum > 1e-280 && sum < 1e280) return Math.sqrt(sum);
  let max = 0;
  for (let i = from; i < to; i++) max = Math.max(max, Math.abs(a[i]!));
  if (max === 0 || !Number.isFinite(max)) return max;
  sum = 0;
  for (let i = from; i < to; i++) sum += (a[i]! / max) ** 2;
  return max * Math.sqrt(sum);
}

/** Rotates column k to the last place; the ones behind it move up by one. */
function moveToEnd(s: Sweep, k: number): void {
  const { columns } = s;
  for (const list of [s.start, s.pivot, s.original, s.current, s.reference]) {
    const first = list[k]!;
    list.copyWithin(k, k + 1, columns);
    list[columns - 1] = first;
  }
}

/** The factor with its columns in the order of their places. */
function inOrder({ factor, rows, columns, start }: Sweep): Float64Array {
  if (start.every((from, j) => from === j * rows)) return factor;
  const ordered = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    ordered.set(factor.subarray(start[j]!, start[j]! + rows), j * rows);
  }
  return ordered;
}

/** One Householder step on column k; gives tau and updates the columns behind. */
function reflect(s: Sweep, k: number): number {
  const { factor, rows, columns } = s;
  const top = s.start[k]! + k;
  const end = top - k + rows;
  const norm = columnNorm(factor, top, end);
  if (norm === 0) return 0;
  const alpha = factor[top]!;
  const beta = alpha >= 0 ? -norm : norm;
  const tau = (beta - alpha) / beta;
  const scale = 1 / (alpha - beta);
  for (let i = top + 1; i < end; i++) factor[i]! *= scale;
  factor[top] = beta;
  for (let j = k + 1; j < columns; j++) {
    const start = s.start[j]! + k;
    let dot = factor[start]!;
    for (let i = 1; i < rows - k; i++) dot += factor[top + i]! * factor[start + i]!;
    dot *= tau;
    factor[start]! -= dot;
    for (let i = 1; i < rows - k; i++) factor[start + i]! -= dot * factor[top + i]!;
    downdate(s, j, k);
  }
  return tau;
}

/** The norm of column j below row k, cheaply where that is accurate, afresh where it is not. */
function downdate(s: Sweep, j: number, k: number): void {
  const { factor, rows, current, reference } = s;
  if (current[j] === 0) return;
  const from = s.start[j]!;
  const ratio = factor[from + k]! / current[j]!;
  const left = Math.max(0, 1 - ratio * ratio);
  // relative to the last exact norm, cancellation has eaten too many digits
  if (left * (current[j]! / reference[j]!) ** 2 < 1e-6 || left < 1e-6) {
    current[j] = columnNorm(factor, from + k + 1, from + rows);
    reference[j] = current[j]!;
  } else current[j]! *= Math.sqrt(left);
}

/** y ← Q'y, in place; y has `rows` elements, beginning at `offset`. */
export function applyQTransposed(d: QR, y: Float64Array, offset = 0): void {
  for (let k = 0; k < d.rank; k++) applyReflection(d, k, y, offset);
}

/** y ← Qy, in place. */
export function applyQ(d: QR, y: Float64Array, offset = 0): void {
  for (let k = d.rank - 1; k >= 0; k--) applyReflection(d, k, y, offset);
}

function applyReflection(d: QR, k: number, y: Float64Array, offset: number): void {
  const { factor, rows } = d;
  const base = k * rows;
  let dot = y[offset + k]!;
  for (let i = k + 1; i < rows; i++) dot += factor[base + i]! * y[offset + i]!;
  dot *= d.tau[k]!;
  if (dot === 0) return;
  y[offset + k]! -= dot;
  for (let i = k + 1; i < rows; i++) y[offset + i]! -= dot * factor[base + i]!;
}

/** x ← R₁⁻¹x, in place; R₁ is the leading rank × rank block, x its right-hand side. */
export function solveR(d: QR, x: Float64Array): void {
  const { factor, rows, rank } = d;
  for (let j = rank - 1; j >= 0; j--) {
    const value = x[j]! / factor[j * rows + j]!;
    x[j] = value;
    for (let i = 0; i < j; i++) x[i]! -= value * factor[j * rows + i]!;
  }
}

/** x ← R₁⁻ᵀx, in place. */
export function solveRTransposed(d: QR, x: Float64Array): void {
  const { factor, rows, rank } = d;
  for (let j = 0; j < rank; j++) {
    let sum = x[j]!;
    for (let i = 0; i < j; i++) sum -= factor[j * rows + i]! * x[i]!;
    x[j] = sum / factor[j * rows + j]!;
  }
}

/** (R₁'R₁)⁻¹, rank × rank, row-major, in the order of `pivot`. */
export function inverseCrossProduct(d: QR): Float64Array {
  const p = d.rank;
  const inverse = new Float64Array(p * p); // column-major R₁⁻¹
  for (let j = 0; j < p; j++) {
    const column = inverse.subarray(j * p, (j + 1) * p);
    column[j] = 1;
    solveR(d, column);
  }
  const result = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < p; k++) sum += inverse[k * p + i]! * inverse[k * p + j]!;
      result[i * p + j] = sum;
      result[j * p + i] = sum;
    }
  }
  return result;
}

/** The first `rank` columns of Q: rows × rank, column-major. */
export function thinQ(d: QR): Float64Array {
  const { rows, rank } = d;
  const q = new Float64Array(rows * rank);
  for (let j = 0; j < rank; j++) {
    q[j * rows + j] = 1;
    applyQ(d, q, j * rows);
  }
  return q;
}
