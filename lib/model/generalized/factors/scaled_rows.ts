/**
 * Correlations of effects as glmmTMB has them: C = KK' with K the rows of a lower triangle of ones on the
 * diagonal, each divided by its length. The entries below the diagonal, row by row, are any numbers.
 *
 * @module
 */
import { type Correlation, type Scale, separately } from "../../covariance/residual/correlation.ts";

/** A scale on which entries are followed towards correlations of 1: a correlation of two is tanh x. */
const WIDE: Scale = {
  to: (x) => [Math.sinh(x), Math.cosh(x), Math.sinh(x)],
  from: Math.asinh,
};

/** The triangle by rows, and their lengths. */
interface Triangle {
  /** Rows divided by their lengths, row-major. */
  readonly unit: Float64Array;
  readonly length: Float64Array;
}

function triangleOf(theta: ArrayLike<number>, size: number): Triangle {
  const unit = new Float64Array(size * size);
  const length = new Float64Array(size);
  for (let i = 0, k = 0; i < size; i++) {
    let square = 1;
    for (let j = 0; j < i; j++, k++) {
      unit[i * size + j] = theta[k]!;
      square += theta[k]! ** 2;
    }
    unit[i * size + i] = 1;
    length[i] = Math.sqrt(square);
    for (let j = 0; j <= i; j++) unit[i * size + j]! /= length[i]!;
  }
  return { unit, length };
}

/** A correlation matrix of effects by such entries. */
export function scaledRows(size: number): Correlation {
  const places: [number, number][] = [];
  for (let i = 1; i < size; i++) for (let j = 0; j < i; j++) places.push([i, j]);
  const product = ({ unit }: Triangle, i: number, j: number): number => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += unit[i * size + k]! * unit[j * size + k]!;
    return sum;
  };
  /** ∂Cᵢⱼ/∂(entry k of row i). */
  const slope = (t: Triangle, i: number, j: number, k: number): number =>
    (t.unit[j * size + k]! - product(t, i, j) * t.unit[i * size + k]!) / t.length[i]!;
  /** Both halves of a symmetric matrix whose diagonal is 0. */
  const filled = (value: (i: number, j: number) => number): Float64Array => {
    const out = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) out[i * size + j] = out[j * size + i] = value(i, j);
    }
    return out;
  };
  return {
    ...separately(places.map(() => WIDE)),
    size,
    parameters: places.map(([i, j]) => ({
      name: `theta[${i + 1},${j + 1}]`,
      symbol: `\\theta_{${i + 1}${j + 1}}`,
      quantity: "correlation",
      lowest: -Infinity,
    })),
    linear: false,
    starts: [places.map(() => 0)],
    value: (theta) => {
      const t = triangleOf(theta, size);
      const out = filled((i, j) => product(t, i, j));
      for (let i = 0; i < size; i++) out[i * size + i] = 1;
      return out;
    },
    first: (theta, p) => {
      const t = triangleOf(theta, size);
      const [row, k] = places[p]!;
      return filled((i, j) => row === i ? slope(t, i, j, k) : row === j ? slope(t, j, i, k) : 0);
    },
    second: (theta, p, q) => {
      const t = triangleOf(theta, size);
      const [[a, k], [b, l]] = [places[p]!, places[q]!];
      const { unit, length } = t;
      /** ∂²Cᵢⱼ by the entries k and l of row i. */
      const bend = (i: number, j: number): number => {
        const [uk, ul] = [unit[i * size + k]!, unit[i * size + l]!];
        const turned = ((k === l ? 1 : 0) - uk * ul) / length[i]!;
        return -(slope(t, i, j, k) * ul + slope(t, i, j, l) * uk + product(t, i, j) * turned) /
          length[i]!;
      };
      /** ∂²Cᵢⱼ by the entry k of row i and the entry l of row j. */
      const crossed = (i: number, j: number, own: number, other: number): number => {
        const turned = ((own === other ? 1 : 0) - unit[j * size + own]! * unit[j * size + other]!) /
          length[j]!;
        return (turned - slope(t, j, i, other) * unit[i * size + own]!) / length[i]!;
      };
      return filled((i, j) => {
        if (a === b) return a === i ? bend(i, j) : a === j ? bend(j, i) : 0;
        if (a === i && b === j) return crossed(i, j, k, l);
        return a === j && b === i ? crossed(i, j, l, k) : 0;
      });
    },
  };
}

/** The entries at a covariance matrix of which the rows of a factor Λ are given. */
export function entriesOf(factor: readonly Float64Array[]): number[] {
  return factor.flatMap((row, i) => Array.from(row.subarray(0, i), (v) => v / row[i]!));
}
