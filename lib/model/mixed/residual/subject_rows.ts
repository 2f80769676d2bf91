/**
 * The part in A of subjects with many visits and few like them, such as a field that is one subject:
 * products of their rows themselves, with R⁻¹ between. Summing rows over subjects first, pair by pair
 * of visits, would cost more than there is to sum.
 *
 * With W the rows [Z X y] of a subject and U = R⁻¹W, A gets W'U, its derivatives
 * −U'RₖU, and the second ones U'RₖR⁻¹RₗU with its transpose, and −U'RₖₗU. Rows of Z are held for the
 * levels that the subject meets.
 *
 * @module
 */
import { addProduct, product } from "../../../math/algebra/dense_kernels.ts";
import { pairIndex } from "../../elimination/state.ts";
import { nodesOf, type VisitRows } from "./visit_rows.ts";

/** Multiplications from which the kernels are worth the copies, once they are loaded. */
export const FEW = 32 ** 3;

/** One subject: its rows, and where their products go. */
export interface SubjectRows {
  /** m × c, row-major. */
  readonly w: Float64Array;
  /** Columns. */
  readonly c: number;
  /** By pair a ≤ b of columns (see `pairIndex`): the place in the store. */
  readonly places: Int32Array;
}

/** Subjects with the same visits, row by row. */
export interface RowsOfVisits {
  readonly visits: Int32Array;
  readonly subjects: readonly SubjectRows[];
}

/** What R is on some visits, and its derivatives. */
export interface OnVisits {
  readonly inverse: Float64Array;
  /** Rₖ, m × m, by parameter; then Rₖₗ by bend. */
  readonly first: readonly Float64Array[];
  /** The pair of parameters of each bend. */
  readonly bends: readonly (readonly [number, number])[];
}

/** Where the sums go. */
export interface Sums {
  readonly a: Float64Array;
  readonly first: readonly Float64Array[];
  readonly second: readonly Float64Array[];
  readonly logDet1: Float64Array;
  readonly logDet2: Float64Array;
  readonly along: boolean;
}

/** The rows of one subject, in the order of its visits. */
export function subjectRows(data: VisitRows, own: Int32Array): SubjectRows {
  const { rows: { p, x, of, y }, pattern } = data;
  const z = Array.from(own, (r) => nodesOf(data, r));
  const nodes = [...new Set(z.flatMap((row) => [...row.keys()]))].sort((a, b) => a - b);
  const columns = nodes.flatMap((v) =>
    Array.from({ length: pattern.width[v]! }, (_, i) => ({ v, i }))
  );
  const q = columns.length;
  const c = q + p + 1;
  const w = new Float64Array(own.length * c);
  own.forEach((r, s) => {
    columns.forEach(({ v, i }, a) => w[s * c + a] = z[s]!.get(v)?.[i] ?? 0);
    const at = (of ? of[r]! : r) * p;
    for (let j = 0; j < p; j++) w[s * c + q + j] = x[at + j]!;
    w[s * c + c - 1] = y[r]!;
  });
  const places = new Int32Array(c * (c + 1) / 2);
  for (let b = 0; b < c; b++) {
    for (let a = 0; a <= b; a++) {
      const left = columns[a];
      const right = columns[b];
      let at: number;
      if (!left) at = a === c - 1 ? pattern.length - 1 : pattern.fixedRow(a - q) + (b - q);
      else if (!right) at = pattern.fixedOf(left.v, left.i) + (b - q);
      else at = pattern.rowOf(left.v, left.i) + pattern.columnOf(left.v, right.v) + right.i;
      places[pairIndex(a, b)] = at;
    }
  }
  return { w, c, places };
}

/** target += factor · (AB + its transpose)/2, A c × m and B m × c. */
export function scatter(
  target: Float64Array,
  { c, places }: SubjectRows,
  m: Float64Array,
  factor: number,
): void {
  for (let b = 0; b < c; b++) {
    for (let a = 0; a <= b; a++) {
      target[places[pairIndex(a, b)]!]! += factor * (m[a * c + b]! + m[b * c + a]!);
    }
  }
}

/** Rows for columns. */
export function transposed(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j]!;
  }
  return out;
}

/** Adds what all subjects of some visits have to say, derivatives up to `order`. */
export function addRows(
  out: Sums,
  { visits, subjects }: RowsOfVisits,
  r: OnVisits,
  order: 0 | 1 | 2,
  count: number,
): void {
  const m = visits.length;
  for (const own of subjects) {
    const { w, c } = own;
    const u = product(r.inverse, w, m, c, m, FEW);
    scatter(out.a, own, product(transposed(w, m, c), u, c, c, m, FEW), 0.5);
    if (order === 0) continue;
    const ut = transposed(u, m, c);
    const images = r.first.map((rk) => product(rk, u, m, c, m, FEW)); // RₖU
    images.forEach((image, k) => {
      const sum = product(ut, image, c, c, m, FEW);
      if (k < count || out.along) scatter(out.first[k]!, own, sum, -0.5);
      if (order < 2 || k < count) return;
      const [a, b] = r.bends[k - count]!;
      scatter(out.second[pairIndex(a, b)]!, own, sum, -0.5);
    });
    if (order < 2) continue;
    const halves = images.slice(0, count).map((image) => product(r.inverse, image, m, c, m, FEW));
    for (let l = 0; l < count; l++) {
      for (let k = 0; k <= l; k++) {
        const sum = product(transposed(images[k]!, m, c), halves[l]!, c, c, m, FEW);
        scatter(out.second[pairIndex(k, l)]!, own, sum, 1);
      }
    }
  }
  if (order > 0) addLogDet(out, r, m, subjects.length, order as 1 | 2, count);
}

/** tr(R⁻¹Rₖ), −tr(R⁻¹RₖR⁻¹Rₗ) + tr(R⁻¹Rₖₗ), for each subject. */
function addLogDet(
  out: Sums,
  r: OnVisits,
  m: number,
  subjects: number,
  order: 1 | 2,
  count: number,
): void {
  r.first.forEach((rk, k) => {
    let sum = 0;
    for (let at = 0; at < rk.length; at++) sum += rk[at]! * r.inverse[at]!;
    if (k < count || out.along) out.logDet1[k]! += subjects * sum;
    if (order === 2 && k >= count) {
      const [a, b] = r.bends[k - count]!;
      out.logDet2[pairIndex(a, b)]! += subjects * sum;
    }
  });
  if (order < 2) return;
  const images = r.first.slice(0, count).map((rk) => {
    const image = new Float64Array(m * m);
    addProduct(image, r.inverse, rk, m, m, m, 1);
    return image;
  });
  for (let l = 0; l < count; l++) {
    const back = transposed(images[l]!, m, m);
    for (let k = 0; k <= l; k++) {
      let sum = 0;
      for (let at = 0; at < back.length; at++) sum += images[k]![at]! * back[at]!;
      out.logDet2[pairIndex(k, l)]! -= subjects * sum;
    }
  }
}
