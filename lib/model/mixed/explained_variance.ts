/**
 * How much a mixed model explains: R² and intraclass correlation.
 *
 * @module
 */
import { needsRows } from "../../data/cells/needs_rows.ts";
import { heldSource, isHeld } from "../formula/held.ts";
import type { LinearMixedModel } from "../fit.ts";
import { requireVariances } from "../covariance/lost_variances.ts";
import { coreOf } from "./core.ts";
import { plainResidual } from "./residual/plain_residual.ts";
import { lambdas } from "../covariance/random_structure.ts";
import { cellCounts } from "../formula/cells.ts";

/** Shares of variance of a mixed model. */
export interface ExplainedVariance {
  /** Variance of the fixed part over the rows. */
  fixed: number;
  /** Mean over the rows of the variance of the random part. */
  random: number;
  /** σ². */
  residual: number;
  /** Share of the fixed part (Nakagawa & Schielzeth 2013). */
  marginalR2: number;
  /** Share of fixed and random part together. */
  conditionalR2: number;
  /** Random part over random part and residual. */
  adjustedIcc: number;
  /** Random part over everything. */
  unadjustedIcc: number;
}

/**
 * R² of S. Nakagawa and H. Schielzeth (2013), Methods Ecol. Evol. 4, 133–142, with the mean variance of
 * random slopes of P. C. D. Johnson (2014), Methods Ecol. Evol. 5, 944–946.
 *
 * The random part is the mean of z'Gz over all rows and all columns of every term. (The R package
 * performance leaves out columns that have no namesake among the fixed effects, and gives no
 * conditional R² for a singular fit.)
 *
 * @throws DiagnosticError `no-variance-estimate`
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { explainedVariance, lmer, readTable } from "@heddle/heddle";
 *
 * const oats = await readTable("reports/data/oats.csv");
 * const share = explainedVariance(lmer("yield ~ nitro + (1 | Block/Variety)", oats));
 * assert(share.marginalR2 < share.conditionalR2);
 * ```
 */
export function explainedVariance(fit: LinearMixedModel): ExplainedVariance {
  requireVariances(fit, "A share of variance");
  const { fixed, beta, n } = fit;
  const source = heldSource(fit.data);
  if (
    source?.weights &&
    fixed.variables.some((v) => v.sources.some((x) => isHeld(fit.data.require(x))))
  ) {
    needsRows("A share of variance without weights is of rows", source);
  }
  const { count, of } = fixed.cells;
  const cell = new Float64Array(count);
  fixed.kept.forEach((j, k) => {
    for (let c = 0; c < count; c++) cell[c]! += fixed.cellMatrix[j * count + c]! * beta[k]!;
  });
  let mean = 0;
  for (let i = 0; i < n; i++) mean += cell[of ? of[i]! : i]! / n;
  let square = 0;
  for (let i = 0; i < n; i++) square += (cell[of ? of[i]! : i]! - mean) ** 2;
  const variance = square / (n - 1);
  const random = meanRandomVariance(fit);
  const residual = fit.sigma ** 2;
  const total = variance + random + residual;
  return {
    fixed: variance,
    random,
    residual,
    marginalR2: variance / total,
    conditionalR2: (variance + random) / total,
    adjustedIcc: random / (random + residual),
    unadjustedIcc: random / total,
  };
}

function meanRandomVariance(fit: LinearMixedModel): number {
  const { layout, theta } = coreOf(fit);
  const { cells } = plainResidual(fit, "A share of variance");
  const rows = cellCounts(cells);
  const each = lambdas(layout, theta);
  let sum = 0;
  for (const [g, group] of layout.groups.entries()) {
    const c = group.width;
    const lambda = each[g]!;
    for (let i = 0; i < cells.count; i++) {
      for (let b = 0; b < c; b++) { // column b of Λ'z
        let u = 0;
        for (let a = b; a < c; a++) u += lambda[a * c + b]! * (group.values[a]?.[i] ?? 1);
        sum += rows[i]! * u * u;
      }
    }
  }
  return fit.sigma ** 2 * sum / fit.n;
}
