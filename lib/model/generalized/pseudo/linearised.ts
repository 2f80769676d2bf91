/**
 * Restricted pseudo-likelihood: the model is replaced by a linear mixed model for pseudo-data about
 * the present predictor, η + (y − μ)/μ', of known variances, which is fitted by REML; and again, until
 * the predictor rests.
 *
 * Source: Wolfinger & O'Connell (1993), J. Stat. Comput. Simul. 48, 233–243; the scale is held at 1.
 *
 * @module
 */
import type { BuiltModel } from "../../fixed/build.ts";
import { LaplaceDerivatives } from "../laplace/derivatives.ts";
import { LaplaceEngine } from "../laplace/engine.ts";
import { maximiseMarginal, type Maximum } from "../laplace/maximum.ts";
import { type LaplaceProblem, laplaceProblem, type LaplaceRows } from "../laplace/problem.ts";
import { plainOptimum } from "../laplace/start.ts";
import { KNOWN_NORMAL } from "./known_normal.ts";

const HALF_LOG_2PI = 0.918938533204672741780329736405617639861;

/** The model at the pseudo-data where the search rests. */
export interface Linearised {
  readonly engine: LaplaceEngine;
  readonly maximum: Maximum;
  /** Pseudo-data less what is known of the predictor, and their weights. */
  readonly response: Float64Array;
  readonly weights: Float64Array;
  /** −2 log of the restricted pseudo-likelihood. */
  readonly criterion: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** The predictor rests when it moves no more than this. */
const SETTLED = 1e-10;
const MOST_ROUNDS = 500;
/** A variance begins at the square of this. */
const START = 0.5;

/** The fit of rows whose family has no dispersion of its own. */
export function linearise(model: BuiltModel, rows: LaplaceRows): Linearised | null {
  const { family, response: given, weights: prior, conditional } = rows;
  const { length: n } = given;
  const shared = laplaceProblem({ ...rows, restricted: true });
  const optimum = plainOptimum(model, shared);
  if (!optimum) return null;
  let eta: Float64Array = Float64Array.from(optimum.eta);
  let start: Float64Array | null = null;
  const z = new Float64Array(n);
  const w = new Float64Array(n);
  for (let round = 1;; round++) {
    for (let i = 0; i < n; i++) {
      const { y, trials } = given[i]!;
      const slope = family.link.derivative(eta[i]!);
      const mu = family.link.mean(eta[i]!);
      z[i] = eta[i]! + (y - mu) / slope;
      w[i] = (prior?.[i] ?? 1) * trials * slope * slope / family.variance(mu);
    }
    const problem: LaplaceProblem = {
      ...shared,
      family: KNOWN_NORMAL,
      response: Array.from(z, (y) => ({ y, trials: 1 })),
      weights: w,
    };
    const engine = new LaplaceEngine(problem);
    const derivatives = new LaplaceDerivatives(engine);
    const { plan } = engine;
    if (!start) {
      start = new Float64Array(plan.count);
      rows.terms.forEach(({ factor }, t) => start!.set(factor.start(START), plan.terms[t]!));
    }
    const maximum = maximiseMarginal({
      count: plan.count,
      coefficients: 0,
      vanishing: rows.terms.flatMap(({ factor }, t) =>
        factor.vanishing.map((k) => k + plan.terms[t]!)
      ),
      sizes: new Float64Array(plan.count).fill(1),
      value: (rho) => engine.settle(rho),
      derive: (rho) => derivatives.at(rho, engine.settle(rho)),
    }, start);
    if (!maximum) return null;
    engine.settle(maximum.rho);
    let moved = 0;
    for (let i = 0; i < n; i++) moved = Math.max(moved, Math.abs(engine.eta[i]! - eta[i]!));
    eta = engine.eta.slice();
    // a variance that came to 0 may leave it again at other pseudo-data
    start = maximum.rho.map((r, k) => maximum.atZero.includes(k) ? 0.1 : r);
    const settled = moved < SETTLED;
    if (!settled && round < MOST_ROUNDS && Number.isFinite(moved)) continue;
    let constants = 0;
    for (let i = 0; i < n; i++) constants += 0.5 * Math.log(w[i]!) - HALF_LOG_2PI;
    const { offset } = conditional;
    return {
      engine,
      maximum,
      response: z.map((v, i) => v - (offset ? offset[i]! : 0)),
      weights: w,
      criterion: -2 * (maximum.value + constants),
      iterations: round,
      converged: settled && maximum.converged,
    };
  }
}
