/**
 * Verbs that test: `Anova anova summary joint_tests test ranova`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { anova } from "../../inference/anova.ts";
import { coefficientTests } from "../../inference/coefficient_tests.ts";
import { compareNamed } from "../../inference/comparison.ts";
import { ADJUSTMENTS } from "../../inference/contrast_table.ts";
import { reshow, type ViewOptions } from "../../inference/contrast.ts";
import type { Ddf } from "../../inference/ddf.ts";
import { jointTest, jointTests } from "../../inference/joint_tests.ts";
import { anovaByDdf } from "../../inference/side_by_side.ts";
import { ranova } from "../../inference/ranova.ts";
import type { LinearMixedModel, LinearModel } from "../../model/fit.ts";
import { numberColumn } from "../frame.ts";
import { textColumn } from "../../data/table_from.ts";
import { Table } from "../../data/table.ts";
import { summaryOf } from "../../render/summary.ts";
import { deparse } from "../../syntax/deparse.ts";
import type { ShownComparison, ShownJointTests, ShownSummary } from "../../render/shown.ts";
import type { Call } from "../call.ts";
import { gridColumns } from "../frame.ts";
import {
  type DisplayValue,
  type FitValue,
  frame,
  type FrameValue,
  isVector,
  list,
  type ListValue,
  numeric,
  type Value,
} from "../value.ts";
import { textsOf } from "../vector.ts";
import { type Verb, verb } from "../verb.ts";

const TYPES: ReadonlyMap<string, 1 | 2 | 3> = new Map(
  Object.entries<1 | 2 | 3>({ 1: 1, 2: 2, 3: 3, I: 1, II: 2, III: 3 }),
);

/** `type = 2`, `type = "II"`. */
function typeOf(call: Call, otherwise: 1 | 2 | 3): 1 | 2 | 3 {
  if (!call.has("type")) return otherwise;
  const value = call.value("type");
  const text = isVector(value) ? textsOf(value)[0] ?? "" : "";
  return TYPES.get(text) ?? fail("wrong-argument", `There is no type ${text} of tests`, {
    span: call.spanOf("type"),
    hint: "Types are 1, 2 and 3",
  });
}

const DDF: ReadonlyMap<string, Ddf> = new Map(Object.entries<Ddf>({
  "kenward-roger": "kenward-roger",
  "kr": "kenward-roger",
  "satterthwaite": "satterthwaite",
  "containment": "containment",
  "between-within": "between-within",
  "residual": "residual",
  "asymptotic": "asymptotic",
  "lme4": "asymptotic",
}));

/** A df method by any of the names that R's packages give it. */
export function ddfOf(call: Call, name: string): Ddf | undefined {
  if (!call.has(name)) return undefined;
  const text = call.text(name);
  return DDF.get(text.toLowerCase()) ?? fail("wrong-argument", `There is no df method "${text}"`, {
    span: call.spanOf(name),
    hint: `Choose one of ${[...new Set(DDF.values())].join(", ")}`,
  });
}

/** `Anova` of car. */
function carAnova(call: Call): Value {
  const { fit } = call.fit("mod");
  const type = typeOf(call, 2);
  const otherwise = fit.kind === "lmer" ? "Chisq" : "F";
  const statistic = call.choice("test.statistic", ["F", "Chisq"], otherwise);
  if (fit.kind === "lmer" && !call.has("test.statistic")) {
    call.note(
      "wald-chisq",
      "Anova() of an lmer gives χ² tests, which take no account of denominator degrees of freedom; " +
        'test.statistic = "F" gives F tests with Kenward-Roger df',
    );
  }
  const ddf = ddfOf(call, "ddf");
  const table = call.at("mod", () =>
    anova(fit, {
      type,
      test: statistic,
      hypotheses: "car",
      layout: "car",
      ...(ddf ? { ddf } : {}),
    }));
  return { kind: "anova", table, fit };
}

/** `anova` of stats and lmerTest: one model's terms in sequence, or several models compared. */
function statsAnova(call: Call): Value {
  const first = call.fit("object");
  const others = call.rest.filter((arg) => arg.name === null).map((arg) => {
    const value = call.evaluate(arg);
    if (value.kind !== "fit") {
      return fail("wrong-argument", "anova() compares models", { span: arg.span });
    }
    return { value, name: arg.expr ? deparse(arg.expr) : "" };
  });
  for (const arg of call.rest) if (arg.name !== null) call.refuse(arg);
  if (others.length > 0) {
    const expr = call.quoted("object");
    const fits = [{ value: first, name: expr ? deparse(expr) : "" }, ...others];
    return comparison(call, fits);
  }
  const { fit } = first;
  if (fit.kind === "lm") {
    const type = typeOf(call, 1);
    const table = call.at("object", () => anova(fit, { type, layout: "stats" }));
    return { kind: "anova", table, fit };
  }
  const type = typeOf(call, 3);
  const ddf = ddfOf(call, "ddf") ?? "satterthwaite";
  const table = call.at(
    "object",
    () => anova(fit, { type, ddf, hypotheses: "sas", layout: "lmerTest" }),
  );
  return { kind: "anova", table, fit };
}

/** R refits by maximum likelihood before it compares by likelihood. */
function comparison(call: Call, fits: readonly { value: FitValue; name: string }[]): DisplayValue {
  const made = call.at(
    "object",
    () => compareNamed(fits.map((f) => f.value.fit), fits.map((f) => f.name)),
  );
  const data = fits[0]?.value.dataName ?? made.data;
  const shown: ShownComparison = { ...made, data };
  return comparisonValue(shown);
}

function comparisonValue(shown: ShownComparison): DisplayValue {
  const { rows } = shown;
  const makeFrame = (): FrameValue => {
    const column = (name: string, get: (row: typeof rows[number]) => number | null | undefined) =>
      numberColumn(name, rows.map(get));
    const columns = shown.of === "sum-of-squares"
      ? [
        column("Res.Df", (r) => r.residualDf),
        column("RSS", (r) => r.residualSumSq),
        column("Df", (r) => r.df),
        column("Sum of Sq", (r) => r.sumSq),
        column("F", (r) => r.statistic),
        column("Pr(>F)", (r) => r.pValue),
      ]
      : shown.of === "random-terms"
      ? [
        column("npar", (r) => r.parameters),
        column("logLik", (r) => r.logLik),
        column("AIC", (r) => r.aic),
        column("LRT", (r) => r.statistic),
        column("Df", (r) => r.df),
        column("Pr(>Chisq)", (r) => r.pValue),
      ]
      : [
        column("npar", (r) => r.parameters),
        column("AIC", (r) => r.aic),
        column("BIC", (r) => r.bic),
        column("logLik", (r) => r.logLik),
        column("deviance", (r) => r.deviance),
        column("Chisq", (r) => r.statistic),
        column("Df", (r) => r.df),
        column("Pr(>Chisq)", (r) => r.pValue),
      ];
    return frame(new Table(columns), rows.map((r) => r.name));
  };
  return { kind: "display", shown, what: "a comparison of models", frame: makeFrame, parts: {} };
}

/** `summary` of a model, as lmerTest has it for an `lmer`. */
function summarize(call: Call): Value {
  const value = call.value("object");
  if (value.kind === "fit") return fitSummary(call, value);
  if (value.kind === "numeric") return numberSummary(value.values);
  const shown = reshown(call, value, { ...viewOptions(call), ...shownBy(call) });
  if (shown) return shown;
  return value.kind === "display"
    ? value
    : call.wrong("object", "a model, means or numbers", value);
}

/** `infer = c(TRUE, FALSE)`: whether intervals, whether tests. */
function shownBy(call: Call): ViewOptions {
  if (!call.has("infer")) return {};
  const value = call.value("infer");
  const asked = value.kind === "logical" ? [...value.values].map((v) => v === 1) : [];
  const [intervals, tests = intervals] = asked;
  if (intervals === undefined || asked.length > 2 || !(intervals || tests)) {
    return call.wrong(
      "infer",
      "whether to show intervals and whether to show tests",
      value,
      "Write infer = c(TRUE, TRUE)",
    );
  }
  return { show: intervals && tests ? "both" : tests ? "test" : "interval" };
}

function fitSummary(call: Call, value: FitValue): Value {
  const { fit } = value;
  const ddf = ddfOf(call, "ddf") ?? (fit.kind === "lmer" ? "satterthwaite" : "residual");
  const tests = call.at("object", () => coefficientTests(fit, { ddf }));
  const shown: ShownSummary = {
    ...summaryOf(fit, tests),
    ddf,
    call: value.call,
    data: value.dataName,
    ...(value.weights === null ? {} : { weights: value.weights }),
  };
  const withDf = fit.kind === "lmer";
  const columnNames = [
    "Estimate",
    "Std. Error",
    ...(withDf ? ["df"] : []),
    "t value",
    "Pr(>|t|)",
  ];
  const coefficients: Value = {
    kind: "matrix",
    rowNames: tests.map((t) => t.name),
    columnNames,
    values: tests.map((t) =>
      Float64Array.from([
        t.estimate,
        t.standardError,
        ...(withDf ? [t.df] : []),
        t.statistic,
        t.pValue,
      ], (v) => v ?? NaN)
    ),
  };
  return {
    kind: "display",
    shown,
    what: "a summary",
    frame: null,
    parts: {
      coefficients: () => coefficients,
      sigma: () => numeric([fit.sigma]),
      ...moreParts(fit),
    },
  };
}

function moreParts(fit: LinearModel | LinearMixedModel): Record<string, () => Value> {
  if (fit.kind !== "lm") return {};
  return {
    "r.squared": () => numeric([fit.rSquared]),
    "adj.r.squared": () => numeric([fit.adjustedRSquared]),
    df: () => numeric([fit.rank, fit.residualDf, fit.coefficients.length]),
    fstatistic: () =>
      numeric(
        fit.overallF
          ? [fit.overallF.statistic, fit.overallF.numDf, fit.overallF.denDf]
          : [NaN, NaN, NaN],
        ["value", "numdf", "dendf"],
      ),
  };
}

/** R's six numbers of a vector. */
function numberSummary(values: Float64Array): Value {
  const sorted = values.filter((v) => !Number.isNaN(v)).sort();
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length;
  const q = (p: number): number => {
    const at = p * (sorted.length - 1);
    const low = Math.floor(at);
    const [a, b] = [sorted[low] ?? NaN, sorted[Math.min(low + 1, sorted.length - 1)] ?? NaN];
    return a + (at - low) * (b - a);
  };
  return numeric(
    [q(0), q(0.25), q(0.5), mean, q(0.75), q(1)],
    ["Min.", "1st Qu.", "Median", "Mean", "3rd Qu.", "Max."],
  );
}

/** Joint tests as a value. */
function jointValue(shown: ShownJointTests): DisplayValue {
  const makeFrame = (): FrameValue =>
    frame(
      new Table([
        textColumn("model term", shown.rows.map((r) => r.term)),
        ...gridColumns(shown.by, shown.rows.map((r) => r.by ?? {})),
        numberColumn("df1", shown.rows.map((r) => r.numDf)),
        numberColumn("df2", shown.rows.map((r) => shown.ddf === "asymptotic" ? Infinity : r.denDf)),
        numberColumn("F.ratio", shown.rows.map((r) => r.statistic)),
        numberColumn("p.value", shown.rows.map((r) => r.pValue)),
      ]),
    );
  return { kind: "display", shown, what: "joint tests", frame: makeFrame, parts: {} };
}

function allJointTests(call: Call): Value {
  const { fit } = call.fit("object");
  const ddf = ddfOf(call, "lmer.df");
  const made = call.at("object", () =>
    jointTests(fit, {
      ...(ddf ? { ddf } : {}),
      ...(call.has("by") ? { by: call.texts("by") } : {}),
    }));
  return jointValue(made);
}

const SIDES: ReadonlyMap<string, ViewOptions["side"]> = new Map(
  Object.entries<ViewOptions["side"]>({
    "0": "two",
    "two-sided": "two",
    "both": "two",
    "!=": "two",
    "equivalence": "equivalence",
    "noninferiority": "noninferiority",
    "-1": "left",
    "left": "left",
    "<": "left",
    "1": "right",
    "right": "right",
    ">": "right",
  }),
);

/** What `side`, `null`, `delta`, `adjust`, `level` and `type` ask of means and contrasts. */
export function viewOptions(call: Call): ViewOptions {
  const view: ViewOptions = {};
  if (call.has("adjust")) view.adjust = call.choice("adjust", ADJUSTMENTS, "none");
  if (call.has("level")) view.level = call.number("level");
  if (call.has("null")) view.nullValue = call.number("null");
  if (call.has("delta")) view.delta = call.number("delta");
  if (call.has("type")) {
    view.type =
      call.choice("type", ["link", "response", "lp", "linear.predictor", "unlink"], "link") ===
          "response"
        ? "response"
        : "link";
  }
  if (call.has("side")) {
    const value = call.value("side");
    const text = isVector(value) ? textsOf(value)[0] ?? "" : "";
    view.side = SIDES.get(text) ?? fail("wrong-argument", `A test has no side ${text}`, {
      span: call.spanOf("side"),
      hint: 'Write "<", ">" or "two-sided"',
    });
  }
  return view;
}

function testMeans(call: Call): Value {
  const value = call.value("object");
  const view = viewOptions(call);
  if (call.flag("joint", false)) {
    const table = value.kind === "means"
      ? value.grid
      : value.kind === "contrasts"
      ? value.table
      : null;
    if (!table) return call.wrong("object", "means or contrasts", value);
    return jointValue(call.at("object", () => jointTest(table)));
  }
  return reshown(call, value, { show: "test", ...view }) ??
    call.wrong("object", "means or contrasts", value);
}

/** The list that `emmeans(m, pairwise ~ Trt)` gives, or null. */
export function emmList(value: Value): ListValue | null {
  return value.kind === "list" && value.class === "emm_list" ? value : null;
}

/** Means, contrasts, or a list of both shown otherwise; null if the value is none of them. */
export function reshown(call: Call, value: Value, view: ViewOptions): Value | null {
  if (value.kind === "means") {
    return { kind: "means", grid: call.at("object", () => reshow(value.grid, view)) };
  }
  if (value.kind === "contrasts") {
    return { kind: "contrasts", table: call.at("object", () => reshow(value.table, view)) };
  }
  const both = emmList(value);
  if (!both) return null;
  const items = both.items.map(({ name, value: inner }) => ({
    name,
    value: reshown(call, inner, view) ?? inner,
  }));
  return list(items, "emm_list");
}

function randomTests(call: Call): Value {
  const { fit } = call.fit("model");
  if (fit.kind !== "lmer") {
    fail("wrong-argument", "ranova() takes a model with random terms", {
      span: call.spanOf("model"),
      hint: "Fit it with lmer()",
    });
  }
  return comparisonValue(call.at("model", () => ranova(fit)));
}

/** F tests by every df method, side by side. */
function testsByDdf(call: Call): Value {
  const { fit } = call.fit("mod");
  const type = typeOf(call, 2);
  const rows = call.at("mod", () => anovaByDdf(fit, { type }));
  const method = (row: typeof rows[number]) =>
    row.information ? `${row.ddf} (${row.information})` : row.ddf;
  return frame(
    new Table([
      textColumn("term", rows.map((r) => r.term)),
      textColumn("method", rows.map(method)),
      numberColumn("Df", rows.map((r) => r.numDf)),
      numberColumn("Df.res", rows.map((r) => r.denDf)),
      numberColumn("F", rows.map((r) => r.statistic)),
      numberColumn("Pr(>F)", rows.map((r) => r.pValue)),
    ]),
  );
}

/** Verbs that test. */
export const TESTS: readonly Verb[] = [
  verb(
    "Anova",
    "mod, type?, test.statistic?, ddf?, singular.ok~, error.estimate~, vcov.~",
    "tests of the terms of a model, Type II or III",
    carAnova,
  ),
  verb(
    "anova",
    "object, ..., type?, ddf?, refit~, test~",
    "tests of the terms of a model, or models compared",
    statsAnova,
  ),
  verb(
    "summary",
    "object, ddf?, infer?, adjust?, level?, type?, side?, delta?, null?",
    "coefficients of a model with their tests",
    summarize,
  ),
  verb(
    "joint_tests",
    "object, by?, lmer.df?",
    "joint tests of the terms on the grid of means",
    allJointTests,
  ),
  verb(
    "test",
    "object, null?, joint?, side?, delta?, adjust?, level?, type?",
    "tests of means or contrasts",
    testMeans,
  ),
  verb("compare_ddf", "mod, type?", "F tests by every df method, side by side", testsByDdf),
  verb("ranova", "model", "tests of the random terms", randomTests),
];
