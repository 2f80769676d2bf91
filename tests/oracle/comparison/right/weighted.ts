/**
 * Kenward and Roger's tests of a fit with prior weights.
 *
 * @module
 */
import { applied, inner } from "../../dense/matrix.ts";
import { weightedSleep } from "../../dense/models.ts";
import type { ReferenceCase } from "../reference_case.ts";
import { half95, type RightValues, tailOfF, twoSided } from "./right.ts";

const WEIGHTS = "pbkrtest 0.5.2 leaves prior weights out of Kenward-Roger";

/** Everything of the case `sleepstudy_weights` that Kenward and Roger's method has a part in. */
export function weighted({ id, json }: ReferenceCase): RightValues {
  const values: RightValues = new Map();
  if (id !== "sleepstudy_weights") return values;
  const set = (field: string, value: number) => values.set(field, { value, reason: WEIGHTS });
  const fit = weightedSleep(json as unknown as Parameters<typeof weightedSleep>[0]);
  const residual = fit.variances[1]!;
  const [one, days] = [Float64Array.of(1, 0), Float64Array.of(0, 1)];
  const terms: [string, Float64Array][] = [["(Intercept)", one], ["Days", days]];
  fit.adjusted.forEach((row, i) => row.forEach((v, j) => set(`fit.vcov_kr[${i}][${j}]`, v)));
  terms.forEach(([, l], i) => {
    const { se, df, t } = tested(fit, l);
    set(`fit.coef[${i}].se_kr`, se);
    set(`fit.coef[${i}].t_kr`, t);
    set(`fit.coef[${i}].df_kr`, df);
    set(`fit.coef[${i}].p_kr`, twoSided(t, df));
  });
  const tables: [string, number][] = [
    ["car_II_KR", 1],
    ["car_III_KR_default_contrasts", 0],
    ["car_III_KR_contr_sum", 0],
    ["type3", 0],
    ["lmerTest_I_KR", 1],
    ["lmerTest_II_KR", 1],
    ["lmerTest_III_KR", 1],
  ];
  for (const [table, from] of tables) {
    for (const [term, l] of terms.slice(from)) {
      const { df, t } = tested(fit, l);
      const field = `anova.${table}.${term}`;
      set(`${field}.ddf`, df);
      set(`${field}.F`, t * t);
      set(`${field}.p`, twoSided(t, df));
      if (!table.startsWith("lmerTest")) continue;
      set(`${field}.SS`, t * t * residual);
      set(`${field}.MS`, t * t * residual);
    }
  }
  const slope = tested(fit, days);
  for (const field of ["joint_tests.KR.Days", "emmeans[0].joint_pairs.0"]) {
    set(`${field}.df2`, slope.df);
    set(`${field}.F`, slope.t ** 2);
    set(`${field}.p`, twoSided(slope.t, slope.df));
  }
  // not scaled by λ; the least df of an orthonormal basis, which is the coefficients' own
  const both = fit.test([one, days]).wald;
  const least = Math.min(tested(fit, one).df, slope.df);
  set("emmeans[0].joint_means.0.df2", least);
  set("emmeans[0].joint_means.0.F", both);
  set("emmeans[0].joint_means.0.p", tailOfF(both, 2, least));
  [0, 9].forEach((day, i) => {
    const { estimate, se, df } = tested(fit, Float64Array.of(1, day));
    set(`emmeans[0][${i}].SE`, se);
    set(`emmeans[0][${i}].df`, df);
    set(`emmeans[0][${i}].lower`, estimate - half95(df) * se);
    set(`emmeans[0][${i}].upper`, estimate + half95(df) * se);
  });
  const pair = tested(fit, Float64Array.of(0, -9));
  set("emmeans[0].pairs[0].SE", pair.se);
  set("emmeans[0].pairs[0].df", pair.df);
  set("emmeans[0].pairs[0].t", pair.t);
  for (const adjust of ["tukey", "bonferroni", "sidak", "holm", "none"]) {
    const field = `emmeans[0].pairs.${adjust}[0]`;
    set(`${field}.lower`, pair.estimate - half95(pair.df) * pair.se);
    set(`${field}.upper`, pair.estimate + half95(pair.df) * pair.se);
    set(`${field}.p`, twoSided(pair.t, pair.df));
  }
  return values;
}

function tested(fit: ReturnType<typeof weightedSleep>, l: Float64Array) {
  const estimate = inner(l, fit.beta);
  const se = Math.sqrt(inner(l, applied(fit.adjusted, l)));
  return { estimate, se, df: fit.df(l), t: estimate / se };
}
