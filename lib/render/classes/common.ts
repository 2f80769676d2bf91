/**
 * Parts of summaries that classes of models have in common.
 *
 * @module
 */
import type { AnovaTable } from "../../inference/test/anova_table.ts";
import { formatNumbers, zapsmall } from "../number/number_format.ts";
import type { Printing, ShownSummary } from "../shown.ts";
import { type CoefficientColumn, coefficientLines } from "../text/coefficients.ts";
import { breakFormula } from "../text/deparse_lines.ts";
import { matrixLines, namedVectorLines } from "../text/layout.ts";
import type { ClassLayout } from "./layout.ts";

/** Digits of a summary. */
export const DIGITS = 4;

/** Names of quartiles. */
export const QUARTILES = ["Min", "1Q", "Median", "3Q", "Max"];

type Rows = ShownSummary["coefficients"];

/** How many coefficients have no estimate. */
export function aliased(shown: ShownSummary): number {
  return shown.coefficients.filter((c) => c.estimate === null).length;
}

/** In the place of residuals, of a fit of cells. */
export const RESIDUALS_OF_ROWS = ["(they are of rows, and the data are cells)"];

/** Quartiles of the residuals. */
export function quartileLines(shown: ShownSummary): string[] {
  if (!shown.residualQuartiles) return [...RESIDUALS_OF_ROWS];
  const { digits = DIGITS } = shown;
  const values = zapsmall(shown.residualQuartiles, digits + 1);
  return namedVectorLines(QUARTILES, formatNumbers(values, { digits }));
}

/** Estimates and standard errors. */
export function estimateColumns(rows: Rows): CoefficientColumn[] {
  return [
    { name: "Estimate", role: "coefficient", values: rows.map((r) => r.estimate) },
    { name: "Std. Error", role: "coefficient", values: rows.map((r) => r.standardError) },
  ];
}

/** Statistics and p. */
export function statisticColumns(rows: Rows, letter: "t" | "z"): CoefficientColumn[] {
  return [
    { name: `${letter} value`, role: "statistic", values: rows.map((r) => r.statistic) },
    { name: `Pr(>|${letter}|)`, role: "p", values: rows.map((r) => r.pValue) },
  ];
}

/** The table of coefficients. */
export function tableLines(
  rows: Rows,
  tests: readonly CoefficientColumn[],
  { digits = DIGITS, stars }: Printing,
): string[] {
  const columns = [...estimateColumns(rows), ...tests];
  return coefficientLines(rows.map((r) => r.name), columns, { digits, stars });
}

/** The call with its arguments named, as R shows it, however it was written. */
export function callLines(shown: ShownSummary, verb: string): string[] {
  const weights = shown.weights ? `, weights = ${shown.weights}` : "";
  // A page whose model takes vectors names no data
  const data = shown.data === null ? "" : `, data = ${shown.data ?? "data"}`;
  const made = `${verb}(formula = ${shown.formula}${data}${weights})`;
  const call = shown.call && /\bformula = /.test(shown.call) ? shown.call : made;
  return ["", "Call:", ...breakFormula(call), ""];
}

/** Names above estimates. */
export function estimateLines(shown: ShownSummary, rows: Rows): string[] {
  if (rows.length === 0) return ["No coefficients"];
  const cells = formatNumbers(rows.map((r) => r.estimate), { digits: shown.digits ?? DIGITS });
  return namedVectorLines(rows.map((r) => r.name), cells, 2);
}

/** How many rows were left out. */
export function missingLines(shown: ShownSummary): string[] {
  const n = shown.missing ?? 0;
  if (n === 0) return [];
  return [`  (${n} observation${n === 1 ? "" : "s"} deleted due to missingness)`];
}

/** The same on a page. */
export function missingSentence({ missing: count = 0 }: ShownSummary): string[] {
  if (count === 0) return [];
  return [`${count} ${count === 1 ? "row is" : "rows are"} left out for missing values.`];
}

/** A table of tests names its response in a line of its own, as written without backquotes. */
export function responseLines({ response }: AnovaTable): string[] {
  return ["", `Response: ${response.replace(/^`([^`]*)`$/, "$1")}`];
}

/** An analysis of variance as stats has it. */
export const VARIANCE_SEQUENCE: ClassLayout["sequence"] = {
  heading: (table) => ["Analysis of Variance Table", ...responseLines(table)],
  columns: () => ["df", "sumSq", "meanSq", "F value", "Pr(>F)"],
  showsEmpty: false,
};

/** Names above all residuals, where they are few. */
export function residualNames(shown: ShownSummary, residuals: readonly number[]): string[] {
  return shown.residualNames ?? residuals.map((_, i) => String(i + 1));
}

/** Correlations of the coefficients below the diagonal, where they are asked for. */
export function coefficientCorrelations(shown: ShownSummary): string[] {
  const { correlation } = shown;
  const names = shown.coefficients.filter((c) => c.estimate !== null).map((c) => c.name);
  const p = names.length;
  if (!correlation || p < 2) return [];
  const cells = correlation.map((row) => row.map((r) => r.toFixed(2)));
  const width = Math.max(
    ...cells.slice(1).flatMap((row, i) => row.slice(0, i + 1).map((c) => c.length)),
  );
  return [
    "",
    "Correlation of Coefficients:",
    ...matrixLines({
      rowNames: names.slice(1),
      columns: names.slice(0, p - 1).map((name, j) => ({
        name,
        align: "left" as const,
        cells: names.slice(1).map((_, i) => j <= i ? cells[i + 1]![j]!.padStart(width) : ""),
      })),
    }),
  ];
}
