/**
 * Generalized linear mixed models, by lme4's conventions and by glmmTMB's.
 *
 * @module
 */
import { distributionName } from "../../distribution_name.ts";
import { fail } from "../../../diagnostic.ts";
import type { Table } from "../../../data/table.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { GeneralizedMixedModel } from "../../fit.ts";
import { buildModel, type BuiltModel } from "../../fixed/build.ts";
import type { Coding } from "../../fixed/codings.ts";
import type { FixedEffects } from "../../fixed/fixed_effects.ts";
import { parseFormula } from "../../formula/formula.ts";
import { parseFamily } from "../families/families.ts";
import { checkedResponse } from "../given_response.ts";
import { laplaceModel, predictorOf } from "./build.ts";
import { exactGaussian } from "../series/measurements.ts";
import { GLMER_FAMILIES, randomFamilyNamed } from "../series/random_families.ts";
import { FITS_EXACTLY, type RandomFamily } from "../series/likelihood.ts";
import { MarginalFit } from "./marginal_fit.ts";
import { laplaceProblem } from "./problem.ts";
import type { HessianKind } from "./row_series.ts";
import { findMaximum } from "./search.ts";

/** Options that both have. */
export interface MarginalOptions {
  /** The link by R's name, where it does not stand in `family`. */
  link?: string | undefined;
  /** A column of the data, or an expression of columns: prior weights; of a proportion its trials. */
  weights?: string | undefined;
  /** Codings by factor, e.g. `{ Trt: "sum" }`; R's defaults for the others. */
  contrasts?: Record<string, Coding> | undefined;
  /** Factors whose columns are named by the numbers of their levels. */
  numberedContrasts?: readonly string[] | undefined;
  /**
   * Which curvature the approximation has where the link is not the canonical one: the expected one,
   * as lme4, or that of the likelihood, as glmmTMB. Default: as the package.
   */
  hessian?: "expected" | "observed" | undefined;
}

/** Options of `glmer`. */
export interface GlmerOptions extends MarginalOptions {
  /** `"binomial"`, `"poisson"`, `"Gamma(log)"`, `"nbinom2"` (lme4's `glmer.nb`). */
  family: string;
  /** Nodes of the quadrature: 1, the Laplace approximation, or more where there is one random effect. */
  nAGQ?: number | undefined;
}

/** Options of `glmmTMB`. */
export interface GlmmTMBOptions extends MarginalOptions {
  /** Default `"gaussian"`; also `"nbinom1"`, `"beta_family"`, `"betabinomial"`, `"truncated_poisson"` … */
  family?: string | undefined;
  /** The log-odds of a zero of its own: `"~ 1"`, `"~ mined"`. */
  ziformula?: string | Expr | undefined;
  /** The predictor of the dispersion. Default `"~ 1"`. */
  dispformula?: string | Expr | undefined;
  /** Restricted maximum likelihood. Default false. */
  reml?: boolean | undefined;
}

/**
 * Fits a generalized linear mixed model as lme4's `glmer` does, to the exact optimum of its
 * criterion: the Laplace approximation, or adaptive Gauss–Hermite quadrature.
 *
 * @throws DiagnosticError `no-random-terms`, `unknown-family`, `no-quadrature`, `no-optimum`, …
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { glmer, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [1, 4, 0, 7, 3, 9, 2, 2],
 *   Trt: ["A", "B", "A", "B", "A", "B", "A", "B"],
 *   Block: ["1", "1", "2", "2", "3", "3", "4", "4"],
 * });
 * const fit = glmer("y ~ Trt + (1 | Block)", data, { family: "poisson" });
 * assert(fit.coefficients[1]!.estimate! > 0);
 * ```
 */
export function glmer(
  formula: string | Expr,
  data: Table,
  options: GlmerOptions,
): GeneralizedMixedModel {
  const { name, link } = parseFamily(options.family);
  if (name === "gaussian") {
    fail("unknown-family", "glmer() of a normal response is lmer()", { hint: "Fit it with lmer" });
  }
  const family = randomFamilyNamed("glmer", name, options.link ?? link, [
    ...GLMER_FAMILIES,
    "nbinom2",
  ]);
  const model = buildModel(formula, data, { ...options, proportions: family.proportions });
  requireResponse(model);
  const { random, expr } = model.formula;
  const span = { start: expr.start, end: expr.end };
  if (random.length === 0) {
    fail("no-random-terms", "The formula has no random term", {
      span,
      hint: "Add one such as (1 | Block), or use glm",
    });
  }
  const nodes = options.nAGQ ?? 1;
  const laplace = laplaceModel(model, family, {
    zero: null,
    dispersion: null,
    restricted: false,
    byLevels: true,
  });
  checkNodes(nodes, laplace.terms.length, laplace.terms[0]!.factor.width, span);
  const canonical = CANONICAL[family.name] === family.link.name;
  const hessian = canonical ? "observed" : options.hessian ?? "expected";
  return fitted("glmer", model, family, { nodes, hessian });
}

/** Links with which the curvature is the expected one. */
const CANONICAL: Readonly<Record<string, string>> = { poisson: "log", binomial: "logit" };

function checkNodes(
  nodes: number,
  terms: number,
  width: number,
  span: { start: number; end: number },
): void {
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > 100) {
    fail("no-quadrature", `There is no quadrature of ${nodes} nodes`, {
      span,
      hint: "nAGQ = 1 is the Laplace approximation; up to 100 nodes can be had",
    });
  }
  if (nodes === 1 || (terms === 1 && width === 1)) return;
  fail("no-quadrature", "Quadrature is over one random effect a level, and the model has more", {
    span,
    hint: "nAGQ = 1, the Laplace approximation, is for all models",
  });
}

/**
 * Fits a generalized linear mixed model as glmmTMB does: by the Laplace approximation with the
 * curvature of the likelihood, with zero inflation and a model of the dispersion where asked for.
 * Without random terms the likelihood is exact.
 *
 * @throws DiagnosticError `unknown-family`, `no-optimum`, `one-group-level`, …
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { glmmTMB, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [1, 14, 0, 7, 3, 29, 2, 5],
 *   Trt: ["A", "B", "A", "B", "A", "B", "A", "B"],
 *   Block: ["1", "1", "2", "2", "3", "3", "4", "4"],
 * });
 * const fit = glmmTMB("y ~ Trt + (1 | Block)", data, { family: "nbinom2" });
 * assert(fit.dispersion.value > 0);
 * ```
 */
export function glmmTMB(
  formula: string | Expr,
  data: Table,
  options: GlmmTMBOptions = {},
): GeneralizedMixedModel {
  const { name, link } = parseFamily(options.family ?? "gaussian");
  const named = randomFamilyNamed("glmmTMB", name, options.link ?? link);
  const parts = [options.ziformula, options.dispformula];
  const model = buildModel(formula, data, {
    ...options,
    proportions: named.proportions,
    structures: true,
    beside: parts.flatMap((part) => part === undefined ? [] : [parseFormula(part)]),
  });
  requireResponse(model);
  const { rows } = model.frame;
  const own = rows ? data.filter(rows) : data;
  const [ofZero, ofDispersion] = parts.map((part) => designOf(part, own));
  const zero = ofZero && ofZero.fixed;
  const dispersion = ofDispersion && ofDispersion.fixed;
  if (ofZero && named.second) refuseZeros(named, model);
  const dispersionRandom = ofDispersion?.random ?? [];
  const family = options.dispformula === undefined || dispersion || !named.dispersion
    ? named
    : withoutDispersion(named, model);
  const varies = dispersion && (!isConstant(dispersion) || dispersionRandom.length > 0);
  if (varies && !family.dispersion) {
    fail(
      "no-dispersion",
      `The ${distributionName(family.name)} distribution has no dispersion to model`,
      {
        hint: "Leave dispformula out, or choose a family such as nbinom2",
      },
    );
  }
  const modelled = varies && family.dispersion ? dispersion : null;
  return fitted("glmmTMB", model, family, { nodes: 1, hessian: options.hessian ?? "observed" }, {
    zero: zero ?? null,
    dispersion: modelled,
    partModels: { zero: ofZero ?? null, dispersion: modelled ? ofDispersion ?? null : null },
    zeroData: zero ? dataOf(options.ziformula, own) : null,
    dispersionData: modelled ? dataOf(options.dispformula, own) : null,
    partFormulas: {
      zero: textOf(options.ziformula, zero ?? null),
      dispersion: family === named ? textOf(options.dispformula, modelled) : "~0",
    },
    restricted: options.reml ?? false,
  });
}

/** Refuses zeros of another part beside a distribution that has them, or none to inflate. */
function refuseZeros({ name }: RandomFamily, { formula: { expr } }: BuiltModel): never {
  return fail(
    "no-zero-inflation",
    `The ${distributionName(name)} distribution is not inflated here`,
    {
      span: { start: expr.start, end: expr.end },
      hint: name === "tweedie"
        ? 'It has zeros of its own; zeros of another part stand beside ziGamma(link = "log")'
        : "Leave ziformula out",
    },
  );
}

/** Of the variance of a response so much that nothing depends on it, and arithmetic bears it. */
const NEGLIGIBLE = 1e-7;

/** What `dispformula = ~ 0` is: rows without a variance beside that of the random terms. */
function withoutDispersion(family: RandomFamily, { formula, frame }: BuiltModel): RandomFamily {
  const { expr, random } = formula;
  const span = { start: expr.start, end: expr.end };
  if (family.name !== "gaussian") {
    fail(
      "no-dispersion",
      `dispformula = ~ 0 is of normal responses, not of ${distributionName(family.name)} ones`,
      {
        span,
        hint: "Leave dispformula out",
      },
    );
  }
  if (random.length === 0) {
    fail("no-dispersion", "Without a variance of the rows random terms say how they vary", {
      span,
      hint: "Add one such as (1 | unit), where each row is a unit, or leave dispformula out",
    });
  }
  const y = Array.from(frame.response!.values);
  const mean = y.reduce((a, b) => a + b, 0) / y.length;
  const variance = y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, y.length - 1);
  return exactGaussian(family.link, NEGLIGIBLE * (variance > 0 ? variance : 1));
}

const isConstant = (fixed: FixedEffects): boolean => fixed.intercept && fixed.names.length === 1;

/** A formula as written; null for none. */
function textOf(part: string | Expr | undefined, design: FixedEffects | null): string | null {
  return part === undefined || !design ? null : parseFormula(part).text;
}

/** Another predictor with its random terms; null for none, `~ 0`. */
function designOf(
  part: string | Expr | undefined,
  data: Table,
): BuiltModel | null {
  if (part === undefined) return null;
  const built = buildModel(part, data, { structures: true });
  return built.fixed.names.length === 0 && built.random.length === 0 ? null : built;
}

/** The columns of another predictor. */
const dataOf = (part: string | Expr | undefined, data: Table): Table | null =>
  part === undefined ? null : buildModel(part, data, { structures: true }).frame.data;

/** Refuses a formula without a response. */
export function requireResponse({ formula, frame }: BuiltModel): void {
  if (formula.response && frame.response) return;
  fail("no-response", "The formula has no response", {
    span: { start: formula.expr.start, end: formula.expr.end },
    hint: "Write y ~ …",
  });
}

/** The parts beside the mean. */
interface OtherParts {
  zero: FixedEffects | null;
  dispersion: FixedEffects | null;
  partModels?: { readonly zero: BuiltModel | null; readonly dispersion: BuiltModel | null };
  partFormulas?: GeneralizedMixedModel["partFormulas"];
  zeroData?: Table | null;
  dispersionData?: Table | null;
  restricted: boolean;
}

function fitted(
  kind: "glmer" | "glmmTMB",
  model: BuiltModel,
  family: RandomFamily,
  integral: { nodes: number; hessian: HessianKind },
  other: OtherParts = { zero: null, dispersion: null, restricted: false },
): GeneralizedMixedModel {
  const notes = checkedResponse(model, family, other.zero);
  const { rows, terms } = laplaceModel(model, family, {
    zero: other.zero && predictorOf(other.zero),
    dispersion: other.dispersion && predictorOf(other.dispersion),
    zeroRandom: other.partModels?.zero?.random ?? [],
    dispersionRandom: other.partModels?.dispersion?.random ?? [],
    restricted: other.restricted,
    byLevels: kind === "glmer",
  });
  const problem = laplaceProblem(rows);
  const found = findMaximum(model, problem, integral);
  if (!found) {
    const { start, end } = model.formula.expr;
    return fail("no-start", "The likelihood has no value where the search begins", {
      span: { start, end },
      hint: "Choose a link that keeps means within the family, such as the logarithm",
    });
  }
  const { zero, dispersion } = other;
  const fit = new MarginalFit({
    kind,
    model,
    rows: model.frame.rows,
    family,
    terms,
    zero,
    dispersion,
    zeroData: other.zeroData ?? null,
    dispersionData: other.dispersionData ?? null,
    ...(other.partFormulas ? { partFormulas: other.partFormulas } : {}),
    ...(other.partModels ? { partModels: other.partModels } : {}),
    found,
    integral,
    notes,
  });
  return notExact(fit, family, model.frame.response!.values);
}

/** Means as near to their responses as this share of these leave nothing to measure a dispersion by. */
const EXACT = 1e-5;

/** Refuses a search that had no end since the dispersion goes to 0. */
function notExact(
  fit: MarginalFit,
  { dispersion }: RandomFamily,
  values: Float64Array,
): MarginalFit {
  const { start, end } = fit.parsed.expr;
  const measured = dispersion && Object.values(dispersion.limit).includes(FITS_EXACTLY);
  const ended = fit.converged && !fit.notes.some((n) => n.code === "endless-estimate");
  const largest = values.reduce((most, y) => Math.max(most, Math.abs(y)), 0);
  const apart = values.some((y, i) => Math.abs(y - fit.fitted[i]!) > EXACT * largest);
  // as many effects as rows leave none of them an error of its own, and say all of their covariance
  const effects = fit.randomEffects.length + fit.rank;
  if (!measured || ended || apart || effects >= fit.n) return fit;
  return fail("no-residual", `The model fits ${fit.response} exactly: its dispersion goes to 0`, {
    span: { start, end },
    hint: "Nothing is left to measure by; look at the data, or leave a term out",
  });
}
