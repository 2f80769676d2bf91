/**
 * Distributions: probabilities and quantiles by R's names, with the tail, noncentrality and other
 * options named in a last argument.
 *
 * @module
 */
export { type NormalOptions, pnorm, qnorm } from "./normal.ts";
export { type NoncentralOptions, pchisq, pgamma, qchisq } from "./chi_squared.ts";
export { pbeta, pf, pt, qbeta, qf, qt } from "./f_distribution.ts";
export { ptukey, qtukey, type RangeOptions } from "./studentized_range.ts";
