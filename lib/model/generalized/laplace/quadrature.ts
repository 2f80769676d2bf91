/**
 * Adaptive Gauss–Hermite quadrature over the levels of one random intercept or slope: nodes lie about
 * the mode, as wide apart as its curvature says (Pinheiro & Bates 1995, J. Comput. Graph. Stat. 4,
 * 12–35). All constants are kept: log likelihoods of different orders compare.
 *
 * The gradient is exact, nodes moving with the parameters; second derivatives are differences of it,
 * extrapolated (Richardson), good to ten digits.
 *
 * @module
 */
import { symmetricEigen } from "../../../math/algebra/spectral.ts";
import type { LaplacePoint } from "./derivatives.ts";
import type { LaplaceEngine } from "./engine.ts";
import { ofLikelihood, ofWeight } from "./row_series.ts";

/** Nodes and weights for ∫ e^(−x²) f(x) dx, by the eigenvalues of Jacobi's matrix; symmetric. */
export function gaussHermite(nodes: number): { x: Float64Array; weight: Float64Array } {
  const jacobi = new Float64Array(nodes * nodes);
  for (let i = 1; i < nodes; i++) {
    jacobi[i * nodes + i - 1] = jacobi[(i - 1) * nodes + i] = Math.sqrt(i / 2);
  }
  const { values } = symmetricEigen(jacobi, nodes);
  const x = new Float64Array(nodes);
  const weight = new Float64Array(nodes);
  for (let k = 0; k < nodes; k++) {
    x[k] = k * 2 + 1 === nodes ? 0 : (values[k]! - values[nodes - 1 - k]!) / 2;
    for (let step = 0; step < 3; step++) {
      const { value, before } = hermite(nodes, x[k]!);
      if (x[k] !== 0) x[k]! -= value / (Math.sqrt(2 * nodes) * before);
    }
    weight[k] = 1 / (nodes * hermite(nodes, x[k]!).before ** 2);
  }
  return { x, weight };
}

/** Orthonormal Hermite polynomials of order n and n − 1. */
function hermite(n: number, x: number): { value: number; before: number } {
  let before = 0;
  let value = Math.PI ** -0.25;
  for (let j = 0; j < n; j++) {
    const next = x * Math.sqrt(2 / (j + 1)) * value - Math.sqrt(j / (j + 1)) * before;
    before = value;
    value = next;
  }
  return { value, before };
}

/** Half a step of the differences, in units of a predictor. */
const STEP = 2e-3;

/** Values and derivatives of one engine's integral. */
export class QuadratureDerivatives {
  readonly #engine: LaplaceEngine;
  readonly #x: Float64Array;
  readonly #logWeight: Float64Array;
  readonly #record: Float64Array;
  /** By level: log Σ ω e^h, and the curvature at the mode. */
  readonly #curvature: Float64Array;
  readonly #share: Float64Array;
  readonly #slopes = new Float64Array(3);
  readonly flatTangents: Float64Array[] = [];

  constructor(engine: LaplaceEngine, nodes: number) {
    this.#engine = engine;
    const { x, weight } = gaussHermite(nodes);
    this.#x = x;
    this.#logWeight = weight.map((w, k) => Math.log(w) + x[k]! ** 2 - 0.5 * Math.log(Math.PI));
    const { n, q } = engine.problem;
    this.#record = new Float64Array(n * engine.series.size);
    this.#curvature = new Float64Array(q);
    this.#share = new Float64Array(q * nodes);
  }

  /** The log likelihood at some parameters. */
  value(rho: ArrayLike<number>): number {
    const engine = this.#engine;
    if (!Number.isFinite(engine.settle(rho))) return NaN;
    const { problem: { n, q, effect }, u, a, eta, zeta, delta, series } = engine;
    const nodes = this.#x.length;
    this.#curvature.set(engine.determinant.factor.diagonal);
    const share = this.#share;
    for (let j = 0; j < q; j++) {
      const width = Math.SQRT2 / Math.sqrt(this.#curvature[j]!);
      for (let k = 0; k < nodes; k++) {
        const at = u[j]! + width * this.#x[k]!;
        share[j * nodes + k] = this.#logWeight[k]! - 0.5 * at * at;
      }
    }
    for (let i = 0; i < n; i++) {
      const j = effect[i]!;
      const width = Math.SQRT2 / Math.sqrt(this.#curvature[j]!);
      for (let k = 0; k < nodes; k++) {
        series.slopes(i, eta[i]! + a[i]! * width * this.#x[k]!, zeta[i]!, delta[i]!, this.#slopes);
        share[j * nodes + k]! += this.#slopes[0]!;
      }
    }
    let total = 0;
    for (let j = 0; j < q; j++) {
      const own = share.subarray(j * nodes, (j + 1) * nodes);
      let most = -Infinity;
      for (const s of own) most = Math.max(most, s);
      let sum = 0;
      for (let k = 0; k < nodes; k++) sum += own[k] = Math.exp(own[k]! - most);
      for (let k = 0; k < nodes; k++) own[k]! /= sum;
      total += most + Math.log(sum) - 0.5 * Math.log(this.#curvature[j]!);
    }
    return total;
  }

  /** With derivatives, at the point whose value was asked for last. */
  at(rho: ArrayLike<number>, value: number): LaplacePoint {
    const { count } = this.#engine.plan;
    const gradient = this.#gradient();
    const hessian = new Float64Array(count * count);
    const moved = Float64Array.from(rho);
    const u = this.#engine.u.slice();
    const difference = (k: number, h: number): Float64Array => {
      moved[k] = rho[k]! + h;
      this.value(moved);
      const up = this.#gradient();
      moved[k] = rho[k]! - h;
      this.value(moved);
      const down = this.#gradient();
      moved[k] = rho[k]!;
      return up.map((g, j) => (g - down[j]!) / (2 * h));
    };
    for (let k = 0; k < count; k++) {
      const wide = difference(k, 2 * STEP);
      const narrow = difference(k, STEP);
      const half = difference(k, STEP / 2);
      for (let j = 0; j < count; j++) {
        const first = (4 * narrow[j]! - wide[j]!) / 3;
        const second = (4 * half[j]! - narrow[j]!) / 3;
        hessian[k * count + j] = (16 * second - first) / 15;
      }
    }
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < i; j++) {
        const mean = (hessian[i * count + j]! + hessian[j * count + i]!) / 2;
        hessian[i * count + j] = hessian[j * count + i] = mean;
      }
    }
    this.#engine.u.set(u);
    this.value(rho);
    return { value, gradient, hessian };
  }

  /** Exact, at the point whose value was asked for last. */
  #gradient(): Float64Array {
    const engine = this.#engine;
    const { problem, plan, u, a, eta, zeta, delta, series } = engine;
    const { n, q, effect, z, conditional, dispersion } = problem;
    const nodes = this.#x.length;
    const bends = engine.curvature.factor.diagonal;
    const record = this.#record;
    const count = plan.count;
    for (let i = 0; i < n; i++) {
      series.record(i, eta[i]!, zeta[i]!, delta[i]!, record, i * series.size);
    }
    // the mode and its curvature along each parameter
    const modeT = new Float64Array(q * count);
    const curveT = new Float64Array(q * count);
    const direct = (i: number, k: number): { eta: number; other: number; a: number } => {
      if (k < plan.zero) return { eta: conditional.x[i * conditional.p + k]!, other: 0, a: 0 };
      if (dispersion && k < plan.dispersion + dispersion.p) {
        return { eta: 0, other: dispersion.x[i * dispersion.p + k - plan.dispersion]!, a: 0 };
      }
      return { eta: z[i]! * u[effect[i]!]!, other: 0, a: z[i]! };
    };
    for (let i = 0; i < n; i++) {
      const at = i * series.size;
      for (let k = 0; k < count; k++) {
        const d = direct(i, k);
        const other = d.other === 0 ? 0 : record[at + ofLikelihood(1, 1)]! * d.other;
        modeT[effect[i]! * count + k]! += a[i]! * (record[at + ofLikelihood(2)]! * d.eta + other) +
          d.a * record[at + ofLikelihood(1)]!;
      }
    }
    for (let j = 0; j < q; j++) {
      for (let k = 0; k < count; k++) modeT[j * count + k]! /= bends[j]!;
    }
    for (let i = 0; i < n; i++) {
      const at = i * series.size;
      const j = effect[i]!;
      for (let k = 0; k < count; k++) {
        const d = direct(i, k);
        const along = d.eta + a[i]! * modeT[j * count + k]!;
        const other = d.other === 0 ? 0 : record[at + ofWeight(0, 1)]! * d.other;
        const weightT = record[at + ofWeight(1)]! * along + other;
        curveT[j * count + k]! += weightT * a[i]! ** 2 +
          2 * record[at + ofWeight(0)]! * a[i]! * d.a;
      }
    }
    const gradient = new Float64Array(count);
    for (let j = 0; j < q; j++) {
      const h = this.#curvature[j]!;
      for (let k = 0; k < count; k++) {
        const c = curveT[j * count + k]!;
        gradient[k]! -= 0.5 * c / h;
        for (let m = 0; m < nodes; m++) { // −½u² at a node
          const at = u[j]! + Math.SQRT2 / Math.sqrt(h) * this.#x[m]!;
          const moves = modeT[j * count + k]! - Math.SQRT1_2 * this.#x[m]! * c / h ** 1.5;
          gradient[k]! -= this.#share[j * nodes + m]! * at * moves;
        }
      }
    }
    const own = new Float64Array(series.size);
    for (let i = 0; i < n; i++) {
      const j = effect[i]!;
      const h = this.#curvature[j]!;
      for (let m = 0; m < nodes; m++) {
        const share = this.#share[j * nodes + m]!;
        const away = Math.SQRT2 / Math.sqrt(h) * this.#x[m]!;
        if (dispersion) {
          series.record(i, eta[i]! + a[i]! * away, zeta[i]!, delta[i]!, own, 0);
          this.#slopes[1] = own[ofLikelihood(1)]!;
        } else series.slopes(i, eta[i]! + a[i]! * away, zeta[i]!, delta[i]!, this.#slopes);
        const slope = this.#slopes[1]!;
        for (let k = 0; k < count; k++) {
          const d = direct(i, k);
          const moves = modeT[j * count + k]! -
            Math.SQRT1_2 * this.#x[m]! * curveT[j * count + k]! / h ** 1.5;
          gradient[k]! += share *
            (slope * (d.eta + d.a * away + a[i]! * moves) +
              (d.other === 0 ? 0 : own[ofLikelihood(0, 1)]! * d.other));
        }
      }
    }
    return gradient;
  }
}
