/**
 * R = σ²W⁻¹: residuals without a structure of their own, with prior weights.
 *
 * Only here rows that agree in X, Z and their groups may be merged: their weight, mean and sum of
 * squares are sufficient for this R and for no other. A is the same at every ψ.
 *
 * @module
 */
import { type Cells, cellSums } from "../../formula/cells.ts";
import type { MixedRows } from "../../elimination/cross.ts";
import type { EliminationPattern } from "../../elimination/pattern.ts";
import type { RandomLayout } from "../../covariance/random_structure.ts";
import type { ResidualCovariance, ResidualCross } from "../../covariance/residual_covariance.ts";
import { writeResponse } from "./response.ts";

const NONE = new Float64Array(0);

/** What the cross-products are made of. */
export interface CellData {
  readonly cells: Cells;
  /** Model rows and mean responses of the cells. */
  readonly rows: MixedRows;
  readonly layout: RandomLayout;
  readonly pattern: EliminationPattern;
  /** Prior weights of the rows of the data, or null. */
  readonly weights: Float64Array | null;
}

/** The scaled identity on cells. */
export class ScaledIdentity implements ResidualCovariance, CellData {
  readonly structure = null;
  readonly cells: Cells;
  readonly rows: MixedRows;
  readonly layout: RandomLayout;
  readonly pattern: EliminationPattern;
  readonly weights: Float64Array | null;
  readonly #cross: ResidualCross;

  /** @param a cross-products of the cells, sums of squares within cells among them */
  constructor(data: CellData, a: Float64Array, logDet = logDetOf(data.weights)) {
    this.cells = data.cells;
    this.rows = data.rows;
    this.layout = data.layout;
    this.pattern = data.pattern;
    this.weights = data.weights;
    this.#cross = { a, first: [], second: [], logDet, logDet1: NONE, logDet2: NONE, along: true };
  }

  cross(): ResidualCross {
    return this.#cross;
  }

  withResponse(y: Float64Array): ScaledIdentity {
    const sums = cellSums(this.cells, y, this.weights);
    const means = sums.mean.map((m, i) => m + sums.meanLow[i]!);
    const rows = { ...this.rows, y: means };
    const made = this.#copied(rows);
    made.rewrite(means, sums.within);
    return made;
  }

  /** One whose cross-products may be changed. */
  copy(): ScaledIdentity {
    return this.#copied(this.rows);
  }

  #copied(rows: MixedRows): ScaledIdentity {
    const { a, logDet } = this.#cross;
    return new ScaledIdentity({ ...this.#data(), rows }, a.slice(), logDet);
  }

  #data(): CellData {
    const { cells, rows, layout, pattern, weights } = this;
    return { cells, rows, layout, pattern, weights };
  }

  /**
   * Puts another response into the cross-products.
   *
   * @param y mean of each cell
   * @param within sum of squares within cells
   */
  rewrite(y: Float64Array, within: number): void {
    writeResponse(this, this.#cross.a, y, within);
  }
}

/** log|W⁻¹|. */
function logDetOf(weights: Float64Array | null): number {
  let sum = 0;
  if (weights) { for (const w of weights) sum += Math.log(w); }
  return -sum;
}
