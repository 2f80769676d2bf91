/**
 * What a fit shows to be too much for its data: a structure of the residuals that cannot be estimated.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest, least } from "../../../lists.ts";
import { choleskyUpper } from "../../../math/algebra/dense_kernels.ts";
import type { ResidualStructure } from "../../covariance/residual_covariance.ts";
import type { BuiltModel } from "../../fixed/build.ts";
import type { LinearMixedModel } from "../../fit.ts";
import { coreOf } from "../core.ts";

/** A variance of a visit below this share of the largest is 0 but for rounding. */
const NOTHING = 1e-10;
/** A smallest eigenvalue of the residuals' correlations below this is 0 but for rounding. */
const SINGULAR = 1e-7;
/** A search that ends at a relative gradient above this has run into a wall. */
const STEEP = 1e-6;
/** A parameter has part in a flat direction from this share on. */
const PART = 1e-4;

/**
 * Refuses a structure of the residuals whose parameters the data do not tell.
 *
 * @throws DiagnosticError `inseparable-structure`, `no-optimum`, `singular-structure`
 */
export function checkStructure(fit: LinearMixedModel, { frame }: BuiltModel): void {
  if (!frame.residual) return;
  const { clause, subject } = frame.residual;
  const span = { start: clause.start, end: clause.end };
  const { covariance, identifiability: { directions }, theta } = coreOf(fit);
  const { random, structure, parameters } = covariance;
  const flat = directions.find((c) => c.some((x, k) => k >= random && Math.abs(x) > PART));
  if (flat) {
    const names = parameters.filter((_, k) => Math.abs(flat[k]!) > PART).map((p) => p.name);
    const withRandom = flat.some((x, k) => k < random && Math.abs(x) > PART);
    fail(
      "inseparable-structure",
      `The data cannot tell ${
        names.length > 4 ? "some parameters" : names.join(", ")
      } of ${clause.text}${withRandom ? " and the random terms" : ""} apart`,
      {
        span,
        hint: withRandom
          ? "The structure says already what the random term says: leave that out"
          : "Take a structure with fewer parameters",
      },
    );
  }
  const psi = covariance.ofResidual(theta);
  const endless = structure!.parameters.find(({ highest }, k) =>
    highest !== undefined && psi[k]! > highest / 2
  );
  if (endless) {
    fail(
      "no-optimum",
      `${clause.text} has no estimate: the likelihood still rises where the ${endless.name} is ` +
        "fifty times the farthest distance",
      {
        span,
        hint: "What goes on across all places is a trend: put it into the model, by blocks or by " +
          "the coordinates",
      },
    );
  }
  const { gradient } = coreOf(fit).optimum;
  const level = gradient.every((g) => Math.abs(g) <= STEEP * (1 + Math.abs(fit.criterion)));
  if (fit.converged && level && isRegular(structure!, psi)) return;
  fail(
    "singular-structure",
    `${clause.text} has no estimate: the likelihood rises without bound as the residuals' covariance ` +
      "becomes singular",
    {
      span,
      hint: `${structure!.parameters.length + 1} covariance parameters are too many for ${
        subject ? `${subject.levels.length} levels of ${subject.name}` : `${fit.n} rows`
      }; take a structure with fewer`,
    },
  );
}

/** Whether the residuals' covariance is clearly no singular matrix. */
function isRegular(structure: ResidualStructure, psi: Float64Array): boolean {
  const size = structure.visits.length;
  if (structure.grid) { // eigenvalues of an autoregression lie above (1 − |ρ|)/(1 + |ρ|)
    return psi.reduce((low, r) => low * (1 - Math.abs(r)) / (1 + Math.abs(r)), 1) > SINGULAR;
  }
  const r = structure.matrix(psi);
  const variances = Array.from({ length: size }, (_, i) => r[i * (size + 1)]!);
  if (!(least(variances) / greatest(variances) > NOTHING)) return false;
  const roots = variances.map(Math.sqrt);
  // the smallest eigenvalue is above a bound if the matrix less that bound is positive definite
  const inner = structure.regular ?? size;
  const checked = new Float64Array(inner * inner);
  for (let i = 0; i < inner; i++) {
    for (let j = 0; j < inner; j++) {
      checked[i * inner + j] = r[i * size + j]! / (roots[i]! * roots[j]!);
    }
    checked[i * (inner + 1)]! -= SINGULAR;
  }
  return Number.isFinite(choleskyUpper(checked, inner));
}
