/**
 * Summaries of fits as R prints them.
 *
 * @module
 */
import { CLASSES } from "../classes/classes.ts";
import { estimateColumns } from "../classes/common.ts";
import type { ShownSummary } from "../shown.ts";
import type { CoefficientColumn } from "./coefficients.ts";

/** The columns of a table of coefficients under R's names. */
export function summaryColumns(shown: ShownSummary): CoefficientColumn[] {
  const rows = summaryRows(shown);
  const estimates = estimateColumns(rows);
  if (shown.brief) return estimates.slice(0, 1);
  return [...estimates, ...CLASSES[shown.model].testColumns(shown, rows)];
}

/** Rows of the table: some classes show aliased coefficients as NA, others leave them out. */
export function summaryRows(shown: ShownSummary): ShownSummary["coefficients"] {
  return CLASSES[shown.model].showsAliased
    ? shown.coefficients
    : shown.coefficients.filter((c) => c.estimate !== null);
}

/** A summary as R prints it. */
export function summaryText(shown: ShownSummary): string[] {
  const layout = CLASSES[shown.model];
  return shown.brief ? layout.brief(shown) : layout.summary(shown);
}
