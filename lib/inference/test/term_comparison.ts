/**
 * Type II sums of squares of a rank-deficient linear model, as differences between models.
 *
 * @module
 */
import {
  applyQ,
  applyQTransposed,
  type QR,
  qr,
  solveR,
  solveRTransposed,
} from "../../math/algebra/qr.ts";
import type { LinearModel } from "../../model/fit.ts";
import { relatives } from "./hypothesis.ts";

/** Sum of squares and df of one term. */
export interface TermComparison {
  term: string;
  sumSq: number;
  df: number;
}

/**
 * For each term: how much the residual sum of squares rises, and the rank falls, when the term is
 * left out of the model that has every term but those that contain it. This is what `car` does where
 * coefficients are aliased.
 *
 * All columns of the design are combinations of the first `rank` columns of Q, so each model is a
 * least-squares problem with `rank` rows: z = R₁β̂ on the columns of R. Terms contained in the same
 * terms share a decomposition.
 */
export function typeTwoByComparison(fit: LinearModel): TermComparison[] {
  const { fixed } = fit;
  const { columns, response, rank } = reduced(fit);
  const models = new Map<string, FullerModel>();
  return fixed.terms.map((term, t) => {
    const containing = new Set(relatives(fixed, t));
    const key = [...containing].join();
    let model = models.get(key);
    if (!model) {
      const within = Array.from(fixed.assign.keys())
        .filter((j) => !containing.has(fixed.assign[j]! - 1));
      models.set(key, model = new FullerModel(columns, rank, within, response));
    }
    return { term: term.label, ...model.comparison((j) => fixed.assign[j] === t + 1) };
  });
}

/** The columns of R in their own order, and z. */
export function reduced(
  fit: LinearModel,
): { columns: Float64Array; response: Float64Array; rank: number } {
  const { fixed } = fit;
  const { rank, rows, factor, pivot } = fit.decomposition;
  const p = fixed.names.length;
  const columns = new Float64Array(rank * p);
  for (let k = 0; k < p; k++) {
    for (let i = 0; i < Math.min(rank, k + 1); i++) {
      columns[pivot[k]! * rank + i] = factor[k * rows + i]!;
    }
  }
  const beta = new Map(Array.from(fixed.kept, (column, i) => [column, fit.beta[i]!]));
  const response = new Float64Array(rank);
  for (let k = 0; k < rank; k++) {
    const b = beta.get(pivot[k]!) ?? 0;
    for (let i = 0; i <= k; i++) response[i]! += factor[k * rows + i]! * b;
  }
  return { columns, response, rank };
}

/** Coefficients below this, of columns of unit length, are rounding. */
const NOTHING = 1e-8;

/**
 * A model C, of which columns are left out in turn.
 *
 * What leaving columns t out takes from the span of C are the v in it that are orthogonal to all the
 * others: C'v = E_t g. With C's independent columns C₁ = Q₁R₁ and the others C₁W, such a v is there
 * for a g on the independent ones of t if the rows of W of these, g'W, vanish for every dependent
 * column outside of t; and then v = Q₁R₁⁻ᵀE_t g.
 */
class FullerModel {
  readonly #decomposition: QR;
  /** Original columns in the order of the decomposition. */
  readonly #order: number[];
  readonly #response: Float64Array;
  /** W by dependent column, for columns of unit length. */
  readonly #weights: Float64Array[];

  constructor(columns: Float64Array, rows: number, within: readonly number[], z: Float64Array) {
    const x = new Float64Array(rows * within.length);
    within.forEach((j, k) => x.set(unitLength(columns, j, rows), k * rows));
    const d = qr(x, rows, within.length);
    this.#decomposition = d;
    this.#order = Array.from(d.pivot, (k) => within[k]!);
    this.#response = z.slice();
    applyQTransposed(d, this.#response);
    this.#weights = Array.from({ length: within.length - d.rank }, (_, k) => {
      const from = (d.rank + k) * rows;
      const w = d.factor.slice(from, from + d.rank);
      solveR(d, w);
      return w;
    });
  }

  /** What leaving some columns out costs. */
  comparison(isOut: (column: number) => boolean): { sumSq: number; df: number } {
    const d = this.#decomposition;
    const places: number[] = [];
    for (let k = 0; k < d.rank; k++) if (isOut(this.#order[k]!)) places.push(k);
    const others = this.#weights.filter((_, k) => !isOut(this.#order[d.rank + k]!));
    const free = orthogonalTo(others, places);
    if (free.length === 0) return { sumSq: 0, df: 0 };
    const span = new Float64Array(d.rank * free.length);
    free.forEach((g, k) => {
      const u = span.subarray(k * d.rank, (k + 1) * d.rank);
      places.forEach((place, i) => u[place] = g[i]!);
      solveRTransposed(d, u);
    });
    const basis = qr(span, d.rank, free.length, 0);
    const z = this.#response.slice(0, d.rank);
    applyQTransposed(basis, z);
    let sumSq = 0;
    for (let i = 0; i < basis.rank; i++) sumSq += z[i]! * z[i]!;
    return { sumSq, df: free.length };
  }
}

function unitLength(columns: Float64Array, j: number, rows: number): Float64Array {
  const column = columns.slice(j * rows, (j + 1) * rows);
  const length = Math.sqrt(column.reduce((sum, v) => sum + v * v, 0));
  return length === 0 ? column : column.map((v) => v / length);
}

/** A basis of the vectors over `places` that are orthogonal to the same places of `others`. */
function orthogonalTo(others: readonly Float64Array[], places: readonly number[]): Float64Array[] {
  const m = places.length;
  const bound = others
    .map((w) => Float64Array.from(places, (i) => Math.abs(w[i]!) < NOTHING ? 0 : w[i]!))
    .filter((w) => w.some((v) => v !== 0));
  const x = new Float64Array(m * bound.length);
  bound.forEach((w, k) => x.set(w, k * m));
  const d = qr(x, m, bound.length);
  return Array.from({ length: m - d.rank }, (_, k) => {
    const g = new Float64Array(m);
    g[d.rank + k] = 1;
    applyQ(d, g);
    return g;
  });
}
