/**
 * The Laplace approximation of a marginal likelihood: modes of the random effects, the value, and
 * what derivatives are made of.
 *
 * With effects u ~ N(0, I) and predictor η = Xβ + ZΛu, the approximation is Σℓ − ½u'u − ½log|H| at the
 * mode of the first two, H = Λ'Z'WZΛ + I. W is −ℓ'', as TMB has it, or its expectation, as lme4 has it.
 * Coefficients that are integrated over as well (restricted likelihood) are effects without a prior.
 *
 * Source: Tierney & Kadane (1986), J. Am. Stat. Assoc. 81, 82–86; Kristensen et al. (2016), J. Stat.
 * Softw. 70(5), for the restricted likelihood.
 *
 * @module
 */
import { SparseFactor } from "../../../math/algebra/sparse_ldl.ts";
import { type SparseSymmetric, sparseZero } from "../../../math/algebra/sparse_pattern.ts";
import type { LaplaceProblem, Predictor } from "./problem.ts";
import { PartedSeries, RECORD, secondOf } from "./parted_series.ts";
import { type HessianKind, RowSeries } from "./row_series.ts";

const HALF_LOG_2PI = 0.918938533204672741780329736405617639861;

/** Steps to a mode at most. */
const MOST_STEPS = 200;

/** A mode is reached when a step would gain no more than this … */
const SETTLED = 1e-15;
/** … or gained no more than this, where gains shrink by squares. */
const NEARLY = 1e-11;
/** What a step would gain with a factor that is not its own, when a mode is reached. */
const NOTHING = 1e-22;
/** After a step that gained no more than this the matrix is nearly the same … */
const REUSED = 0.1;
/** … and its factor serves as long as each step gains less than this part of the last. */
const FALLING = 1e-3;

/** Where the parameters of each part begin. */
export interface ParameterPlan {
  /** Coefficients; none where they are integrated over. */
  readonly beta: number;
  readonly zero: number;
  readonly dispersion: number;
  /** By term. */
  readonly terms: readonly number[];
  readonly count: number;
}

/** A value is known to this part of it. */
const ROUNDING = 1e-13;

/** One problem with its buffers. */
export class LaplaceEngine {
  readonly plan: ParameterPlan;
  readonly series: RowSeries;
  /** −ℓ'' throughout: what the mode is found by. */
  readonly curvature: SparseFactor;
  /** With the weights of the determinant; the same object where these are −ℓ''. */
  readonly determinant: SparseFactor;
  /** The mode. */
  readonly u: Float64Array;
  readonly eta: Float64Array;
  readonly zeta: Float64Array;
  readonly delta: Float64Array;
  readonly lambda: readonly Float64Array[];
  /** Coefficients of the entries: z'Λ. */
  readonly a: Float64Array;
  /** Where random effects move several predictors, the series in all of them. */
  readonly parted: PartedSeries | null;
  /** How often it was put elsewhere. */
  moves = 0;
  /** The predictors without random effects. */
  readonly #base: readonly Float64Array[];
  readonly #matrix: SparseSymmetric;
  readonly #gradient: Float64Array;
  readonly #step: Float64Array;
  readonly #trial: Float64Array;
  readonly #slopes = new Float64Array(3);

  constructor(readonly problem: LaplaceProblem, readonly hessian: HessianKind = "observed") {
    const { n, q, rowStart, pattern, terms } = problem;
    this.plan = planOf(problem);
    this.series = new RowSeries(problem, hessian);
    this.curvature = new SparseFactor(pattern);
    this.determinant = hessian === "observed" ? this.curvature : new SparseFactor(pattern);
    this.u = new Float64Array(q);
    this.eta = new Float64Array(n);
    this.zeta = new Float64Array(n);
    this.delta = new Float64Array(n);
    this.a = new Float64Array(rowStart[n]!);
    this.lambda = terms.map(({ factor: { width } }) => new Float64Array(width * width));
    this.parted = problem.predictor ? new PartedSeries(problem) : null;
    const bases = problem.predictor ? 3 : 1;
    this.#base = Array.from({ length: bases }, () => new Float64Array(n));
    this.#matrix = sparseZero(pattern);
    this.#gradient = new Float64Array(q);
    this.#step = new Float64Array(q);
    this.#trial = new Float64Array(q);
  }

  /** Puts the parameters where they are used. */
  #place(rho: ArrayLike<number>): void {
    this.moves++;
    const { problem, plan } = this;
    const { conditional, zero, dispersion, terms } = problem;
    const [base, zeta = this.zeta, delta = this.delta] = this.#base;
    predict(conditional, problem.restricted ? null : rho, plan.beta, base!);
    if (zero) predict(zero, rho, plan.zero, zeta);
    if (dispersion) predict(dispersion, rho, plan.dispersion, delta);
    if (problem.restricted) placeCoefficients(problem, this.a);
    terms.forEach(({ factor }, t) => {
      const lambda = this.lambda[t]!;
      factor.fill(part(rho, plan.terms[t]!, factor.count), lambda);
      rowsTimes(problem, t, lambda, this.a);
    });
  }

  /**
   * Finds the mode at some parameters, from the effects that `u` holds.
   *
   * @param enough what a last step may gain, where the value is wanted for a look
   */
  settle(rho: ArrayLike<number>, enough = 0): number {
    this.#place(rho);
    const { q } = this.problem;
    let value = this.#evaluate(this.u, true);
    if (!Number.isFinite(value)) {
      this.u.fill(0);
      value = this.#evaluate(this.u, true);
      if (!Number.isFinite(value)) return NaN;
    }
    let lastGain = Infinity;
    let definite = true;
    let reused = false;
    for (let step = 0; q > 0 && step < MOST_STEPS; step++) {
      if (!reused) definite = this.#factorise();
      const gain = this.#newtonStep();
      // a factor that no longer serves is made anew, and the step with it
      if (reused && gain > FALLING * lastGain) {
        reused = false;
        lastGain = Infinity;
        continue;
      }
      let size = 1;
      let next = NaN;
      for (let half = 0; half < 50; half++, size /= 2) {
        for (let j = 0; j < q; j++) this.#trial[j] = this.u[j]! + size * this.#step[j]!;
        next = this.#evaluate(this.#trial, true);
        if (next >= value - ROUNDING * Math.abs(value)) break;
        // of a step that gains so little rounding is all that a value says
        if (half > 3 && gain < ROUNDING * Math.abs(value)) break;
      }
      if (!(next >= value - 1e-10 * Math.abs(value))) return NaN;
      this.u.set(this.#trial);
      value = next;
      const whole = definite && size === 1;
      if (whole && gain < enough) break;
      // what the next step would gain: of a Newton step the square of this, else the same part of this again
      if (reused) { if (gain * gain <= NOTHING * lastGain) break; }
      else if (gain < SETTLED || (whole && gain < NEARLY && lastGain < 0.01)) break;
      reused = whole && gain < REUSED;
      lastGain = gain;
    }
    if (!this.#factorise()) return NaN;
    if (this.hessian === "expected") this.#expected();
    return value - 0.5 * (q > 0 ? this.determinant.logDet : 0) +
      this.problem.flat.length * HALF_LOG_2PI;
  }

  /** The step to the mode by the factor that is there; gives what it would gain, twice. */
  #newtonStep(): number {
    const [step, gradient] = [this.#step, this.#gradient];
    step.set(gradient);
    this.curvature.solve(step);
    let gain = 0;
    for (let j = 0; j < step.length; j++) gain += step[j]! * gradient[j]!;
    return gain;
  }

  /** Rests at some parameters and effects, whether or not these are a mode. */
  rest(rho: ArrayLike<number>, u: ArrayLike<number>): void {
    this.#place(rho);
    this.u.set(u);
    this.#evaluate(this.u, true);
    this.#factorise();
    if (this.hessian === "expected") this.#expected();
  }

  /** Σℓ − ½u'u at some effects, with its gradient, and the matrix of −ℓ''. */
  #evaluate(u: Float64Array, derive: boolean): number {
    const { problem: { n, q, rowStart, effect, penalty }, series, a, eta } = this;
    const gradient = this.#gradient;
    const slopes = this.#slopes;
    let value = 0;
    if (derive) {
      for (let j = 0; j < q; j++) {
        gradient[j] = -penalty[j]! * u[j]!;
        this.#matrix.diagonal[j] = penalty[j]!;
      }
      this.#matrix.below.fill(0);
    }
    for (let j = 0; j < q; j++) value -= 0.5 * penalty[j]! * u[j]! * u[j]!;
    if (this.parted) return value + this.#addParted(this.parted, u);
    const base = this.#base[0]!;
    for (let i = 0; i < n; i++) {
      let sum = base[i]!;
      const [from, to] = [rowStart[i]!, rowStart[i + 1]!];
      for (let e = from; e < to; e++) sum += a[e]! * u[effect[e]!]!;
      eta[i] = sum;
      series.slopes(i, sum, this.zeta[i]!, this.delta[i]!, slopes);
      value += slopes[0]!;
      if (!derive) continue;
      for (let e = from; e < to; e++) gradient[effect[e]!]! += a[e]! * slopes[1]!;
      this.addRow(this.#matrix, i, a, a, -slopes[2]! / 2);
    }
    return value;
  }

  /** Σℓ where random effects move several predictors; what it adds to the gradient and the matrix. */
  #addParted(series: PartedSeries, u: Float64Array): number {
    const { problem: { n, rowStart, pairStart, effect, place, predictor }, a, eta, zeta, delta } =
      this;
    const { diagonal, below } = this.#matrix;
    const record = new Float64Array(RECORD);
    const gradient = this.#gradient;
    let value = 0;
    for (let i = 0; i < n; i++) {
      const sums: [number, number, number] = [0, 0, 0];
      this.#base.forEach((base, p) => sums[p] = base[i]!);
      const [from, to] = [rowStart[i]!, rowStart[i + 1]!];
      for (let e = from; e < to; e++) sums[predictor![e]!]! += a[e]! * u[effect[e]!]!;
      [eta[i], zeta[i], delta[i]] = sums;
      series.record(i, sums, false, record, 0);
      value += record[0]!;
      for (let e = from, at = pairStart[i]!; e < to; e++) {
        const p = predictor![e]!;
        gradient[effect[e]!]! += a[e]! * record[1 + p]!;
        diagonal[effect[e]!]! -= a[e]! * a[e]! * record[secondOf(p, p)]!;
        for (let f = from; f < e; f++, at++) {
          below[place[at]!]! -= a[e]! * a[f]! * record[secondOf(p, predictor![f]!)]!;
        }
      }
    }
    return value;
  }

  /** matrix += w(b c' + c b') for the coefficients of a row in two lists. */
  addRow(
    { diagonal, below }: SparseSymmetric,
    i: number,
    b: Float64Array,
    c: Float64Array,
    w: number,
  ): void {
    const { rowStart, pairStart, effect, place } = this.problem;
    let at = pairStart[i]!;
    const from = rowStart[i]!;
    const to = rowStart[i + 1]!;
    for (let e = from; e < to; e++) {
      const be = w * b[e]!;
      const ce = w * c[e]!;
      diagonal[effect[e]!]! += 2 * be * c[e]!;
      for (let f = from; f < e; f++, at++) below[place[at]!]! += be * c[f]! + ce * b[f]!;
    }
  }

  /** Factors the matrix; where it is not positive definite, one with a larger diagonal. */
  #factorise(): boolean {
    const { diagonal } = this.#matrix;
    if (this.curvature.factorise(this.#matrix)) return true;
    let largest = 0;
    for (const d of diagonal) largest = Math.max(largest, Math.abs(d));
    let added = 0;
    for (let ridge = 1e-3 * largest + 1e-3; ridge < 1e12 * (largest + 1); ridge *= 4) {
      for (let j = 0; j < diagonal.length; j++) diagonal[j]! += ridge - added;
      added = ridge;
      if (this.curvature.factorise(this.#matrix)) break;
    }
    return false;
  }

  /** Factors the matrix of expected weights. */
  #expected(): void {
    const { problem: { n, q, penalty }, series, a, eta } = this;
    const matrix = this.#matrix;
    for (let j = 0; j < q; j++) matrix.diagonal[j] = penalty[j]!;
    matrix.below.fill(0);
    for (let i = 0; i < n; i++) {
      this.addRow(matrix, i, a, a, series.expectedWeight(i, eta[i]!, this.delta[i]!) / 2);
    }
    this.determinant.factorise(matrix);
  }
}

/** out = offset + Xβ. */
function predict(
  { x, p, offset }: Predictor,
  rho: ArrayLike<number> | null,
  first: number,
  out: Float64Array,
): void {
  for (let i = 0; i < out.length; i++) {
    let sum = offset ? offset[i]! : 0;
    if (rho) { for (let j = 0; j < p; j++) sum += x[i * p + j]! * rho[first + j]!; }
    out[i] = sum;
  }
}

/** out = X for the entries of coefficients that are integrated over. */
function placeCoefficients(
  { n, rowStart, termEntry, column, terms, conditional: { x, p } }: LaplaceProblem,
  out: Float64Array,
): void {
  for (let i = 0; i < n; i++) {
    const from = termEntry[i * (terms.length + 1) + terms.length]!;
    for (let e = from; e < rowStart[i + 1]!; e++) out[e] = x[i * p + column[e]!]!;
  }
}

/** out = z'M for the entries of a term, row by row; M is Λ or a derivative of it. */
export function rowsTimes(
  { n, z, terms, termStart, termEntry, column }: LaplaceProblem,
  t: number,
  matrix: Float64Array,
  out: Float64Array,
): void {
  const { width } = terms[t]!.factor;
  const all = termStart[terms.length]!;
  const first = termStart[t]!;
  for (let i = 0; i < n; i++) {
    const row = i * (terms.length + 1) + t;
    const from = i * all + first;
    for (let e = termEntry[row]!; e < termEntry[row + 1]!; e++) {
      const b = column[e]! - first;
      let sum = 0;
      for (let c = 0; c < width; c++) sum += z[from + c]! * matrix[c * width + b]!;
      out[e] = sum;
    }
  }
}

/** Some parameters in a row. */
export const part = (rho: ArrayLike<number>, first: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => rho[first + k]!);

function planOf(
  { conditional, zero, dispersion, terms, restricted }: LaplaceProblem,
): ParameterPlan {
  const afterBeta = restricted ? 0 : conditional.p;
  const afterZero = afterBeta + (zero?.p ?? 0);
  let count = afterZero + (dispersion?.p ?? 0);
  const starts = terms.map(({ factor }) => {
    count += factor.count;
    return count - factor.count;
  });
  return { beta: 0, zero: afterBeta, dispersion: afterZero, terms: starts, count };
}
