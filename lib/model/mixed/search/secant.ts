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

/**
 * The correction D of a structured secant method: H + D is to give the last change of the gradient, y,
 * over the last step, s, and of all such D the nearest to the one before, in the norm of y, is taken
 * (J. E. Dennis, D. M. Gay and R. E. Welsch 1981, ACM Trans. Math. Softw. 7, 348–368).
 */
export class Secant {
  #correction: Float64Array | null = null;

  /** Puts what is known now into the second derivatives at the end of a step. */
  correct(from: CriterionPoint, to: CriterionPoint): void {
    const m = to.theta.length;
    const s = to.theta.map((t, k) => t - from.theta[k]!);
    const y = to.gradient.map((g, k) => g - from.gradient[k]!);
    const along = dot(s, y);
    const h = to.hessian;
    const d = this.#correction ?? new Float64Array(m * m);
    const rest = y.map((own, i) => {
      let sum = own;
      for (let j = 0; j < m; j++) sum -= (h[i * m + j]! + d[i * m + j]!) * s[j]!;
      return sum;
    });
    const short = norm(s) < SHORT * norm(to.theta);
    if (!short || !(along > 0) || norm(rest) > UNFORESEEN * norm(y)) {
      this.#correction = null;
      return;
    }
    const both = dot(rest, s) / along;
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < m; j++) {
        d[i * m + j]! += rest[i]! * rest[j]! / dot(rest, s);
      }
    }
    for (let i = 0; i < h.length; i++) h[i]! += d[i]!;
    this.#correction = d;
  }
}
