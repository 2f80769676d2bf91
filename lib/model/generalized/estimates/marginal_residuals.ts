/**
 * Residuals of generalized mixed models, by type.
 *
 * @module
 */
import { distributionName } from "../../distribution_name.ts";
import { fail } from "../../../diagnostic.ts";
import type { GeneralizedMixedModel, ResidualType } from "../../fit.ts";
import type { LaplaceEngine } from "../laplace/engine.ts";
import { plainFamily } from "../laplace/start.ts";

/**
 * Residuals by row.
 *
 * @param pearson over their standard deviations; NaN where there is none
 */
export function marginalResiduals(
  fit: GeneralizedMixedModel,
  engine: LaplaceEngine,
  pearson: readonly number[],
  type: ResidualType,
): number[] {
  if (type === "pearson") return pearsonResiduals(fit, pearson);
  if (type === "deviance") return devianceResiduals(fit, engine);
  const { response } = engine.problem;
  const plain = fit.fitted.map((mu, i) => response[i]!.y - mu);
  if (type !== "working") return plain;
  const { derivative } = fit.family.linked;
  return plain.map((r, i) => r / derivative(fit.linearPredictor[i]!));
}

function pearsonResiduals(
  { family, familyParameter: parameter }: GeneralizedMixedModel,
  pearson: readonly number[],
): number[] {
  if (!pearson.some(Number.isNaN)) return [...pearson];
  return fail(
    "no-pearson",
    `The ${distributionName(family.name)} distribution has no variance here` +
      (parameter ? `: ${parameter.name} is ${Number(parameter.value.toPrecision(3))}` : ""),
    { hint: 'resid(m, type = "response") has residuals as they are' },
  );
}

function devianceResiduals({ fitted }: GeneralizedMixedModel, engine: LaplaceEngine): number[] {
  const { family, response, weights, zero } = engine.problem;
  const own = zero ? null : plainFamily(family);
  if (!own) {
    fail(
      "no-deviance",
      `The ${distributionName(family.name)} distribution has no deviances here`,
      { hint: 'resid(m, type = "pearson") has residuals over their standard deviations' },
    );
  }
  return response.map(({ y, trials }, i) => {
    const weight = (weights?.[i] ?? 1) * trials;
    const size = Math.sqrt(weight * Math.max(0, own.deviance(y, fitted[i]!)));
    return Math.sign(y - fitted[i]!) * size;
  });
}
