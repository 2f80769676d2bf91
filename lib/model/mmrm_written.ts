/**
 * What a fit in mmrm's arguments keeps of how it was asked for.
 *
 * @module
 */

/** What was asked of mmrm. */
export interface MmrmWritten {
  /** The whole formula, its covariance among the terms, as deparsed. */
  formula: string;
  /** mmrm's name of the covariance: `us`, `ar1h`, `sp_exp`. */
  word: string;
  /** The factor whose levels are the subjects. */
  subject: string;
  /** Groups with a covariance of their own; null where all have one. */
  groups: string | null;
  /** The method of its degrees of freedom, by mmrm's name. */
  method: string;
  /** The covariance of its coefficients, by mmrm's name. */
  vcov: string;
}
