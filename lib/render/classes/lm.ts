/**
 * What an `lm` looks like.
 *
 * @module
 */
import {
  formatGeneral,
  formatNumber,
  formatNumbers,
  formatPValues,
  signif,
} from "../number/number_format.ts";
import type { RenderOptions } from "../options.ts";
import { journalP } from "../number/p_value.ts";
import type { ShownSummary } from "../shown.ts";
import { namedVectorLines } from "../text/layout.ts";
import { typesetNumber } from "../typeset/typeset.ts";
import {
  aliased,
  callLines,
  coefficientCorrelations,
  DIGITS,
  estimateLines,
  missingLines,
  missingSentence,
  quartileLines,
  residualNames,
  statisticColumns,
  tableLines,
  VARIANCE_SEQUENCE,
} from "./common.ts";
import type { ClassLayout } from "./layout.ts";

/** A linear model by least squares: all coefficients, t tests on the residual df, F tests. */
export const LINEAR: ClassLayout = {
  showsAliased: true,
  testColumns: (_, rows) => statisticColumns(rows, "t"),
  summary: linearText,
  brief: (shown) => {
    const head = shown.coefficients.length > 0 ? ["Coefficients:"] : [];
    return [...callLines(shown, "lm"), ...head, ...estimateLines(shown, shown.coefficients), ""];
  },
  facts: linearFacts,
  tests: {
    heading: (type) => `Anova Table (Type ${type} tests)`,
    columns: (test) =>
      test === "F" ? ["sumSq", "df", "F value", "Pr(>F)"] : ["sumSq", "Chisq", "df", "Pr(>Chisq)"],
    word: () => "",
  },
  sequence: VARIANCE_SEQUENCE,
};

function linearText(shown: ShownSummary): string[] {
  const dropped = aliased(shown);
  const table = tableLines(
    shown.coefficients,
    statisticColumns(shown.coefficients, "t"),
    shown,
  );
  return [
    ...callLines(shown, "lm"),
    `${shown.weights ? "Weighted " : ""}Residuals:`,
    ...residualLines(shown),
    "",
    dropped > 0
      ? `Coefficients: (${dropped} not defined because of singularities)`
      : "Coefficients:",
    ...table,
    "",
    `Residual standard error: ${formatNumber(signif(shown.sigma, shown.digits ?? DIGITS))} on ` +
    `${shown.residualDf} degrees of freedom`,
    ...missingLines(shown),
    ...fitLines(shown),
    ...coefficientCorrelations(shown),
    "",
  ];
}

function residualLines(shown: ShownSummary): string[] {
  if (shown.residualDf > 5 || !shown.residualQuartiles) return quartileLines(shown);
  if (shown.residualDf === 0) {
    const n = shown.n;
    return [`ALL ${n} residuals are 0: no residual degrees of freedom!`];
  }
  const residuals = shown.residuals ?? [];
  return namedVectorLines(
    residualNames(shown, residuals),
    formatNumbers(residuals, { digits: shown.digits ?? DIGITS }),
  );
}

function fitLines(shown: ShownSummary): string[] {
  const f = shown.overallF;
  if (!f || shown.rSquared === null || shown.adjustedRSquared === null) return [];
  const { digits = DIGITS } = shown;
  const p = formatPValues([f.pValue], digits)[0] ?? "";
  return [
    `Multiple R-squared:  ${formatGeneral(shown.rSquared, digits)},\t` +
    `Adjusted R-squared:  ${formatGeneral(shown.adjustedRSquared, digits)} `,
    `F-statistic: ${formatGeneral(f.statistic, digits)} on ${f.numDf} and ${f.denDf} DF,  ` +
    `p-value: ${p}`,
  ];
}

function linearFacts(shown: ShownSummary, options: RenderOptions): string[] {
  const spread = `Residual standard deviation ${formatNumber(signif(shown.sigma, DIGITS))} on ` +
    `${shown.residualDf} df`;
  const { overallF: f, rSquared, adjustedRSquared: adjusted } = shown;
  const out = [`${spread}.`, ...missingSentence(shown)];
  if (!f || rSquared === null || adjusted === null) return out;
  const p = options.numbers === "journal"
    ? journalP(f.pValue)
    : typesetNumber(formatPValues([f.pValue], DIGITS)[0] ?? "");
  out.push(
    `R² ${formatGeneral(rSquared, DIGITS)}, adjusted ${formatGeneral(adjusted, DIGITS)}; ` +
      `all coefficients together: F ${formatGeneral(f.statistic, DIGITS)} on ${f.numDf} and ` +
      `${f.denDf} df, p ${/^</.test(p) ? p : `= ${p}`}.`,
  );
  return out;
}
