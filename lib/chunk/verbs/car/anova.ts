/**
 * The verb of car that tests terms: `Anova`.
 *
 * @module
 */
import type { Call } from "../../evaluation/call.ts";
import type { FitValue, Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { anova } from "../../../inference/test/anova.ts";
import { partFit } from "../../../inference/means/components.ts";
import { ofPartNote } from "../../../inference/test/remarks.ts";
import type { Note } from "../../../note.ts";
import type { AnovaTable } from "../../../inference/test/anova_table.ts";
import { ddfOf } from "../emmeans/views.ts";
import { fail } from "../../../diagnostic.ts";
import { typeOf } from "../stats/tests.ts";
import type { Argument, CallExpr } from "../../../syntax/expr.ts";
import { argumentsInR } from "../../evaluation/r_words.ts";

const verb = verbOf("car");

/** `Anova` of car. */
function carAnova(call: Call): Value {
  const { fit, notes } = componentOf(call);
  refuseOtherCovariances(call);
  refuseAliased(call, fit);
  const statistic = statisticOf(call, fit);
  // as car: of the intercept alone there is one test, the same for every type but II
  const alone = fit.fixed.terms.length === 0 && fit.fixed.intercept && statistic !== "LR";
  const type = alone ? 3 : typeOf(call, 2);
  if (statistic === "Chisq" && fit.random && !call.has("test.statistic")) {
    call.note(
      "wald-chisq",
      "Anova() of an lmer gives χ² tests, which take no account of denominator degrees of freedom; " +
        'test.statistic = "F" gives F tests with Kenward-Roger df',
    );
  }
  if (statistic === "LR" && fit.fixed.terms.length === 0) {
    fail("no-terms", "The model has no terms to test", {
      span: call.spanOf("mod"),
      hint: "Anova() leaves terms out one by one; summary(m) tests the intercept",
    });
  }
  const ddf = ddfOf(call, "ddf");
  const table = call.at("mod", () =>
    anova(fit, {
      type,
      test: statistic,
      // mmrm's own tests are SAS's, which depend on no coding and on no covariance
      hypotheses: fit.random?.mmrm ? "sas" : "car",
      layout: "car",
      ...(ddf ? { ddf } : {}),
    }));
  // nor have they one of the intercept
  const rows = table.rows.filter((r) => !fit.random?.mmrm || r.term !== "(Intercept)");
  return { kind: "anova", table: { ...table, rows, notes: [...notes, ...table.notes] }, fit };
}

/** The model, or the part of it that `component` names. */
function componentOf(call: Call): { fit: FitValue["fit"]; notes: readonly Note[] } {
  const { fit } = call.fit("mod");
  if (!call.has("component")) return { fit, notes: [] };
  if (fit.kind !== "glmmTMB") {
    fail("wrong-argument", `${fit.described.called} has no components`, {
      span: call.spanOf("component"),
      hint: "Leave component out",
    });
  }
  const component = call.choice("component", ["cond", "zi", "disp"] as const, "cond");
  if (component === "cond") return { fit, notes: [] };
  const part = call.at("component", () => partFit(fit, component));
  return { fit: part, notes: [ofPartNote(component)] };
}

/** The statistic that a call asks for, by the names that car has for the model's class. */
function statisticOf(call: Call, fit: FitValue["fit"]): AnovaTable["test"] {
  if (!fit.generalized) {
    const usual = fit.leastSquares || fit.marginal?.pseudo || fit.random?.mmrm ? "F" : "Chisq";
    return call.choice("test.statistic", ["F", "Chisq"], usual);
  }
  const asked = call.choice("test.statistic", ["LR", "Wald", "F"], "LR");
  return asked === "Wald" ? "Chisq" : asked;
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

/** R's own passes over a `ddf`, which it does not know; Kenward and Roger's are its df of F. */
function inR(call: CallExpr): string | null | undefined {
  const isDdf = (a: Argument): boolean => a.name === "ddf";
  if (!call.args.some(isDdf)) return undefined;
  const asked = call.args.find(isDdf)?.value;
  if (asked?.kind !== "string" || !/^kenward/i.test(asked.value)) return null;
  const rest = call.args.filter((a) => !isDdf(a) && a.name !== "test.statistic");
  return `Anova(${argumentsInR(rest)}, test.statistic = "F")`;
}

/** Tests of the terms of a model. */
export const ANOVA: Verb = verb(
  "Anova",
  "mod, type?, test.statistic?, ddf?, singular.ok?, error.estimate~, vcov.?, " +
    "white.adjust?, error!, component?",
  "tests of the terms of a model, Type II or III",
  carAnova,
  inR,
);
