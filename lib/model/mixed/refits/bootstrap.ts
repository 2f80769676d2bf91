/**
 * Parametric bootstrap: the model simulated from its own estimates and refitted.
 *
 * A draw is made cell by cell (mean and sum of squares are sufficient), so its cost follows the
 * design and not the number of rows; a refit starts at the estimate and commonly takes two or three
 * evaluations of the criterion.
 *
 * @module
 */
import { duringCount } from "../../../progress.ts";
import { keptNames } from "../../coefficients.ts";
import { RandomStream } from "../../../math/distribution/random.ts";
import type { LinearMixedModel } from "../../fit.ts";
import { requireVariances } from "../../covariance/lost_variances.ts";
import type { MixedCriterion } from "../criterion.ts";
import type { CriterionPoint } from "../search/criterion.ts";
import { gammaOf, lambdas, type RandomLayout } from "../../covariance/random_structure.ts";
import { newton } from "../search/newton.ts";
import { minque } from "../search/start.ts";
import { problemCriterion } from "../problem.ts";
import { plainResidual } from "../residual/plain_residual.ts";
import { structuredDraws } from "../residual/structured_draws.ts";
import { coreOf } from "../core.ts";

/** Options of `parametricBootstrap`. */
export interface BootstrapOptions {
  /** Number of simulated responses; default 1000. */
  draws?: number;
  /** Default 1. */
  seed?: number;
}

/** Replicates by parameter: standard deviations and correlations as θ, then σ, then coefficients. */
export interface Bootstrap {
  /** Number of simulated responses. */
  draws: number;
  /** Of the random numbers. */
  seed: number;
  /** `.sig01` …, `.sigma`, of residuals with a structure its parameters; then the coefficients. */
  parameters: string[];
  /** At the fit itself. */
  estimates: Float64Array;
  /** By parameter, `draws` values each. */
  replicates: Float64Array[];
  /** How many replicates lie on the boundary. */
  singular: number;
}

/**
 * Simulates from a fit and refits by the fit's own criterion; the same seed gives the same draws.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { lmer, parametricBootstrap, readTable } from "@heddle/heddle";
 *
 * const oats = await readTable("reports/data/oats.csv");
 * const fit = lmer("yield ~ nitro + (1 | Block/Variety)", oats);
 * const { parameters, replicates } = parametricBootstrap(fit, { draws: 100, seed: 7 });
 * assertEquals(parameters.slice(0, 3), [".sig01", ".sig02", ".sigma"]);
 * assertEquals(replicates[0]!.length, 100);
 * ```
 */
export function parametricBootstrap(
  fit: LinearMixedModel,
  options: BootstrapOptions = {},
): Bootstrap {
  requireVariances(fit, "A bootstrap");
  const { draws = 1000, seed = 1 } = options;
  if (fit.residualStructure !== null) return structuredBootstrap(fit, draws, seed);
  const core = coreOf(fit);
  const { layout, problem, theta } = core;
  const random = new RandomStream(seed);
  const residual = plainResidual(fit, "A bootstrap").copy();
  const criterion = problemCriterion({ ...problem, residual }, core.reml);
  criterion.average = core.wide;
  criterion.light = true;
  const simulate = simulator(fit, random);
  const m = layout.parameters.length;
  const p = problem.p;
  const parameters = [
    ...layout.parameters.map((_, k) => `.sig${String(k + 1).padStart(2, "0")}`),
    ".sigma",
    ...keptNames(fit.fixed),
  ];
  const replicates = parameters.map(() => new Float64Array(draws));
  let singular = 0;
  for (let d = 0; d < draws; d++) {
    const { y, within } = simulate();
    residual.rewrite(y, within);
    const point = duringCount(d, draws, "draws refitted", () => refit(criterion, theta));
    if (layout.parameters.some((q, k) => q.row === q.column && point.theta[k] === 0)) singular++;
    const spread = spreads(
      layout,
      point.theta,
      Math.sqrt(criterion.sigmaSquared),
      core.thetaScales,
    );
    for (let k = 0; k <= m; k++) replicates[k]![d] = spread[k]!;
    const beta = core.fromBasis(criterion.beta);
    for (let j = 0; j < p; j++) replicates[m + 1 + j]![d] = beta[j]!;
  }
  const own = spreads(layout, theta, fit.sigma, core.thetaScales);
  return {
    draws,
    seed,
    parameters,
    estimates: Float64Array.from([...own, ...fit.beta]),
    replicates,
    singular,
  };
}

/** Residuals of a structure: its parameters stand where θ and σ do. */
function structuredBootstrap(fit: LinearMixedModel, draws: number, seed: number): Bootstrap {
  const random = new RandomStream(seed);
  const draw = structuredDraws(fit);
  const values = (of: LinearMixedModel): number[] => [
    ...of.covarianceParameters.map((p) => p.estimate ?? NaN),
    ...of.beta,
  ];
  const parameters = [
    ...fit.covarianceParameters.map((p) => p.name),
    ...keptNames(fit.fixed),
  ];
  const replicates = parameters.map(() => new Float64Array(draws));
  let singular = 0;
  for (let d = 0; d < draws; d++) {
    const response = draw(() => random.normal());
    const again = duringCount(d, draws, "draws refitted", () => fit.refit({ response }));
    if (again.singular) singular++;
    values(again).forEach((v, k) => replicates[k]![d] = v);
  }
  return {
    draws,
    seed,
    parameters,
    estimates: Float64Array.from(values(fit)),
    replicates,
    singular,
  };
}

/** From the estimate: MINQUE, which is the answer in balanced designs, then Newton's method. */
function refit(criterion: MixedCriterion, theta: Float64Array): CriterionPoint {
  if (criterion.average) return newton(criterion, theta).point;
  const first = criterion.evaluate(theta, 2);
  return newton(criterion, minque(criterion, first) ?? theta).point;
}

/** Draws of the cells' means about the centre, and of the sum of squares within cells. */
function simulator(
  fit: LinearMixedModel,
  random: RandomStream,
): () => { y: Float64Array; within: number } {
  const { problem, layout, theta } = coreOf(fit);
  const { p, n, residual: { cells, rows: { x, of, weights } } } = problem;
  const { beta } = coreOf(fit).settled(1);
  const mean = new Float64Array(cells.count);
  for (let i = 0; i < cells.count; i++) {
    const row = (of ? of[i]! : i) * p;
    for (let j = 0; j < p; j++) mean[i]! += x[row + j]! * beta[j]!;
  }
  const lambda = lambdas(layout, theta);
  const effects = layout.groups.map((g) => new Float64Array(g.levels.length * g.width));
  const { sigma } = fit;
  const y = new Float64Array(cells.count);
  return () => {
    layout.groups.forEach((g, index) => {
      const c = g.width;
      const l = lambda[index]!;
      const b = effects[index]!;
      const u = new Float64Array(c);
      for (let level = 0; level < g.levels.length; level++) {
        for (let a = 0; a < c; a++) u[a] = sigma * random.normal();
        for (let a = 0; a < c; a++) {
          let sum = 0;
          for (let k = 0; k <= a; k++) sum += l[a * c + k]! * u[k]!;
          b[level * c + a] = sum;
        }
      }
    });
    for (let i = 0; i < cells.count; i++) {
      const spread = weights ? sigma / Math.sqrt(weights[i]!) : sigma;
      let value = mean[i]! + spread * random.normal();
      for (let g = 0; g < layout.groups.length; g++) {
        const group = layout.groups[g]!;
        const c = group.width;
        const at = group.codes[i]! * c;
        for (let a = 0; a < c; a++) {
          const z = group.values[a];
          value += (z ? z[i]! : 1) * effects[g]![at + a]!;
        }
      }
      y[i] = value;
    }
    return { y, within: sigma * sigma * random.chiSquared(n - cells.count) };
  };
}

/** Standard deviations and correlations in the order of θ, then σ. */
function spreads(
  layout: RandomLayout,
  theta: Float64Array,
  sigma: number,
  scales: Float64Array,
): Float64Array {
  const gamma = gammaOf(layout, theta);
  const { parameters } = layout;
  const place = (term: number, row: number): number =>
    parameters.findIndex((p) => p.term === term && p.row === row && p.column === row);
  const out = new Float64Array(parameters.length + 1);
  parameters.forEach((p, k) => {
    if (p.row === p.column) out[k] = sigma * Math.sqrt(gamma[k]!) * scales[k]!;
    else {
      const scale = Math.sqrt(gamma[place(p.term, p.row)]! * gamma[place(p.term, p.column)]!);
      out[k] = scale > 0 ? gamma[k]! / scale : 0;
    }
  });
  out[parameters.length] = sigma;
  return out;
}
