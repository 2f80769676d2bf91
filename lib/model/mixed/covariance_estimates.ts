/**
 * Estimates of the covariance parameters: with standard errors in SAS's parameters, and the residual's
 * part as variance components.
 *
 * @module
 */
import type { CovarianceParameter } from "../covariance/covariance_parameter.ts";
import type { ResidualStructure } from "../covariance/residual_covariance.ts";
import type { CovarianceEstimate, LinearMixedModel, VarianceComponent } from "../fit.ts";
import type { MixedCore } from "./core.ts";
import { parameterUnits } from "../covariance/parameter_units.ts";
import { residualDesign } from "./residual/residual_design.ts";
import { varianceCovariance } from "./variance_parameters.ts";

/** What stands for the group in the rows of R. */
const RESIDUAL = "Residual";

/** Parameters in the order of readers, their units, and their covariances in the engine's. */
function scaledParameters(core: MixedCore) {
  const { covariance, information: x, identifiability, scale } = core;
  const { parameters, random, count } = covariance;
  const w = varianceCovariance(x, "observed", identifiability);
  const units = parameterUnits(covariance, core.thetaScales);
  const unitOf = (k: number): number => units[k]! * (parameters[k]!.degree === 1 ? scale ** 2 : 1);
  const order = [
    ...Array(random).keys(),
    count,
    ...Array.from({ length: count - random }, (_, k) => random + k),
  ];
  const valueOf = (k: number): number => k < count ? x.gamma[k]! : 1;
  const rests = (k: number): boolean => valueOf(k) === parameters[k]!.lowest || x.boundary[k] === 1;
  return { parameters, identifiability, unitOf, order, valueOf, rests, w, size: count + 1 };
}

/** All parameters of V: those of G, then σ² and the others of R. */
export function covarianceEstimates(core: MixedCore): CovarianceEstimate[] {
  const { parameters, identifiability, unitOf, order, valueOf, rests, w, size } = scaledParameters(
    core,
  );
  return order.map((k): CovarianceEstimate => {
    const { name: own, group } = parameters[k]!;
    const name = group === undefined ? { name: own } : { name: own, group };
    if (identifiability.lost[k]) return { ...name, estimate: null, standardError: null };
    const unit = unitOf(k);
    return {
      ...name,
      estimate: valueOf(k) * unit,
      standardError: rests(k) ? null : unit * Math.sqrt(w[k * size + k]!),
    };
  });
}

/** Covariances of those estimates, in their order; NaN with one that rests on a boundary. */
export function covariancesOfEstimates(core: MixedCore): number[][] {
  const { identifiability, unitOf, order, rests, w, size } = scaledParameters(core);
  const known = (k: number): boolean => !identifiability.lost[k] && !rests(k);
  return order.map((k) =>
    order.map((l) => known(k) && known(l) ? unitOf(k) * unitOf(l) * w[k * size + l]! : NaN)
  );
}

/** The residual's rows: σ², or what its structure has in place of it. */
export function residualComponents(core: MixedCore): VarianceComponent[] {
  const { covariance, identifiability: { lost }, scale } = core;
  const { structure, count } = covariance;
  if (!structure) return [residualRow("", lost[count] ? null : scale)];
  return [...varianceRows(core, structure), ...shapeRows(core, structure)];
}

function residualRow(
  term: string,
  sd: number | null,
  correlations: number[] = [],
): VarianceComponent {
  return { group: RESIDUAL, term, variance: sd === null ? null : sd ** 2, sd, correlations };
}

/** What stands for a variance: `8` of `var[8]`, `Male` of `sigma2{Male}`, nothing of `sigma2`. */
function labelOf({ name, group, of }: CovarianceParameter, visits: readonly string[]): string {
  if (of.kind === "residual-entry") return visits[of.row]!;
  if (of.kind === "dispersion") return group ?? "";
  return name;
}

/** A row for each variance, with its correlations where R has some of its own. */
function varianceRows(core: MixedCore, structure: ResidualStructure): VarianceComponent[] {
  const size = structure.visits.length;
  const psi = core.covariance.ofResidual(core.theta);
  const correlated = structure.parameters.some(({ of, quantity }) =>
    of.kind === "residual-entry" && quantity === "covariance"
  );
  const r = correlated ? structure.matrix(psi) : new Float64Array();
  const all = [
    { parameter: structure.dispersion, value: 1 },
    ...structure.parameters.map((parameter, k) => ({ parameter, value: psi[k]! })),
  ].filter(({ parameter }) => parameter.quantity === "variance");
  return all.map(({ parameter, value }, i) => {
    const { of, group } = parameter;
    const others = all.slice(0, i).map((o) => o.parameter).filter((p) => p.group === group);
    const correlations = correlated && of.kind === "residual-entry"
      ? others.flatMap(({ of: other }) =>
        other.kind === "residual-entry"
          ? [r[of.row * size + other.row]! / Math.sqrt(value * r[other.row * (size + 1)]!)]
          : []
      )
      : [];
    const label = labelOf(parameter, structure.visits);
    return residualRow(label, core.scale * Math.sqrt(value), correlations);
  });
}

/** A row for each parameter that is no entry of R. */
function shapeRows(core: MixedCore, structure: ResidualStructure): VarianceComponent[] {
  const psi = core.covariance.ofResidual(core.theta);
  return structure.parameters.flatMap(({ of, name, quantity, degree }, k): VarianceComponent[] => {
    if (of.kind === "residual-entry" || quantity === "variance") return [];
    const value = psi[k]! * (degree === 1 ? core.scale ** 2 : 1);
    return [{ ...residualRow(name, null), quantity: { kind: quantity, value } }];
  });
}

/** Residuals of a structure over the standard deviation that their visit has. */
export function overOwnDeviation(fit: LinearMixedModel, core: MixedCore): number[] {
  const { covariance, problem: { built }, scale, theta } = core;
  const codes = residualDesign(built)!.visit;
  const structure = covariance.structure!;
  const size = structure.visits.length;
  const r = structure.matrix(covariance.ofResidual(theta));
  return fit.residuals.map((e, i) =>
    e * Math.sqrt((fit.weights?.[i] ?? 1) / r[codes[i]! * (size + 1)]!) / scale
  );
}
