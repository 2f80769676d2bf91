/**
 * Tests of a model's terms: Types I, II and III, F and χ².
 *
 * @module
 */
import { aDistribution } from "../../model/distribution_name.ts";
import { addAll } from "../../lists.ts";
import { fail, type Span } from "../../diagnostic.ts";
import { pchisq, pf } from "../../math/distribution/tails.ts";
import { inverseCrossProduct } from "../../math/algebra/qr.ts";
import type { Fit, LinearModel } from "../../model/fit.ts";
import type { Note } from "../../note.ts";
import type { AnovaRow, AnovaTable } from "./anova_table.ts";
import type { Ddf, DenominatorDf } from "../df/ddf.ts";
import { denominatorDf, type Information } from "../df/denominator_df.ts";
import { ratioRows, sequentialDeviances } from "./deviance_tests.ts";
import { carHypotheses, type Hypothesis, keptByTerm } from "./hypothesis.ts";
import { missingCells, sasHypotheses } from "./hypothesis_sas.ts";
import { waldStatistic } from "../../math/algebra/linear_functions.ts";
import { type TermComparison, typeTwoByComparison } from "./term_comparison.ts";
import { ALIASED, impossibleDfNote, perfectFitNote, untestableNote } from "./remarks.ts";

/** Options of `anova`. */
export interface AnovaOptions {
  /** Default 2. */
  type?: 1 | 2 | 3 | undefined;
  /**
   * Default F; `LR`, the likelihood ratio, of a generalized linear model (over the scale where it is
   * estimated, and then F of it can be asked for); `Chisq`, Wald's, where neither is to be had.
   */
  test?: "F" | "Chisq" | "LR" | undefined;
  /** Whether a sequence of deviances has p-values. Default true. */
  tested?: boolean | undefined;
  /** Default: Kenward-Roger for `lmer`, residual for `lm`. */
  ddf?: Ddf | undefined;
  /** Of the variance parameters, for Kenward-Roger. Default expected. */
  information?: Information | undefined;
  /** Default: `car` for Types I and II, `sas` (which no coding changes) for Type III. */
  hypotheses?: "car" | "sas" | undefined;
  /**
   * Whose layout is asked for; `lmerTest`'s has no row for the intercept, and `lme4`'s, Type I of a
   * mixed model, no denominator df and no p.
   */
  layout?: AnovaTable["layout"] | undefined;
}

/**
 * Tests of the terms of a model.
 *
 * Type II of `car` conditions on all terms that do not contain the term (with Kenward-Roger, in the
 * metric of the adjusted covariance); Type III of `sas` does not depend on the coding. A term of
 * which nothing can be estimated keeps its row with `numDf` 0.
 *
 * @throws DiagnosticError `kenward-roger-needs-reml`, `aliased-coefficients` (Type III of `car` where
 * coefficients are aliased), `unknown-type`
 * @example
 * ```ts
 * import { anova, lm, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5], Trt: ["A", "A", "B", "B"] });
 * const table = anova(lm("y ~ Trt", data));
 * if (Math.abs(table.rows[0]!.statistic! - 18) > 1e-9) throw new Error();
 * ```
 */
export function anova(fit: Fit, options: AnovaOptions = {}): AnovaTable {
  const type = options.type ?? 2;
  if (type !== 1 && type !== 2 && type !== 3) {
    fail("unknown-type", `There are no tests of type ${type}`, { hint: "Choose type 1, 2 or 3" });
  }
  const { generalized } = fit;
  const test = options.test ??
    (generalized ? "LR" : fit.ddf.default === "asymptotic" ? "Chisq" : "F");
  requireTest(fit, test);
  const hypotheses = options.hypotheses ?? (type === 3 ? "sas" : "car");
  const ddf = test === "F" ? options.ddf ?? fit.ddf.default : "asymptotic";
  const layout = options.layout ?? (!fit.random && type === 1 ? "stats" : "car");
  const plan = { type, test, hypotheses, ddf, layout } as const;
  const table = {
    kind: fit.kind,
    ...plan,
    response: fit.response,
  };
  const notes: Note[] = [];
  if (generalized && test !== "Chisq") {
    const { name, link } = generalized.family;
    const rows = type === 1
      ? sequentialDeviances(generalized, options.tested ?? true, test)
      : ratioRows(generalized, type, test);
    return { ...table, family: { name, link }, rows, notes };
  }
  const rows = fit.leastSquares
    ? linearRows(fit.leastSquares, plan, notes)
    : waldRows(fit, plan, options.information, notes);
  return { ...table, rows, notes };
}

/** Refuses F tests where the dispersion is known. */
export function refuseF({ family }: Fit, place: { span?: Span; hint: string }): never {
  fail(
    "no-f-test",
    `The dispersion of ${aDistribution(family.name)} model is known: there is no F test`,
    place,
  );
}

/** Refuses a statistic that the fit does not have. */
export function requireTest(fit: Fit, test: AnovaTable["test"]): void {
  if (test === "F" && fit.ddf.default === "asymptotic") {
    refuseF(fit, { hint: "Its tests are χ² tests: of the likelihood ratio, or Wald's" });
  }
  if (test === "LR" && !fit.generalized) {
    fail("no-ratio-test", `Terms of ${fit.described.called} are not tested by likelihood ratios`, {
      hint: "Choose F or Chisq; anova(m1, m2) compares two models",
    });
  }
}

type Plan = Required<Pick<AnovaTable, "type" | "test" | "hypotheses" | "ddf" | "layout">>;

const untested = (term: string): AnovaRow => ({
  term,
  sumSq: null,
  meanSq: null,
  numDf: 0,
  statistic: null,
  pValue: null,
});

function linearRows(fit: LinearModel, plan: Plan, notes: Note[]): AnovaRow[] {
  const { residualDf } = fit;
  const denDf = plan.ddf === "asymptotic" ? Infinity : residualDf;
  const sigma2 = residualDf > 0 ? fit.residualSumSq / residualDf : NaN;
  const rows = sumsOfSquares(fit, plan, notes).map(({ term, sumSq, df }): AnovaRow => {
    if (df === 0) return untested(term);
    const row: AnovaRow = {
      term,
      sumSq,
      meanSq: sumSq / df,
      numDf: df,
      statistic: null,
      pValue: null,
    };
    if (!(sigma2 > 0)) return row;
    if (plan.test === "Chisq") {
      row.statistic = sumSq / sigma2;
      row.pValue = pchisq(row.statistic, df, { upper: true });
    } else {
      row.statistic = sumSq / df / sigma2;
      row.pValue = pf(row.statistic, df, denDf, { upper: true });
    }
    return row;
  });
  if (!(sigma2 > 0)) notes.push(perfectFitNote(residualDf));
  rows.push({
    term: "Residuals",
    sumSq: fit.residualSumSq,
    meanSq: residualDf > 0 ? sigma2 : null,
    numDf: residualDf,
    statistic: null,
    pValue: null,
  });
  return rows;
}

/** Sums of squares by term, `(Intercept)` among them for Type III. */
function sumsOfSquares(fit: LinearModel, plan: Plan, notes: Note[]): TermComparison[] {
  const { fixed } = fit;
  if (plan.type === 1) {
    return keptByTerm(fixed).slice(1).map((places, t) => ({
      term: fixed.terms[t]!.label,
      df: places.length,
      sumSq: places.reduce((s, i) => s + fit.effects[i]! ** 2, 0),
    }));
  }
  const aliased = fixed.dropped.length > 0;
  if (aliased && plan.hypotheses === "car") {
    if (plan.type === 3) {
      fail("aliased-coefficients", "There are aliased coefficients in the model", {
        hint: "joint_tests(m) tests what can be estimated; Type II compares models",
      });
    }
    notes.push(ALIASED);
    return typeTwoByComparison(fit);
  }
  // (X'WX)⁻¹, which is there even where nothing is left to estimate σ² from
  const unscaled = inverseCrossProduct(fit.decomposition);
  return hypothesesOf(fit, plan, unscaled, notes).map(({ term, rows }) => ({
    term,
    df: rows.length,
    sumSq: rows.length === 0
      ? 0
      : waldStatistic({ rows, estimates: fit.beta, covariance: unscaled }),
  }));
}

function hypothesesOf(
  fit: Fit,
  plan: Plan,
  covariance: Float64Array,
  notes: Note[],
): Hypothesis[] {
  if (plan.hypotheses === "car") return carHypotheses(fit.fixed, covariance, plan.type);
  if (plan.type === 3) addAll(notes, missingCells(fit));
  return sasHypotheses(fit, plan.type);
}

/**
 * lme4's table: with R'R = X'V⁻¹X the squares of Rβ̂ are sums of squares, term by term in the order of
 * the formula, and F is their mean over σ̂².
 */
function sequentialRows(fit: Fit, df: DenominatorDf, notes: Note[]): AnovaRow[] {
  // of a generalized mixed model lme4 has R given the parameters of the random effects
  const covariance = fit.marginal?.givenCovariance() ?? fit.covariance;
  return carHypotheses(fit.fixed, covariance, 1).map(({ term, rows }): AnovaRow => {
    if (rows.length === 0) return untested(term);
    if (rows.some((l) => Number.isNaN(df.standardError(l)))) {
      notes.push(untestableNote(term));
      return { ...untested(term), numDf: rows.length };
    }
    const statistic = waldStatistic({ rows, estimates: fit.beta, covariance }) / rows.length;
    return {
      term,
      ...squaresOf(fit, statistic, rows.length),
      numDf: rows.length,
      statistic,
      pValue: null,
    };
  });
}

function waldRows(
  fit: Fit,
  plan: Plan,
  information: Information | undefined,
  notes: Note[],
): AnovaRow[] {
  const df: DenominatorDf = denominatorDf(fit, plan.ddf, { information });
  if (plan.layout === "lme4") return sequentialRows(fit, df, notes);
  let hypotheses = hypothesesOf(fit, plan, df.covariance, notes);
  if (plan.layout === "lmerTest") hypotheses = hypotheses.filter((h) => h.term !== "(Intercept)");
  return hypotheses.map(({ term, rows }): AnovaRow => {
    if (rows.length === 0) return { ...untested(term), denDf: null };
    if (rows.some((l) => Number.isNaN(df.standardError(l)))) {
      notes.push(untestableNote(term));
      return { ...untested(term), numDf: rows.length, denDf: null };
    }
    if (plan.test === "Chisq") {
      const statistic = waldStatistic({ rows, estimates: fit.beta, covariance: fit.covariance });
      const numDf = rows.length;
      return { term, numDf, statistic, pValue: pchisq(statistic, numDf, { upper: true }) };
    }
    const { statistic, numDf, denDf, scale, impossibleDf } = df.fTest(rows);
    if (impossibleDf !== undefined) notes.push(impossibleDfNote(term, plan.ddf, impossibleDf));
    if (!Number.isFinite(statistic) || Number.isNaN(denDf)) {
      return { ...untested(term), numDf, denDf: null };
    }
    const row: AnovaRow = {
      term,
      numDf,
      denDf,
      statistic,
      pValue: pf(statistic, numDf, denDf, { upper: true }),
    };
    if (plan.hypotheses === "sas") {
      // lmerTest's mean squares are of the F before Kenward and Roger's scaling
      Object.assign(row, squaresOf(fit, statistic / scale, numDf));
    }
    return row;
  });
}

/** Mean square and sum of squares of an F; none where there is no σ² to multiply by. */
function squaresOf(fit: Fit, statistic: number, numDf: number): Pick<AnovaRow, "sumSq" | "meanSq"> {
  if (fit.residualStructure !== null) return { sumSq: null, meanSq: null };
  const meanSq = statistic * fit.sigma ** 2;
  return { sumSq: meanSq * numDf, meanSq };
}
