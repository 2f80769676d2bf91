/**
 * Linear models by least squares, with R's results.
 *
 * Sources: Chambers & Hastie (1992), Statistical Models in S, chapter 4; leverages, standardised
 * and deleted residuals and distances after Cook & Weisberg (1982), Residuals and Influence in
 * Regression, chapters 2 and 3.
 *
 * @module
 */
import { noResidualDf, perfectFit } from "../scale_remarks.ts";
import { fail } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Table } from "../../data/table.ts";
import { decimalRemainders } from "../../math/algebra/decimal.ts";
import { addDoubled, low } from "../../math/algebra/double_double.ts";
import { leastSquares, type LeastSquaresSolution } from "../../math/algebra/least_squares.ts";
import { inverseCrossProduct, type QR, thinQ } from "../../math/algebra/qr.ts";
import { PRECISE_ROWS } from "../formula/arithmetic.ts";
import { buildModel, type BuiltModel } from "../fixed/build.ts";
import { type CellSums, cellSums } from "../formula/cells.ts";
import type { DdfOffer } from "../ddf.ts";
import { type Dispersion, estimatedScale, NORMAL_FAMILY } from "../family.ts";
import type { Coefficient, Likelihood, LinearModel, ModelWords } from "../fit.ts";
import type { Formula } from "../formula/formula.ts";
import { columnResponse, type ResponseForm } from "../response_form.ts";
import type { Coding } from "../fixed/codings.ts";
import type { FixedEffects } from "../fixed/fixed_effects.ts";
import { refuseHeld } from "../formula/held.ts";
import type { ModelFrame } from "../formula/frame.ts";
import type { PreciseColumn } from "../formula/value.ts";
import { type WeightlessRows, weightlessRows } from "../fixed/weightless.ts";
import { coefficientsOf, covarianceRows } from "../coefficients.ts";

/** Options of `lm`. */
export interface LmOptions {
  /** A column of the data, or an expression of columns: prior weights. */
  weights?: string | undefined;
  /** Codings by factor, e.g. `{ Trt: "sum" }`; R's defaults for the others. */
  contrasts?: Record<string, Coding> | undefined;
  /**
   * Factors whose columns are named by the numbers of their levels (`Trt2`), as R does if a coding is
   * given as a function, and not by the levels (`TrtB`).
   */
  numberedContrasts?: readonly string[] | undefined;
}

/** Where terms have numeric variables only, columns count as dependent at this tolerance. */
const NUMERIC_TOLERANCE = 1e-10;

/** Refining in doubled precision costs about as much as decomposing: once is enough when large. */
const LARGE = 2e6;

/**
 * Fits a linear model by least squares, as R's `lm` does: treatment contrasts, rows with missing
 * values left out, dependent columns left out with a note.
 *
 * Coefficients come from a pivoted Householder QR decomposition of the distinct model rows, refined
 * with residuals in doubled precision (see `leastSquares`).
 *
 * @param formula e.g. `"yield ~ block + N * P * K"`, or a parsed one
 * @throws DiagnosticError for what a caller can get wrong: `unknown-column`, `no-rows`,
 * `one-level`, `response-not-numeric`, … with the place in the formula
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const fit = lm("y ~ Trt", data);
 * assertAlmostEquals(fit.coefficients[1]!.estimate!, 3);
 * ```
 */
export function lm(formula: string | Expr, data: Table, options: LmOptions = {}): LinearModel {
  const model = buildModel(formula, data, { ...options, cells: true }, NUMERIC_TOLERANCE);
  const { expr, random, response } = model.formula;
  const span = { start: expr.start, end: expr.end };
  if (random.length > 0) {
    const [term] = random;
    fail("random-term-in-lm", "lm has no random terms, and the formula has", {
      span: { start: term!.start, end: term!.end },
      hint: "Fit it with lmer",
    });
  }
  if (!response) {
    fail("no-response", "The formula has no response", { span, hint: "Write y ~ …" });
  }
  if (model.fixed.names.length === 0 && !model.frame.offset) {
    fail("empty-model", "The model has no terms at all", { span, hint: "Write y ~ 1" });
  }
  return new LeastSquaresFit(model);
}

const WORDS: ModelWords = { verb: "lm", called: "an lm" };

const DDF: DdfOffer = {
  methods: ["residual", "asymptotic"],
  default: "residual",
  ofCoefficients: "residual",
  ofIntervals: "residual",
  exact: true,
  stated: false,
};

/** A fit by least squares. */
export class LeastSquaresFit implements LinearModel {
  readonly kind = "lm";
  readonly described: ModelWords = WORDS;
  readonly random = null;
  readonly mixed = null;
  readonly marginal = null;
  readonly generalized = null;
  readonly family = NORMAL_FAMILY;
  readonly ddf: DdfOffer = DDF;
  readonly parsed: Formula;
  readonly responseForm: ResponseForm;
  readonly dispersion: Dispersion;
  readonly formula: string;
  readonly response: string;
  readonly n: number;
  readonly rank: number;
  readonly residualStructure = null;
  readonly residualDf: number;
  readonly residualSumSq: number;
  readonly sigma: number;
  readonly fixed: FixedEffects;
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  readonly effects: Float64Array;
  readonly data: Table;
  readonly rows: Int32Array | null;
  readonly weights: Float64Array | null;
  readonly notes: Note[];
  readonly #frame: ModelFrame;
  readonly #y: PreciseColumn;
  readonly #sums: CellSums;
  readonly #solution: LeastSquaresSolution;
  readonly #cache = new Map<string, number[]>();

  constructor(model: BuiltModel) {
    const { frame, fixed } = model;
    this.#frame = frame;
    this.parsed = model.formula;
    this.responseForm = columnResponse(model.formula);
    this.formula = model.formula.text;
    this.response = model.formula.responseLabel;
    this.n = frame.n;
    this.rows = frame.rows;
    this.fixed = fixed;
    this.data = frame.data;
    this.weights = frame.weights;
    this.#y = shiftedResponse(frame);
    this.#sums = cellSums(fixed.cells, this.#y.values, frame.weights, this.#y.low ?? null);
    this.#solution = solve(fixed, this.#sums);
    this.beta = this.#solution.beta;
    this.effects = this.#solution.effects;
    this.rank = this.beta.length;
    this.residualDf = this.n - this.rank;
    this.residualSumSq = this.#sums.within +
      this.#solution.residuals.reduce((sum, r, c) => sum + this.#sums.weight[c]! * r * r, 0);
    this.sigma = this.residualDf > 0 ? Math.sqrt(this.residualSumSq / this.residualDf) : NaN;
    const variance = this.sigma * this.sigma;
    this.dispersion = estimatedScale(variance, "σ², the residual variance");
    this.covariance = inverseCrossProduct(fixed.decomposition).map((v) => v * variance);
    this.notes = [...frame.notes, ...fixed.notes, ...this.#fitNotes()];
  }

  get decomposition(): QR {
    return this.fixed.decomposition;
  }

  get leastSquares(): LinearModel {
    return this;
  }

  get likelihood(): Likelihood {
    return {
      method: "least squares",
      parameters: this.rank + 1,
      deviance: this.residualSumSq,
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
      (k) => this.residualDf > 0 ? Math.sqrt(this.covariance[k * this.rank + k]!) : null,
    );
  }

  get vcov(): number[][] {
    return covarianceRows(this);
  }

  get logLik(): number {
    const logWeights = this.weights?.reduce((sum, w) => sum + Math.log(w), 0) ?? 0;
    const { n } = this;
    return 0.5 *
      (logWeights - n * (Math.log(2 * Math.PI) + 1 - Math.log(n) + Math.log(this.residualSumSq)));
  }

  get aic(): number {
    return -2 * this.logLik + 2 * (this.rank + 1);
  }

  get bic(): number {
    return -2 * this.logLik + Math.log(this.n) * (this.rank + 1);
  }

  /** Sum of squares of what the columns explain, the intercept left out. */
  get #modelSumSq(): number {
    const first = this.fixed.intercept ? 1 : 0;
    return this.effects.reduce((sum, e, k) => k < first ? sum : sum + e * e, 0);
  }

  /** As R: the fitted values have the offset in them. */
  get rSquared(): number {
    const model = this.#frame.offset ? this.#fittedSumSq() : this.#modelSumSq;
    return model === 0 ? 0 : model / (model + this.residualSumSq);
  }

  /** Σ w f², about the weighted mean if there is an intercept. */
  #fittedSumSq(): number {
    const weight = (i: number): number => this.weights ? this.weights[i]! : 1;
    const fitted = this.#fittedRows();
    const total = fitted.reduce((sum, _, i) => sum + weight(i), 0);
    const mean = this.fixed.intercept
      ? fitted.reduce((sum, f, i) => sum + weight(i) * f, 0) / total
      : 0;
    return fitted.reduce((sum, f, i) => sum + weight(i) * (f - mean) ** 2, 0);
  }

  get adjustedRSquared(): number {
    const free = this.n - (this.fixed.intercept ? 1 : 0);
    return 1 - (1 - this.rSquared) * (free / this.residualDf);
  }

  /** Of what the columns explain; R counts an offset in, which is then no F. */
  get overallF(): { statistic: number; numDf: number; denDf: number } | null {
    const numDf = this.rank - (this.fixed.intercept ? 1 : 0);
    if (numDf === 0 || this.residualDf === 0 || this.residualSumSq === 0) return null;
    const statistic = this.#modelSumSq / numDf / (this.residualSumSq / this.residualDf);
    return { statistic, numDf, denDf: this.residualDf };
  }

  /** A vector over the rows, made when first read. */
  #vector(name: string, make: () => ArrayLike<number>): number[] {
    refuseHeld(this.data, "Residuals and fitted values are of rows");
    let known = this.#cache.get(name);
    if (!known) this.#cache.set(name, known = Array.from(make()));
    return known;
  }

  get residuals(): number[] {
    return this.#vector("residuals", () => {
      const { values, low } = this.#y;
      const { of } = this.fixed.cells;
      const { mean, meanLow } = this.#sums;
      const { residuals } = this.#solution;
      if (!of) return residuals;
      return values.map((v, i) => {
        const c = of[i]!;
        return (v - mean[c]!) - meanLow[c]! + (low ? low[i]! : 0) + residuals[c]!;
      });
    });
  }

  get fitted(): number[] {
    return this.#vector("fitted", () => this.#fittedRows());
  }

  #fittedRows(): Float64Array {
    const { of } = this.fixed.cells;
    const { offset } = this.#frame;
    const { mean, meanLow } = this.#sums;
    const cell = this.#solution.residuals.map((r, c) => mean[c]! - r + meanLow[c]!);
    return Float64Array.from(
      { length: this.n },
      (_, i) => cell[of ? of[i]! : i]! + (offset ? offset[i]! : 0),
    );
  }

  #weightless: WeightlessRows | null = null;

  get weightless(): WeightlessRows | null {
    const found = this.#frame.weightless;
    if (!found?.response) return null;
    const { rows, data, response } = found;
    return this.#weightless ??= weightlessRows(this.fixed, this.beta, rows, data, response);
  }

  get leverage(): number[] {
    return this.#vector("leverage", () => {
      const { of, count } = this.fixed.cells;
      const q = thinQ(this.fixed.decomposition);
      const cell = new Float64Array(count);
      for (let j = 0; j < this.rank; j++) {
        for (let c = 0; c < count; c++) cell[c]! += q[j * count + c]! ** 2;
      }
      return Float64Array.from({ length: this.n }, (_, i) => {
        const c = of ? of[i]! : i;
        const share = (this.weights ? this.weights[i]! : 1) / this.#sums.weight[c]!;
        const h = cell[c]! * share;
        return h > 1 - 10 * Number.EPSILON ? 1 : h; // as R: rounding is not a deviation
      });
    });
  }

  /** √w e. */
  #weightedResidual(i: number): number {
    return this.residuals[i]! * (this.weights ? Math.sqrt(this.weights[i]!) : 1);
  }

  get standardizedResiduals(): number[] {
    return this.#vector(
      "standardized",
      () =>
        this.leverage.map((h, i) => this.#weightedResidual(i) / (this.sigma * Math.sqrt(1 - h))),
    );
  }

  get studentizedResiduals(): number[] {
    return this.#vector("studentized", () =>
      this.leverage.map((h, i) => {
        const e = this.#weightedResidual(i);
        const without = (this.residualSumSq - e * e / (1 - h)) / (this.residualDf - 1);
        return e / Math.sqrt(without * (1 - h));
      }));
  }

  get cooksDistance(): number[] {
    return this.#vector(
      "cook",
      () =>
        this.leverage.map((h, i) =>
          (this.#weightedResidual(i) / (this.sigma * (1 - h))) ** 2 * h / this.rank
        ),
    );
  }

  #fitNotes(): Note[] {
    if (this.residualDf === 0) return [noResidualDf(this.n)];
    const { mean, weight } = this.#sums;
    const size = mean.reduce((sum, m, c) => sum + weight[c]! * m * m, 0);
    if (this.residualSumSq > size * 1e-30) return [];
    return [perfectFit()];
  }
}

/** The response without the offset, as the decimals it was written as. */
function shiftedResponse(frame: ModelFrame): PreciseColumn {
  const { response, offset } = frame;
  const { values } = response!;
  const lows = response!.low ??
    (values.length <= PRECISE_ROWS ? decimalRemainders(values) : new Float64Array(values.length));
  if (!offset) return { ...response!, low: lows };
  const shifted = new Float64Array(values.length);
  const rest = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    shifted[i] = addDoubled(values[i]!, lows[i]!, -offset[i]!, 0);
    rest[i] = low.value;
  }
  return { ...response!, values: shifted, low: rest };
}

function solve(fixed: FixedEffects, sums: CellSums): LeastSquaresSolution {
  const { cellMatrix, decomposition } = fixed;
  return leastSquares({
    decomposition,
    matrix: cellMatrix,
    matrixLow: fixed.cellLow,
    response: sums.mean,
    responseLow: sums.meanLow,
    weights: sums.weight,
    ones: fixed.intercept ? 0 : -1,
  }, cellMatrix.length > LARGE ? 1 : 5);
}
