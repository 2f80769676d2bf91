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
import { familyNamed, parseFamily } from "./families/families.ts";
import type { GeneralizedFamily } from "./families/generalized_family.ts";
import { NEGATIVE_BINOMIAL_LINKS, negativeBinomial } from "./families/negative_binomial.ts";
import { GeneralizedFit, totalWeights } from "./generalized_fit.ts";
import { fitSize } from "./size.ts";

/** Where terms have numeric variables only, columns count as dependent at this tolerance, as in R. */
const NUMERIC_TOLERANCE = 1e-11;

/** Options of `glm`. */
export interface GlmOptions {
  /**
   * The family by R's name, with its link where it is not the family's own: `"poisson"`,
   * `"binomial(probit)"`. `"nbinom2"` is the negative binomial distribution of a size that is
   * estimated, as `glm.nb` of MASS has it. Default `"gaussian"`.
   */
  family?: string | undefined;
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
  options: GlmOptions = {},
): GeneralizedLinearModel {
  const { name, link } = parseFamily(options.family ?? "gaussian");
  const asked = options.link ?? link;
  if (name === "nbinom2") return glmNb(formula, data, { ...options, link: asked ?? undefined });
  const family = familyNamed(name, asked);
  const proportions = name === "binomial" || name === "quasibinomial";
  const model = glmModel(formula, data, { ...options, proportions });
  return new GeneralizedFit(model, family, responseNotes(model, family));
}

/**
 * Fits counts of a negative binomial distribution whose size is estimated, as `glm.nb` of MASS does:
 * coefficients and size maximise the likelihood together; standard errors, deviance and tests are
 * those of a known size.
 *
 * @throws DiagnosticError as `glm`; `no-size` where counts vary no more than Poisson's
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { glmNb, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ count: [0, 9, 2, 31, 4, 55], Trt: ["A", "A", "A", "B", "B", "B"] });
 * assert(glmNb("count ~ Trt", data).size!.value > 0);
 * ```
 */
export function glmNb(
  formula: string | Expr,
  data: Table,
  options: Omit<GlmOptions, "family"> = {},
): GeneralizedLinearModel {
  const name = options.link ?? "log";
  const link = NEGATIVE_BINOMIAL_LINKS.find((l) => l.name === name) ??
    fail("unknown-link", `glm.nb() has no link ${name}`, {
      hint: `Its links are ${NEGATIVE_BINOMIAL_LINKS.map((l) => l.name).join(", ")}`,
    });
  const model = glmModel(formula, data, { ...options, proportions: false });
  const notes = responseNotes(model, negativeBinomial(1, link));
  const { family, size } = fitSize(model, link);
  return new GeneralizedFit(model, family, notes, size);
}

function glmModel(
  formula: string | Expr,
  data: Table,
  options: Parameters<typeof buildModel>[2],
): BuiltModel {
  const model = buildModel(formula, data, options, NUMERIC_TOLERANCE);
  const { expr, random, response } = model.formula;
  const span = { start: expr.start, end: expr.end };
  if (random.length > 0) {
    const [term] = random;
    fail("random-term-in-glm", "glm has no random terms, and the formula has", {
      span: { start: term!.start, end: term!.end },
      hint: "Fit it with glmer, or glmmTMB",
    });
  }
  if (!response || !model.frame.response) {
    fail("no-response", "The formula has no response", { span, hint: "Write y ~ …" });
  }
  if (model.fixed.names.length === 0 && !model.frame.offset) {
    fail("empty-model", "The model has no terms at all", { span, hint: "Write y ~ 1" });
  }
  return model;
}

/** What is to be said of the response of a model. */
export function responseNotes({ formula, frame }: BuiltModel, family: GeneralizedFamily): Note[] {
  return family.check({
    values: frame.response!.values,
    weights: totalWeights(frame),
    paired: frame.trials !== null,
    label: formula.responseLabel,
    rowOf: (i) => 1 + (frame.rows ? frame.rows[i]! : i),
  });
}
