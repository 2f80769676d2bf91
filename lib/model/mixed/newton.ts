/**
 * The optimum of the criterion by Newton's method on exact derivatives.
 *
 * The criterion is even in each column of Λ, so the minimum over all θ, without constraints, is the
 * minimum over covariance matrices; a component on the boundary is an ordinary stationary point at
 * θ = 0, and the sign of the second derivative there tells an optimum from a saddle point. A zero
 * is made exact and checked again.
 *
 * @module
 */
import { symmetricEigen } from "../../math/algebra/spectral.ts";
import type { CriterionPoint, MixedCriterion } from "./criterion.ts";
import {
  gammaOf,
  pivotOrders,
  type RandomLayout,
  reordered,
  thetaOf,
} from "../covariance/random_structure.ts";

/** Where the search ended. */
export interface Optimum {
  point: CriterionPoint;
  /** The gradient vanishes and the Hessian has no negative eigenvalue. */
  converged: boolean;
}

/** Relative size of gradient at which the search ends. */
const GRADIENT = 1e-9;
const STEPS = 200;

/** Part of a step below which it is given up. */
const SHORTEST = 1 / 1024;

const length = (a: Float64Array): number => Math.sqrt(a.reduce((sum, x) => sum + x * x, 0));
const largest = (a: Float64Array): number => a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
const tolerance = (point: CriterionPoint): number => GRADIENT * (1 + Math.abs(point.value));

/**
 * Minimizes from `start`; the criterion stands at the optimum afterwards.
 *
 * @param standing the start, if the criterion stands there, evaluated to second order
 */
export function newton(
  criterion: MixedCriterion,
  start: ArrayLike<number>,
  standing?: CriterionPoint,
): Optimum {
  const { point, converged } = ordered(criterion, start, standing);
  return { point: criterion.settle(point), converged };
}

/** The search with the columns of every term in a good order. */
function ordered(
  criterion: MixedCriterion,
  start: ArrayLike<number>,
  standing?: CriterionPoint,
): Optimum {
  const x = criterion.elimination;
  const { layout } = x;
  // another order of columns would give held parameters another meaning
  if (criterion.held.length > 0 || layout.terms.every((t) => t.columns.length === 1)) {
    return search(criterion, start, standing);
  }
  const gamma = gammaOf(layout, start);
  const view = betterOrder(layout, gamma);
  if (view === layout) return search(criterion, start, standing);
  try {
    x.layout = view;
    const found = search(criterion, thetaOf(view, gamma) ?? start);
    const covariance = gammaOf(view, found.point.theta);
    x.layout = layout;
    const theta = thetaOf(layout, covariance);
    if (!theta) return search(criterion, start);
    return broughtBack(criterion, theta, found.converged);
  } finally {
    x.layout = layout;
  }
}

/** The layout, or one with its columns in pivoted order if a first pivot is much smaller. */
function betterOrder(layout: RandomLayout, gamma: Float64Array): RandomLayout {
  const orders = pivotOrders(layout, gamma);
  let at = 0;
  const poor = layout.terms.some((term, t) => {
    const c = term.columns.length;
    const variance = (column: number): number => { // place of (j, j) in the packed triangle
      const k = at + column * c - column * (column - 1) / 2;
      return gamma[k]!;
    };
    const better = orders[t]!.some((column, i) =>
      variance(layout.orders[t]![i]!) < 0.1 * variance(column)
    );
    at += c * (c + 1) / 2;
    return better;
  });
  return poor ? reordered(layout, orders) : layout;
}

/** Steps after which the order of columns is looked at again. */
const REORDER = 12;

function search(
  criterion: MixedCriterion,
  start: ArrayLike<number>,
  standing?: CriterionPoint,
): Optimum {
  const { layout } = criterion.elimination;
  let point = standing ?? criterion.evaluate(start, 2);
  let radius = 1 + Math.sqrt(point.theta.reduce((s, x) => s + x * x, 0));
  for (let step = 0; step < STEPS; step++) {
    const model = new LocalModel(point);
    if (step > 0 && step % REORDER === 0 && criterion.held.length === 0) {
      const gamma = gammaOf(layout, point.theta);
      const view = betterOrder(layout, gamma);
      const theta = view === layout ? null : thetaOf(view, gamma);
      if (theta) {
        criterion.elimination.layout = view;
        const found = search(criterion, theta);
        criterion.elimination.layout = layout;
        const back = thetaOf(layout, gammaOf(view, found.point.theta));
        if (back) return broughtBack(criterion, back, found.converged);
      }
    }
    if (largest(point.gradient) <= tolerance(point)) {
      const escape = model.downhill();
      if (!escape) return finish(criterion, polished(criterion, point, model));
      const next = alongDirection(criterion, point, escape);
      if (!next) return finish(criterion, point);
      point = next;
      continue;
    }
    const move = model.step(radius);
    const length = Math.sqrt(move.reduce((s, x) => s + x * x, 0));
    const expected = model.decrease(move);
    const trial = criterion.evaluate(point.theta.map((t, k) => t + move[k]!), 2);
    const noise = 1e-12 * (1 + Math.abs(point.value));
    const gain = point.value - trial.value;
    const good = gain > 1e-4 * expected ||
      (expected < 10 * noise && gain > -10 * noise &&
        largest(trial.gradient) < largest(point.gradient));
    if (good) {
      if (gain > 0.75 * expected) radius = Math.max(radius, 2 * length);
      else if (gain < 0.25 * expected) radius = 0.5 * length;
      point = trial;
    } else if (expected < 10 * noise) return finish(criterion, refined(criterion, point));
    else {
      radius = 0.25 * length;
      if (radius < 1e-12) break;
    }
  }
  return { point: canonical(criterion, layout, point), converged: false };
}

/**
 * An optimum found with the columns in another order. Near the boundary the change of coordinates
 * magnifies what the gradient there still was, and a zero comes back as a root of rounding errors:
 * steps in the coordinates here take both away.
 */
function broughtBack(
  criterion: MixedCriterion,
  theta: ArrayLike<number>,
  converged: boolean,
): Optimum {
  const point = criterion.evaluate(theta, 2);
  return converged ? finish(criterion, point) : { point, converged };
}

/**
 * Newton's steps that lower the gradient, where the values of the criterion no longer tell more from
 * less. A variance next to its boundary makes it flat and far from quadratic there, so that a step
 * may be too long: it is halved until the gradient falls. Zeros stay zeros.
 */
function refined(criterion: MixedCriterion, from: CriterionPoint): CriterionPoint {
  let point = from;
  let stands = true;
  for (let step = 0; step < STEPS && largest(point.gradient) > tolerance(point); step++) {
    const move = new LocalModel(point).step(0.01);
    const before = length(point.gradient);
    let part = 1;
    let next = point;
    while (part > SHORTEST) {
      next = criterion.evaluate(point.theta.map((t, k) => t === 0 ? 0 : t + part * move[k]!), 2);
      if (length(next.gradient) < (1 - 0.1 * part) * before) break;
      part /= 2;
    }
    stands = part > SHORTEST;
    if (!stands) break;
    point = next;
  }
  // the criterion has to stand where the search ends
  return stands ? point : criterion.evaluate(point.theta, 2);
}

/** One step more, unless it would change nothing: convergence is quadratic. */
function polished(
  criterion: MixedCriterion,
  point: CriterionPoint,
  model: LocalModel,
): CriterionPoint {
  const move = model.step(0.01);
  if (move.every((d, k) => Math.abs(d) <= 1e-10 * (1e-2 + Math.abs(point.theta[k]!)))) return point;
  const next = criterion.evaluate(point.theta.map((t, k) => t + move[k]!), 2);
  return largest(next.gradient) <= largest(point.gradient)
    ? next
    : criterion.evaluate(point.theta, 2);
}

/** The quadratic model at a point, through the eigenvalues of its Hessian. */
class LocalModel {
  private readonly values: Float64Array;
  private readonly vectors: Float64Array;
  private readonly slope: Float64Array;
  private readonly m: number;

  constructor(private readonly point: CriterionPoint) {
    const m = this.m = point.theta.length;
    if (m === 1) {
      this.values = Float64Array.of(point.hessian[0]!);
      this.vectors = Float64Array.of(1);
    } else {
      const eigen = symmetricEigen(point.hessian, m);
      this.values = eigen.values;
      this.vectors = eigen.vectors;
    }
    this.slope = new Float64Array(m);
    for (let e = 0; e < m; e++) {
      for (let i = 0; i < m; i++) {
        this.slope[e]! += this.vectors[i * m + e]! * point.gradient[i]!;
      }
    }
  }

  private get largest(): number {
    return Math.max(1e-8, largest(this.values));
  }

  /** Newton's step with the signs of negative eigenvalues turned, cut to the radius. */
  step(radius: number): Float64Array {
    const { m } = this;
    const move = new Float64Array(m);
    const floor = 1e-9 * this.largest;
    for (let e = 0; e < m; e++) {
      const size = -this.slope[e]! / Math.max(Math.abs(this.values[e]!), floor);
      for (let i = 0; i < m; i++) move[i]! += size * this.vectors[i * m + e]!;
    }
    const length = Math.sqrt(move.reduce((s, x) => s + x * x, 0));
    if (length > radius) { for (let i = 0; i < m; i++) move[i]! *= radius / length; }
    return move;
  }

  /** What the quadratic model promises for a move; positive. */
  decrease(move: Float64Array): number {
    const { m, point: { gradient, hessian } } = this;
    let sum = 0;
    for (let i = 0; i < m; i++) {
      sum -= gradient[i]! * move[i]!;
      for (let j = 0; j < m; j++) sum -= 0.5 * move[i]! * hessian[i * m + j]! * move[j]!;
    }
    let linear = 0;
    for (let i = 0; i < m; i++) linear -= gradient[i]! * move[i]!;
    return Math.max(sum, 0.5 * linear);
  }

  /** At a stationary point: a direction of negative curvature, or null at a minimum. */
  downhill(): Float64Array | null {
    const { m } = this;
    if (m === 0 || !(this.values[0]! < -1e-7 * this.largest)) return null;
    return Float64Array.from({ length: m }, (_, i) => this.vectors[i * m]!);
  }
}

/** Leaves a saddle point: the best of some lengths along a direction, or null if none is lower. */
function alongDirection(
  criterion: MixedCriterion,
  from: CriterionPoint,
  direction: Float64Array,
): CriterionPoint | null {
  let best: Float64Array | null = null;
  let lowest = from.value;
  for (const length of [1, 0.3, 0.1, 0.03, 0.01, 0.001]) {
    for (const sign of [1, -1]) {
      const theta = from.theta.map((t, i) => t + sign * length * direction[i]!);
      const { value } = criterion.evaluate(theta, 0);
      if (value < lowest) {
        lowest = value;
        best = theta;
      }
    }
    if (best) break;
  }
  return best && criterion.evaluate(best, 2);
}

/** Makes zeros exact where that is a minimum too, and signs those of a Cholesky factor. */
function finish(
  criterion: MixedCriterion,
  found: CriterionPoint,
  rounds = found.theta.length,
): Optimum {
  const { layout } = criterion.elimination;
  const point = refined(criterion, canonical(criterion, layout, found));
  const small = new Set<number>();
  layout.parameters.forEach((p) => {
    if (p.row !== p.column) return;
    const column = layout.parameters.flatMap((o, k) =>
      o.term === p.term && o.column === p.column ? [k] : []
    );
    if (
      column.every((k) => Math.abs(point.theta[k]!) < 1e-3) && column.some((k) => point.theta[k])
    ) {
      column.forEach((k) => small.add(k));
    }
  });
  if (small.size === 0) return { point, converged: true };
  const zeroed = criterion.evaluate(point.theta.map((t, k) => small.has(k) ? 0 : t), 2);
  const minimum = largest(zeroed.gradient) <= 1e3 * tolerance(zeroed) &&
    !new LocalModel(zeroed).downhill() &&
    zeroed.value <= point.value + 1e-8 * (1 + Math.abs(point.value));
  if (!minimum) {
    if (point !== found) return { point, converged: true };
    return { point: criterion.evaluate(point.theta, 2), converged: true };
  }
  // the other parameters may move a little now
  const move = new LocalModel(zeroed).step(1);
  const last = criterion.evaluate(
    zeroed.theta.map((t, k) => t === 0 ? 0 : t + move[k]!),
    2,
  );
  // and another of them may come to its boundary by that
  return rounds > 0
    ? finish(criterion, last, rounds - 1)
    : { point: refined(criterion, last), converged: true };
}

/** The same covariance with non-negative diagonals, and zero columns where it is singular. */
function canonical(
  criterion: MixedCriterion,
  layout: RandomLayout,
  point: CriterionPoint,
): CriterionPoint {
  const wrong = layout.parameters.some((p, k) => p.row === p.column && point.theta[k]! < 0) ||
    layout.terms.some((t) => t.columns.length > 2);
  if (!wrong) return point;
  const theta = thetaOf(layout, gammaOf(layout, point.theta));
  if (!theta || theta.every((t, k) => Math.abs(t - point.theta[k]!) < 1e-13)) return point;
  return criterion.evaluate(theta, 2);
}
