/**
 * Series of the log likelihood of each row at its predictors, and of the weight that its curvature
 * has in the approximation.
 *
 * @module
 */
import { type Jet, JetAlgebra } from "../series/jet.ts";
import { type MeanJets, meanJets } from "../series/mean_jets.ts";
import type { LaplaceProblem } from "./problem.ts";

/** Orders in η that a record has of the log likelihood, and of the weight. */
const ORDERS = 5;
const WEIGHT_ORDERS = 3;
/** Orders in the other variables: what one of them needs, then what a second adds. */
const MIXED: readonly (readonly [number, number])[] = [
  [0, 0],
  [1, 0],
  [2, 0],
  [0, 1],
  [1, 1],
  [0, 2],
];
/** How many of them there are without other variables, with one and with two. */
const MIXED_OF = [1, 3, 6] as const;
const FACTORIAL = [1, 1, 2, 6, 24];
const BLOCK = ORDERS + WEIGHT_ORDERS;

/** Which of them is a first derivative, by variable, and which the second by both of two. */
export const FIRST = [1, 3] as const;
export const SECOND = [[2, 4], [4, 5]] as const;

/** Where ∂ᵃℓ/∂ηᵃ, derived by the other variables as well, stands in a record. */
export const ofLikelihood = (order: number, mixed = 0): number => mixed * BLOCK + order;

/** The same of the weight. */
export const ofWeight = (order: number, mixed = 0): number => mixed * BLOCK + ORDERS + order;

/** Which weight the determinant has: −ℓ'', or its expectation. */
export type HessianKind = "observed" | "expected";

/** log density of a row, of weight 1, at its predictors. */
export function rowDensity(
  { family, response }: LaplaceProblem,
  mean: MeanJets,
  a: JetAlgebra,
  i: number,
  eta: Jet,
  zeta: Jet | null,
  delta: Jet,
): Jet {
  const row = response[i]!;
  if (family.second) return family.logDensity(a, row, mean, eta, delta, zeta!);
  const isZero = row.y === 0;
  if (zeta === null) return family.logDensity(a, row, mean, eta, delta);
  if (isZero && family.truncated) return a.linear(a.softplus(a.linear(zeta, -1)), -1);
  const own = family.logDensity(a, row, mean, eta, delta);
  return a.add(isZero ? a.logAdd(zeta, own) : own, a.softplus(zeta), -1);
}

/** Evaluates rows of a problem. */
export class RowSeries {
  readonly #problem: LaplaceProblem;
  readonly #mean: MeanJets;
  readonly #inner = JetAlgebra.shared(2, 0);
  readonly #outer: JetAlgebra;
  /** Coefficient of a series, its factor and its place in a record. */
  readonly #copies: { index: number; factor: number; at: number }[] = [];
  readonly #weightCopies: { index: number; factor: number; at: number }[] = [];
  readonly #zeroVariable: 1 | null;
  readonly #dispersionVariable: 1 | 2 | null;
  readonly #mixed: number;
  /** Numbers of a row: derivatives of ℓ and of the weight, those by other variables in turn. */
  readonly size: number;

  constructor(problem: LaplaceProblem, readonly hessian: HessianKind) {
    this.#problem = problem;
    this.#mean = meanJets(problem.family.link);
    const { zero, dispersion } = problem;
    this.#zeroVariable = zero ? 1 : null;
    this.#dispersionVariable = dispersion ? zero ? 2 : 1 : null;
    const others = (zero ? 1 : 0) + (dispersion ? 1 : 0);
    const outer = this.#outer = JetAlgebra.shared(4, others as 0 | 1 | 2);
    this.#mixed = MIXED_OF[others as 0 | 1 | 2];
    this.size = this.#mixed * BLOCK;
    MIXED.slice(0, this.#mixed).forEach(([first, second], mixed) => {
      const factor = FACTORIAL[first]! * FACTORIAL[second]!;
      for (let order = 0; order < ORDERS; order++) {
        const index = outer.indexOf(order, first, second);
        if (index < 0) continue;
        const copy = { index, factor: factor * FACTORIAL[order]!, at: ofLikelihood(order, mixed) };
        this.#copies.push(copy);
        if (order < WEIGHT_ORDERS && order + first + second <= 2) {
          this.#weightCopies.push({ ...copy, at: ofWeight(order, mixed) });
        }
      }
    });
  }

  /** How many predictors there are beside the first. */
  get others(): number {
    return this.#outer.others;
  }

  #density(a: JetAlgebra, i: number, eta: Jet, zeta: Jet | null, delta: Jet): Jet {
    return rowDensity(this.#problem, this.#mean, a, i, eta, zeta, delta);
  }

  /**
   * ℓ, ℓ' and ℓ'' of a row.
   *
   * @param out three numbers
   */
  slopes(i: number, eta: number, zeta: number, delta: number, out: Float64Array): void {
    const a = this.#inner;
    a.empty();
    const z = this.#zeroVariable === null ? null : a.constant(zeta);
    const l = this.#density(a, i, a.variable(0, eta), z, a.constant(delta));
    const w = this.#problem.weights?.[i] ?? 1;
    out[0] = w * a.arena[l]!;
    out[1] = w * a.arena[l + 1]!;
    out[2] = 2 * w * a.arena[l + 2]!;
  }

  /** The expected weight of a row: w (dμ/dη)²/Var. */
  expectedWeight(i: number, eta: number, delta: number): number {
    const a = this.#inner;
    a.empty();
    return a.arena[this.#expected(a, i, a.variable(0, eta), a.constant(delta))]!;
  }

  #expected(a: JetAlgebra, i: number, eta: Jet, delta: Jet): Jet {
    const { family, response, weights } = this.#problem;
    const mu = this.#mean.mean(a, eta);
    const slope = a.slope(mu);
    const variance = family.varianceJet(a, response[i]!, mu, delta);
    return a.linear(a.multiply(a.multiply(slope, slope), a.inverse(variance)), weights?.[i] ?? 1);
  }

  /** All derivatives of a row, into a record that begins at a place. */
  record(i: number, eta: number, zeta: number, delta: number, out: Float64Array, at: number): void {
    const a = this.#outer;
    a.empty();
    const e = a.variable(0, eta);
    const z = this.#zeroVariable === null ? null : a.variable(this.#zeroVariable, zeta);
    const d = this.#dispersionVariable === null
      ? a.constant(delta)
      : a.variable(this.#dispersionVariable, delta);
    const l = this.#density(a, i, e, z, d);
    const w = this.#problem.weights?.[i] ?? 1;
    for (const { index, factor, at: to } of this.#copies) {
      out[at + to] = w * factor * a.arena[l + index]!;
    }
    if (this.hessian === "expected") {
      const weight = this.#expected(a, i, e, d);
      for (const { index, factor, at: to } of this.#weightCopies) {
        out[at + to] = factor * a.arena[weight + index]!;
      }
      return;
    }
    for (let mixed = 0; mixed < this.#mixed; mixed++) {
      for (let order = 0; order < WEIGHT_ORDERS; order++) {
        const from = order + 2 < ORDERS ? out[at + ofLikelihood(order + 2, mixed)]! : 0;
        out[at + ofWeight(order, mixed)] = -from;
      }
    }
  }
}
