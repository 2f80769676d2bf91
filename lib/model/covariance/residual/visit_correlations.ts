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

/**
 * A correlation for each pair. The search moves them as they are: outside of the correlation matrices
 * there is no value, and steps that lead there are cut.
 */
export function anyCorrelation(size: number): Correlation {
  const pairs = indices(size).flatMap((i) => indices(i).map((j): [number, number] => [i, j]));
  const count = pairs.length;
  const unit = (): Float64Array => {
    const out = new Float64Array(count * count);
    for (let k = 0; k < count; k++) out[k * (count + 1)] = 1;
    return out;
  };
  return {
    count,
    natural: (search) => Float64Array.from({ length: count }, (_, k) => search[k]!),
    search: (natural) => Float64Array.from({ length: count }, (_, k) => natural[k]!),
    jacobian: unit,
    curvature: () => {},
    size,
    parameters: pairs.map(([i, j]) => ({
      name: `rho[${i + 1},${j + 1}]`,
      symbol: `\\rho_{${i + 1}${j + 1}}`,
      quantity: "correlation",
      lowest: -1,
    })),
    linear: true,
    starts: [pairs.map(() => 0), pairs.map(() => 0.5)],
    value: (r) => symmetric(size, 1, (i, j) => r[i * (i - 1) / 2 + j]!),
    first: (_, k) => symmetric(size, 0, (i, j) => i === pairs[k]![0] && j === pairs[k]![1] ? 1 : 0),
    second: () => symmetric(size, 0, () => 0),
  };
}
