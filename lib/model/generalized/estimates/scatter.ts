/**
 * Random effects of one predictor as readers know them, and the covariance of coefficients that were
 * integrated over.
 *
 * @module
 */
import type { PartRandom } from "../../fit.ts";
import type { NamedTerm } from "../laplace/build.ts";
import {
  covarianceParametersOf,
  effectsOf,
  type Estimated,
  labelsOf,
  varianceComponentsOf,
} from "./components.ts";
import type { LaplaceEngine } from "../laplace/engine.ts";
import { randomSpreads } from "./spreads.ts";

/** The random effects of some terms. */
export function scatterOf(
  terms: readonly NamedTerm[],
  engine: LaplaceEngine,
  lambda: readonly Float64Array[],
  searched: Estimated,
  modeTangents: readonly Float64Array[],
): PartRandom {
  const labels = labelsOf(terms);
  return {
    varianceComponents: varianceComponentsOf(terms, labels, lambda),
    covarianceParameters: covarianceParametersOf(terms, labels, searched),
    spreads: randomSpreads(terms, labels, searched),
    randomEffects: effectsOf(terms, engine),
    jointErrors: () => jointErrorsOf(terms, engine, searched, modeTangents),
    groups: [...new Map(terms.map((t) => [t.group, t.levels.length]))]
      .map(([name, levels]) => ({ name, levels })),
    randomTerms: [...new Set(terms.map((t) => t.term))],
  };
}

/**
 * Standard errors of the effects that take in those of the parameters: by term, effect and level, as
 * `effectsOf`. Of b = Λu the variance given the parameters, and that of what moves with them.
 *
 * Source: Kass & Steffey (1989), J. Am. Stat. Assoc. 84, 717–726; TMB's `sdreport`.
 */
function jointErrorsOf(
  terms: readonly NamedTerm[],
  engine: LaplaceEngine,
  { rho, covariance, starts, count }: Estimated,
  modeTangents: readonly Float64Array[],
): number[] {
  const { problem, u, lambda } = engine;
  const given = effectsOf(terms, engine);
  let at = 0;
  return terms.flatMap(({ names, levels, factor, index: t }) => {
    const { width } = factor;
    const own = rho.slice(starts[t]!, starts[t]! + factor.count);
    const bends = Array.from({ length: factor.count }, (_, k) => {
      const d = new Float64Array(width * width);
      factor.tangent(own, k, d);
      return d;
    });
    return names.flatMap((_, a) =>
      levels.map((_, l) => {
        const first = problem.firstEffect[t]![l]!;
        const slopes = modeTangents.map((mode, k) => {
          const bend = bends[k - starts[t]!];
          let sum = 0;
          for (let b = 0; b < width; b++) {
            sum += lambda[t]![a * width + b]! * mode[first + b]!;
            if (bend) sum += bend[a * width + b]! * u[first + b]!;
          }
          return sum;
        });
        let variance = (given[at++]!.standardError ?? NaN) ** 2;
        for (let k = 0; k < count; k++) {
          for (let m = 0; m < count; m++) {
            const v = covariance[k * count + m]!;
            // a parameter that is held, or has no bound, has none
            if (!Number.isNaN(v)) variance += slopes[k]! * v * slopes[m]!;
          }
        }
        return Math.sqrt(variance);
      })
    );
  });
}

/** Of coefficients that were integrated over: given the other parameters, and by way of them. */
export function flatCovariance(
  { problem: { flat, q }, curvature }: LaplaceEngine,
  covariance: Float64Array,
  tangents: readonly Float64Array[],
): Float64Array {
  const p = flat.length;
  const m = tangents.length;
  const out = new Float64Array(p * p);
  const column = new Float64Array(q);
  for (let j = 0; j < p; j++) {
    column.fill(0);
    column[flat[j]!] = 1;
    curvature.solve(column);
    for (let i = 0; i < p; i++) out[i * p + j] = column[flat[i]!]!;
  }
  for (let k = 0; k < m; k++) {
    for (let l = 0; l < m; l++) {
      const v = covariance[k * m + l]!;
      if (Number.isNaN(v)) continue;
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) out[i * p + j]! += tangents[k]![i]! * v * tangents[l]![j]!;
      }
    }
  }
  return out;
}
