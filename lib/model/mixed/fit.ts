/**
 * A fitted linear mixed model: what readers see, made from the engine's numbers when first read.
 *
 * @module
 */
import { timesVector } from "../../math/algebra/products.ts";
import type { Note } from "../../note.ts";
import type { Table } from "../../data/table.ts";
import { type Dispersion, GAUSSIAN } from "../family.ts";
import type {
  Coefficient,
  Likelihood,
  LinearMixedModel,
  RandomEffect,
  VarianceComponent,
} from "../fit.ts";
import type { Formula, RandomTerm } from "../formula/formula.ts";
import { columnResponse, type ResponseForm } from "../response_form.ts";
import type { FixedEffects } from "../fixed/fixed_effects.ts";
import { MIXED_DDF, MIXED_WORDS, mixedLikelihood } from "./capabilities.ts";
import type { MixedCore } from "./core.ts";
import type { CriterionPoint, MixedCriterion } from "./criterion.ts";
import type { Covariance } from "../covariance/covariance.ts";
import { groupLabels, lambdas, type RandomLayout } from "../covariance/random_structure.ts";
import { type MixedInformation, mixedInformation } from "./information.ts";
import { conditionalCovariance, conditionalModes } from "../elimination/modes.ts";
import { identifiabilities, type Identifiability } from "../covariance/identifiability.ts";
import { optimize, WIDE_TAIL } from "./optimum.ts";
import { interior } from "./start.ts";
import { type MixedProblem, problemCriterion, withResponse } from "./problem.ts";
import { lostNotes } from "../covariance/lost_variances.ts";
import { componentsOf, singularNotes, thetaNames } from "./random_summary.ts";
import { Testable } from "../fixed/testable.ts";

/** Options of one fit of a problem. */
export interface MixedFitOptions {
  reml: boolean;
  /** θ in the engine's units to start from; by default one step of MINQUE. */
  start?: ArrayLike<number> | undefined;
}

/** Fits a problem. */
export function fitProblem(problem: MixedProblem, options: MixedFitOptions): LinearMixedModel {
  return new MixedFit(problem, options);
}

class Core implements MixedCore {
  readonly engine = "mixed";
  readonly q: number;
  readonly rank: number;
  readonly layout: RandomLayout;
  readonly covariance: Covariance;
  readonly theta: Float64Array;
  readonly thetaScales: Float64Array;
  readonly wide: boolean;
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
    this.wide = problem.pattern.tailWidth >= WIDE_TAIL;
    this.layout = problem.layout;
    this.covariance = problem.covariance;
    this.theta = optimum.theta;
    this.#criterion = criterion;
    this.identifiability = identifiabilities.of(problem.pattern)!;
    const first = firstColumns(problem.layout);
    this.thetaScales = Float64Array.from(
      problem.layout.parameters,
      (p) => 1 / problem.scales[p.term]![p.row - first[p.term]!]!,
    );
  }

  settled(order: 1 | 2): MixedCriterion {
    const criterion = this.#criterion;
    if (order === 2 && criterion.average) {
      criterion.average = false;
      criterion.evaluate(this.theta, 2);
    }
    return criterion;
  }

  freshCriterion(reml = this.reml): MixedCriterion {
    return problemCriterion(this.problem, reml);
  }

  get information(): MixedInformation {
    return this.#information ??= mixedInformation(
      this.settled(2),
      this.theta,
      this.optimum.rSquared,
    );
  }

  toBasis(l: ArrayLike<number>): Float64Array {
    const p = this.rank;
    const { basis } = this.problem;
    if (!basis) return Float64Array.from(l);
    const out = new Float64Array(p);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) out[j]! += basis[i * p + j]! * l[i]!;
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
    const half = new Float64Array(p * p);
    const out = new Float64Array(p * p);
    for (let i = 0; i < p; i++) {
      for (let k = 0; k < p; k++) {
        for (let j = 0; j < p; j++) half[i * p + j]! += t[i * p + k]! * m[k * p + j]!;
      }
    }
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < p; k++) sum += half[i * p + k]! * t[j * p + k]!;
        out[i * p + j] = out[j * p + i] = sum;
      }
    }
    return out;
  }
}

/** First column of each term within its group. */
function firstColumns(layout: RandomLayout): number[] {
  const first = layout.terms.map(() => 0);
  for (const g of layout.groups) for (const t of g.terms) first[t.term] = t.offset;
  return first;
}

class MixedFit implements LinearMixedModel {
  readonly kind = "lmer";
  readonly described = MIXED_WORDS;
  readonly leastSquares = null;
  readonly weightless = null;
  readonly family = GAUSSIAN;
  readonly ddf = MIXED_DDF;
  readonly dispersion: Dispersion;
  readonly responseForm: ResponseForm;
  readonly parsed: Formula;
  readonly randomTerms: readonly RandomTerm[];
  readonly formula: string;
  readonly response: string;
  readonly n: number;
  readonly rank: number;
  readonly reml: boolean;
  readonly criterion: number;
  readonly sigma: number;
  readonly residualDf: number;
  readonly parameters: number;
  readonly singular: boolean;
  readonly converged: boolean;
  readonly evaluations: number;
  readonly theta: number[];
  readonly thetaNames: string[];
  readonly varianceComponents: VarianceComponent[];
  readonly groups: { name: string; levels: number }[];
  readonly fixed: FixedEffects;
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  readonly data: Table;
  readonly rows: Int32Array | null;
  readonly weights: Float64Array | null;
  readonly notes: Note[];
  readonly core: MixedCore;
  readonly #problem: MixedProblem;
  #fitted: number[] | null = null;
  #residuals: number[] | null = null;
  #effects: RandomEffect[] | null = null;
  #modes: Float64Array | null = null;

  constructor(problem: MixedProblem, options: MixedFitOptions) {
    const { built, layout, n, p } = problem;
    const { frame, fixed, formula } = built;
    const criterion = problemCriterion(problem, options.reml);
    const { point, converged } = optimize(criterion, options.start);
    this.#problem = problem;
    this.parsed = formula;
    this.responseForm = columnResponse(formula);
    this.dispersion = { known: "estimated", value: criterion.sigmaSquared };
    this.randomTerms = built.random.map(({ term }) => term);
    this.formula = formula.text;
    this.response = formula.responseLabel;
    this.n = n;
    this.rank = p;
    this.reml = options.reml;
    this.criterion = point.value;
    this.sigma = Math.sqrt(criterion.sigmaSquared);
    this.residualDf = n - p;
    this.parameters = p + layout.parameters.length + 1;
    this.converged = converged;
    this.evaluations = criterion.evaluations;
    this.fixed = fixed;
    this.data = frame.data;
    this.rows = frame.rows;
    this.weights = frame.weights;
    const core = this.core = new Core(problem, options.reml, criterion, point);
    this.beta = core.fromBasis(criterion.beta);
    const variance = criterion.sigmaSquared;
    this.covariance = core.covarianceFromBasis(criterion.inverse.map((v) => v * variance));
    this.theta = Array.from(point.theta, (t, k) => t * core.thetaScales[k]!);
    const { terms } = layout;
    const labels = groupLabels(terms);
    this.thetaNames = thetaNames(layout);
    this.varianceComponents = componentsOf(
      terms,
      labels,
      lambdas(layout, this.theta),
      layout,
      this.sigma,
      core.identifiability.lost,
    );
    this.groups = layout.groups.map((g) => ({ name: g.name, levels: g.levels.length }));
    const singular = singularNotes(
      layout,
      point.theta,
      this.varianceComponents,
      labels,
      core.identifiability.lost,
    );
    this.singular = singular.length > 0;
    const lost = lostNotes(core, fixed, labels, this.sigma);
    this.notes = [...frame.notes, ...fixed.notes, ...lost, ...singular];
    const { a } = criterion.cross!;
    const size = a[a.length - 1]!;
    if (criterion.sigmaSquared * n < 1e-12 * size) {
      this.notes.push({
        code: "no-residual-variation",
        text: "The residual variance is 0 but for rounding: the random effects fit the data " +
          "exactly, and standard errors and tests mean nothing",
      });
    } else if (!converged) {
      this.notes.push({
        code: "not-converged",
        text: "The search for the optimum stopped before the gradient vanished",
        data: { gradient: Array.from(point.gradient) },
      });
    }
  }

  get random(): LinearMixedModel {
    return this;
  }

  get likelihood(): Likelihood {
    return mixedLikelihood(this);
  }

  get standardizedResiduals(): number[] {
    return this.residuals.map((r, i) => r * Math.sqrt(this.weights?.[i] ?? 1) / this.sigma);
  }

  isTestable(l: ArrayLike<number>): boolean {
    return this.core.testable.has(l);
  }

  get coefficients(): Coefficient[] {
    const place = new Map(Array.from(this.fixed.kept, (j, k) => [j, k]));
    return this.fixed.names.map((name, j) => {
      const k = place.get(j);
      if (k === undefined) return { name, estimate: null, standardError: null, aliased: true };
      const standardError = this.#hasVariance(k)
        ? Math.sqrt(this.covariance[k * this.rank + k]!)
        : null;
      return { name, estimate: this.beta[k]!, standardError, aliased: false };
    });
  }

  /** Whether the variance of a coefficient (in the order of `beta`) can be estimated. */
  #hasVariance(k: number): boolean {
    return this.isTestable(Float64Array.from(this.beta, (_, i) => i === k ? 1 : 0));
  }

  get vcov(): number[][] {
    const p = this.rank;
    const known = Array.from(this.beta, (_, k) => this.#hasVariance(k));
    return known.map((own, i) =>
      known.map((other, j) => own && other ? this.covariance[i * p + j]! : NaN)
    );
  }

  get logLik(): number {
    return -this.criterion / 2;
  }

  get aic(): number {
    return this.criterion + 2 * this.parameters;
  }

  get bic(): number {
    return this.criterion + Math.log(this.n) * this.parameters;
  }

  /** Modes over the columns of Z in the order of elimination, in the engine's units. */
  #conditionalModes(): Float64Array {
    if (!this.#modes) {
      const criterion = this.core.settled(1);
      this.#modes = conditionalModes(criterion.elimination, criterion.beta);
    }
    return this.#modes;
  }

  get randomEffects(): RandomEffect[] {
    return this.#effects ??= this.#randomEffects();
  }

  #randomEffects(): RandomEffect[] {
    const { layout, pattern, scales } = this.#problem;
    const modes = this.#conditionalModes();
    const covariance = conditionalCovariance(this.core.settled(1).elimination);
    const out: RandomEffect[] = [];
    layout.groups.forEach((g, index) => {
      for (const { term, offset, width } of g.terms) {
        for (let j = 0; j < width; j++) {
          const scale = scales[term]![j]!;
          const column = offset + j;
          const name = layout.terms[term]!.columns[j]!.name;
          for (let l = 0; l < g.levels.length; l++) {
            const at = pattern.columnOfLevel(index, l) + column;
            const variance = Math.max(0, covariance(at, at));
            out.push({
              group: g.name,
              level: g.levels[l]!,
              term: name,
              estimate: modes[at]! / scale,
              standardError: this.sigma * Math.sqrt(variance) / scale,
            });
          }
        }
      }
    });
    return out;
  }

  get fitted(): number[] {
    return this.#fitted ??= Array.from(this.#linearPredictor());
  }

  get residuals(): number[] {
    const y = this.#problem.response;
    return this.#residuals ??= this.fitted.map((v, i) => y[i]! - v);
  }

  #linearPredictor(): Float64Array {
    const { built: { frame }, residual, p, pattern, layout, centre } = this.#problem;
    const { cells, rows: { x, of } } = residual;
    const inner = this.core.settled(1).beta;
    const modes = this.#conditionalModes();
    const cell = new Float64Array(cells.count);
    for (let i = 0; i < cells.count; i++) {
      let sum = centre;
      const row = (of ? of[i]! : i) * p;
      for (let j = 0; j < p; j++) sum += x[row + j]! * inner[j]!;
      layout.groups.forEach((g, index) => {
        const first = pattern.columnOfLevel(index, g.codes[i]!);
        for (let a = 0; a < g.width; a++) sum += (g.values[a]?.[i] ?? 1) * modes[first + a]!;
      });
      cell[i] = sum;
    }
    const { offset } = frame;
    return Float64Array.from(
      { length: this.n },
      (_, i) => cell[cells.of ? cells.of[i]! : i]! + (offset ? offset[i]! : 0),
    );
  }

  refit(options: { reml?: boolean; response?: ArrayLike<number> }): LinearMixedModel {
    const reml = options.reml ?? this.reml;
    const start = interior(this.core);
    if (options.response) {
      const problem = withResponse(this.#problem, Float64Array.from(options.response));
      return new MixedFit(problem, { reml });
    }
    return reml === this.reml ? this : new MixedFit(this.#problem, { reml, start });
  }
}
