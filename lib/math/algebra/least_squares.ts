/**
 * Weighted least squares from a QR decomposition, refined with residuals in doubled precision
 * (Björck 1967, BIT 7, 257–278): coefficients and residuals as exact as the columns determine them.
 *
 * @module
 */
import { addDoubled, low, multiplyDoubled } from "./double_double.ts";
import { applyQ, applyQTransposed, type QR, solveR, solveRTransposed } from "./qr.ts";

/** Minimise Σ w (y − Xβ)² over the independent columns. */
export interface LeastSquaresProblem {
  /** QR of diag(√w) X. */
  decomposition: QR;
  /** rows × columns, column-major, unweighted, and what rounding took from it (or null). */
  matrix: Float64Array;
  matrixLow: Float64Array | null;
  /** y = response + responseLow. */
  response: Float64Array;
  responseLow: Float64Array;
  weights: Float64Array;
  /**
   * A column of ones among the columns, or −1: a common part of the responses is then taken out
   * before the first solution.
   */
  ones: number;
}

/** The solution, over the independent columns in the order of `pivot`. */
export interface LeastSquaresSolution {
  beta: Float64Array;
  /** y − Xβ, unweighted. */
  residuals: Float64Array;
  /** The first `rank` elements of Q' diag(√w) y: their squares are sequential sums of squares. */
  effects: Float64Array;
}

/** Solves and refines. At most `steps` refinements; they stop when they no longer help. */
export function leastSquares(problem: LeastSquaresProblem, steps = 5): LeastSquaresSolution {
  const { decomposition: d, response, responseLow, weights } = problem;
  const { rows, rank } = d;
  const root = weights.map(Math.sqrt);
  const centre = problem.ones >= 0 ? centreOf(response, weights) : 0;
  const start = new Float64Array(rows);
  for (let i = 0; i < rows; i++) start[i] = root[i]! * (response[i]! - centre + responseLow[i]!);
  applyQTransposed(d, start);
  const effects = start.slice(0, rank);
  const beta = effects.slice();
  solveR(d, beta);
  const residuals = start;
  residuals.fill(0, 0, rank);
  applyQ(d, residuals);
  for (let i = 0; i < rows; i++) residuals[i]! /= root[i]!;
  if (centre !== 0) addCentre(problem, centre, beta, effects);
  const state = new Refinement(problem, root, beta, residuals);
  let before = Infinity;
  for (let step = 0; step < steps; step++) {
    const change = state.step();
    if (!(change < before / 2) && step > 0) break;
    before = change;
    if (change < 1e-16) break;
  }
  return { beta, residuals, effects };
}

/** A weighted mean, rounded: subtracting it leaves the digits that matter. */
function centreOf(y: Float64Array, w: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    total += w[i]!;
    sum += w[i]! * (y[i]! - y[0]!);
  }
  const mean = total > 0 ? y[0]! + sum / total : 0;
  return Number.isFinite(mean) ? mean : 0;
}

/** Puts the centre back: into the coefficient of the ones, and into the effects (R times it). */
function addCentre(
  problem: LeastSquaresProblem,
  centre: number,
  beta: Float64Array,
  effects: Float64Array,
): void {
  const { decomposition: d, ones } = problem;
  const place = d.pivot.indexOf(ones);
  beta[place]! += centre;
  for (let i = 0; i <= place; i++) effects[i]! += centre * d.factor[place * d.rows + i]!;
}

class Refinement {
  private readonly problem: LeastSquaresProblem;
  private readonly root: Float64Array;
  private readonly beta: Float64Array;
  private readonly residuals: Float64Array;
  private readonly gap: Float64Array;
  private readonly gapLow: Float64Array;

  constructor(
    problem: LeastSquaresProblem,
    root: Float64Array,
    beta: Float64Array,
    residuals: Float64Array,
  ) {
    this.problem = problem;
    this.root = root;
    this.beta = beta;
    this.residuals = residuals;
    this.gap = new Float64Array(problem.decomposition.rows);
    this.gapLow = new Float64Array(problem.decomposition.rows);
  }

  /** One correction of β and r; gives the largest relative change of a coefficient. */
  step(): number {
    const { decomposition: d } = this.problem;
    const { rows, rank } = d;
    const { beta, residuals, root, gap } = this;
    this.equationGaps();
    const normal = this.normalGaps();
    solveRTransposed(d, normal);
    for (let i = 0; i < rows; i++) gap[i]! *= root[i]!;
    applyQTransposed(d, gap);
    const change = new Float64Array(rank);
    for (let k = 0; k < rank; k++) {
      change[k] = gap[k]! - normal[k]!;
      gap[k] = normal[k]!;
    }
    solveR(d, change);
    applyQ(d, gap);
    let largest = 0;
    for (let k = 0; k < rank; k++) {
      if (!Number.isFinite(change[k]!)) return Infinity;
      const size = Math.abs(beta[k]!);
      if (change[k] !== 0) largest = Math.max(largest, size > 0 ? Math.abs(change[k]!) / size : 1);
      beta[k]! += change[k]!;
    }
    for (let i = 0; i < rows; i++) residuals[i]! += gap[i]! / root[i]!;
    return largest;
  }

  /** gap ← y − r − Xβ. */
  private equationGaps(): void {
    const { decomposition: d, matrix, matrixLow, response, responseLow } = this.problem;
    const { rows, rank, pivot } = d;
    const { gap, gapLow, residuals, beta } = this;
    for (let i = 0; i < rows; i++) {
      gap[i] = addDoubled(response[i]!, responseLow[i]!, -residuals[i]!, 0);
      gapLow[i] = low.value;
    }
    for (let k = 0; k < rank; k++) {
      const base = pivot[k]! * rows;
      const b = -beta[k]!;
      for (let i = 0; i < rows; i++) {
        const x = matrix[base + i]!;
        if (x === 0) continue;
        const product = multiplyDoubled(b, 0, x, matrixLow ? matrixLow[base + i]! : 0);
        gap[i] = addDoubled(gap[i]!, gapLow[i]!, product, low.value);
        gapLow[i] = low.value;
      }
    }
    for (let i = 0; i < rows; i++) gap[i]! += gapLow[i]!;
  }

  /** −X'Wr over the independent columns. */
  private normalGaps(): Float64Array {
    const { decomposition: d, matrix, matrixLow, weights } = this.problem;
    const { rows, rank, pivot } = d;
    const { residuals } = this;
    const result = new Float64Array(rank);
    for (let k = 0; k < rank; k++) {
      const base = pivot[k]! * rows;
      let sum = 0;
      let sumLow = 0;
      for (let i = 0; i < rows; i++) {
        const x = matrix[base + i]!;
        if (x === 0) continue;
        const weighted = multiplyDoubled(weights[i]!, 0, residuals[i]!, 0);
        const product = multiplyDoubled(
          weighted,
          low.value,
          x,
          matrixLow ? matrixLow[base + i]! : 0,
        );
        sum = addDoubled(sum, sumLow, product, low.value);
        sumLow = low.value;
      }
      result[k] = -(sum + sumLow);
    }
    return result;
  }
}
