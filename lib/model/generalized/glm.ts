/**
 * Generalized linear models by maximum likelihood, with R's results.
 *
 * Sources: McCullagh & Nelder (1989), Generalized Linear Models; residuals and leverages after Pierce
 * & Schafer (1986), J. Am. Stat. Assoc. 81, 977–986.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Note } from "../../note.ts";
import type { Expr } from "../../syntax/expr.ts";
import type { Table } from "../../data/table.ts";
import { buildModel, type BuiltModel } from "../fixed/build.ts";
import type { Coding } from "../fixed/codings.ts";
import type { GeneralizedLinearModel } from "../fit.ts";
import { familyNamed } from "./families.ts";
import type { GeneralizedFamily } from "./generalized_family.ts";
import { GeneralizedFit } from "./generalized_fit.ts";

/** Where terms have numeric variables only, columns count as dependent at this tolerance, as in R. */
const NUMERIC_TOLERANCE = 1e-11;

/** Options of `glm`. */
export interface GlmOptions {
  /** The family by R's name: `"poisson"`. */
  family: string;
  /** The link by R's name; the family's own if left out. */
  link?: string | undefined;
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

/**
 * Fits a generalized linear model, as R's `glm` does, to the exact optimum of the likelihood.
 *
 * @param formula e.g. `"count ~ spray + offset(log(area))"`, or a parsed one
 * @throws DiagnosticError for what a caller can get wrong: `unknown-family`, `unknown-link`,
 * `negative-count`, `no-optimum` (an estimate grows without end), `unknown-column`, `no-rows`, …
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { glm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ count: [2, 4, 6, 12], Trt: ["A", "A", "B", "B"] });
 * const fit = glm("count ~ Trt", data, { family: "poisson" });
 * assertAlmostEquals(Math.exp(fit.coefficients[1]!.estimate!), 3);
 * ```
 */
export function glm(
  formula: string | Expr,
  data: Table,
  options: GlmOptions,
): GeneralizedLinearModel {
  const family = familyNamed(options.family, options.link ?? null);
  const model = buildModel(formula, data, options, NUMERIC_TOLERANCE);
  const { expr, random, response } = model.formula;
  const span = { start: expr.start, end: expr.end };
  if (random.length > 0) {
    const [term] = random;
    fail("random-term-in-glm", "glm has no random terms, and the formula has", {
      span: { start: term!.start, end: term!.end },
      hint: "Leave it out; of responses with random terms, normal ones alone can be fitted",
    });
  }
  if (!response || !model.frame.response) {
    fail("no-response", "The formula has no response", { span, hint: "Write y ~ …" });
  }
  if (model.fixed.names.length === 0 && !model.frame.offset) {
    fail("empty-model", "The model has no terms at all", { span, hint: "Write y ~ 1" });
  }
  const notes = responseNotes(model, family, model.frame.response.values);
  return new GeneralizedFit(model, family, notes);
}

function responseNotes(
  { formula, frame }: BuiltModel,
  family: GeneralizedFamily,
  values: Float64Array,
): Note[] {
  const rowOf = (i: number): number => 1 + (frame.rows ? frame.rows[i]! : i);
  return family.check({ values, label: formula.responseLabel, rowOf });
}
