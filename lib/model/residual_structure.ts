/**
 * What is not available for residuals that have a structure.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";
import type { Fit } from "./fit.ts";

const HINT = "Estimates, their tests, means and contrasts are; for the rest fit without residual =";

/**
 * Refuses what presupposes independent residuals of one variance.
 *
 * @param what the subject of a sentence: `A bootstrap`
 * @param hint what there is instead
 * @throws DiagnosticError `residual-structure-unsupported`
 */
export function requirePlainResiduals(fit: Fit, what: string, hint: string = HINT): void {
  if (fit.residualStructure === null) return;
  fail(
    "residual-structure-unsupported",
    `${what} is not available for a fit whose residuals have the structure ${fit.residualStructure}`,
    { hint },
  );
}
