/**
 * `ar1`: one variance, and correlations ρ^|s − t| of the s-th and the t-th visit (SAS's TYPE=AR(1),
 * nlme's `corAR1`). Visits are taken as equally spaced. V is not linear in ρ; the search moves atanh ρ,
 * from several ρ, for the likelihood may have several maxima.
 *
 * @module
 */
import type { ResidualStructure } from "../residual_covariance.ts";

/** ρ^|s − t| over `visits`. */
export function autoregressive(visits: readonly string[]): ResidualStructure {
  const size = visits.length;
  const filled = (value: (lag: number) => number): Float64Array =>
    Float64Array.from(
      { length: size * size },
      (_, at) => value(Math.abs(Math.floor(at / size) - at % size)),
    );
  return {
    name: "ar1",
    visits,
    parameters: [{
      of: { kind: "residual-shape" },
      quantity: "correlation",
      name: "rho",
      symbol: "\\rho",
      degree: 0,
      lowest: -1,
    }],
    dispersion: {
      of: { kind: "dispersion" },
      quantity: "variance",
      name: "sigma2",
      symbol: "\\sigma^2",
      degree: 1,
      lowest: 0,
    },
    bends: [[0, 0]],
    starts: [0, 0.5, 0.85, -0.4].map((rho) => Float64Array.of(Math.atanh(rho))),
    natural: (search) => Float64Array.of(Math.tanh(search[0]!)),
    search: ({ 0: rho }) => Math.abs(rho!) < 1 ? Float64Array.of(Math.atanh(rho!)) : null,
    jacobian: (search) => Float64Array.of(1 - Math.tanh(search[0]!) ** 2),
    curvature(search, add) {
      const rho = Math.tanh(search[0]!);
      add(0, 0, 0, -2 * rho * (1 - rho * rho));
    },
    matrix: ({ 0: rho }) => filled((lag) => rho! ** lag),
    first: ({ 0: rho }) => filled((lag) => lag === 0 ? 0 : lag * rho! ** (lag - 1)),
    second: ({ 0: rho }) => filled((lag) => lag < 2 ? 0 : lag * (lag - 1) * rho! ** (lag - 2)),
  };
}
