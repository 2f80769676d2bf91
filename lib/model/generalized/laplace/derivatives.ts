/**
 * Exact first derivatives of the Laplace approximation by the implicit function theorem, and the second
 * ones that `second_differential.ts` makes of the same sums.
 *
 * With S = H⁻¹, sᵢ = aᵢ'Saᵢ and v = H⁻¹Σ aᵢ rᵢ, rᵢ = −½ sᵢ ∂W/∂η, the slope along a parameter that moves
 * the predictor of row i by ηᵢ' is Σ Eᵢηᵢ' with E = ℓ' + r + (a'v)ℓ''; one along a parameter of Λ has
 * Σ z(uE + vℓ' − W S a)' besides.
 *
 * @module
 */
import type { LaplaceEngine } from "./engine.ts";
import { gatherSums } from "./parameter_sums.ts";
import { timesInverse } from "./row_products.ts";
import { FIRST, ofLikelihood, ofWeight } from "./row_series.ts";
import { type FirstSums, SecondDifferential } from "./second_differential.ts";

/** Multiplications of an inverse from which on steps do with approximate second derivatives. */
const COSTLY = 2e6;

/** A point with its derivatives. */
export interface LaplacePoint {
  readonly value: number;
  readonly gradient: Float64Array;
  /** count × count, row-major. */
  readonly hessian: Float64Array;
}

/** Derives one engine's approximation; buffers are allocated once. */
export class LaplaceDerivatives {
  readonly #engine: LaplaceEngine;
  readonly #sums: FirstSums;
  readonly #second: SecondDifferential;
  /** At which move of the engine the sums were made. */
  #gatheredAt = -1;

  constructor(engine: LaplaceEngine) {
    this.#engine = engine;
    const { n, q, rowStart, terms } = engine.problem;
    const rows = (): Float64Array => new Float64Array(n);
    this.#sums = {
      record: new Float64Array(n * engine.series.size),
      size: engine.series.size,
      sa: new Float64Array(rowStart[n]!),
      s: rows(),
      c: rows(),
      e: rows(),
      f: Array.from({ length: engine.series.others }, rows),
      v: new Float64Array(q),
      ofLambda: terms.map(({ factor: { width } }) => new Float64Array(width * width)),
    };
    this.#second = new SecondDifferential(engine, this.#sums);
  }

  /** du/dρ of the coefficients that are integrated over, by parameter. */
  get flatTangents(): readonly Float64Array[] {
    return this.#second.flatTangents;
  }

  /** The value at some parameters; NaN where there is none. */
  value(rho: ArrayLike<number>): number {
    return this.#engine.settle(rho);
  }

  /** Whether most of the work of second derivatives is in the inverse of the effects' matrix. */
  get costly(): boolean {
    const { start } = this.#engine.problem.pattern;
    let work = 0;
    for (let j = 1; j < start.length; j++) work += (start[j]! - start[j - 1]!) ** 2;
    return work > COSTLY;
  }

  /** dû/dρ, by parameter, where second derivatives were made last. */
  get modeTangents(): readonly Float64Array[] {
    return this.#second.modeTangents;
  }

  /** Derivatives at the point where the engine has settled, whose value is given. */
  at(rho: ArrayLike<number>, value: number): LaplacePoint {
    const gradient = this.slope(rho);
    return { value, gradient, hessian: this.#second.at(rho) };
  }

  /** The same, second derivatives without what is costly and small. */
  nearly(rho: ArrayLike<number>, value: number): LaplacePoint {
    const gradient = this.slope(rho);
    return { value, gradient, hessian: this.#second.at(rho, false) };
  }

  /** First derivatives at the point where the engine has settled. */
  slope(rho: ArrayLike<number>): Float64Array {
    if (this.#gatheredAt !== this.#engine.moves) this.#gather();
    this.#gatheredAt = this.#engine.moves;
    const gradient = new Float64Array(this.#engine.plan.count);
    const { e, f, ofLambda } = this.#sums;
    gatherSums(this.#engine, rho, e, f, ofLambda, gradient, 0);
    return gradient;
  }

  /** Everything that the gradient is a sum of. */
  #gather(): void {
    const engine = this.#engine;
    const { n, q, rowStart, effect } = engine.problem;
    const { a, eta, zeta, delta, series, curvature, determinant } = engine;
    const { record, size, sa, s: variance, c: bend, e: slope, f: others, v, ofLambda } = this.#sums;
    for (let i = 0; i < n; i++) {
      series.record(i, eta[i]!, zeta[i]!, delta[i]!, record, i * size);
    }
    if (q > 0) determinant.invert();
    v.fill(0);
    for (let i = 0; i < n; i++) {
      timesInverse(engine.problem, determinant.inverse, i, a, sa);
      let s = 0;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) s += a[e]! * sa[e]!;
      variance[i] = s;
      const r = -0.5 * s * record[i * size + ofWeight(1)]!;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) v[effect[e]!]! += a[e]! * r;
    }
    if (q > 0) curvature.solve(v);
    ofLambda.forEach((g) => g.fill(0));
    for (let i = 0; i < n; i++) {
      const at = i * size;
      let c = 0;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) c += a[e]! * v[effect[e]!]!;
      bend[i] = c;
      const s = variance[i]!;
      slope[i] = record[at + ofLikelihood(1)]! - 0.5 * s * record[at + ofWeight(1)]! +
        c * record[at + ofLikelihood(2)]!;
      others.forEach((f, o) => {
        f[i] = record[at + ofLikelihood(0, FIRST[o]!)]! -
          0.5 * s * record[at + ofWeight(0, FIRST[o]!)]! +
          c * record[at + ofLikelihood(1, FIRST[o]!)]!;
      });
      this.#addLambda(i);
    }
  }

  /** The share of a row in ∂/∂Λ. */
  #addLambda(i: number): void {
    const { problem: { terms, termStart, termEntry, column, effect, z }, u } = this.#engine;
    const { record, size, sa, e: along, v, ofLambda } = this.#sums;
    const all = termStart[terms.length]!;
    const at = i * size;
    const slope = record[at + ofLikelihood(1)]!;
    const weight = record[at + ofWeight(0)]!;
    for (let t = 0; t < terms.length; t++) {
      const { width } = terms[t]!.factor;
      const row = i * (terms.length + 1) + t;
      const from = i * all + termStart[t]!;
      const out = ofLambda[t]!;
      for (let e = termEntry[row]!; e < termEntry[row + 1]!; e++) {
        const own = effect[e]!;
        const b = column[e]! - termStart[t]!;
        const value = u[own]! * along[i]! + v[own]! * slope - weight * sa[e]!;
        for (let c = 0; c < width; c++) out[c * width + b]! += z[from + c]! * value;
      }
    }
  }
}
