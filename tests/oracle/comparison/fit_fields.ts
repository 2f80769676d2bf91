/**
 * Fields of a fit: coefficients, variances, residuals, predictions, refits.
 *
 * @module
 */
import { confint } from "../../../lib/inference/test/confint.ts";
import { coefficientTests } from "../../../lib/inference/test/coefficient_tests.ts";
import { denominatorDf } from "../../../lib/inference/df/denominator_df.ts";
import { explainedVariance } from "../../../lib/model/mixed/explained_variance.ts";
import type { Fit, LinearMixedModel, LinearModel } from "../../../lib/model/fit.ts";
import type { Table } from "../../../lib/data/table.ts";
import { predict } from "../../../lib/model/predict.ts";
import type { Ddf } from "../../../lib/inference/df/ddf.ts";
import { pf } from "../../../lib/math/distribution/tails.ts";
import { type JsonObject, list, object, type ReferenceCase, rows, texts } from "./reference_case.ts";
import type { Tally } from "./tally.ts";

/** A covariance matrix; elements are relative to the standard deviations of their row and column. */
export function compareMatrix(
  tally: Tally,
  field: string,
  got: ArrayLike<number>,
  size: number,
  expected: readonly (readonly unknown[])[],
): void {
  expected.forEach((row, i) => {
    row.forEach((e, j) => {
      const scale = Math.sqrt(Math.abs(got[i * size + i]! * got[j * size + j]!));
      tally.number("estimate", `${field}[${i}][${j}]`, got[i * size + j], e, scale);
    });
  });
}

const matrixOf = (j: unknown): unknown[][] => {
  const outer = Array.isArray(j) ? j : [[j]];
  return outer.map((r) => Array.isArray(r) ? r : [r]);
};

/** The first ten, which is what the cases have of R's. */
const ten = (values: ArrayLike<number>): number[] => Array.from(values).slice(0, 10);

function compareShared(tally: Tally, fit: Fit, json: JsonObject): void {
  for (const [key, got] of [["sigma", fit.sigma], ["logLik", fit.logLik]] as const) {
    tally.number("estimate", `fit.${key}`, got, json[key]);
  }
  tally.number("criterion", "fit.AIC", fit.aic, json.AIC);
  tally.number("criterion", "fit.BIC", fit.bic, json.BIC);
  compareMatrix(tally, "fit.vcov", fit.covariance, fit.rank, matrixOf(json.vcov));
  const scale = fit.sigma;
  tally.numbers("estimate", "fit.fitted10", ten(fit.fitted), list(json.fitted10));
  tally.numbers("estimate", "fit.resid10", ten(fit.residuals), list(json.resid10), scale);
}

/** `coef` of an `lm`. */
function compareLinearCoefficients(tally: Tally, fit: LinearModel, json: JsonObject): void {
  const tests = coefficientTests(fit);
  const intervals = confint(fit);
  rows(json.coef).forEach((row, i) => {
    const t = tests.find((x) => x.name === row.name);
    const field = `fit.coef[${i}]`;
    tally.same(`${field}.name`, t?.name, row.name);
    if (!t) return;
    const se = t.standardError ?? 0;
    const own = intervals.find((x) => x.name === row.name)!;
    const half = ((own.upper ?? 0) - (own.lower ?? 0)) / 2;
    tally.number("limit", `${field}.lower`, own.lower, row.lower, half);
    tally.number("limit", `${field}.upper`, own.upper, row.upper, half);
    tally.number("estimate", `${field}.estimate`, t.estimate, row.estimate, se * 1e-3);
    tally.number("estimate", `${field}.se`, t.standardError, row.se);
    tally.number("estimate", `${field}.t`, t.statistic, row.t, 1e-3);
    tally.number("p", `${field}.p`, t.pValue, row.p);
  });
}

/** All fields of an `lm` fit. */
export function compareLinearFit(tally: Tally, { json: whole, table, fit }: ReferenceCase): void {
  const m = fit as LinearModel;
  const json = object(whole.fit);
  compareShared(tally, m, json);
  compareLinearCoefficients(tally, m, json);
  tally.number("exact", "fit.rank", m.rank, json.rank);
  tally.number("exact", "fit.df_residual", m.residualDf, json.df_residual);
  tally.number("estimate", "fit.rss", m.residualSumSq, json.rss);
  tally.number("estimate", "fit.deviance", m.residualSumSq, json.deviance);
  tally.number("estimate", "fit.r2", m.rSquared, json.r2);
  tally.number("estimate", "fit.adj_r2", m.adjustedRSquared, json.adj_r2);
  const f = object(json.fstat);
  if (m.overallF) {
    const { statistic, numDf, denDf } = m.overallF;
    tally.number("estimate", "fit.fstat.F", statistic, f.F);
    tally.number("exact", "fit.fstat.df1", numDf, f.df1);
    tally.number("exact", "fit.fstat.df2", denDf, f.df2);
    tally.number("p", "fit.fstat.p", pf(statistic, numDf, denDf, { upper: true }), f.p);
  }
  tally.same(
    "fit.aliased",
    m.coefficients.filter((c) => c.aliased).map((c) => c.name),
    texts(json.aliased),
  );
  tally.numbers("estimate", "fit.hat10", ten(m.leverage), list(json.hat10));
  tally.numbers("estimate", "fit.rstandard10", ten(m.standardizedResiduals), list(json.rstandard10), 1);
  tally.numbers("estimate", "fit.rstudent10", ten(m.studentizedResiduals), list(json.rstudent10), 1);
  tally.numbers("estimate", "fit.cooks10", ten(m.cooksDistance), list(json.cooks10), 1e-2);
  const p = object(whole.predict);
  const at = Int32Array.from(list(p.data_rows_1based) as number[], (i) => i - 1);
  const rowsAt = table.filter(at);
  const confidence = predict(m, rowsAt);
  const prediction = predict(m, rowsAt, { interval: "prediction" });
  at.forEach((_, i) => {
    const [c, q] = [confidence[i]!, prediction[i]!];
    const half = ((c.upper ?? 0) - (c.lower ?? 0)) / 2;
    tally.number("estimate", `predict.fit[${i}]`, c.estimate, list(p.fit)[i]);
    tally.number("estimate", `predict.se_fit[${i}]`, c.standardError, list(p.se_fit)[i]);
    tally.number("limit", `predict.conf_lower[${i}]`, c.lower, list(p.conf_lower)[i], half);
    tally.number("limit", `predict.conf_upper[${i}]`, c.upper, list(p.conf_upper)[i], half);
    tally.number("limit", `predict.pred_lower[${i}]`, q.lower, list(p.pred_lower)[i], half);
    tally.number("limit", `predict.pred_upper[${i}]`, q.upper, list(p.pred_upper)[i], half);
  });
}

function compareComponents(
  tally: Tally,
  field: string,
  m: LinearMixedModel,
  json: JsonObject,
): void {
  // lme4's rows: a variance for each term, then the covariances of each pair
  for (const row of rows(json.varcomp)) {
    const name = `${field}.varcomp(${row.grp},${row.var1},${row.var2})`;
    const own = m.varianceComponents.filter((c) => c.group === row.grp);
    const term = row.grp === "Residual" ? "" : String(row.var1);
    const first = own.find((c) => c.term === term);
    if (row.var2 === null || row.var2 === undefined) {
      const scale = m.sigma ** 2 * 1e-6;
      tally.number("estimate", `${name}.vcov`, first?.variance, row.vcov, scale);
      tally.number("estimate", `${name}.sdcor`, first?.sd, row.sdcor, m.sigma * 1e-6);
      continue;
    }
    const second = own.find((c) => c.term === row.var2);
    const block = own.slice(own.indexOf(second!) - second!.correlations.length);
    const correlation = second?.correlations[block.indexOf(first!)];
    const product = (first?.sd ?? NaN) * (second?.sd ?? NaN);
    tally.number("estimate", `${name}.sdcor`, correlation, row.sdcor);
    tally.number("estimate", `${name}.vcov`, (correlation ?? NaN) * product, row.vcov);
  }
}

function compareMixedCoefficients(tally: Tally, m: LinearMixedModel, json: JsonObject): void {
  const kinds: [Ddf, string, string, string, string][] = [
    ["satterthwaite", "se", "t", "df_satterthwaite", "p_satterthwaite"],
    ["kenward-roger", "se_kr", "t_kr", "df_kr", "p_kr"],
  ];
  for (const [ddf, se, t, df, p] of kinds) {
    if (ddf === "kenward-roger" && !m.reml) continue;
    const tests = coefficientTests(m, { ddf });
    rows(json.coef).forEach((row, i) => {
      const own = tests.find((x) => x.name === row.name);
      const field = `fit.coef[${i}]`;
      tally.same(`${field}.name`, own?.name, row.name);
      if (!own) return;
      const small = (own.standardError ?? 0) * 1e-3;
      tally.number("estimate", `${field}.estimate`, own.estimate, row.estimate, small);
      tally.number("estimate", `${field}.${se}`, own.standardError, row[se]);
      tally.number("estimate", `${field}.${t}`, own.statistic, row[t], 1e-3);
      tally.number("df", `${field}.${df}`, own.df, row[df]);
      tally.number("p", `${field}.${p}`, own.pValue, row[p]);
    });
  }
}

/** All fields of an `lmer` fit. */
export function compareMixedFit(tally: Tally, { json: whole, table, fit }: ReferenceCase): void {
  const m = fit as LinearMixedModel;
  const json = object(whole.fit);
  tally.number("criterion", "fit.criterion", m.criterion, json.criterion);
  compareShared(tally, m, json);
  tally.number("exact", "fit.npar", m.parameters, json.npar);
  tally.numbers("estimate", "fit.theta", m.theta, list(json.theta), 1e-3);
  tally.same("fit.theta_names", m.thetaNames, texts(json.theta_names));
  tally.same("fit.singular", m.singular, json.singular);
  const levels = Object.fromEntries(m.groups.map((g) => [g.name, g.levels]));
  for (const [name, count] of Object.entries(object(json.ngrps))) {
    tally.number("exact", `fit.ngrps.${name}`, levels[name], count);
  }
  compareComponents(tally, "fit", m, json);
  compareMixedCoefficients(tally, m, json);
  if (m.reml && json.vcov_kr) {
    const kr = denominatorDf(m, "kenward-roger");
    compareMatrix(tally, "fit.vcov_kr", kr.covariance, m.rank, matrixOf(json.vcov_kr));
  }
  const known = new Map(m.randomEffects.map((r) => [`${r.group}/${r.term}/${r.level}`, r]));
  for (const row of rows(json.ranef)) {
    const key = `${row.group}/${row.term}/${row.level}`;
    const own = known.get(key);
    const scale = (own?.standardError ?? 0) * 1e-2 || 1e-9;
    tally.number("estimate", `fit.ranef(${key}).blup`, own?.estimate, row.blup, scale);
    tally.number("estimate", `fit.ranef(${key}).cond_sd`, own?.standardError, row.cond_sd, 1e-9);
  }
  compareGroupCoefficients(tally, m, json);
  compareExact(tally, m, whole);
  compareIntervals(tally, m, json);
  compareSummaries(tally, m, json);
  comparePredictions(tally, m, table, object(whole.predict));
  const refit = m.reml ? m.refit({ reml: false }) : m;
  compareRefit(tally, refit, object(whole.ml));
}

/** Wald intervals: of the fixed effects; lme4 has none for the others. */
function compareIntervals(tally: Tally, m: LinearMixedModel, json: JsonObject): void {
  const wald = confint(m);
  for (const row of rows(json.confint_wald)) {
    const own = wald.find((x) => x.name === row.param);
    const half = ((own?.upper ?? 0) - (own?.lower ?? 0)) / 2;
    const field = `fit.confint_wald.${row.param}`;
    tally.same(`${field}.name`, own?.name, row.param);
    tally.number("limit", `${field}.lower`, own?.lower, row["2.5 %"], half);
    tally.number("limit", `${field}.upper`, own?.upper, row["97.5 %"], half);
  }
}

/** Profile limits, R² and intraclass correlations. */
function compareSummaries(tally: Tally, m: LinearMixedModel, json: JsonObject): void {
  const limits = rows(json.confint_profile);
  if (limits.length > 0) {
    const own = confint(m, { method: "profile" });
    for (const row of limits) {
      const got = own.find((x) => x.name === row.param);
      const half = ((got?.upper ?? 0) - (got?.lower ?? 0)) / 2;
      const field = `fit.confint_profile.${row.param}`;
      tally.number("profile", `${field}.lower`, got?.lower, row["2.5 %"], half);
      tally.number("profile", `${field}.upper`, got?.upper, row["97.5 %"], half);
    }
  }
  const share = explainedVariance(m);
  const r2 = object(json.r2_nakagawa);
  const icc = object(json.icc);
  tally.number("estimate", "fit.r2.marginal", share.marginalR2, r2.marginal, 1e-6);
  tally.number("estimate", "fit.r2.conditional", share.conditionalR2, r2.conditional);
  tally.number("estimate", "fit.icc.adjusted", share.adjustedIcc, icc.adjusted);
  tally.number("estimate", "fit.icc.unadjusted", share.unadjustedIcc, icc.unadjusted);
}

/** At rows of the data: the conditional means are the fitted values there. */
function comparePredictions(
  tally: Tally,
  m: LinearMixedModel,
  table: Table,
  json: JsonObject,
): void {
  const at = Int32Array.from(list(json.data_rows_1based) as number[], (i) => i - 1);
  const marginal = predict(m, table.filter(at));
  at.forEach((row, i) => {
    tally.number("estimate", `predict.conditional[${i}]`, m.fitted[row], list(json.conditional)[i]);
    tally.number("estimate", `predict.marginal[${i}]`, marginal[i]!.estimate, list(json.marginal)[i]);
    tally.number(
      "estimate",
      `predict.marginal_se[${i}]`,
      marginal[i]!.standardError,
      list(json.marginal_se)[i],
    );
  });
}

/** `coef(m)`: fixed effects plus the group's own. */
function compareGroupCoefficients(tally: Tally, m: LinearMixedModel, json: JsonObject): void {
  const fixed = new Map(m.coefficients.map((c) => [c.name, c.estimate]));
  for (const [group, heads] of Object.entries(object(json.coef_group_head))) {
    for (const head of rows(heads)) {
      for (const [name, expected] of Object.entries(head)) {
        if (name === "level" || name === "_row") continue;
        const own = m.randomEffects.find((r) =>
          r.group === group && r.level === head.level && r.term === name
        );
        const got = (fixed.get(name) ?? 0) + (own?.estimate ?? 0);
        const field = `fit.coef_group_head.${group}.${head.level}.${name}`;
        tally.number("estimate", field, got, expected, m.sigma * 1e-3);
      }
    }
  }
}

/** Kenward-Roger of a weighted fit, which pbkrtest gets wrong and an independent program right. */
function compareExact(tally: Tally, m: LinearMixedModel, whole: JsonObject): void {
  if (!whole.kr_exact) return;
  const exact = object(whole.kr_exact);
  const method = denominatorDf(m, "kenward-roger");
  compareMatrix(tally, "kr_exact.vcov_kr", method.covariance, m.rank, matrixOf(exact.vcov_kr));
  const tests = coefficientTests(m);
  rows(exact.coef).forEach((row, i) => {
    const own = tests.find((t) => t.name === row.name);
    tally.number("estimate", `kr_exact.coef[${i}].estimate`, own?.estimate, row.estimate);
    tally.number("estimate", `kr_exact.coef[${i}].se`, own?.standardError, row.se);
    tally.number("df", `kr_exact.coef[${i}].df`, own?.df, row.df);
    tally.number("estimate", `kr_exact.coef[${i}].F`, (own?.statistic ?? NaN) ** 2, row.F);
  });
}

function compareRefit(tally: Tally, m: LinearMixedModel, json: JsonObject): void {
  tally.number("criterion", "ml.logLik", m.logLik, json.logLik);
  tally.number("criterion", "ml.deviance", m.criterion, json.deviance);
  tally.number("criterion", "ml.AIC", m.aic, json.AIC);
  tally.number("criterion", "ml.BIC", m.bic, json.BIC);
  tally.number("estimate", "ml.sigma", m.sigma, json.sigma);
  tally.numbers("estimate", "ml.theta", m.theta, list(json.theta), 1e-3);
  compareComponents(tally, "ml", m, json);
  const known = new Map(m.coefficients.map((c) => [c.name, c]));
  rows(json.coef).forEach((row, i) => {
    const own = known.get(String(row.name));
    const small = (own?.standardError ?? 0) * 1e-3;
    tally.number("estimate", `ml.coef[${i}].estimate`, own?.estimate, row.estimate, small);
    tally.number("estimate", `ml.coef[${i}].se`, own?.standardError, row.se);
  });
}
