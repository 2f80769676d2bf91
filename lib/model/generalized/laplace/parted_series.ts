/**
 * Series of the log likelihood of each row in all of its predictors alike: what is asked for where random
 * effects move the zeros' or the dispersion's predictor.
 *
 * @module
 */
import { JetAlgebra } from "../series/jet.ts";
import { type MeanJets, meanJets } from "../series/mean_jets.ts";
import type { LaplaceProblem } from "./problem.ts";
import { rowDensity } from "./row_series.ts";

/** Numbers of predictors of one, two and three derivatives, none of them the same in another order. */
export const PAIRS: readonly (readonly [number, number])[] = [0, 1, 2].flatMap((p) =>
  Array.from({ length: p + 1 }, (_, q) => [p, q] as const)
);
const TRIPLES = PAIRS.flatMap(([p, q]) => Array.from({ length: q + 1 }, (_, r) => [p, q, r]));

/** Derivatives of a row: ℓ, three first ones, six second ones, and ten third ones. */
export const RECORD = 1 + 3 + PAIRS.length + TRIPLES.length;

const orders = (variables: readonly number[]): [number, number, number] => {
  const out: [number, number, number] = [0, 0, 0];
  for (const v of variables) out[v]!++;
  return out;
};
const FACTORIAL = [1, 1, 2, 6];
const factorOf = (of: readonly number[]): number => of.reduce((f, k) => f * FACTORIAL[k]!, 1);

const ALL: readonly (readonly number[])[] = [[], [0], [1], [2], ...PAIRS, ...TRIPLES];
const placeOf = new Map(ALL.map((of, k) => [[...of].sort().join(), k]));
const table = (order: 2 | 3): readonly number[] =>
  Array.from({ length: 3 ** order }, (_, k) => {
    const digits = order === 2
      ? [Math.floor(k / 3), k % 3]
      : [Math.floor(k / 9), Math.floor(k / 3) % 3, k % 3];
    return placeOf.get(digits.sort().join())!;
  });
const SECOND = table(2);
const THIRD = table(3);

/** Where ∂ℓ/∂π stands in a record, and the derivatives by two and three predictors. */
export const firstOf = (p: number): number => 1 + p;
export const secondOf = (p: number, q: number): number => SECOND[3 * p + q]!;
export const thirdOf = (p: number, q: number, r: number): number => THIRD[9 * p + 3 * q + r]!;

/** Evaluates rows of a problem. */
export class PartedSeries {
  readonly #problem: LaplaceProblem;
  readonly #mean: MeanJets;
  readonly #low = JetAlgebra.shared(2, 2);
  readonly #high = JetAlgebra.shared(4, 2, 3);
  readonly #places: readonly { low: number; high: number; factor: number }[];

  constructor(problem: LaplaceProblem) {
    this.#problem = problem;
    this.#mean = meanJets(problem.family.link);
    this.#places = ALL.map((of) => {
      const [a, b, c] = orders(of);
      return {
        low: this.#low.indexOf(a, b, c),
        high: this.#high.indexOf(a, b, c),
        factor: factorOf([a, b, c]),
      };
    });
  }

  /**
   * The derivatives of a row.
   *
   * @param third whether to the third order, or to the second
   * @param out `RECORD` numbers from a place on
   */
  record(
    i: number,
    [eta, zeta, delta]: readonly [number, number, number],
    third: boolean,
    out: Float64Array,
    at: number,
  ): void {
    const a = third ? this.#high : this.#low;
    a.empty();
    const { zero, weights } = this.#problem;
    const z = zero ? a.variable(1, zeta) : null;
    const l = rowDensity(
      this.#problem,
      this.#mean,
      a,
      i,
      a.variable(0, eta),
      z,
      a.variable(2, delta),
    );
    const w = weights?.[i] ?? 1;
    const places = this.#places;
    const last = third ? RECORD : 1 + 3 + PAIRS.length;
    for (let k = 0; k < last; k++) {
      const { low, high, factor } = places[k]!;
      out[at + k] = w * factor * a.arena[l + (third ? high : low)]!;
    }
  }
}
