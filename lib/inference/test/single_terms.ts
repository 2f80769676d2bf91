/**
 * Single terms left out of a model by least squares or of a generalized linear one, its columns as they
 * are.
 *
 * @module
 */
import { applyQTransposed, qr } from "../../math/algebra/qr.ts";
import type { FixedDesign } from "../../model/fixed/fixed_design.ts";
import type { GeneralizedLinearModel, LinearModel } from "../../model/fit.ts";
import { relatives } from "./hypothesis.ts";
import { reduced } from "./term_comparison.ts";

/** A model without a term. */
export interface Deletion {
  /** Label of the term. */
  term: string;
  /** How much the rank falls. */
  df: number;
  /** Residual sum of squares, or deviance, of what is left. */
  deviance: number;
}

/** Labels of the terms that no other term contains. */
export function droppableTerms(fixed: FixedDesign): string[] {
  return fixed.terms.filter((_, t) => relatives(fixed, t).length === 0).map((t) => t.label);
}

/** Residual sum of squares and rank with some of the columns only. */
function leastSquaresWith(
  fit: LinearModel,
  isIn: (column: number) => boolean,
): { deviance: number; rank: number } {
  const { columns, response, rank } = reduced(fit);
  const kept = fit.fixed.names.flatMap((_, j) => isIn(j) ? [j] : []);
  const x = new Float64Array(rank * kept.length);
  kept.forEach((j, k) => x.set(columns.subarray(j * rank, (j + 1) * rank), k * rank));
  const d = qr(x, rank, kept.length);
  const z = response.slice();
  applyQTransposed(d, z);
  let lost = 0;
  for (let i = d.rank; i < rank; i++) lost += z[i]! ** 2;
  return { deviance: fit.residualSumSq + lost, rank: d.rank };
}

/** The model without each of some terms in turn. */
export function deletions(
  fit: LinearModel | GeneralizedLinearModel,
  terms: readonly string[],
): Deletion[] {
  const { fixed } = fit;
  return terms.map((term) => {
    const number = fixed.terms.findIndex((t) => t.label === term) + 1;
    const isIn = (column: number): boolean => fixed.assign[column] !== number;
    const left = fit.leastSquares
      ? leastSquaresWith(fit.leastSquares, isIn)
      : fit.generalized!.withColumns(isIn);
    return { term, df: fit.rank - left.rank, deviance: left.deviance };
  });
}
