/**
 * Degrees of freedom that an author gives: the same for every function, whatever a method would say.
 *
 * @module
 */
import type { Fit } from "../../model/fit.ts";
import type { Ddf, DenominatorDf } from "./ddf.ts";

/** A method with its df replaced; infinite ones are asymptotic. */
export function givenDf(method: DenominatorDf, df: number): DenominatorDf {
  return {
    ddf: df === Infinity ? "asymptotic" : "given",
    byAuthor: true,
    covariance: method.covariance,
    standardError: (l) => method.standardError(l),
    df: () => df,
    forms: () => method.forms?.() ? { matrices: [], df: () => df } : null,
    fTest: (rows) => ({ ...method.fTest(rows), denDf: df }),
  };
}

/** Whether a table has to say whose df it has. */
export const statesDf = (fit: Fit, { byAuthor }: DenominatorDf): boolean =>
  fit.ddf.stated || byAuthor === true;

/** The method that a table states. */
export const statedDf = ({ ddf, byAuthor }: DenominatorDf): Ddf => byAuthor ? "given" : ddf;
