/**
 * Residuals that are independent with variance 1 if the model holds: R^(−1/2) e, with the transpose of the
 * Cholesky factor's inverse of each group, as nlme has it.
 *
 * @module
 */
import { choleskySmall, solveLower } from "../../math/algebra/triangular.ts";
import type { LinearMixedModel } from "../fit.ts";
import { residualCovariances, residualGroups } from "./marginal_covariance.ts";

/** Normalized residuals, one for each row used. */
export function normalizedResiduals(fit: LinearMixedModel): Float64Array {
  const groups = residualGroups(fit);
  const covariance = residualCovariances(fit);
  const out = Float64Array.from(fit.residuals, (e, i) => e / Math.sqrt(covariance(i, i)));
  if (!groups) return out;
  const rowsOf = groups.labels.map((): number[] => []);
  groups.codes.forEach((g, row) => rowsOf[g]!.push(row));
  for (const rows of rowsOf) {
    const k = rows.length;
    const matrix = new Float64Array(k * k);
    rows.forEach((a, i) => rows.forEach((b, j) => matrix[i * k + j] = covariance(a, b)));
    const factor = choleskySmall(matrix, k);
    if (!factor) continue;
    const z = Float64Array.from(rows, (row) => fit.residuals[row]!);
    solveLower(factor, k, z);
    rows.forEach((row, i) => out[row] = z[i]!);
  }
  return out;
}
