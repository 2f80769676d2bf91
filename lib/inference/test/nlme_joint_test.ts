/**
 * One test of several terms of an `lme` or a `gls`, or of linear functions of its coefficients, as nlme has
 * them: F of Wald, beside all others, with nlme's degrees of freedom.
 *
 * Source: Pinheiro & Bates (2000), Mixed-Effects Models in S and S-PLUS, section 2.4.2.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { extendBasis } from "../../math/algebra/orthonormal.ts";
import { waldStatistic } from "../../math/algebra/linear_functions.ts";
import { pf } from "../../math/distribution/tails.ts";
import type { LinearMixedModel } from "../../model/fit.ts";
import { levelDf, unbiased } from "../df/inner_outer.ts";
import type { AnovaTable } from "./anova_table.ts";
import { keptByTerm } from "./hypothesis.ts";

/** What is tested: terms by name, or functions of the coefficients. */
export type NlmeHypothesis =
  | { readonly terms: readonly string[] }
  | {
    /** A weight for each coefficient. */
    readonly functions: readonly Float64Array[];
    /** What the functions are called; their numbers if left out. */
    readonly names?: readonly string[];
  };

/** Names of the terms as nlme counts them, the intercept's first if there is one. */
export function nlmeTerms({ fixed }: LinearMixedModel): string[] {
  return [...(fixed.intercept ? ["(Intercept)"] : []), ...fixed.terms.map((t) => t.label)];
}

/** Functions that are each no sum of those before. */
function independent(rows: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  return rows.filter((row) => {
    const before = basis.length;
    extendBasis(basis, row.slice(), 1e-8);
    return basis.length > before;
  });
}

/**
 * The test of a hypothesis by nlme's `anova(m, Terms = )` or `anova(m, L = )`.
 *
 * @throws DiagnosticError `several-df` where coefficients of several grouping levels are involved
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lme, tableFrom } from "@heddle/heddle";
 * import { nlmeJointTest } from "./nlme_joint_test.ts";
 *
 * const y = [3, 4, 6, 5, 2, 4, 4, 7, 3, 6, 5, 8, 4, 5, 5, 6, 1, 3, 5, 4];
 * const data = tableFrom({
 *   y,
 *   Day: y.map((_, i) => i % 4),
 *   Pen: y.map((_, i) => `p${Math.floor(i / 4)}`),
 * });
 * const { rows } = nlmeJointTest(lme("y ~ Day", "~ 1 | Pen", data), { terms: ["Day"] });
 * assertEquals([rows[0]!.numDf, rows[0]!.denDf], [1, 14]);
 * ```
 */
export function nlmeJointTest(
  fit: LinearMixedModel,
  hypothesis: NlmeHypothesis,
  adjustSigma = true,
): AnovaTable {
  const own = fit.kind === "gls" ? unbiased(fit) : 1;
  const scale = (adjustSigma ? unbiased(fit) : 1) / own;
  const covariance = fit.covariance.map((v) => v * scale);
  const given = "terms" in hypothesis ? rowsOfTerms(fit, hypothesis.terms) : hypothesis.functions;
  const rows = given.filter((row) => row.some((w) => w !== 0));
  const tested = independent(rows);
  const denDf = commonDf(fit, rows, "terms" in hypothesis);
  const numDf = tested.length;
  const testable = numDf > 0 && tested.every((l) => fit.isTestable(l));
  const statistic = testable
    ? waldStatistic({ rows: tested, estimates: fit.beta, covariance }) / numDf
    : null;
  const pValue = statistic !== null && denDf > 0
    ? pf(statistic, numDf, denDf, { upper: true })
    : null;
  const joint = "terms" in hypothesis
    ? { terms: hypothesis.terms }
    : functionsShown(fit, rows, hypothesis.names?.filter((_, i) => given[i]!.some((w) => w !== 0)));
  return {
    kind: fit.kind,
    type: 3,
    test: "F",
    ddf: fit.kind === "gls" ? "residual" : "inner-outer",
    hypotheses: "car",
    response: fit.response,
    rows: [{ term: labelOf(joint), numDf, denDf, statistic, pValue }],
    notes: [],
    layout: "nlme",
    joint,
  };
}

/** `nitro, Variety`, or `age - 2 SexFemale; Sex`. */
function labelOf(joint: NonNullable<AnovaTable["joint"]>): string {
  if ("terms" in joint) return joint.terms.join(", ");
  return joint.weights.map((row) =>
    row.flatMap((w, k) => {
      if (w === 0) return [];
      const size = Math.abs(w);
      return [`${w < 0 ? "- " : "+ "}${size === 1 ? "" : `${size} `}${joint.columns[k]}`];
    }).join(" ").replace(/^\+ /, "").replace(/^- /, "-")
  ).join("; ");
}

/** The coefficients of some terms, each by itself. */
function rowsOfTerms(fit: LinearMixedModel, terms: readonly string[]): Float64Array[] {
  const names = ["(Intercept)", ...fit.fixed.terms.map((t) => t.label)];
  const places = keptByTerm(fit.fixed);
  return terms.flatMap((term) =>
    (places[names.indexOf(term)] ?? []).map((k) =>
      Float64Array.from(fit.beta, (_, j) => j === k ? 1 : 0)
    )
  );
}

/** The df that all coefficients have which are involved. */
function commonDf(fit: LinearMixedModel, rows: readonly Float64Array[], terms: boolean): number {
  if (fit.kind === "gls") return fit.residualDf;
  const byColumn = levelDf(fit);
  const found = new Set(
    Array.from(byColumn).filter((_, k) => rows.some((row) => row[k] !== 0)),
  );
  if (found.size <= 1) return [...found][0] ?? NaN;
  return fail(
    "several-df",
    `${terms ? "The terms" : "The functions"} have coefficients with ${
      [...found].sort((a, b) => a - b).join(" and ")
    } denominator df, and one test has one`,
    { hint: "Test those of each grouping level apart; anova(m) has the df of every term" },
  );
}

/** The functions with the names of the coefficients that have part in them. */
function functionsShown(
  fit: LinearMixedModel,
  rows: readonly Float64Array[],
  names: readonly string[] | undefined,
): NonNullable<AnovaTable["joint"]> {
  const columns = fit.coefficients.flatMap((c) => c.estimate === null ? [] : [c.name]);
  const shown = columns.flatMap((name, k) => rows.some((row) => row[k] !== 0) ? [{ name, k }] : []);
  return {
    names: names ?? rows.map((_, i) => String(i + 1)),
    columns: shown.map(({ name }) => name),
    weights: rows.map((row) => shown.map(({ k }) => row[k]!)),
  };
}
