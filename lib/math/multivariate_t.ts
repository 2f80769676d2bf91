/**
 * Tail probabilities of the largest of several correlated t statistics that share one estimate of
 * variance: P(max |Tⱼ| > c) or P(max Tⱼ > c), with real-valued degrees of freedom.
 *
 * The method follows from the correlation: one statistic; two or three dimensions (any number of
 * statistics that span them) by an exact angular integral; one-factor correlation ρᵢⱼ = λᵢλⱼ, which comparisons with
 * a control have, by quadrature over the factor and the scale; otherwise a fixed lattice on the
 * sphere, with an estimate of its error. All are deterministic.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";
import { pt } from "./f_distribution.ts";
import { loadingsOf, oneFactorLaw } from "./one_factor.ts";
import { solidRule, solidUpper } from "./solid_tail.ts";
import { planarUpper, sphericalUpper } from "./spherical_tail.ts";

/** How a law of maxima is computed. */
export type MaximumMethod = "single" | "planar" | "solid" | "one-factor" | "lattice";

/** The distribution of the largest of correlated t statistics. */
export interface MaximumLaw {
  readonly method: MaximumMethod;
  /** P(max > c) with df degrees of freedom (Infinity for normal statistics). */
  upper(c: number, df: number): number;
  /** Estimated absolute error of `upper` at c; 0 where quadrature is exact to rounding. */
  error(c: number, df: number): number;
}

/**
 * The law of max |Tⱼ| (`twoSided`) or max Tⱼ for statistics with the given correlation matrix, k × k,
 * row by row; it may be singular.
 *
 * @throws DiagnosticError `bad-correlation` for a matrix that is not square or not positive
 * semidefinite.
 */
export function multivariateT(correlation: Float64Array, twoSided: boolean): MaximumLaw {
  const size = Math.round(Math.sqrt(correlation.length));
  if (size * size !== correlation.length || size === 0) {
    fail("bad-correlation", "a correlation matrix must be square");
  }
  const factor = pivotedFactor(correlation, size);
  if (factor.rank === 1) {
    const opposed = factor.rows.some((value) => value < 0);
    const single = (c: number, df: number): number => {
      if (!twoSided) {
        const tail = pt(c, df, { upper: true });
        return opposed ? (c > 0 ? 2 * tail : 1) : tail;
      }
      return c > 0 ? 2 * pt(c, df, { upper: true }) : 1;
    };
    return { method: "single", upper: single, error: () => 0 };
  }
  const loadings = factor.rank === 2 ? null : loadingsOf(correlation, size);
  if (loadings) {
    return { method: "one-factor", upper: oneFactorLaw(loadings, twoSided), error: () => 0 };
  }
  if (factor.rank === 2) {
    return {
      method: "planar",
      upper: (c, df) => planarUpper(factor.rows, size, c, df, twoSided),
      error: () => 0,
    };
  }
  const lattice = (c: number, df: number): { value: number; error: number } =>
    sphericalUpper(factor.rows, size, factor.rank, c, df, twoSided);
  if (factor.rank === 3) {
    const rule = solidRule(factor.rows, size, twoSided);
    return {
      method: "solid",
      upper: (c, df) => c > 0 ? solidUpper(rule, c, df) : lattice(c, df).value,
      error: (c, df) => c > 0 ? 0 : lattice(c, df).error,
    };
  }
  return {
    method: "lattice",
    upper: (c, df) => lattice(c, df).value,
    error: (c, df) => lattice(c, df).error,
  };
}

/** Rows aⱼ of length rank with aᵢ·aⱼ = ρᵢⱼ. */
interface Factor {
  rows: Float64Array;
  rank: number;
}

/** Cholesky factor with the largest remaining diagonal as pivot; stops where it is rounding only. */
function pivotedFactor(correlation: Float64Array, size: number): Factor {
  const rest = Float64Array.from(correlation);
  const columns: Float64Array[] = [];
  for (let step = 0; step < size; step++) {
    let pivot = 0;
    for (let j = 1; j < size; j++) {
      if (rest[j * size + j]! > rest[pivot * size + pivot]!) pivot = j;
    }
    const top = rest[pivot * size + pivot]!;
    if (!(top > 1e-10)) break;
    const column = new Float64Array(size);
    for (let i = 0; i < size; i++) column[i] = rest[i * size + pivot]! / Math.sqrt(top);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) rest[i * size + j]! -= column[i]! * column[j]!;
    }
    columns.push(column);
  }
  if (rest.some((value) => !(Math.abs(value) < 1e-6))) {
    fail("bad-correlation", "a correlation matrix must be positive semidefinite");
  }
  const rank = columns.length;
  const rows = new Float64Array(size * rank);
  columns.forEach((column, k) => column.forEach((value, i) => rows[i * rank + k] = value));
  return { rows, rank };
}
