/**
 * Tests of the terms of an `mmrm` as the package's `anova` and `df_md` have them: each term's
 * coefficients, as they are coded, against 0, with df by the method of the fit.
 *
 * @module
 */
import { pf } from "../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import type { FTest } from "../df/ddf.ts";
import { denominatorDf } from "../df/denominator_df.ts";
import { carHypotheses } from "./hypothesis.ts";

/** A term with its test. */
export interface MmrmTest extends FTest {
  /** The term as R names it. */
  readonly term: string;
  /** Of the F statistic. */
  readonly pValue: number;
}

/** Functions of the coefficients, tested at once. */
export function mmrmTest(
  fit: LinearMixedModel,
  rows: readonly ArrayLike<number>[],
): Omit<MmrmTest, "term"> {
  const test = denominatorDf(fit, fit.ddf.default).fTest(rows);
  const { statistic, numDf, denDf } = test;
  return { ...test, pValue: denDf > 0 ? pf(statistic, numDf, denDf, { upper: true }) : NaN };
}

/** Every term, the intercept first where there is one. */
export function mmrmAnova(fit: LinearMixedModel): MmrmTest[] {
  return carHypotheses(fit.fixed, fit.covariance, 3, true)
    .map(({ term, rows }) => ({ term, ...mmrmTest(fit, rows) }));
}
