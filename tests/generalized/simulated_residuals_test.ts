/**
 * Residuals by simulation: Kolmogorov's distribution beside R's, uniform residuals where the model is
 * right, and what they find where it is wrong.
 */
import { assert, assertEquals } from "@std/assert";
import { evaluatePage } from "../../lib/chunk/page/page.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import { fail } from "../../lib/diagnostic.ts";
import { kolmogorov } from "../../lib/inference/test/simulated_residuals.ts";
import { MersenneTwister } from "../../lib/math/chance/mersenne_twister.ts";
import { normal } from "../../lib/math/chance/normal.ts";
import { buildModel } from "../../lib/model/fixed/build.ts";
import {
  responseDraws,
  signedRoot,
} from "../../lib/model/generalized/estimates/simulated_response.ts";
import { laplaceModel } from "../../lib/model/generalized/laplace/build.ts";
import { LaplaceEngine } from "../../lib/model/generalized/laplace/engine.ts";
import { laplaceProblem } from "../../lib/model/generalized/laplace/problem.ts";
import { randomFamilyNamed } from "../../lib/model/generalized/series/random_families.ts";
import { drawOf } from "../../lib/model/generalized/simulation/draws.ts";
import type { Fit } from "../../lib/model/fit.ts";
import { glm, glmer, glmmTMB, lm, lmer, simulateResiduals, tableFrom } from "../../mod.ts";
import type { SimulatedResidualsFigure } from "../../lib/render/figure/types.ts";
import { block } from "../chunk/pages.ts";
import { near } from "./near.ts";

const pOf = (fit: Fit, name: string): number =>
  simulateResiduals(fit, { seed: 7 }).tests.find((t) => t.name === name)!.pValue;

Deno.test("Kolmogorov's distribution is R's, exact and at its limit", () => {
  near(
    [kolmogorov(10, 0.274), kolmogorov(100, 0.1), kolmogorov(139, 0.08)],
    [0.6284796, 0.7473072, 0.6811795],
    1e-7,
    "R 4.2.2, C_pKolmogorov2x",
  );
  // the limit follows on from the exact distribution
  assert(Math.abs(kolmogorov(141, 0.08) - kolmogorov(139, 0.0806)) < 0.01);
});

/** Counts of 40 groups of 6, with what makes them vary. */
function counts(what: { size?: number; zeros?: number; groups?: number }) {
  const chance = new MersenneTwister(11);
  const rows = Array.from({ length: 240 }, (_, i) => i);
  const shift = Array.from({ length: 40 }, () => (what.groups ?? 0) * normal(chance));
  const draw = drawOf(what.size ? "nbinom2" : "poisson");
  const y = rows.map((i) => {
    const mean = Math.exp(1 + 0.5 * (i % 2) + shift[Math.floor(i / 6)]!);
    const value = draw(chance, mean, what.size ?? 1, 1);
    return chance.uniform() < (what.zeros ?? 0) ? 0 : value;
  });
  return tableFrom({ y, x: rows.map((i) => i % 2), g: rows.map((i) => `g${Math.floor(i / 6)}`) }, {
    factors: ["g"],
  });
}

Deno.test("overdispersion, inflated zeros and a missing random term are found", () => {
  const fit = (data: ReturnType<typeof counts>): Fit => glm("y ~ x", data, { family: "poisson" });
  const right = counts({});
  for (const name of ["uniformity", "dispersion", "outliers", "zero-inflation"]) {
    assert(pOf(fit(right), name) > 0.05, name);
  }
  const over = counts({ size: 1 });
  assert(pOf(fit(over), "dispersion") < 0.01);
  assert(pOf(glmmTMB("y ~ x", over, { family: "nbinom2" }), "dispersion") > 0.05);
  const zeros = counts({ zeros: 0.3 });
  assert(pOf(fit(zeros), "zero-inflation") < 0.01);
  const inflated = glmmTMB("y ~ x", zeros, { family: "poisson", ziformula: "~ 1" });
  assert(pOf(inflated, "zero-inflation") > 0.05);
  const grouped = counts({ groups: 0.8 });
  assert(pOf(fit(grouped), "dispersion") < 0.01);
  assert(pOf(glmer("y ~ x + (1 | g)", grouped, { family: "poisson" }), "dispersion") > 0.05);
});

Deno.test("draws do not tell by which way a search came to its estimates", () => {
  const formula = "y ~ x + (1 + x | g)";
  const model = buildModel(formula, counts({ groups: 0.8 }));
  const parts = { zero: null, dispersion: null, restricted: false, byLevels: false };
  const { rows } = laplaceModel(model, randomFamilyNamed("glmmTMB", "poisson", null), parts);
  const u = new Float64Array(80).map((_, j) => Math.sin(j));
  const drawn = (theta: number[], turn: number[]): Float64Array => {
    const engine = new LaplaceEngine(laplaceProblem(rows));
    engine.rest([1, 0.5, ...theta], u.map((v, j) => v * turn[j % 2]!));
    return responseDraws(engine)(new MersenneTwister(4));
  };
  // θ: the columns of Λ, whose signs go with those of the effects
  const plain = drawn([0.8, 0.3, 0.2], [1, 1]);
  assertEquals(drawn([-0.8, -0.3, 0.2], [-1, 1]), plain);
  assertEquals(drawn([0.8, 0.3, -0.2], [1, -1]), plain);
  assertEquals(drawn([-0.8, -0.3, -0.2], [-1, -1]), plain);
  assert(drawn([0.8, -0.3, 0.2], [1, 1]).some((y, i) => y !== plain[i]));
  // where the first variance is 0 many triangles have the same product
  near(signedRoot([0, 0, 0.3, 0.4], 2), [0, 0, 0, 0.5], 1e-15, "3, 4, 5");
  near(signedRoot([-2, 0, 3, 0], 2), [2, 0, -3, 0], 1e-15, "rank 1");
});

Deno.test("the same seed gives the same residuals", () => {
  const fit = glm("y ~ x", counts({}), { family: "poisson" });
  assertEquals(simulateResiduals(fit, { seed: 3 }), simulateResiduals(fit, { seed: 3 }));
  assert(simulateResiduals(fit).scaled.every((u) => u >= 0 && u <= 1));
});

Deno.test("responses of linear models have the variances of the fit", () => {
  const data = counts({ groups: 0.8 });
  const mixed = lmer("y ~ x + (1 | g)", data);
  for (const fit of [lm("y ~ x", data), mixed]) {
    const { spread, predicted } = simulateResiduals(fit, { n: 2000, seed: 5 });
    const mean = spread.simulated.reduce((a, b) => a + b, 0) / 2000;
    const { sigma } = fit;
    const between = fit === mixed ? mixed.varianceComponents[0]!.variance! : 0;
    // a sample of 240 in 40 groups: within groups (n − 1)/n of σ², between them 234/239
    const expected = sigma * sigma + between * (1 - 5 / 239);
    assert(Math.abs(mean / expected - 1) < 0.02, `${mean} and ${expected}`);
    const x = fit.coefficients.map((c) => c.estimate!);
    near(predicted.slice(0, 2), [x[0]!, x[0]! + x[1]!], 1e-8, "Xβ");
  }
});

Deno.test("tests draw where the observations are among simulated responses", () => {
  const url = new URL("../oracle/glmm/insectsprays_olre.csv", import.meta.url);
  const bytes = Deno.readFileSync(url);
  const figures = (statement: string): SimulatedResidualsFigure[] => {
    const source = 'd <- read.csv("sprays.csv", stringsAsFactors = TRUE)\n' +
      `m <- glm(count ~ spray, family = poisson, data = d)\n${statement}`;
    const { blocks: [only] } = evaluatePage([block(source)], {
      readTable: (_, options) => parseTable(bytes, options),
      scopeOf: () => fail("unknown-page", "There is no other page", { hint: "Name none" }),
    });
    assertEquals(only!.diagnostics.filter((d) => d.severity === "error"), []);
    return only!.shown.flatMap(({ value }) =>
      value.kind === "figure" && value.data.figure === "simulated" ? [value.data] : []
    );
  };
  assertEquals(figures("t <- testDispersion(m, plot = FALSE)"), []);
  const [dispersion] = figures("t <- testDispersion(m)");
  const [one] = dispersion!.among!;
  const { spread, tests } = simulateResiduals(
    glm("count ~ spray", parseTable(bytes), { family: "poisson" }),
  );
  assertEquals([one!.observed, one!.simulated], [spread.observed, [...spread.simulated]]);
  assertEquals(one!.pValue, tests.find((t) => t.name === "dispersion")!.pValue);
  const [all] = figures("testResiduals(m)");
  assertEquals([all!.quantiles, all!.among!.length, all!.outside!.above], [true, 1, 1]);
  const [zeros] = figures("testZeroInflation(m)");
  assertEquals(zeros!.among![0]!.observed, 2);
  const [both] = figures("plot(simulateResiduals(m))");
  assertEquals(both!.tests!.map((t) => t.name), ["Kolmogorov–Smirnov", "Dispersion", "Outliers"]);
  const [some] = figures("plotQQunif(m, testDispersion = FALSE)");
  assertEquals(some!.tests!.map((t) => t.name), ["Kolmogorov–Smirnov", "Outliers"]);
});
