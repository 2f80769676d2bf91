/**
 * Generalized mixed models beside glmmTMB's objective polished to a gradient of 1e-10, lme4's with
 * expected weights, and adaptive quadrature of another program.
 */
import { assert, assertEquals } from "@std/assert";
import { pairs } from "../../lib/inference/contrast/contrast.ts";
import { emmeans } from "../../lib/inference/means/emmeans.ts";
import { anova } from "../../lib/inference/test/anova.ts";
import type { GeneralizedMixedModel } from "../../lib/model/fit.ts";
import { glmer, glmmTMB } from "../../lib/model/generalized/laplace/mixed_model.ts";
import { test } from "../../mod.ts";
import {
  type GeneralizedCase,
  generalizedCaseData,
  generalizedCases,
  readGeneralizedCase,
} from "../oracle/glmm_case.ts";
import { near, sameEstimates } from "./near.ts";

function fitOf(c: GeneralizedCase, contrasts: Record<string, "sum"> = {}): GeneralizedMixedModel {
  return glmmTMB(c.formula, generalizedCaseData(c), {
    family: `${c.family}(${c.link})`,
    ziformula: c.ziformula ?? undefined,
    reml: c.reml,
    contrasts,
  });
}

const cases = generalizedCases().map(readGeneralizedCase)
  .filter((c) => c.kind === "glmm" || c.id.endsWith("_tmb"));

/** No optimum within: the covariance of ten effects a fish is nearly singular. */
const OPEN = "fish_un";
/** The chance of a zero of its own goes to 0: its logit is anything. */
const NO_ZEROS = "fec_zinb1";

for (const c of cases.filter(({ id }) => id === OPEN)) {
  Deno.test(`glmmTMB at least as high as its own objective: ${c.id}`, () => {
    const fit = fitOf(c);
    const { fit: r } = c;
    near([fit.logLik], [r.logLik!], 3e-8, "log likelihood");
    assert(fit.logLik > r.logLik!);
    near([fit.aic], [r.AIC!], 1e-6, "AIC");
    r.coef.forEach(({ estimate, se }, i) =>
      near([(fit.coefficients[i]!.estimate! - estimate) / se], [0], 1e-3, "coefficient")
    );
    r.varcomp![0]!.sd.forEach((sd, k) => near([fit.varianceComponents[k]!.sd], [sd], 1e-3, "sd"));
  });
}

for (const c of cases.filter(({ id }) => id !== OPEN)) {
  Deno.test(`glmmTMB beside its own objective: ${c.id}`, () => {
    const fit = fitOf(c);
    const { fit: r } = c;
    const tolerance = 1e-6;
    near([fit.logLik], [r.logLik!], 1e-9, "log likelihood");
    assertEquals(fit.parameters, r.npar);
    const same = (own: GeneralizedMixedModel["coefficients"], expected: typeof r.coef): void =>
      expected.forEach(({ name, estimate, se }, i) => {
        assertEquals(own[i]!.name, name);
        near([(own[i]!.estimate! - estimate) / se], [0], tolerance, name);
        near([own[i]!.standardError! / se - 1], [0], tolerance, `s.e. of ${name}`);
      });
    same(fit.coefficients, r.coef);
    if (c.id !== NO_ZEROS) same(fit.zeroInflation, r.zi_coef ?? []);
    else assert(fit.zeroInflation[0]!.estimate! < -12);
    if (typeof r.dispersion === "object" && r.dispersion) {
      near([fit.dispersion.value / r.dispersion.value], [1], 1e-6, "dispersion");
    }
    let at = 0;
    for (const term of r.varcomp ?? []) {
      term.sd.forEach((sd, k) => {
        const own = fit.varianceComponents[at + k]!;
        near([own.sd], [sd], sd < 1e-3 ? 1e-3 : 1e-6, own.group);
        own.correlations.forEach((v, j) => near([v], [term.cor![k]![j]!], 1e-6, "correlation"));
      });
      at += term.sd.length;
    }
    const blups = r.blup10?.filter((b) => fit.randomEffects.some((e) => e.level === b.level)) ?? [];
    const [first] = fit.groups;
    if (!fit.singular && fit.groups.length === 1 && fit.randomEffects.length === first!.levels) {
      for (const b of blups) {
        const own = fit.randomEffects.find((e) => e.level === b.level)!;
        near(
          [own.estimate, own.standardError],
          [b.mode, b.cond_sd_given_parameters],
          1e-6,
          b.level,
        );
      }
    }
    // with zero inflation the reference has the mean of the other part alone
    if (!c.ziformula && r.fitted_response10) {
      near(fit.fitted.slice(0, 10), r.fitted_response10, 1e-6, "fitted");
    }
  });

  Deno.test(`tests and means beside car and emmeans: ${c.id}`, () => {
    const fit = fitOf(c);
    const rows = (own: ReturnType<typeof anova>, expected = c.wald.II): void => {
      if (!expected) return;
      near(own.rows.map((r) => r.statistic), expected.map((e) => e.chisq), 1e-6, "χ²");
      near(own.rows.map((r) => r.pValue), expected.map((e) => e.p), 1e-6, "p");
    };
    rows(anova(fit));
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
      if (!e.pairs_link) continue;
      sameEstimates(test(pairs(means), { show: "both" }).rows, e.pairs_link.tukey, "pairs");
      if (e.pairs_response) {
        const ratios = test(pairs(means), { show: "both", type: "response" });
        sameEstimates(ratios.rows, e.pairs_response.tukey, "ratios");
      }
    }
  });

  const { agq, laplace_expected_weights: expected } = c;
  if (agq) {
    Deno.test(`glmer by quadrature: ${c.id}`, () => {
      for (const r of agq) {
        const fit = glmer(c.formula, generalizedCaseData(c), {
          family: `${c.family}(${c.link})`,
          nAGQ: r.nAGQ,
        });
        near([fit.logLik], [r.logLik], 1e-8, `log likelihood, ${r.nAGQ} nodes`);
        near(fit.beta, r.beta, 1e-6, "coefficients");
        near(fit.coefficients.map((k) => k.standardError), r.se, 1e-6, "standard errors");
        near([fit.varianceComponents[0]!.sd], [r.sd], 1e-6, "sd");
      }
    });
  }
  if (expected) {
    Deno.test(`glmer with expected weights: ${c.id}`, () => {
      const fit = glmer(c.formula, generalizedCaseData(c), { family: `${c.family}(${c.link})` });
      near([fit.logLik], [expected.logLik as number], 1e-8, "log likelihood");
      near(fit.beta, expected.beta as number[], 1e-5, "coefficients");
      assert(fit.integral.hessian === "expected");
    });
  }
}
