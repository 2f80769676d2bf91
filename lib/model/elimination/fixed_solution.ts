/**
 * What the eliminated cross-products S = [X y]'V⁻¹[X y] give: C⁻¹ and b of C = X'V⁻¹X, and r² = y'Py;
 * also where one linear function of b is held at a value.
 *
 * @module
 */
import { choleskyUpper, inverseFromUpper } from "../../math/algebra/dense_kernels.ts";
import { dot, timesVector } from "../../math/algebra/products.ts";
import { choleskyLower } from "../../math/algebra/triangular.ts";

/** From this number of columns on the dense kernels are faster than plain loops. */
const MANY = 96;

/** The least squares of an S. */
export class FixedSolution {
  /** C⁻¹, p × p. */
  readonly inverse: Float64Array;
  /** C⁻¹X'V⁻¹y. */
  readonly beta: Float64Array;
  /** y'Py. */
  rSquared = NaN;
  /** Whether a linear function of b is held. */
  readonly isHeld: boolean = false;
  readonly #factor: Float64Array;
  readonly #half: Float64Array;

  /** @param p columns of X */
  constructor(readonly p: number) {
    this.inverse = new Float64Array(p * p);
    this.beta = new Float64Array(p);
    this.#factor = new Float64Array(p * p);
    this.#half = new Float64Array(p);
  }

  /**
   * Solves for S, (p + 1)², upper triangle.
   *
   * @returns log|C|, NaN if C is not positive definite
   */
  solve(s: Float64Array): number {
    const { p, beta } = this;
    const logDet = p >= MANY ? this.#large(s) : this.#few(s);
    const width = p + 1;
    let r = s[width * width - 1]!;
    for (let i = 0; i < p; i++) r -= s[i * width + p]! * beta[i]!;
    this.rSquared = r;
    return logDet;
  }

  /** The same for many columns. */
  #large(s: Float64Array): number {
    const { p, inverse, beta } = this;
    const factor = this.#factor;
    const width = p + 1;
    for (let i = 0; i < p; i++) {
      for (let j = i; j < p; j++) factor[i * p + j] = s[i * width + j]!;
    }
    const logDet = choleskyUpper(factor, p);
    inverseFromUpper(factor, p, inverse);
    for (let i = 0; i < p; i++) {
      let sum = 0;
      for (let j = 0; j < p; j++) sum += inverse[i * p + j]! * s[j * width + p]!;
      beta[i] = sum;
    }
    return logDet;
  }

  #few(s: Float64Array): number {
    const { p, inverse: t, beta } = this;
    const l = this.#factor;
    const half = this.#half;
    const width = p + 1;
    for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) l[i * p + j] = s[j * width + i]!;
    const logDet = choleskyLower(l, p);
    for (let j = 0; j < p; j++) { // L⁻¹ in the lower triangle
      t[j * p + j] = 1 / l[j * p + j]!;
      for (let i = j + 1; i < p; i++) {
        let sum = 0;
        for (let k = j; k < i; k++) sum -= l[i * p + k]! * t[k * p + j]!;
        t[i * p + j] = sum / l[i * p + i]!;
      }
    }
    for (let i = 0; i < p; i++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += t[i * p + k]! * s[k * width + p]!;
      half[i] = sum;
    }
    for (let i = 0; i < p; i++) {
      let sum = 0;
      for (let k = i; k < p; k++) sum += t[k * p + i]! * half[k]!;
      beta[i] = sum;
    }
    for (let i = 0; i < p; i++) { // L⁻ᵀL⁻¹ over it, upper triangle first
      for (let j = i; j < p; j++) {
        let sum = 0;
        for (let k = j; k < p; k++) sum += t[k * p + i]! * t[k * p + j]!;
        t[i * p + j] = sum;
      }
    }
    for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) t[i * p + j] = t[j * p + i]!;
    return logDet;
  }
}

/**
 * Least squares under t'b = value. With g = C⁻¹t and h = (value − t'b)/(t'g), b moves by gh, r² rises by
 * (value − t'b)h, and C⁻¹ loses gg'/(t'g): what it was about the function that is held.
 */
export class HeldSolution extends FixedSolution {
  override readonly isHeld = true;
  /** The value of t'b. */
  value = 0;
  /** Half the derivative of r² in the value. */
  pull = NaN;

  constructor(readonly t: Float64Array) {
    super(t.length);
  }

  override solve(s: Float64Array): number {
    const logDet = super.solve(s);
    const { p, t, inverse, beta, value } = this;
    const g = timesVector(inverse, t);
    const size = dot(t, g);
    const away = value - dot(t, beta);
    const h = this.pull = away / size;
    this.rSquared += away * h;
    for (let i = 0; i < p; i++) {
      beta[i]! += h * g[i]!;
      for (let j = 0; j < p; j++) inverse[i * p + j]! -= g[i]! * g[j]! / size;
    }
    return logDet;
  }
}
