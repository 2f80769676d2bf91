/**
 * What a fit shows to be too much for its data: a structure of the residuals that cannot be estimated.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { greatest, least } from "../../../lists.ts";
import { choleskyUpper } from "../../../math/algebra/dense_kernels.ts";
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
  const size = structure!.visits.length;
  const r = structure!.matrix(psi);
  const correlations = r.map((x, at) =>
    x / Math.sqrt(r[Math.floor(at / size) * (size + 1)]! * r[(at % size) * (size + 1)]!)
  );
  const { gradient } = coreOf(fit).optimum;
  const level = gradient.every((g) => Math.abs(g) <= STEEP * (1 + Math.abs(fit.criterion)));
  // the smallest eigenvalue is above a bound if the matrix less that bound is positive definite
  const inner = structure!.regular ?? size;
  const checked = Float64Array.from(
    { length: inner * inner },
    (_, at) => correlations[Math.floor(at / inner) * size + at % inner]!,
  );
  for (let i = 0; i < inner; i++) checked[i * (inner + 1)]! -= SINGULAR;
  const regular = Number.isFinite(choleskyUpper(checked, inner));
  const variances = Array.from({ length: size }, (_, i) => r[i * (size + 1)]!);
  const spread = least(variances) / greatest(variances);
  if (fit.converged && level && regular && spread > NOTHING) return;
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
