/**
 * Which models have mean squares: those whose error is estimated from residuals.
 *
 * @module
 */
import { aDistribution } from "../../model/distribution_name.ts";
import { fail } from "../../diagnostic.ts";
import type { Fit } from "../../model/fit.ts";
import type { Design } from "../declared/design.ts";

/** Whether strata, expected mean squares and variances belong to a source. */
export function hasMeanSquares(source: Fit | Design): boolean {
  return source.kind === "design" || (!source.generalized && !source.marginal);
}

/** Whether the lowest line of a source is a normal residual, whoever fitted it. */
export function hasNormalErrors(source: Fit | Design): boolean {
  if (hasMeanSquares(source)) return true;
  const { family, marginal } = source as Fit;
  return family.name === "gaussian" && family.link === "identity" &&
    (marginal === null || (marginal.zeroPart === null && marginal.dispersionPart === null));
}

/** Refuses what only normal responses have. */
export function requireMeanSquares(source: Fit | Design, what: string, instead?: string): void {
  if (source.kind === "design" || hasMeanSquares(source)) return;
  const tests = source.marginal ? "Anova(m) tests its terms" : "anova(m) has its deviances";
  const hint = instead ??
    `Its error is in the distribution: ${tests}, and shell(m) has its strata`;
  fail("no-mean-squares", `There is no ${what} of ${aDistribution(source.family.name)} model`, {
    hint,
  });
}
