/**
 * What second derivatives by average information lack, learned from the gradients of a search: without it
 * each step takes a share of the way that is the same, with it a larger one each time.
 *
 * @module
 */
import { dot, norm } from "../../../math/algebra/products.ts";
import type { CriterionPoint } from "./criterion.ts";

/** Where so much of a change of the gradient is not foreseen, a step tells of curvature that is not there at its end. */
const UNFORESEEN = 0.1;

/** A longer part of θ tells how second derivatives change and not what they lack. */
const SHORT = 0.02;

/** A correction along a direction in which nothing was learned is none. */
const NOTHING = 1e-8;

/**
 * The correction D of a structured secant method: H + D is to give the last change of the gradient, y,
 * over the last step, s, and D changes in one direction alone, that of what was not foreseen
 * (J. E. Dennis, D. M. Gay and R. E. Welsch 1981, ACM Trans. Math. Softw. 7, 348–368, for corrections of
 * second derivatives that are partly known; C. G. Broyden 1967, Math. Comp. 21, 368–381, for that of rank one).
 */
export class Secant {
  #correction: Float64Array | null = null;

  /** Puts what is known now into the second derivatives at the end of a step. */
  correct(from: CriterionPoint, to: CriterionPoint): void {
    const m = to.theta.length;
    const s = to.theta.map((t, k) => t - from.theta[k]!);
    const y = to.gradient.map((g, k) => g - from.gradient[k]!);
    const h = to.hessian;
    const d = this.#correction ?? new Float64Array(m * m);
    const rest = y.map((own, i) => {
      let sum = own;
      for (let j = 0; j < m; j++) sum -= (h[i * m + j]! + d[i * m + j]!) * s[j]!;
      return sum;
    });
    const short = norm(s) < SHORT * norm(to.theta);
    if (!short || !(dot(s, y) > 0) || norm(rest) > UNFORESEEN * norm(y)) {
      this.#correction = null;
      return;
    }
    const size = dot(rest, s);
    if (Math.abs(size) > NOTHING * norm(rest) * norm(s)) {
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < m; j++) d[i * m + j]! += rest[i]! * rest[j]! / size;
      }
    }
    for (let i = 0; i < h.length; i++) h[i]! += d[i]!;
    this.#correction = d;
  }
}
