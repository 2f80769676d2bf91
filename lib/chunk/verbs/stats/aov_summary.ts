/**
 * Verbs of analyses of variance: `summary.aov summary.lm proj`.
 *
 * @module
 */
import { projectionsOf } from "../../../model/linear/projections.ts";
import * as language from "../../../language/values/value.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { asItIs, classed, numberMatrix } from "../../values/classed.ts";
import type { Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { aovArgument } from "./aov.ts";
import { aovSummary } from "./aov_tables.ts";
import { composed } from "../../evaluation/composed.ts";
import { summaryValue } from "./summary.ts";

/** `proj`: the parts of the response, of an analysis in strata a matrix for each stratum. */
function projections(call: Call): Value {
  const { fit, rows } = aovArgument(call, "object");
  const matrixOf = (parts: readonly { label: string; values: ArrayLike<number> }[]) =>
    numberMatrix(
      rows.names,
      parts.map((p) => p.label),
      Array.from({ length: fit.n }, (_, i) => parts.map((p) => p.values[i]!)),
    );
  const { mean, terms } = projectionsOf(fit);
  if (!fit.strata) {
    const parts = [...terms].map(([label, values]) => ({ label, values }));
    return asItIs(
      matrixOf([
        ...(fit.fixed.intercept ? [{ label: "(Intercept)", values: mean }] : []),
        ...parts,
        { label: "Residuals", values: Float64Array.from(fit.residuals) },
      ]),
      "projections",
    );
  }
  const list = language.withNames(
    language.listOf([
      described(matrixOf([{ label: "(Intercept)", values: mean }]), [
        { label: "(Intercept)", df: 1, factors: ["(Intercept)"] },
      ]),
      ...fit.strata.map((s, k) => {
        const parts = s.projections();
        return described(
          matrixOf(parts),
          parts.map(({ label }) => ({
            label,
            df: label === "Residuals"
              ? s.residualDf
              : s.terms.find((t) => t.label === label)?.df ?? 0,
            factors: label === "Residuals"
              ? strataFactors(fit.strata!.map((o) => o.name), k)
              : label.split(":"),
          })),
        );
      }),
    ]),
    ["(Intercept)", ...fit.strata.map((s) => s.name)],
  );
  return asItIs(classed(list, "listof"), "projections by stratum");
}

/** Factors of the residuals of a stratum; what is left lies within the stratum before it. */
function strataFactors(names: readonly string[], k: number): string[] {
  const own = names[k]!;
  return own === "Within" && k > 0 ? [...names[k - 1]!.split(":"), "Within"] : own.split(":");
}

/** A matrix with the df and the factors of its columns, as R keeps them beside it. */
function described(
  matrix: language.DoubleVector,
  parts: readonly { label: string; df: number; factors: readonly string[] }[],
): language.Value {
  const labels = parts.map((p) => p.label);
  const list = (values: language.Value[], names: readonly string[]): language.Value =>
    language.withNames(language.listOf(values), [...names]);
  const df = language.withNames(language.integers(parts.map((p) => p.df)), labels);
  const made = language.withAttribute(matrix, "df", list([df], ["df"]));
  const one = language.withAttribute(made, "onedf", list([language.logical(false)], ["onedf"]));
  return language.withAttribute(
    one,
    "factors",
    list(parts.map((p) => language.characters([...p.factors])), labels),
  );
}

/** The analyses of several responses, one by one; null of a fit of one. */
function ofResponses(call: Call): Value | null {
  const fit = toLanguage(call.value("object"));
  return language.inherits(fit, "mlm")
    ? composed(call, "summary.maov(.fit)", { ".fit": fit })
    : null;
}

/** Verbs of analyses of variance. */
export const AOV_SUMMARIES: readonly Verb[] = [
  verb(
    "summary.aov",
    "object, intercept?, split?, expand.split?, keep.zero.df!TRUE",
    "the analysis of variance of a fit, also of an lm",
    (call) => ofResponses(call) ?? aovSummary(call, aovArgument(call, "object")),
  ),
  verb(
    "summary.lm",
    "object, correlation!FALSE, symbolic.cor!FALSE",
    "coefficients of a fit with their tests, also of an aov",
    (call) => summaryValue(aovArgument(call, "object")),
  ),
  verb(
    "proj",
    "object, onedf!FALSE, unweighted.scale!FALSE",
    "the response as a sum of parts, one for each term",
    projections,
  ),
];
