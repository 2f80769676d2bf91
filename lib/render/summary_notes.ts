/**
 * What a summary says of a fit below its table of coefficients.
 *
 * @module
 */
import type { ShownSummary } from "./shown.ts";
import { otherNotes } from "./words.ts";
import { summaryText } from "./text/summary.ts";

/** Lines that R prints round the table of coefficients, without the table and its legend. */
export function summaryNotes(shown: ShownSummary): string[] {
  const lines = summaryText(shown);
  const pick = (pattern: RegExp): string[] =>
    lines.filter((l) => pattern.test(l)).map((l) => l.trim());
  const facts = shown.model === "lm"
    ? pick(/^(Residual standard error|Multiple R-squared|F-statistic| {2}\(\d+ observation)/)
    : pick(/^(Linear mixed model fit|REML criterion|Number of obs|fixed-effect model matrix)/);
  const singular = lines.find((l) => l.startsWith("Coefficients: ("));
  return [...(singular ? [singular] : []), ...facts, ...otherNotes(shown.notes).map((n) => n.text)]
    .map((l) => l.replace(/\s+/g, " "));
}
