/**
 * A fitted linear mixed model: what readers see, made from the engine's numbers when first read.
 *
 * @module
 */
import { during } from "../../progress.ts";
import type { Note } from "../../note.ts";
import type { DdfOffer } from "../ddf.ts";
import type { MmrmWritten } from "../mmrm_written.ts";
import type { NlmeWritten } from "../nlme_written.ts";
import type { Table } from "../../data/table.ts";
import { type Dispersion, estimatedScale, NORMAL_FAMILY } from "../family.ts";
import type {
  Coefficient,
  CovarianceEstimate,
  Likelihood,
  LinearMixedModel,
  MixedEffects,
  ModelWords,
  RandomEffect,
  VarianceComponent,
} from "../fit.ts";
import { refuseHeld } from "../formula/held.ts";
import type { Formula, RandomTerm } from "../formula/formula.ts";
import { columnResponse, type ResponseForm } from "../response_form.ts";
import type { FixedEffects } from "../fixed/fixed_effects.ts";
import { LMER, type MixedClass, mixedLikelihood } from "./capabilities.ts";
import type { MixedCore } from "./core.ts";
import { groupLabels, lambdas } from "../covariance/random_structure.ts";
import { conditionalCovariance, conditionalModes } from "../elimination/modes.ts";
import { givenPoint, optimize } from "./search/optimum.ts";
import { interior } from "./search/start.ts";
import { type MixedProblem, problemCriterion, withResponse } from "./problem.ts";
import { lostNotes } from "../covariance/lost_variances.ts";
import {
  covarianceEstimates,
  overOwnDeviation,
  residualComponents,
} from "./covariance_estimates.ts";
import { FittedCore } from "./fitted_core.ts";
import { componentsOf, singularNotes, thetaNames } from "./random_summary.ts";
import { coefficientsOf } from "../coefficients.ts";

/**
 * A slope above this part of the criterion is no rounding: a likelihood that rises for ever, as where random
 * effects fit the data exactly, ends a search anywhere.
 */
const STEEP = 1e-6;

/** Options of one fit of a problem. */
export interface MixedFitOptions {
  reml: boolean;
  /** θ in the engine's units to start from; by default one step of MINQUE. */
  start?: ArrayLike<number> | undefined;
  /** θ in the engine's units, where it is given and not looked for. */
  given?: Float64Array | undefined;
  /** By whose conventions; lme4's if left out. */
  as?: MixedClass | undefined;
}

/** Fits a problem. */
export function fitProblem(problem: MixedProblem, options: MixedFitOptions): LinearMixedModel {
  return new MixedFit(problem, options);
}

class MixedFit implements LinearMixedModel {
  readonly kind: LinearMixedModel["kind"];
  readonly described: ModelWords;
  readonly ddf: DdfOffer;
  readonly nlme: NlmeWritten | null;
  readonly mmrm: MmrmWritten | null;
  readonly leastSquares = null;
  readonly weightless = null;
  readonly generalized = null;
  readonly marginal = null;
  readonly family = NORMAL_FAMILY;
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
  readonly residualStructure: string | null;
  readonly groups: { name: string; levels: number }[];
  readonly fixed: FixedEffects;
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  readonly data: Table;
  readonly rows: Int32Array | null;
  readonly weights: Float64Array | null;
  readonly notes: Note[];
  readonly core: MixedCore;
  readonly #class: MixedClass;
  readonly #problem: MixedProblem;
  #fitted: number[] | null = null;
  #residuals: number[] | null = null;
  #effects: RandomEffect[] | null = null;
  #modes: Float64Array | null = null;
  #covarianceParameters: CovarianceEstimate[] | null = null;

  constructor(problem: MixedProblem, options: MixedFitOptions) {
    const { built, layout, n, p } = problem;
    const { frame, fixed, formula } = built;
    const criterion = problemCriterion(problem, options.reml);
    const { point, converged } = options.given
      ? givenPoint(criterion, options.given)
      : during(formula.text, () => optimize(criterion, options.start));
    this.#problem = problem;
    this.#class = options.as ?? LMER;
    this.kind = this.#class.kind;
    this.described = this.#class.words;
    this.ddf = this.#class.ddf;
    this.nlme = this.#class.written ?? null;
    this.mmrm = this.#class.mmrm ?? null;
    this.parsed = formula;
    this.responseForm = columnResponse(formula);
    this.dispersion = estimatedScale(criterion.sigmaSquared, "σ², the residual variance");
    this.randomTerms = built.random.map(({ term }) => term);
    this.formula = formula.text;
    this.response = formula.responseLabel;
    this.n = n;
    this.rank = p;
    this.reml = options.reml;
    this.criterion = point.value;
    const { structure } = problem.covariance;
    this.sigma = structure ? NaN : Math.sqrt(criterion.sigmaSquared);
    this.residualStructure = frame.residual?.clause.text ?? null;
    this.residualDf = n - p;
    this.parameters = (this.mmrm && options.reml ? 0 : p) + problem.covariance.count + 1 +
      (this.#class.weighing ?? 0);
    const slope = point.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    this.converged = converged &&
      (options.given !== undefined || !(slope > STEEP * (1 + Math.abs(point.value))));
    this.evaluations = criterion.evaluations;
    this.fixed = fixed;
    this.data = frame.data;
    this.rows = frame.rows;
    this.weights = frame.weights;
    const core = this.core = new FittedCore(problem, options.reml, criterion, point);
    this.beta = core.fromBasis(criterion.beta);
    const bias = !this.reml && this.#class.kind === "gls" ? n / (n - p) : 1;
    const variance = criterion.sigmaSquared * bias;
    this.covariance = core.covarianceFromBasis(criterion.inverse.map((v) => v * variance));
    const theta = Array.from(layout.parameters, (_, k) => point.theta[k]! * core.thetaScales[k]!);
    this.theta = structure ? [] : theta;
    const { terms } = layout;
    const labels = groupLabels(terms);
    this.thetaNames = structure ? [] : thetaNames(layout);
    this.varianceComponents = [
      ...componentsOf(
        terms,
        labels,
        lambdas(layout, theta),
        layout,
        core.scale,
        core.identifiability.lost,
      ),
      ...residualComponents(core),
    ];
    this.groups = layout.groups.map((g) => ({ name: g.name, levels: g.levels.length }));
    const singular = singularNotes(
      layout,
      point.theta,
      this.varianceComponents,
      labels,
      core.identifiability.lost,
    );
    this.singular = singular.length > 0;
    const lost = lostNotes(core, fixed, labels, core.scale);
    this.notes = [...frame.notes, ...fixed.notes, ...lost, ...singular];
    const { a } = criterion.cross!;
    const size = a[a.length - 1]!;
    if (criterion.sigmaSquared * n < 1e-12 * size) {
      this.notes.push({
        code: "no-residual-variation",
        text: "The residual variance is 0 but for rounding: the random effects fit the data " +
          "exactly, and standard errors and tests mean nothing",
      });
    } else if (!this.converged) {
      this.notes.push({
        code: "not-converged",
        text: "The search for the optimum stopped before the gradient vanished",
        data: { gradient: Array.from(point.gradient) },
      });
    }
  }

  get covarianceParameters(): CovarianceEstimate[] {
    return this.#covarianceParameters ??= covarianceEstimates(this.core);
  }

  get random(): LinearMixedModel {
    return this;
  }

  get mixed(): MixedEffects {
    return this;
  }

  get likelihood(): Likelihood {
    return mixedLikelihood(this);
  }

  get standardizedResiduals(): number[] {
    if (this.residualStructure !== null) return overOwnDeviation(this, this.core);
    return this.residuals.map((r, i) => r * Math.sqrt(this.weights?.[i] ?? 1) / this.sigma);
  }

  isTestable(l: ArrayLike<number>): boolean {
    return this.core.testable.has(l);
  }

  get coefficients(): Coefficient[] {
    return coefficientsOf(
      this,
      (k) => this.#hasVariance(k) ? Math.sqrt(this.covariance[k * this.rank + k]!) : null,
    );
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
    return this.criterion + Math.log(this.#counted) * this.parameters;
  }

  /** What the penalty of Schwarz's criterion counts: rows, those less coefficients, or subjects. */
  get #counted(): number {
    if (this.mmrm) return this.#problem.built.frame.residual!.subject!.levels.length;
    return this.reml && this.#class.errorContrasts ? this.n - this.rank : this.n;
  }

  /** Modes over the columns of Z in the order of elimination, in the engine's units. */
  #conditionalModes(): Float64Array {
    if (!this.#modes) {
      const criterion = this.core.settled(1);
      this.#modes = conditionalModes(criterion.nodes(), criterion.beta);
    }
    return this.#modes;
  }

  get randomEffects(): RandomEffect[] {
    return this.#effects ??= this.#randomEffects();
  }

  #randomEffects(): RandomEffect[] {
    const { layout, pattern, scales } = this.#problem;
    const modes = this.#conditionalModes();
    const covariance = conditionalCovariance(this.core.settled(1).nodes());
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
              standardError: this.core.scale * Math.sqrt(variance) / scale,
            });
          }
        }
      }
    });
    return out;
  }

  get fitted(): number[] {
    refuseHeld(this.data, "Residuals and fitted values are of rows");
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
    const as = this.#class;
    if (options.response) {
      refuseHeld(this.data, "A new response is one of rows");
      const problem = withResponse(this.#problem, Float64Array.from(options.response));
      return new MixedFit(problem, { reml, as });
    }
    if (reml !== this.reml && as.again) return as.again(reml);
    return reml === this.reml ? this : new MixedFit(this.#problem, { reml, start, as });
  }
}
