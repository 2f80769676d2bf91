/**
 * A fitted generalized linear model.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { Table } from "../../data/table.ts";
import { inverseCrossProduct, qr, thinQ } from "../../math/algebra/qr.ts";
import type { DdfOffer } from "../ddf.ts";
import type { Dispersion } from "../family.ts";
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
import { type WeightlessRows, weightlessRows } from "../formula/weightless.ts";
import { linkedResponse, type ResponseForm } from "../response_form.ts";
import type { GeneralizedFamily } from "./generalized_family.ts";
import {
  type EndlessSearch,
  type LikelihoodOptimum,
  type LikelihoodProblem,
  maximise,
} from "./irls.ts";
import { profileLimits } from "./profile.ts";
import { coefficientsOf, covarianceRows } from "../coefficients.ts";

const WORDS: ModelWords = { verb: "glm", called: "a glm" };

/** The dispersion is known, so that tests are z and χ² tests. */
const DDF: DdfOffer = {
  methods: ["asymptotic"],
  default: "asymptotic",
  ofCoefficients: "asymptotic",
  ofIntervals: "asymptotic",
  exact: false,
  stated: false,
};

/** A coefficient that moves by more than this in the last of many steps is on its way to infinity. */
const ENDLESS = 1e-3;

/** A mean below this, after many steps, is on its way to 0. */
const VANISHED = 1e-6;

/** A fit of a family whose dispersion is fixed at 1. */
export class GeneralizedFit implements GeneralizedLinearModel {
  readonly kind = "glm";
  readonly described = WORDS;
  readonly random = null;
  readonly leastSquares = null;
  readonly residualStructure = null;
  readonly ddf = DDF;
  readonly sigma = 1;
  readonly dispersion: Dispersion = { known: "fixed", value: 1 };
  readonly formula: string;
  readonly response: string;
  readonly parsed: Formula;
  readonly responseForm: ResponseForm;
  readonly family: GeneralizedFamily;
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
  readonly #frame: ModelFrame;
  readonly #problem: LikelihoodProblem;
  readonly #optimum: LikelihoodOptimum;
  #null: { deviance: number; rank: number } | null = null;
  #weightless: WeightlessRows | null = null;
  #leverage: number[] | null = null;

  constructor(model: BuiltModel, family: GeneralizedFamily, notes: readonly Note[]) {
    const { frame, fixed, formula } = model;
    this.#frame = frame;
    this.family = family;
    this.responseForm = linkedResponse(formula, family);
    this.parsed = formula;
    this.formula = formula.text;
    this.response = formula.responseLabel;
    this.n = frame.n;
    this.rows = frame.rows;
    this.fixed = fixed;
    this.data = frame.data;
    this.weights = frame.weights;
    this.#problem = {
      family,
      response: frame.response!.values,
      weights: frame.weights,
      offset: frame.offset,
      cells: fixed.cells,
      matrix: columnsOf(fixed, fixed.kept),
    };
    const optimum = maximise(this.#problem);
    if (!("beta" in optimum)) this.#refuseEndless(optimum);
    this.#optimum = optimum;
    this.beta = optimum.beta;
    this.deviance = optimum.deviance;
    this.iterations = optimum.iterations;
    this.rank = this.beta.length;
    this.residualDf = this.n - this.rank;
    this.covariance = inverseCrossProduct(optimum.decomposition);
    this.notes = [...frame.notes, ...fixed.notes, ...notes];
  }

  #refuseEndless({ lastStep, lastMean }: EndlessSearch): never {
    const { expr } = this.parsed;
    const names = Array.from(this.fixed.kept, (j) => this.fixed.names[j]!);
    const moving = names.filter((_, k) => !(Math.abs(lastStep[k]!) < ENDLESS));
    const gone = Array.from(lastMean.keys()).filter((i) => lastMean[i]! < VANISHED);
    const first = gone.length > 0 ? 1 + (this.rows ? this.rows[gone[0]!]! : gone[0]!) : null;
    const where = first === null
      ? ""
      : gone.length === 1
      ? `the mean of row ${first} goes to 0; `
      : `the means of ${gone.length} rows (the first is row ${first}) go to 0; `;
    const [estimates, grow] = moving.length === 1 ? ["estimate", "grows"] : ["estimates", "grow"];
    const of = (moving.length > 0 ? moving : names).join(", ");
    fail(
      "no-optimum",
      `The likelihood has no largest value: ${where}the ${estimates} of ${of} ${grow} without end`,
      {
        span: { start: expr.start, end: expr.end },
        hint:
          "Where all counts of a level are 0 it has no estimate: leave the level out, or join it " +
          "to another",
      },
    );
  }

  get generalized(): GeneralizedLinearModel {
    return this;
  }

  get likelihood(): Likelihood {
    return {
      method: "ML",
      parameters: this.rank,
      deviance: this.deviance,
      residualDf: this.residualDf,
      unrestricted: () => this,
    };
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
    let sum = 0;
    this.#problem.response.forEach((y, i) => {
      sum += (this.weights ? this.weights[i]! : 1) * this.family.logDensity(y, mu[i]!);
    });
    return sum;
  }

  get aic(): number {
    return -2 * this.logLik + 2 * this.rank;
  }

  get bic(): number {
    return -2 * this.logLik + Math.log(this.n) * this.rank;
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
    const { family } = this;
    return Array.from(this.#problem.response, (y, i) => {
      const w = this.weights ? this.weights[i]! : 1;
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

  get leverage(): number[] {
    return this.#leverage ??= this.#leverages();
  }

  #leverages(): number[] {
    const { decomposition, cellWeight, eta, mu } = this.#optimum;
    const { of, count } = this.fixed.cells;
    const q = thinQ(decomposition);
    const cell = new Float64Array(count);
    for (let j = 0; j < this.rank; j++) {
      for (let c = 0; c < count; c++) cell[c]! += q[j * count + c]! ** 2;
    }
    return Array.from(mu, (m, i) => {
      const c = of ? of[i]! : i;
      const slope = this.family.link.derivative(eta[i]!);
      const w = (this.weights ? this.weights[i]! : 1) * slope * slope / this.family.variance(m);
      const h = cell[c]! * w / cellWeight[c]!;
      return h > 1 - 10 * Number.EPSILON ? 1 : h; // as R: rounding is not a deviation
    });
  }

  /** R's `rstandard`: deviance residuals over their standard deviations. */
  get standardizedResiduals(): number[] {
    const { leverage } = this;
    return this.residualsOf("deviance").map((d, i) => d / Math.sqrt(1 - leverage[i]!));
  }

  get weightless(): WeightlessRows | null {
    const found = this.#frame.weightless;
    if (!found?.response) return null;
    const { rows, data, response } = found;
    const { mean } = this.family.link;
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
    return profileLimits(this.#problem, this.#optimum, this.covariance, rise)
      .map((limits, k) => ({ column: this.fixed.kept[k]!, ...limits }));
  }
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
