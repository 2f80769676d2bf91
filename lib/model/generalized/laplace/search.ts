/**
 * One fit of a problem: from a start to the maximum of its approximate likelihood.
 *
 * @module
 */
import { during } from "../../../progress.ts";
import type { BuiltModel } from "../../fixed/build.ts";
import { LaplaceEngine } from "./engine.ts";
import { maximiseMarginal, type Maximum } from "./maximum.ts";
import { mergedRows } from "./merged_rows.ts";
import { derivativesOf, objectiveOf } from "./objective.ts";
import { type LaplaceProblem, laplaceProblem } from "./problem.ts";
import { QuadratureDerivatives } from "./quadrature.ts";
import type { HessianKind } from "./row_series.ts";
import { lookAtEffects, searchStart } from "./start.ts";

/** How random effects are integrated over. */
export interface Integral {
  readonly hessian: HessianKind;
  readonly nodes: number;
}

/** An engine at the maximum. */
export interface Found {
  readonly engine: LaplaceEngine;
  readonly maximum: Maximum;
  /** dβ̂/dρ, by parameter, where the coefficients are integrated over. */
  readonly flatTangents: readonly Float64Array[];
  /** dû/dρ, by parameter; none by quadrature. */
  readonly modeTangents: readonly Float64Array[];
}

/**
 * The maximum of a problem.
 *
 * @throws DiagnosticError `no-optimum` where coefficients grow without end
 */
export function findMaximum(
  model: BuiltModel,
  problem: LaplaceProblem,
  { hessian, nodes }: Integral,
): Found | null {
  const rows = mergedRows(problem);
  const searched = rows === problem ? problem : laplaceProblem(rows);
  const engine = new LaplaceEngine(searched, hessian);
  const derivatives = derivativesOf(engine, nodes);
  const { rho, sizes, coefficients } = searchStart(model, problem, rows, engine.plan);
  searched.flat.forEach((j, k) => engine.u[j] = coefficients[k]!);
  const objective = objectiveOf(engine, derivatives, sizes);
  lookAtEffects(engine, sizes, rho);
  const maximum = during(model.formula.text, () => maximiseMarginal(objective, rho));
  if (!maximum) return null;
  if (!objective.restsAt(maximum.rho)) objective.derive(maximum.rho);
  const modeTangents = derivatives instanceof QuadratureDerivatives
    ? []
    : derivatives.modeTangents.map((mode) => mode.slice());
  return {
    engine: searched === problem ? engine : wholeEngine(problem, hessian, maximum.rho, engine.u),
    maximum,
    flatTangents: derivatives.flatTangents,
    modeTangents,
  };
}

/** The engine of all rows where that of merged ones has settled. */
function wholeEngine(
  problem: LaplaceProblem,
  hessian: HessianKind,
  rho: Float64Array,
  u: Float64Array,
): LaplaceEngine {
  const engine = new LaplaceEngine(problem, hessian);
  engine.rest(rho, u);
  return engine;
}
