/**
 * What must hold of pseudo-likelihood whatever a reference says, and degrees of freedom of a split-plot
 * stratum by stratum.
 */
import { assert } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { IDENTITY } from "../../lib/model/family.ts";
import { buildModel } from "../../lib/model/fixed/build.ts";
import { laplaceModel } from "../../lib/model/generalized/laplace/build.ts";
import { linearise } from "../../lib/model/generalized/pseudo/linearised.ts";
import { exactGaussian } from "../../lib/model/generalized/series/measurements.ts";
import { anova, glimmix, glm, lmer } from "../../mod.ts";
import { generalizedCaseData, readGeneralizedCase } from "../oracle/glmm_case.ts";
import { near } from "./near.ts";

const case_ = (id: string) => generalizedCaseData(readGeneralizedCase(id));

Deno.test("with a normal response and the identity it is lmer", () => {
  const data = case_("sleepstudy_gamma");
  const formula = "Reaction ~ Days + (1 + Days | Subject)";
  const linear = lmer(formula, data);
  const model = buildModel(formula, data);
  const family = exactGaussian(IDENTITY, linear.sigma ** 2);
  const parts = { zero: null, dispersion: null, restricted: true, byLevels: true };
  const { engine, maximum, converged } = linearise(model, laplaceModel(model, family, parts).rows)!;
  assert(converged);
  near(Array.from(engine.problem.flat, (j) => engine.u[j]!), linear.beta, 1e-7, "coefficients");
  const [sd, below, slope] = maximum.rho;
  near(
    [Math.abs(sd!), Math.hypot(below!, slope!)],
    linear.varianceComponents.slice(0, 2).map((v) => v.sd),
    1e-6,
    "standard deviations",
  );
});

Deno.test("a variance at 0 gives glm", () => {
  const data = case_("rcbd_poisson_singular");
  const fit = glimmix("count ~ trt + (1 | block)", data, { family: "poisson" });
  assert(fit.singular);
  near(fit.beta, glm("count ~ trt", data, { family: "poisson" }).beta, 1e-8, "coefficients");
});

Deno.test("an exposure moves nothing but the intercept, by its logarithm", () => {
  const data = case_("epil_slope");
  const fit = (exposure: string) =>
    glimmix(`y ~ trt + V4 + offset(log(${exposure})) + (1 | subject)`, data, { family: "poisson" });
  const [days, weeks] = [fit("age"), fit("age / 7")];
  near(weeks.beta.slice(1), days.beta.slice(1), 1e-9, "coefficients");
  near([weeks.beta[0]! - days.beta[0]!], [Math.log(7)], 1e-9, "intercept");
  near(
    weeks.covarianceParameters.map((c) => c.estimate),
    days.covarianceParameters.map((c) => c.estimate),
    1e-8,
    "variances",
  );
});

Deno.test("rows of trials say what their single trials say", () => {
  const data = case_("splitplot_binomial");
  const given = (name: string) => data.rows().map((row) => String(row[name]));
  const single: Record<string, (string | number)[]> = { A: [], B: [], block: [], plot: [], s: [] };
  const [germ, n] = [given("germ"), given("n")];
  germ.forEach((k, i) => {
    for (let j = 0; j < Number(n[i]); j++) {
      for (const name of ["A", "B", "block", "plot"]) single[name]!.push(given(name)[i]!);
      single.s!.push(j < Number(k) ? 1 : 0);
    }
  });
  const right = "~ A * B + (1 | block) + (1 | plot)";
  const together = glimmix(`cbind(germ, n - germ) ${right}`, data, { family: "binomial" });
  const apart = glimmix(
    `s ${right}`,
    tableFrom(single, { factors: ["A", "B", "block", "plot"] }),
    { family: "binomial" },
  );
  near(apart.beta, together.beta, 1e-7, "coefficients");
  near(
    apart.covarianceParameters.map((c) => c.estimate),
    together.covarianceParameters.map((c) => c.estimate),
    1e-6,
    "variances",
  );
});

Deno.test("a split-plot of proportions: degrees of freedom stratum by stratum", () => {
  // two kinds of whole plots in six blocks, three of subplots in each
  const df = (random: string): (number | null)[] =>
    anova(
      glimmix(`cbind(germ, n - germ) ~ A * B + ${random}`, case_("splitplot_binomial"), {
        family: "binomial",
      }),
    ).rows.map((row) => row.denDf ?? null);
  const [whole, sub, both] = df("(1 | block) + (1 | plot) + (1 | plot:B)");
  // those of the design: (2 − 1)(6 − 1) between whole plots, 2(3 − 1)(6 − 1) within; trials differ little
  near([whole!, sub!, both!], [5, 20, 20], 0.005, "all units");
  const without = df("(1 | block) + (1 | plot)");
  near([without[0]!], [5], 0.005, "whole plots");
  // a stratum whose units have no effect of their own has only its trials' variance, which is known
  assert(without[1]! > 1e6 && without[2]! > 1e6);
  assert(df("(1 | block)").every((v) => v! > 1e6));
});
