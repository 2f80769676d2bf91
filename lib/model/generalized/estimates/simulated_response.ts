/**
 * A response drawn from a fit, with random effects drawn anew.
 *
 * @module
 */
import type { MersenneTwister } from "../../../math/chance/mersenne_twister.ts";
import { normal } from "../../../math/chance/normal.ts";
import { drawOf } from "../simulation/draws.ts";
import type { LaplaceEngine } from "../laplace/engine.ts";

/** By row; of a proportion the proportion. */
export function simulatedResponse(engine: LaplaceEngine, chance: MersenneTwister): Float64Array {
  const { problem, eta, zeta, delta, a, u, lambda } = engine;
  const { n, q, effect, column, terms, firstEffect, termStart, termEntry, z, family } = problem;
  const draw = drawOf(family.name);
  const b = new Float64Array(q);
  terms.forEach(({ factor: { width }, levels }, t) => {
    const own = new Float64Array(width);
    for (let l = 0; l < levels; l++) {
      for (let k = 0; k < width; k++) own[k] = normal(chance);
      for (let r = 0; r < width; r++) {
        for (let k = 0; k <= r; k++) {
          b[firstEffect[t]![l]! + r]! += lambda[t]![r * width + k]! * own[k]!;
        }
      }
    }
  });
  const random = termStart[terms.length]!;
  return Float64Array.from({ length: n }, (_, i) => {
    const predictors = [eta[i]!, zeta[i]!, delta[i]!];
    const row = i * (terms.length + 1);
    for (let e = termEntry[row]!; e < termEntry[row + terms.length]!; e++) {
      predictors[problem.predictor?.[e] ?? 0]! += z[i * random + column[e]!]! * b[effect[e]!]! -
        a[e]! * u[effect[e]!]!;
    }
    const dispersion = family.dispersion?.value(predictors[2]!) ?? family.known ?? 1;
    if (problem.zero && chance.uniform() < 1 / (1 + Math.exp(-predictors[1]!))) return 0;
    const { trials } = problem.response[i]!;
    return draw(chance, family.link.mean(predictors[0]!), dispersion, trials);
  });
}
