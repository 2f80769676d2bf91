/**
 * What is known of the rows of a table by cell: how many there are, and the moments of their numbers.
 *
 * Of a normal model with independent errors whose factors are those of the cells, counts, means and
 * products of deviations are sufficient: every figure of such a fit follows from them.
 *
 * @module
 */
import type { Column } from "../column.ts";

/** The moments of one column of numbers, one of each for a cell. */
export interface NumberMoments {
  /** Its name. */
  readonly name: string;
  /** A constant that is subtracted from every mean, so that means keep their digits; 0 for none. */
  readonly origin: number;
  /** Rows that have a value. */
  readonly n: Float64Array;
  /** Σ w (y − origin) / Σ w; NaN where `n` is 0. */
  readonly mean: Float64Array;
  /** Σ w (y − its mean)²; NaN where `n` is 0. */
  readonly ss: Float64Array;
  /** Σ (y − origin) / n, of a covariate of weighted cells: means over rows are taken at it. */
  readonly average?: Float64Array;
}

/** Products of the deviations of two columns from their means. */
export interface ProductMoments {
  /** One column. */
  readonly x: string;
  /** The other. */
  readonly y: string;
  /** Σ w (x − its mean)(y − its mean) of each cell; NaN where one of them is missing. */
  readonly cp: Float64Array;
}

/** Cells of a table, one value a cell in every array. */
export interface CellMoments {
  /** The factors that cells are by. */
  readonly by: readonly Column[];
  /** Rows of each cell. */
  readonly n: Float64Array;
  /** Responses, then covariates. */
  readonly numbers: readonly NumberMoments[];
  /** Of pairs of columns that may stand in one model. */
  readonly products: readonly ProductMoments[];
  /** What everything is weighted by; null if nothing is. */
  readonly weights: WeightMoments | null;
}

/** Sums of the weights of the rows of each cell. */
export interface WeightMoments {
  /** What the column of weights is called. */
  readonly name: string;
  /** Σ w. */
  readonly sum: Float64Array;
  /** Σ log w. */
  readonly log: Float64Array;
}

/** What a cells file says besides its cells. */
export interface CellsFacts {
  /** The file or the source that the cells are of. */
  readonly from: string;
  /** Rows that a cell has at least; null if none was asked for. */
  readonly min: number | null;
  /** The statement that made them, on one line. */
  readonly statement?: string;
  /** When they were taken, as ISO 8601 has it. */
  readonly taken?: string;
}

/** What the first line of a cells file begins with; its version follows. */
export const CELLS_MARK = "# heddle cells ";

const MARK = new TextEncoder().encode(CELLS_MARK);

/** Whether the bytes of a file are those of cells: its first line says so. */
export function isCellsFile(bytes: Uint8Array): boolean {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return MARK.every((byte, i) => bytes[start + i] === byte);
}
