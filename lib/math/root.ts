/**
 * Roots of monotone functions of one variable.
 *
 * @module
 */
import { fail } from "../diagnostic.ts";

/**
 * The t at which a decreasing tail probability equals `goal`, solved on the logarithmic scale: a
 * bracket is widened from `start`, then narrowed by Chandrupatla's (1997) mixture of inverse
 * quadratic interpolation and bisection.
 *
 * @throws DiagnosticError `no-root` where no bracket is found.
 */
export function decreasingRoot(tail: (t: number) => number, goal: number, start: number): number {
  const logGoal = Math.log(goal);
  const value = (t: number): number => Math.log(tail(t)) - logGoal;
  const atStart = value(start);
  if (atStart === 0) return start;
  const away = atStart > 0 ? 1 : -1;
  let near = start;
  let atNear = atStart;
  for (let width = 0.25; width < 1e300; width *= 2) {
    const far = near + away * width;
    const atFar = value(far);
    if (atFar === 0) return far;
    if (atFar * away < 0) return chandrupatla(value, near, atNear, far, atFar);
    near = far;
    atNear = atFar;
  }
  return fail("no-root", `No quantile found for probability ${goal}`);
}

/** Both tails of a law at u, increasing in u. */
export type TailAt = (u: number, upper: boolean) => number;

/**
 * The u at which the lower (or `upper`) tail equals p, 0 < p < 1, found in the smaller of the two
 * tails.
 */
export function quantileOf(tail: TailAt, p: number, upper: boolean, start: number): number {
  const side = p <= 0.5 ? upper : !upper;
  const goal = p <= 0.5 ? p : 1 - p;
  if (side) return decreasingRoot((u) => tail(u, true), goal, start);
  return -decreasingRoot((v) => tail(-v, false), goal, -start);
}

/** Root of f between a and b, at which its values fa and fb differ in sign. */
export function chandrupatla(
  f: (x: number) => number,
  a: number,
  fa: number,
  b: number,
  fb: number,
): number {
  let [x1, f1, x2, f2] = [b, fb, a, fa];
  let x3 = x1;
  let f3 = f1;
  let share = 0.5;
  for (let step = 0; step < 200; step++) {
    const x = x1 + share * (x2 - x1);
    const fx = f(x);
    if (Math.sign(fx) === Math.sign(f1)) {
      x3 = x1;
      f3 = f1;
    } else {
      x3 = x2;
      f3 = f2;
      x2 = x1;
      f2 = f1;
    }
    x1 = x;
    f1 = fx;
    const best = Math.abs(f2) < Math.abs(f1) ? x2 : x1;
    const tolerance = 2.3e-16 * Math.abs(best) + 1e-300;
    const limit = tolerance / Math.abs(x2 - x1);
    if (limit > 0.5 || fx === 0) return best;
    const xi = (x1 - x2) / (x3 - x2);
    const phi = (f1 - f2) / (f3 - f2);
    share = phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi
      ? f1 / (f2 - f1) * f3 / (f2 - f3) +
        (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2)
      : 0.5;
    share = Math.min(Math.max(share, limit), 1 - limit);
  }
  return x1;
}
