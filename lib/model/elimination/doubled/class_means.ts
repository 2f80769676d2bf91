/**
 * Rows that agree in Z, as classes: their weight, the means of [X y] with doubled digits, and the
 * products of deviations from these.
 *
 * With W these products, D the weights and T the means, [X y]'V⁻¹[X y] = W + T'(D⁻¹ + HGH')⁻¹T for the
 * rows H of Z: what varies within a class is never the difference of two large numbers.
 *
 * @module
 */
import type { MixedGroup } from "../../covariance/random_structure.ts";
import { type CellKey, cellsOf } from "../../formula/cells.ts";
import type { MixedRows } from "../cross.ts";
import { DoubledMatrix } from "./doubled_matrix.ts";

/** Classes of rows. */
export interface ClassMeans {
  readonly count: number;
  /** A row of each: where its Z is read. */
  readonly first: Int32Array;
  /** Sums of weights. */
  readonly weight: Float64Array;
  /** count × w means of [X y], `mean + low`; y less what was taken from it. */
  readonly mean: Float64Array;
  readonly low: Float64Array;
  /** Products of deviations of the same, w × w, upper triangle. */
  readonly within: Float64Array;
}

/** Rows, and what is to be taken from their responses first, so that these are small: X times it. */
export interface LessFitted extends MixedRows {
  readonly taken: Float64Array;
}

/** More classes are not looked at, nor more products of numbers of rows. */
const MOST = { classes: 4096, products: 200_000_000 };

/** So many rows are summed before their sum goes to that of all, which has doubled digits. */
const BLOCK = 512;

/**
 * The classes of some rows; null where there are too many.
 *
 * @param squares the sum of squares of the response within the rows, which may be cells
 */
export function classMeans(
  groups: readonly MixedGroup[],
  rows: LessFitted,
  squares: number,
): ClassMeans | null {
  const { n, p, taken } = rows;
  const w = p + 1;
  if (n * w * w > MOST.products) return null;
  const keys = groups.flatMap((g): CellKey[] => [
    { codes: g.codes, size: g.levels.length },
    ...g.values.filter((v) => v !== null).map((values) => ({ values })),
  ]);
  const { count, of, first } = cellsOf(keys, n);
  if (count > MOST.classes) return null;
  const weight = new Float64Array(count);
  const means = new DoubledMatrix(count, w);
  const { high: mean, low: rest } = means;
  const read = reader(rows);
  const row = new Float64Array(w);
  const classOf = (r: number): number => of ? of[r]! : r;
  first.forEach((r, c) => {
    read(r, row);
    mean.set(row, c * w);
  });
  for (let r = 0; r < n; r++) weight[classOf(r)]! += rows.weights ? rows.weights[r]! : 1;
  // about the first row of each class, then about what that gives: the digits that the first sums lack
  for (let round = 0; round < 2; round++) {
    const sums = new Float64Array(count * w);
    for (let r = 0; r < n; r++) {
      const at = classOf(r) * w;
      const own = rows.weights ? rows.weights[r]! : 1;
      read(r, row);
      for (let j = 0; j < w; j++) {
        sums[at + j]! += own * (row[j]! - mean[at + j]! - rest[at + j]!);
      }
    }
    for (let i = 0; i < sums.length; i++) {
      means.add(i, sums[i]! / weight[Math.floor(i / w)]!, 0);
    }
  }
  const within = new DoubledMatrix(w, w);
  const part = new Float64Array(w * w);
  for (let r = 0; r < n; r++) {
    const at = classOf(r) * w;
    const own = rows.weights ? rows.weights[r]! : 1;
    read(r, row);
    for (let j = 0; j < w; j++) row[j] = row[j]! - mean[at + j]! - rest[at + j]!;
    for (let j = 0; j < p; j++) row[p]! -= row[j]! * taken[j]!;
    for (let i = 0; i < w; i++) {
      const x = own * row[i]!;
      if (x === 0) continue;
      for (let j = i; j < w; j++) part[i * w + j]! += x * row[j]!;
    }
    if (r % BLOCK === BLOCK - 1 || r === n - 1) {
      for (let i = 0; i < part.length; i++) within.add(i, part[i]!, 0);
      part.fill(0);
    }
  }
  within.add(w * w - 1, squares, 0);
  for (let c = 0; c < count; c++) {
    const y = c * w + p;
    for (let j = 0; j < p; j++) {
      means.addProduct(y, mean[c * w + j]!, rest[c * w + j]!, -taken[j]!, 0);
    }
  }
  return { count, first, weight, mean, low: rest, within: within.high };
}

/** Reads [X y] of a row. */
function reader({ p, x, of, y }: MixedRows): (r: number, out: Float64Array) => void {
  return (r, out) => {
    const at = (of ? of[r]! : r) * p;
    for (let j = 0; j < p; j++) out[j] = x[at + j]!;
    out[p] = y[r]!;
  };
}
