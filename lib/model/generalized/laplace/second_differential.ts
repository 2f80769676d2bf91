/**
 * Exact second derivatives of the Laplace approximation.
 *
 * With v as in `derivatives.ts`, Φ = Σℓ − ½u'Pu − ½log|H| + Σ(a'v)ℓ' − v'Pu has the approximation's value
 * wherever u is the mode, and no slope in u: second derivatives are those of Φ along straight lines of
 * parameters and effects together, the effects moving as the mode does at first. Nearly all of it are
 * products of two first tangents of a row, weighted by ℓ'' + (a'v)ℓ''' − ½sW'' and its like; the
 * determinant adds ½tr(S Hₖ S Hₗ), which takes the derivative of S on the pattern.
 *
 * @module
 */
import { type SparseSymmetric, sparseZero } from "../../../math/algebra/sparse_pattern.ts";
import { type LaplaceEngine, part, rowsTimes } from "./engine.ts";
import { addBend } from "./parameter_sums.ts";
import type { Predictor } from "./problem.ts";
import { addInverseTimes } from "./row_products.ts";
import { FIRST, ofLikelihood, ofWeight, SECOND } from "./row_series.ts";

/** What first derivatives are sums of, at the mode. */
export interface FirstSums {
  /** Of each row the derivatives of ℓ and W, `size` numbers. */
  readonly record: Float64Array;
  readonly size: number;
  /** S a, entry by entry. */
  readonly sa: Float64Array;
  /** By row a'Sa, a'v and E. */
  readonly s: Float64Array;
  readonly c: Float64Array;
  readonly e: Float64Array;
  /** E of the other predictors. */
  readonly f: readonly Float64Array[];
  /** By effect. */
  readonly v: Float64Array;
  /** ∂/∂Λ by term. */
  readonly ofLambda: readonly Float64Array[];
}

/** What a parameter of Λ moves at once. */
interface Bending {
  /** Number of the parameter. */
  readonly k: number;
  readonly term: number;
  /** a', by entry: 0 but for those of the term. */
  readonly a: Float64Array;
  /** By row: a''v, and a''Sa. */
  readonly c: Float64Array;
  readonly b: Float64Array;
  /** By effect: Σ E a'. */
  readonly h: Float64Array;
}

/** Second derivatives of one engine; buffers are allocated once. */
export class SecondDifferential {
  readonly #engine: LaplaceEngine;
  readonly #sums: FirstSums;
  /** By parameter, the total tangents of the predictor, of the mode, and of H where it has entries. */
  readonly #eta: Float64Array[];
  readonly #mode: Float64Array[];
  readonly #matrix: Float64Array[];
  readonly #bendings: Bending[];
  /** Places of the pattern where H itself has entries. */
  readonly #support: Int32Array;
  readonly #tangent: SparseSymmetric;
  /** ℓ' and W along a parameter, by row. */
  readonly #slope: Float64Array;
  readonly #weight: Float64Array;
  /** The weights of products times the tangents, by predictor. */
  readonly #weighted: Float64Array[];
  readonly #product: Float64Array;
  /** du/dρ of the coefficients that are integrated over, by parameter. */
  readonly flatTangents: Float64Array[] = [];

  constructor(engine: LaplaceEngine, sums: FirstSums) {
    this.#engine = engine;
    this.#sums = sums;
    const { problem: { n, q, rowStart, terms, pattern, place }, plan } = engine;
    this.#support = new Int32Array(new Set(place)).sort();
    const many = (length: number): Float64Array[] =>
      Array.from({ length: plan.count }, () => new Float64Array(length));
    this.#eta = many(n);
    this.#mode = many(q);
    this.#matrix = many(q + this.#support.length);
    this.#bendings = terms.flatMap(({ factor }, term) =>
      Array.from({ length: factor.count }, (_, j): Bending => ({
        k: plan.terms[term]! + j,
        term,
        a: new Float64Array(rowStart[n]!),
        c: new Float64Array(n),
        b: new Float64Array(n),
        h: new Float64Array(q),
      }))
    );
    this.#tangent = sparseZero(pattern);
    this.#slope = new Float64Array(n);
    this.#weight = new Float64Array(n);
    this.#weighted = Array.from({ length: 1 + sums.f.length }, () => new Float64Array(n));
    this.#product = new Float64Array(rowStart[n]!);
  }

  /** dû/dρ, by parameter, where second derivatives were made last. */
  get modeTangents(): readonly Float64Array[] {
    return this.#mode;
  }

  /**
   * count × count, where the first derivatives were made last.
   *
   * @param whole without it ½tr(S Hₖ S Hₗ) is left out between parameters that are none of Λ: little is
   * missing then, and most of the work
   */
  at(rho: ArrayLike<number>, whole = true): Float64Array {
    const engine = this.#engine;
    const { count } = engine.plan;
    const hessian = new Float64Array(count * count);
    this.flatTangents.length = 0;
    for (const bending of this.#bendings) this.#bend(rho, bending);
    for (let k = 0; k < count; k++) this.#along(k, whole, hessian);
    this.#betweenBendings(hessian);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < i; j++) {
        hessian[i * count + j] = hessian[j * count + i] = hessian[i * count + j]! +
          hessian[j * count + i]!;
      }
    }
    // of these both of a pair are there
    for (const { k } of this.#bendings) addBend(engine, rho, k, this.#sums.ofLambda, hessian);
    return hessian;
  }

  #bend(rho: ArrayLike<number>, { k, term, a, c, b, h }: Bending): void {
    const { problem, plan } = this.#engine;
    const { n, terms, termEntry, effect } = problem;
    const { sa, v, e: along } = this.#sums;
    const { factor } = terms[term]!;
    const lambda = new Float64Array(factor.width ** 2);
    const first = plan.terms[term]!;
    factor.tangent(part(rho, first, factor.count), k - first, lambda);
    rowsTimes(problem, term, lambda, a);
    h.fill(0);
    for (let i = 0; i < n; i++) {
      const row = i * (terms.length + 1) + term;
      let [ofV, ofS] = [0, 0];
      for (let e = termEntry[row]!; e < termEntry[row + 1]!; e++) {
        const own = effect[e]!;
        ofV += a[e]! * v[own]!;
        ofS += a[e]! * sa[e]!;
        h[own]! += along[i]! * a[e]!;
      }
      c[i] = ofV;
      b[i] = ofS;
    }
  }

  /** All products of parameter k with those up to it, in its row; its halves of pairs with Λ's. */
  #along(k: number, whole: boolean, hessian: Float64Array): void {
    const { problem: { n, q, penalty, flat }, plan: { count, terms }, determinant } = this.#engine;
    const bending = terms.length > 0 && k >= terms[0]! ? this.#bendings[k - terms[0]!]! : null;
    this.#move(k, bending);
    const mode = this.#mode[k]!;
    this.flatTangents.push(Float64Array.from(flat, (j) => mode[j]!));
    this.#moveRows(k, bending);
    const traced = q > 0 && (whole || bending !== null);
    if (traced) determinant.differentiate(this.#tangent);
    const own = this.#weighted[0]!;
    const support = this.#support;
    const { inverseTangent: { diagonal, below } } = determinant;
    for (let l = 0; l <= k; l++) {
      const [eta, other, matrix] = [this.#eta[l]!, this.#mode[l]!, this.#matrix[l]!];
      let sum = 0;
      for (let i = 0; i < n; i++) sum += own[i]! * eta[i]!;
      for (let j = 0; j < q; j++) sum -= penalty[j]! * mode[j]! * other[j]!;
      if (traced) {
        for (let j = 0; j < q; j++) sum -= 0.5 * diagonal[j]! * matrix[j]!;
        for (let e = 0; e < support.length; e++) sum -= below[support[e]!]! * matrix[q + e]!;
      }
      hessian[k * count + l]! += sum;
    }
    this.#addOthers(k, hessian);
    for (const { k: l, c, b, h } of this.#bendings) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += c[i]! * this.#slope[i]! - b[i]! * this.#weight[i]!;
      for (let j = 0; j < q; j++) sum += h[j]! * mode[j]!;
      hessian[k * count + l]! += k === l ? 2 * sum : sum;
    }
  }

  /** Which column of which other predictor parameter k multiplies; null for none. */
  #otherOf(k: number): { o: number; predictor: Predictor; column: number } | null {
    const { problem: { zero, dispersion }, plan } = this.#engine;
    if (zero && k >= plan.zero && k < plan.zero + zero.p) {
      return { o: 0, predictor: zero, column: k - plan.zero };
    }
    if (dispersion && k >= plan.dispersion && k < plan.dispersion + dispersion.p) {
      return { o: zero ? 1 : 0, predictor: dispersion, column: k - plan.dispersion };
    }
    return null;
  }

  /** How the mode moves, and the predictor with it. */
  #move(k: number, bending: Bending | null): void {
    const { problem, plan, a, u, curvature } = this.#engine;
    const { n, q, rowStart, effect, conditional: { x, p } } = problem;
    const { record, size } = this.#sums;
    const eta = this.#eta[k]!.fill(0);
    const mode = this.#mode[k]!.fill(0);
    const other = this.#otherOf(k);
    if (k < plan.zero) { for (let i = 0; i < n; i++) eta[i] = x[i * p + k]!; }
    for (let i = 0; i < n; i++) {
      const at = i * size;
      const [from, to] = [rowStart[i]!, rowStart[i + 1]!];
      if (bending) {
        const slope = record[at + ofLikelihood(1)]!;
        let moved = 0;
        for (let e = from; e < to; e++) {
          moved += bending.a[e]! * u[effect[e]!]!;
          mode[effect[e]!]! += bending.a[e]! * slope;
        }
        eta[i] = moved;
      }
      let push = record[at + ofLikelihood(2)]! * eta[i]!;
      if (other) {
        const { o, predictor, column } = other;
        push += record[at + ofLikelihood(1, FIRST[o]!)]! * predictor.x[i * predictor.p + column]!;
      }
      if (push !== 0) { for (let e = from; e < to; e++) mode[effect[e]!]! += a[e]! * push; }
    }
    if (q === 0) return;
    curvature.solve(mode);
    for (let i = 0; i < n; i++) {
      let moved = eta[i]!;
      for (let e = rowStart[i]!; e < rowStart[i + 1]!; e++) moved += a[e]! * mode[effect[e]!]!;
      eta[i] = moved;
    }
  }

  /** What follows in each row, and in the matrix of the determinant. */
  #moveRows(k: number, bending: Bending | null): void {
    const engine = this.#engine;
    const { problem: { n, q }, a } = engine;
    const { record, size, s, c } = this.#sums;
    const tangent = this.#tangent;
    const eta = this.#eta[k]!;
    const other = this.#otherOf(k);
    const first = other ? FIRST[other.o]! : 0;
    tangent.diagonal.fill(0);
    tangent.below.fill(0);
    for (let i = 0; i < n; i++) {
      const at = i * size;
      const moved = eta[i]!;
      let slope = record[at + ofLikelihood(2)]! * moved;
      let weight = record[at + ofWeight(1)]! * moved;
      let bend = record[at + ofLikelihood(3)]! * moved;
      let curve = record[at + ofWeight(2)]! * moved;
      if (other) {
        const by = other.predictor.x[i * other.predictor.p + other.column]!;
        slope += record[at + ofLikelihood(1, first)]! * by;
        weight += record[at + ofWeight(0, first)]! * by;
        bend += record[at + ofLikelihood(2, first)]! * by;
        curve += record[at + ofWeight(1, first)]! * by;
      }
      this.#slope[i] = slope;
      this.#weight[i] = weight;
      this.#weighted[0]![i] = slope + c[i]! * bend - 0.5 * s[i]! * curve;
      if (q === 0) continue;
      engine.addRow(tangent, i, a, a, weight / 2);
      if (bending) engine.addRow(tangent, i, a, bending.a, record[at + ofWeight(0)]!);
    }
    for (let o = 1; o < this.#weighted.length; o++) this.#weighOther(k, o - 1);
    if (q === 0) return;
    const matrix = this.#matrix[k]!;
    matrix.set(tangent.diagonal);
    this.#support.forEach((place, e) => matrix[q + e] = tangent.below[place]!);
  }

  /** The same of another predictor. */
  #weighOther(k: number, o: number): void {
    const { n } = this.#engine.problem;
    const { record, size, s, c } = this.#sums;
    const eta = this.#eta[k]!;
    const out = this.#weighted[1 + o]!;
    const mixed = FIRST[o]!;
    const other = this.#otherOf(k);
    const both = other ? SECOND[o]![other.o]! : 0;
    for (let i = 0; i < n; i++) {
      const at = i * size;
      const half = 0.5 * s[i]!;
      let sum = eta[i]! * (record[at + ofLikelihood(1, mixed)]! +
        c[i]! * record[at + ofLikelihood(2, mixed)]! - half * record[at + ofWeight(1, mixed)]!);
      if (other) {
        sum += other.predictor.x[i * other.predictor.p + other.column]! *
          (record[at + ofLikelihood(0, both)]! + c[i]! * record[at + ofLikelihood(1, both)]! -
            half * record[at + ofWeight(0, both)]!);
      }
      out[i] = sum;
    }
  }

  /** Products with the parameters of other predictors. */
  #addOthers(k: number, hessian: Float64Array): void {
    const { problem: { n, zero, dispersion }, plan } = this.#engine;
    const add = (own: Predictor, first: number, weighted: Float64Array): void => {
      const columns = Math.min(own.p, k - first + 1);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < columns; j++) {
          hessian[k * plan.count + first + j]! += own.x[i * own.p + j]! * weighted[i]!;
        }
      }
    };
    if (zero) add(zero, plan.zero, this.#weighted[1]!);
    if (dispersion) add(dispersion, plan.dispersion, this.#weighted[zero ? 2 : 1]!);
  }

  /** Of pairs of parameters of Λ, what neither has alone: −Σ W aₖ'S aₗ. */
  #betweenBendings(hessian: Float64Array): void {
    const { problem, determinant, plan: { count } } = this.#engine;
    const { record, size } = this.#sums;
    const product = this.#product;
    for (const { k, a } of this.#bendings) {
      product.fill(0);
      for (let i = 0; i < problem.n; i++) {
        addInverseTimes(problem, determinant.inverse, i, a, product);
      }
      for (const { k: l, a: b } of this.#bendings) {
        if (l > k) break;
        let sum = 0;
        for (let i = 0; i < problem.n; i++) {
          let own = 0;
          for (let e = problem.rowStart[i]!; e < problem.rowStart[i + 1]!; e++) {
            own += product[e]! * b[e]!;
          }
          sum += record[i * size + ofWeight(0)]! * own;
        }
        hessian[k * count + l]! -= sum;
      }
    }
  }
}
