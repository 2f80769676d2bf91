/**
 * The ML deviance as a function of standard deviations and correlations, and of what the residuals'
 * structure is made of, with exact derivatives: what profiles of variance parameters are made of.
 *
 * @module
 */
import type { MixedCriterion } from "./criterion.ts";
import { pairIndex } from "../elimination/state.ts";
import type { Covariance } from "../covariance/covariance.ts";
import { Euler } from "./euler.ts";

/** Value, gradient and Hessian at ψ. */
export interface DeviancePoint {
  psi: Float64Array;
  value: number;
  gradient: Float64Array;
  hessian: Float64Array;
}

/**
 * ψ has, in the order of θ, a standard deviation for each diagonal entry of G and a correlation for each
 * other one, then σ. Residuals with a structure have its natural parameters in the place of σ, the one
 * last that the others are relative to.
 */
export class SpreadDeviance {
  readonly covariance: Covariance;
  readonly count: number;
  /** How many of them, at the beginning, are of random effects. */
  private readonly random: number;
  /** Whether the last is σ, and not a variance. */
  private readonly plain: boolean;
  /** By parameter: indices (in ψ) of the two standard deviations. */
  private readonly rows: Int32Array;
  private readonly columns: Int32Array;

  /** @param criterion an ML criterion */
  constructor(readonly criterion: MixedCriterion) {
    this.covariance = criterion.coordinates;
    const { parameters } = this.covariance.layout;
    this.count = this.covariance.count + 1;
    this.random = parameters.length;
    this.plain = this.covariance.structure === null;
    const diagonal = (term: number, row: number): number =>
      parameters.findIndex((p) => p.term === term && p.row === row && p.column === row);
    this.rows = Int32Array.from(parameters, (p) => diagonal(p.term, p.row));
    this.columns = Int32Array.from(parameters, (p) => diagonal(p.term, p.column));
  }

  /** Absolute covariances (γ, σ²) at ψ. */
  private covariances(psi: Float64Array): Float64Array {
    const m = this.count - 1;
    const out = psi.slice();
    for (let k = 0; k < this.random; k++) {
      const i = this.rows[k]!;
      const j = this.columns[k]!;
      out[k] = psi[i]! * psi[j]! * (i === j ? 1 : psi[k]!);
    }
    if (this.plain) out[m] = psi[m]! ** 2;
    return out;
  }

  /** ψ of parameters relative to σ² (γ, the entries of G, first) and σ. */
  psiOf(gamma: ArrayLike<number>, sigma: number): Float64Array {
    const m = this.count - 1;
    const { degrees } = this.covariance;
    const out = new Float64Array(this.count);
    for (let k = this.random; k < m; k++) out[k] = gamma[k]! * (degrees[k] === 1 ? sigma ** 2 : 1);
    for (let k = 0; k < this.random; k++) {
      const i = this.rows[k]!;
      const j = this.columns[k]!;
      out[k] = i === j
        ? sigma * Math.sqrt(gamma[k]!)
        : gamma[k]! / Math.sqrt(gamma[i]! * gamma[j]!);
    }
    out[m] = this.plain ? sigma : sigma ** 2;
    return out;
  }

  /** Which entries of ψ are correlations. */
  isCorrelation(k: number): boolean {
    return k < this.random && this.rows[k] !== this.columns[k];
  }

  /** The deviance at ψ; null where the covariance matrices are no covariance matrices. */
  evaluate(psi: Float64Array): DeviancePoint | null {
    const m = this.count - 1;
    const size = this.count;
    const absolute = this.covariances(psi);
    const s = absolute[m]!;
    if (!(s > 0)) return null;
    const { degrees } = this.covariance;
    const unit = Float64Array.from(degrees, (degree) => degree === 1 ? s : 1);
    const gamma = absolute.subarray(0, m).map((g, k) => g / unit[k]!);
    const theta = this.covariance.search(gamma);
    if (!theta) return null;
    const { criterion } = this;
    const { rSquared } = criterion.evaluate(theta, 2);
    const d = criterion.derivatives;
    const { n } = criterion.facts;
    const value = criterion.elimination.logDet + n * Math.log(2 * Math.PI * s) + rSquared / s +
      criterion.cross!.logDet;
    if (!Number.isFinite(value)) return null;
    // in (γ, σ²) at σ² = s: log|V| is homogeneous of degree 0 but for n, y'V⁻¹y of degree −1
    const first = new Float64Array(size);
    const h = new Float64Array(size * size);
    const logV = new Euler(gamma, degrees);
    logV.complete(0, n, (k) => d.logV1[k]!, (pair) => d.logV2[pair]!);
    const r = new Euler(gamma, degrees);
    r.complete(-1, -rSquared / s, (k) => d.r1[k]! / s, (pair) => d.r2[pair]! / s);
    for (let k = 0; k < m; k++) {
      first[k] = (d.logV1[k]! + d.r1[k]! / s) / unit[k]!;
      for (let l = 0; l < m; l++) {
        const at = pairIndex(k, l);
        h[k * size + l] = (d.logV2[at]! + d.r2[at]! / s) / (unit[k]! * unit[l]!);
      }
      h[k * size + m] = h[m * size + k] = (logV.mixed[k]! + r.mixed[k]!) / (s * unit[k]!);
    }
    first[m] = (logV.last + r.last) / s;
    h[size * size - 1] = (logV.corner + r.corner) / (s * s);
    return this.inPsi(psi, value, first, h);
  }

  private inPsi(
    psi: Float64Array,
    value: number,
    first: Float64Array,
    h: Float64Array,
  ): DeviancePoint {
    const size = this.count;
    const m = size - 1;
    const jacobian = new Float64Array(size * size);
    const hessian = new Float64Array(size * size);
    const curve = (a: number, b: number, v: number): void => {
      hessian[a * size + b]! += v;
      if (a !== b) hessian[b * size + a]! += v;
    };
    for (let k = this.random; k < m; k++) jacobian[k * size + k] = 1;
    for (let k = 0; k < this.random; k++) {
      const i = this.rows[k]!;
      const j = this.columns[k]!;
      if (i === j) {
        jacobian[k * size + i] = 2 * psi[i]!;
        curve(i, i, 2 * first[k]!);
        continue;
      }
      jacobian[k * size + i] = psi[j]! * psi[k]!;
      jacobian[k * size + j] = psi[i]! * psi[k]!;
      jacobian[k * size + k] = psi[i]! * psi[j]!;
      curve(i, j, psi[k]! * first[k]!);
      curve(i, k, psi[j]! * first[k]!);
      curve(j, k, psi[i]! * first[k]!);
    }
    jacobian[size * size - 1] = this.plain ? 2 * psi[m]! : 1;
    if (this.plain) curve(m, m, 2 * first[m]!);
    const gradient = new Float64Array(size);
    const half = new Float64Array(size * size);
    for (let k = 0; k < size; k++) {
      for (let a = 0; a < size; a++) {
        const x = jacobian[k * size + a]!;
        if (x === 0) continue;
        gradient[a]! += x * first[k]!;
        for (let l = 0; l < size; l++) half[a * size + l]! += x * h[k * size + l]!;
      }
    }
    for (let a = 0; a < size; a++) {
      for (let l = 0; l < size; l++) {
        const x = half[a * size + l]!;
        if (x === 0) continue;
        for (let b = 0; b < size; b++) hessian[a * size + b]! += x * jacobian[l * size + b]!;
      }
    }
    return { psi: psi.slice(), value, gradient, hessian };
  }
}
