/**
 * Densities as sums of kernels, computed as R's `density` does: values are shared out over a grid, the grid
 * is folded with the kernel, and the heights are interpolated.
 *
 * @module
 */
import { greatest, least } from "../../lists.ts";

/** Values of a quantile by linear interpolation of the order statistics (R's type 7). */
export function quantile7(sorted: readonly number[], p: number): number {
  const index = 1 + (sorted.length - 1) * p, k = Math.floor(index), h = index - k;
  const low = sorted[k - 1]!, high = sorted[Math.min(sorted.length, k + 1) - 1]!;
  return h === 0 || low === high ? low : (1 - h) * low + h * high;
}

/** Standard deviation and distance between the quartiles. */
export function spread(values: readonly number[]): { sd: number; iqr: number } {
  const n = values.length;
  const mean = values.reduce((s, v) => s + v, 0) / n;
  const sorted = [...values].sort((a, b) => a - b);
  return {
    sd: Math.sqrt(values.reduce((s, v) => s + (v - mean) ** 2, 0) / (n - 1)),
    iqr: quantile7(sorted, 0.75) - quantile7(sorted, 0.25),
  };
}

/** Widths of kernels by R's names of their rules. */
export const BANDWIDTHS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  /** Silverman's: 0.9 times the smaller of sd and IQR/1.34, over the fifth root of n. */
  nrd0(values) {
    const { sd, iqr } = spread(values);
    return 0.9 * (Math.min(sd, iqr / 1.34) || sd || Math.abs(values[0]!) || 1) *
      values.length ** -0.2;
  },
  /** Scott's: the same with 1.06. */
  nrd(values) {
    const { sd, iqr } = spread(values);
    return 1.06 * Math.min(sd, iqr / 1.34) * values.length ** -0.2;
  },
};

/** Kernels by name, each with standard deviation 1. */
export const KERNELS: Readonly<Record<string, (x: number) => number>> = {
  gaussian: (x) => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI),
  rectangular: (x) => Math.abs(x) < Math.sqrt(3) ? 0.5 / Math.sqrt(3) : 0,
  triangular: (x) => Math.max(0, 1 - Math.abs(x) / Math.sqrt(6)) / Math.sqrt(6),
  epanechnikov: (x) => Math.max(0, 0.75 * (1 - x * x / 5)) / Math.sqrt(5),
  biweight: (x) => x * x < 7 ? 15 / 16 * (1 - x * x / 7) ** 2 / Math.sqrt(7) : 0,
  cosine(x) {
    const a = 1 / Math.sqrt(1 / 3 - 2 / Math.PI ** 2);
    return Math.abs(x) < a ? (1 + Math.cos(Math.PI * x / a)) / (2 * a) : 0;
  },
  optcosine(x) {
    const a = 1 / Math.sqrt(1 - 8 / Math.PI ** 2);
    return Math.abs(x) < a ? Math.PI / 4 * Math.cos(Math.PI * x / (2 * a)) / a : 0;
  },
};

/** What a density is told. */
export interface DensityOptions {
  bandwidth: number;
  kernel: (x: number) => number;
  /** How many places. */
  count: number;
  from: number;
  to: number;
  /** Shares that sum to one; absent where all are the same. */
  weights?: readonly number[];
}

/** Places at equal distances and the heights of the density there. */
export function kernelDensity(
  values: readonly number[],
  { bandwidth, kernel, count, from, to, weights }: DensityOptions,
): { x: number[]; y: number[] } {
  let n = 512;
  while (n < count) n *= 2;
  const low = from - 4 * bandwidth, high = to + 4 * bandwidth;
  const step = (high - low) / (n - 1);
  const shares = new Float64Array(n + 1);
  values.forEach((v, i) => {
    const at = (v - low) / step, k = Math.floor(at), part = at - k;
    const share = weights?.[i] ?? 1 / values.length;
    if (k >= 0 && k < n) shares[k]! += share * (1 - part);
    if (k >= -1 && k < n - 1) shares[k + 1]! += share * part;
  });
  // the kernel's grid is as wide as twice the other in one step less
  const distance = 2 * (high - low) / (2 * n - 1);
  const heights = Float64Array.from(
    { length: n },
    (_, i) => kernel(i * distance / bandwidth) / bandwidth,
  );
  const folded = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const share = shares[j]!;
    if (share === 0) continue;
    for (let i = 0; i < n; i++) folded[i]! += share * heights[Math.abs(i - j)]!;
  }
  const x = Array.from(
    { length: count },
    (_, i) => count === 1 ? from : from + (to - from) * i / (count - 1),
  );
  const y = x.map((place) => {
    const at = Math.min(n - 1, Math.max(0, (place - low) / step)),
      k = Math.min(n - 2, Math.floor(at));
    return Math.max(0, folded[k]! + (at - k) * (folded[k + 1]! - folded[k]!));
  });
  return { x, y };
}

/** Range of values. */
export function rangeOf(values: readonly number[]): [number, number] {
  return [least(values), greatest(values)];
}
