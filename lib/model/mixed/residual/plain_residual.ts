/**
 * What holds only where R = σ²W⁻¹.
 *
 * @module
 */
import type { LinearMixedModel } from "../../fit.ts";
import { requirePlainResiduals } from "../../residual_structure.ts";
import { coreOf } from "../core.ts";
import type { ScaledIdentity } from "./scaled_identity.ts";

/**
 * The residual covariance of a fit whose residuals have no structure.
 *
 * @param what the subject of a sentence: `A bootstrap`
 * @throws DiagnosticError `residual-structure-unsupported`
 */
export function plainResidual(fit: LinearMixedModel, what: string): ScaledIdentity {
  requirePlainResiduals(fit, what);
  return coreOf(fit).problem.residual as ScaledIdentity; // there is no third
}
