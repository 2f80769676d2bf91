/**
 * The covariance of the residuals of one subject at its visits, in the units of the response.
 *
 * @module
 */
import type { LinearMixedModel } from "../fit.ts";
import { coreOf } from "../mixed/core.ts";

/** Covariances of the visits of one group. */
export interface VisitCovariance {
  /** The group whose own it is; null where all have one. */
  readonly group: string | null;
  readonly visits: readonly string[];
  /** Row-major. */
  readonly matrix: Float64Array;
}

/**
 * R by group. Of places it is over two at a distance of 1, as mmrm has it.
 *
 * @throws Error where the residuals have no structure
 */
export function visitCovariances(fit: LinearMixedModel): VisitCovariance[] {
  const core = coreOf(fit);
  const { structure } = core.covariance;
  const { residual } = core.problem.built.frame;
  if (!structure || !residual) throw new Error("the residuals have no structure");
  const whole = structure.matrix(core.covariance.ofResidual(core.theta));
  const all = structure.visits.length;
  const groups = residual.by?.levels ?? [null];
  const own = residual.visit.levels;
  const size = own.length;
  return groups.map((group, g): VisitCovariance => {
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        matrix[i * size + j] = core.scale ** 2 * whole[(g * size + i) * all + g * size + j]!;
      }
    }
    if (!residual.clause.kind.places) return { group, visits: own, matrix };
    return { group, visits: ["0", "1"], matrix: atUnitDistance(fit, group, matrix[0]!) };
  });
}

/** A covariance that falls with the distance, at 0 and at 1. */
function atUnitDistance(
  fit: LinearMixedModel,
  group: string | null,
  variance: number,
): Float64Array {
  const range =
    fit.covarianceParameters.find((p) => (p.group ?? null) === group && p.name.startsWith("range"))
      ?.estimate ?? NaN;
  const squared = fit.mmrm?.word === "sp_gau";
  const fallen = variance * Math.exp(squared ? -1 / range ** 2 : -1 / range);
  return Float64Array.of(variance, fallen, fallen, variance);
}
