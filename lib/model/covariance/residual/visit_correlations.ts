/**
 * Correlations over visits: equal ones, by lag, and from visit to visit.
 *
 * @module
 */
import {
  between,
  CORRELATION,
  type Correlation,
  type CorrelationParameter,
  separately,
  symmetric,
} from "./correlation.ts";
import { lagCorrelations, partialCorrelations } from "./partial_correlation.ts";

const rho = (index?: number): CorrelationParameter => ({
  name: index === undefined ? "rho" : `rho_${index}`,
  symbol: index === undefined ? "\\rho" : `\\rho_{${index}}`,
  quantity: "correlation",
  lowest: -1,
});

const indices = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

/** ρ for every pair, above −1/(size − 1). */
export function equalCorrelation(size: number): Correlation {
  const low = -1 / Math.max(1, size - 1);
  return {
    ...separately([between(low)]),
    size,
    parameters: [{ ...rho(), lowest: low }],
    linear: true,
    starts: [[0], [0.5], [0.85]],
    value: ({ 0: r }) => symmetric(size, 1, () => r!),
    first: () => symmetric(size, 0, () => 1),
    second: () => symmetric(size, 0, () => 0),
  };
}

/** ρ^|s − t|; the likelihood may have several maxima. */
export function laggedCorrelation(size: number): Correlation {
  return {
    ...separately([CORRELATION]),
    size,
    parameters: [rho()],
    linear: false,
    starts: [[0], [0.5], [0.85], [-0.4]],
    value: ({ 0: r }) => symmetric(size, 1, (i, j) => r! ** (i - j)),
    first: ({ 0: r }) => symmetric(size, 0, (i, j) => (i - j) * r! ** (i - j - 1)),
    second: ({ 0: r }) =>
      symmetric(size, 0, (i, j) => i - j < 2 ? 0 : (i - j) * (i - j - 1) * r! ** (i - j - 2)),
  };
}

/** A correlation for each lag (Toeplitz); positive definite through partial correlations. */
export function bandedCorrelation(size: number): Correlation {
  const count = size - 1;
  const all = (r: number): number[] => indices(count).map((k) => r ** (k + 1));
  return {
    count,
    natural: (search) => lagCorrelations(search).value,
    search: partialCorrelations,
    jacobian: (search) => lagCorrelations(search).jacobian(),
    curvature: (search, add) => lagCorrelations(search).curvature(add),
    size,
    parameters: indices(count).map((k) => rho(k + 1)),
    linear: true,
    starts: [all(0), all(0.5), all(0.85)],
    value: (r) => symmetric(size, 1, (i, j) => r[i - j - 1]!),
    first: (_, k) => symmetric(size, 0, (i, j) => i - j - 1 === k ? 1 : 0),
    second: () => symmetric(size, 0, () => 0),
  };
}

/** Products of the correlations of visits that follow each other (antedependence of order 1). */
export function chainedCorrelation(size: number): Correlation {
  const count = size - 1;
  const all = (r: number): number[] => indices(count).map(() => r);
  /** The product from j to i without some factors; 0 if one of these is not in it. */
  const without = (
    r: ArrayLike<number>,
    i: number,
    j: number,
    ...gone: readonly number[]
  ): number => {
    if (gone.some((k) => k < j || k >= i)) return 0;
    let out = 1;
    for (let k = j; k < i; k++) if (!gone.includes(k)) out *= r[k]!;
    return out;
  };
  return {
    ...separately(indices(count).map(() => CORRELATION)),
    size,
    parameters: indices(count).map((k) => rho(k + 1)),
    linear: false,
    starts: [all(0), all(0.5), all(0.85)],
    value: (r) => symmetric(size, 1, (i, j) => without(r, i, j)),
    first: (r, k) => symmetric(size, 0, (i, j) => without(r, i, j, k)),
    second: (r, k, l) => symmetric(size, 0, (i, j) => k === l ? 0 : without(r, i, j, k, l)),
  };
}
