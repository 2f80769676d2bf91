/**
 * Likelihood-ratio tests of the terms of a generalized linear model: how much the deviance rises
 * where a term is left out.
 *
 * Sources: McCullagh & Nelder (1989), Generalized Linear Models, section 2.3; Fox & Weisberg (2019),
 * An R Companion to Applied Regression, chapter 6, for the types as `car` understands them.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { pchisq, pf } from "../../math/distribution/tails.ts";
import type { GeneralizedLinearModel } from "../../model/fit.ts";
import type { AnovaRow } from "./anova_table.ts";
import { relatives } from "./hypothesis.ts";

interface Size {
  deviance: number;
  rank: number;
}

/** What is tested, and over which scale: 1, or Pearson's estimate of the model with all terms. */
interface Scale {
  test: "LR" | "F";
  value: number;
  residualDf: number;
}

const scaleOf = (fit: GeneralizedLinearModel, test: "LR" | "F"): Scale => ({
  test,
  value: fit.dispersion.value,
  residualDf: fit.residualDf,
});

/** A fall of the deviance over the scale as a test: χ², or over its df F. */
function tested(fall: number, df: number, { test, value, residualDf }: Scale): {
  statistic: number;
  pValue: number;
} {
  if (test === "LR") {
    return { statistic: fall / value, pValue: pchisq(fall / value, df, { upper: true }) };
  }
  const statistic = fall / df / value;
  return { statistic, pValue: pf(statistic, df, residualDf, { upper: true }) };
}

/** The row of a term by which a model is larger than another. */
function rowOf(term: string, smaller: Size, larger: Size, scale: Scale): AnovaRow {
  const numDf = larger.rank - smaller.rank;
  if (numDf === 0) return { term, numDf, statistic: null, pValue: null };
  const fall = Math.max(0, smaller.deviance - larger.deviance);
  const row = { term, numDf, ...tested(fall, numDf, scale) };
  return scale.test === "F" ? { ...row, sumSq: fall } : row;
}

/** Each term against the models that Type II or III of `car` compares. */
export function ratioRows(
  fit: GeneralizedLinearModel,
  type: 2 | 3,
  test: "LR" | "F" = "LR",
): AnovaRow[] {
  const { fixed } = fit;
  const scale = scaleOf(fit, test);
  if (type === 3 && fixed.dropped.length > 0) {
    fail("aliased-coefficients", "There are aliased coefficients in the model", {
      hint: "joint_tests(m) tests what can be estimated; Type II compares models",
    });
  }
  const models = new Map<string, Size>();
  const without = (terms: readonly number[]): Size => {
    if (terms.length === 0) return fit;
    const key = [...terms].sort((a, b) => a - b).join();
    const known = models.get(key) ?? fit.withColumns((j) => !terms.includes(fixed.assign[j]! - 1));
    models.set(key, known);
    return known;
  };
  const rows = fixed.terms.map(({ label }, t) => {
    const others = type === 2 ? relatives(fixed, t) : [];
    return rowOf(label, without([...others, t]), without(others), scale);
  });
  if (test === "LR") return rows;
  const { residualDf: numDf, dispersion: { value } } = fit;
  const residual = { term: "Residuals", numDf, sumSq: value * numDf };
  return [...rows, { ...residual, statistic: null, pValue: null }];
}

/**
 * The terms added one after the other, with what is left of the deviance. The first row is of the
 * model with intercept and offset alone.
 *
 * @param isTested without it rows have no p
 */
export function sequentialDeviances(
  fit: GeneralizedLinearModel,
  isTested: boolean,
  test: "LR" | "F" = "LR",
): AnovaRow[] {
  const { fixed } = fit;
  const scale = scaleOf(fit, test);
  const left = (m: Size): Pick<AnovaRow, "residualDf" | "residualDeviance"> => ({
    residualDf: fit.n - m.rank,
    residualDeviance: m.deviance,
  });
  let before: Size = { deviance: fit.nullDeviance, rank: fit.n - fit.nullDf };
  const first = { term: "NULL", numDf: 0, statistic: null, pValue: null, ...left(before) };
  const last = fixed.terms.length - 1;
  const rows = fixed.terms.map(({ label }, t): AnovaRow => {
    const model = t === last ? fit : fit.withColumns((j) => fixed.assign[j]! <= t + 1);
    const numDf = model.rank - before.rank;
    const fall = before.deviance - model.deviance;
    const found = isTested && numDf > 0 && fall >= 0 ? tested(fall, numDf, scale) : null;
    before = model;
    const row = { term: label, numDf, deviance: fall, ...left(model) };
    return {
      ...row,
      statistic: test === "F" ? found?.statistic ?? null : fall,
      pValue: found?.pValue ?? null,
    };
  });
  return [first, ...rows];
}
