/**
 * The scales on which limits of standard deviations and correlations are taken: those on which a structure
 * has its parameter as any number.
 *
 * @module
 */

/**
 * `log` of a standard deviation; of a correlation its `ratio` ρ/√(1 − ρ²), the logarithm of its `decay`
 * −log ρ, or its log-odds above a lowest value.
 */
export type SpreadScale = "log" | "ratio" | "decay" | { readonly lowest: number };

/** A scale, its inverse and its slope. */
export interface ScaleOfSpread {
  to(x: number): number;
  from(t: number): number;
  slope(x: number): number;
}

const SCALES: Readonly<Record<"log" | "ratio" | "decay", ScaleOfSpread>> = {
  log: { to: Math.log, from: Math.exp, slope: (x) => 1 / x },
  ratio: {
    to: (r) => r / Math.sqrt(1 - r * r),
    from: (t) => t / Math.hypot(1, t),
    slope: (r) => (1 - r * r) ** -1.5,
  },
  decay: {
    to: (r) => Math.log(-Math.log(r)),
    from: (t) => Math.exp(-Math.exp(t)),
    slope: (r) => 1 / (r * Math.log(r)),
  },
};

/** What a scale does. */
export function spreadScale(scale: SpreadScale): ScaleOfSpread {
  if (typeof scale === "string") return SCALES[scale];
  const { lowest } = scale;
  return {
    to: (r) => Math.log((r - lowest) / (1 - r)),
    from: (t) => lowest + (1 - lowest) / (1 + Math.exp(-t)),
    slope: (r) => (1 - lowest) / ((r - lowest) * (1 - r)),
  };
}
