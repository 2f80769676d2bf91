/**
 * Random effects in the predictors of zeros and of the dispersion: beside glmmTMB's objective at its
 * optimum (`scattered_reference.R` wrote the values), beside differences, and tied to models that are
 * known.
 */
import { assert, assertEquals } from "@std/assert";
import { parseTable } from "../../lib/data/parse_table.ts";
import { buildModel } from "../../lib/model/fixed/build.ts";
import { laplaceModel, predictorOf } from "../../lib/model/generalized/laplace/build.ts";
import { LaplaceEngine } from "../../lib/model/generalized/laplace/engine.ts";
import { glmmTMB } from "../../lib/model/generalized/laplace/mixed_model.ts";
import { PartedDerivatives } from "../../lib/model/generalized/laplace/parted_derivatives.ts";
import { laplaceProblem } from "../../lib/model/generalized/laplace/problem.ts";
import { randomFamilyNamed } from "../../lib/model/generalized/series/random_families.ts";
import { generalizedCaseData, readGeneralizedCase } from "../oracle/glmm_case.ts";
import { near } from "./near.ts";

interface Reference {
  model: { formula: string; zi: string; family: string };
  logLik: number;
  beta: number[];
  se: number[];
  zi: number[];
  ziSe: number[];
  sd: number[];
  ziSd: number[];
  last: [effect: number, error: number];
}

const references: Reference[] = JSON.parse(
  Deno.readTextFileSync(new URL("scattered_reference.json", import.meta.url)),
);
const sal = parseTable(
  Deno.readFileSync(new URL("../oracle/glmm/salamanders.csv", import.meta.url)),
);

for (const r of references) {
  const { formula, zi, family } = r.model;
  Deno.test(`zeros with random effects beside glmmTMB: ${formula}, ${zi}`, () => {
    const fit = glmmTMB(formula, sal, { family, ziformula: zi });
    near([fit.logLik], [r.logLik], 1e-8, "log likelihood");
    fit.coefficients.forEach((c, i) => {
      near([(c.estimate! - r.beta[i]!) / r.se[i]!], [0], 1e-5, c.name);
      near([c.standardError! / r.se[i]!], [1], 1e-5, `s.e. of ${c.name}`);
    });
    fit.zeroInflation.forEach((c, i) => {
      near([(c.estimate! - r.zi[i]!) / r.ziSe[i]!], [0], 1e-5, c.name);
      near([c.standardError! / r.ziSe[i]!], [1], 1e-5, `s.e. of ${c.name}`);
    });
    near(fit.varianceComponents.map((c) => c.sd!), r.sd, 1e-6, "sd");
    const zero = fit.partRandom.zero!;
    near(zero.varianceComponents.map((c) => c.sd!), r.ziSd, 1e-5, "sd of the zeros");
    // the modes and their errors stand at glmmTMB's own stop
    near([zero.randomEffects.at(-1)!.estimate], [r.last[0]], 1e-3, "effect");
    near([zero.jointErrors().at(-1)!], [r.last[1]], 1e-3, "its standard error");
  });
}

const TRIED = [
  { id: "salamanders_zip", zi: "~ mined + (1 | spp)", restricted: false },
  {
    id: "salamanders_zinb2",
    zi: "~ (1 | site)",
    dispersion: "~ mined + (1 | spp)",
    restricted: false,
  },
  { id: "epil_nb2", dispersion: "~ trt + (1 + visit | subject)", restricted: true },
  { id: "rcbd_beta", dispersion: "~ 1 + (1 | block)", restricted: false },
] as const;

for (const tried of TRIED) {
  const { id, restricted } = tried;
  const [zi, dispersion] = [
    "zi" in tried ? tried.zi : undefined,
    "dispersion" in tried ? tried.dispersion : undefined,
  ];
  Deno.test(`first derivatives are those of differences: ${id}, ${zi}, ${dispersion}`, () => {
    const c = readGeneralizedCase(id);
    const data = generalizedCaseData(c);
    const family = randomFamilyNamed("glmmTMB", c.family, c.link);
    const part = (text: string | undefined) => text === undefined ? null : buildModel(text, data);
    const [zero, spread] = [part(zi), part(dispersion)];
    const { rows } = laplaceModel(
      buildModel(c.formula, data, { proportions: family.proportions }),
      family,
      {
        zero: zero && predictorOf(zero.fixed),
        dispersion: spread && predictorOf(spread.fixed),
        zeroRandom: zero?.random ?? [],
        dispersionRandom: spread?.random ?? [],
        restricted,
        byLevels: false,
      },
    );
    const engine = new LaplaceEngine(laplaceProblem(rows));
    const derivatives = new PartedDerivatives(engine);
    const { count, terms } = engine.plan;
    const rho = Float64Array.from(
      { length: count },
      (_, k) => k >= terms[0]! ? 0.4 + 0.05 * k : 0.1 + 0.03 * k,
    );
    derivatives.value(rho);
    const gradient = derivatives.slope(rho);
    for (let k = 0; k < count; k++) {
      const at = (by: number): number => {
        const trial = rho.slice();
        trial[k]! += by;
        return derivatives.value(trial);
      };
      const h = 1e-3;
      const slope = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      near([gradient[k]!], [slope], 1e-7 * Math.max(1, Math.abs(slope)), `parameter ${k}`);
    }
  });
}

Deno.test("without variance random effects of zeros and dispersion are none", () => {
  const data = generalizedCaseData(readGeneralizedCase("cbpp"));
  const plain = glmmTMB("incidence ~ period + (1 | herd)", data, { family: "nbinom2" });
  const more = glmmTMB("incidence ~ period + (1 | herd)", data, {
    family: "nbinom2",
    dispformula: "~ 1 + (1 | period)",
  });
  assert(more.logLik >= plain.logLik - 1e-9);
  assertEquals(more.parameters, plain.parameters + 1);
  if (more.partRandom.dispersion!.varianceComponents[0]!.sd === 0) {
    near([more.logLik], [plain.logLik], 1e-9, "log likelihood");
    near(more.beta, plain.beta, 1e-8, "coefficients");
  }
});
