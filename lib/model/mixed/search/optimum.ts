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
} from "../../covariance/identifiability.ts";
import type { MixedCriterion } from "../criterion.ts";
import { expectedInformation } from "../information.ts";
import { WIDE_TAIL } from "../../elimination/tail.ts";
import { nodesAreAlone } from "../../elimination/node_traces.ts";
import type { EliminationPattern } from "../../elimination/pattern.ts";
import type { ResidualStructure } from "../../covariance/residual_covariance.ts";
import type { RandomLayout } from "../../covariance/random_structure.ts";
import type { CriterionPoint } from "./criterion.ts";
import { ended } from "./ending.ts";
import { valleys } from "./valleys.ts";
import { newton, type Optimum } from "./newton.ts";
import { minque, unitPoint } from "./start.ts";

/** And from this number of parameters, whose pairs are what exact ones are made for. */
const MANY_PARAMETERS = 12;

/** Whether exact second derivatives are dear, and a search goes by average information. */
export function exactIsDear(pattern: EliminationPattern, layout: RandomLayout): boolean {
  return pattern.tailWidth >= WIDE_TAIL ||
    (layout.parameters.length >= MANY_PARAMETERS && !nodesAreAlone(pattern));
}

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
    : firstPoint(criterion);
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
  const stepped = held.length === 0 && first && !bends ? minque(criterion, first) : null;
  // the step may leave the matrices that are positive definite
  const found = stepped && structure && !Number.isFinite(criterion.evaluate(stepped, 2).value)
    ? null
    : stepped;
  const single = bends && coordinates.count === 1 && held.length === 0;
  const [lowest, ...lower] = single ? valleys(criterion, structure) : [];
  let best = newton(
    criterion,
    lowest ?? found ?? without(unit),
    lowest || found || held.length > 0 ? undefined : first ?? undefined,
  );
  for (const own of single ? lower : bends ? structure.starts.slice(1) : []) {
    const from = without(startBeside(best.point.theta, unit, own, structure!));
    const next = newton(criterion, from, undefined, best.converged ? best.point : undefined);
    if (next.converged && (!best.converged || next.point.value < best.point.value)) best = next;
  }
  const onBoundary = layout.parameters.some((p, k) =>
    p.row === p.column && best.point.theta[k] === 0 && !held.includes(k)
  );
  if (!onBoundary) return { ...best, point: criterion.settle(best.point) };
  // a boundary optimum may hide a lower one inside: look from other sides as well
  const vectors = layout.terms.some((t) => t.columns.length > 1);
  const wide = unit.map((t, k) => k < random ? 5 * t : t);
  const starts = [...(found ? [unit] : []), ...(vectors ? [wide] : [])];
  for (const other of starts) {
    // where a search is dear, it ends as soon as it leads to what is known
    const next = newton(criterion, without(other), undefined, average ? best.point : undefined);
    const margin = 1e-9 * (1 + Math.abs(best.point.value));
    if (next.point.value < best.point.value - margin) best = next;
  }
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
 */
function firstPoint(criterion: MixedCriterion): { unit: Float64Array; first: CriterionPoint } {
  const { coordinates } = criterion;
  const starts = coordinates.structure?.starts.length ?? 1;
  let unit = unitPoint(coordinates);
  let first = criterion.evaluate(unit, 2);
  for (let i = 1; i < starts && !Number.isFinite(first.value); i++) {
    unit = unitPoint(coordinates, i);
    first = criterion.evaluate(unit, 2);
  }
  return { unit, first };
}

/**
 * Another start for a structure: what no start moves, its variances and those of random effects, begins
 * where the best optimum has it; a random effect that has no variance there has one again.
 */
function startBeside(
  best: Float64Array,
  unit: Float64Array,
  own: Float64Array,
  { starts }: ResidualStructure,
): Float64Array {
  const random = unit.length - own.length;
  return unit.map((u, k) => {
    if (k < random) return best[k]! === 0 ? u : best[k]!;
    const at = k - random;
    return starts.every((s) => s[at] === own[at]) ? best[k]! : own[at]!;
  });
}

/** What the data tell of the parameters, from a criterion that stands at `unit`. */
function identified(criterion: MixedCriterion, unit: Float64Array): Identifiability {
  if (criterion.average) {
    criterion.separateSlopes();
    return confounded(criterion);
  }
  const { coordinates } = criterion;
  return identifiability(criterion, expectedInformation(criterion, coordinates.natural(unit)));
}
