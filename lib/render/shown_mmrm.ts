/**
 * What the tables of mmrm's fits show besides.
 *
 * @module
 */
import { greatest } from "../lists.ts";
import type { LinearMixedModel } from "../model/fit.ts";
import { coreOf } from "../model/mixed/core.ts";
import { visitCovariances } from "../model/repeated/visit_covariances.ts";

/** What a fit by mmrm's conventions has besides. */
export interface ShownMmrm {
  /** The whole formula. */
  formula: string;
  /** mmrm's name of the covariance. */
  word: string;
  /** The df method by mmrm's name. */
  method: string;
  /** The covariance of the coefficients by mmrm's name. */
  vcov: string;
  /** How many subjects there are. */
  subjects: number;
  /** Visits of a subject at most. */
  visits: number;
  /** Covariance parameters. */
  parameters: number;
  /** Akaike's criterion. */
  aic: number;
  /** Schwarz's criterion. */
  bic: number;
  /** Log likelihood, restricted under REML. */
  logLik: number;
  /** -2 log likelihood. */
  deviance: number;
  /** By group, one where all have the same. */
  covariances: { group: string | null; visits: string[]; values: number[][] }[];
}

/** What is shown of a fit in mmrm's terms; null of any other. */
export function mmrmFacts(fit: LinearMixedModel): ShownMmrm | null {
  const { mmrm } = fit;
  if (!mmrm) return null;
  const { covariance, problem } = coreOf(fit);
  const { clause, subject, visit } = problem.built.frame.residual!;
  return {
    formula: mmrm.formula,
    word: mmrm.word,
    method: mmrm.method,
    vcov: mmrm.vcov,
    subjects: subject!.levels.length,
    visits: clause.kind.places ? mostRows(subject!.codes) : visit.levels.length,
    parameters: covariance.count + 1,
    aic: fit.aic,
    bic: fit.bic,
    logLik: fit.logLik,
    deviance: fit.criterion,
    covariances: visitCovariances(fit).map(({ group, visits, matrix }) => ({
      group,
      visits: [...visits],
      values: visits.map((_, i) =>
        Array.from(matrix.subarray(i * visits.length, (i + 1) * visits.length))
      ),
    })),
  };
}

function mostRows(codes: ArrayLike<number>): number {
  const count = new Map<number, number>();
  for (let i = 0; i < codes.length; i++) count.set(codes[i]!, (count.get(codes[i]!) ?? 0) + 1);
  return greatest([...count.values()]);
}
