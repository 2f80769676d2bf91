/**
 * Derivatives of the Laplace approximation where random effects move the zeros' or the dispersion's
 * predictor as well: the first ones exact by the implicit function theorem, as in `derivatives.ts`, the
 * second ones their differences.
 *
 * With π the predictors of a row, A its coefficients by predictor, S = H⁻¹ and v = H⁻¹Σ A'r,
 * rₚ = ½Σⱼₖ (A S A')ⱼₖ ℓⱼₖₚ, the slope along what moves predictor p is Eₚ = ℓₚ + rₚ + Σ_q (Av)_q ℓₚ_q.
 *
 * @module
 */
import type { LaplacePoint } from "./derivatives.ts";
import type { LaplaceEngine } from "./engine.ts";
import { gatherSums } from "./parameter_sums.ts";
import { firstOf, PartedSeries, RECORD, secondOf, thirdOf } from "./parted_series.ts";
import { timesInverse } from "./row_products.ts";

/** Differences are taken over so much of a parameter. */
const STEP = 1e-3;

/** Derives one engine's approximation. */
export class PartedDerivatives {
  readonly costly = true;
  readonly #engine: LaplaceEngine;
  readonly #series: PartedSeries;
  readonly #records: Float64Array;
  /** Coefficients of the entries of one predictor, and S times them. */
  readonly #own: readonly Float64Array[];
  readonly #sa: readonly Float64Array[];
  readonly #slopes: readonly Float64Array[];
  readonly #ofLambda: readonly Float64Array[];
  readonly #v: Float64Array;
  readonly #flat: Float64Array[] = [];
  readonly #mode: Float64Array[] = [];

  constructor(engine: LaplaceEngine) {
    this.#engine = engine;
    const { n, q, rowStart, terms } = engine.problem;
    this.#series = new PartedSeries(engine.problem);
    this.#records = new Float64Array(n * RECORD);
    const three = (length: number): Float64Array[] =>
      Array.from({ length: 3 }, () => new Float64Array(length));
    this.#own = three(rowStart[n]!);
    this.#sa = three(rowStart[n]!);
    this.#slopes = three(n);
    this.#ofLambda = terms.map(({ factor: { width } }) => new Float64Array(width * width));
    this.#v = new Float64Array(q);
  }

  /** du/dρ of the coefficients that are integrated over, by parameter. */
  get flatTangents(): readonly Float64Array[] {
    return this.#flat;
  }

  /** dû/dρ, by parameter, where second derivatives were made last. */
  get modeTangents(): readonly Float64Array[] {
    return this.#mode;
  }

  /** The value at some parameters; NaN where there is none. */
  value(rho: ArrayLike<number>): number {
    return this.#engine.settle(rho);
  }

  /** Derivatives at the point where the engine has settled, whose value is given. */
  at(rho: ArrayLike<number>, value: number): LaplacePoint {
    const gradient = this.slope(rho);
    return { value, gradient, hessian: this.#differences(rho) };
  }

  /** First derivatives at the point where the engine has settled. */
  slope(rho: ArrayLike<number>): Float64Array {
    this.#gather();
    const engine = this.#engine;
    const { zero, dispersion } = engine.problem;
    const gradient = new Float64Array(engine.plan.count);
    const [mean, ofZero, ofDispersion] = this.#slopes;
    const others = [...(zero ? [ofZero!] : []), ...(dispersion ? [ofDispersion!] : [])];
    gatherSums(engine, rho, mean!, others, this.#ofLambda, gradient, 0);
    return gradient;
  }

  /** Second derivatives by differences of the fourth order; the engine rests where it was. */
  #differences(rho: ArrayLike<number>): Float64Array {
    const engine = this.#engine;
    const { plan: { count }, problem: { flat } } = engine;
    const mode = engine.u.slice();
    const hessian = new Float64Array(count * count);
    const from = Float64Array.from(rho);
    this.#flat.length = this.#mode.length = 0;
    for (let k = 0; k < count; k++) {
      const step = STEP * Math.max(1, Math.abs(from[k]!));
      const tangent = new Float64Array(mode.length);
      for (const [by, weight] of [[-2, 1], [-1, -8], [1, 8], [2, -1]] as const) {
        const trial = from.slice();
        trial[k]! += by * step;
        engine.u.set(mode);
        engine.settle(trial);
        const share = weight / (12 * step);
        this.slope(trial).forEach((g, j) => hessian[k * count + j]! += share * g);
        engine.u.forEach((x, j) => tangent[j]! += share * x);
      }
      this.#mode.push(tangent);
      this.#flat.push(Float64Array.from(flat, (place) => tangent[place]!));
    }
    for (let k = 0; k < count; k++) {
      for (let j = 0; j < k; j++) {
        const both = (hessian[k * count + j]! + hessian[j * count + k]!) / 2;
        hessian[k * count + j] = hessian[j * count + k] = both;
      }
    }
    engine.u.set(mode);
    engine.settle(from);
    return hessian;
  }

  /** Everything that the gradient is a sum of. */
  #gather(): void {
    const { problem, a, eta, zeta, delta, curvature } = this.#engine;
    const { n, q, rowStart, effect, predictor } = problem;
    const [own, sa, v, records] = [this.#own, this.#sa, this.#v, this.#records];
    own.forEach((list, p) => a.forEach((x, e) => list[e] = predictor![e] === p ? x : 0));
    if (q > 0) curvature.invert();
    v.fill(0);
    for (let i = 0; i < n; i++) {
      const at = i * RECORD;
      this.#series.record(i, [eta[i]!, zeta[i]!, delta[i]!], true, records, at);
      own.forEach((list, p) => timesInverse(problem, curvature.inverse, i, list, sa[p]!));
      const r = this.#bends(i);
      this.#slopes.forEach((slope, p) => slope[i] = r[p]!);
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) {
        v[effect[e]!]! += a[e]! * r[predictor![e]!]!;
      }
    }
    if (q > 0) curvature.solve(v);
    this.#ofLambda.forEach((g) => g.fill(0));
    for (let i = 0; i < n; i++) {
      const at = i * RECORD;
      const c = [0, 0, 0];
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) {
        c[predictor![e]!]! += a[e]! * v[effect[e]!]!;
      }
      this.#slopes.forEach((slope, p) => {
        slope[i]! += records[at + firstOf(p)]!;
        for (let o = 0; o < 3; o++) slope[i]! += c[o]! * records[at + secondOf(p, o)]!;
      });
      this.#addLambda(i);
    }
  }

  /** ½Σ (A S A')ⱼₖ ℓⱼₖₚ of a row, by p. */
  #bends(i: number): [number, number, number] {
    const { rowStart } = this.#engine.problem;
    const out: [number, number, number] = [0, 0, 0];
    const at = i * RECORD;
    for (let j = 0; j < 3; j++) {
      const own = this.#own[j]!;
      for (let k = 0; k < 3; k++) {
        const other = this.#sa[k]!;
        let s = 0;
        for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) s += own[e]! * other[e]!;
        if (s === 0) continue;
        for (let p = 0; p < 3; p++) out[p]! += 0.5 * s * this.#records[at + thirdOf(j, k, p)]!;
      }
    }
    return out;
  }

  /** The share of a row in ∂/∂Λ. */
  #addLambda(i: number): void {
    const { problem: { terms, termStart, termEntry, column, effect, predictor, z }, u } =
      this.#engine;
    const all = termStart[terms.length]!;
    const at = i * RECORD;
    terms.forEach(({ factor: { width } }, t) => {
      const row = i * (terms.length + 1) + t;
      const from = i * all + termStart[t]!;
      const out = this.#ofLambda[t]!;
      for (let e = termEntry[row]!; e < termEntry[row + 1]!; e++) {
        const p = predictor![e]!;
        const own = effect[e]!;
        let value = u[own]! * this.#slopes[p]![i]! +
          this.#v[own]! * this.#records[at + firstOf(p)]!;
        for (let o = 0; o < 3; o++) {
          value += this.#records[at + secondOf(p, o)]! * this.#sa[o]![e]!;
        }
        const b = column[e]! - termStart[t]!;
        for (let c = 0; c < width; c++) out[c * width + b]! += z[from + c]! * value;
      }
    });
  }
}
