/**
 * The engine's side of one fit, made when its optimum has been found.
 *
 * @module
 */
import { during } from "../../progress.ts";
import { mirrorUpper, product } from "../../math/algebra/dense_kernels.ts";
import { timesVector, transposed } from "../../math/algebra/products.ts";
import type { Covariance } from "../covariance/covariance.ts";
import { identifiabilities, type Identifiability } from "../covariance/identifiability.ts";
import type { RandomLayout } from "../covariance/random_structure.ts";
import { thetaScalesOf } from "../covariance/parameter_units.ts";
import { Testable } from "../fixed/testable.ts";
import type { MixedCore } from "./core.ts";
import type { MixedCriterion } from "./criterion.ts";
import { type MixedInformation, mixedInformation } from "./information.ts";
import { type MixedProblem, problemCriterion } from "./problem.ts";
import type { CriterionPoint } from "./search/criterion.ts";
import { exactIsDear } from "./search/optimum.ts";

/** A core whose criterion stands at the optimum. */
export class FittedCore implements MixedCore {
  readonly engine = "mixed";
  readonly q: number;
  readonly rank: number;
  readonly layout: RandomLayout;
  readonly covariance: Covariance;
  readonly theta: Float64Array;
  readonly thetaScales: Float64Array;
  readonly wide: boolean;
  readonly scale: number;
  readonly identifiability: Identifiability;
  readonly testable: Testable = new Testable(this);
  #criterion: MixedCriterion;
  #information: MixedInformation | null = null;

  constructor(
    readonly problem: MixedProblem,
    readonly reml: boolean,
    criterion: MixedCriterion,
    readonly optimum: CriterionPoint,
  ) {
    this.q = problem.pattern.q;
    this.rank = problem.p;
    this.wide = exactIsDear(problem.pattern, problem.layout) && !problem.strata;
    this.layout = problem.layout;
    this.covariance = problem.covariance;
    this.theta = optimum.theta;
    this.scale = Math.sqrt(criterion.sigmaSquared);
    this.#criterion = criterion;
    this.identifiability = identifiabilities.of(problem.pattern)!;
    this.thetaScales = thetaScalesOf(problem);
  }

  settled(order: 1 | 2): MixedCriterion {
    const criterion = this.#criterion;
    if (order === 2 && (criterion.average || criterion.isLight || !criterion.along)) {
      criterion.average = criterion.light = false;
      criterion.along = true;
      criterion.evaluate(this.theta, 2);
    }
    return criterion;
  }

  freshCriterion(reml = this.reml): MixedCriterion {
    return problemCriterion(this.problem, reml);
  }

  get information(): MixedInformation {
    return this.#information ??= during(
      "second derivatives for standard errors and degrees of freedom",
      () => mixedInformation(this.settled(2), this.theta, this.optimum.rSquared),
    );
  }

  toBasis(l: ArrayLike<number>): Float64Array {
    const p = this.rank;
    const { basis } = this.problem;
    if (!basis) return Float64Array.from(l);
    const out = new Float64Array(p);
    for (let i = 0; i < p; i++) {
      const own = l[i]!;
      if (own === 0) continue;
      for (let j = 0; j < p; j++) out[j]! += basis[i * p + j]! * own;
    }
    return out;
  }

  fromBasis(inner: Float64Array): Float64Array {
    const { basis, centre } = this.problem;
    const out = basis ? timesVector(basis, inner) : inner.slice();
    if (centre !== 0) out[0]! += centre;
    return out;
  }

  covarianceFromBasis(m: Float64Array): Float64Array {
    const p = this.rank;
    const { basis: t } = this.problem;
    if (!t) return m.slice();
    const out = product(product(t, m, p, p, p), transposed(t, p, p), p, p, p);
    mirrorUpper(out, p);
    return out;
  }
}
