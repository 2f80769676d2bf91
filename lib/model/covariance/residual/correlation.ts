/**
 * Correlations of the residuals of a subject over its places (visits, or coordinates), and the way
 * from numbers that may be anything to their parameters.
 *
 * @module
 */
import type { ParameterQuantity } from "../covariance_parameter.ts";

/** A parameter of correlations. */
export interface CorrelationParameter {
  readonly name: string;
  readonly symbol: string;
  readonly quantity: ParameterQuantity;
  readonly lowest: number;
  /** Where it has no end. */
  readonly highest?: number;
}

/** Coordinates of a search, and the parameters that they stand for. */
export interface SearchMap {
  /** Number of coordinates, and of parameters. */
  readonly count: number;
  natural(search: ArrayLike<number>): Float64Array;
  /** Null if the parameters are none. */
  search(natural: ArrayLike<number>): Float64Array | null;
  /** ∂(parameter)/∂(coordinate), row = parameter. */
  jacobian(search: ArrayLike<number>): Float64Array;
  /** Calls back with every second derivative that is not 0. */
  curvature(
    search: ArrayLike<number>,
    add: (i: number, k: number, l: number, value: number) => void,
  ): void;
}

/** Correlations ρᵢⱼ(φ) of some places; matrices are full, row-major. */
export interface Correlation extends SearchMap {
  readonly size: number;
  readonly parameters: readonly CorrelationParameter[];
  /** Whether the correlations are linear in their parameters. */
  readonly linear: boolean;
  /** Parameters from which a search may begin. */
  readonly starts: readonly (readonly number[])[];
  value(natural: ArrayLike<number>): Float64Array;
  first(natural: ArrayLike<number>, k: number): Float64Array;
  second(natural: ArrayLike<number>, k: number, l: number): Float64Array;
}

/** A scale: where a parameter may lie, as a function of any number. */
export interface Scale {
  /** The parameter, and its first and second derivative. */
  to(x: number): readonly [value: number, first: number, second: number];
  /** NaN outside. */
  from(value: number): number;
}

/** Above 0. */
export const POSITIVE: Scale = {
  to(x) {
    const e = Math.exp(x);
    return [e, e, e];
  },
  from: (v) => v > 0 ? Math.log(v) : NaN,
};

/** Above 0 and below an end, beyond which there is nothing but that end's limit: NaN. */
export function upTo(end: number): Scale {
  return {
    to: (x) => {
      const e = Math.exp(x);
      return e < end ? [e, e, e] : [NaN, NaN, NaN];
    },
    from: (v) => v < end ? POSITIVE.from(v) : NaN,
  };
}

/** Between −1 and 1. */
export const CORRELATION: Scale = {
  to(x) {
    const r = Math.tanh(x);
    const first = 1 - r * r;
    return [r, first, -2 * r * first];
  },
  from: (v) => Math.abs(v) < 1 ? Math.atanh(v) : NaN,
};

/** Between `low` and 1. */
export function between(low: number): Scale {
  const width = 1 - low;
  return {
    to(x) {
      const p = 1 / (1 + Math.exp(-x));
      const slope = p * (1 - p);
      return [low + width * p, width * slope, width * slope * (1 - 2 * p)];
    },
    from: (v) => v > low && v < 1 ? Math.log((v - low) / (1 - v)) : NaN,
  };
}

/** Each parameter by itself on a scale. */
export function separately(scales: readonly Scale[]): SearchMap {
  const count = scales.length;
  return {
    count,
    natural: (search) => Float64Array.from(scales, (s, k) => s.to(search[k]!)[0]),
    search(natural) {
      const out = Float64Array.from(scales, (s, k) => s.from(natural[k]!));
      return out.every(Number.isFinite) ? out : null;
    },
    jacobian(search) {
      const out = new Float64Array(count * count);
      scales.forEach((s, k) => out[k * (count + 1)] = s.to(search[k]!)[1]);
      return out;
    },
    curvature(search, add) {
      scales.forEach((s, k) => add(k, k, k, s.to(search[k]!)[2]));
    },
  };
}

/** A matrix from its entries below the diagonal; 1s, or 0s, on that. */
export function symmetric(
  size: number,
  diagonal: number,
  entry: (i: number, j: number) => number,
): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    out[i * size + i] = diagonal;
    for (let j = 0; j < i; j++) out[i * size + j] = out[j * size + i] = entry(i, j);
  }
  return out;
}

/** No correlation at all. */
export function uncorrelated(size: number): Correlation {
  return {
    ...separately([]),
    size,
    parameters: [],
    linear: true,
    starts: [[]],
    value: () => symmetric(size, 1, () => 0),
    first: () => symmetric(size, 0, () => 0),
    second: () => symmetric(size, 0, () => 0),
  };
}
