/**
 * Verbs of broom and broom.mixed: `tidy glance augment`, results as tibbles.
 *
 * @module
 */
import { confint } from "../../../inference/test/confint.ts";
import { coefficientTests } from "../../../inference/test/coefficient_tests.ts";
import type { JointTestRow } from "../../../inference/test/joint_tests.ts";
import type { Fit } from "../../../model/fit.ts";
import type { Call } from "../../evaluation/call.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import { isEstimates } from "../../values/estimates.ts";
import { asFrame } from "../../values/frame.ts";
import { type AnovaValue, character, type DisplayValue, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { aovSummary } from "../stats/aov_tables.ts";
import { refuseFor } from "../emmeans/views.ts";
import { AUGMENT } from "./augment.ts";
import { GLANCE } from "./glance.ts";
import { type Columns, numbers, tibble } from "./rows.ts";
import { tidyMeans } from "./tidy_means.ts";
import { tidyMixed } from "./tidy_mixed.ts";
import { tidyClassed, tidyTable } from "./tidy_tests.ts";

const verb = verbOf("broom");

/** Intervals of the coefficients: t of an lm, profiles of a glm, as broom. */
function limits(call: Call, fit: Fit): { low: (number | null)[]; high: (number | null)[] } | null {
  if (!call.flag("conf.int", false)) return null;
  const level = call.number("conf.level", 0.95);
  const method = fit.generalized ? "profile" : "wald";
  const rows = call.at("x", () => confint(fit, { method, level }));
  const own = fit.coefficients.map(({ name }) => rows.find((r) => r.name === name));
  return { low: own.map((r) => r?.lower ?? null), high: own.map((r) => r?.upper ?? null) };
}

/** Coefficients with their tests; ratios where they are asked for, their errors as they were. */
function coefficients(call: Call, fit: Fit): Value {
  refuseFor(
    call,
    ["effects", "scales", "conf.method", "ddf.method"],
    fit.described.called,
    "It belongs to mixed models",
  );
  const tests = coefficientTests(fit, { ddf: fit.ddf.ofCoefficients });
  const made = limits(call, fit);
  const ratio = call.flag("exponentiate", false);
  const scaled = (v: number | null): number | null => v !== null && ratio ? Math.exp(v) : v;
  const columns: Columns = [
    ["term", character(tests.map((t) => t.name))],
    ["estimate", numbers(tests.map((t) => scaled(t.estimate)))],
    ["std.error", numbers(tests.map((t) => t.standardError))],
    ["statistic", numbers(tests.map((t) => t.statistic))],
    ["p.value", numbers(tests.map((t) => t.pValue))],
    ...(made
      ? [
        ["conf.low", numbers(made.low.map(scaled))],
        ["conf.high", numbers(made.high.map(scaled))],
      ] as Columns
      : []),
  ];
  return tibble(columns);
}

function tests(value: AnovaValue): Value {
  const { layout } = value.table;
  const whole = layout === "stats" ? ["Df", "Resid. Df"] : layout === "lmerTest" ? ["NumDF"] : [];
  return tidyTable(asFrame(value)!, value.table.rows.map((r) => r.term), whole);
}

/** Comparisons of models, tests of random terms, joint tests. */
function shownTests({ shown, frame }: DisplayValue): Value | null {
  if (shown.kind === "comparison" && frame) {
    const formulas = shown.of === "sum-of-squares" || shown.of === "deviance";
    return tidyTable(frame(), formulas ? shown.models.map((m) => m.formula) : null);
  }
  if (shown.kind !== "joint-tests") return null;
  const column = (pick: (r: JointTestRow) => number | null): Value => numbers(shown.rows.map(pick));
  return tibble([
    ["term", character(shown.rows.map((r) => r.term))],
    ...shown.by.map((name): [string, Value] => [
      name,
      character(shown.rows.map((r) => String(r.by?.[name] ?? ""))),
    ]),
    ["num.df", column((r) => r.numDf)],
    ["den.df", column((r) => shown.ddf === "asymptotic" ? Infinity : r.denDf ?? null)],
    ["statistic", column((r) => r.statistic)],
    ["p.value", column((r) => r.pValue)],
  ]);
}

function tidy(call: Call): Value {
  const value = call.value("x");
  if (value.kind === "fit") {
    const { fit } = value;
    if (value.aov) {
      const made = tidyClassed(aovSummary(call, value));
      if (made) return made;
    }
    // a gls has no effects but those of its coefficients
    const mixed = fit.random?.nlme?.levels.length !== 0;
    return fit.mixed && mixed ? tidyMixed(call, fit.mixed) : coefficients(call, fit);
  }
  if (isEstimates(value)) return tidyMeans(call, value);
  if (value.kind === "anova") return tests(value);
  const made = value.kind === "display" ? shownTests(value) : tidyClassed(value);
  if (made) return made;
  const own = toLanguage(value);
  return call.wrong(
    "x",
    "a model, a test, means or a table of tests",
    value,
    own.type === "list" ? "as_tibble() makes a tibble of a table" : "tibble() makes a tibble",
  );
}

/** Results as tibbles. */
export const TIDY: readonly Verb[] = [
  verb(
    "tidy",
    "x, conf.int?, conf.level?, effects?, exponentiate?, conf.method?, scales?, ddf.method?, " +
      "component!, ran_prefix!NULL",
    "the coefficients of a model, a test, means or a table of tests as a tibble",
    tidy,
  ),
  GLANCE,
  AUGMENT,
];
