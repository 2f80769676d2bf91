/**
 * Comparisons of models as R prints them: likelihood-ratio tests, F tests of nested `lm` fits, and
 * random terms left out one at a time.
 *
 * @module
 */
import type { ShownComparison } from "../shown.ts";
import { formatNumbers, zapsmall } from "../number/number_format.ts";
import { fourDecimals } from "./anova.ts";
import { anovaLines } from "./coefficients.ts";
import { matrixLines } from "./layout.ts";

type Row = ShownComparison["rows"][number];

/** The columns of a comparison under R's names. */
export function comparisonColumns(
  shown: ShownComparison,
): { name: string; values: (number | null)[] }[] {
  const column = (name: string, value: (row: Row) => number | null | undefined) => ({
    name,
    values: shown.rows.map((row) => value(row) ?? null),
  });
  const p = column("Pr(>Chisq)", (r) => r.pValue);
  const df = column("Df", (r) => r.df);
  if (shown.of === "sum-of-squares") {
    return [
      column("Res.Df", (r) => r.residualDf),
      column("RSS", (r) => r.residualSumSq),
      df,
      column("Sum of Sq", (r) => r.sumSq),
      column("F", (r) => r.statistic),
      column("Pr(>F)", (r) => r.pValue),
    ];
  }
  if (shown.of === "deviance") {
    return [
      column("Resid. Df", (r) => r.residualDf),
      column("Resid. Dev", (r) => r.deviance),
      df,
      column("Deviance", (r) => r.statistic),
      ...(shown.rows.some((r) => r.fValue !== undefined)
        ? [column("F", (r) => r.fValue), column("Pr(>F)", (r) => r.pValue)]
        : shown.rows.some((r) => r.pValue !== null)
        ? [column("Pr(>Chi)", (r) => r.pValue)]
        : []),
    ];
  }
  const parameters = column("npar", (r) => r.parameters);
  if (shown.of === "random-terms") {
    return [
      parameters,
      column("logLik", (r) => r.logLik),
      column("AIC", (r) => r.aic),
      column("LRT", (r) => r.statistic),
      df,
      p,
    ];
  }
  if (shown.layout === "nlme") {
    return [
      column("Model", (r) => shown.rows.indexOf(r) + 1),
      column("df", (r) => r.parameters),
      column("AIC", (r) => r.aic),
      column("BIC", (r) => r.bic),
      column("logLik", (r) => r.logLik),
      column("L.Ratio", (r) => r.statistic),
      column("p-value", (r) => r.pValue),
    ];
  }
  if (shown.layout === "glm.nb") {
    return [
      column("theta", (r) => r.size),
      column("Resid. df", (r) => r.residualDf),
      column("2 x log-lik.", (r) => r.logLik === undefined ? null : 2 * r.logLik),
      column("df", (r) => r.df),
      column("LR stat.", (r) => r.statistic),
      column("Pr(Chi)", (r) => r.pValue),
    ];
  }
  const tmb = shown.layout === "glmmTMB";
  return [
    tmb ? column("Df", (r) => r.parameters) : parameters,
    column("AIC", (r) => r.aic),
    column("BIC", (r) => r.bic),
    column("logLik", (r) => r.logLik),
    column("deviance", (r) => r.deviance),
    column("Chisq", (r) => r.statistic),
    tmb ? column("Chi Df", (r) => r.df) : df,
    p,
  ];
}

/** Lines above the table. */
export function comparisonHeading(shown: ShownComparison): string[] {
  if (shown.of === "sum-of-squares") {
    return [
      "Analysis of Variance Table",
      "",
      ...shown.models.map((m, i) => `Model ${i + 1}: ${m.formula}`),
    ];
  }
  if (shown.of === "deviance") {
    return [
      "Analysis of Deviance Table",
      "",
      ...shown.models.map((m, i) => `Model ${i + 1}: ${m.formula}`),
    ];
  }
  if (shown.of === "random-terms") {
    return [
      "ANOVA-like table for random-effects: Single term deletions",
      "",
      "Model:",
      shown.models[0]?.formula ?? "",
    ];
  }
  const data = shown.data === null ? [] : [`Data: ${shown.data}`];
  return [...data, "Models:", ...shown.models.map((m) => `${m.name}: ${m.formula}`)];
}

/** A comparison as R prints it. */
export function comparisonText(shown: ShownComparison, digits?: number): string[] {
  if (shown.layout === "nlme") return nlmeLines(shown);
  if (shown.layout === "glm.nb") return sizedLines(shown);
  const names = shown.of === "sum-of-squares" || shown.of === "deviance"
    ? shown.rows.map((_, i) => String(i + 1))
    : shown.rows.map((r) => r.name);
  return [
    ...comparisonHeading(shown),
    ...anovaLines(names, comparisonColumns(shown), digits, shown.stars),
  ];
}

/** Columns of nlme's that are rounded to the seventh digit of their largest number. */
const ZAPPED = ["AIC", "BIC", "logLik", "L.Ratio"];

/** nlme's own layout; without tests where no model differs from the one before in its parameters. */
function nlmeLines(shown: ShownComparison): string[] {
  const columns = comparisonColumns(shown);
  const tested = shown.rows.some((r) => r.statistic !== null);
  const cells = columns.map(({ name, values }) => {
    const texts = name === "p-value"
      ? fourDecimals(values)
      : formatNumbers(ZAPPED.includes(name) ? zapsmall(values) : values);
    return { name, cells: texts.map((t, i) => values[i] === null ? "" : t) };
  });
  const versus = {
    name: "Test",
    cells: shown.rows.map((r, i) => r.statistic === null ? "" : `${i} vs ${i + 1}`),
  };
  const all = tested ? cells.toSpliced(5, 0, versus) : cells.slice(0, 5);
  return matrixLines({
    rowNames: shown.rows.map((r) => r.name),
    columns: all.map((c) => ({ ...c, align: "right" as const })),
  });
}

/** MASS's own layout: a data frame under two lines. */
function sizedLines(shown: ShownComparison): string[] {
  const [theta, residual, likelihood, df, ratio, p] = comparisonColumns(shown)
    .map(({ values }) =>
      formatNumbers(values, { digits: 7 }).map((t, i) => values[i] === null ? "" : t)
    );
  const sides = shown.models.map((m) => m.formula.slice(m.formula.indexOf("~") + 1).trim());
  const response = shown.models[0]?.formula.split("~")[0]?.trim() ?? "";
  const cells: [string, string[]][] = [
    ["Model", sides],
    ["theta", theta!],
    ["Resid. df", residual!],
    ["   2 x log-lik.", likelihood!],
    ["  Test", shown.rows.map((_, i) => i === 0 ? "" : `${i} vs ${i + 1}`)],
    ["   df", df!],
    ["LR stat.", ratio!],
    ["Pr(Chi)", p!],
  ];
  return [
    "Likelihood ratio tests of Negative Binomial Models",
    "",
    `Response: ${response}`,
    ...matrixLines({
      rowNames: shown.rows.map((_, i) => String(i + 1)),
      columns: cells.map(([name, c]) => ({ name, cells: c, align: "right" as const })),
    }),
  ];
}
