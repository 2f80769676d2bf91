/**
 * What holds only where R = σ²W⁻¹.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { LinearMixedModel } from "../fit.ts";
import { coreOf } from "./core.ts";
import { ScaledIdentity } from "./scaled_identity.ts";

/**
 * The residual covariance of a fit whose residuals have no structure.
 *
 * @param what the subject of a sentence: `A bootstrap`
 * @throws DiagnosticError `residual-structure-unsupported`
 */
export function plainResidual(fit: LinearMixedModel, what: string): ScaledIdentity {
  const { residual } = coreOf(fit).problem;
  if (residual instanceof ScaledIdentity) return residual;
  fail(
    "residual-structure-unsupported",
    `${what} is not available for a fit whose residuals have the structure ${
      residual.structure!.name
    }`,
    {
      hint: "Estimates, tests, means and contrasts are; for the rest fit without residual =",
    },
  );
}
