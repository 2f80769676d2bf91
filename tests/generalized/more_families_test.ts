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

/** log density at a mean, a dispersion and a further parameter's ψ. */
function furtherDensity(name: string, y: number, mean: number, delta: number, psi: number): number {
  algebra.empty();
  const family = randomFamilyNamed("glmmTMB", name, null);
  const eta = algebra.variable(0, name === "tweedie" ? Math.log(mean) : mean);
  const [d, further] = [algebra.constant(delta), algebra.constant(psi)];
  const row = { y, trials: 1 };
  return algebra.value(
    family.logDensity(algebra, row, meanJets(family.link), eta, d, further),
  );
}

/** ∫f and ∫yf by the trapezoidal rule in log y. */
function moments(density: (y: number) => number, by = 0.002): [number, number] {
  let [total, mean] = [0, 0];
  for (let t = -60; t < 8; t += by) {
    const y = Math.exp(t);
    const f = Math.exp(density(y)) * y * by;
    total += f;
    mean += f * y;
  }
  return [total, mean];
}

Deno.test("Tweedie: zeros and positive values come to 1, and their mean to μ", () => {
  for (
    const [mean, phi, power] of [
      [2, 1.2, 1.5],
      [0.3, 0.7, 1.2],
      [8, 3, 1.8],
      [3, 1, 1.05],
    ] as const
  ) {
    const psi = Math.log((power - 1) / (2 - power));
    const density = (y: number) => furtherDensity("tweedie", y, mean, Math.log(phi), psi);
    const zero = Math.exp(density(0));
    const [above, own] = moments(density);
    near([zero + above, own / mean], [1, 1], 1e-6, `${mean}, ${phi}, ${power}`);
  }
});

Deno.test("Tweedie: densities of a Poisson number of gamma variables", () => {
  // R 4.2.2: log(sum(dpois(1:400, l) * dgamma(y, 1:400 * a, scale = s))), l, a and s by μ, φ and p
  near(
    [
      furtherDensity("tweedie", 1.7, 2.4, Math.log(0.8), 0),
      furtherDensity("tweedie", 0.02, 2.4, Math.log(0.8), Math.log(0.3 / 0.7)),
      furtherDensity("tweedie", 41, 2.4, Math.log(2.5), Math.log(0.9 / 0.1)),
      furtherDensity("tweedie", 0, 2.4, Math.log(0.8), 0),
    ],
    [-1.36517900490794, -4.84042248105492, -11.26605711319569, -3.87298334620742],
    1e-11,
    "log density",
  );
});

Deno.test("Student's t: R's density, and the normal one at its limit", () => {
  // dt((y - 2) / 0.7, df, log = TRUE) - log(0.7) in R 4.2.2
  near(
    [3.1, 1, 30].map((df) => furtherDensity("t_family", 4.4, 2, Math.log(0.7), Math.log(df))),
    [-3.85387741479095, -3.33398629353644, -5.69527151589136],
    1e-12,
    "log density",
  );
  near(
    [furtherDensity("t_family", 4.4, 2, Math.log(0.7), 36)],
    [-0.5 * (2.4 / 0.7) ** 2 - 0.5 * Math.log(2 * Math.PI) - Math.log(0.7)],
    1e-9,
    "normal",
  );
});

Deno.test("Tweedie and Student: draws have the mean and the variance", () => {
  const chance = new MersenneTwister(7);
  const check = (name: string, mean: number, scale: number, second: number, variance: number) => {
    const draws = Array.from(
      { length: 40000 },
      () => drawOf(name)(chance, mean, scale, 1, second),
    );
    const own = draws.reduce((s, v) => s + v, 0) / draws.length;
    const square = draws.reduce((s, v) => s + (v - own) ** 2, 0) / draws.length;
    near([own / mean], [1], 0.02, "mean");
    near([square / variance], [1], 0.06, "variance");
    return draws;
  };
  const draws = check("tweedie", 2, 1.2, 1.5, 1.2 * 2 ** 1.5);
  const zeros = draws.filter((y) => y === 0).length / draws.length;
  near([zeros], [Math.exp(-(2 ** 0.5) / (1.2 * 0.5))], 0.006, "zeros");
  check("t", 5, 0.8, 9, 0.64 * 9 / 7);
});

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
