/**
 * Linear mixed models by REML or maximum likelihood.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Table } from "../../data/table.ts";
import type { Expr } from "../../syntax/expr.ts";
import { buildModel } from "../fixed/build.ts";
import type { LinearMixedModel } from "../fit.ts";
import type { Coding } from "../fixed/codings.ts";
import { parseFormula } from "../formula/formula.ts";
import { heldSource } from "../formula/held.ts";
import type { ResidualClause } from "../formula/residual_clause.ts";
import type { MixedClass } from "./capabilities.ts";
import { coreOf } from "./core.ts";
import { fitProblem } from "./fit.ts";
import { checkStructure } from "./residual/structure_faults.ts";
import { mixedProblem } from "./problem.ts";
import { serialEffects } from "./serial_effects.ts";

/** Options of `lmer`. */
export interface LmerOptions {
  /** REML (the default) or maximum likelihood. */
  reml?: boolean | undefined;
  /** A column of the data, or an expression of columns: prior weights. */
  weights?: string | undefined;
  /** Codings by factor, e.g. `{ Trt: "sum" }`; R's defaults for the others. */
  contrasts?: Record<string, Coding> | undefined;
  /**
   * Factors whose columns are named by the numbers of their levels (`Trt2`), as R does if a coding is
   * given as a function, and not by the levels (`TrtB`).
   */
  numberedContrasts?: readonly string[] | undefined;
  /**
   * The covariance of the residuals of one subject: `"un(Day | Pen)"`, any covariance matrix over the
   * days of a pen, or `"diag(Day)"`, a variance for each day. Without random terms the model is a
   * marginal one.
   */
  residual?: string | Expr | undefined;
}

/** The same with a covariance of residuals that was read already. */
export type FitOptions = Omit<LmerOptions, "residual"> & {
  residual?: string | Expr | ResidualClause | undefined;
  /** By whose conventions. */
  as?: MixedClass | undefined;
};

/**
 * Fits a linear mixed model, as lme4's `lmer` does, to the exact optimum: the criterion is minimized
 * by Newton's method on analytic derivatives (see `elimination.ts`), so that there is no
 * tolerance to tune and no warning to interpret. A variance on the boundary is exactly 0, and a
 * note names it.
 *
 * @param formula e.g. `"yield ~ nitrogen * variety + (1 | block / variety)"`, or a parsed one
 * @throws DiagnosticError for what a caller can get wrong: `no-random-terms`, `one-group-level`,
 * `too-many-levels`, `unknown-column`, `no-residual`, … with the place in the formula
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { lmer, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({
 *   y: [11, 14, 20, 25, 16, 15],
 *   Trt: ["A", "B", "A", "B", "A", "B"],
 *   Block: ["1", "1", "2", "2", "3", "3"],
 * });
 * const fit = lmer("y ~ Trt + (1 | Block)", data);
 * assertAlmostEquals(fit.coefficients[1]!.estimate!, 7 / 3);
 * ```
 */
export function lmer(
  formula: string | Expr,
  data: Table,
  options: LmerOptions = {},
): LinearMixedModel {
  return fitMixed(formula, data, options);
}

/** As `lmer`. */
export function fitMixed(
  formula: string | Expr,
  data: Table,
  options: FitOptions,
): LinearMixedModel {
  const parsed = parseFormula(formula);
  const serial = options.residual === undefined ? serialEffects(parsed) : null;
  const cells = options.as?.weighing === undefined;
  const built = serial
    ? buildModel(serial.formula, data, { ...options, residual: serial.clause, cells })
    : buildModel(parsed, data, { ...options, cells });
  const { expr, response } = built.formula;
  const span = { start: expr.start, end: expr.end };
  if (!response || !built.frame.response) {
    fail("no-response", "The formula has no response", { span, hint: "Write y ~ …" });
  }
  const { values } = built.frame.response;
  const problem = mixedProblem(built, values, undefined, options.as?.kind === "gls");
  const fit = fitProblem(problem, { reml: options.reml ?? true, as: options.as });
  checkStructure(fit, built);
  if (serial) fit.notes.push(serial.note);
  if (!leavesResidual(fit, built.frame.response.values)) {
    fail("no-residual", `The fixed and random effects fit ${fit.response} exactly`, {
      span,
      hint: "Nothing is left to measure by; look at the data, or leave a random term out",
    });
  }
  return fit;
}

/**
 * Whether a residual variance is left that is more than rounding. Where there is none the relative
 * variances grow without bound, and the search ends anywhere.
 */
function leavesResidual(fit: LinearMixedModel, response: Float64Array): boolean {
  let [low, high] = [Infinity, -Infinity];
  for (const y of response) {
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  if (!Number.isFinite(fit.criterion)) return false;
  const range = high - low;
  if (heldSource(fit.data)) return coreOf(fit).scale > 1e-7 * range;
  return coreOf(fit).scale > 1e-3 * range || fit.residuals.some((r) => Math.abs(r) > 1e-7 * range);
}
