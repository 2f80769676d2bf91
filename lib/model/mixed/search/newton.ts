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
import { tell } from "../../../progress.ts";
import { norm } from "../../../math/algebra/products.ts";
import type { Criterion, CriterionPoint } from "./criterion.ts";
import { largest, LocalModel } from "./local_model.ts";
import { Secant } from "./secant.ts";

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

const tolerance = (point: CriterionPoint): number => GRADIENT * (1 + Math.abs(point.value));

/**
 * Minimizes from `start`; the criterion stands at the optimum afterwards.
 *
 * @param standing the start, if the criterion stands there, evaluated to second order
 * @param known an optimum found before: a search that comes close to it ends there, the criterion anywhere
 */
export function newton(
  criterion: Criterion,
  start: ArrayLike<number>,
  standing?: CriterionPoint,
  known?: CriterionPoint,
): Optimum {
  const { point, converged } = ordered(criterion, start, standing, known);
  // who knows an optimum need not stand there again before all starts are tried
  return { point: point === known ? point : criterion.settle(point), converged };
}

/** The search in coordinates that suit its start. */
function ordered(
  criterion: Criterion,
  start: ArrayLike<number>,
  standing?: CriterionPoint,
  known?: CriterionPoint,
): Optimum {
  const { coordinates } = criterion;
  // other coordinates would give held parameters another meaning
  if (criterion.held.length > 0) return search(criterion, start, standing, known);
  const natural = coordinates.natural(start);
  const view = coordinates.better(natural);
  if (view === coordinates) return search(criterion, start, standing, known);
  const seen = known && inView(known, criterion, view);
  const found = search(criterion.seenIn(view), view.search(natural) ?? start, undefined, seen);
  if (seen && found.point === seen) return { point: known!, converged: true };
  const theta = coordinates.search(view.natural(found.point.theta));
  if (!theta) return search(criterion, start);
  return broughtBack(criterion, theta, found.converged);
}

/** An optimum as a search in other coordinates knows it: where it is, and how low. */
function inView(
  known: CriterionPoint,
  { coordinates }: Criterion,
  view: Criterion["coordinates"],
): CriterionPoint | undefined {
  const theta = view.search(coordinates.natural(known.theta));
  return theta ? { ...known, theta } : undefined;
}

/** How far a search is, in words. */
function sizeOf(step: number, point: CriterionPoint): string {
  const [gradient, end] = [largest(point.gradient), tolerance(point)];
  return `step ${step + 1} of the search, gradient ${gradient.toExponential(1)} (ends at ${
    end.toExponential(1)
  })`;
}

/** Steps after which the coordinates are looked at again. */
const REORDER = 12;

function search(
  criterion: Criterion,
  start: ArrayLike<number>,
  standing?: CriterionPoint,
  known?: CriterionPoint,
): Optimum {
  const { coordinates } = criterion;
  let point = standing ?? criterion.evaluate(start, 2);
  let radius = 1 + norm(point.theta);
  let refused = false;
  const secant = criterion.average ? new Secant() : null;
  for (let step = 0; step < STEPS; step++) {
    tell(() => sizeOf(step, point));
    const model = new LocalModel(point);
    if (known && leadsTo(point, model, sidedAs(point, criterion, known))) {
      return { point: known, converged: true };
    }
    if (step > 0 && step % REORDER === 0 && criterion.held.length === 0) {
      const natural = coordinates.natural(point.theta);
      const view = coordinates.better(natural);
      const theta = view === coordinates ? null : view.search(natural);
      if (theta) {
        const seen = known && inView(known, criterion, view);
        const found = search(criterion.seenIn(view), theta, undefined, seen);
        if (seen && found.point === seen) return { point: known!, converged: true };
        const back = coordinates.search(view.natural(found.point.theta));
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
    const length = norm(move);
    const expected = model.decrease(move);
    const next = point.theta.map((t, k) => t + move[k]!);
    const noise = 1e-12 * (1 + Math.abs(point.value));
    // where the last step was none, this one may be none as well, and its value alone tells
    if (refused && expected >= 10 * noise) {
      const { value } = criterion.evaluate(next, 0);
      if (!(point.value - value > 1e-4 * expected)) {
        radius = 0.25 * length;
        if (radius < 1e-12) break;
        continue;
      }
    }
    const trial = criterion.evaluate(next, 2);
    const gain = point.value - trial.value;
    // next to a singular covariance matrix derivatives may be beyond numbers
    const usable = trial.hessian.every(Number.isFinite) && trial.gradient.every(Number.isFinite);
    const good = usable && (gain > 1e-4 * expected ||
      (expected < 10 * noise && gain > -10 * noise &&
        largest(trial.gradient) < largest(point.gradient)));
    refused = !good;
    if (good) {
      if (gain > 0.75 * expected) radius = Math.max(radius, 2 * length);
      else if (gain < 0.25 * expected) radius = 0.5 * length;
      secant?.correct(point, trial);
      point = trial;
    } else if (expected < 10 * noise) return finish(criterion, refined(criterion, point));
    else {
      radius = 0.25 * length;
      if (radius < 1e-12) break;
    }
  }
  return { point: canonical(criterion, point), converged: false };
}

/** Parts by which a step may miss an optimum, and its promise what that is lower, and yet lead there. */
const MISSED = 0.1;
const PROMISED = 0.25;
/** A search is next to an optimum where it is higher by so many times what counts as the same. */
const NEARLY = 10;
/** A search this close to an optimum is there, whatever rounding makes of its step. */
const THERE = 1e-4;

/** An optimum on the side where a point is: the criterion does not know signs of what may vanish. */
function sidedAs(
  { theta }: CriterionPoint,
  { coordinates }: Criterion,
  known: CriterionPoint,
): CriterionPoint {
  let out: Float64Array | null = null;
  for (const column of coordinates.vanishing) {
    const product = column.reduce((sum, k) => sum + theta[k]! * known.theta[k]!, 0);
    if (product >= 0) continue;
    out ??= known.theta.slice();
    for (const k of column) out[k] = -out[k]!;
  }
  return out ? { ...known, theta: out } : known;
}

/**
 * Whether a search would end in an optimum that is known: the quadratic model, which is exact at the
 * point, is bounded below, its lowest point is that optimum, and as low as that.
 */
function leadsTo(point: CriterionPoint, model: LocalModel, known: CriterionPoint): boolean {
  const gap = point.value - known.value;
  const same = 1e-9 * (1 + Math.abs(known.value));
  if (gap < -same) return false;
  // on a ridge of a singular matrix it may come down beside it, and no lower
  if (gap < NEARLY * same && model.decrease(model.step(Infinity)) < gap + same) return true;
  if (!model.bounded) return false;
  const away = norm(point.theta.map((t, k) => t - known.theta[k]!));
  if (away < THERE) return true;
  const move = model.step(Infinity);
  const missed = norm(point.theta.map((t, k) => t + move[k]! - known.theta[k]!));
  const promised = model.decrease(move);
  return missed < MISSED * away && Math.abs(promised - gap) < PROMISED * gap;
}

/**
 * An optimum found with the columns in another order. Near the boundary the change of coordinates
 * magnifies what the gradient there still was, and a zero comes back as a root of rounding errors:
 * steps in the coordinates here take both away.
 */
function broughtBack(
  criterion: Criterion,
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
function refined(criterion: Criterion, from: CriterionPoint): CriterionPoint {
  let point = from;
  let stands = true;
  for (let step = 0; step < STEPS && largest(point.gradient) > tolerance(point); step++) {
    const move = new LocalModel(point).step(0.01);
    const before = norm(point.gradient);
    let part = 1;
    let next = point;
    while (part > SHORTEST) {
      next = criterion.evaluate(moved(criterion, point, move, part), 2);
      if (norm(next.gradient) < (1 - 0.1 * part) * before) break;
      part /= 2;
    }
    stands = part > SHORTEST;
    if (!stands) break;
    point = next;
  }
  // the criterion has to stand where the search ends
  return stands ? point : criterion.evaluate(point.theta, 2);
}

/** A step in which zeros stay zeros. */
export function moved(
  { coordinates }: Criterion,
  { theta }: CriterionPoint,
  move: Float64Array,
  part = 1,
): Float64Array {
  return theta.map((t, k) => t === 0 && coordinates.restsAtZero(k) ? 0 : t + part * move[k]!);
}

/** Parts of θ, and of 0.01, that a step may leave undone, and from which one step is the last. */
const [NOTHING, LAST] = [1e-10, 1e-5];

/**
 * Steps that lower the gradient, until one would change nothing: convergence is quadratic. Beside a large
 * criterion a gradient that counts as none may be several steps away.
 */
function polished(
  criterion: Criterion,
  from: CriterionPoint,
  model: LocalModel,
): CriterionPoint {
  let point = from;
  let move = model.step(0.01);
  const within = (part: number): boolean =>
    move.every((d, k) => Math.abs(d) <= part * (1e-2 + Math.abs(point.theta[k]!)));
  for (let step = 0; step < STEPS && !within(NOTHING); step++) {
    const last = within(LAST);
    if (last && criterion.average) return lastStep(criterion, point, move);
    const next = criterion.evaluate(point.theta.map((t, k) => t + move[k]!), 2);
    if (!(largest(next.gradient) <= largest(point.gradient))) {
      return criterion.evaluate(point.theta, 2);
    }
    point = next;
    if (last) break;
    move = new LocalModel(point).step(0.01);
  }
  return point;
}

/** A step after which no derivative is wanted, for these are dear; none where it is no gain. */
function lastStep(
  criterion: Criterion,
  from: CriterionPoint,
  move: Float64Array,
): CriterionPoint {
  const point = criterion.evaluate(moved(criterion, from, move), 0);
  const noise = 1e-12 * (1 + Math.abs(from.value));
  return point.value < from.value + noise ? point : criterion.evaluate(from.theta, 2);
}

/** Leaves a saddle point: the best of some lengths along a direction, or null if none is lower. */
function alongDirection(
  criterion: Criterion,
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
  criterion: Criterion,
  found: CriterionPoint,
  rounds = found.theta.length,
): Optimum {
  const point = refined(criterion, canonical(criterion, found));
  const small = new Set<number>();
  criterion.coordinates.vanishing.forEach((column) => {
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
  const last = criterion.evaluate(moved(criterion, zeroed, move), 2);
  // and another of them may come to its boundary by that
  return rounds > 0
    ? finish(criterion, last, rounds - 1)
    : { point: refined(criterion, last), converged: true };
}

/** The same parameters at the one point that stands for them: see `Coordinates`. */
function canonical(criterion: Criterion, point: CriterionPoint): CriterionPoint {
  const theta = criterion.coordinates.canonical(point.theta);
  return theta ? criterion.evaluate(theta, 2) : point;
}
