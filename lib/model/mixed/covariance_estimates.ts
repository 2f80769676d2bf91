/**
 * Estimates of the covariance parameters: with standard errors in SAS's parameters, and the residual's
 * part as variance components.
 *
 * @module
 */
import type { CovarianceEstimate, LinearMixedModel, VarianceComponent } from "../fit.ts";
import type { MixedCore } from "./core.ts";
import type { MixedProblem } from "./problem.ts";
import { varianceCovariance } from "./variance_parameters.ts";

/** What stands for the group in the rows of R. */
const RESIDUAL = "Residual";

/** All parameters of V: those of G, then σ² and the others of R. */
export function covarianceEstimates(core: MixedCore): CovarianceEstimate[] {
  const { covariance, information: x, identifiability, scale } = core;
  const { parameters, layout, random, count } = covariance;
  const w = varianceCovariance(x, "observed", identifiability);
  const unitOf = (k: number): number => {
    const { of } = parameters[k]!;
    if (of.kind !== "random") return 1;
    // an entry of G is the product of two rows of Λ, each in the unit of its column
    const place = (row: number): number =>
      layout.parameters.findIndex((p) => p.term === of.term && p.row === row && p.column === row);
    return core.thetaScales[place(of.row)]! * core.thetaScales[place(of.column)]!;
  };
  const estimate = (k: number): CovarianceEstimate => {
    const { name, degree, lowest } = parameters[k]!;
    if (identifiability.lost[k]) return { name, estimate: null, standardError: null };
    const unit = unitOf(k) * (degree === 1 ? scale ** 2 : 1);
    const value = k < count ? x.gamma[k]! : 1;
    const rest = value === lowest || (k < random && x.boundary[k] === 1);
    return {
      name,
      estimate: value * unit,
      standardError: rest ? null : unit * Math.sqrt(w[k * (count + 1) + k]!),
    };
  };
  const order = [
    ...Array(random).keys(),
    count,
    ...Array.from(
      { length: count - random },
      (_, k) => random + k,
    ),
  ];
  return order.map(estimate);
}

/** The residual's rows: σ², or what its structure has in place of it. */
export function residualComponents(core: MixedCore): VarianceComponent[] {
  const { covariance, identifiability: { lost }, scale, theta } = core;
  const { structure, count } = covariance;
  const row = (term: string, sd: number | null, correlations: number[]): VarianceComponent => ({
    group: RESIDUAL,
    term,
    variance: sd === null ? null : sd ** 2,
    sd,
    correlations,
  });
  if (!structure) return [row("", lost[count] ? null : scale, [])];
  const { visits } = structure;
  const size = visits.length;
  const r = structure.matrix(covariance.ofResidual(theta));
  const diagonal = structure.parameters.every(({ quantity }) => quantity === "variance");
  return visits.map((visit, i) => {
    const own = r[i * size + i]!;
    const correlations = diagonal ? [] : Array.from(
      { length: i },
      (_, j) => r[i * size + j]! / Math.sqrt(own * r[j * size + j]!),
    );
    return row(visit, scale * Math.sqrt(own), correlations);
  });
}

/** Residuals of a structure over the standard deviation that their visit has. */
export function overOwnDeviation(fit: LinearMixedModel, { built }: MixedProblem): number[] {
  const visit = built.frame.residual!.visit.codes;
  const own = fit.varianceComponents.filter((c) => c.group === RESIDUAL);
  return fit.residuals.map((r, i) => r / own[visit[i]!]!.sd!);
}
