/**
 * One fit of a problem: from a start to the maximum of its approximate likelihood.
 *
 * @module
 */
import { during } from "../../../progress.ts";
import type { BuiltModel } from "../../fixed/build.ts";
import { BINOMIAL, QUASI_BINOMIAL } from "../families/binomial.ts";
import { GAMMA, GAUSSIAN_GLM, INVERSE_GAUSSIAN } from "../families/continuous.ts";
import type { FamilyOfLinks, GeneralizedFamily } from "../families/generalized_family.ts";
import { POISSON } from "../families/poisson.ts";
import { refuseEndless } from "../endless.ts";
import { likelihoodProblem } from "../generalized_fit.ts";
import { type LikelihoodOptimum, maximise } from "../irls.ts";
import type { RandomFamily } from "../series/likelihood.ts";
import { LaplaceEngine } from "./engine.ts";
import { maximiseMarginal, type Maximum } from "./maximum.ts";
import { derivativesOf, objectiveOf } from "./objective.ts";
import type { LaplaceProblem } from "./problem.ts";
import { QuadratureDerivatives } from "./quadrature.ts";
import type { HessianKind } from "./row_series.ts";

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

/** What a family is near enough to for a start. */
const NEAR: Readonly<Record<string, FamilyOfLinks>> = {
  binomial: BINOMIAL,
  betabinomial: BINOMIAL,
  beta: QUASI_BINOMIAL,
  gaussian: GAUSSIAN_GLM,
  Gamma: GAMMA,
  "inverse.gaussian": INVERSE_GAUSSIAN,
};

/** Families that `glm` has as well. */
const SAME = ["binomial", "Gamma", "inverse.gaussian"];

/** Families whose dispersion is the ratio of the variance to a function of the mean. */
export const SCALED: readonly string[] = ["gaussian", "Gamma", "inverse.gaussian"];

/** The family of `glm` that is the same distribution; null if there is none. */
export function plainFamily({ name, link }: RandomFamily): GeneralizedFamily | null {
  if (name === "poisson") return POISSON.with(link);
  return SAME.includes(name) ? NEAR[name]!.with(link) : null;
}

/** Links on whose scale effects are of about unit size. */
const UNIT_LINKS = ["log", "logit", "probit", "cloglog", "cauchit"];

/** Effects vary by so much at the start. */
const START = 0.5;

/** The coefficients without random effects. */
export function plainOptimum(model: BuiltModel, problem: LaplaceProblem): LikelihoodOptimum | null {
  const { family } = problem;
  const near: GeneralizedFamily = (NEAR[family.name] ?? POISSON).with(family.link);
  const found = maximise(likelihoodProblem(model, near));
  if ("beta" in found) return found;
  if (problem.zero || family.truncated) return null;
  const { formula, fixed, frame } = model;
  return refuseEndless({ parsed: formula, fixed, family: near, rows: frame.rows }, found);
}

const rootMeanSquare = (x: ArrayLike<number>, step = 1, first = 0): number => {
  let sum = 0;
  let count = 0;
  for (let i = first; i < x.length; i += step, count++) sum += x[i]! ** 2;
  return count === 0 || sum === 0 ? 1 : Math.sqrt(sum / count);
};

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
  const engine = new LaplaceEngine(problem, hessian);
  const derivatives = derivativesOf(engine, nodes);
  const { plan } = engine;
  const { terms, conditional, zero, dispersion, restricted, family, flat } = problem;
  const start = new Float64Array(plan.count);
  const sizes = new Float64Array(plan.count).fill(1);
  const plain = plainOptimum(model, problem);
  const unit = UNIT_LINKS.includes(family.link.name) || !plain
    ? 1
    : Math.max(spread(plain.eta), 0.1 * rootMeanSquare(plain.eta));
  for (let j = 0; j < conditional.p; j++) {
    if (restricted) engine.u[flat[j]!] = plain?.beta[j] ?? 0;
    else {
      start[plan.beta + j] = plain?.beta[j] ?? 0;
      sizes[plan.beta + j] = rootMeanSquare(conditional.x, conditional.p, j) / unit;
    }
  }
  for (let j = 0; zero && j < zero.p; j++) {
    sizes[plan.zero + j] = rootMeanSquare(zero.x, zero.p, j);
  }
  for (let j = 0; dispersion && j < dispersion.p; j++) {
    sizes[plan.dispersion + j] = rootMeanSquare(dispersion.x, dispersion.p, j);
    start[plan.dispersion + j] = j === 0 ? startingDispersion(problem, plain) : 0;
  }
  terms.forEach(({ factor, columns }, t) => {
    const own = factor.start(START * unit);
    for (let k = 0; k < factor.count; k++) {
      const row = factor.rowOf(k);
      const column = row === null ? null : columns[row]!;
      const size = column ? rootMeanSquare(column) : 1;
      const unitless = factor.unitless?.(k) ?? false;
      start[plan.terms[t]! + k] = unitless ? own[k]! - Math.log(size) : own[k]! / size;
      sizes[plan.terms[t]! + k] = unitless ? 1 : size / unit;
    }
  });
  const objective = objectiveOf(engine, derivatives, sizes);
  const maximum = during(model.formula.text, () => maximiseMarginal(objective, start));
  if (!maximum) return null;
  if (!objective.restsAt(maximum.rho)) objective.derive(maximum.rho);
  const modeTangents = derivatives instanceof QuadratureDerivatives
    ? []
    : derivatives.modeTangents.map((mode) => mode.slice());
  return { engine, maximum, flatTangents: derivatives.flatTangents, modeTangents };
}

const spread = (eta: Float64Array): number => {
  const mean = eta.reduce((a, b) => a + b, 0) / eta.length;
  return Math.sqrt(eta.reduce((sum, e) => sum + (e - mean) ** 2, 0) / eta.length);
};

/** Of measurements the dispersion that the fit without random effects leaves. */
function startingDispersion(
  { family, response }: LaplaceProblem,
  plain: LikelihoodOptimum | null,
): number {
  const { dispersion } = family;
  if (!dispersion) return 0;
  if (!plain || !SCALED.includes(family.name)) return dispersion.start;
  let sum = 0;
  plain.mu.forEach((mu, i) => sum += (response[i]!.y - mu) ** 2 / family.variance(mu));
  const scale = Math.log(Math.max(sum / plain.mu.length, 1e-12));
  return family.name === "Gamma" ? -scale : scale;
}
