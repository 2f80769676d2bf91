/**
 * Residuals that are independent with variance 1 if the model holds: a root of R⁻¹ of each group times e. As in
 * nlme it is the inverse of the Cholesky factor, and of compound symmetry Helmert's contrasts.
 *
 * @module
 */
import { choleskySmall, solveLower } from "../../../math/algebra/triangular.ts";
import type { LinearMixedModel } from "../../fit.ts";
import { residualCovariances, residualGroups } from "./marginal_covariance.ts";

/** Normalized residuals, one for each row used. */
export function normalizedResiduals(fit: LinearMixedModel): Float64Array {
  const groups = residualGroups(fit);
  const covariance = residualCovariances(fit);
  const out = Float64Array.from(fit.residuals, (e, i) => e / Math.sqrt(covariance(i, i)));
  if (!groups) return out;
  const rowsOf = groups.labels.map((): number[] => []);
  groups.codes.forEach((g, row) => rowsOf[g]!.push(row));
  const uniform = fit.nlme?.correlation?.word === "corCompSymm";
  for (const rows of rowsOf) {
    const k = rows.length;
    if (uniform && k > 1) {
      const [a, b] = [rows[0]!, rows[1]!];
      const rho = covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
      byHelmert(rows, out, rho);
      continue;
    }
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

/** The sum and Helmert's contrasts of a group, each over its standard deviation at a correlation. */
function byHelmert(rows: readonly number[], values: Float64Array, rho: number): void {
  const own = rows.map((row) => values[row]!);
  const k = rows.length;
  let before = own[0]!;
  for (let i = 1; i < k; i++) {
    values[rows[i]!] = (i * own[i]! - before) / Math.sqrt((1 - rho) * i * (i + 1));
    before += own[i]!;
  }
  values[rows[0]!] = before / Math.sqrt(k * (1 + (k - 1) * rho));
}
