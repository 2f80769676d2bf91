/**
 * Profiles of the likelihood over one coefficient (Venables & Ripley 2002, Modern Applied Statistics
 * with S, section 8.4); limits are found on the profile itself, not on a curve through some points.
 *
 * @module
 */
import { type LikelihoodOptimum, type LikelihoodProblem, maximise } from "./irls.ts";

/** Limits by coefficient; null where the deviance does not rise so far. */
export interface Limits {
  lower: number | null;
  upper: number | null;
}

/**
 * Where the deviance has risen by `rise` on either side of each estimate.
 *
 * @param covariance of the estimates, row-major
 */
export function profileLimits(
  problem: LikelihoodProblem,
  optimum: LikelihoodOptimum,
  covariance: Float64Array,
  rise: number,
): Limits[] {
  const p = optimum.beta.length;
  return Array.from({ length: p }, (_, j) => {
    const profile = new Profile(problem, optimum, j);
    const error = Math.sqrt(covariance[j * p + j]!);
    return {
      lower: profile.limit(-error, rise),
      upper: profile.limit(error, rise),
    };
  });
}

/** Steps that a limit takes at most: Newton's on a curve that is nearly straight. */
const MOST_STEPS = 60;

class Profile {
  readonly #problem: LikelihoodProblem;
  readonly #optimum: LikelihoodOptimum;
  /** The column over the cells. */
  readonly #column: Float64Array;
  readonly #others: Float64Array;
  readonly #estimate: number;

  constructor(problem: LikelihoodProblem, optimum: LikelihoodOptimum, j: number) {
    const m = problem.cells.count;
    this.#problem = problem;
    this.#optimum = optimum;
    this.#column = problem.matrix.subarray(j * m, (j + 1) * m);
    const p = optimum.beta.length;
    this.#others = new Float64Array(m * (p - 1));
    this.#others.set(problem.matrix.subarray(0, j * m));
    this.#others.set(problem.matrix.subarray((j + 1) * m), j * m);
    this.#estimate = optimum.beta[j]!;
  }

  /** How far the deviance is above its least at a value of the coefficient, and its slope there. */
  #at(value: number): { rise: number; slope: number } | null {
    const { cells, response, weights, offset, family } = this.#problem;
    const fixed = Float64Array.from(
      response,
      (_, i) => (offset ? offset[i]! : 0) + value * this.#column[cells.of ? cells.of[i]! : i]!,
    );
    const found = maximise({ ...this.#problem, matrix: this.#others, offset: fixed });
    if (!("beta" in found)) return null;
    let slope = 0;
    for (let i = 0; i < response.length; i++) {
      const [eta, mu] = [found.eta[i]!, found.mu[i]!];
      const score = (response[i]! - mu) * family.link.derivative(eta) / family.variance(mu);
      slope -= 2 * (weights ? weights[i]! : 1) * score *
        this.#column[cells.of ? cells.of[i]! : i]!;
    }
    return { rise: Math.max(0, found.deviance - this.#optimum.deviance), slope };
  }

  /** By Newton's method on the signed root of the rise, which is nearly straight. */
  limit(error: number, rise: number): number | null {
    const goal = Math.sqrt(rise);
    let inner = this.#estimate;
    let outer: number | null = null;
    let value = this.#estimate + goal * error;
    for (let step = 0; step < MOST_STEPS; step++) {
      const here = this.#at(value);
      if (!here || !Number.isFinite(here.rise)) {
        outer = value;
        value = (inner + value) / 2;
        continue;
      }
      const root = Math.sqrt(here.rise);
      if (Math.abs(root - goal) < 1e-10 * goal) return value;
      if (root < goal) inner = value;
      else outer = value;
      const slope = here.slope / (2 * root);
      let next = value + (goal - root) / slope;
      const between = outer === null || (next - inner) * (next - outer) < 0;
      if (!Number.isFinite(next) || !between || (next - inner) * error <= 0) {
        next = outer === null ? value + goal * error : (inner + outer) / 2;
      }
      if (next === value) return value;
      value = next;
    }
    return null;
  }
}
