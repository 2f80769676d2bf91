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
import { pchisq } from "../../math/distribution/tails.ts";
import type { GeneralizedLinearModel } from "../../model/fit.ts";
import type { AnovaRow } from "./anova_table.ts";
import { relatives } from "./hypothesis.ts";

interface Size {
  deviance: number;
  rank: number;
}

/** The row of a term by which a model is larger than another. */
function rowOf(term: string, smaller: Size, larger: Size): AnovaRow {
  const numDf = larger.rank - smaller.rank;
  if (numDf === 0) return { term, numDf, statistic: null, pValue: null };
  const statistic = Math.max(0, smaller.deviance - larger.deviance);
  return { term, numDf, statistic, pValue: pchisq(statistic, numDf, { upper: true }) };
}

/** Each term against the models that Type II or III of `car` compares. */
export function ratioRows(fit: GeneralizedLinearModel, type: 2 | 3): AnovaRow[] {
  const { fixed } = fit;
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
  return fixed.terms.map(({ label }, t) => {
    const others = type === 2 ? relatives(fixed, t) : [];
    return rowOf(label, without([...others, t]), without(others));
  });
}

/**
 * The terms added one after the other, with what is left of the deviance. The first row is of the
 * model with intercept and offset alone.
 *
 * @param tested without it rows have no p
 */
export function sequentialDeviances(fit: GeneralizedLinearModel, tested: boolean): AnovaRow[] {
  const { fixed } = fit;
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
    const statistic = before.deviance - model.deviance;
    const pValue = tested && numDf > 0 && statistic >= 0
      ? pchisq(statistic, numDf, { upper: true })
      : null;
    before = model;
    return { term: label, numDf, statistic, pValue, ...left(model) };
  });
  return [first, ...rows];
}
