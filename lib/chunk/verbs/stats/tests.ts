/**
 * Verbs that test: `Anova anova summary joint_tests test ranova`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { anova } from "../../../inference/test/anova.ts";
import { compareNamed } from "../../../inference/test/comparison.ts";
import { jointTest, jointTests } from "../../../inference/test/joint_tests.ts";
import { anovaByDdf } from "../../../inference/test/side_by_side.ts";
import { ranova } from "../../../inference/test/ranova.ts";
import { textColumn } from "../../../data/table_from.ts";
import { Table } from "../../../data/table.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { ShownComparison, ShownJointTests } from "../../../render/shown.ts";
import type { Call } from "../../evaluation/call.ts";
import { gridColumns, numberColumn } from "../../values/frame.ts";
import {
  type DisplayValue,
  type FitValue,
  frame,
  type FrameValue,
  isVector,
  type Value,
} from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { summarize } from "./summary.ts";
import { ddfOf, lmerDdf, refuseFor, reshown, viewOptions } from "../heddle/views.ts";

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

/** `Anova` of car. */
function carAnova(call: Call): Value {
  const { fit } = call.fit("mod");
  refuseOtherCovariances(call);
  refuseAliased(call, fit);
  // as car: of the intercept alone there is one test, the same for every type but II
  const alone = fit.fixed.terms.length === 0 && fit.fixed.intercept;
  const type = alone ? 3 : typeOf(call, 2);
  const otherwise = fit.leastSquares ? "F" : "Chisq";
  const statistic = call.choice("test.statistic", ["F", "Chisq"], otherwise);
  if (fit.random && !call.has("test.statistic")) {
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

/** Tests stand on the covariances of the fit. */
function refuseOtherCovariances(call: Call): void {
  const reason = "Tests with other covariances of the coefficients are not made";
  const hint = "Leave it out: the tests use vcov() of the model";
  call.only("vcov.", [null], reason, hint);
  call.only("white.adjust", [false], reason, hint);
}

/** `singular.ok = FALSE` stops where coefficients are aliased, as in car. */
function refuseAliased(call: Call, fit: FitValue["fit"]): void {
  if (call.flag("singular.ok", true)) return;
  const names = fit.coefficients.filter((c) => c.aliased).map((c) => c.name);
  if (names.length === 0) return;
  fail("aliased-coefficients", `There are aliased coefficients: ${names.join(", ")}`, {
    span: call.spanOf("singular.ok"),
    hint: "singular.ok = TRUE tests what can be estimated",
  });
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
  if (call.has("test")) passOver(call, "test");
  for (const name of ["refit"]) {
    if (!call.has(name)) continue;
    fail("unknown-argument", `anova() of one model has no argument ${name}`, {
      span: call.spanOf(name),
      hint: "It belongs to the comparison of several models",
    });
  }
  if (fit.leastSquares) {
    if (call.has("ddf")) {
      fail("unknown-argument", "anova() of an lm has no argument ddf", {
        span: call.spanOf("ddf"),
        hint: "Its tests have the residual df",
      });
    }
    const type = typeOf(call, 1);
    const table = call.at("object", () => anova(fit, { type, layout: "stats" }));
    return { kind: "anova", table, fit };
  }
  if (call.has("ddf") && call.text("ddf") === "lme4") {
    const table = call.at(
      "object",
      () => anova(fit, { type: 1, hypotheses: "car", ddf: "asymptotic", layout: "lme4" }),
    );
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

/** Of an argument that R passes over here too. */
function passOver(call: Call, name: string): void {
  call.note("passed-over", `${call.verb.name}(): ${name} is passed over`, {
    verb: call.verb.name,
    argument: name,
  }, call.spanOf(name));
}

/** R refits by maximum likelihood before it compares by likelihood, unless told not to. */
function comparison(call: Call, fits: readonly { value: FitValue; name: string }[]): DisplayValue {
  if (fits.every((f) => f.value.fit.leastSquares)) {
    call.only("test", ["F"], "Linear models are compared by F", "Leave test out");
  } else if (call.has("test")) passOver(call, "test");
  const made = call.at(
    "object",
    () =>
      compareNamed(fits.map((f) => f.value.fit), fits.map((f) => f.name), {
        refit: call.flag("refit", true),
      }),
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
  const ddf = lmerDdf(call, fit);
  const made = call.at("object", () =>
    jointTests(fit, {
      ...(ddf ? { ddf } : {}),
      ...(call.has("by") ? { by: call.texts("by") } : {}),
    }));
  return jointValue(made);
}

function testMeans(call: Call): Value {
  const value = call.value("object");
  const view = viewOptions(call);
  if (call.flag("joint", false)) {
    const names = ["null", "by", "side", "delta"];
    refuseFor(call, names, "all rows jointly", "The joint test is two-sided, against zero");
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

function randomTests(call: Call): Value {
  const { random } = call.fit("model").fit;
  if (!random) {
    fail("wrong-argument", "ranova() takes a model with random terms", {
      span: call.spanOf("model"),
      hint: "Fit it with lmer()",
    });
  }
  return comparisonValue(call.at("model", () => ranova(random)));
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
    "mod, type?, test.statistic?, ddf?, singular.ok?, error.estimate~, vcov.?, " +
      "white.adjust?, error!",
    "tests of the terms of a model, Type II or III",
    carAnova,
  ),
  verb(
    "anova",
    "object, ..., type?, ddf?, refit?, test?",
    "tests of the terms of a model, or models compared",
    statsAnova,
  ),
  verb(
    "summary",
    "object, ddf?, infer?, by?, adjust?, level?, type?, side?, delta?, null?",
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
    "object, null?, joint?, by?, side?, delta?, adjust?, level?, type?",
    "tests of means or contrasts",
    testMeans,
  ),
  verb("compare_ddf", "mod, type?", "F tests by every df method, side by side", testsByDdf),
  verb("ranova", "model", "tests of the random terms", randomTests),
];
