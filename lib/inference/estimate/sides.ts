/**
 * Tests and limits of one estimate: level, side, threshold.
 *
 * @module
 */
import { rawPValue } from "./adjust.ts";
import type { Side } from "./view.ts";

/** Whether there is an error to measure by: not in a fit without residual df, or a perfect one. */
export function isTestable(standardError: number, df: number): boolean {
  return standardError > 0 && df > 0;
}

/** The statistic of a side, and the tail in which it counts. */
export function testOf(
  estimate: number,
  se: number,
  df: number,
  view: { side: Side; delta: number; nullValue: number },
): { statistic: number; pValue: number } {
  const { statistic, tail } = sidedStatistic(estimate - view.nullValue, se, view);
  return { statistic, pValue: rawPValue(statistic, df, tail) };
}

/**
 * The t ratio of a side: (|d| − δ)/s.e. in the left tail for equivalence, (d ± δ)/s.e. for
 * non-superiority and non-inferiority, d/s.e. else.
 */
export function sidedStatistic(
  difference: number,
  se: number,
  view: { side: Side; delta: number },
): { statistic: number; tail: "two" | "left" | "right" } {
  const delta = Math.abs(view.delta);
  switch (view.side) {
    case "equivalence":
      return { statistic: (Math.abs(difference) - delta) / se, tail: "left" };
    case "noninferiority":
    case "right":
      return { statistic: (difference + delta) / se, tail: "right" };
    case "left":
      return { statistic: (difference - delta) / se, tail: "left" };
    case "two":
      return { statistic: difference / se, tail: "two" };
  }
}
