/**
 * Derivatives of the Laplace approximation beside differences of its value and of its gradient, away
 * from the optimum.
 */
import { assert } from "@std/assert";
import { buildModel } from "../../lib/model/fixed/build.ts";
import { laplaceModel, predictorOf } from "../../lib/model/generalized/laplace/build.ts";
import { LaplaceDerivatives } from "../../lib/model/generalized/laplace/derivatives.ts";
import { LaplaceEngine } from "../../lib/model/generalized/laplace/engine.ts";
import { laplaceProblem } from "../../lib/model/generalized/laplace/problem.ts";
import {
  gaussHermite,
  QuadratureDerivatives,
} from "../../lib/model/generalized/laplace/quadrature.ts";
import type { HessianKind } from "../../lib/model/generalized/laplace/row_series.ts";
import {
  GLMER_FAMILIES,
  RANDOM_FAMILY_NAMES,
  randomFamilyNamed,
} from "../../lib/model/generalized/series/random_families.ts";
import { risingSeries } from "../../lib/model/generalized/series/rising.ts";
import { generalizedCaseData, readGeneralizedCase } from "../oracle/glmm_case.ts";
import { near } from "./near.ts";

interface Tried {
  id: string;
  formula?: string;
  hessian?: HessianKind;
  restricted?: boolean;
  dispersion?: string;
  nodes?: number;
  family?: string;
  link?: string;
}

const TRIED: readonly Tried[] = [
  { id: "cbpp" },
  { id: "cbpp_cloglog" },
  { id: "cbpp_cloglog", hessian: "expected" },
  { id: "cbpp_betabinomial" },
  { id: "epil_slope" },
  { id: "epil_nb1" },
  { id: "epil_nb2", hessian: "expected" },
  { id: "epil_nb2", dispersion: "~ trt" },
  { id: "epil_nb2", formula: "y ~ trt + ar1(0 + visit | subject)" },
  { id: "epil_nb2", formula: "y ~ trt + diag(0 + trt | subject)" },
  { id: "epil_nb2", formula: "y ~ trt + cs(0 + factor(visit) | subject)" },
  { id: "epil_nb2", formula: "y ~ trt + toep(0 + factor(visit) | subject)" },
  { id: "salamanders_zip" },
  { id: "salamanders_zinb2", dispersion: "~ mined" },
  { id: "grouseticks" },
  { id: "sleepstudy_gamma", restricted: true },
  { id: "rcbd_beta", restricted: true },
  { id: "epil_nb2", family: "genpois" },
  { id: "epil_nb2", family: "genpois", dispersion: "~ trt" },
  { id: "epil_nb2", family: "compois" },
  { id: "epil_nb2", family: "compois", dispersion: "~ trt" },
  { id: "sleepstudy_gamma", family: "inverse.gaussian" },
  { id: "sleepstudy_gamma", family: "tweedie" },
  { id: "sleepstudy_gamma", family: "tweedie", restricted: true },
  { id: "salamanders_zip", family: "tweedie", dispersion: "~ mined" },
  { id: "sleepstudy_gamma", family: "t_family", link: "log" },
  { id: "sleepstudy_gamma", family: "ziGamma" },
  { id: "cbpp", nodes: 5 },
  { id: "epil_nb2", nodes: 4 },
  { id: "cbpp_cloglog", hessian: "expected", nodes: 3 },
];

for (const tried of TRIED) {
  const { id, formula, hessian = "observed", restricted = false, dispersion, nodes } = tried;
  const name = [id, formula, tried.family, hessian, restricted, dispersion, nodes].filter(Boolean)
    .join(", ");
  Deno.test(`first and second derivatives are those of differences: ${name}`, () => {
    const c = readGeneralizedCase(id);
    const data = generalizedCaseData(c);
    const family = randomFamilyNamed("glmmTMB", tried.family ?? c.family, tried.link ?? c.link, [
      ...RANDOM_FAMILY_NAMES,
      ...GLMER_FAMILIES,
    ]);
    const model = buildModel(formula ?? c.formula, data, {
      proportions: family.proportions,
      structures: true,
    });
    const part = (f: string | null | undefined) =>
      f ? predictorOf(buildModel(f, data).fixed) : null;
    const { rows } = laplaceModel(model, family, {
      zero: part(c.ziformula),
      dispersion: part(dispersion),
      restricted,
      byLevels: false,
    });
    const engine = new LaplaceEngine(laplaceProblem(rows), hessian);
    const derived = nodes
      ? new QuadratureDerivatives(engine, nodes)
      : new LaplaceDerivatives(engine);
    const m = engine.plan.count;
    const rho = Float64Array.from({ length: m }, (_, k) => 0.1 + 0.05 * k);
    const at = (r: Float64Array) => derived.at(r, derived.value(r));
    const point = at(rho);
    const h = 1e-4;
    for (let k = 0; k < m; k++) {
      const moved = (by: number) => rho.map((r, j) => j === k ? r + by : r);
      const [up, down] = [at(moved(h)), at(moved(-h))];
      const size = (v: number) => 1 + Math.abs(v);
      const slope = (up.value - down.value) / (2 * h);
      const first = point.gradient[k]!;
      assert(Math.abs(slope - first) < 1e-5 * size(first), `${k}: ${slope}, ${first}`);
      up.gradient.forEach((g, j) => {
        const bend = (g - down.gradient[j]!) / (2 * h);
        const second = point.hessian[k * m + j]!;
        assert(Math.abs(bend - second) < 2e-5 * size(second), `${k}, ${j}: ${bend}, ${second}`);
      });
    }
  });
}

Deno.test("nodes of Gauss and Hermite integrate polynomials", () => {
  for (const n of [1, 2, 3, 7, 25, 60]) {
    const { x, weight } = gaussHermite(n);
    let moment = Math.sqrt(Math.PI);
    for (let k = 0; k < Math.min(n, 12); k++) {
      let sum = 0;
      let odd = 0;
      x.forEach((v, i) => {
        sum += weight[i]! * v ** (2 * k);
        odd += weight[i]! * v ** (2 * k + 1);
      });
      near([sum / moment, odd / moment], [1, 0], 1e-11, `${n} nodes, moment ${2 * k}`);
      moment *= k + 0.5;
    }
  }
});

Deno.test("rising factorials and their derivatives have all digits, however large the size", () => {
  // lgamma, digamma and psigamma of R 4.2.2 where they do not cancel; at 10⁷ the leading terms
  const expected: [number, number, number[], number][] = [
    [
      41,
      29.9,
      [159.094787589868, 0.873158800099503, -9.90301043353578e-3, 1.59138671094869e-4],
      1e-13,
    ],
    [
      41,
      30,
      [159.182004598609, 0.871182960051014, -9.85545049976656e-3, 1.57929699955091e-4],
      1e-13,
    ],
    [
      100,
      35,
      [437.098185973798, 1.36057217674221, -1.07742842411883e-2, 1.30784269627216e-4],
      1e-13,
    ],
    [50, 1e7, [50 * Math.log(1e7) + 1225e-7 - 20212.5e-14, 50e-7 - 1225e-14 + 40425e-21], 1e-13],
  ];
  const out = new Float64Array(6);
  for (const [n, v, numbers, tolerance] of expected) {
    risingSeries(n, v, 4, false, out);
    numbers.forEach((e, k) => near([out[k]! / e], [1], tolerance, `${n}, ${v}, order ${k}`));
  }
});
