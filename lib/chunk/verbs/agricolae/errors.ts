/**
 * The errors of treatments and of their differences.
 *
 * @module
 */
import type { Sample, Samples } from "./samples.ts";

/** The coefficient of variation, in percent. */
export const coefficient = ({ meanSquare, mean }: Samples): number =>
  100 * Math.sqrt(meanSquare) / mean;

/** Number of values of each treatment if all have as many, else null. */
export const equal = ({ all }: Samples): number | null =>
  all.every((s) => s.n === all[0]!.n) ? all[0]!.n : null;

/** The harmonic mean of the numbers of values. */
export const harmonic = ({ all }: Samples): number =>
  all.length / all.reduce((sum, s) => sum + 1 / s.n, 0);

/** What every test states of the error. */
export const common = (samples: Samples): [string, number][] => [
  ["MSerror", samples.meanSquare],
  ["Df", samples.df],
  ["Mean", samples.mean],
  ["CV", coefficient(samples)],
];

/** The standard error of a difference. */
export const errorOf = ({ meanSquare }: Samples, a: Sample, b: Sample): number =>
  Math.sqrt(meanSquare * (1 / a.n + 1 / b.n));
