/**
 * `cs`: one variance and one covariance of any two visits (compound symmetry; SAS's TYPE=CS, nlme's
 * `corCompSymm`). V is linear in both. The covariance may be negative, as far as R is positive
 * definite: unlike the variance of a random effect, which says the same where it is positive.
 *
 * @module
 */
import type { ResidualStructure } from "../residual_covariance.ts";

/** R = σ²(I + cJ) over `visits`; c > −1/(number of visits), and its distance from there is searched. */
export function compoundSymmetry(visits: readonly string[]): ResidualStructure {
  const size = visits.length;
  const least = -1 / size;
  const filled = (diagonal: number, other: number): Float64Array =>
    Float64Array.from(
      { length: size * size },
      (_, at) => at % (size + 1) === 0 ? diagonal : other,
    );
  return {
    name: "cs",
    visits,
    parameters: [{
      of: { kind: "residual-shape" },
      quantity: "covariance",
      name: "cs_cov",
      symbol: "\\sigma_{\\text{cs}}",
      degree: 1,
      lowest: -Infinity,
    }],
    dispersion: {
      of: { kind: "dispersion" },
      quantity: "variance",
      name: "residual",
      symbol: "\\sigma^2",
      degree: 1,
      lowest: 0,
    },
    bends: [],
    starts: [Float64Array.of(Math.log(-least))],
    natural: ({ 0: s }) => Float64Array.of(Math.exp(s!) + least),
    search: ({ 0: c }) => c! > least ? Float64Array.of(Math.log(c! - least)) : null,
    jacobian: ({ 0: s }) => Float64Array.of(Math.exp(s!)),
    curvature: ({ 0: s }, add) => add(0, 0, 0, Math.exp(s!)),
    matrix: ({ 0: c }) => filled(1 + c!, c!),
    first: () => filled(1, 1),
    second: () => filled(0, 0),
  };
}
