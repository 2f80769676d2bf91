/**
 * How far the data tell the numbers of a variance function, and what follows for the covariance parameters
 * that are estimated beside them: −2 log L, minimised over all others, has the inverse of half its curvature
 * as the covariance of the numbers; the others move with them along their own optimum.
 *
 * Derivatives are differences of fourth order: every value is an optimum of its own.
 *
 * @module
 */
import { choleskySmall, inverseFromCholesky } from "../../math/algebra/triangular.ts";
import type { LinearMixedModel } from "../fit.ts";
import type { NlmeVarianceSpread } from "../nlme_written.ts";

/** A step, in the unit of a number. */
const STEP = 0.02;

/** Covariances of the numbers `x`, and the slopes of the covariance parameters in them. */
export function varianceSpread(
  x: readonly number[],
  units: readonly number[],
  fitAt: (x: readonly number[]) => LinearMixedModel,
): NlmeVarianceSpread {
  const m = x.length;
  const h = units.map((u) => STEP * u);
  const at = (moves: readonly (readonly [k: number, by: number])[]): LinearMixedModel => {
    const point = [...x];
    for (const [k, by] of moves) point[k]! += by * h[k]!;
    return fitAt(point);
  };
  const estimates = (fit: LinearMixedModel): number[] =>
    fit.covarianceParameters.map((p) => p.estimate ?? NaN);
  const here = at([]).criterion;
  const curvature = new Float64Array(m * m);
  const slopes: number[][] = [];
  for (let j = 0; j < m; j++) {
    const [a2, a1, b1, b2] = [-2, -1, 1, 2].map((by) => at([[j, by]])) as [
      LinearMixedModel,
      LinearMixedModel,
      LinearMixedModel,
      LinearMixedModel,
    ];
    const [near, far] = [a1.criterion + b1.criterion, a2.criterion + b2.criterion];
    curvature[j * m + j] = (16 * near - far - 30 * here) / (12 * h[j]! ** 2);
    const [e2, e1, f1, f2] = [a2, a1, b1, b2].map(estimates) as [
      number[],
      number[],
      number[],
      number[],
    ];
    slopes.push(f1.map((v, k) => (8 * (v - e1[k]!) - f2[k]! + e2[k]!) / (12 * h[j]!)));
    for (let l = 0; l < j; l++) {
      const mixed = (by: number): number => {
        const value = (sj: number, sl: number): number =>
          at([[j, sj * by], [l, sl * by]]).criterion;
        return (value(1, 1) - value(1, -1) - value(-1, 1) + value(-1, -1)) /
          (4 * by * by * h[j]! * h[l]!);
      };
      curvature[j * m + l] = curvature[l * m + j] = (4 * mixed(1) - mixed(2)) / 3;
    }
  }
  const root = choleskySmall(curvature.map((c) => c / 2), m);
  const inverse = root && inverseFromCholesky(root, m);
  return {
    covariance: Array.from(
      { length: m },
      (_, i) => Array.from({ length: m }, (_, j) => inverse ? inverse[i * m + j]! : NaN),
    ),
    slopes,
  };
}
