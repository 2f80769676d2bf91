/**
 * Degrees of freedom that many estimates have in common.
 *
 * @module
 */

/** Binary digits that are kept. */
const DIGITS = 40;

/**
 * df to twelve digits: those of balanced means differ in their last digits only, and what follows from
 * df alone, critical values and whole tails, is found once for all of them. Whole numbers stay as they
 * are, and a df is rounded alike whatever stands beside it.
 */
export function sharedDf(df: number): number {
  if (!(df > 0) || df === Infinity || Number.isInteger(df)) return df;
  const unit = 2 ** (Math.floor(Math.log2(df)) - DIGITS);
  return Math.round(df / unit) * unit;
}
