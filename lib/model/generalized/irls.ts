/**
 * Maximum likelihood for a generalized linear model by iterated weighted least squares.
 *
 * Sources: Nelder & Wedderburn (1972), J. R. Stat. Soc. A 135, 370–384; McCullagh & Nelder (1989),
 * Generalized Linear Models, section 2.5; start and count of the iterations as R has them (Chambers &
 * Hastie 1992, Statistical Models in S, chapter 6).
 *
 * @module
 */
import { applyQTransposed, type QR, qr, solveR } from "../../math/algebra/qr.ts";
import type { Cells } from "../formula/cells.ts";
import type { GeneralizedFamily } from "./families/generalized_family.ts";

/** A model: which columns, what is known of the predictor, and the response. */
export interface LikelihoodProblem {
  readonly family: GeneralizedFamily;
  readonly response: Float64Array;
  readonly weights: Float64Array | null;
  /** What the predictor has beside its columns, by row; null for nothing. */
  readonly offset: Float64Array | null;
  readonly cells: Cells;
  /** cells × columns, column-major: independent columns only. */
  readonly matrix: Float64Array;
}

/** Where the likelihood is largest. */
export interface LikelihoodOptimum {
  readonly beta: Float64Array;
  /** Linear predictor and mean by row. */
  readonly eta: Float64Array;
  readonly mu: Float64Array;
  readonly deviance: number;
  /** Of the columns times the roots of the working weights of the cells. */
  readonly decomposition: QR;
  /** Working weight of each cell. */
  readonly cellWeight: Float64Array;
  /** Steps after which R would stop. */
  readonly iterations: number;
}

/** A search that has no end; or, with no step at all, no beginning. */
export interface EndlessSearch {
  /** The last step of each coefficient; null where no step led to means of the family. */
  readonly lastStep: Float64Array | null;
  /** The means that it came to, by row. */
  readonly lastMean: Float64Array;
}

/** R's tolerance: relative change of the deviance. */
const EPSILON = 1e-8;
/** Steps are at the optimum when the predictor moves no more than this. */
const SETTLED = 1e-9;
/** Near an optimum steps converge quadratically; away from any they go on for ever. */
const MOST_STEPS = 100;

/** Of so many steps each may raise the deviance, as R's may; a later one may not. */
const PATIENCE = 25;

/** Not even an early one may raise it threefold and by this: means have left for 0 and 1 then. */
const FAR = 10;

/** Columns of a working matrix below this part of their norm are gone. */
const VANISHED = 1e-11;

class Search {
  readonly #problem: LikelihoodProblem;
  readonly #columns: number;
  readonly eta: Float64Array;
  readonly mu: Float64Array;

  constructor(problem: LikelihoodProblem) {
    this.#problem = problem;
    this.#columns = problem.cells.count === 0 ? 0 : problem.matrix.length / problem.cells.count;
    const { family, response } = problem;
    const { weights } = problem;
    this.mu = response.map((y, i) => family.startingMean(y, weights ? weights[i]! : 1));
    this.eta = this.mu.map(family.link.linear);
  }

  /** Infinite where a mean is none of the family's. */
  get deviance(): number {
    const { family, response, weights } = this.#problem;
    if (!this.mu.every(family.isMean)) return Infinity;
    let sum = 0;
    for (let i = 0; i < response.length; i++) {
      sum += (weights ? weights[i]! : 1) * family.deviance(response[i]!, this.mu[i]!);
    }
    return sum;
  }

  /** The least-squares problem at the present means. */
  working(): { decomposition: QR; cellWeight: Float64Array; right: Float64Array } {
    const { family, response, weights, offset, cells, matrix } = this.#problem;
    const m = cells.count;
    const cellWeight = new Float64Array(m);
    const right = new Float64Array(m);
    for (let i = 0; i < response.length; i++) {
      const c = cells.of ? cells.of[i]! : i;
      const slope = family.link.derivative(this.eta[i]!);
      const w = (weights ? weights[i]! : 1) * slope * slope / family.variance(this.mu[i]!);
      cellWeight[c]! += w;
      const z = this.eta[i]! - (offset ? offset[i]! : 0) + (response[i]! - this.mu[i]!) / slope;
      right[c]! += w * z;
    }
    const scaled = new Float64Array(matrix.length);
    for (let c = 0; c < m; c++) {
      const root = Math.sqrt(cellWeight[c]!);
      right[c] = root > 0 ? right[c]! / root : 0;
      for (let j = 0; j < this.#columns; j++) scaled[j * m + c] = root * matrix[j * m + c]!;
    }
    return { decomposition: qr(scaled, m, this.#columns, VANISHED), cellWeight, right };
  }

  /** Coefficients of the next step; null where the weights have nothing left of a column. */
  next(): Float64Array | null {
    const { decomposition, right } = this.working();
    if (decomposition.rank < this.#columns) return null;
    applyQTransposed(decomposition, right);
    const beta = right.slice(0, this.#columns);
    solveR(decomposition, beta);
    return beta;
  }

  /** Moves to some coefficients; gives by how much the predictor moves at most. */
  moveTo(beta: Float64Array): number {
    const { family, response, offset, cells, matrix } = this.#problem;
    const m = cells.count;
    const cell = new Float64Array(m);
    for (let j = 0; j < beta.length; j++) {
      for (let c = 0; c < m; c++) cell[c]! += matrix[j * m + c]! * beta[j]!;
    }
    let moved = 0;
    for (let i = 0; i < response.length; i++) {
      const eta = cell[cells.of ? cells.of[i]! : i]! + (offset ? offset[i]! : 0);
      moved = Math.max(moved, Math.abs(eta - this.eta[i]!));
      this.eta[i] = eta;
      this.mu[i] = family.link.mean(eta);
    }
    return moved;
  }
}

/**
 * The optimum. R stops where the deviance changes little; here the steps go on until the predictor
 * rests, so that two fits of one model agree however they came about.
 */
export function maximise(problem: LikelihoodProblem): LikelihoodOptimum | EndlessSearch {
  const search = new Search(problem);
  const p = problem.cells.count === 0 ? 0 : problem.matrix.length / problem.cells.count;
  let beta: Float64Array = new Float64Array(p);
  let lastStep: Float64Array = new Float64Array(p).fill(Infinity);
  let deviance = search.deviance;
  let iterations = 0;
  for (let step = 1; step <= MOST_STEPS; step++) {
    const next = search.next();
    if (!next) return { lastStep, lastMean: search.mu };
    let moved = search.moveTo(next);
    let found = search.deviance;
    // a step too far is taken by halves
    const limit = step > PATIENCE
      ? deviance + SETTLED * (Math.abs(deviance) + 1)
      : 3 * Math.abs(deviance) + FAR;
    for (let half = 0; step > 1 && half < 40 && !(found < limit); half++) {
      next.forEach((b, j) => next[j] = (b + beta[j]!) / 2);
      moved = search.moveTo(next);
      found = search.deviance;
    }
    if (!(found < Infinity)) return { lastStep: null, lastMean: search.mu };
    lastStep = next.map((b, j) => b - beta[j]!);
    beta = next;
    const small = Math.abs(found - deviance) / (Math.abs(found) + 0.1) < EPSILON;
    if (iterations === 0 && small) iterations = step;
    deviance = found;
    if (step > 1 && iterations > 0 && moved < SETTLED) {
      const { decomposition, cellWeight } = search.working();
      if (decomposition.rank < p) return { lastStep, lastMean: search.mu };
      const endless = separated(problem, search.mu, p);
      if (endless) return { lastStep: endless, lastMean: search.mu };
      const { eta, mu } = search;
      return { beta, eta, mu, deviance, decomposition, cellWeight, iterations };
    }
  }
  return { lastStep, lastMean: search.mu };
}

/** Means as near as this to 0 or 1 tell nothing: a step from there is lost in rounding. */
const GONE = 1e-13;

/**
 * Of proportions a search may rest because means have come to 0 and 1 in all digits. Where the other rows
 * do not determine every coefficient there is no optimum: those that they leave open are infinite, the
 * others 0. Null where they determine all.
 */
function separated(
  { family, cells, matrix }: LikelihoodProblem,
  mu: Float64Array,
  p: number,
): Float64Array | null {
  if (p === 0 || family.isMean(2) || !mu.some((m) => m < GONE || 1 - m < GONE)) return null;
  const n = cells.count;
  const tells = new Uint8Array(n);
  mu.forEach((m, i) => {
    if (m >= GONE && 1 - m >= GONE) tells[cells.of ? cells.of[i]! : i] = 1;
  });
  /** Rank of the rows that tell something, with one more for a coefficient. */
  const rankWith = (coefficient: number | null): number => {
    const rows = n + 1;
    const a = new Float64Array(rows * p);
    for (let j = 0; j < p; j++) {
      for (let c = 0; c < n; c++) if (tells[c]) a[j * rows + c] = matrix[j * n + c]!;
    }
    if (coefficient !== null) a[coefficient * rows + n] = 1;
    return qr(a, rows, p, VANISHED).rank;
  };
  const rank = rankWith(null);
  if (rank === p) return null;
  return Float64Array.from({ length: p }, (_, j) => rankWith(j) > rank ? Infinity : 0);
}
