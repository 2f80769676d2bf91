/**
 * The right value of a field, and tails of t and F.
 *
 * @module
 */
import { pf, pt, qt } from "../../../../lib/math/distribution/tails.ts";

/** A right value, with what is wrong with R's. */
export interface Right {
  value: number;
  reason: string;
}

/** Right values by field. */
export type RightValues = Map<string, Right>;

/** Two-sided p of t. */
export const twoSided = (t: number, df: number): number =>
  2 * pt(Math.abs(t), df, { upper: true });

/** Upper tail of F. */
export const tailOfF = (f: number, df1: number, df2: number): number =>
  pf(f, df1, df2, { upper: true });

/** What stands off an estimate at either side of its 95 % limits, in standard errors. */
export const half95 = (df: number): number => qt(0.975, df);
