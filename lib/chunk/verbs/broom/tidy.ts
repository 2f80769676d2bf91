/**
 * Verbs of broom and broom.mixed: `tidy glance`, results as tibbles.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { confint } from "../../../inference/test/confint.ts";
import { coefficientTests } from "../../../inference/test/coefficient_tests.ts";
import type { Fit, LinearMixedModel } from "../../../model/fit.ts";
import type { Call } from "../../evaluation/call.ts";
import { fromLanguage } from "../../bridge/from_language.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { tibbleOf } from "../../../language/dplyr/tables.ts";
import { pf } from "../../../math/distribution/f_distribution.ts";
import { character, integer, numeric, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";

const verb = verbOf("broom");

type Columns = [name: string, value: Value][];

function tibble(columns: Columns): Value {
  return fromLanguage(tibbleOf(columns.map(([name, column]) => [name, toLanguage(column)])));
}

const numbers = (values: readonly (number | null | undefined)[]): Value =>
  numeric(values.map((v) => v ?? NaN));

/** Intervals of the coefficients: t of an lm, normal of a mixed model, profiles of a glm, as broom. */
function limits(call: Call, fit: Fit): Columns {
  if (!call.flag("conf.int", false)) return [];
  const level = call.number("conf.level", 0.95);
  const method = fit.generalized ? "profile" : "wald";
  const rows = call.at(
    "x",
    () => confint(fit, { method, level, ...(fit.random ? { ddf: fit.ddf.ofCoefficients } : {}) }),
  );
  const own = fit.coefficients.filter((c) => !fit.mixed || !c.aliased).map(({ name }) =>
    rows.find((r) => r.name === name)
  );
  return [
    ["conf.low", numbers(own.map((r) => r?.lower))],
    ["conf.high", numbers(own.map((r) => r?.upper))],
  ];
}

/** Coefficients with their tests. */
function coefficientColumns(call: Call, fit: Fit): Columns {
  const tests = coefficientTests(fit, { ddf: fit.ddf.ofCoefficients })
    .filter((t) => !fit.mixed || t.estimate !== null);
  return [
    ["term", character(tests.map((t) => t.name))],
    ["estimate", numbers(tests.map((t) => t.estimate))],
    ["std.error", numbers(tests.map((t) => t.standardError))],
    ["statistic", numbers(tests.map((t) => t.statistic))],
    ...(fit.random ? [["df", numbers(tests.map((t) => t.df))] as [string, Value]] : []),
    ["p.value", numbers(tests.map((t) => t.pValue))],
    ...limits(call, fit),
  ];
}

interface Parameter {
  group: string;
  term: string;
  estimate: number;
}

/** Standard deviations and correlations under broom.mixed's names, column by column of a triangle. */
function parameters(fit: LinearMixedModel): Parameter[] {
  return [...new Set(fit.varianceComponents.map((c) => c.group))].flatMap((group) => {
    const own = fit.varianceComponents.filter((c) => c.group === group);
    return own.flatMap((column, j) =>
      own.slice(j).map((row, k): Parameter => {
        const term = row.term === "" ? "Observation" : row.term;
        return k === 0 ? { group, term: `sd__${term}`, estimate: row.sd ?? NaN } : {
          group,
          term: `cor__${column.term}.${row.term}`,
          estimate: row.correlations[j] ?? NaN,
        };
      })
    );
  });
}

function mixedTidy(call: Call, fit: LinearMixedModel): Value {
  const effects = call.has("effects") ? call.texts("effects") : ["ran_pars", "fixed"];
  const [only] = effects;
  const fixed = coefficientColumns(call, fit);
  const n = fit.rank;
  if (effects.length === 1 && only === "fixed") {
    return tibble([["effect", character(new Array<string>(n).fill("fixed"))], ...fixed]);
  }
  const own = parameters(fit);
  if (effects.length === 1 && only === "ran_pars") {
    return tibble([
      ["effect", character(own.map(() => "ran_pars"))],
      ["group", character(own.map((p) => p.group))],
      ["term", character(own.map((p) => p.term))],
      ["estimate", numbers(own.map((p) => p.estimate))],
    ]);
  }
  if (effects.length === 1 && only === "ran_vals") {
    const rows = fit.randomEffects;
    return tibble([
      ["effect", character(rows.map(() => "ran_vals"))],
      ["group", character(rows.map((r) => r.group))],
      ["level", character(rows.map((r) => r.level))],
      ["term", character(rows.map((r) => r.term))],
      ["estimate", numbers(rows.map((r) => r.estimate))],
      ["std.error", numbers(rows.map((r) => r.standardError))],
    ]);
  }
  if (!(effects.length === 2 && effects.includes("fixed") && effects.includes("ran_pars"))) {
    fail("wrong-argument", `tidy() has no effects ${effects.join(", ")} of a mixed model`, {
      span: call.spanOf("effects"),
      hint: 'Write "fixed", "ran_pars", "ran_vals" or c("ran_pars", "fixed")',
    });
  }
  const below = (column: Value, name: string): Value => {
    if (name === "term" && column.kind === "character") {
      return character([...column.values, ...own.map((p) => p.term)]);
    }
    if (column.kind !== "numeric") return column;
    return numbers([...column.values, ...own.map((p) => name === "estimate" ? p.estimate : NaN)]);
  };
  return tibble([
    ["effect", character([...Array(n).fill("fixed"), ...own.map(() => "ran_pars")])],
    ["group", character([...Array(n).fill(null), ...own.map((p) => p.group)])],
    ...fixed.map(([name, column]): [string, Value] => [name, below(column, name)]),
  ]);
}

function tidy(call: Call): Value {
  const value = call.value("x");
  if (value.kind !== "fit") {
    return call.wrong("x", "a model", value, "as.data.frame() makes tables of means and tests");
  }
  const { fit } = value;
  if (fit.random) return mixedTidy(call, fit.random);
  if (fit.mixed || fit.marginal) {
    return call.wrong("x", "an lm, a glm or an lmer", value, "summary(m)$coefficients has them");
  }
  if (call.has("effects")) {
    fail("unknown-argument", `tidy() of ${fit.described.called} has no argument effects`, {
      span: call.spanOf("effects"),
      hint: "It belongs to mixed models",
    });
  }
  return tibble(coefficientColumns(call, fit));
}

function glance(call: Call): Value {
  const { fit } = call.fit("x");
  const likelihood: Columns = [
    ["logLik", numeric([fit.logLik])],
    ["AIC", numeric([fit.aic])],
    ["BIC", numeric([fit.bic])],
  ];
  const rest: Columns = [
    ["df.residual", integer([fit.likelihood.residualDf])],
  ];
  const own = fit.leastSquares;
  if (own) {
    const f = own.overallF;
    return tibble([
      ["r.squared", numeric([own.rSquared])],
      ["adj.r.squared", numeric([own.adjustedRSquared])],
      ["sigma", numeric([own.sigma])],
      ["statistic", numbers([f?.statistic])],
      ["p.value", numbers([f ? pf(f.statistic, f.numDf, f.denDf, { upper: true }) : null])],
      ["df", numbers([f?.numDf])],
      ...likelihood,
      ["deviance", numeric([own.residualSumSq])],
      ...rest,
      ["nobs", integer([fit.n])],
    ]);
  }
  if (fit.generalized) {
    return tibble([
      ["null.deviance", numeric([fit.generalized.nullDeviance])],
      ["df.null", integer([fit.generalized.nullDf])],
      ...likelihood,
      ["deviance", numeric([fit.generalized.deviance])],
      ...rest,
      ["nobs", integer([fit.n])],
    ]);
  }
  if (fit.random) {
    return tibble([
      ["nobs", integer([fit.n])],
      ["sigma", numeric([fit.sigma])],
      ...likelihood,
      [fit.random.reml ? "REMLcrit" : "deviance", numeric([fit.random.criterion])],
      ...rest,
    ]);
  }
  return call.wrong("x", "an lm, a glm or an lmer", call.value("x"), "AIC(m), logLik(m), nobs(m)");
}

/** Results as tibbles. */
export const TIDY: readonly Verb[] = [
  verb(
    "tidy",
    "x, conf.int?, conf.level?, effects?, exponentiate!FALSE, conf.method!, scales!NULL",
    "the coefficients of a model as a tibble",
    tidy,
  ),
  verb("glance", "x", "what one line says of a model, as a tibble", glance),
];
