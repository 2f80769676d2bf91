/**
 * Every structure of the residuals against figures of an independent program: criterion, estimates,
 * covariance parameters, and all that inference makes of them.
 */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { contrast } from "../../lib/inference/contrast/contrast.ts";
import type { Ddf, DenominatorDf } from "../../lib/inference/df/ddf.ts";
import { denominatorDf, type Information } from "../../lib/inference/df/denominator_df.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import type { LinearMixedModel } from "../../lib/model/fit.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import {
  hasData,
  type NamedFigures,
  readResidualCase,
  type ResidualCase,
  residualCaseData,
  residualCaseFormula,
  residualCases,
  residualCaseStructure,
  type Variant,
} from "../oracle/rside_case.ts";

const near = (actual: number, expected: number, tolerance: number, what: string): void =>
  assertAlmostEquals(actual, expected, tolerance * Math.max(1e-6, Math.abs(expected)), what);

const VARIANTS: [variant: Variant, ddf: Ddf, information?: Information][] = [
  ["kr", "kenward-roger", "observed"],
  ["kr97_expected", "kenward-roger", "expected"],
  ["kr_linear", "kenward-roger-linear", "observed"],
  ["kr_linear_expected", "kenward-roger-linear", "expected"],
  ["satterthwaite", "satterthwaite"],
];

/** Flat optima, where the figures themselves end earlier. */
const FLAT: Record<string, number> = { dialyzer_un: 1e-6, bodyweight_exp_random: 1e-8 };

function compareCoefficients(fit: LinearMixedModel, c: ResidualCase): void {
  const named = c.residual.subject !== "one";
  const between = named && c.coef.some((k) => typeof k.df_between_within === "number")
    ? denominatorDf(fit, "between-within")
    : null;
  c.coef.forEach((k, i) => {
    const l = Float64Array.from(fit.beta, (_, j) => i === j ? 1 : 0);
    near(fit.beta[i]!, k.estimate, 1e-9, `${k.name} estimate`);
    near(fit.coefficients[i]!.standardError!, k.se, 1e-9, `${k.name} s.e.`);
    for (const [variant, method] of methodsOf(fit, c)) {
      near(method.df(l), k[`df_${variant}`], 1e-7, `${k.name} ${variant} df`);
      if (variant === "satterthwaite") continue;
      near(method.standardError(l), k[`se_${variant}`], 1e-7, `${k.name} ${variant} s.e.`);
    }
    if (between) assertEquals(between.df(l), k.df_between_within, `${k.name} between-within`);
  });
}

/**
 * The df methods that a case has figures of. Of a variance on its bound the expected information knows
 * something, which the figures leave out.
 */
function methodsOf(fit: LinearMixedModel, c: ResidualCase): [Variant, DenominatorDf][] {
  return VARIANTS
    .filter(([variant]) => c.fixed_at_zero.length === 0 || !variant.endsWith("expected"))
    .map(([variant, ddf, information]) => [variant, denominatorDf(fit, ddf, { information })]);
}

function compareTests(fit: LinearMixedModel, c: ResidualCase): void {
  for (const { term, L, ...figures } of c.type3) {
    for (const [variant, method] of methodsOf(fit, c)) {
      const { statistic, denDf } = method.fTest(L);
      near(statistic, figures[variant].F, 1e-7, `${term} ${variant} F`);
      near(denDf, figures[variant].ddf, 1e-7, `${term} ${variant} ddf`);
    }
  }
}

function compareParameters(fit: LinearMixedModel, c: ResidualCase): void {
  const ours = fit.covarianceParameters;
  assertEquals(ours.map((p) => p.name).sort(), c.params.map((p) => p.name).sort());
  for (const p of c.params) {
    const own = ours.find((o) => o.name === p.name)!;
    near(own.estimate!, p.estimate, FLAT[c.id] ?? 1e-9, p.name);
    assertEquals(own.standardError === null, p.se_observed_information === null, p.name);
    if (own.standardError === null) continue;
    near(own.standardError, p.se_observed_information!, FLAT[c.id] ?? 1e-8, `${p.name} s.e.`);
  }
}

function compareMeans(fit: LinearMixedModel, c: ResidualCase): void {
  for (const { spec, at, rows, pairs } of c.emmeans) {
    const options = { ...(at ? { at } : {}), information: "observed" as const };
    const means = emmeans(fit, spec, options);
    const factors = [...means.factors, ...means.by];
    const keyOf = (r: NamedFigures): string => factors.map((f) => String(r[f])).join();
    for (const row of rows) {
      const own = means.rows.find((r) => keyOf(r.at as NamedFigures) === keyOf(row))!;
      near(own.estimate!, row.estimate as number, 1e-9, `${spec} ${keyOf(row)}`);
      near(own.standardError!, row.se_kr as number, 1e-7, `${spec} ${keyOf(row)} s.e.`);
      near(own.df!, row.df_kr as number, 1e-7, `${spec} ${keyOf(row)} df`);
    }
    if (pairs.length === 0) continue;
    const tukey = contrast(means, "pairwise").rows;
    assertEquals(tukey.length, pairs.length);
    pairs.forEach((pair, i) => {
      near(tukey[i]!.estimate!, pair.estimate as number, 1e-8, `${spec} pair ${i}`);
      near(tukey[i]!.df!, pair.df_kr as number, 1e-7, `${spec} pair ${i} df`);
      assertAlmostEquals(tukey[i]!.pValue!, pair.p_tukey_kr as number, 1e-8, `${spec} pair ${i} p`);
    });
  }
}

for (const id of residualCases()) {
  const c = readResidualCase(id);
  Deno.test({
    name: `residual case: ${id}`,
    ignore: !hasData(c),
    fn() {
      const residual = residualCaseStructure(c);
      const fit = lmer(residualCaseFormula(c), residualCaseData(c), { residual });
      assert(fit.converged);
      near(fit.criterion, c.criterion_reml, 1e-11, "criterion");
      assertEquals(fit.parameters, fit.rank + c.q_cov + c.fixed_at_zero.length);
      assertEquals(fit.residualStructure, residual);
      compareParameters(fit, c);
      compareCoefficients(fit, c);
      compareTests(fit, c);
      compareMeans(fit, c);
      const ml = fit.refit({ reml: false });
      if (id === "field_exp_nugget") { // the figures have a nugget below 0
        assert(ml.criterion > c.deviance_ml);
        assertEquals(ml.covarianceParameters.at(-1), {
          name: "nugget",
          estimate: 0,
          standardError: null,
        });
        return;
      }
      near(ml.criterion, c.deviance_ml, 1e-11, "criterion by ML");
      c.ml_coef.forEach((k, i) => near(ml.beta[i]!, k.estimate, 1e-8, `${k.name} by ML`));
    },
  });
}
