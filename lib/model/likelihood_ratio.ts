/**
 * The statistic of a test by likelihoods.
 *
 * @module
 */

/** Part of a log-likelihood that its last digits do not tell: an optimum is reached from several sides. */
const ROUNDING = 1e-12;

/**
 * Twice what the log-likelihood of the larger of two models is above that of the smaller one; 0 where there is
 * nothing but rounding between them, as where the smaller model is the larger one with a variance of 0, or where the
 * search for the larger one ended below.
 */
export function likelihoodRatio(larger: number, smaller: number): number {
  const statistic = 2 * (larger - smaller);
  return statistic > ROUNDING * (1 + Math.abs(larger)) || Number.isNaN(statistic) ? statistic : 0;
}
