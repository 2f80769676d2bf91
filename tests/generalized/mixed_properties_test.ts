/**
 * What must hold of generalized mixed models whatever a reference says, and what is refused.
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { tableFrom } from "../../lib/data/table_from.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { compareModels, confint, glm, glmer, glmmTMB, lmer } from "../../mod.ts";
import { generalizedCaseData, readGeneralizedCase } from "../oracle/glmm_case.ts";
import { buildModel } from "../../lib/model/fixed/build.ts";
import { laplaceModel } from "../../lib/model/generalized/laplace/build.ts";
import { LaplaceDerivatives } from "../../lib/model/generalized/laplace/derivatives.ts";
import { LaplaceEngine } from "../../lib/model/generalized/laplace/engine.ts";
import { laplaceProblem } from "../../lib/model/generalized/laplace/problem.ts";
import { findMaximum } from "../../lib/model/generalized/laplace/search.ts";
import { randomFamilyNamed } from "../../lib/model/generalized/series/random_families.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";
import { near } from "./near.ts";

/** Counts and measurements in blocks, the same at every run. */
const DATA = (() => {
  const rows = Array.from({ length: 60 }, (_, i) => i);
  const noise = (i: number): number => Math.sin(12.9898 * (i + 1)) * 43758.5453 % 1;
  const block = rows.map((i) => `B${i % 10}`);
  const trt = rows.map((i) => "ABC"[Math.floor(i / 20)]!);
  const x = rows.map((i) => (i % 7) / 3);
  const mean = rows.map((i) => 1 + 0.8 * Math.sin(i % 10) + 0.4 * Math.floor(i / 20));
  const y = rows.map((i) => mean[i]! + noise(i));
  const count = y.map((v) => Math.max(0, Math.round(Math.exp(v))));
  const n = rows.map((i) => 5 + i % 4);
  const k = rows.map((i) => Math.min(n[i]!, Math.floor(n[i]! / (1 + Math.exp(-mean[i]! + 1)))));
  return { block, trt, x, y, count, n, k, exposure: rows.map((i) => 1 + i % 3) };
})();
const TABLE = tableFrom(DATA, { factors: ["block", "trt"] });

Deno.test("a normal response is fitted as lmer fits it, by either likelihood", () => {
  for (const reml of [false, true]) {
    const formula = "y ~ trt + x + (1 + x | block)";
    const linear = lmer(formula, TABLE, { reml });
    const fit = glmmTMB(formula, TABLE, { reml });
    near([fit.logLik], [linear.logLik], 1e-8, "log likelihood");
    near(fit.beta, linear.beta, 1e-6, "coefficients");
    near(
      fit.varianceComponents.map((c) => c.sd),
      linear.varianceComponents.map((c) => c.sd),
      1e-5,
      "standard deviations",
    );
  }
});

Deno.test("without random terms the likelihood is that of glm", () => {
  const plain = glm("count ~ trt + offset(log(exposure))", TABLE, { family: "poisson" });
  const fit = glmmTMB("count ~ trt + offset(log(exposure))", TABLE, { family: "poisson" });
  near([fit.logLik], [plain.logLik], 1e-10, "log likelihood");
  near(fit.beta, plain.beta, 1e-8, "coefficients");
  near(fit.covariance, plain.covariance, 1e-8, "covariances");
});

Deno.test("a variance at 0 gives the model without it, and is told", () => {
  const c = readGeneralizedCase("rcbd_poisson_singular");
  const data = generalizedCaseData(c);
  const plain = glm("count ~ trt", data, { family: "poisson" });
  for (
    const fit of [glmer, glmmTMB].map((f) =>
      f("count ~ trt + (1 | block)", data, { family: "poisson" })
    )
  ) {
    assert(fit.singular && fit.converged);
    assertEquals(fit.varianceComponents[0]!.variance, 0);
    assertEquals(fit.notes.map((n) => n.code), ["singular"]);
    assertEquals(fit.covarianceParameters[0]!.standardError, null);
    near([fit.logLik], [plain.logLik], 1e-9, "log likelihood");
    near(fit.beta, plain.beta, 1e-7, "coefficients");
    assertEquals(fit.parameters, plain.likelihood.parameters + 1);
  }
});

Deno.test("rows of trials say what their single trials say", () => {
  const single: Record<string, (string | number)[]> = { block: [], trt: [], s: [] };
  DATA.k.forEach((k, i) => {
    for (let j = 0; j < DATA.n[i]!; j++) {
      single.block!.push(DATA.block[i]!);
      single.trt!.push(DATA.trt[i]!);
      single.s!.push(j < k ? 1 : 0);
    }
  });
  const together = glmer("cbind(k, n - k) ~ trt + (1 | block)", TABLE, { family: "binomial" });
  const share = glmer("k / n ~ trt + (1 | block)", TABLE, { family: "binomial", weights: "n" });
  const apart = glmer("s ~ trt + (1 | block)", tableFrom(single, { factors: ["block", "trt"] }), {
    family: "binomial",
  });
  near(apart.beta, together.beta, 1e-7, "coefficients");
  near(apart.covariance, together.covariance, 1e-7, "covariances");
  near(share.beta, together.beta, 1e-10, "proportions with weights");
  near([share.logLik], [together.logLik], 1e-9, "log likelihood");
});

Deno.test("successes may be a factor of two levels", () => {
  const s = DATA.k.map((k, i) => k > DATA.n[i]! / 2 ? "yes" : "no");
  const data = tableFrom({ ...DATA, s, t: s.map((v) => v === "yes" ? 1 : 0) }, {
    factors: ["block", "trt", "s"],
  });
  near(
    glm("s ~ x", data, { family: "binomial" }).beta,
    glm("t ~ x", data, { family: "binomial" }).beta,
    1e-12,
    "coefficients",
  );
});

Deno.test("quadrature goes to the integral, and one node is Laplace's", () => {
  const fit = (nAGQ: number) =>
    glmer("cbind(k, n - k) ~ trt + (1 | block)", TABLE, { family: "binomial", nAGQ });
  const many = [1, 2, 15, 31, 61].map((k) => fit(k).logLik);
  near([many[3]], [many[4]!], 1e-10, "31 nodes");
  near([many[2]], [many[4]!], 1e-7, "15 nodes");
  const laplace = glmmTMB("cbind(k, n - k) ~ trt + (1 | block)", TABLE, { family: "binomial" });
  near([many[0]], [laplace.logLik], 1e-10, "one node");
});

Deno.test("a hurdle is two models", () => {
  const hurdle = glmmTMB("count ~ trt", TABLE, { family: "truncated_poisson", ziformula: "~ trt" });
  const zeros = tableFrom({ ...DATA, z: DATA.count.map((c) => c === 0 ? 1 : 0) }, {
    factors: ["trt", "block"],
  });
  if (DATA.count.some((c) => c === 0)) {
    const binary = glm("z ~ trt", zeros, { family: "binomial" });
    near(hurdle.zeroInflation.map((c) => c.estimate), [...binary.beta], 1e-5, "zeros");
  }
  assert(hurdle.fitted.every((m) => m > 0));
});

Deno.test("models compare by their likelihoods, whatever the family of the counts", () => {
  const a = glmmTMB("count ~ trt + (1 | block)", TABLE, { family: "poisson" });
  const b = glmmTMB("count ~ trt + (1 | block)", TABLE, { family: "nbinom2" });
  const { of, rows } = compareModels(a, b);
  assertEquals(of, "likelihood-ratio");
  assertEquals(rows[1]!.df, 1);
  const [first] = confint(a);
  near(
    [first!.upper! - first!.lower!],
    [2 * 1.959963984540054 * a.coefficients[0]!.standardError!],
    1e-9,
    "Wald",
  );
});

function fault(code: string, act: () => unknown): string {
  const error: DiagnosticError = assertThrows(act, DiagnosticError);
  assertEquals(error.diagnostics.map((d) => d.code), [code]);
  assert(error.diagnostics[0]!.hint);
  return error.diagnostics[0]!.message;
}

Deno.test("what a family does not have is refused with its row", () => {
  const data = tableFrom({
    y: [1, 2, -1, 3, 2, 4],
    half: [1, 0.5, 2, 1, 1, 3],
    zero: [1, 0, 2, 3, 1, 2],
    share: [0.2, 0.5, 1, 0.4, 0.1, 0.3],
    n: [4, 4, 4, 4, 4, 4],
    three: [..."ABCABC"],
    g: [..."aabbcc"],
  }, { factors: ["g"] });
  const tmb = (formula: string, family: string) => () => glmmTMB(formula, data, { family });
  assertEquals(fault("negative-count", tmb("y ~ 1 + (1 | g)", "poisson")), "y is -1 in row 3");
  assertEquals(
    fault("non-integer-count", tmb("half ~ 1 + (1 | g)", "nbinom2")),
    "half is 0.5 in row 2: this is no count",
  );
  assertEquals(
    fault("not-positive", tmb("zero ~ 1 + (1 | g)", "Gamma(log)")),
    "zero is 0 in row 2",
  );
  assertEquals(
    fault("not-inside", tmb("share ~ 1 + (1 | g)", "beta_family")),
    "share is 1 in row 3",
  );
  assertEquals(
    fault("negative-count", tmb("cbind(n, zero - n) ~ 1 + (1 | g)", "binomial")),
    "zero - n is -3 in row 1",
  );
  fault("zero-count", tmb("zero ~ 1 + (1 | g)", "truncated_poisson"));
  const message = fault("many-levels", tmb("three ~ 1 + (1 | g)", "binomial"));
  assert(message.startsWith("three has 3 levels (A, B, C)"), message);
  fault("no-random-terms", () => glmer("zero ~ 1", data, { family: "poisson" }));
  fault("unknown-family", () => glmer("zero ~ (1 | g)", data, { family: "beta_family" }));
  fault(
    "no-quadrature",
    () => glmer("zero ~ (1 | g) + (1 | three)", data, { family: "poisson", nAGQ: 5 }),
  );
  fault("unknown-function", () => lmer("zero ~ gp(1 | g)", data));
});

Deno.test("separation is refused with its columns", () => {
  const data = tableFrom({
    s: [0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1, 0],
    trt: [..."AAAABBBBBBBB"],
    g: [..."abcdabcdabcd"],
  }, { factors: ["trt", "g"] });
  const message = fault("no-optimum", () => glm("s ~ trt", data, { family: "binomial" }));
  assert(message.includes("go to 0") && message.includes("(Intercept), trtB"), message);
  fault("no-optimum", () => glmer("s ~ trt + (1 | g)", data, { family: "binomial" }));
});

Deno.test("an offset that is missing takes its row with it", () => {
  const exposure = DATA.exposure.map((e, i) => i === 3 ? NaN : e);
  const data = tableFrom({ ...DATA, exposure }, { factors: ["block", "trt"] });
  const fit = glmmTMB("count ~ trt + offset(log(exposure)) + (1 | block)", data, {
    family: "poisson",
  });
  assertEquals(fit.n, 59);
  assertEquals(fit.notes[0]!.code, "dropped-rows");
});

Deno.test("a size without bound is told", () => {
  const counts = tableFrom({ y: [3, 4, 3, 4, 5, 3, 4, 4], g: [..."aabbccdd"] }, { factors: ["g"] });
  fault("no-size", () => glm("y ~ 1", counts, { family: "nbinom2" }));
  const fit = glmmTMB("y ~ 1", counts, { family: "nbinom2" });
  assert(fit.notes.some((n) => n.code === "endless-estimate" && n.text.includes("Poisson")));
});

/** The first four days, of which one subject was seen on two. */
function fewDays(): ReturnType<typeof tableFrom> {
  const text = Deno.readTextFileSync(
    new URL("../oracle/public/sleepstudy.csv", import.meta.url),
  );
  const rows = text.trim().split("\n").slice(1).map((line) => line.split(",").map(Number))
    .filter(([, day, subject]) => day! < 4 && !(subject === 308 && day! > 1));
  return tableFrom(
    {
      Reaction: rows.map((r) => r[0]!),
      t: rows.map((r) => `d${r[1]}`),
      Subject: rows.map((r) => `s${r[2]}`),
    },
    { factors: ["t", "Subject"] },
  );
}

// glmmTMB 1.1.5 in R 4.2.2, sleepstudy without days from 4 on and two days of subject 308
Deno.test("effects of levels that were not seen in every column have their errors", () => {
  const ar1 = glmmTMB("Reaction ~ t + ar1(0 + t | Subject)", fewDays(), { reml: true });
  near([ar1.logLik], [-305.7307], 1e-6, "log likelihood");
  // what is seen alike has the same error, and what is seen less a larger one: R's differ from run to run
  const error = (level: string): number =>
    ar1.randomEffects.find((e) => e.level === level)!.standardError;
  near([error("s310"), error("s330")], [error("s309"), error("s309")], 1e-9, "errors");
  assert(error("s308") > error("s309"));
  const own = glmmTMB("Reaction ~ t + diag(0 + t | Subject)", fewDays(), {
    dispformula: "~ 0",
    reml: true,
  });
  assert(own.randomEffects.every((e) => e.standardError > 0));
});

/** Counts of two crossed factors of q levels, n of them. */
function crossedCounts(q: number, n: number) {
  const r = new RandomStream(11);
  const [left, right] = [0.5, 0.4].map((sd) => Array.from({ length: q }, () => sd * r.normal()));
  const rows = Array.from(
    { length: n },
    () => ({ a: r.integer(q), b: r.integer(q), x: r.normal() }),
  );
  const y = rows.map(({ a, b, x }) => {
    const mean = Math.exp(0.3 + 0.2 * x + left![a]! + right![b]!);
    let count = 0;
    for (let p = r.uniform(); p > Math.exp(-mean) && count < 500; count++) p *= r.uniform();
    return count;
  });
  return tableFrom({
    a: rows.map(({ a }) => `a${a}`),
    b: rows.map(({ b }) => `b${b}`),
    x: rows.map(({ x }) => x),
    y,
  }, { factors: ["a", "b"] });
}

Deno.test("many crossed levels: approximate steps end at the optimum, with exact standard errors", () => {
  const data = crossedCounts(220, 7000);
  const model = buildModel("y ~ x + (1 | a) + (1 | b)", data);
  const { rows } = laplaceModel(model, randomFamilyNamed("glmmTMB", "poisson", null), {
    zero: null,
    dispersion: null,
    restricted: false,
    byLevels: false,
  });
  const problem = laplaceProblem(rows);
  const engine = new LaplaceEngine(problem);
  const derivatives = new LaplaceDerivatives(engine);
  assert(derivatives.costly);
  assert(problem.pattern.tail < problem.q);
  const found = findMaximum(model, problem, { nodes: 1, hessian: "observed" })!;
  assert(found.maximum.converged);
  const { rho, hessian } = found.maximum;
  const point = derivatives.at(rho, derivatives.value(rho));
  const m = rho.length;
  point.gradient.forEach((g, k) => near([g / Math.sqrt(-hessian[k * m + k]!)], [0], 1e-7, "slope"));
  point.hessian.forEach((h, e) => {
    const size = Math.sqrt(hessian[Math.floor(e / m) * (m + 1)]! * hessian[(e % m) * (m + 1)]!);
    near([h / size], [hessian[e]! / size], 1e-7, "second derivative");
  });
});
