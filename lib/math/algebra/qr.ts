/**
 * Householder QR with the limited column pivoting that R's `lm` uses.
 *
 * Sources: Householder (1958, J. ACM 5, 339–342) for the reflections; `dqrdc` of LINPACK
 * (Dongarra, Bunch, Moler & Stewart 1979, chapter 9) as R changed it for the pivoting.
 *
 * @module
 */
import { inverseFromUpper, product } from "./dense_kernels.ts";
import { transposed } from "./products.ts";
import { BLOCK, ReflectedColumns } from "./reflector_block.ts";

/** From this order on columns go in panels, on the dense kernels. */
const MANY = 96;

/** Vectors longer than this are multiplied by several sums. */
const LONG = 64;

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
  const steps = Math.min(rows, columns);
  const held = steps < MANY ? null : ReflectedColumns.hold(rows, columns);
  const factor = held ? held.data : new Float64Array(rows * columns);
  factor.set(a.subarray(0, rows * columns));
  const pivot = Int32Array.from({ length: columns }, (_, j) => j);
  const tau = new Float64Array(columns);
  const reduction = new Float64Array(columns);
  const original = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    const norm = columnNorm(factor, j * rows, j * rows + rows);
    original[j] = norm === 0 ? 1 : norm;
  }
  const start = Float64Array.from({ length: columns }, (_, j) => j * rows);
  const state: Sweep = { factor, rows, columns, start, pivot, original, tau, held };
  let candidates = columns;
  let k = 0;
  // columns go in panels: within one each reflection reaches the others at once, and those that were
  // moved to the end; the columns behind it are reflected by all of the panel together
  const width = held ? BLOCK : columns;
  while (k < steps && k < candidates) {
    const first = k;
    let end = Math.min(candidates, k + width);
    while (k < steps && k < end) {
      const top = start[k]! + k;
      const norm = columnNorm(factor, top, top - k + rows);
      if (norm < original[k]! * limit(k)) {
        moveToEnd(state, k);
        candidates--;
        end--;
        continue;
      }
      reduction[k] = norm / original[k]!;
      tau[k] = reflect(state, k, norm, end, candidates);
      k++;
    }
    // none of these has moved: they lie one behind the other
    if (end < candidates) {
      const behind = [start[end]!, candidates - end] as const;
      held!.apply(state, [first, k - first], behind, true, (j) => start[j]!);
    }
  }
  return { rows, columns, factor: inOrder(state), tau, pivot, rank: k, reduction };
}

interface Sweep {
  factor: Float64Array;
  rows: number;
  columns: number;
  /** Where in `factor` the column at each place begins: a column that moves is not copied. */
  start: Float64Array;
  pivot: Int32Array;
  original: Float64Array;
  tau: Float64Array;
  /** The factor in the memory of the kernels; null if it is not there. */
  held: ReflectedColumns | null;
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
  for (const list of [s.start, s.pivot, s.original]) {
    const first = list[k]!;
    list.copyWithin(k, k + 1, columns);
    list[columns - 1] = first;
  }
}

/** The factor with its columns in the order of their places. */
function inOrder({ factor, rows, columns, start, held }: Sweep): Float64Array {
  if (start.every((from, j) => from === j * rows)) return held ? factor.slice() : factor;
  const ordered = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    ordered.set(factor.subarray(start[j]!, start[j]! + rows), j * rows);
  }
  return ordered;
}

/**
 * One Householder step on column k, whose norm from row k on is given; gives tau and updates the other
 * columns of its panel: those before `end`, and those from `candidates` on.
 */
function reflect(s: Sweep, k: number, norm: number, end: number, candidates: number): number {
  const { factor, rows, columns } = s;
  if (norm === 0) return 0;
  const top = s.start[k]! + k;
  const length = rows - k;
  const alpha = factor[top]!;
  const beta = alpha >= 0 ? -norm : norm;
  const tau = (beta - alpha) / beta;
  const scale = 1 / (alpha - beta);
  for (let i = 1; i < length; i++) factor[top + i]! *= scale;
  factor[top] = beta;
  reflectPlaces(s, k, tau, k + 1, end);
  reflectPlaces(s, k, tau, candidates, columns);
  return tau;
}

/** Reflects the columns of places `from` … `to` − 1 by the k-th reflection. */
function reflectPlaces(s: Sweep, k: number, tau: number, from: number, to: number): void {
  const { factor, rows, start, held } = s;
  const top = start[k]! + k;
  const length = rows - k;
  const own = held ? factor : factor.subarray(top, top + length);
  for (let j = from; j < to; j++) {
    if (held) held.reflect(top, start[j]! + k, length, tau);
    else reflectColumn(own, tau, factor, start[j]! + k);
  }
}

/** y ← (I − tau v v')y, v's leading element taken as 1; y begins at `offset`. */
function reflectColumn(v: Float64Array, tau: number, y: Float64Array, offset: number): void {
  const length = v.length;
  let dot = y[offset]!;
  let i = 1;
  if (length > LONG) {
    // four sums side by side, none of which waits for another
    let [a, b, c] = [0, 0, 0];
    for (; i + 3 < length; i += 4) {
      dot += v[i]! * y[offset + i]!;
      a += v[i + 1]! * y[offset + i + 1]!;
      b += v[i + 2]! * y[offset + i + 2]!;
      c += v[i + 3]! * y[offset + i + 3]!;
    }
    dot += a + b + c;
  }
  for (; i < length; i++) dot += v[i]! * y[offset + i]!;
  dot *= tau;
  if (dot === 0) return;
  y[offset]! -= dot;
  for (i = 1; i < length; i++) y[offset + i]! -= dot * v[i]!;
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
  const base = k * d.rows;
  reflectColumn(d.factor.subarray(base + k, base + d.rows), d.tau[k]!, y, offset + k);
}

/** Y ← Q'Y (or QY), in place; Y has `count` columns of `rows` elements, one after the other. */
export function applyToColumns(d: QR, y: Float64Array, count: number, transposed: boolean): void {
  const { rows, rank } = d;
  const held = count < BLOCK || rank < BLOCK ? null : ReflectedColumns.hold(rows, count);
  if (!held) {
    for (let j = 0; j < count; j++) {
      if (transposed) applyQTransposed(d, y, j * rows);
      else applyQ(d, y, j * rows);
    }
    return;
  }
  const whole = y.subarray(0, rows * count);
  held.data.set(whole);
  const blocks = Math.ceil(rank / BLOCK);
  for (let b = 0; b < blocks; b++) {
    const from = (transposed ? b : blocks - 1 - b) * BLOCK;
    held.apply(d, [from, Math.min(BLOCK, rank - from)], [0, count], transposed);
  }
  whole.set(held.data);
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

/**
 * X ← R₁⁻¹X, in place, for `count` right-hand sides of `rank` elements, one after the other: by blocks of
 * rows from the last, whose part in the rows above is a product.
 */
export function solveRColumns(d: QR, x: Float64Array, count: number): void {
  const { factor, rows, rank } = d;
  if (count < BLOCK || rank < MANY) {
    for (let c = 0; c < count; c++) solveR(d, x.subarray(c * rank, (c + 1) * rank));
    return;
  }
  for (let from = Math.floor((rank - 1) / BLOCK) * BLOCK; from >= 0; from -= BLOCK) {
    const width = Math.min(BLOCK, rank - from);
    const own = new Float64Array(count * width);
    for (let c = 0; c < count; c++) {
      const at = c * rank + from;
      for (let j = width - 1; j >= 0; j--) {
        const column = (from + j) * rows + from;
        const value = x[at + j]! / factor[column + j]!;
        x[at + j] = own[c * width + j] = value;
        for (let i = 0; i < j; i++) x[at + i]! -= value * factor[column + i]!;
      }
    }
    if (from === 0) break;
    const above = new Float64Array(width * from);
    for (let j = 0; j < width; j++) {
      const column = (from + j) * rows;
      above.set(factor.subarray(column, column + from), j * from);
    }
    const change = product(own, above, count, from, width);
    for (let c = 0; c < count; c++) {
      for (let i = 0; i < from; i++) x[c * rank + i]! -= change[c * from + i]!;
    }
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

/** R₁⁻¹, rank × rank, row-major. */
export function inverseR(d: QR): Float64Array {
  const p = d.rank;
  const inverse = new Float64Array(p * p);
  for (let i = 0; i < p; i++) inverse[i * p + i] = 1;
  if (p >= MANY) {
    solveRColumns(d, inverse, p);
    return transposed(inverse, p, p);
  }
  // row i by R'x = e_i: x is column i of R⁻ᵀ
  for (let i = 0; i < p; i++) solveRTransposed(d, inverse.subarray(i * p, (i + 1) * p));
  return inverse;
}

/** (R₁'R₁)⁻¹, rank × rank, row-major, in the order of `pivot`. */
export function inverseCrossProduct(d: QR): Float64Array {
  const p = d.rank;
  if (p >= MANY) {
    const upper = new Float64Array(p * p);
    for (let j = 0; j < p; j++) {
      for (let i = 0; i <= j; i++) upper[i * p + j] = d.factor[j * d.rows + i]!;
    }
    return inverseFromUpper(upper, p);
  }
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
  for (let j = 0; j < rank; j++) q[j * rows + j] = 1;
  applyToColumns(d, q, rank, false);
  return q;
}
