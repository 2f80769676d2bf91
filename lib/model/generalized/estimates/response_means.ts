/**
 * Means and variances of the responses at the modes of the random effects, zeros of their own among
 * them.
 *
 * @module
 */
import type { LaplaceEngine } from "../laplace/engine.ts";
import { JetAlgebra } from "../series/jet.ts";
import { meanJets } from "../series/mean_jets.ts";
import type { RandomFamily } from "../series/likelihood.ts";
import type { MeanSlopes } from "../../fit.ts";

/** By row: the mean, and the residual over its standard deviation. */
export function responseMeans(
  engine: LaplaceEngine,
): { mean: Float64Array; pearson: Float64Array } {
  const { problem, eta, zeta, delta } = engine;
  const { n, family, response, weights, zero } = problem;
  const a = JetAlgebra.shared(2, 0);
  const link = meanJets(family.link);
  const mean = new Float64Array(n);
  const pearson = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    a.empty();
    const row = response[i]!;
    const e = a.variable(0, eta[i]!);
    const d = a.constant(delta[i]!);
    const mu = link.mean(a, e);
    let m = a.value(mu);
    const psi = family.second ? a.constant(zeta[i]!) : undefined;
    let v = a.value(family.varianceJet(a, row, mu, d, psi));
    if (family.truncated) {
      const some = 1 - Math.exp(a.value(family.zeroDensity!(a, row, link, e, d)));
      const second = (v + m * m) / some;
      m /= some;
      v = second - m * m;
    }
    if (zero && !family.second) {
      const own = 1 / (1 + Math.exp(zeta[i]!));
      v = own * (v + (1 - own) * m * m);
      m *= own;
    }
    mean[i] = m;
    pearson[i] = (row.y - m) * Math.sqrt((weights?.[i] ?? 1) / v);
  }
  return { mean, pearson };
}

/** The mean of a row of one trial, and its slopes; of a truncated family the mean of what is above 0. */
export function meanSlopes(family: RandomFamily, eta: number, delta: number): MeanSlopes {
  const a = JetAlgebra.shared(2, 1);
  const link = meanJets(family.link);
  const e = a.variable(0, eta);
  const d = a.variable(1, delta);
  let mean = link.mean(a, e);
  if (family.truncated) {
    const none = family.zeroDensity!(a, { y: 0, trials: 1 }, link, e, d);
    mean = a.multiply(mean, a.inverse(a.linear(a.expm1(none), -1)));
  }
  const at = (monomial: number): number => a.arena[mean + monomial]!;
  return { mean: a.value(mean), byEta: at(a.indexOf(1)), byDelta: at(a.indexOf(0, 1)) };
}
