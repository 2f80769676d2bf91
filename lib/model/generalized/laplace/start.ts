/**
 * Where a search of the approximate likelihood begins: coefficients of fits without random effects, and
 * deviations that a first look at the effects says.
 *
 * @module
 */
import { greatest } from "../../../lists.ts";
import type { BuiltModel } from "../../fixed/build.ts";
import { BINOMIAL, QUASI_BINOMIAL } from "../families/binomial.ts";
import { GAMMA, GAUSSIAN_GLM, INVERSE_GAUSSIAN } from "../families/continuous.ts";
import type { FamilyOfLinks, GeneralizedFamily } from "../families/generalized_family.ts";
import { POISSON } from "../families/poisson.ts";
import { refuseEndless } from "../endless.ts";
import { likelihoodProblem } from "../generalized_fit.ts";
import { type LikelihoodOptimum, maximise } from "../irls.ts";
import type { RandomFamily } from "../series/likelihood.ts";
import { LaplaceEngine, type ParameterPlan } from "./engine.ts";
import { LaplaceDerivatives } from "./derivatives.ts";
import { givenCovariance } from "./given_covariance.ts";
import { maximiseMarginal } from "./maximum.ts";
import { mergedRows } from "./merged_rows.ts";
import { objectiveOf } from "./objective.ts";
import { type LaplaceProblem, laplaceProblem, type LaplaceRows } from "./problem.ts";

/** What a family is near enough to for a start. */
const NEAR: Readonly<Record<string, FamilyOfLinks>> = {
  binomial: BINOMIAL,
  betabinomial: BINOMIAL,
  beta: QUASI_BINOMIAL,
  gaussian: GAUSSIAN_GLM,
  t: GAUSSIAN_GLM,
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
  const near: GeneralizedFamily = (family.truncated ? POISSON : NEAR[family.name] ?? POISSON)
    .with(family.link);
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

/** Where a search begins. */
export interface SearchStart {
  readonly rho: Float64Array;
  /** By how much a predictor moves with each parameter, about. */
  readonly sizes: Float64Array;
  /** Coefficients, where these are integrated over as effects are. */
  readonly coefficients: Float64Array;
  /** Other points to begin at, where correlations of few parameters may give several maxima. */
  readonly others: readonly Float64Array[];
  /** And where a search ended at an edge: points near edges of other effects. */
  readonly edges: readonly Float64Array[];
}

/**
 * A start from the rows, before any effect is known.
 *
 * @param merged the rows, or fewer that have the same likelihood
 */
export function searchStart(
  model: BuiltModel,
  problem: LaplaceProblem,
  merged: LaplaceRows,
  plan: ParameterPlan,
): SearchStart {
  const { terms, conditional, zero, dispersion, restricted, family } = problem;
  const rho = new Float64Array(plan.count);
  const sizes = new Float64Array(plan.count).fill(1);
  const plain = plainOptimum(model, problem);
  const coefficients = plain?.beta ?? new Float64Array(conditional.p);
  const unit = UNIT_LINKS.includes(family.link.name) || !plain
    ? 1
    : Math.max(spread(plain.eta), 0.1 * rootMeanSquare(plain.eta));
  for (let j = 0; j < conditional.p && !restricted; j++) {
    rho[plan.beta + j] = coefficients[j]!;
    sizes[plan.beta + j] = rootMeanSquare(conditional.x, conditional.p, j) / unit;
  }
  for (let j = 0; zero && j < zero.p; j++) {
    sizes[plan.zero + j] = rootMeanSquare(zero.x, zero.p, j);
    rho[plan.zero + j] = family.second?.start ?? 0;
  }
  for (let j = 0; dispersion && j < dispersion.p; j++) {
    sizes[plan.dispersion + j] = rootMeanSquare(dispersion.x, dispersion.p, j);
    rho[plan.dispersion + j] = j === 0 ? startingDispersion(problem, plain) : 0;
  }
  terms.forEach(({ factor, columns }, t) => {
    placeTerm(terms[t]!, factor.start(START * unit), rho, plan.terms[t]!);
    for (let k = 0; k < factor.count; k++) {
      const row = factor.rowOf(k);
      const column = row === null ? null : columns[row]!;
      const size = column ? rootMeanSquare(column) : 1;
      sizes[plan.terms[t]! + k] = factor.unitless?.(k) ?? false ? 1 : size / unit;
    }
  });
  if (zero && !restricted) placeZeros(merged, rho, sizes);
  const others = otherPoints(problem, plan, rho, START * unit);
  return { rho, sizes, coefficients, others, edges: edgePoints(problem, plan, rho) };
}

/** Puts the parameters of a term where a structure begins, in units of its columns. */
function placeTerm(
  { factor, columns }: LaplaceProblem["terms"][number],
  own: Float64Array,
  rho: Float64Array,
  at: number,
): void {
  for (let k = 0; k < factor.count; k++) {
    const row = factor.rowOf(k);
    const column = row === null ? null : columns[row]!;
    const size = column ? rootMeanSquare(column) : 1;
    const unitless = factor.unitless?.(k) ?? false;
    rho[at + k] = unitless ? own[k]! - Math.log(size) : own[k]! / size;
  }
}

/** An effect near its edge has this share of its standard deviation elsewhere, as a logarithm. */
const SLIGHT = 4;

/**
 * Starts with little residual variance, and those at which one of the effects of a term hardly varies, where
 * each has a deviation of its own beside correlations: residuals have the rest.
 */
function edgePoints(
  problem: LaplaceProblem,
  plan: ParameterPlan,
  rho: Float64Array,
): Float64Array[] {
  if (!sharesResiduals(problem)) return [];
  const moved = (by: number, at?: number): Float64Array => {
    const point = rho.slice();
    point[plan.dispersion]! -= by;
    if (at !== undefined) point[at]! -= SLIGHT;
    return point;
  };
  const wide = problem.terms.some(({ factor }) => factor.width > 1);
  const slight = problem.terms.flatMap(({ factor }, t) =>
    !factor.others ? [] : Array.from({ length: factor.count }, (_, k) => k)
      .filter((k) => factor.rowOf(k) !== null)
      .map((k) => moved(LESS, plan.terms[t]! + k))
  );
  return [...(wide ? [moved(LESS), moved(2 * LESS)] : []), ...slight];
}

/** Whether structures and residuals share what varies. */
const sharesResiduals = ({ family, dispersion }: LaplaceProblem): boolean =>
  family.name === "gaussian" && dispersion !== null && dispersion.p > 0;

/** Residuals of a second start have so much less of the variance than those without random effects. */
const LESS = Math.log(10);

/**
 * Other starts: every shape of correlations that a structure names, and of measurements residuals with less
 * of the variance, which structures and residuals can share in more ways than one.
 */
function otherPoints(
  problem: LaplaceProblem,
  plan: ParameterPlan,
  rho: Float64Array,
  sd: number,
): Float64Array[] {
  const { terms } = problem;
  const shapes = terms.map(({ factor }) => factor.others?.(sd) ?? []);
  const most = greatest(shapes.map((s) => s.length), 0);
  if (most === 0) return [];
  const shared = sharesResiduals(problem);
  return Array.from({ length: most + (shared ? 1 : 0) }, (_, i) => {
    const point = rho.slice();
    if (shared) point[plan.dispersion]! -= LESS;
    const which = shared ? i - 1 : i;
    if (which < 0) return point;
    shapes.forEach((others, t) => {
      if (others.length === 0) return;
      placeTerm(terms[t]!, others[which % others.length]!, point, plan.terms[t]!);
    });
    return point;
  });
}

/** Steps of a search whose end is only a start. */
const FEW_STEPS = 5;
/** Its coefficients go no further than this times what moves a predictor by 1. */
const BOUND = 6;

/** Coefficients of all parts of the model without random effects, by a few steps on few rows. */
function placeZeros(merged: LaplaceRows, rho: Float64Array, sizes: Float64Array): void {
  const rows = laplaceProblem(mergedRows({ ...merged, terms: [] }));
  const engine = new LaplaceEngine(rows);
  const { count } = engine.plan;
  const own = sizes.subarray(0, count);
  const objective = objectiveOf(engine, new LaplaceDerivatives(engine), own);
  const found = maximiseMarginal(objective, rho.slice(0, count), new Set(), FEW_STEPS);
  found?.rho.forEach((r, k) => {
    rho[k] = Math.max(-BOUND / own[k]!, Math.min(BOUND / own[k]!, r));
  });
}

/** Looks at the effects before the search, at most. */
const LOOKS = 4;
/** A mode is near enough for a look when a step gains no more than this. */
const ENOUGH = 0.1;
/** A look that moves every predictor less than this was the last. */
const NEAR_ENOUGH = 0.05;

/**
 * Coefficients of the mean and deviations of single effects by penalised quasi-likelihood and the EM
 * algorithm: at the modes for given deviations, coefficients go where modes and coefficients together are
 * most likely, and deviations to what effects have by their modes and variances.
 *
 * Sources: Breslow & Clayton (1993), J. Am. Stat. Assoc. 88, 9–25; Dempster, Laird & Rubin (1977), J. R.
 * Stat. Soc. B 39, 1–38.
 */
export function lookAtEffects(
  engine: LaplaceEngine,
  sizes: Float64Array,
  rho: Float64Array,
): void {
  const { plan, problem: { q, terms, firstEffect }, determinant, u } = engine;
  if (q === 0 || engine.parted) return;
  let best = -Infinity;
  const kept = rho.slice();
  for (let look = 0; look < LOOKS; look++) {
    const value = engine.settle(rho, ENOUGH);
    if (!(value > best)) break;
    best = value;
    kept.set(rho);
    let moved = placeCoefficients(engine, rho);
    determinant.invert();
    const { diagonal } = determinant.inverse;
    terms.forEach(({ factor, levels }, t) => {
      if (factor.width > 1) return;
      let sum = 0;
      for (const j of firstEffect[t]!) sum += u[j]! ** 2 + diagonal[j]!;
      const k = plan.terms[t]!;
      const by = Math.sqrt(sum / levels) * rho[k]!;
      if (!(Number.isFinite(by) && by !== 0)) return;
      moved = Math.max(moved, Math.abs(by - rho[k]!) * sizes[k]!);
      rho[k] = by;
    });
    if (moved < NEAR_ENOUGH) return;
  }
  rho.set(kept);
}

/** Coefficients of the mean by a step to the joint mode; gives how far the predictor moves, about. */
function placeCoefficients(engine: LaplaceEngine, rho: Float64Array): number {
  const { plan, problem: { n, restricted, conditional: { x, p } }, series, eta, zeta, delta } =
    engine;
  if (restricted) return 0;
  const slopes = new Float64Array(3);
  const gradient = new Float64Array(p);
  for (let i = 0; i < n; i++) {
    series.slopes(i, eta[i]!, zeta[i]!, delta[i]!, slopes);
    for (let j = 0; j < p; j++) gradient[j]! += slopes[1]! * x[i * p + j]!;
  }
  const covariance = givenCovariance(engine);
  let most = 0;
  for (let j = 0; j < p; j++) {
    let step = 0;
    for (let k = 0; k < p; k++) step += covariance[j * p + k]! * gradient[k]!;
    if (Number.isFinite(step)) rho[plan.beta + j]! += step;
    most = Math.max(most, Math.abs(step));
  }
  return most;
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
  const isScale = family.name === "t";
  if (!plain || !(isScale || SCALED.includes(family.name))) return dispersion.start;
  let sum = 0;
  plain.mu.forEach((mu, i) => sum += (response[i]!.y - mu) ** 2 / family.variance(mu));
  const scale = Math.log(Math.max(sum / plain.mu.length, 1e-12));
  return isScale ? scale / 2 : family.name === "Gamma" ? -scale : scale;
}
