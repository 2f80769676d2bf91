/**
 * Generalized Poisson, Conway-Maxwell-Poisson and inverse Gaussian responses: what their densities must
 * satisfy, and draws of them. Beside glmmTMB they stand in the last pages of `course_pages.R`.
 */
import { assert } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { MersenneTwister } from "../../lib/math/chance/mersenne_twister.ts";
import { drawOf } from "../../lib/model/generalized/simulation/draws.ts";
import { JetAlgebra } from "../../lib/model/generalized/series/jet.ts";
import { meanJets } from "../../lib/model/generalized/series/mean_jets.ts";
import { randomFamilyNamed } from "../../lib/model/generalized/series/random_families.ts";
import { glm, glmer } from "../../mod.ts";
import { near } from "./near.ts";

const algebra = new JetAlgebra(2, 1);

/** log density of a count at a mean and a dispersion, with its slope in each predictor. */
function densityOf(name: string, y: number, mean: number, phi: number): number[] {
  algebra.empty();
  const family = randomFamilyNamed("glmmTMB", name, null);
  const eta = algebra.variable(0, Math.log(mean));
  const delta = algebra.variable(1, Math.log(phi));
  const f = family.logDensity(algebra, { y, trials: 1 }, meanJets(family.link), eta, delta);
  return [0, algebra.indexOf(1), algebra.indexOf(0, 1)].map((k) => algebra.arena[f + k]!);
}

for (const name of ["genpois", "compois"]) {
  Deno.test(`${name}: with φ = 1 it is Poisson's`, () => {
    for (const mean of [0.02, 0.7, 3, 40, 600]) {
      for (const y of [0, 1, 2, 5, 35, 580]) {
        const [poisson] = densityOf("poisson", y, mean, 1);
        near(
          [densityOf(name, y, mean, 1)[0]!],
          [poisson!],
          1e-11 * (1 + Math.abs(poisson!)),
          `${y}`,
        );
      }
    }
  });

  Deno.test(`${name}: probabilities come to 1, and their mean to μ`, () => {
    for (const [mean, phi] of [[0.3, 1.5], [2, 2.5], [7, 1.2], [25, 4], [4, 0.4]] as const) {
      if (name === "genpois" && phi < 1) continue; // Consul's has no normaliser there, nor has glmmTMB's
      let [total, sum, square, scores] = [0, 0, 0, 0];
      for (let y = 0; y < 1200; y++) {
        const [log, slope] = densityOf(name, y, mean, phi);
        const p = Math.exp(log!);
        total += p;
        sum += p * y;
        square += p * (y - mean) ** 2;
        scores += p * slope!;
      }
      near([total, sum / mean, scores], [1, 1, 0], 1e-9, `${mean}, ${phi}`);
      if (name === "genpois") near([square / (phi * mean)], [1], 1e-9, "variance");
    }
  });

  Deno.test(`${name}: draws have the mean and the variance`, () => {
    const chance = new MersenneTwister(7);
    for (const [mean, phi] of [[3, 1.8], [6, 0.6]] as const) {
      const draws = Array.from({ length: 20000 }, () => drawOf(name)(chance, mean, phi, 1));
      const own = draws.reduce((s, v) => s + v, 0) / draws.length;
      const variance = draws.reduce((s, v) => s + (v - own) ** 2, 0) / draws.length;
      near([own / mean], [1], 0.02, "mean");
      let expected = 0;
      for (let y = 0; y < 200; y++) {
        const p = Math.exp(densityOf(name, y, mean, phi)[0]!);
        if (p > 0) expected += p * (y - mean) ** 2;
      }
      near([variance / expected], [1], 0.06, "variance");
    }
  });
}

// means of three lights in six trays, drawn once from a gamma distribution (R 4.2.2, seed 2106)
const SHOOTS = parseTable(
  `mass,light,tray
2.65,low,1
3.91,mid,1
5.12,high,1
1.42,low,2
2.21,mid,2
3.95,high,2
1.83,low,3
4.4,mid,3
6.2,high,3
2.9,low,4
3.05,mid,4
9.4,high,4
1.2,low,5
1.71,mid,5
2.53,high,5
2.2,low,6
5.9,mid,6
5.6,high,6`,
  { factors: ["light", "tray"] },
);

Deno.test("inverse Gaussian: quadrature is the integral over the effects of trays", () => {
  const fit = glmer("mass ~ light + (1 | tray)", SHOOTS, {
    family: "inverse.gaussian(log)",
    nAGQ: 25,
  });
  const phi = fit.dispersion.value;
  const { sd } = fit.varianceComponents[0]!;
  assert(sd! > 0.05);
  const rows = SHOOTS.rows() as Record<string, unknown>[];
  let logLik = 0;
  for (let tray = 1; tray <= 6; tray++) {
    const own = rows.filter((r) => String(r.tray) === String(tray));
    let total = 0;
    const step = 0.001;
    for (let z = -9; z <= 9; z += step) {
      let f = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      for (const r of own) {
        const y = Number(r.mass);
        const x = [1, r.light === "low" ? 1 : 0, r.light === "mid" ? 1 : 0]; // high is the first level
        const mu = Math.exp(x.reduce((s, v, k) => s + v * fit.beta[k]!, 0) + sd! * z);
        f *= Math.exp(-((y - mu) ** 2) / (2 * phi * mu * mu * y)) /
          Math.sqrt(2 * Math.PI * phi * y ** 3);
      }
      total += f * step;
    }
    logLik += Math.log(total);
  }
  near([fit.logLik], [logLik], 1e-8, "log likelihood");
});

Deno.test("inverse Gaussian: without variance of trays the coefficients are those of glm", () => {
  const masses = ["2.1,low", "3.4,mid", "6.2,high", "1.7,low", "3.9,mid", "5.1,high"];
  const rows = [1, 2, 3, 4].flatMap((tray) => masses.map((m) => `${m},${tray}`));
  const even = parseTable(`mass,light,tray\n${rows.join("\n")}`, { factors: ["light", "tray"] });
  for (const link of ["log", "1/mu^2"]) {
    const fit = glmer("mass ~ light + (1 | tray)", even, { family: "inverse.gaussian", link });
    const plain = glm("mass ~ light", even, { family: "inverse.gaussian", link });
    assert(fit.singular);
    near(fit.beta, plain.beta, 1e-7, link);
  }
});
