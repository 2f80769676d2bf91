/**
 * How a table of estimates is shown: on which scale, with limits or tests or both, adjusted by what.
 *
 * @module
 */

/** Adjustments for multiplicity. */
export const ADJUSTMENTS: readonly Adjust[] = [
  "none",
  "tukey",
  "bonferroni",
  "sidak",
  "holm",
  "hochberg",
  "hommel",
  "BH",
  "fdr",
  "BY",
  "scheffe",
  "dunnettx",
  "mvt",
];

/** An adjustment for multiplicity. */
export type Adjust =
  | "none"
  | "tukey"
  | "bonferroni"
  | "sidak"
  | "holm"
  | "hochberg"
  | "hommel"
  | "BH"
  | "fdr"
  | "BY"
  | "scheffe"
  | "dunnettx"
  | "mvt";

/** What is asked of a table: tests, intervals, both, or estimates and their standard errors alone. */
export type Show = "test" | "interval" | "both" | "none";

/** Whether a table has limits; without a word it does. */
export function showsLimits(show: Show | undefined): boolean {
  return show !== "test" && show !== "none";
}

/** Whether a table has tests. */
export function showsTests(show: Show | undefined): boolean {
  return show === "test" || show === "both";
}

/** The alternative of a test; the last two are against a threshold `delta`. */
export type Side = "two" | "left" | "right" | "equivalence" | "noninferiority";

/** How it is shown. */
export interface EstimateView {
  level: number;
  scale: "link" | "response";
  show: Show;
  side: Side;
  delta: number;
  /** On the scale of the linear functions. */
  nullValue: number;
  /** For the means of a `by` group taken together. */
  adjust: Adjust;
  /** For the same contrast of all `by` groups, besides. */
  crossAdjust?: Adjust | undefined;
}

/** The usual view: 95% intervals on the scale of the model. */
export const PLAIN_VIEW: EstimateView = {
  level: 0.95,
  scale: "link",
  show: "interval",
  side: "two",
  delta: 0,
  nullValue: 0,
  adjust: "none",
};
