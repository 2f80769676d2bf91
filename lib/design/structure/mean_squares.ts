/**
 * Which models have mean squares: those whose error is estimated from residuals.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Fit } from "../../model/fit.ts";
import type { Design } from "../declared/design.ts";

/** Whether strata, expected mean squares and variances belong to a source. */
export function hasMeanSquares(source: Fit | Design): boolean {
  return source.kind === "design" || (!source.generalized && !source.marginal);
}

const INSTEAD =
  "Its error is in the distribution: anova(m) has its deviances, and shell() of the " +
  "design has the strata";

/** Refuses what only normal responses have. */
export function requireMeanSquares(source: Fit | Design, what: string, hint = INSTEAD): void {
  if (source.kind === "design" || hasMeanSquares(source)) return;
  fail("no-mean-squares", `There is no ${what} of a ${source.family.name} model`, { hint });
}
