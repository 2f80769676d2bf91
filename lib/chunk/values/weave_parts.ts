/**
 * What the report of a bare formula consists of.
 *
 * @module
 */

/** The parts of a bare formula's report. */
export const WEAVE_PARTS = [
  "equation",
  "shell",
  "anova",
  "summary",
  "components",
  "means",
  "pairs",
  "letters",
  "figure",
  "residuals",
  "shrinkage",
] as const;

/** A part of a bare formula's report. */
export type WeavePart = typeof WEAVE_PARTS[number];
