/**
 * The end of a search where rounding is felt: with many rows in a level the gradient has fewer digits than
 * the optimum deserves, and the last steps are made with more.
 *
 * @module
 */
import type { MixedCriterion } from "../criterion.ts";
import { LocalModel } from "./local_model.ts";
import { moved, type Optimum } from "./newton.ts";

/** A step of this part of the standard errors would change nothing; after one of that, no other would. */
const [SMALLEST, LAST] = [1e-12, 1e-6];
const STEPS = 6;

/** An optimum, brought nearer with doubled digits where they are needed; the criterion stands there. */
export function ended(criterion: MixedCriterion, optimum: Optimum): Optimum {
  if (!optimum.converged || !criterion.double(optimum.point)) return optimum;
  let point = criterion.evaluate(optimum.point.theta, 2);
  let model = new LocalModel(point);
  let move = model.step(0.01);
  // half the square of the step, relative to the standard errors of θ
  let away = model.decrease(move);
  for (let step = 0; step < STEPS && away > SMALLEST ** 2; step++) {
    const next = criterion.evaluate(moved(criterion, point, move), 2);
    model = new LocalModel(next);
    move = model.step(0.01);
    const left = model.decrease(move);
    const last = away < LAST ** 2;
    if (!(last || left < away)) {
      point = criterion.evaluate(point.theta, 2);
      break;
    }
    [point, away] = [next, left];
    if (last) break;
  }
  return { ...optimum, point };
}
