/**
 * Generalized linear models of all families beside R's, polished to the optimum.
 */
import { assertEquals } from "@std/assert";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import type { AnovaRow } from "../../lib/inference/test/anova_table.ts";
import type { GeneralizedLinearModel } from "../../lib/model/fit.ts";
import { glm } from "../../lib/model/generalized/glm.ts";
import { test } from "../../mod.ts";
import {
  type GeneralizedCase,
  generalizedCaseData,
  generalizedCases,
  readGeneralizedCase,
} from "../oracle/glmm_case.ts";
import { near, sameEstimates } from "./near.ts";

function fitOf(c: GeneralizedCase): GeneralizedLinearModel {
  return glm(c.formula, generalizedCaseData(c), { family: `${c.family}(${c.link})` });
}

const glms = generalizedCases().map(readGeneralizedCase)
  .filter((c) => c.kind === "glm" && !c.id.endsWith("_tmb"));

for (const c of glms) {
  Deno.test(`glm beside R: ${c.id}`, () => {
    const fit = fitOf(c);
    const { fit: r } = c;
    near([fit.logLik, fit.aic, fit.bic], [r.logLik, r.AIC, r.BIC], 1e-9, "criteria");
    near(
      [fit.deviance, fit.nullDeviance, fit.residualDf, fit.dispersion.value],
      [r.deviance!, r.null_deviance!, r.df_residual!, r.dispersion as number],
      1e-9,
      "deviances",
    );
    r.coef.forEach(({ name, estimate, se }, i) => {
      const own = fit.coefficients[i]!;
      assertEquals(own.name, name);
      near([(own.estimate! - estimate) / se, own.standardError! / se - 1], [0, 0], 1e-7, name);
    });
    near(fit.fitted.slice(0, 10), r.fitted10!, 1e-8, "fitted");
    near(fit.residualsOf("deviance").slice(0, 10), r.deviance_resid10!, 1e-8, "deviance residuals");
    near(fit.residualsOf("pearson").slice(0, 10), r.pearson_resid10!, 1e-8, "Pearson residuals");
    near(fit.leverage.slice(0, 10), r.hat10!, 1e-8, "leverages");
    near(fit.cooksDistance.slice(0, 10), r.cooks10!, 1e-8, "Cook's distances");
    if (c.nb) {
      near([fit.size!.value], [c.nb.theta], 1e-8, "size");
      // MASS 7.3-58.2's SE.theta, with known coefficients; c.nb.se_theta is the joint one
      near([fit.size!.standardError], [0.161035661715], 1e-6, "s.e. of the size");
    }
  });

  Deno.test(`tests of terms beside car and stats: ${c.id}`, () => {
    const fit = fitOf(c);
    const rows = (table: readonly AnovaRow[], expected: unknown, names: string[]): void => {
      if (!expected) return;
      const r = expected as Record<string, number | string | null>[];
      assertEquals(table.map((row) => row.term), r.map((e) => e.term as string));
      const columns: Record<string, (row: AnovaRow) => number | null | undefined> = {
        "LR Chisq": (row) => row.statistic,
        chisq: (row) => row.statistic,
        F: (row) => row.statistic,
        "F value": (row) => row.statistic,
        "F values": (row) => row.statistic,
        "Sum Sq": (row) => row.sumSq,
        Deviance: (row) => row.deviance,
        "Resid. Dev": (row) => row.residualDeviance,
        Df: (row) => row.numDf,
        df: (row) => row.numDf,
      };
      for (const name of names) {
        near(
          table.map((row) => columns[name]?.(row) ?? row.pValue),
          r.map((e) => e[name] as number),
          1e-6,
          name,
        );
      }
    };
    const estimated = fit.dispersion.known === "estimated";
    const a = c.anova ?? {};
    rows(anova(fit).rows, a.car_II_LR, ["LR Chisq", "Df", "Pr(>Chisq)"]);
    const sum = Object.fromEntries(
      fit.fixed.variables.filter((v) => v.kind === "factor").map((v) => [v.label, "sum" as const]),
    );
    const recoded = glm(c.formula, generalizedCaseData(c), {
      family: `${c.family}(${c.link})`,
      contrasts: sum,
    });
    rows(anova(recoded, { type: 3 }).rows, a.car_III_LR_contr_sum, [
      "LR Chisq",
      "Df",
      "Pr(>Chisq)",
    ]);
    if (estimated) {
      rows(anova(fit, { test: "F" }).rows, a.car_II_F, ["Sum Sq", "Df", "F value", "Pr(>F)"]);
      rows(anova(recoded, { type: 3, test: "F" }).rows, a.car_III_F_contr_sum, [
        "F values",
        "Pr(>F)",
      ]);
      rows(anova(fit, { type: 1, test: "F" }).rows, a.sequential, [
        "Deviance",
        "Resid. Dev",
        "F",
        "Pr(>F)",
      ]);
    } else {
      rows(anova(fit, { type: 1 }).rows, a.sequential, ["Deviance", "Resid. Dev", "Pr(>Chi)"]);
    }
    rows(anova(fit, { test: "Chisq" }).rows, c.wald.II, ["chisq", "df", "p"]);
  });

  Deno.test(`means and pairs beside emmeans: ${c.id}`, () => {
    const fit = fitOf(c);
    for (const e of c.emmeans) {
      if (e.options) continue;
      const means = emmeans(fit, e.spec);
      sameEstimates(test(means, { show: "both" }).rows, e.link, "link");
      if (e.response) {
        sameEstimates(
          test(means, { show: "interval", type: "response" }).rows,
          e.response,
          "response",
        );
      }
      const all = pairs(means);
      sameEstimates(test(all, { show: "both" }).rows, e.pairs_link.tukey, "pairs");
      sameEstimates(
        test(all, { show: "both", adjust: "none" }).rows,
        e.pairs_link.none,
        "plain pairs",
      );
      if (e.pairs_response) {
        const rows = test(all, { show: "both", type: "response" }).rows;
        sameEstimates(rows, e.pairs_response.tukey, "ratios");
      }
    }
  });
}
