/**
 * The covariances of pairs of rows that a mixed model implies: those of their residuals, and those that they
 * have by random effects.
 *
 * @module
 */
import type { LinearMixedModel } from "../../fit.ts";
import { lambdas } from "../../covariance/random_structure.ts";
import { coreOf } from "../core.ts";
import { residualDesign } from "./residual_design.ts";

/** Covariance of two of the rows used. */
export type CovarianceOfRows = (a: number, b: number) => number;

/** The covariance of the residuals of two rows. */
export function residualCovariances(fit: LinearMixedModel): CovarianceOfRows {
  if (fit.residualStructure === null) {
    return (a, b) => a === b ? fit.sigma ** 2 / (fit.weights?.[a] ?? 1) : 0;
  }
  const { problem, covariance, theta, scale } = coreOf(fit);
  const { subject, visit, structure } = residualDesign(problem.built)!;
  const size = structure.visits.length;
  const r = structure.matrix(covariance.ofResidual(theta));
  const { weights } = fit;
  const over = weights
    ? (a: number, b: number): number => Math.sqrt(weights[a]! * weights[b]!)
    : () => 1;
  return (a, b) =>
    subject[a] === subject[b] ? scale ** 2 * r[visit[a]! * size + visit[b]!]! / over(a, b) : 0;
}

/** The standard deviation of the residuals of every row; null where they differ. */
export function commonDeviation(fit: LinearMixedModel): number | null {
  const covariance = residualCovariances(fit);
  const first = covariance(0, 0);
  for (let i = 1; i < fit.n; i++) {
    if (Math.abs(covariance(i, i) - first) > 1e-10 * first) return null;
  }
  return Math.sqrt(first);
}

/** The covariance that two rows have by their random effects. */
export function randomCovariances(fit: LinearMixedModel): CovarianceOfRows {
  const { layout, theta, scale, problem: { residual: { cells } } } = coreOf(fit);
  const lambda = lambdas(layout, theta);
  const cellOf = (row: number): number => cells.of ? cells.of[row]! : row;
  return (a, b) => {
    const [i, j] = [cellOf(a), cellOf(b)];
    let sum = 0;
    layout.groups.forEach((group, g) => {
      if (group.codes[i] !== group.codes[j]) return;
      const l = lambda[g]!;
      const c = group.width;
      for (let k = 0; k < c; k++) {
        let [left, right] = [0, 0];
        for (let q = 0; q < c; q++) {
          const z = group.values[q];
          left += (z ? z[i]! : 1) * l[q * c + k]!;
          right += (z ? z[j]! : 1) * l[q * c + k]!;
        }
        sum += left * right;
      }
    });
    return scale ** 2 * sum;
  };
}

/** The groups within which residuals are correlated: their labels, and the group of each row; null for none. */
export function residualGroups(
  fit: LinearMixedModel,
): { labels: readonly string[]; codes: Int32Array } | null {
  if (fit.residualStructure === null) return null;
  const { built } = coreOf(fit).problem;
  const subject = built.frame.residual?.subject;
  if (subject) return { labels: subject.levels, codes: subject.codes };
  const { subject: codes, subjects } = residualDesign(built)!;
  return { labels: Array.from({ length: subjects }, (_, i) => String(i + 1)), codes };
}
