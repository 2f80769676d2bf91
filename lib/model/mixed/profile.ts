/**
 * Profile-likelihood intervals of all parameters of a mixed model.
 *
 * The profile of a parameter is the ML deviance minimized over the others. An interval's limits are
 * where it lies χ²₁(level) above its minimum (D. M. Bates et al. 2015, J. Stat. Softw. 67(1), §5.1).
 * The limits are found as roots, by Newton's method on ζ = ±√(rise), each inner minimum warm-started
 * from the last: nothing is interpolated.
 *
 * @module
 */
import { during } from "../../progress.ts";
import { greatest } from "../../lists.ts";
import { symmetricEigen } from "../../math/algebra/spectral.ts";
import { choleskySmall, solveCholesky } from "../../math/algebra/triangular.ts";
import type { LinearMixedModel } from "../fit.ts";
import type { CovarianceParameter } from "../covariance/covariance_parameter.ts";
import { coreOf, type MixedCore } from "./core.ts";
import { type DeviancePoint, SpreadDeviance } from "./deviance.ts";
import { requireVariances } from "../covariance/lost_variances.ts";
import { type Profile, profileLimit } from "../profile_limit.ts";
import { newton } from "./search/newton.ts";
import { RestrictedCriterion } from "./restriction.ts";

/** A parameter with its profile limits. */
export interface ProfileInterval {
  /** As lme4 numbers them: `.sig01` …, `.sigma`, then the coefficients. */
  parameter: string;
  /** In words: `sd (Intercept) | Block`, `cor Days.(Intercept) | Subject`, `sigma`. */
  label: string;
  /** ML estimate. */
  estimate: number;
  lower: number;
  upper: number;
  /** Points of the profile that were passed on the way: ζ is signed, 0 at the estimate. */
  points: { value: number; zeta: number }[];
}

/**
 * Profile intervals of standard deviations, correlations, σ and coefficients.
 *
 * @param fit a REML fit is refitted by ML first, as lme4 does
 * @param rise χ²₁ quantile of the level, e.g. 3.841 for 95 %
 * @param which indices among the parameters, or all
 */
export function profileIntervals(
  fit: LinearMixedModel,
  rise: number,
  which?: readonly number[],
): ProfileInterval[] {
  requireVariances(fit, "A profile");
  const ml = fit.reml ? fit.refit({ reml: false }) : fit;
  const profiles = [...spreadProfiles(ml), ...coefficientProfiles(ml)];
  const labels = parameterLabels(ml);
  const selected = which ?? profiles.map((_, i) => i);
  return selected.map((i, count) => {
    const profile = profiles[i]!();
    const points = [{ value: profile.estimate, zeta: 0 }];
    const limit = (sign: -1 | 1): number =>
      during(
        () => `profile of ${labels[i]!.label}, ${count + 1} of ${selected.length}`,
        () => profileLimit(profile, ml.criterion, rise, sign, points),
      );
    const lower = limit(-1);
    const upper = limit(1);
    points.sort((a, b) => a.value - b.value);
    return { ...labels[i]!, estimate: profile.estimate, lower, upper, points };
  });
}

function parameterLabels(fit: LinearMixedModel): { parameter: string; label: string }[] {
  const { layout, covariance: { structure } } = coreOf(fit);
  const spread = layout.parameters.map((p, k) => {
    const term = layout.terms[p.term]!;
    const first = layout.groups[p.group]!.terms.find((t) => t.term === p.term)!.offset;
    const row = term.columns[p.row - first]!.name;
    const column = term.columns[p.column - first]!.name;
    const label = p.row === p.column
      ? `sd ${row} | ${term.group}`
      : `cor ${row}.${column} | ${term.group}`;
    return { parameter: `.sig${String(k + 1).padStart(2, "0")}`, label };
  });
  const coefficients = Array.from(fit.fixed.kept, (j) => {
    const name = fit.fixed.names[j]!;
    return { parameter: name, label: name };
  });
  const residual = structure
    ? [...structure.parameters, structure.dispersion].map(({ name }) => ({
      parameter: name,
      label: name,
    }))
    : [{ parameter: ".sigma", label: "sigma" }];
  return [...spread, ...residual, ...coefficients];
}

/** Where a parameter of the residuals' structure may lie; its matrix as a whole may say less. */
function domainOf({ quantity, lowest }: CovarianceParameter): [low: number, high: number] {
  if (quantity === "correlation") return [Math.max(lowest, -1), 1];
  return [quantity === "covariance" ? -Infinity : 0, Infinity];
}

/** Profiles of standard deviations, correlations and σ, in the units of the data. */
function spreadProfiles(ml: LinearMixedModel): (() => Profile)[] {
  const core = coreOf(ml);
  const deviance = new SpreadDeviance(core.freshCriterion(false));
  const hat = deviance.psiOf(core.covariance.natural(core.theta), core.scale);
  const { structure, random } = core.covariance;
  deviance.criterion.along = !structure;
  deviance.criterion.light = true;
  const own = structure ? [...structure.parameters, structure.dispersion] : [];
  for (let k = 0; k < hat.length; k++) if (!Number.isFinite(hat[k]!)) hat[k] = 0;
  return Array.from({ length: deviance.count }, (_, k) => () => {
    const scale = k >= random || deviance.isCorrelation(k) ? 1 : spreadScale(core, k);
    const inner = own[k - random];
    const correlation = inner ? inner.quantity === "correlation" : deviance.isCorrelation(k);
    const [lowest, highest] = inner ? domainOf(inner) : correlation ? [-1, 1] : [0, Infinity];
    const top = deviance.evaluate(hat);
    const curvature = top ? profileCurvature(top, k) : NaN;
    const fallback = 0.5 * Math.abs(hat[k]!) || 0.1 * hat[deviance.count - 1]!;
    let warm = top;
    const unit = curvature > 0 ? Math.sqrt(2 / curvature) : fallback;
    return {
      estimate: hat[k]! * scale,
      unit: Math.min(unit, correlation ? 0.4 : 2 * fallback) * scale,
      lowest,
      highest,
      restart: () => {
        warm = top;
      },
      at: (value) => {
        const point = warm && alongProfile(deviance, warm, k, value / scale);
        if (!point) return null;
        warm = point;
        return { deviance: point.value, slope: point.gradient[k]! / scale };
      },
    };
  });
}

/** From the engine's unit of a column to that of the data. */
function spreadScale(core: MixedCore, k: number): number {
  return core.thetaScales[k]!;
}

/** Second derivative of the profile at the minimum: the Schur complement of the others. */
function profileCurvature({ hessian, psi }: DeviancePoint, k: number): number {
  const size = psi.length;
  const others = Array.from({ length: size }, (_, i) => i).filter((i) => i !== k);
  const m = others.length;
  const block = Float64Array.from(
    { length: m * m },
    (_, at) => hessian[others[Math.floor(at / m)]! * size + others[at % m]!]!,
  );
  const { values, vectors } = symmetricEigen(block, m);
  let value = hessian[k * size + k]!;
  for (let e = 0; e < m; e++) {
    let dot = 0;
    for (let i = 0; i < m; i++) dot += vectors[i * m + e]! * hessian[others[i]! * size + k]!;
    if (values[e]! > 0) value -= dot * dot / values[e]!;
  }
  return value;
}

/**
 * The minimum over the others at a value of ψₖ, from one at another value: by way of others between where
 * the matrices of the one are no covariance matrices with the new value in them.
 */
function alongProfile(
  deviance: SpreadDeviance,
  from: DeviancePoint,
  k: number,
  value: number,
): DeviancePoint | null {
  let here = from;
  let step = value - from.psi[k]!;
  for (let tries = 0; tries < 40; tries++) {
    const last = Math.abs(value - here.psi[k]!) <= Math.abs(step);
    const to = last ? value : here.psi[k]! + step;
    const next = [here.psi, followed(here, k, to - here.psi[k]!)].reduce<DeviancePoint | null>(
      (found, near) => {
        if (found || !near) return found;
        const start = near.slice();
        start[k] = to;
        return minimizeOthers(deviance, start, k);
      },
      null,
    );
    if (!next) step /= 2;
    else if (last) return next;
    else here = next;
  }
  return null;
}

/** Where the others go to the first order as ψₖ moves; null where that is not known. */
function followed({ psi, hessian }: DeviancePoint, k: number, by: number): Float64Array | null {
  const size = psi.length;
  const others = Array.from({ length: size }, (_, i) => i).filter((i) => i !== k);
  const m = others.length;
  const block = Float64Array.from(
    { length: m * m },
    (_, at) => hessian[others[Math.floor(at / m)]! * size + others[at % m]!]!,
  );
  const factor = choleskySmall(block, m);
  if (!factor) return null;
  const move = Float64Array.from(others, (i) => -by * hessian[i * size + k]!);
  solveCholesky(factor, m, move);
  const out = psi.slice();
  others.forEach((i, a) => out[i]! += move[a]!);
  return out;
}

/** Minimizes over all entries of ψ but one, from `start`; null if `start` is outside the domain. */
function minimizeOthers(
  deviance: SpreadDeviance,
  start: Float64Array,
  k: number,
): DeviancePoint | null {
  let point = deviance.evaluate(start);
  if (!point) return null;
  const size = start.length;
  const others = Array.from({ length: size }, (_, i) => i).filter((i) => i !== k);
  const m = others.length;
  for (let step = 0; step < 60; step++) {
    const { gradient, hessian, psi, value }: DeviancePoint = point;
    const block = Float64Array.from(
      { length: m * m },
      (_, at) => hessian[others[Math.floor(at / m)]! * size + others[at % m]!]!,
    );
    const { values, vectors } = symmetricEigen(block, m);
    const top = greatest(values.map(Math.abs), 1e-300);
    const move = new Float64Array(size);
    let promised = 0;
    for (let e = 0; e < m; e++) {
      let slope = 0;
      for (let i = 0; i < m; i++) slope += vectors[i * m + e]! * gradient[others[i]!]!;
      const bend = Math.max(Math.abs(values[e]!), 1e-10 * top);
      promised += slope * slope / bend;
      for (let i = 0; i < m; i++) move[others[i]!]! -= slope / bend * vectors[i * m + e]!;
    }
    if (promised < 1e-13 * (1 + Math.abs(value))) return point;
    let next: DeviancePoint | null = null;
    for (let length = 1; length > 1e-8; length /= 2) {
      const trial = deviance.evaluate(psi.map((x, i) => x + length * move[i]!));
      if (trial && trial.value < value - 1e-5 * length * promised) {
        next = trial;
        break;
      }
      if (trial && promised < 1e-9 * (1 + Math.abs(value))) {
        next = trial.value <= value ? trial : null;
        break;
      }
    }
    if (!next) return point;
    point = next;
  }
  return point;
}

/** Profiles of the coefficients. */
function coefficientProfiles(ml: LinearMixedModel): (() => Profile)[] {
  const core = coreOf(ml);
  const { problem, theta } = core;
  let shared: ReturnType<MixedCore["freshCriterion"]> | null = null;
  return Array.from({ length: ml.rank }, (_, j) => () => {
    shared ??= core.freshCriterion(false);
    const direction = core.toBasis(
      Float64Array.from({ length: ml.rank }, (_, i) => i === j ? 1 : 0),
    );
    const criterion = new RestrictedCriterion(shared, direction);
    criterion.average = core.wide && !core.covariance.structure;
    const shift = j === 0 ? problem.centre : 0;
    let warm: Float64Array = theta;
    return {
      estimate: ml.beta[j]!,
      unit: Math.sqrt(ml.covariance[j * ml.rank + j]!),
      lowest: -Infinity,
      highest: Infinity,
      restart: () => {
        warm = theta;
      },
      at: (value) => {
        criterion.hold(value - shift);
        const { point } = newton(criterion, warm);
        warm = point.theta;
        return { deviance: point.value, slope: criterion.slope() };
      },
    };
  });
}
