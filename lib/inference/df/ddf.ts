/**
 * How denominator degrees of freedom are found, as one interface that every test, mean and
 * contrast goes through.
 *
 * @module
 */

import type { Ddf } from "../../model/ddf.ts";

export { type Ddf, DDF_METHODS } from "../../model/ddf.ts";

/** What a method makes of several linear functions tested at once. */
export interface FTest {
  /** F, already multiplied by `scale`; NaN if a function has no variance that can be estimated. */
  statistic: number;
  /** Number of independent functions. */
  numDf: number;
  /** Denominator degrees of freedom; NaN if the method has none for these functions. */
  denDf: number;
  /** What the method's formula gave where that is no number of degrees of freedom. */
  impossibleDf?: number;
  /** Kenward and Roger's λ; 1 for other methods. */
  scale: number;
}

/** df as a function of quadratic forms, for methods of which they are one. */
export interface DfForms {
  /** Symmetric matrices over the estimable coefficients, rank × rank. */
  readonly matrices: readonly Float64Array[];
  /** df of a function l from l'Ml for each of them. */
  df(values: ArrayLike<number>): number;
}

/** What a method computes for functions that can be tested; `denominatorDf` guards it. */
export type DdfMethod = Omit<DenominatorDf, "standardError">;

/**
 * A df method bound to one fit. Linear functions are over the estimable coefficients, in the order
 * of `fit.beta` (length `fit.rank`).
 */
export interface DenominatorDf {
  /** The method. */
  readonly ddf: Ddf;
  /** An author gave them, though they are those of a method: infinite ones. */
  readonly byAuthor?: boolean | undefined;
  /** rank × rank, row-major: Kenward and Roger's Φ_A, or Φ for other methods. */
  readonly covariance: Float64Array;
  /**
   * Standard error of one linear function; NaN if the data cannot tell its variance: a random effect
   * that it needs is confounded with it.
   */
  standardError(l: ArrayLike<number>): number;
  /** df of one linear function; Infinity if asymptotic, NaN if there are none. */
  df(l: ArrayLike<number>): number;
  /** How df follow from quadratic forms; null if they do not, or not for every function. */
  forms?(): DfForms | null;
  /** df of a coefficient by itself, in the order of `fit.beta`, where it has others than as a function. */
  dfOfCoefficient?(k: number): number;
  /** Joint test of the rows of L (each of length rank, linearly independent) being zero. */
  fTest(rows: readonly ArrayLike<number>[]): FTest;
}
