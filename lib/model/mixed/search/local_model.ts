/**
 * The quadratic model of a criterion at a point.
 *
 * @module
 */
import { norm } from "../../../math/algebra/products.ts";
import { symmetricEigen } from "../../../math/algebra/spectral.ts";
import type { CriterionPoint } from "./criterion.ts";

/** The largest absolute value. */
export const largest = (a: Float64Array): number =>
  a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** The quadratic model at a point, through the eigenvalues of its Hessian. */
export class LocalModel {
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

  /** Whether it has a lowest point. */
  get bounded(): boolean {
    return this.values[0]! > 1e-9 * this.largest;
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
    const length = norm(move);
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
