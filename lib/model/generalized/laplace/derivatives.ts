/**
 * Exact first and second derivatives of the Laplace approximation, by the implicit function theorem.
 *
 * With S = H⁻¹, sᵢ = aᵢ'Saᵢ and v = H⁻¹Σ aᵢ rᵢ, rᵢ = −½ sᵢ ∂W/∂η, the slope along a parameter that moves
 * the predictor of row i by ηᵢ' is Σ Eᵢηᵢ' with E = ℓ' + r + (a'v)ℓ''; one along a parameter of Λ has
 * Σ z(uE + vℓ' − W S a)' besides. Second derivatives are those of these sums along each parameter: of
 * the mode, of the factor and of its inverse on the pattern, by the product rule.
 *
 * @module
 */
import { type SparseSymmetric, sparseZero } from "../../../math/algebra/sparse_pattern.ts";
import { type LaplaceEngine, part, rowsTimes } from "./engine.ts";
import { addBend, gatherSums, termOf } from "./parameter_sums.ts";
import { addInverseTimes, timesInverse } from "./row_products.ts";
import { FIRST, ofLikelihood, ofWeight, SECOND } from "./row_series.ts";

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
  readonly #record: Float64Array;
  /** Numbers of a row in the record. */
  readonly #size: number;
  /** S a, by row and effect. */
  readonly #sa: Float64Array;
  readonly #s: Float64Array;
  readonly #c: Float64Array;
  readonly #e: Float64Array;
  readonly #v: Float64Array;
  /** Of the other predictors. */
  readonly #f: Float64Array[];
  /** ∂/∂Λ by term. */
  readonly #ofLambda: Float64Array[];
  // along one parameter
  readonly #etaT: Float64Array;
  readonly #otherT: Float64Array[];
  readonly #aT: Float64Array;
  /** Whether Λ moves along the parameter; `#aT` is 0 otherwise. */
  #bends = false;
  readonly #uT: Float64Array;
  readonly #vT: Float64Array;
  readonly #sT: Float64Array;
  readonly #saT: Float64Array;
  readonly #eT: Float64Array;
  readonly #fT: Float64Array[];
  readonly #ofLambdaT: Float64Array[];
  readonly #determinantT: SparseSymmetric;
  /** du/dρ of the coefficients that are integrated over, by parameter. */
  readonly flatTangents: Float64Array[] = [];

  constructor(engine: LaplaceEngine) {
    this.#engine = engine;
    const { n, q, rowStart, terms, pattern } = engine.problem;
    const others = engine.series.others;
    const rows = (): Float64Array => new Float64Array(n);
    const many = (): Float64Array[] => Array.from({ length: others }, rows);
    const squares = (): Float64Array[] =>
      terms.map(({ factor: { width } }) => new Float64Array(width * width));
    this.#size = engine.series.size;
    this.#record = new Float64Array(n * engine.series.size);
    this.#sa = new Float64Array(rowStart[n]!);
    this.#saT = new Float64Array(rowStart[n]!);
    this.#aT = new Float64Array(rowStart[n]!);
    [this.#s, this.#c, this.#e, this.#etaT, this.#sT, this.#eT] = [
      rows(),
      rows(),
      rows(),
      rows(),
      rows(),
      rows(),
    ];
    this.#f = many();
    this.#otherT = many();
    this.#fT = many();
    this.#ofLambda = squares();
    this.#ofLambdaT = squares();
    this.#v = new Float64Array(q);
    this.#uT = new Float64Array(q);
    this.#vT = new Float64Array(q);
    this.#determinantT = sparseZero(pattern);
  }

  /** The value at some parameters; NaN where there is none. */
  value(rho: ArrayLike<number>): number {
    return this.#engine.settle(rho);
  }

  /** Derivatives at the point where the engine has settled, whose value is given. */
  at(rho: ArrayLike<number>, value: number): LaplacePoint {
    this.#firstPass();
    const { count } = this.#engine.plan;
    const gradient = new Float64Array(count);
    gatherSums(this.#engine, rho, this.#e, this.#f, this.#ofLambda, gradient, 0);
    const hessian = new Float64Array(count * count);
    this.flatTangents.length = 0;
    for (let k = 0; k < count; k++) {
      this.#along(rho, k);
      gatherSums(this.#engine, rho, this.#eT, this.#fT, this.#ofLambdaT, hessian, k * count);
      addBend(this.#engine, rho, k, this.#ofLambda, hessian);
    }
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < i; j++) {
        const mean = (hessian[i * count + j]! + hessian[j * count + i]!) / 2;
        hessian[i * count + j] = hessian[j * count + i] = mean;
      }
    }
    return { value, gradient, hessian };
  }

  /** Everything that the gradient is a sum of. */
  #firstPass(): void {
    const engine = this.#engine;
    const { n, q, rowStart, effect } = engine.problem;
    const { a, eta, zeta, delta, series, curvature, determinant } = engine;
    const record = this.#record;
    for (let i = 0; i < n; i++) {
      series.record(i, eta[i]!, zeta[i]!, delta[i]!, record, i * this.#size);
    }
    if (q > 0) determinant.invert();
    this.#v.fill(0);
    for (let i = 0; i < n; i++) {
      timesInverse(engine.problem, determinant.inverse, i, a, this.#sa);
      let s = 0;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) s += a[e]! * this.#sa[e]!;
      this.#s[i] = s;
      const r = -0.5 * s * record[i * this.#size + ofWeight(1)]!;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) this.#v[effect[e]!]! += a[e]! * r;
    }
    if (q > 0) curvature.solve(this.#v);
    this.#ofLambda.forEach((g) => g.fill(0));
    for (let i = 0; i < n; i++) {
      const at = i * this.#size;
      let c = 0;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) c += a[e]! * this.#v[effect[e]!]!;
      this.#c[i] = c;
      const s = this.#s[i]!;
      this.#e[i] = record[at + ofLikelihood(1)]! - 0.5 * s * record[at + ofWeight(1)]! +
        c * record[at + ofLikelihood(2)]!;
      this.#f.forEach((f, o) => {
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
    const all = termStart[terms.length]!;
    const at = i * this.#size;
    const slope = this.#record[at + ofLikelihood(1)]!;
    const weight = this.#record[at + ofWeight(0)]!;
    for (let t = 0; t < terms.length; t++) {
      const { width } = terms[t]!.factor;
      const row = i * (terms.length + 1) + t;
      const from = i * all + termStart[t]!;
      const out = this.#ofLambda[t]!;
      for (let e = termEntry[row]!; e < termEntry[row + 1]!; e++) {
        const own = effect[e]!;
        const b = column[e]! - termStart[t]!;
        const value = u[own]! * this.#e[i]! + this.#v[own]! * slope - weight * this.#sa[e]!;
        for (let c = 0; c < width; c++) out[c * width + b]! += z[from + c]! * value;
      }
    }
  }

  /** All that moves along parameter k. */
  #along(rho: ArrayLike<number>, k: number): void {
    const engine = this.#engine;
    const { problem: { n, q, rowStart, effect, flat }, a, u, curvature, determinant } = engine;
    const record = this.#record;
    const other = this.#otherT;
    this.#direct(rho, k);
    const etaT = this.#etaT;
    // the mode
    const uT = this.#uT;
    uT.fill(0);
    for (let i = 0; i < n; i++) {
      const at = i * this.#size;
      let push = record[at + ofLikelihood(2)]! * etaT[i]!;
      for (let o = 0; o < other.length; o++) {
        push += record[at + ofLikelihood(1, FIRST[o]!)]! * other[o]![i]!;
      }
      const slope = record[at + ofLikelihood(1)]!;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) {
        uT[effect[e]!]! += a[e]! * push + this.#aT[e]! * slope;
      }
    }
    if (q > 0) curvature.solve(uT);
    this.flatTangents.push(Float64Array.from(flat, (j) => uT[j]!));
    // the matrix of the determinant
    this.#determinantT.diagonal.fill(0);
    this.#determinantT.below.fill(0);
    for (let i = 0; i < n; i++) {
      const at = i * this.#size;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) etaT[i]! += a[e]! * uT[effect[e]!]!;
      const weightT = this.#moved(at, i, ofWeight(1), ofWeight(0, FIRST[0]), ofWeight(0, FIRST[1]));
      engine.addRow(this.#determinantT, i, a, a, weightT / 2);
      if (this.#bends) {
        engine.addRow(this.#determinantT, i, a, this.#aT, record[at + ofWeight(0)]!);
      }
    }
    if (q > 0) determinant.differentiate(this.#determinantT);
    this.#secondPass(u);
  }

  /** How a number of a record moves: by its derivatives in η and in the other predictors. */
  #moved(at: number, i: number, byEta: number, byFirst: number, bySecond: number): number {
    const record = this.#record;
    let sum = record[at + byEta]! * this.#etaT[i]!;
    if (this.#otherT.length > 0) sum += record[at + byFirst]! * this.#otherT[0]![i]!;
    if (this.#otherT.length > 1) sum += record[at + bySecond]! * this.#otherT[1]![i]!;
    return sum;
  }

  /** What of predictors and of Λ parameter k moves at once. */
  #direct(rho: ArrayLike<number>, k: number): void {
    const { problem, plan, u } = this.#engine;
    const { n, effect, terms, termEntry, conditional, zero: z0, dispersion } = problem;
    this.#etaT.fill(0);
    this.#otherT.forEach((o) => o.fill(0));
    if (this.#bends) this.#aT.fill(0);
    this.#bends = false;
    if (k < plan.zero) {
      for (let i = 0; i < n; i++) this.#etaT[i] = conditional.x[i * conditional.p + k]!;
      return;
    }
    if (z0 && k < plan.dispersion) {
      for (let i = 0; i < n; i++) this.#otherT[0]![i] = z0.x[i * z0.p + k - plan.zero]!;
      return;
    }
    if (dispersion && k < plan.dispersion + dispersion.p) {
      const out = this.#otherT[z0 ? 1 : 0]!;
      const j = k - plan.dispersion;
      for (let i = 0; i < n; i++) out[i] = dispersion.x[i * dispersion.p + j]!;
      return;
    }
    this.#bends = true;
    const t = termOf(plan, k);
    const { factor } = terms[t]!;
    const { width } = factor;
    const dLambda = new Float64Array(width * width);
    factor.tangent(part(rho, plan.terms[t]!, factor.count), k - plan.terms[t]!, dLambda);
    rowsTimes(problem, t, dLambda, this.#aT);
    for (let i = 0; i < n; i++) {
      const row = i * (terms.length + 1) + t;
      let moved = 0;
      for (let e = termEntry[row]!; e < termEntry[row + 1]!; e++) {
        moved += this.#aT[e]! * u[effect[e]!]!;
      }
      this.#etaT[i]! += moved;
    }
  }

  /** The derivatives of what `#firstPass` made. */
  #secondPass(u: Float64Array): void {
    const engine = this.#engine;
    const { problem: { n, q, rowStart, effect }, a, curvature, determinant } = engine;
    const record = this.#record;
    const vT = this.#vT;
    vT.fill(0);
    for (let i = 0; i < n; i++) {
      const at = i * this.#size;
      const [from, to] = [rowStart[i]!, rowStart[i + 1]!];
      // (S a)' = S'a + S a'
      timesInverse(engine.problem, determinant.inverseTangent, i, a, this.#saT);
      let sT = 0;
      for (let e = from; e < to; e++) {
        sT += a[e]! * this.#saT[e]! + 2 * this.#aT[e]! * this.#sa[e]!;
      }
      if (this.#bends) {
        addInverseTimes(engine.problem, determinant.inverse, i, this.#aT, this.#saT);
      }
      this.#sT[i] = sT;
      const r = -0.5 * this.#s[i]! * record[at + ofWeight(1)]!;
      const rT = this.#pull(at, i);
      // − H'v as well, row by row
      const bend = this.#moved(
        at,
        i,
        ofLikelihood(3),
        ofLikelihood(2, FIRST[0]),
        ofLikelihood(2, FIRST[1]),
      );
      const curve = record[at + ofLikelihood(2)]!;
      let cOfT = 0;
      for (let e = from; e < to; e++) cOfT += this.#aT[e]! * this.#v[effect[e]!]!;
      const c = this.#c[i]!;
      for (let e = from; e < to; e++) {
        vT[effect[e]!]! += this.#aT[e]! * (r + curve * c) + a[e]! * (rT + bend * c + curve * cOfT);
      }
    }
    if (q > 0) curvature.solve(vT);
    this.#ofLambdaT.forEach((g) => g.fill(0));
    for (let i = 0; i < n; i++) {
      const at = i * this.#size;
      let cT = 0;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) {
        cT += this.#aT[e]! * this.#v[effect[e]!]! + a[e]! * vT[effect[e]!]!;
      }
      const c = this.#c[i]!;
      const slopeT = this.#moved(
        at,
        i,
        ofLikelihood(2),
        ofLikelihood(1, FIRST[0]),
        ofLikelihood(1, FIRST[1]),
      );
      const bend = this.#moved(
        at,
        i,
        ofLikelihood(3),
        ofLikelihood(2, FIRST[0]),
        ofLikelihood(2, FIRST[1]),
      );
      this.#eT[i] = slopeT + this.#pull(at, i) + cT * record[at + ofLikelihood(2)]! + c * bend;
      this.#fT.forEach((f, o) => f[i] = this.#otherMoved(at, i, o, cT));
      this.#addLambdaT(i, slopeT, u);
    }
  }

  /** How r = −½ s ∂W/∂η moves. */
  #pull(at: number, i: number): number {
    const moved = this.#moved(at, i, ofWeight(2), ofWeight(1, FIRST[0]), ofWeight(1, FIRST[1]));
    return -0.5 * (this.#sT[i]! * this.#record[at + ofWeight(1)]! + this.#s[i]! * moved);
  }

  /** How the sum of another predictor moves in a row. */
  #otherMoved(at: number, i: number, o: number, cT: number): number {
    const record = this.#record;
    const [first, second] = SECOND[o]!;
    const m = FIRST[o]!;
    const own = this.#moved(
      at,
      i,
      ofLikelihood(1, m),
      ofLikelihood(0, first),
      ofLikelihood(0, second),
    );
    const weight = this.#moved(at, i, ofWeight(1, m), ofWeight(0, first), ofWeight(0, second));
    const slope = this.#moved(
      at,
      i,
      ofLikelihood(2, m),
      ofLikelihood(1, first),
      ofLikelihood(1, second),
    );
    return own -
      0.5 * (this.#sT[i]! * record[at + ofWeight(0, m)]! + this.#s[i]! * weight) +
      cT * record[at + ofLikelihood(1, m)]! + this.#c[i]! * slope;
  }

  #addLambdaT(i: number, slopeT: number, u: Float64Array): void {
    const { terms, termStart, termEntry, column, effect, z } = this.#engine.problem;
    const all = termStart[terms.length]!;
    const at = i * this.#size;
    const slope = this.#record[at + ofLikelihood(1)]!;
    const weight = this.#record[at + ofWeight(0)]!;
    const weightT = this.#moved(at, i, ofWeight(1), ofWeight(0, FIRST[0]), ofWeight(0, FIRST[1]));
    for (let t = 0; t < terms.length; t++) {
      const { width } = terms[t]!.factor;
      const row = i * (terms.length + 1) + t;
      const from = i * all + termStart[t]!;
      const out = this.#ofLambdaT[t]!;
      for (let e = termEntry[row]!; e < termEntry[row + 1]!; e++) {
        const own = effect[e]!;
        const b = column[e]! - termStart[t]!;
        const value = this.#uT[own]! * this.#e[i]! + u[own]! * this.#eT[i]! +
          this.#vT[own]! * slope + this.#v[own]! * slopeT -
          weightT * this.#sa[e]! - weight * this.#saT[e]!;
        for (let c = 0; c < width; c++) out[c * width + b]! += z[from + c]! * value;
      }
    }
  }
}
