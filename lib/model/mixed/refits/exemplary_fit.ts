/**
 * A fit to data that are made so that its estimates are given numbers: what an experiment would show
 * if chance did nothing. Its F statistics are noncentralities over their df.
 *
 * Source: R. G. O'Brien and K. E. Muller (1993), Unified power analysis for t-tests through
 * multivariate hypotheses, in L. K. Edwards (ed.), Applied Analysis of Variance in Behavioral Science,
 * for exemplary data; W. W. Stroup (2002), J. Agric. Biol. Environ. Stat. 7, 491–511, for mixed models.
 *
 * @module
 */
import type { LinearMixedModel } from "../../fit.ts";
import type { FixedDesign } from "../../fixed/fixed_design.ts";
import { coreOf } from "../core.ts";
import { fitProblem } from "../fit.ts";
import { type MixedProblem, withResponse } from "../problem.ts";

/** Xβ by row. */
function linearMeans(fixed: FixedDesign, beta: ArrayLike<number>): Float64Array {
  const { cells, cellMatrix, kept, n } = fixed;
  const cell = new Float64Array(cells.count);
  for (let j = 0; j < kept.length; j++) {
    const from = kept[j]! * cells.count;
    for (let i = 0; i < cells.count; i++) cell[i]! += cellMatrix[from + i]! * beta[j]!;
  }
  return cells.of ? Float64Array.from(cells.of, (c) => cell[c]!) : cell.slice(0, n);
}

/**
 * The model by REML at given covariances, of a response of which σ² is estimated as given and every
 * coefficient as 0: what the fixed part leaves of any other response, in the scale that σ² asks for.
 *
 * @param theta θ in the engine's units
 */
export function exemplaryFit(
  problem: MixedProblem,
  { theta, sigmaSquared }: { theta: Float64Array; sigmaSquared: number },
): LinearMixedModel {
  const { fixed, frame: { offset } } = problem.built;
  const options = { reml: true, given: theta };
  const values = scatteredValues(problem.n);
  const noise = fitProblem(withResponse(problem, values), options);
  const means = linearMeans(fixed, noise.beta);
  const scale = Math.sqrt(sigmaSquared) / coreOf(noise).scale;
  const response = values.map((v, i) => {
    const known = offset?.[i] ?? 0;
    return known + scale * (v - known - means[i]!);
  });
  return fitProblem(withResponse(problem, response), options);
}

/** Numbers between −1 and 1 of no pattern that a design has: multiples of the golden section. */
export function scatteredValues(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => 2 * ((i + 1) * 0.6180339887498949 % 1) - 1);
}
