/**
 * A fitted generalized mixed model: what readers see, made from the engine's numbers.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Table } from "../../../data/table.ts";
import type { Note } from "../../../note.ts";
import type { MersenneTwister } from "../../../math/chance/mersenne_twister.ts";
import { coefficientsOf, covarianceRows, keptNames } from "../../coefficients.ts";
import type { DdfOffer } from "../../ddf.ts";
import { type Dispersion, type FittedFamily, fittedFamily, UNIT_SCALE } from "../../family.ts";
import type {
  Coefficient,
  CovarianceEstimate,
  EffectBlock,
  GeneralizedMixedModel,
  Likelihood,
  MarginalLimits,
  MeanSlopes,
  MixedEffects,
  ModelPart,
  ModelWords,
  PartRandom,
  PseudoInformation,
  RandomEffect,
  RandomSpread,
  ResidualType,
  VarianceComponent,
} from "../../fit.ts";
import type { BuiltModel } from "../../fixed/build.ts";
import type { FixedEffects } from "../../fixed/fixed_effects.ts";
import type { Formula, RandomTerm } from "../../formula/formula.ts";
import { linkedResponse, type ResponseForm } from "../../response_form.ts";
import {
  addRandomEffects,
  type RandomRowsModel,
  type RandomRowsOptions,
  termRows,
} from "../../fixed/random_rows.ts";
import type { NamedTerm } from "./build.ts";
import type { PartOfModel } from "./problem.ts";
import { labelsOf } from "../estimates/components.ts";
import { DDF, NORMAL_DDF, PSEUDO_DDF, WORDS } from "../estimates/model_words.ts";
import { flatCovariance, scatterOf } from "../estimates/scatter.ts";
import type { RandomFamily } from "../series/likelihood.ts";
import { marginalProfile } from "./likelihood_profile.ts";
import { covarianceOf } from "./maximum.ts";
import { effectBlocks } from "../estimates/effect_blocks.ts";
import { endlessNotes, searchNotes, singularTerms } from "../estimates/remarks.ts";
import { block, jointOf, modelPart, partCoefficients } from "../part_estimates.ts";
import { meanSlopes, responseMeans } from "../estimates/response_means.ts";
import { marginalResiduals } from "../estimates/marginal_residuals.ts";
import { rowErrors } from "../estimates/row_errors.ts";
import { responseDraws } from "../estimates/simulated_response.ts";
import { givenCovariance } from "./given_covariance.ts";
import type { Found, Integral } from "./search.ts";
import { SCALED } from "./start.ts";

/** What a fit is made of. */
export interface MarginalParts {
  readonly kind: GeneralizedMixedModel["kind"];
  readonly model: BuiltModel;
  /** Where the rows used stand in the data that were given. */
  readonly rows: Int32Array | null;
  readonly family: RandomFamily;
  readonly terms: readonly NamedTerm[];
  readonly zero: FixedEffects | null;
  readonly dispersion: FixedEffects | null;
  readonly partFormulas?: GeneralizedMixedModel["partFormulas"];
  /** Their random terms. */
  readonly partModels?: {
    readonly zero: RandomRowsModel | null;
    readonly dispersion: RandomRowsModel | null;
  };
  /** The rows used with the columns of zero inflation. */
  readonly zeroData?: Table | null;
  /** The rows used with the columns of the dispersion. */
  readonly dispersionData?: Table | null;
  readonly found: Found;
  readonly integral: Integral;
  readonly notes: readonly Note[];
  /** Of a fit by pseudo-likelihood, the linear model that it came to. */
  readonly pseudo?: {
    readonly linear: {
      readonly engine: Found["engine"];
      readonly criterion: number;
      readonly converged: boolean;
    };
    readonly information: PseudoInformation;
  };
}

/** A fit by an approximate marginal likelihood. */
export class MarginalFit implements GeneralizedMixedModel {
  readonly kind: GeneralizedMixedModel["kind"];
  readonly pseudo: PseudoInformation | null;
  readonly criterion: number | null;
  readonly described: ModelWords;
  readonly random = null;
  readonly leastSquares = null;
  readonly generalized = null;
  readonly residualStructure = null;
  readonly weightless = null;
  readonly ddf: DdfOffer;
  readonly formula: string;
  readonly response: string;
  readonly parsed: Formula;
  readonly responseForm: ResponseForm;
  readonly family: FittedFamily;
  readonly deviance = null;
  readonly n: number;
  readonly rank: number;
  readonly residualDf: number;
  readonly reml: boolean;
  readonly fixed: FixedEffects;
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  readonly data: Table;
  readonly rows: Int32Array | null;
  readonly weights: Float64Array | null;
  readonly dispersion: Dispersion;
  readonly sigma: number;
  readonly logLik: number;
  readonly parameters: number;
  readonly singular: boolean;
  readonly converged: boolean;
  readonly integral: GeneralizedMixedModel["integral"];
  readonly zeroInflation: Coefficient[];
  readonly familyParameter: GeneralizedMixedModel["familyParameter"];
  readonly partFormulas: GeneralizedMixedModel["partFormulas"];
  readonly partRandom: GeneralizedMixedModel["partRandom"];
  readonly zeroPart: ModelPart | null;
  readonly dispersionPart: ModelPart | null;
  readonly joint: GeneralizedMixedModel["joint"];
  readonly dispersionModel: Coefficient[];
  readonly varianceComponents: VarianceComponent[];
  readonly covarianceParameters: CovarianceEstimate[];
  readonly spreads: readonly RandomSpread[];
  readonly jointErrors: () => number[];
  readonly randomEffects: RandomEffect[];
  readonly groups: { name: string; levels: number }[];
  readonly randomTerms: readonly RandomTerm[];
  readonly fitted: number[];
  readonly notes: Note[];
  readonly linearPredictor: number[];
  readonly #engine: Found["engine"];
  readonly #model: RandomRowsModel;
  readonly #pearson: number[];
  readonly #given: number[];
  readonly #parts: MarginalParts;
  #draws: ReturnType<typeof responseDraws> | null = null;

  constructor(parts: MarginalParts) {
    this.#parts = parts;
    const { kind, model, family, terms, found: { engine, maximum, flatTangents, modeTangents } } =
      parts;
    const { frame, fixed, formula } = model;
    const { problem, plan } = engine;
    const { rho } = maximum;
    const m = plan.count;
    this.kind = kind;
    this.described = WORDS[kind];
    this.family = fittedFamily(family);
    this.parsed = formula;
    this.formula = formula.text;
    this.response = formula.responseLabel;
    this.responseForm = linkedResponse(formula, family, frame.trials !== null);
    this.n = frame.n;
    this.fixed = fixed;
    this.data = frame.data;
    this.rows = parts.rows;
    this.weights = frame.weights;
    this.reml = problem.restricted;
    this.rank = fixed.kept.length;
    this.residualDf = this.n - this.rank;
    const { pseudo } = parts;
    this.pseudo = pseudo?.information ?? null;
    this.criterion = pseudo?.linear.criterion ?? null;
    const normal = parts.family.name === "gaussian" && parts.kind === "glmmTMB";
    this.ddf = pseudo ? PSEUDO_DDF : normal ? NORMAL_DDF : DDF;
    this.logLik = pseudo ? NaN : maximum.value;
    this.parameters = m + problem.flat.length;
    this.converged = pseudo?.linear.converged ?? maximum.converged;
    this.integral = {
      method: pseudo ? "pseudo-likelihood" : parts.integral.nodes > 1 ? "Gauss-Hermite" : "Laplace",
      ...parts.integral,
    };
    const { covariance, definite } = covarianceOf(maximum);
    this.beta = this.reml
      ? Float64Array.from(problem.flat, (j) => engine.u[j]!)
      : rho.slice(plan.beta, plan.beta + this.rank);
    this.covariance = pseudo
      ? pseudo.information.covariance
      : this.reml
      ? flatCovariance(engine, covariance, flatTangents)
      : block(covariance, m, plan.beta, this.rank);
    const { second } = family;
    this.familyParameter = second
      ? {
        name: second.name,
        // without a bound it is at its limit
        value: second.value(rho[plan.zero]! * (maximum.endless.includes(plan.zero) ? Infinity : 1)),
      }
      : null;
    this.partFormulas = parts.partFormulas ?? { zero: null, dispersion: null };
    const searched = { rho, covariance, starts: plan.terms, count: m };
    const { zero, dispersion, zeroData, dispersionData } = parts;
    this.zeroPart = zero && modelPart(zero, zeroData ?? frame.data, searched, plan.zero);
    this.dispersionPart = dispersion &&
      modelPart(dispersion, dispersionData ?? frame.data, searched, plan.dispersion);
    this.joint = this.reml ? null : jointOf(searched, plan, problem);
    this.zeroInflation = partCoefficients(this.zeroPart);
    this.dispersionModel = partCoefficients(this.dispersionPart);
    const lambda = engine.lambda;
    const scatter = (part: PartOfModel): PartRandom =>
      scatterOf(
        terms.filter((t) => t.part === part),
        pseudo?.linear.engine ?? engine,
        lambda,
        searched,
        modeTangents,
      );
    const mean = scatter("mean");
    const ofPart = (part: PartOfModel): PartRandom | null =>
      terms.some((t) => t.part === part) ? scatter(part) : null;
    this.partRandom = { zero: ofPart("zero"), dispersion: ofPart("dispersion") };
    const scale = family.dispersion;
    const modelled = parts.dispersion !== null;
    const value = scale && !modelled
      ? scale.value(rho[plan.dispersion]!)
      : modelled
      ? NaN
      : family.known ?? 1;
    this.dispersion = scale
      ? {
        known: modelled ? "modelled" : "estimated",
        value,
        fixed: false,
        meaning: scale.meaning,
      }
      : { ...UNIT_SCALE, value };
    this.sigma = SCALED.includes(family.name) ? Math.sqrt(value) : value;
    this.varianceComponents = mean.varianceComponents;
    if (family.name === "gaussian" && scale) {
      this.varianceComponents.push({
        group: "Residual",
        term: "",
        variance: modelled ? null : value,
        sd: modelled ? null : this.sigma,
        correlations: [],
      });
    }
    this.covarianceParameters = mean.covarianceParameters;
    this.spreads = mean.spreads;
    this.jointErrors = mean.jointErrors;
    this.randomEffects = mean.randomEffects;
    this.groups = mean.groups;
    this.randomTerms = mean.randomTerms;
    this.#engine = engine;
    this.#model = model;
    this.linearPredictor = Array.from(engine.eta);
    this.#given = problem.response.map((row) => row.y);
    const means = responseMeans(engine);
    this.fitted = Array.from(means.mean);
    this.#pearson = Array.from(means.pearson);
    const singular = singularTerms(terms, labelsOf(terms), lambda);
    this.singular = singular.length > 0;
    this.notes = [
      ...frame.notes,
      ...fixed.notes,
      ...parts.notes,
      ...singular,
      ...endlessNotes(maximum, plan, family, {
        fixed: keptNames(fixed),
        zero: keptNames(parts.zero),
        dispersion: keptNames(parts.dispersion),
      }),
      ...searchNotes(this.converged, definite, maximum),
    ];
  }

  get mixed(): MixedEffects | null {
    return this.randomTerms.length > 0 ? this : null;
  }

  get marginal(): GeneralizedMixedModel {
    return this;
  }

  get likelihood(): Likelihood {
    return {
      method: this.reml ? "REML" : "ML",
      parameters: this.parameters,
      deviance: -2 * this.logLik,
      // coefficients that are integrated over are no parameters of the search
      residualDf: this.n - this.#engine.plan.count,
      unrestricted: () => this,
    };
  }

  isTestable(): boolean {
    return !Number.isNaN(this.covariance[0]);
  }

  get coefficients(): Coefficient[] {
    return coefficientsOf(this, (k) => rootOf(this.covariance[k * this.rank + k]!));
  }

  get vcov(): number[][] {
    return covarianceRows(this);
  }

  get aic(): number {
    return -2 * this.logLik + 2 * this.parameters;
  }

  get bic(): number {
    return -2 * this.logLik + Math.log(this.n) * this.parameters;
  }

  get residuals(): number[] {
    return this.residualsOf("response");
  }

  residualsOf(type: ResidualType): number[] {
    return marginalResiduals(this, this.#engine, this.#pearson, type);
  }

  get zeroPredictor(): number[] {
    const { zeta, problem } = this.#engine;
    return problem.family.second ? new Array<number>(this.n).fill(0) : Array.from(zeta);
  }

  randomRows(part: PartOfModel, table: Table, options: RandomRowsOptions): Float64Array {
    const out = new Float64Array(table.nrow);
    const model = part === "mean" ? this.#model : this.#parts.partModels?.[part] ?? null;
    const own = part === "mean" ? this : this.partRandom[part];
    if (own && model) addRandomEffects(model, own.randomEffects, table, options, out);
    return out;
  }

  predictorErrors(table: Table, options: RandomRowsOptions): number[] {
    const { found, terms } = this.#parts;
    const { kept } = this.fixed;
    const x = this.fixed.rowsFor(table).map((row) => kept.map((j) => row[j]!));
    const { covariance } = covarianceOf(found.maximum);
    return rowErrors({ found, terms, covariance }, x, termRows(this.#model, table, options));
  }

  get dispersionPredictor(): number[] {
    return Array.from(this.#engine.delta);
  }

  get observed(): number[] {
    return [...this.#given];
  }

  profile(rise: number): MarginalLimits[] {
    const { kind, found: { maximum }, integral, terms, zero, dispersion } = this.#parts;
    if (this.pseudo) {
      fail("no-profile", `A pseudo-likelihood of ${kind}() has no profile`, {
        hint: 'Write method = "Wald", or fit glmer(), whose likelihood has one',
      });
    }
    const fixed = { mean: this.fixed, zero, dispersion };
    return marginalProfile(
      { engine: this.#engine, maximum, integral, terms, fixed, roots: this.kind === "glmmTMB" },
      rise,
    );
  }

  effectBlocks = (): EffectBlock[] =>
    effectBlocks(this.#parts.terms.filter((t) => t.part === "mean"), this.#engine);

  meanAt(eta: number, delta: number): MeanSlopes {
    return meanSlopes(this.#engine.problem.family, eta, delta);
  }

  givenCovariance(): Float64Array {
    return givenCovariance(this.#engine);
  }

  simulated(chance: MersenneTwister): Float64Array {
    this.#draws ??= responseDraws(this.#engine);
    return this.#draws(chance);
  }

  get standardizedResiduals(): number[] {
    return this.residualsOf("pearson");
  }
}

const rootOf = (variance: number): number | null => variance >= 0 ? Math.sqrt(variance) : null;
