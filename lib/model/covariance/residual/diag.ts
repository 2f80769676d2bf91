/**
 * `diag`: independent residuals with a variance for each visit (SAS's TYPE=UN(1), nlme's
 * `varIdent`). V is linear in the variances; the search moves their logarithms.
 *
 * @module
 */
import type { CovarianceParameter } from "../covariance_parameter.ts";
import type { ResidualStructure } from "../residual_covariance.ts";
import { entryOf, visitVariance } from "./visit_parameter.ts";

/** A variance for each of `visits`, that of the first being σ². */
export function diagonal(visits: readonly string[]): ResidualStructure {
  const count = visits.length;
  const variance = (i: number): CovarianceParameter => visitVariance("var", i, visits[i]!);
  const own = Array.from({ length: count - 1 }, (_, k) => k);
  return {
    name: "diag",
    visits,
    parameters: own.map((k) => variance(k + 1)),
    dispersion: variance(0),
    bends: [],
    starts: [new Float64Array(count - 1)],
    natural: (search) => Float64Array.from(search, Math.exp),
    search: (natural) =>
      own.every((k) => natural[k]! > 0)
        ? Float64Array.from(own, (k) => Math.log(natural[k]!))
        : null,
    jacobian(search) {
      const out = new Float64Array((count - 1) ** 2);
      for (const k of own) out[k * (count - 1) + k] = Math.exp(search[k]!);
      return out;
    },
    curvature(search, add) {
      for (const k of own) add(k, k, k, Math.exp(search[k]!));
    },
    matrix(natural) {
      const out = new Float64Array(count * count);
      out[0] = 1;
      for (const k of own) out[(k + 1) * (count + 1)] = natural[k]!;
      return out;
    },
    first: (_, k) => entryOf(count, k + 1, k + 1),
    second: () => new Float64Array(count * count),
  };
}
