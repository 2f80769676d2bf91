/**
 * A response drawn from a fit, with random effects drawn anew.
 *
 * @module
 */
import type { MersenneTwister } from "../../../math/chance/mersenne_twister.ts";
import { normal } from "../../../math/chance/normal.ts";
import { drawOf } from "../simulation/draws.ts";
import type { LaplaceEngine } from "../laplace/engine.ts";
import { squared } from "./components.ts";

/**
 * Draws of responses, by row; of a proportion the proportion. They follow from the covariances of the effects
 * and the stream: where the search came from has no part in them.
 */
export function responseDraws(
  engine: LaplaceEngine,
): (chance: MersenneTwister) => Float64Array {
  const { problem, eta, zeta, delta, a, u } = engine;
  const { n, q, effect, column, terms, firstEffect, termStart, termEntry, z, family } = problem;
  const draw = drawOf(family.name);
  const roots = terms.map(({ factor: { width } }, t) => signedRoot(engine.lambda[t]!, width));
  const effects = (chance: MersenneTwister): Float64Array => {
    const b = new Float64Array(q);
    terms.forEach(({ factor: { width }, levels }, t) => {
      const root = roots[t]!;
      const own = new Float64Array(width);
      for (let l = 0; l < levels; l++) {
        for (let k = 0; k < width; k++) own[k] = normal(chance);
        for (let r = 0; r < width; r++) {
          for (let k = 0; k <= r; k++) {
            b[firstEffect[t]![l]! + r]! += root[r * width + k]! * own[k]!;
          }
        }
      }
    });
    return b;
  };
  const random = termStart[terms.length]!;
  return (chance) => {
    const b = effects(chance);
    return Float64Array.from({ length: n }, (_, i) => {
      const predictors = [eta[i]!, zeta[i]!, delta[i]!];
      const row = i * (terms.length + 1);
      for (let e = termEntry[row]!; e < termEntry[row + terms.length]!; e++) {
        predictors[problem.predictor?.[e] ?? 0]! += z[i * random + column[e]!]! * b[effect[e]!]! -
          a[e]! * u[effect[e]!]!;
      }
      const dispersion = family.dispersion?.value(predictors[2]!) ?? family.known ?? 1;
      const second = family.second?.value(predictors[1]!);
      const inflated = problem.zero !== null && second === undefined;
      if (inflated && chance.uniform() < 1 / (1 + Math.exp(-predictors[1]!))) return 0;
      const { trials } = problem.response[i]!;
      return draw(chance, family.link.mean(predictors[0]!), dispersion, trials, second);
    });
  };
}

/** Of a variance so much is rounding. */
const ROUNDING = 1e-14;

/**
 * The one lower triangle L ≥ 0 on its diagonal with LL' = ΛΛ', a column of zeros where its pivot is 0: a
 * search ends with columns of either sign, and of a singular matrix with one of many triangles.
 *
 * @param lambda a lower triangle, row-major
 */
export function signedRoot(lambda: ArrayLike<number>, width: number): Float64Array {
  const out = Float64Array.from(lambda);
  let unique = true;
  for (let k = 0; k < width; k++) {
    const pivot = out[k * width + k]!;
    for (let i = k; i < width; i++) {
      if (pivot < 0) out[i * width + k]! *= -1;
      if (pivot === 0 && out[i * width + k] !== 0) unique = false;
    }
  }
  if (unique) return out;
  const g = squared(lambda, width);
  out.fill(0);
  for (let j = 0; j < width; j++) {
    let pivot = g[j * width + j]!;
    for (let k = 0; k < j; k++) pivot -= out[j * width + k]! ** 2;
    if (!(pivot > ROUNDING * g[j * width + j]!)) continue;
    out[j * width + j] = Math.sqrt(pivot);
    for (let i = j + 1; i < width; i++) {
      let v = g[i * width + j]!;
      for (let k = 0; k < j; k++) v -= out[i * width + k]! * out[j * width + k]!;
      out[i * width + j] = v / out[j * width + j]!;
    }
  }
  return out;
}
