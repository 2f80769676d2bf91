/**
 * Verbs that leave terms out or take them in one by one: `drop1 add1`.
 *
 * Sources: Chambers & Hastie (1992), Statistical Models in S, chapters 4 and 6; Venables & Ripley
 * (2002), Modern Applied Statistics with S, section 6.8.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { anova, refuseF } from "../../../inference/test/anova.ts";
import { deletions, droppableTerms } from "../../../inference/test/single_terms.ts";
import { METHOD_NAMES } from "../../../render/text/anova.ts";
import { breakFormula } from "../../../render/text/deparse_lines.ts";
import { pchisq, pf } from "../../../math/distribution/tails.ts";
import type { Fit, GeneralizedLinearModel, LinearModel } from "../../../model/fit.ts";
import { likelihoodRatio } from "../../../model/likelihood_ratio.ts";
import { stepAic, stepCriterion as criterion } from "../../../model/criteria.ts";
import { expandTerms } from "../../../model/formula/terms.ts";
import { updatedFormula } from "../../../model/formula/updated.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { anovaFrame, asItIs, type TestColumn } from "../../values/classed.ts";
import type { FitValue, Value } from "../../values/value.ts";
import { type Verb, verb } from "../../evaluation/verb.ts";
import { ddfOf } from "../emmeans/views.ts";
import { changedBy, refitted } from "./refitting.ts";
import { formulaOfFit } from "./update.ts";

/** By what terms are tested. */
export type SingleTest = "none" | "Chisq" | "F";

/** A table of single terms before it has a heading. */
export interface SingleTerms {
  /** `<none>`, then the terms. */
  rows: string[];
  columns: TestColumn[];
}

/** A model beside the first: what the term makes of it. */
interface Beside {
  term: string;
  /** How many more parameters the larger of the two has. */
  df: number;
  deviance: number;
  /** Rank of the model itself. */
  rank: number;
}

interface Rows {
  fit: LinearModel | GeneralizedLinearModel;
  beside: readonly Beside[];
  test: SingleTest;
  k: number;
  /** Whether terms come in. */
  adding: boolean;
}

/** Columns of a table of a model by least squares. */
function linearColumns(fit: LinearModel, { beside, test, k, adding }: Rows): TestColumn[] {
  const own = fit.residualSumSq;
  const lost = beside.map((b) => adding ? own - b.deviance : b.deviance - own);
  const aic = [stepAic(fit, k), ...beside.map((b) => criterion(fit, b.deviance) + k * b.rank)];
  const columns: TestColumn[] = [
    ["Df", [null, ...beside.map((b) => b.df)]],
    ["Sum of Sq", [null, ...lost]],
    ["RSS", [own, ...beside.map((b) => b.deviance)]],
    ["AIC", aic],
  ];
  if (test === "F") {
    const error = beside.map((b) => {
      const df = adding ? fit.n - b.rank : fit.residualDf;
      return { df, meanSq: (adding ? b.deviance : own) / df };
    });
    const f = beside.map((b, i) => b.df > 0 ? lost[i]! / b.df / error[i]!.meanSq : null);
    columns.push(["F value", [null, ...f]], [
      "Pr(>F)",
      [null, ...f.map((v, i) => v === null ? null : pf(v, beside[i]!.df, error[i]!.df, UPPER))],
    ]);
  } else if (test === "Chisq") {
    const ratio = beside.map((b) => Math.abs(criterion(fit, b.deviance) - criterion(fit, own)));
    columns.push([
      "Pr(>Chi)",
      [null, ...ratio.map((v, i) => beside[i]!.df > 0 ? pchisq(v, beside[i]!.df, UPPER) : null)],
    ]);
  }
  return columns;
}

const UPPER = { upper: true } as const;

function devianceColumns(fit: GeneralizedLinearModel, rows: Rows): TestColumn[] {
  const { beside, test, k } = rows;
  const own = criterion(fit, fit.deviance);
  const shift = stepAic(fit, k) - own - k * fit.rank;
  const aic = beside.map((b) => criterion(fit, b.deviance) + k * b.rank + shift);
  const hasAic = !Number.isNaN(fit.aic);
  const columns: TestColumn[] = [
    ["Df", [null, ...beside.map((b) => b.df)]],
    ["Deviance", [fit.deviance, ...beside.map((b) => b.deviance)]],
    ...(hasAic ? [["AIC", [stepAic(fit, k), ...aic]] as const] : []),
  ];
  if (test === "Chisq") {
    const ratio = beside.map((b) => Math.abs(criterion(fit, b.deviance) - own));
    columns.push([fit.dispersion.fixed ? "LRT" : "scaled dev.", [null, ...ratio]], [
      "Pr(>Chi)",
      [null, ...ratio.map((v, i) => beside[i]!.df > 0 ? pchisq(v, beside[i]!.df, UPPER) : null)],
    ]);
  } else if (test === "F") {
    const meanSq = fit.deviance / fit.residualDf;
    const f = beside.map((b) => b.df > 0 ? (b.deviance - fit.deviance) / b.df / meanSq : null);
    columns.push(["F value", [null, ...f]], [
      "Pr(>F)",
      [null, ...f.map((v, i) => v === null ? null : pf(v, beside[i]!.df, fit.residualDf, UPPER))],
    ]);
  }
  return columns;
}

function singleTerms(rows: Rows): SingleTerms {
  const { fit, beside } = rows;
  return {
    rows: ["<none>", ...beside.map((b) => b.term)],
    columns: fit.leastSquares
      ? linearColumns(fit.leastSquares, rows)
      : devianceColumns(fit.generalized!, rows),
  };
}

/** The model without each of some terms. */
export function dropped(
  fit: LinearModel | GeneralizedLinearModel,
  terms: readonly string[],
  test: SingleTest,
  k: number,
): SingleTerms {
  const beside = deletions(fit, terms).map((d) => ({ ...d, rank: fit.rank - d.df }));
  return singleTerms({ fit, beside, test, k, adding: false });
}

/** The model with each of some more terms. */
export function added(
  call: Call,
  value: FitValue,
  terms: readonly string[],
  test: SingleTest,
  k: number,
): SingleTerms {
  const fit = (value.fit.leastSquares ?? value.fit.generalized)!;
  const beside = terms.map((term) => {
    const more = refitted(call, "object", value, changedBy(value, `+ ${term}`)).fit;
    const deviance = more.leastSquares?.residualSumSq ?? more.generalized!.deviance;
    return { term, df: more.rank - fit.rank, deviance, rank: more.rank };
  });
  return singleTerms({ fit, beside, test, k, adding: true });
}

/** By the likelihood of each model with a size of its own: MASS's tables of negative binomial models. */
export function withOwnSize(
  call: Call,
  value: FitValue,
  terms: readonly string[],
  sign: "-" | "+",
  test: SingleTest,
  k: number,
): SingleTerms {
  const models = [
    value.fit,
    ...terms.map((term) =>
      refitted(call, "object", value, changedBy(value, `${sign} ${term}`)).fit
    ),
  ];
  const [own, ...others] = models;
  const df = others.map((m) => Math.abs(own!.rank - m.rank));
  const aic = models.map((m) => stepAic(m.generalized!, k));
  const ratio = others.map((m) => 2 * Math.abs(own!.logLik - m.logLik));
  const columns: TestColumn[] = [["Df", [null, ...df]], ["AIC", aic]];
  if (test === "Chisq") {
    columns.push(["LRT", [null, ...ratio]], [
      "Pr(>Chi)",
      [null, ...ratio.map((v, i) => df[i]! > 0 ? pchisq(v, df[i]!, UPPER) : null)],
    ]);
  }
  return { rows: ["<none>", ...terms], columns };
}

/** A table of single terms with its heading. */
function table(value: FitValue, title: string, { rows, columns }: SingleTerms): Value {
  const formula = deparse(formulaOfFit(value));
  // lmerTest leaves it in one line
  const heading = [title, "\nModel:", ...(value.fit.random ? [formula] : breakFormula(formula))];
  return asItIs(anovaFrame(rows, columns, heading), "a table of single terms");
}

/** Labels that `scope` names: texts, or the terms of a formula. */
function scopeOf(call: Call, value: FitValue): string[] | null {
  if (!call.has("scope")) return null;
  const scope = call.value("scope");
  if (scope.kind === "null") return null;
  if (scope.kind === "character") return call.texts("scope");
  const { expr } = call.formula("scope");
  const whole = call.at("scope", () => updatedFormula(formulaOfFit(value), expr));
  return expandTerms(whole.args.at(-1)!.value!).terms.map((t) => t.label);
}

function termsToDrop(call: Call, value: FitValue): string[] {
  const { fixed } = value.fit;
  const asked = scopeOf(call, value);
  if (!asked) return droppableTerms(fixed);
  const labels = fixed.terms.map((t) => t.label);
  const found = asked.filter((label) => !isRandomLabel(label));
  const unknown = found.find((label) => !labels.includes(label));
  if (unknown === undefined) return found;
  return fail("wrong-argument", `${unknown} is no term of the model`, {
    span: call.spanOf("scope"),
    hint: `Its terms are ${labels.join(", ")}`,
  });
}

const isRandomLabel = (label: string): boolean => label.includes("|");

/** The test that a call asks for. */
function testOf(call: Call, fit: Fit): SingleTest {
  if (!call.has("test") || call.value("test").kind === "null") return "none";
  const asked = call.choice("test", ["none", "Chisq", "F", "LRT"] as const, "none");
  const test = asked === "LRT" ? "Chisq" : asked;
  if (asked === "LRT" && fit.leastSquares) {
    fail("wrong-argument", `${call.verb.name}() of an lm has the tests none, Chisq and F`, {
      span: call.spanOf("test"),
      hint: 'Write test = "F"',
    });
  }
  if (test === "F" && fit.dispersion.fixed) {
    refuseF(fit, { span: call.spanOf("test"), hint: 'Write test = "Chisq"' });
  }
  return test;
}

/** Of a mixed model: the likelihood of each smaller model, by maximum likelihood. */
function likelihoodTable(call: Call, value: FitValue): SingleTerms {
  const test = testOf(call, value.fit);
  if (test === "F") {
    fail("no-f-test", "Models are compared by their likelihoods here: there is no F test", {
      span: call.spanOf("test"),
      hint: 'Write test = "Chisq"',
    });
  }
  const k = call.number("k", 2);
  const whole = value.fit.likelihood.unrestricted();
  const aicOf = (fit: Fit): number => -2 * fit.logLik + k * fit.likelihood.parameters;
  const terms = termsToDrop(call, value);
  const smaller = terms.map((term) =>
    refitted(call, "object", value, changedBy(value, `- ${term}`)).fit.likelihood.unrestricted()
  );
  const df = smaller.map((s) => whole.likelihood.parameters - s.likelihood.parameters);
  const ratio = smaller.map((s) => likelihoodRatio(whole.logLik, s.logLik));
  const own = value.fit.kind === "glmmTMB";
  const columns: TestColumn[] = [
    [own ? "Df" : "npar", [null, ...df]],
    ["AIC", [aicOf(whole), ...smaller.map(aicOf)]],
  ];
  if (test === "Chisq") {
    columns.push(["LRT", [null, ...ratio]], [
      own ? "Pr(>Chi)" : "Pr(Chi)",
      [null, ...ratio.map((v, i) => df[i]! > 0 ? pchisq(v, df[i]!, UPPER) : null)],
    ]);
  }
  return { rows: ["<none>", ...terms], columns };
}

/** As lmerTest: each term that can be left out by its F test. */
function lmerTable(call: Call, value: FitValue): Value {
  const asked = call.has("ddf") ? call.text("ddf") : null;
  if (asked === "lme4" || (call.has("test") && call.value("test").kind !== "null")) {
    return table(value, "Single term deletions", likelihoodTable(call, value));
  }
  const ddf = ddfOf(call, "ddf") ?? "satterthwaite";
  const terms = termsToDrop(call, value);
  const free = droppableTerms(value.fit.fixed);
  const held = terms.find((t) => !free.includes(t));
  if (held !== undefined) {
    fail("wrong-argument", `${held} is contained in another term of the model`, {
      span: call.spanOf("scope"),
      hint: `Terms that can be left out are ${free.join(", ")}`,
    });
  }
  const rows = call.at(
    "object",
    () => anova(value.fit, { type: 2, ddf, hypotheses: "sas", layout: "lmerTest" }),
  ).rows.filter((r) => terms.includes(r.term));
  return table(value, `Single term deletions using ${METHOD_NAMES[ddf]}'s method:`, {
    rows: rows.map((r) => r.term),
    columns: [
      ["Sum Sq", rows.map((r) => r.sumSq ?? null)],
      ["Mean Sq", rows.map((r) => r.meanSq ?? null)],
      ["NumDF", rows.map((r) => r.numDf)],
      ["DenDF", rows.map((r) => r.denDf ?? null)],
      ["F value", rows.map((r) => r.statistic)],
      ["Pr(>F)", rows.map((r) => r.pValue)],
    ],
  });
}

/**
 * A table of what leaving out each term makes.
 *
 * @param sizes whether each negative binomial model has a size of its own
 */
export function dropOne(call: Call, sizes = false): Value {
  const value = call.fit("object");
  const { fit } = value;
  if (fit.random) return lmerTable(call, value);
  if (call.has("ddf")) {
    fail("unknown-argument", `drop1() of ${fit.described.called} has no argument ddf`, {
      span: call.spanOf("ddf"),
      hint: "It belongs to lmer()",
    });
  }
  const title = "Single term deletions";
  const plain = fit.leastSquares ?? fit.generalized;
  if (!plain) return table(value, title, likelihoodTable(call, value));
  const terms = termsToDrop(call, value);
  const [test, k] = [testOf(call, fit), call.number("k", 2)];
  const made = sizes && fit.generalized?.size
    ? withOwnSize(call, value, terms, "-", test, k)
    : dropped(plain, terms, test, k);
  return table(value, title, made);
}

/** Terms of `scope` that are not in the model and whose margins are. */
export function addable(fit: Fit, labels: readonly string[]): string[] {
  const own = fit.fixed.terms.map((t) => new Set(t.variables));
  const others = labels.map((label) => label.split(":"));
  const same = (a: ReadonlySet<string>, b: readonly string[]): boolean =>
    a.size === b.length && b.every((v) => a.has(v));
  return labels.filter((_, i) => {
    const variables = others[i]!;
    if (own.some((t) => same(t, variables))) return false;
    return !others.some((o, j) =>
      j !== i && o.length < variables.length && o.every((v) => variables.includes(v)) &&
      !own.some((t) => same(t, o))
    );
  });
}

/** A table of what taking in each term makes. */
export function addOne(call: Call, sizes = false): Value {
  const value = call.fit("object");
  const plain = value.fit.leastSquares ?? value.fit.generalized;
  if (!plain) {
    return call.wrong("object", "an lm or a glm", value, "anova(m1, m2) compares two models");
  }
  const test = testOf(call, value.fit);
  if (test === "F" && !plain.leastSquares) {
    fail("wrong-argument", "add1() of a glm has no F test here", {
      span: call.spanOf("test"),
      hint: 'anova(m1, m2, test = "F") compares two models',
    });
  }
  if (!call.has("scope")) call.value("scope");
  const terms = addable(value.fit, scopeOf(call, value) ?? []);
  if (terms.length === 0) {
    fail("wrong-argument", "scope has no terms that can be added to the model", {
      span: call.spanOf("scope"),
      hint: "Write add1(m, ~ . + x)",
    });
  }
  const k = call.number("k", 2);
  const made = sizes && plain.generalized?.size
    ? withOwnSize(call, value, terms, "+", test, k)
    : added(call, value, terms, test, k);
  return table(value, "Single term additions", made);
}

/** Verbs of single terms. */
export const DROPPING: readonly Verb[] = [
  verb(
    "drop1",
    "object, scope?, scale!0, test?, k?, trace!FALSE, ddf?",
    "what leaving out each term makes of a model",
    (call) => dropOne(call),
  ),
  verb(
    "add1",
    "object, scope?, scale!0, test?, x!NULL, k?, trace!FALSE",
    "what each of some more terms makes of a model",
    (call) => addOne(call),
  ),
];
