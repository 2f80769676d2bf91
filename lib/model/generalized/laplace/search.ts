/**
 * One fit of a problem: from a start to the maximum of its approximate likelihood.
 *
 * @module
 */
import { during } from "../../../progress.ts";
import type { BuiltModel } from "../../fixed/build.ts";
import { LaplaceEngine } from "./engine.ts";
import { covarianceOf, maximiseMarginal, type Maximum } from "./maximum.ts";
import { mergedRows } from "./merged_rows.ts";
import { derivativesOf, objectiveOf, type RestingObjective } from "./objective.ts";
import { type LaplaceProblem, laplaceProblem } from "./problem.ts";
import { QuadratureDerivatives } from "./quadrature.ts";
import type { HessianKind } from "./row_series.ts";
import { lookAtEffects, type SearchStart, searchStart } from "./start.ts";

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
  const start = searchStart(model, problem, rows, engine.plan);
  const { rho, sizes, coefficients } = start;
  searched.flat.forEach((j, k) => engine.u[j] = coefficients[k]!);
  const objective = objectiveOf(engine, derivatives, sizes);
  lookAtEffects(engine, sizes, rho);
  const maximum = during(
    model.formula.text,
    () =>
      problem.family.name === "gaussian"
        ? highest(objective, start)
        : maximiseMarginal(objective, rho),
  );
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

/** A maximum is higher if it is so by more than this share of it. */
const HIGHER = 1e-8;
/** Steps of a search from another point: what is lower by then is on its way to a lower edge. */
const FEW_STEPS = 60;

/** The highest of the maxima to which the points lead. */
function highest(
  objective: RestingObjective,
  { rho, others, edges }: SearchStart,
): Maximum | null {
  const from = (best: Maximum | null, starts: readonly Float64Array[]): Maximum | null => {
    for (const start of starts) {
      const next = maximiseMarginal(objective, start, new Set(), FEW_STEPS);
      const margin = best ? HIGHER * (1 + Math.abs(best.value)) : 0;
      if (!next || (best && next.value <= best.value + margin)) continue;
      // the way to an edge that is higher is gone to its end
      best = next.converged ? next : maximiseMarginal(objective, next.rho) ?? best;
    }
    return best;
  };
  const best = from(maximiseMarginal(objective, rho), others);
  const inside = best?.converged && best.endless.length === 0 && covarianceOf(best).definite;
  return inside ? best : from(best, edges);
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
