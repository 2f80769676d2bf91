/**
 * All covariance parameters of a model, and the coordinates in which an optimum is sought.
 *
 * The natural parameters ψ, relative to σ², are the entries of G and those of R but one; V is written
 * in these. The search moves θ: the entries of a Cholesky factor of each term's G, then the
 * structure's own coordinates of R. The optimiser knows θ alone, and what this page tells of it.
 *
 * @module
 */
import { multiply } from "../../math/algebra/dense_kernels.ts";
import { transposed } from "../../math/algebra/products.ts";
import { type CovarianceParameter, DISPERSION, randomParameters } from "./covariance_parameter.ts";
import {
  addGammaCurvature,
  gammaJacobian,
  gammaOf,
  groupLabels,
  lambdas,
  pivotOrders,
  type RandomLayout,
  reordered,
  thetaOf,
} from "./random_structure.ts";
import { pairIndex } from "../elimination/state.ts";
import type { ResidualStructure } from "./residual_covariance.ts";

/** What an optimiser may know of the coordinates in which it moves. */
export interface Coordinates {
  /** Coordinates that may all be 0 at once on the boundary: the columns of each factor of G. */
  readonly vanishing: readonly (readonly number[])[];
  /** Whether a coordinate at 0 lies on a boundary, and stays there while others move. */
  restsAtZero(k: number): boolean;
  /** The parameters that a point stands for, which other coordinates can say as well. */
  natural(theta: ArrayLike<number>): Float64Array;
  /** The point of some parameters; null if they are none of this model. */
  search(natural: ArrayLike<number>): Float64Array | null;
  /** One of several points that stand for the same parameters; null if the point is that one. */
  canonical(theta: ArrayLike<number>): Float64Array | null;
  /** Coordinates that suit a point better, or these. */
  better(natural: ArrayLike<number>): Coordinates;
}

/** A first pivot below this share of another column's variance makes a poor triangle. */
const POOR = 0.1;

const NONE = new Float64Array(0);

/** The parameters of G and R of one model, with their coordinates. */
export class Covariance implements Coordinates {
  /** By parameter of ψ: 1 if V is proportional to it, see `CovarianceParameter`. */
  readonly degrees: Float64Array;
  readonly vanishing: readonly (readonly number[])[];
  /** Number of parameters relative to σ². */
  readonly count: number;
  /** How many of them, at the beginning, are entries of G. */
  readonly random: number;

  constructor(readonly layout: RandomLayout, readonly structure: ResidualStructure | null) {
    this.random = layout.parameters.length;
    this.count = this.random + (structure?.parameters.length ?? 0);
    this.degrees = new Float64Array(this.count).fill(1);
    structure?.parameters.forEach((p, k) => this.degrees[this.random + k] = p.degree);
    const { parameters } = layout;
    this.vanishing = [
      ...parameters.filter((p) => p.row === p.column).map((p) =>
        parameters.flatMap((o, k) => o.term === p.term && o.column === p.column ? [k] : [])
      ),
      ...(structure?.vanishing ?? []).map((column) => column.map((k) => this.random + k)),
    ];
  }

  /** All parameters with their names, σ² last. */
  get parameters(): CovarianceParameter[] {
    const { layout, structure } = this;
    return [
      ...randomParameters(layout, groupLabels(layout.terms)),
      ...(structure?.parameters ?? []),
      structure?.dispersion ?? DISPERSION,
    ];
  }

  restsAtZero(k: number): boolean {
    return k < this.random || this.vanishing.some((column) => column.includes(k));
  }

  /** λ of each group. */
  lambdas(theta: ArrayLike<number>): Float64Array[] {
    return lambdas(this.layout, theta);
  }

  /** The parameters of R, relative to σ². */
  ofResidual(theta: ArrayLike<number>): Float64Array {
    const { structure } = this;
    return structure ? structure.natural(this.#own(theta)) : NONE;
  }

  natural(theta: ArrayLike<number>): Float64Array {
    const gamma = gammaOf(this.layout, theta);
    return this.structure ? joined(gamma, this.ofResidual(theta)) : gamma;
  }

  search(natural: ArrayLike<number>): Float64Array | null {
    const theta = thetaOf(this.layout, natural);
    if (!this.structure || !theta) return theta;
    const own = this.structure.search(this.#own(natural));
    return own && joined(theta, own);
  }

  /** ∂ψ/∂θ, row = ψ. */
  jacobian(theta: ArrayLike<number>): Float64Array {
    const { layout, structure, random, count } = this;
    const out = gammaJacobian(layout, theta, count);
    if (!structure) return out;
    const own = structure.jacobian(this.#own(theta));
    const m = count - random;
    for (let i = 0; i < m; i++) {
      out.set(own.subarray(i * m, (i + 1) * m), (random + i) * count + random);
    }
    return out;
  }

  /** Adds Σᵢ gradient_i ∂²ψᵢ/∂θ∂θ'. */
  #addCurvature(
    theta: ArrayLike<number>,
    gradient: ArrayLike<number>,
    hessian: Float64Array,
  ): void {
    const { layout, structure, random, count } = this;
    addGammaCurvature(layout, gradient, hessian, count);
    structure?.curvature(this.#own(theta), (i, k, l, value) => {
      hessian[(random + k) * count + random + l]! += gradient[random + i]! * value;
    });
  }

  /** Second derivatives in θ, of a function of ψ: from its first ones, and its second ones by pairs. */
  hessian(
    theta: ArrayLike<number>,
    gradient: ArrayLike<number>,
    second: ArrayLike<number>,
    jacobian: Float64Array = this.jacobian(theta),
  ): Float64Array {
    const m = this.count;
    const full = new Float64Array(m * m);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < m; j++) full[i * m + j] = second[pairIndex(i, j)]!;
    }
    const out = multiply(transposed(jacobian, m, m), multiply(full, jacobian, m), m);
    this.#addCurvature(theta, gradient, out);
    return out;
  }

  canonical(theta: ArrayLike<number>): Float64Array | null {
    const { parameters, terms } = this.layout;
    const wrong = parameters.some((p, k) => p.row === p.column && theta[k]! < 0) ||
      terms.some((t) => t.columns.length > 2);
    if (!wrong) return null;
    const found = this.search(this.natural(theta));
    return found?.every((t, k) => Math.abs(t - theta[k]!) < 1e-13) ? null : found;
  }

  /** With columns in pivoted order if a first pivot is much smaller than another variance. */
  better(natural: ArrayLike<number>): Covariance {
    const { layout } = this;
    if (layout.terms.every((t) => t.columns.length === 1)) return this;
    const orders = pivotOrders(layout, natural);
    let at = 0;
    const poor = layout.terms.some((term, t) => {
      const c = term.columns.length;
      const variance = (column: number): number => { // place of (j, j) in the packed triangle
        const k = at + column * c - column * (column - 1) / 2;
        return natural[k]!;
      };
      const better = orders[t]!.some((column, i) =>
        variance(layout.orders[t]![i]!) < POOR * variance(column)
      );
      at += c * (c + 1) / 2;
      return better;
    });
    return poor ? new Covariance(reordered(layout, orders), this.structure) : this;
  }

  /** The coordinates, or the parameters, that belong to R. */
  #own(all: ArrayLike<number>): Float64Array {
    const out = new Float64Array(this.count - this.random);
    for (let k = 0; k < out.length; k++) out[k] = all[this.random + k]!;
    return out;
  }
}

/** One list after another. */
export function joined(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
