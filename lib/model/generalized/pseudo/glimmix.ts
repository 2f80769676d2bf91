/**
 * Generalized linear mixed models by restricted pseudo-likelihood, with Kenward and Roger's degrees of
 * freedom: the default of SAS's procedure GLIMMIX.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { Table } from "../../../data/table.ts";
import type { Note } from "../../../note.ts";
import type { Expr } from "../../../syntax/expr.ts";
import type { GeneralizedMixedModel } from "../../fit.ts";
import { buildModel } from "../../fixed/build.ts";
import type { Coding } from "../../fixed/codings.ts";
import { parseFamily } from "../families/families.ts";
import { laplaceModel } from "../laplace/build.ts";
import { LaplaceEngine } from "../laplace/engine.ts";
import { MarginalFit } from "../laplace/marginal_fit.ts";
import { requireResponse } from "../laplace/mixed_model.ts";
import { checkedResponse } from "../given_response.ts";
import { laplaceProblem } from "../laplace/problem.ts";
import { randomFamilyNamed } from "../series/random_families.ts";
import { pseudoInformation } from "./information.ts";
import { linearise } from "./linearised.ts";

/** Options of `glimmix`. */
export interface GlimmixOptions {
  /** `"binomial"`, `"poisson"`, with a link where it is not the family's own: `"binomial(probit)"`. */
  family: string;
  /** A covariance of residuals: refused, for it is not built. */
  residual?: unknown;
  /** The link by R's name, where it does not stand in `family`. */
  link?: string | undefined;
  /** A column of the data, or an expression of columns: prior weights; of a proportion its trials. */
  weights?: string | undefined;
  /** Codings by factor, e.g. `{ Trt: "sum" }`; R's defaults for the others. */
  contrasts?: Record<string, Coding> | undefined;
  /** Factors whose columns are named by the numbers of their levels. */
  numberedContrasts?: readonly string[] | undefined;
}

/** Trials of a row on average, below which pseudo-likelihood of proportions is biased. */
const FEW_TRIALS = 5;

/**
 * Fits counts or proportions with random effects by restricted pseudo-likelihood. The scale is held
 * at 1. Tests are F and t tests on the degrees of freedom of Kenward and Roger at the pseudo-data, with
 * the observed information, as SAS.
 *
 * @throws DiagnosticError `no-random-terms`, `unknown-family`, `no-optimum`, …
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { denominatorDf, glimmix, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [1, 4, 0, 7, 3, 9, 2, 2],
 *   Trt: ["A", "B", "A", "B", "A", "B", "A", "B"],
 *   Block: ["1", "1", "2", "2", "3", "3", "4", "4"],
 * });
 * const fit = glimmix("y ~ Trt + (1 | Block)", data, { family: "poisson" });
 * assert(denominatorDf(fit, "kenward-roger").standardError([0, 1]) > 0);
 * ```
 */
export function glimmix(
  formula: string | Expr,
  data: Table,
  options: GlimmixOptions,
): GeneralizedMixedModel {
  const { name, link } = parseFamily(options.family);
  if (options.residual !== undefined) {
    fail("no-residual-structure", "glimmix() has no covariance of residuals yet", {
      hint: "Write what correlates observations as random terms, such as (1 | plot)",
    });
  }
  const family = randomFamilyNamed("glimmix", name, options.link ?? link, ["binomial", "poisson"]);
  const model = buildModel(formula, data, {
    ...options,
    residual: undefined,
    proportions: family.proportions,
  });
  requireResponse(model);
  const { random, expr } = model.formula;
  const span = { start: expr.start, end: expr.end };
  if (random.length === 0) {
    fail("no-random-terms", "The formula has no random term", {
      span,
      hint: "Add one such as (1 | Block), or use glm",
    });
  }
  const notes = checkedResponse(model, family, null);
  const parts = { zero: null, dispersion: null, restricted: true, byLevels: true };
  const { rows, terms } = laplaceModel(model, family, parts);
  const linear = linearise(model, rows);
  if (!linear) {
    return fail("no-optimum", "The pseudo-data go on for ever: estimates grow without end", {
      span,
      hint: "glmmTMB() fits by likelihood, and says which estimates have none",
    });
  }
  const engine = new LaplaceEngine(laplaceProblem(rows));
  engine.rest(linear.maximum.rho, linear.engine.u);
  const information = pseudoInformation(linear.engine, linear.response, linear.weights);
  return new MarginalFit({
    kind: "glimmix",
    model,
    rows: model.frame.rows,
    family,
    terms,
    zero: null,
    dispersion: null,
    found: { engine, maximum: linear.maximum, flatTangents: [], modeTangents: [] },
    integral: { nodes: 1, hessian: "expected" },
    notes: [...notes, ...fewTrials(rows.response.map((r) => r.trials), family.proportions)],
    pseudo: { linear, information },
  });
}

function fewTrials(trials: readonly number[], proportions: boolean): Note[] {
  const mean = trials.reduce((a, b) => a + b, 0) / trials.length;
  if (!proportions || mean >= FEW_TRIALS) return [];
  return [{
    code: "few-trials",
    text:
      `The observations have ${Number(mean.toPrecision(3))} trials on average: pseudo-likelihood ` +
      "draws estimates towards 0 there, variances above all; set glmer() beside it",
    data: { trials: mean },
  }];
}
