/**
 * A stratum of an analysis of variance in several.
 *
 * @module
 */

/** One stratum of an analysis of variance: what varies between its units. */
export interface Stratum {
  /** The term of `Error()`, `Within` for what is left. */
  readonly name: string;
  /** Its degrees of freedom. */
  readonly df: number;
  /** Columns of the model matrix that vary in it, by place; those that it can estimate have estimates. */
  readonly coefficients: readonly { column: number; estimate: number | null }[];
  /** Terms that it has df of, in the order of the formula. */
  readonly terms: readonly { label: string; df: number; sumSq: number }[];
  /** Squares of the effects of its estimable columns. */
  readonly squares: ReadonlyMap<number, number>;
  /** Residual df. */
  readonly residualDf: number;
  /** Residual sum of squares. */
  readonly residualSumSq: number;
  /** Whether its columns are orthogonal. */
  readonly orthogonal: boolean;
  /** Its part of the covariance matrix of the estimates; null if it has no residual df. */
  readonly covariance: Float64Array | null;
  /** The parts of the response by term, `Residuals` last: n numbers each. */
  projections(): readonly { label: string; values: Float64Array }[];
}
