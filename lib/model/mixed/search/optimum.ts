/**
 * The optimum of a problem: what the data cannot tell is held at 0, and an optimum on the boundary
 * is looked for from other sides as well.
 *
 * @module
 */
import {
  confounded,
  identifiabilities,
  type Identifiability,
  identifiability,
  nothingLost,
} from "../../covariance/identifiability.ts";
import type { MixedCriterion } from "../criterion.ts";
import { expectedInformation } from "../information.ts";
import { WIDE_TAIL } from "../../elimination/tail.ts";
import { nodesAreAlone } from "../../elimination/node_traces.ts";
import type { EliminationPattern } from "../../elimination/pattern.ts";
import type { RandomLayout } from "../../covariance/random_structure.ts";
import type { CriterionPoint } from "./criterion.ts";
import { ended } from "./ending.ts";
import { valleys } from "./valleys.ts";
import { newton, type Optimum } from "./newton.ts";
import { momentStart } from "./moments.ts";
import { minque, unitPoint } from "./start.ts";

/** And from this number of parameters, whose pairs are what exact ones are made for. */
const MANY_PARAMETERS = 12;

/** Whether exact second derivatives are dear, and a search goes by average information. */
export function exactIsDear(pattern: EliminationPattern, layout: RandomLayout): boolean {
  return pattern.tailWidth >= WIDE_TAIL ||
    (layout.parameters.length >= MANY_PARAMETERS && !nodesAreAlone(pattern));
}

/** Error contrasts for each parameter from which variances have one maximum only, as far as is known. */
const ENOUGH = 30;

/** Whether few rows tell of variances and correlations, which may then have maxima far apart. */
function isSparse({ coordinates, facts: { n }, p }: MixedCriterion): boolean {
  return coordinates.count > 1 && n - p < ENOUGH * coordinates.count;
}

/** An optimum as another search may come to it. */
const knownOf = (best: Optimum): CriterionPoint | undefined =>
  best.converged ? best.point : undefined;

/** The lower of two optima. */
const lower = (best: Optimum, next: Optimum): Optimum =>
  next.converged && (!best.converged || next.point.value < best.point.value) ? next : best;

/** Finds the optimum of a problem. Parameters that nothing depends on are held at 0. */
export function optimize(criterion: MixedCriterion, start?: ArrayLike<number>): Optimum {
  return ended(criterion, searched(criterion, start));
}

function searched(criterion: MixedCriterion, start?: ArrayLike<number>): Optimum {
  const { elimination: { layout }, pattern, coordinates } = criterion;
  const { random, structure } = coordinates;
  const average = exactIsDear(pattern, layout) && !structure &&
    !criterion.facts.strata;
  criterion.average = average && pattern.tailWidth >= WIDE_TAIL;
  criterion.light = layout.parameters.length >= MANY_PARAMETERS;
  const known = identifiabilities.of(pattern);
  const { unit, first } = start && known
    ? { unit: unitPoint(coordinates), first: null }
    : firstPoint(criterion, criterion.average ? momentStart(criterion) : null);
  const { held } = known ?? identifiabilities.keep(pattern, identified(criterion, unit));
  // what the data tell is read once from exact derivatives, if these can be had
  const exact = !criterion.average;
  criterion.average = average;
  criterion.held = held;
  criterion.along = !structure || structure.bends.length === 0;
  const without = (theta: ArrayLike<number>): Float64Array =>
    Float64Array.from(theta, (t, k) => held.includes(k) ? 0 : t);
  // the likelihood of a structure that bends may have several maxima
  const bends = structure !== null && structure.bends.length > 0;
  if (start && !bends) return newton(criterion, without(start));
  if (!exact) {
    return newton(criterion, without(unit), held.length === 0 ? first ?? undefined : undefined);
  }
  const single = bends && coordinates.count === 1 && held.length === 0;
  const stepped = held.length === 0 && first && !single ? minque(criterion, first) : null;
  const [lowest, ...others] = single ? valleys(criterion, structure) : [];
  let best = stepped && structure ? beyond(criterion, first!, stepped) : newton(
    criterion,
    lowest ?? stepped ?? without(unit),
    lowest || stepped || held.length > 0 ? undefined : first ?? undefined,
  );
  if (stepped && bends && isSparse(criterion)) {
    best = lower(best, newton(criterion, unit, first!, knownOf(best)));
  }
  for (const own of others) best = lower(best, newton(criterion, own, undefined, knownOf(best)));
  for (let i = 1; bends && !single && i < structure.starts.length; i++) {
    best = lower(best, scored(criterion, without(unitPoint(coordinates, i)), knownOf(best)));
  }
  const onBoundary = layout.parameters.some((p, k) =>
    p.row === p.column && best.point.theta[k] === 0 && !held.includes(k)
  );
  if (!onBoundary) return settled(criterion, best);
  // a boundary optimum may hide a lower one inside: look from other sides as well
  const vectors = layout.terms.some((t) => t.columns.length > 1);
  const wide = unit.map((t, k) => k < random ? 5 * t : t);
  const starts = [...(stepped ? [unit] : []), ...(vectors ? [wide] : [])];
  for (const other of starts) {
    // where a search is dear, it ends as soon as it leads to what is known
    const next = newton(criterion, without(other), undefined, average ? best.point : undefined);
    const margin = 1e-9 * (1 + Math.abs(best.point.value));
    if (next.point.value < best.point.value - margin) best = next;
  }
  return settled(criterion, best);
}

/** An optimum where the criterion stands; what has to be evaluated again is so for inference as well. */
function settled(criterion: MixedCriterion, best: Optimum): Optimum {
  if (criterion.current !== best.point) criterion.along = true;
  return { ...best, point: criterion.settle(best.point) };
}

/** A point as if it were the optimum: for what follows from covariances that are given. */
export function givenPoint(criterion: MixedCriterion, theta: Float64Array): Optimum {
  const { pattern } = criterion;
  criterion.average = false;
  const { unit } = firstPoint(criterion);
  const { held } = identifiabilities.of(pattern) ??
    identifiabilities.keep(pattern, identified(criterion, unit));
  criterion.held = held;
  criterion.along = true;
  return { point: criterion.evaluate(theta, 2), converged: true };
}

/**
 * The first start at which there is a likelihood: correlations that fall to 0 on a straight line are none
 * for every range.
 *
 * @param near a start that is known to be near
 */
function firstPoint(
  criterion: MixedCriterion,
  near: Float64Array | null = null,
): { unit: Float64Array; first: CriterionPoint } {
  const { coordinates } = criterion;
  const starts = coordinates.structure?.starts.length ?? 1;
  let unit = near ?? unitPoint(coordinates);
  let first = criterion.evaluate(unit, 2);
  for (let i = 1; i < starts && !Number.isFinite(first.value); i++) {
    unit = unitPoint(coordinates, i);
    first = criterion.evaluate(unit, 2);
  }
  return { unit, first };
}

/**
 * The search from another start of a structure: by one step of scoring, which unlike Newton's is sure to
 * lead downhill where the likelihood is far from quadratic.
 */
function scored(
  criterion: MixedCriterion,
  from: Float64Array,
  known: CriterionPoint | undefined,
): Optimum {
  if (criterion.held.length > 0) return newton(criterion, from, undefined, known);
  criterion.along = true;
  const at = criterion.evaluate(from, 2);
  const to = Number.isFinite(at.value) ? minque(criterion, at) : null;
  criterion.along = false;
  return to ? beyond(criterion, at, to, known) : newton(criterion, from, at, known);
}

/** The search from where a step led, unless that is higher than where it began or no matrix at all. */
function beyond(
  criterion: MixedCriterion,
  from: CriterionPoint,
  to: Float64Array,
  known?: CriterionPoint,
): Optimum {
  const there = criterion.evaluate(to, 2);
  return there.value < from.value
    ? newton(criterion, to, there, known)
    : newton(criterion, from.theta, undefined, known);
}

/** What the data tell of the parameters, from a criterion that stands at `unit`. */
function identified(criterion: MixedCriterion, unit: Float64Array): Identifiability {
  const { coordinates } = criterion;
  if (criterion.average) {
    if (allIsTold(criterion, coordinates.natural(unit))) return nothingLost(coordinates.count);
    criterion.separateSlopes();
    return confounded(criterion);
  }
  return identifiability(criterion, expectedInformation(criterion, coordinates.natural(unit)));
}

/** A trace of this part of its bound is far from 0. */
const FAR = 1e-6;

/**
 * Whether the restricted likelihood surely moves with every variance, without a further way back: tr(P Gₖ) is
 * what the gradient has beside the derivative of y'Py, and far from 0 beside a bound of tr(V⁻¹Gₖ), which
 * is levels/γ for independent columns.
 */
function allIsTold(
  { current, derivatives, reml, f, elimination }: MixedCriterion,
  gamma: Float64Array,
): boolean {
  const { parameters, groups } = elimination.layout;
  return reml && parameters.every((p, k) => {
    if (p.row !== p.column) return gamma[k] === 0;
    const { gammaGradient, rSquared } = current!;
    const trace = gammaGradient[k]! - f * derivatives.r1[k]! / rSquared;
    return trace > FAR * groups[p.group]!.levels.length / gamma[k]!;
  });
}
