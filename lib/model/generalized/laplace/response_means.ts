/**
 * Means and variances of the responses at the modes of the random effects, zeros of their own among
 * them.
 *
 * @module
 */
import type { LaplaceEngine } from "./engine.ts";
import { JetAlgebra } from "../series/jet.ts";
import { meanJets } from "../series/mean_jets.ts";

/** By row: the mean, and the residual over its standard deviation. */
export function responseMeans(
  engine: LaplaceEngine,
): { mean: Float64Array; pearson: Float64Array } {
  const { problem, eta, zeta, delta } = engine;
  const { n, family, response, weights, zero } = problem;
  const a = new JetAlgebra(2, 0);
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
    let v = a.value(family.varianceJet(a, row, mu, d));
    if (family.truncated) {
      const some = 1 - Math.exp(a.value(family.zeroDensity!(a, row, link, e, d)));
      const second = (v + m * m) / some;
      m /= some;
      v = second - m * m;
    }
    if (zero) {
      const own = 1 / (1 + Math.exp(zeta[i]!));
      v = own * (v + (1 - own) * m * m);
      m *= own;
    }
    mean[i] = m;
    pearson[i] = (row.y - m) * Math.sqrt((weights?.[i] ?? 1) / v);
  }
  return { mean, pearson };
}
