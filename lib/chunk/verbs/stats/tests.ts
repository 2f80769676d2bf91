/**
 * Verbs that test a model: `anova summary`.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { anova } from "../../../inference/test/anova.ts";
import { mmrmAnova } from "../../../inference/test/mmrm_anova.ts";
import { compareNamed } from "../../../inference/test/comparison.ts";
import type { LinearMixedModel } from "../../../model/fit.ts";
import { Table } from "../../../data/table.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { ShownComparison } from "../../../render/shown.ts";
import { comparisonColumns } from "../../../render/text/comparison.ts";
import { toLanguage } from "../../bridge/to_language.ts";
import type { Call } from "../../evaluation/call.ts";
import { composed } from "../../evaluation/composed.ts";
import { numberColumn } from "../../values/frame.ts";
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
import { nlmeTests } from "../nlme/tests.ts";
import { refuseOf } from "../../evaluation/refused.ts";
import { summarize } from "./summary.ts";
import { ddfOf } from "../emmeans/views.ts";

const TYPES: ReadonlyMap<string, 1 | 2 | 3> = new Map(
  Object.entries<1 | 2 | 3>({ 1: 1, 2: 2, 3: 3, I: 1, II: 2, III: 3 }),
);

/** `type = 2`, `type = "II"`. */
export function typeOf(call: Call, otherwise: 1 | 2 | 3): 1 | 2 | 3 {
  if (!call.has("type")) return otherwise;
  const value = call.value("type");
  const text = isVector(value) ? textsOf(value)[0] ?? "" : "";
  return TYPES.get(text) ?? fail("wrong-argument", `There is no type ${text} of tests`, {
    span: call.spanOf("type"),
    hint: "Types are 1, 2 and 3",
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
    refuseOf(call, ["Terms", "L"], "several models", "They belong to the tests of one lme or gls");
    const expr = call.quoted("object");
    const fits = [{ value: first, name: expr ? deparse(expr) : "" }, ...others];
    return comparison(call, fits);
  }
  const { fit } = first;
  if (!fit.random?.nlme) {
    refuseOf(
      call,
      ["Terms", "L"],
      fit.described.called,
      "linearHypothesis(m, …) of car tests functions of coefficients",
    );
  }
  if (fit.generalized) return deviances(call, fit);
  if (fit.marginal) return marginalTests(call, fit);
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
  if (fit.random?.nlme) return nlmeTests(call, fit.random);
  if (fit.random?.mmrm) return mmrmTests(call, fit.random);
  const type = typeOf(call, 3);
  const ddf = ddfOf(call, "ddf") ?? "satterthwaite";
  const table = call.at(
    "object",
    () => anova(fit, { type, ddf, hypotheses: "sas", layout: "lmerTest" }),
  );
  return { kind: "anova", table, fit };
}

/** mmrm's: a data frame of the tests of the terms as they are coded. */
function mmrmTests(call: Call, fit: LinearMixedModel): Value {
  refuseOf(
    call,
    ["ddf", "type", "adjustSigma"],
    "an mmrm",
    "Anova(m, type = 3) has tests of a type",
  );
  const rows = call.at("object", () => mmrmAnova(fit));
  const columns = [
    numberColumn("num_df", rows.map((r) => r.numDf)),
    numberColumn("denom_df", rows.map((r) => r.denDf)),
    numberColumn("f_stat", rows.map((r) => r.statistic)),
    numberColumn("p_val", rows.map((r) => r.pValue)),
  ];
  return frame(new Table(columns), rows.map((r) => r.term));
}

/** Of a generalized mixed model alone: by pseudo-likelihood F tests, of others nothing that R has. */
function marginalTests(call: Call, fit: FitValue["fit"]): Value {
  if (fit.kind === "glmer") {
    refuseOf(call, ["refit", "type", "ddf"], "one glmer", "Its terms stand in sequence");
    if (call.has("test")) passOver(call, "test");
    const table = call.at(
      "object",
      () => anova(fit, { type: 1, hypotheses: "car", test: "Chisq", layout: "lme4" }),
    );
    return { kind: "anova", table, fit };
  }
  if (!fit.marginal?.pseudo) {
    fail("wrong-argument", `anova() of ${fit.described.called} compares several models`, {
      span: call.spanOf("object"),
      hint: "Anova(m) tests the terms of one",
    });
  }
  refuseOf(call, ["refit", "test"], fit.described.called, "Its tests are F tests");
  const type = typeOf(call, 3);
  const ddf = ddfOf(call, "ddf");
  const table = call.at(
    "object",
    () => anova(fit, { type, layout: "car", ...(ddf ? { ddf } : {}) }),
  );
  return { kind: "anova", table, fit };
}

/** The sequence of deviances, with p if a test is asked for, as in R. */
function deviances(call: Call, fit: FitValue["fit"]): Value {
  refuseOf(call, ["ddf", "refit"], fit.described.called, "Its tests are χ² tests");
  if (typeOf(call, 1) !== 1) {
    fail("wrong-argument", "anova() of a glm adds the terms one after the other", {
      span: call.spanOf("type"),
      hint: "Anova(m, type = 2) tests each term beside the others",
    });
  }
  const test = deviancesTest(call, fit);
  if (fit.generalized?.size) {
    call.note("size-held", "anova(): all models of the sequence have the size of the whole one");
  }
  const table = call.at(
    "object",
    () => anova(fit, { type: 1, tested: test !== null, test: test ?? "LR" }),
  );
  return { kind: "anova", table, fit };
}

/** By what deviances are to be tested: χ², and F where the dispersion is estimated; null for not. */
function deviancesTest(call: Call, fit: FitValue["fit"]): "LR" | "F" | null {
  const known = fit.dispersion.fixed;
  const negative = Boolean(fit.generalized?.size);
  call.only(
    "test",
    known ? ["Chisq", "LRT", null] : ["Chisq", "LRT", "F", null],
    known
      ? "Where the dispersion is known deviances are tested by χ²"
      : "Deviances are tested by χ² or F",
    'Write test = "Chisq"',
  );
  if (!call.has("test") && negative) return "LR"; // as MASS
  if (!call.has("test") || call.value("test").kind === "null") return null;
  return call.text("test") === "F" ? "F" : "LR";
}

/** Of an argument that R passes over here too. */
function passOver(call: Call, name: string): void {
  call.note("passed-over", `${call.verb.name}(): ${name} is passed over`, {
    verb: call.verb.name,
    argument: name,
  }, call.spanOf(name));
}

/** Linear models compared by a test of their sums of squares that is none of F. */
function bySquares(call: Call, fits: readonly FitValue[], test: "Chisq" | "LRT" | "Cp"): Value {
  const bound = Object.fromEntries(fits.map((f, i) => [`.fit${i}`, toLanguage(f)]));
  return composed(
    call,
    `local({
      fits <- list(${fits.map((_, i) => `.fit${i}`).join(", ")})
      df <- sapply(fits, df.residual)
      rss <- sapply(fits, deviance)
      d <- -c(NA, diff(df))
      ss <- -c(NA, diff(rss))
      big <- which.min(df)
      scale <- rss[big] / df[big]
      last <- if ("${test}" == "Cp") rss + 2 * scale * (nobs(fits[[1]]) - df)
        else pchisq(ss / scale * sign(d), abs(d), lower.tail = FALSE)
      out <- data.frame(df, rss, d, ss, last)
      names(out) <- c("Res.Df", "RSS", "Df", "Sum of Sq", if ("${test}" == "Cp") "Cp" else "Pr(>Chi)")
      said <- sapply(fits, function(m) paste(deparse(formula(m)), collapse = "\n"))
      structure(out, heading = c("Analysis of Variance Table\n",
        paste0("Model ", format(seq_along(fits)), ": ", said)), class = c("anova", "data.frame"))
    })`,
    bound,
  );
}

/** R refits by maximum likelihood before it compares by likelihood, unless told not to. */
function comparison(call: Call, fits: readonly { value: FitValue; name: string }[]): Value {
  const linear = fits.every((f) => f.value.fit.leastSquares && !f.value.fit.random);
  if (linear && call.has("test")) {
    const asked = call.choice("test", ["F", "Chisq", "LRT", "Cp"] as const, "F");
    if (asked !== "F") return bySquares(call, fits.map((f) => f.value), asked);
  }
  const deviances = fits.every((f) => f.value.fit.generalized);
  const test = deviances ? deviancesTest(call, fits[0]!.value.fit) : null;
  const nlme = Boolean(fits[0]!.value.fit.random?.nlme);
  if (deviances) {
    refuseOf(call, ["refit"], "generalized linear models", "They are fitted by ML as it is");
  } else if (fits.every((f) => f.value.fit.leastSquares)) {
    refuseOf(call, ["refit"], "linear models", "They are fitted by least squares");
  } else if (call.has("test") && !nlme) passOver(call, "test");
  const tested = nlme ? call.flag("test", true) : true;
  const made = call.at(
    "object",
    () =>
      compareNamed(fits.map((f) => f.value.fit), fits.map((f) => f.name), {
        refit: call.flag("refit", !fits.every((f) => f.value.fit.random?.mmrm)),
        tested: nlme ? tested : test !== null,
        byF: test === "F",
      }),
  );
  const data = fits[0]?.value.dataName ?? made.data;
  const shown: ShownComparison = { ...made, data };
  return comparisonValue(shown);
}

/** A comparison as a value. */
export function comparisonValue(shown: ShownComparison): DisplayValue {
  const makeFrame = (): FrameValue => {
    const columns = comparisonColumns(shown).map((c) => numberColumn(c.name, c.values));
    return frame(new Table(columns), shown.rows.map((r) => r.name));
  };
  return { kind: "display", shown, what: "a comparison of models", frame: makeFrame, parts: {} };
}

/** Verbs that test a model. */
export const TESTS: readonly Verb[] = [
  verb(
    "anova",
    "object, ..., type?, ddf?, refit?, test?, adjustSigma?, Terms?, L?",
    "tests of the terms of a model, or models compared",
    statsAnova,
  ),
  verb(
    "summary",
    "object, ddf?, infer?, by?, adjust?, level?, type?, side?, delta?, null?, split?, " +
      "expand.split?, intercept?, df?, cross.adjust?, bias.adjust?, sigma?, test?, correlation?, " +
      "dispersion?",
    "coefficients of a model with their tests",
    summarize,
  ),
];
