/**
 * From the largest of normal statistics to the largest of t statistics: the mean of the normal tail
 * at c·S over the scale S = √(χ²_ν / ν).
 *
 * Source: Dunnett & Sobel (1954, Biometrika 41, 153–169).
 *
 * @module
 */
import { integrateOutward, logScaleDensity, scaleStep } from "./chi_scale.ts";
import { TailInterpolant } from "./tail_interpolant.ts";

/** What is known of a normal tail. */
export interface NormalTail {
  twoSided: boolean;
  /** How many statistics the largest is of: more make the tail steeper. */
  statistics: number;
  /** A length over which the logarithm of the tail bends little. */
  width: number;
  /** Divides the step of the rule; 1 unless the result is to be checked against itself. */
  refine: number;
}

/** (c, df) ↦ E tail(c S); df may be infinite. */
export function scaleMixture(
  tail: (w: number) => number,
  { twoSided, statistics, width, refine }: NormalTail,
): (c: number, df: number) => number {
  const smooth = new TailInterpolant(tail, width);
  const sharpness = 1.7 * Math.log(statistics + 1);
  return (c, df) => {
    if (twoSided && c <= 0) return 1;
    if (df === Infinity) return tail(c);
    const density = logScaleDensity(df);
    const peak = c > 0 ? 0.5 * Math.log(df / (df + c * c)) : 0;
    const value = (u: number): number => density(u) * smooth.at(c * Math.exp(u));
    return Math.min(1, integrateOutward(value, peak, 0, scaleStep(df, sharpness) / refine));
  };
}
