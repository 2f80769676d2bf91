/**
 * A fitted generalized linear model.
 *
 * @module
 */
import type { Note } from "../../note.ts";
import type { Table } from "../../data/table.ts";
import { inverseCrossProduct, qr, thinQ } from "../../math/algebra/qr.ts";
import type { MersenneTwister } from "../../math/chance/mersenne_twister.ts";
import type { DdfOffer } from "../ddf.ts";
import {
  type Dispersion,
  estimatedScale,
  type FittedFamily,
  fittedFamily,
  UNIT_SCALE,
} from "../family.ts";
import type {
  Coefficient,
  GeneralizedLinearModel,
  Likelihood,
  ModelWords,
  ProfileLimits,
  ResidualType,
} from "../fit.ts";
import type { BuiltModel } from "../fixed/build.ts";
import type { FixedEffects } from "../fixed/fixed_effects.ts";
import type { Formula } from "../formula/formula.ts";
import type { ModelFrame } from "../formula/frame.ts";
import { type WeightlessRows, weightlessRows } from "../fixed/weightless.ts";
import { linkedResponse, type ResponseForm } from "../response_form.ts";
import type { GeneralizedFamily } from "./families/generalized_family.ts";
import {
  type EndlessSearch,
  type LikelihoodOptimum,
  type LikelihoodProblem,
  maximise,
} from "./irls.ts";
import { refuseEndless } from "./endless.ts";
import { noResidualDf, perfectFit } from "../scale_remarks.ts";
import { drawOf } from "./simulation/draws.ts";
import { profileLimits } from "./profile.ts";
import { coefficientsOf, covarianceRows } from "../coefficients.ts";

const WORDS: ModelWords = { verb: "glm", called: "a glm" };

/** Where the dispersion is known, tests are z and χ² tests. */
const KNOWN: DdfOffer = {
  methods: ["asymptotic"],
  default: "asymptotic",
  ofCoefficients: "asymptotic",
  ofIntervals: "asymptotic",
  exact: false,
  stated: false,
};

/** … and where it is estimated, t and F tests on the residual df. */
const ESTIMATED: DdfOffer = {
  methods: ["residual", "asymptotic"],
  default: "residual",
  ofCoefficients: "residual",
  ofIntervals: "asymptotic",
  exact: false,
  stated: false,
};

const SCALE = "φ: the variance is φV(μ); of a gamma distribution the shape is 1/φ";

/** A size of the negative binomial distribution that was estimated with the coefficients. */
export interface EstimatedSize {
  readonly value: number;
  readonly standardError: number;
}

/** A fit by maximum likelihood, or quasi-likelihood. */
export class GeneralizedFit implements GeneralizedLinearModel {
  readonly kind = "glm";
  readonly described = WORDS;
  readonly random = null;
  readonly mixed = null;
  readonly marginal = null;
  readonly leastSquares = null;
  readonly residualStructure = null;
  readonly ddf: DdfOffer;
  readonly sigma: number;
  readonly dispersion: Dispersion;
  readonly formula: string;
  readonly response: string;
  readonly parsed: Formula;
  readonly responseForm: ResponseForm;
  readonly family: FittedFamily;
  readonly zeroInflation: Coefficient[] = [];
  readonly dispersionModel: Coefficient[] = [];
  readonly n: number;
  readonly rank: number;
  readonly residualDf: number;
  readonly fixed: FixedEffects;
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  readonly data: Table;
  readonly rows: Int32Array | null;
  readonly weights: Float64Array | null;
  readonly notes: Note[];
  readonly deviance: number;
  readonly iterations: number;
  readonly size: EstimatedSize | null;
  readonly #family: GeneralizedFamily;
  readonly #frame: ModelFrame;
  readonly #problem: LikelihoodProblem;
  readonly #optimum: LikelihoodOptimum;
  #null: { deviance: number; rank: number } | null = null;
  #weightless: WeightlessRows | null = null;
  #leverage: number[] | null = null;

  constructor(
    model: BuiltModel,
    family: GeneralizedFamily,
    notes: readonly Note[],
    size: EstimatedSize | null = null,
  ) {
    const { frame, fixed, formula } = model;
    this.size = size;
    this.#frame = frame;
    this.#family = family;
    this.family = fittedFamily(family);
    this.responseForm = linkedResponse(formula, family, frame.trials !== null);
    this.parsed = formula;
    this.formula = formula.text;
    this.response = formula.responseLabel;
    this.n = frame.n;
    this.rows = frame.rows;
    this.fixed = fixed;
    this.data = frame.data;
    this.weights = frame.weights;
    this.#problem = likelihoodProblem(model, family);
    const optimum = maximise(this.#problem);
    if (!("beta" in optimum)) this.#refuseEndless(optimum);
    this.#optimum = optimum;
    this.beta = optimum.beta;
    this.deviance = optimum.deviance;
    this.iterations = optimum.iterations;
    this.rank = this.beta.length;
    this.residualDf = this.n - this.rank;
    const estimated = family.scale === "estimated";
    const scale = estimated ? this.#pearson() / this.residualDf : 1;
    this.ddf = estimated ? ESTIMATED : KNOWN;
    this.dispersion = estimated ? estimatedScale(scale, SCALE) : UNIT_SCALE;
    this.sigma = Math.sqrt(scale);
    this.covariance = inverseCrossProduct(optimum.decomposition).map((v) => v * scale);
    this.notes = [
      ...frame.notes,
      ...fixed.notes,
      ...notes,
      ...(estimated ? this.#scaleNotes() : []),
    ];
  }

  #scaleNotes(): Note[] {
    if (this.residualDf === 0) return [noResidualDf(this.n)];
    const { fitted, weights } = this;
    const size = fitted.reduce(
      (sum, mu, i) => sum + (weights?.[i] ?? 1) * mu * mu / this.#family.variance(mu),
      0,
    );
    return this.#pearson() > 1e-30 * size ? [] : [perfectFit()];
  }

  /** Σ of the squares of the residuals over their standard deviations. */
  #pearson(): number {
    return this.residualsOf("pearson").reduce((sum, r) => sum + r * r, 0);
  }

  #refuseEndless(search: EndlessSearch): never {
    const { parsed, fixed, rows } = this;
    return refuseEndless({ parsed, fixed, rows, family: this.#family }, search);
  }

  get generalized(): GeneralizedLinearModel {
    return this;
  }

  get likelihood(): Likelihood {
    return {
      method: "ML",
      parameters: this.#parameters,
      deviance: this.deviance,
      residualDf: this.residualDf,
      unrestricted: () => this,
    };
  }

  /** Coefficients, and a scale or a size that was estimated. */
  get #parameters(): number {
    return this.rank + (this.#family.scale === "estimated" || this.size ? 1 : 0);
  }

  isTestable(): boolean {
    return true;
  }

  get coefficients(): Coefficient[] {
    return coefficientsOf(
      this,
      (k) => Math.sqrt(this.covariance[k * this.rank + k]!),
    );
  }

  get vcov(): number[][] {
    return covarianceRows(this);
  }

  get logLik(): number {
    const { mu } = this.#optimum;
    const { response, weights } = this.#problem;
    const { deviance } = this;
    const { trials } = this.#frame;
    return this.#family.logLikelihood({ response, mu, weights, trials, deviance });
  }

  get aic(): number {
    return -2 * this.logLik + 2 * this.#parameters;
  }

  get bic(): number {
    return -2 * this.logLik + Math.log(this.n) * this.#parameters;
  }

  get fitted(): number[] {
    return Array.from(this.#optimum.mu);
  }

  get linearPredictor(): number[] {
    return Array.from(this.#optimum.eta);
  }

  get residuals(): number[] {
    return this.residualsOf("response");
  }

  residualsOf(type: ResidualType): number[] {
    const { eta, mu } = this.#optimum;
    const { response, weights, family } = this.#problem;
    return Array.from(response, (y, i) => {
      const w = weights ? weights[i]! : 1;
      const raw = y - mu[i]!;
      switch (type) {
        case "response":
          return raw;
        case "working":
          return raw / family.link.derivative(eta[i]!);
        case "pearson":
          return raw * Math.sqrt(w / family.variance(mu[i]!));
        case "deviance":
          return Math.sign(raw) * Math.sqrt(w * Math.max(0, family.deviance(y, mu[i]!)));
      }
    });
  }

  get observed(): number[] {
    return Array.from(this.#problem.response);
  }

  simulated(chance: MersenneTwister): Float64Array {
    const { mu } = this.#optimum;
    const draw = drawOf(this.size ? "nbinom2" : this.#family.name);
    const dispersion = this.size?.value ?? this.dispersion.value;
    const trials = this.#frame.trials ?? (this.#family.name === "binomial" ? this.weights : null);
    return mu.map((m, i) => draw(chance, m, dispersion, trials ? trials[i]! : 1));
  }

  get leverage(): number[] {
    return this.#leverage ??= this.#leverages();
  }

  #leverages(): number[] {
    const { decomposition, cellWeight, eta, mu } = this.#optimum;
    const { of, count } = this.fixed.cells;
    const { weights } = this.#problem;
    const q = thinQ(decomposition);
    const cell = new Float64Array(count);
    for (let j = 0; j < this.rank; j++) {
      for (let c = 0; c < count; c++) cell[c]! += q[j * count + c]! ** 2;
    }
    return Array.from(mu, (m, i) => {
      const c = of ? of[i]! : i;
      const slope = this.#family.link.derivative(eta[i]!);
      const w = (weights ? weights[i]! : 1) * slope * slope / this.family.variance(m);
      const h = cell[c]! * w / cellWeight[c]!;
      return h > 1 - 10 * Number.EPSILON ? 1 : h; // as R: rounding is not a deviation
    });
  }

  /** R's `rstandard`: deviance residuals over their standard deviations. */
  get standardizedResiduals(): number[] {
    const { leverage, sigma } = this;
    return this.residualsOf("deviance").map((d, i) => d / (sigma * Math.sqrt(1 - leverage[i]!)));
  }

  /** R's `cooks.distance`, by one step of scoring. */
  get cooksDistance(): number[] {
    const { leverage, rank, dispersion } = this;
    return this.residualsOf("pearson").map((r, i) => {
      const left = 1 - leverage[i]!;
      return (r / left) ** 2 * leverage[i]! / (dispersion.value * rank);
    });
  }

  get weightless(): WeightlessRows | null {
    const found = this.#frame.weightless;
    if (!found?.response) return null;
    const { rows, data, response } = found;
    const { mean } = this.#family.link;
    return this.#weightless ??= weightlessRows(this.fixed, this.beta, rows, data, response, mean);
  }

  get nullDeviance(): number {
    return (this.#null ??= this.withColumns((j) => this.fixed.assign[j] === 0)).deviance;
  }

  get nullDf(): number {
    return this.n - (this.fixed.intercept ? 1 : 0);
  }

  withColumns(isIn: (column: number) => boolean): { deviance: number; rank: number } {
    const { fixed } = this;
    const asked = Int32Array.from(fixed.names.keys()).filter(isIn);
    const m = fixed.cells.count;
    const { pivot, rank } = qr(columnsOf(fixed, asked), m, asked.length);
    const kept = Int32Array.from(pivot.subarray(0, rank), (k) => asked[k]!);
    const optimum = maximise({ ...this.#problem, matrix: columnsOf(fixed, kept) });
    return "beta" in optimum ? { deviance: optimum.deviance, rank } : this.#refuseEndless(optimum);
  }

  profile(rise: number): ProfileLimits[] {
    const { value } = this.dispersion;
    return profileLimits(this.#problem, this.#optimum, this.covariance, rise * value)
      .map((limits, k) => ({ column: this.fixed.kept[k]!, ...limits }));
  }
}

/** The search for the coefficients of a model, with trials among the weights. */
export function likelihoodProblem(
  { frame, fixed }: BuiltModel,
  family: GeneralizedFamily,
): LikelihoodProblem {
  return {
    family,
    response: frame.response!.values,
    weights: totalWeights(frame),
    offset: frame.offset,
    cells: fixed.cells,
    matrix: columnsOf(fixed, fixed.kept),
  };
}

/** Prior weights times trials; null for ones. */
export function totalWeights({ weights, trials }: ModelFrame): Float64Array | null {
  return weights && trials ? weights.map((w, i) => w * trials[i]!) : trials ?? weights;
}

/** Columns of the model rows of the cells. */
function columnsOf(fixed: FixedEffects, columns: ArrayLike<number>): Float64Array {
  const m = fixed.cells.count;
  const out = new Float64Array(m * columns.length);
  for (let k = 0; k < columns.length; k++) {
    const j = columns[k]!;
    out.set(fixed.cellMatrix.subarray(j * m, (j + 1) * m), k * m);
  }
  return out;
}
