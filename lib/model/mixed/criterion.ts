/**
 * The REML and ML deviance, profiled over β and σ², with exact gradient and Hessian.
 *
 * With S = [X y]'V⁻¹[X y] and C = X'V⁻¹X from the elimination, r² = y'Py and f = n − p (REML) or n (ML):
 *
 *     d = log|V| + (REML) log|C| + f (1 + log(2π r²/f))
 *
 * Derivatives in the natural parameters ψ follow from those of log|V| and S; those in θ, the
 * coordinates of the search, by the chain rule. Nothing here has more than p + 1 rows.
 *
 * @module
 */
import { Elimination } from "../elimination/elimination.ts";
import { doubledElimination } from "../elimination/doubled/doubled_elimination.ts";
import { type Order, pairIndex } from "../elimination/state.ts";
import { FixedSolution } from "../elimination/fixed_solution.ts";
import { nodesAreAlone, nodeTraces } from "../elimination/node_traces.ts";
import type { EliminationPattern } from "../elimination/pattern.ts";
import type { Stratum } from "../elimination/strata.ts";
import { StrataElimination } from "../elimination/strata_elimination.ts";
import { wholeCross, wholeIsCheaper, wholePattern } from "../elimination/whole.ts";
import { addProduct } from "../../math/algebra/dense_kernels.ts";
import { traceOfProduct } from "../../math/algebra/products.ts";
import { averageInformation } from "../elimination/average.ts";
import { backward } from "../elimination/backward.ts";
import type { Covariance } from "../covariance/covariance.ts";
import { type GammaDerivatives, gammaDerivatives, slopesInS } from "./gamma_derivatives.ts";
import { type ManyCoordinates, SeenCriterion } from "./criterion_view.ts";
import type { Criterion, CriterionPoint } from "./search/criterion.ts";
import type { ResidualCovariance, ResidualCross } from "../covariance/residual_covariance.ts";

/** Facts about the data that the criterion needs besides the cross-products. */
export interface CriterionFacts {
  n: number;
  /** Where averages of the grouping factors commute: what V is a sum over. */
  strata: readonly Stratum[] | null;
  /** log|det T|, if the columns of X were replaced by those of XT. */
  logDetBasis: number;
}

/** A residual sum of squares below this share of y'y is rounding. */
const EXACT = 1e-13;

/** The criterion of one model, as a function of θ. */
export class MixedCriterion implements ManyCoordinates {
  evaluations = 0;
  /**
   * Second derivatives by average information: close to the exact ones when there are many levels, at
   * the cost of first derivatives.
   */
  average = false;
  /**
   * Second derivatives of the criterion alone, and not those of S, where that can be had: for a search,
   * which asks for no more.
   */
  light = false;
  /** With derivatives along the bends of a structure: for what inference reads, not for a search. */
  along = true;
  /** Parameters that are not searched over: the criterion does not depend on them. */
  held: readonly number[] = [];
  /** The point last evaluated: β, C⁻¹ and the elimination belong to it. */
  current: CriterionPoint | null = null;
  /** A there, with what of log|V| is log|R|. */
  cross: ResidualCross | null = null;
  /** C⁻¹ and b = C⁻¹X'V⁻¹y at the last θ: what had been taken from y before (`double`), and the rest. */
  readonly inverse: Float64Array;
  readonly beta: Float64Array;
  private readonly taken: Float64Array;
  private readonly rest: Float64Array;
  /** r²/f at the last θ. */
  sigmaSquared = NaN;
  readonly derivatives: GammaDerivatives;
  readonly p: number;
  /** By panels; and in one piece, if second derivatives are cheaper so. */
  private readonly sparse: Elimination;
  private whole: Elimination | null = null;
  /** Whether they are; null until it is asked. */
  private inOnePiece: boolean | null = null;
  /** By strata, where there are such; with doubled digits, where the end of a search wants them. */
  private readonly strata: Elimination | null;
  private doubled: Elimination | null = null;
  /** The point at which the levels of the random effects have been eliminated for `nodes`. */
  private eliminated: CriterionPoint | null = null;
  /** Derivatives in A, which a way back leaves behind. */
  private known: Float64Array | null = null;
  private readonly product: Float64Array[];
  private readonly image: Float64Array[];
  private readonly solved: Float64Array;
  private readonly full: Float64Array;

  constructor(
    /** That of the last point evaluated. */
    public elimination: Elimination,
    readonly coordinates: Covariance,
    readonly residual: ResidualCovariance,
    readonly facts: CriterionFacts,
    readonly reml: boolean,
    /** What finds b. */
    private readonly solution = new FixedSolution(elimination.pattern.fixedWidth - 1),
  ) {
    this.sparse = elimination;
    this.strata = facts.strata && new StrataElimination(elimination, facts.strata, facts.n);
    const { p, inverse, beta } = solution;
    this.p = p;
    this.inverse = inverse;
    this.rest = beta;
    this.beta = new Float64Array(p);
    this.taken = new Float64Array(p);
    const m = coordinates.count;
    this.solved = new Float64Array(p);
    this.full = new Float64Array(p * p);
    this.product = Array.from({ length: m }, () => new Float64Array(p * p));
    this.image = Array.from({ length: m }, () => new Float64Array(p + 1));
    this.derivatives = gammaDerivatives(m);
  }

  /** n − p (REML) or n (ML). */
  get f(): number {
    return this.reml ? this.facts.n - this.p : this.facts.n;
  }

  /** The criterion and, by `order`, its derivatives. A point outside the domain has value Infinity. */
  evaluate(theta: ArrayLike<number>, order: Order): CriterionPoint {
    return this.evaluateIn(this.coordinates, theta, order);
  }

  seenIn(coordinates: Covariance): Criterion {
    return new SeenCriterion(this, coordinates);
  }

  /** As `evaluate`, at a θ of other coordinates. */
  evaluateIn(
    coordinates: Covariance,
    theta: ArrayLike<number>,
    order: Order,
  ): CriterionPoint {
    this.evaluations++;
    const { f } = this;
    const back = this.average && order > 0;
    const depth = back ? 0 : order === 2 && this.isLight ? 1 : order;
    const own = this.cross = this.residual.cross(coordinates.ofResidual(theta), depth, this.along);
    const elimination = this.elimination = this.eliminationFor(depth);
    elimination.backward = back;
    elimination.eliminate(coordinates.lambdas(theta), depth, this.asHeld(own));
    const logC = this.solution.solve(elimination.fixedPart());
    for (let j = 0; j < this.p; j++) this.beta[j] = this.taken[j]! + this.rest[j]!;
    let r = this.solution.rSquared;
    if (r < EXACT * own.a[own.a.length - 1]!) r = NaN; // nothing but rounding is left
    this.sigmaSquared = r / f;
    const value = elimination.logDet + (this.reml ? logC - 2 * this.facts.logDetBasis : 0) +
      f * (1 + Math.log(2 * Math.PI * r / f)) + own.logDet;
    const m = order === 0 ? 0 : coordinates.count;
    const point: CriterionPoint = {
      theta: Float64Array.from(theta),
      value: Number.isFinite(value) ? value : Infinity,
      rSquared: r,
      gradient: new Float64Array(m),
      hessian: new Float64Array(order === 2 ? m * m : 0),
      gammaGradient: new Float64Array(m),
    };
    if (back) this.goBack(coordinates, point, order);
    else if (order >= 1) this.differentiate(coordinates, point, order);
    this.current = point;
    return point;
  }

  /** Whether those of log|C| matter: they are no part of the ML criterion. */
  private get withVolume(): boolean {
    return this.reml || !this.light || !this.solution.isHeld;
  }

  /** Whether second derivatives come without those of S. */
  get isLight(): boolean {
    const { light, sparse: { pattern }, residual: { structure } } = this;
    return light && !this.strata && !this.doubled && structure === null && nodesAreAlone(pattern);
  }

  /** The layout of the random effects' elimination; it is the design's, and names it. */
  get pattern(): EliminationPattern {
    return this.sparse.pattern;
  }

  /** The elimination of every level of the random effects at the point last evaluated. */
  nodes(): Elimination {
    const { sparse, strata, doubled, elimination, current, cross } = this;
    const isOfLevels = elimination !== strata && elimination !== doubled;
    if (isOfLevels && elimination.tail?.u !== null) return elimination;
    if (this.eliminated !== current) {
      sparse.backward = true;
      sparse.eliminate(elimination.lambda, 0, cross!);
      this.eliminated = current;
    }
    return sparse;
  }

  /** From here on with doubled digits, if rounding is felt at a point; says whether it is. */
  double({ theta }: CriterionPoint): boolean {
    const { sparse, coordinates, residual: { structure, rows }, solution, beta } = this;
    if (structure || solution.isHeld) return false;
    const lambda = coordinates.lambdas(theta);
    this.doubled = doubledElimination(sparse, lambda, { ...rows, taken: beta });
    if (!this.doubled) return false;
    this.taken.set(beta);
    this.average = this.light = false;
    return true;
  }

  /** What eliminates to an order. */
  private eliminationFor(order: Order): Elimination {
    const { sparse: { pattern, layout, cross }, residual: { structure }, coordinates } = this;
    if (this.doubled ?? this.strata) return (this.doubled ?? this.strata)!;
    if (order < 2 || structure) return this.sparse;
    this.inOnePiece ??= wholeIsCheaper(pattern, coordinates.count);
    if (!this.inOnePiece) return this.sparse;
    return this.whole ??= new Elimination(wholePattern(pattern), layout, cross);
  }

  /** Cross-products as the elimination lays them out. */
  private asHeld(own: ResidualCross): ResidualCross {
    const { elimination, sparse, whole } = this;
    if (elimination !== whole) return own;
    const out = whole.cross === own.a ? new Float64Array(whole.pattern.length) : whole.cross;
    return { ...own, a: wholeCross(sparse.pattern, whole.pattern, own.a, out) };
  }

  /** Back to a point, if another has been evaluated since. */
  settle(point: CriterionPoint): CriterionPoint {
    return this.current === point ? point : this.evaluate(point.theta, 2);
  }

  /** tr(C⁻¹C_k) from the matrix C_k, its upper triangle within (p + 1)². */
  traceOf(sk: Float64Array): number {
    const { p, inverse } = this;
    const width = p + 1;
    let trace = 0;
    for (let i = 0; i < p; i++) {
      trace += inverse[i * p + i]! * sk[i * width + i]!;
      for (let j = i + 1; j < p; j++) trace += 2 * inverse[i * p + j]! * sk[i * width + j]!;
    }
    return trace;
  }

  /** The gradient by way back through the elimination, and average information. */
  private goBack(coordinates: Covariance, point: CriterionPoint, order: Order): void {
    const { elimination, f, reml, beta, inverse } = this;
    const { rSquared: r } = point;
    point.gammaGradient.set(
      this.back(elimination, slopesInS(beta, inverse, reml ? 1 : 0, f / r)),
    );
    if (order < 2) return this.toCoordinates(coordinates, point, null);
    const { information: h, slopes } = averageInformation(elimination, beta, inverse);
    for (let l = 0; l < slopes.length; l++) {
      for (let k = 0; k <= l; k++) {
        const at = pairIndex(k, l);
        h[at] = f * (h[at]! - slopes[k]! * slopes[l]! / r) / r;
      }
    }
    this.derivatives.r1.set(slopes);
    this.toCoordinates(coordinates, point, h);
  }

  /** The gradient of the function of S that is given by its slopes there. */
  private back(elimination: Elimination, slopes: Float64Array | null): Float64Array {
    this.known ??= new Float64Array(elimination.pattern.fixedOffset);
    return backward(elimination, slopes, this.known).gradient;
  }

  /** First derivatives of log|V| and log|C| apart, where the gradient went back. */
  separateSlopes(): void {
    const { elimination, beta, inverse, derivatives: { logV1, logC1 } } = this;
    logV1.set(this.back(elimination, null));
    const both = this.back(elimination, slopesInS(beta, inverse, 1, 0));
    for (let k = 0; k < logC1.length; k++) logC1[k] = both[k]! - logV1[k]!;
  }

  /** Gradient and, if its second derivatives in ψ are given, Hessian in θ. */
  private toCoordinates(
    coordinates: Covariance,
    point: CriterionPoint,
    second: Float64Array | null,
  ): void {
    const m = point.gradient.length;
    const jacobian = coordinates.jacobian(point.theta);
    for (let k = 0; k < m; k++) {
      for (let i = 0; i < m; i++) {
        point.gradient[k]! += jacobian[i * m + k]! * point.gammaGradient[i]!;
      }
    }
    for (const k of this.held) point.gradient[k] = 0;
    if (!second) return;
    point.hessian.set(coordinates.hessian(point.theta, point.gammaGradient, second, jacobian));
    for (const k of this.held) {
      for (let l = 0; l < m; l++) point.hessian[k * m + l] = point.hessian[l * m + k] = 0;
      point.hessian[k * m + k] = 1;
    }
  }

  private differentiate(coordinates: Covariance, point: CriterionPoint, order: Order): void {
    const { elimination, p, reml, f, rest: beta, image, product, derivatives: d } = this;
    const width = p + 1;
    const m = point.gradient.length;
    for (let k = 0; k < m; k++) {
      const sk = elimination.fixedPart(elimination.first[k]!);
      const z = image[k]!; // S_k e with e = (−b; 1)
      let quadratic = 0;
      for (let i = 0; i < width; i++) {
        let sum = i <= p ? sk[i * width + p]! : 0;
        for (let j = 0; j < p; j++) {
          sum -= (i <= j ? sk[i * width + j]! : sk[j * width + i]!) * beta[j]!;
        }
        z[i] = sum;
        quadratic += i < p ? -beta[i]! * sum : sum;
      }
      const trace = this.traceOf(sk);
      d.logV1[k] = elimination.logDet1[k]!;
      d.logC1[k] = trace;
      d.r1[k] = quadratic;
      point.gammaGradient[k] = d.logV1[k]! + (reml ? trace : 0) + f * quadratic / point.rSquared;
      if (order === 2 && this.withVolume) this.fixedProduct(sk, product[k]!);
    }
    if (order === 2 && this.isLight) this.lightSecond(m);
    else if (order === 2) this.second(m);
    const second = order === 2 ? this.gammaHessian(point.rSquared, m) : null;
    this.toCoordinates(coordinates, point, second);
  }

  /** C⁻¹ C_k, p × p. */
  private fixedProduct(sk: Float64Array, out: Float64Array): void {
    const { p, inverse } = this;
    const width = p + 1;
    out.fill(0);
    const { full } = this;
    for (let i = 0; i < p; i++) {
      for (let j = i, at = i * width + i; j < p; j++, at++) {
        full[i * p + j] = full[j * p + i] = sk[at]!;
      }
    }
    addProduct(out, inverse, full, p, p, p, 1);
  }

  /** Second derivatives of log|V|, log|C| and r² in γ. */
  private second(m: number): void {
    const { elimination, p, inverse, rest: beta, image, product, derivatives: d } = this;
    const width = p + 1;
    const { solved } = this;
    for (let l = 0; l < m; l++) {
      for (let i = 0; i < p; i++) {
        let sum = 0;
        for (let j = 0; j < p; j++) sum += inverse[i * p + j]! * image[l]![j]!;
        solved[i] = sum;
      }
      for (let k = 0; k <= l; k++) {
        const at = pairIndex(k, l);
        const s = elimination.fixedPart(elimination.second[at]!);
        let trace = this.traceOf(s);
        let quadratic = s[width * width - 1]!;
        for (let i = 0; i < p; i++) {
          quadratic += beta[i]! * (beta[i]! * s[i * width + i]! - 2 * s[i * width + p]!);
          for (let j = i + 1; j < p; j++) {
            quadratic += 2 * beta[i]! * beta[j]! * s[i * width + j]!;
          }
        }
        trace -= traceOfProduct(product[k]!, product[l]!, p);
        for (let i = 0; i < p; i++) quadratic -= 2 * image[k]![i]! * solved[i]!;
        d.logV2[at] = elimination.logDet2[at]!;
        d.logC2[at] = trace;
        d.r2[at] = quadratic;
      }
    }
  }

  /** The same where nodes are alone: r² has its average information, the rest sums over nodes. */
  private lightSecond(m: number): void {
    const { elimination, beta, inverse, product, derivatives: d, p } = this;
    const { information } = averageInformation(elimination, beta, inverse);
    const { mm, mw } = nodeTraces(elimination, inverse);
    for (let l = 0; l < m; l++) {
      for (let k = 0; k <= l; k++) {
        const at = pairIndex(k, l);
        d.logV2[at] = -mm[at]!;
        d.logC2[at] = 2 * mw[at]! - traceOfProduct(product[k]!, product[l]!, p);
        d.r2[at] = 2 * information[at]!;
      }
    }
  }

  private gammaHessian(r: number, m: number): Float64Array {
    const { derivatives: d, f, reml } = this;
    const h = new Float64Array(d.logV2.length);
    for (let l = 0; l < m; l++) {
      for (let k = 0; k <= l; k++) {
        const at = pairIndex(k, l);
        h[at] = d.logV2[at]! + (reml ? d.logC2[at]! : 0) +
          f * (d.r2[at]! - d.r1[k]! * d.r1[l]! / r) / r;
      }
    }
    return h;
  }
}
