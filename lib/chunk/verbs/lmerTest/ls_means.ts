/**
 * Means of the factors of a mixed model and their differences, as lmerTest has them: `ls_means lsmeansLT
 * difflsmeans`.
 *
 * Source: Searle, Speed & Milliken (1980), Am. Stat. 34, 216–221.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import type { DenominatorDf } from "../../../inference/df/ddf.ts";
import { denominatorDf } from "../../../inference/df/denominator_df.ts";
import { emmeans } from "../../../inference/means/emmeans.ts";
import { dot } from "../../../math/algebra/products.ts";
import { pt, qt } from "../../../math/distribution/tails.ts";
import type { FixedTerm } from "../../../model/fixed/fixed_design.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import { METHOD_NAMES } from "../../../render/text/anova.ts";
import { type CoefficientColumn, coefficientLines } from "../../../render/text/coefficients.ts";
import { formatNumber, round } from "../../../render/number/number_format.ts";
import { Table } from "../../../data/table.ts";
import type { Call } from "../../evaluation/call.ts";
import { displayed } from "../../values/displayed.ts";
import { numberColumn } from "../../values/frame.ts";
import { frame, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { ddfOf } from "../emmeans/views.ts";
import { linearMixedArgument } from "../lme4/pieces.ts";

/** A mean or a difference: its name and its function of the coefficients. */
interface Row {
  name: string;
  linear: Float64Array;
}

/** Terms whose variables are all factors. */
function factorTerms(fit: LinearMixedModel): FixedTerm[] {
  const factors = new Set(
    fit.fixed.variables.filter((v) => v.kind === "factor").map((v) => v.label),
  );
  return fit.fixed.terms.filter((t) => t.variables.every((v) => factors.has(v)));
}

function chosenTerms(call: Call, fit: LinearMixedModel): FixedTerm[] {
  const terms = factorTerms(fit);
  if (!call.has("which") || call.value("which").kind === "null") return terms;
  return call.texts("which").map((name) =>
    terms.find((t) => t.label === name) ??
      fail("wrong-argument", `${name} is no term of factors in the model`, {
        span: call.spanOf("which"),
        hint: terms.length > 0
          ? `Its terms are ${terms.map((t) => t.label).join(", ")}`
          : "The model has none",
      })
  );
}

/** The means of a term, the first factor's levels fastest. */
function meansOf(call: Call, fit: LinearMixedModel, term: FixedTerm): Row[] {
  const grid = call.at(
    "model",
    () => emmeans(fit, `~ ${term.variables.join(" * ")}`, { nesting: null }),
  );
  return grid.rows.map((row, i) => {
    const linear = grid.linear[i];
    const name = term.variables.map((v) => `${v}${row.at[v]}`).join(":");
    return {
      name,
      linear: linear ?? fail("not-estimable", `The mean of ${name} cannot be estimated`, {
        span: call.spanOf("model"),
        hint: "Means of the other terms can: name them in which",
      }),
    };
  });
}

function differencesOf(rows: readonly Row[]): Row[] {
  return rows.flatMap((a, i) =>
    rows.slice(i + 1).map((b) => ({
      name: `${a.name} - ${b.name}`,
      linear: a.linear.map((v, k) => v - b.linear[k]!),
    }))
  );
}

/** Columns of the table of some functions of the coefficients. */
export function estimateColumns(
  fit: LinearMixedModel,
  method: DenominatorDf,
  rows: readonly Pick<Row, "linear">[],
  level: number,
): CoefficientColumn[] {
  const numbers = rows.map(({ linear }) => {
    const estimate = dot(linear, fit.beta);
    const error = method.standardError(linear);
    const df = method.df(linear);
    const t = estimate / error;
    const reach = qt((1 + level) / 2, df) * error;
    return [
      estimate,
      error,
      df,
      t,
      estimate - reach,
      estimate + reach,
      2 * pt(Math.abs(t), df, { upper: true }),
    ];
  });
  const names = ["Estimate", "Std. Error", "df", "t value", "lower", "upper", "Pr(>|t|)"];
  const roles = [
    "coefficient",
    "coefficient",
    "plain",
    "statistic",
    "coefficient",
    "coefficient",
    "p",
  ] as const;
  return names.map((name, j) => ({
    name,
    role: roles[j]!,
    values: numbers.map((row) => row[j]!),
  }));
}

function table(call: Call, pairwise: boolean): Value {
  const fit = linearMixedArgument(call, "model");
  const ddf = ddfOf(call, "ddf") ?? "satterthwaite";
  const level = call.number("level", 0.95);
  const means = chosenTerms(call, fit).map((term) => meansOf(call, fit, term));
  const rows = means.flatMap((own) => pairwise ? differencesOf(own) : own);
  const method = call.at("model", () => denominatorDf(fit, ddf));
  const columns = estimateColumns(fit, method, rows, level);
  const shown = columns.map((c) =>
    c.name === "df" ? { ...c, values: c.values.map((v) => v === null ? null : round(v, 1)) } : c
  );
  const names = rows.map((r) => r.name);
  return displayed(
    [
      "Least Squares Means table:",
      "",
      ...coefficientLines(names, shown, { digits: 5 }),
      "",
      `  Confidence level: ${formatNumber(100 * level, 2)}%`,
      `  Degrees of freedom method: ${METHOD_NAMES[ddf]} `,
    ],
    "a table of means",
    {},
    () => frame(new Table(columns.map((c) => numberColumn(c.name, c.values))), names),
  );
}

const ARGUMENTS = "model, which?, level?, ddf?, test.effs~";

/** Means as lmerTest has them. */
export const LS_MEANS: readonly Verb[] = ["ls_means", "lsmeansLT"].map((name) =>
  verbOf("lmerTest")(
    name,
    `${ARGUMENTS}, pairwise?`,
    "means of the factors of a mixed model, with tests and limits",
    (call) => table(call, call.flag("pairwise", false)),
  )
).concat(
  verbOf("lmerTest")(
    "difflsmeans",
    ARGUMENTS,
    "differences of the means of each term of factors",
    (call) => table(call, true),
  ),
);
