/**
 * Summaries of fits as R prints them: `summary` of an `lm`, and of an `lmer` with df.
 *
 * @module
 */
import type { ShownSummary } from "../shown.ts";
import {
  formatGeneral,
  formatNumber,
  formatNumbers,
  formatPValues,
  round,
  signif,
  zapsmall,
} from "../number/number_format.ts";
import { abbreviate } from "./abbreviate.ts";
import { type CoefficientColumn, coefficientLines } from "./coefficients.ts";
import { componentLines } from "./components.ts";
import { breakFormula } from "./deparse_lines.ts";
import { LINE_WIDTH, matrixLines, namedVectorLines } from "./layout.ts";

const DIGITS = 4;
/** Correlations of fixed effects are shown for so many coefficients at most. */
const CORRELATION_LIMIT = 12;
const QUARTILES = ["Min", "1Q", "Median", "3Q", "Max"];

const METHODS: Record<string, string> = {
  "satterthwaite": "Satterthwaite's",
  "kenward-roger": "Kenward-Roger's",
};

/** The columns of a table of coefficients under R's names. */
export function summaryColumns(shown: ShownSummary): CoefficientColumn[] {
  const rows = summaryRows(shown);
  const estimates = rows.map((r) => r.estimate);
  if (shown.brief) return [{ name: "Estimate", role: "coefficient", values: estimates }];
  const t = shown.ddf === "asymptotic" && shown.model === "lmer" ? null : "t value";
  const df: CoefficientColumn[] = shown.model === "lmer" && t
    ? [{ name: "df", role: "coefficient", values: rows.map((r) => r.df) }]
    : [];
  return [
    { name: "Estimate", role: "coefficient", values: estimates },
    { name: "Std. Error", role: "coefficient", values: rows.map((r) => r.standardError) },
    ...df,
    { name: t ?? "z value", role: "statistic", values: rows.map((r) => r.statistic) },
    { name: t ? "Pr(>|t|)" : "Pr(>|z|)", role: "p", values: rows.map((r) => r.pValue) },
  ];
}

/** Rows of the table: an `lm` shows aliased coefficients as NA, an `lmer` leaves them out. */
export function summaryRows(shown: ShownSummary): ShownSummary["coefficients"] {
  return shown.model === "lm"
    ? shown.coefficients
    : shown.coefficients.filter((c) => c.estimate !== null);
}

function aliased(shown: ShownSummary): number {
  return shown.coefficients.filter((c) => c.estimate === null).length;
}

function quartileLines(shown: ShownSummary): string[] {
  const values = zapsmall(shown.residualQuartiles, DIGITS + 1);
  return namedVectorLines(QUARTILES, formatNumbers(values, { digits: DIGITS }));
}

/** A summary as R prints it. */
export function summaryText(shown: ShownSummary): string[] {
  if (shown.brief) return briefText(shown);
  return shown.model === "lm" ? linearText(shown) : mixedText(shown);
}

/** The call of an `lm` with its arguments named, as R shows it, however it was written. */
function callLines(shown: ShownSummary): string[] {
  const weights = shown.weights ? `, weights = ${shown.weights}` : "";
  const made = `lm(formula = ${shown.formula}, data = ${shown.data ?? "data"}${weights})`;
  const call = shown.call && /\bformula = /.test(shown.call) ? shown.call : made;
  return ["", "Call:", ...breakFormula(call), ""];
}

/** Names above estimates. */
function estimateLines(shown: ShownSummary): string[] {
  const rows = summaryRows(shown);
  if (rows.length === 0) return ["No coefficients"];
  const cells = formatNumbers(rows.map((r) => r.estimate), { digits: shown.digits ?? DIGITS });
  return namedVectorLines(rows.map((r) => r.name), cells, 2);
}

/** A fit as R prints it. */
function briefText(shown: ShownSummary): string[] {
  if (shown.model === "lm") {
    const estimates = estimateLines(shown);
    const head = shown.coefficients.length > 0 ? ["Coefficients:"] : [];
    return [...callLines(shown), ...head, ...estimates, ""];
  }
  const by = shown.reml ? "REML" : "maximum likelihood ";
  return [
    `Linear mixed model fit by ${by} ['lmerModLmerTest']`,
    ...modelLines(shown),
    ...criterionLines(shown, DIGITS),
    "Random effects:",
    ...componentLines(shown.components ?? [], ["Std.Dev."], shown.digits ?? DIGITS),
    sizeLine(shown),
    "Fixed Effects:",
    ...estimateLines(shown),
    ...droppedLines(shown),
  ];
}

function linearText(shown: ShownSummary): string[] {
  const dropped = aliased(shown);
  const table = coefficientLines(
    shown.coefficients.map((c) => c.name),
    summaryColumns(shown),
    { digits: DIGITS },
  );
  return [
    ...callLines(shown),
    `${shown.weights ? "Weighted " : ""}Residuals:`,
    ...residualLines(shown),
    "",
    dropped > 0
      ? `Coefficients: (${dropped} not defined because of singularities)`
      : "Coefficients:",
    ...table,
    "",
    `Residual standard error: ${formatNumber(signif(shown.sigma, DIGITS))} on ` +
    `${shown.residualDf} degrees of freedom`,
    ...missingLines(shown),
    ...fitLines(shown),
    "",
  ];
}

/** Pieces side by side, a new line before the one that would pass the width of the page. */
function filled(pieces: readonly string[]): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && line.length + piece.length + 2 > LINE_WIDTH) {
      lines.push(line);
      line = piece;
    } else line += line === "" ? piece : ` ${piece}`;
  }
  return [...lines, line];
}

function residualLines(shown: ShownSummary): string[] {
  if (shown.residualDf > 5) return quartileLines(shown);
  if (shown.residualDf === 0) {
    const n = shown.n;
    return [`ALL ${n} residuals are 0: no residual degrees of freedom!`];
  }
  const residuals = shown.residuals ?? [];
  return namedVectorLines(
    residuals.map((_, i) => String(i + 1)),
    formatNumbers(residuals, { digits: DIGITS }),
  );
}

function missingLines(shown: ShownSummary): string[] {
  const n = shown.missing ?? 0;
  if (n === 0) return [];
  return [`  (${n} observation${n === 1 ? "" : "s"} deleted due to missingness)`];
}

function fitLines(shown: ShownSummary): string[] {
  const f = shown.overallF;
  if (!f || shown.rSquared === null || shown.adjustedRSquared === null) return [];
  const p = formatPValues([f.pValue], DIGITS)[0] ?? "";
  return [
    `Multiple R-squared:  ${formatGeneral(shown.rSquared, DIGITS)},\t` +
    `Adjusted R-squared:  ${formatGeneral(shown.adjustedRSquared, DIGITS)} `,
    `F-statistic: ${formatGeneral(f.statistic, DIGITS)} on ${f.numDf} and ${f.denDf} DF,  ` +
    `p-value: ${p}`,
  ];
}

function mixedText(shown: ShownSummary): string[] {
  const rows = summaryRows(shown);
  return [
    title(shown),
    ...modelLines(shown),
    "",
    ...criterionLines(shown, 1),
    "",
    "Scaled residuals: ",
    ...quartileLines(shown),
    "",
    "Random effects:",
    ...componentLines(shown.components ?? [], ["Variance", "Std.Dev."], DIGITS),
    sizeLine(shown),
    "",
    "Fixed effects:",
    ...coefficientLines(rows.map((r) => r.name), summaryColumns(shown), { digits: DIGITS }),
    ...correlationLines(shown),
    ...droppedLines(shown),
  ];
}

/** Formula, data and weights of an `lmer`. */
function modelLines(shown: ShownSummary): string[] {
  return [
    ...filled(["Formula:", ...breakFormula(shown.formula)]),
    `   Data: ${shown.data ?? "data"}`,
    ...(shown.weights ? [`Weights: ${shown.weights}`] : []),
  ];
}

function sizeLine(shown: ShownSummary): string {
  const groups = (shown.groups ?? []).map((g) => `${g.name}, ${g.levels}`).join("; ");
  return `Number of obs: ${shown.n}, groups:  ${groups}`;
}

function droppedLines(shown: ShownSummary): string[] {
  const dropped = aliased(shown);
  const s = dropped === 1 ? "" : "s";
  return dropped === 0 ? [] : [
    "fit warnings:",
    `fixed-effect model matrix is rank deficient so dropping ${dropped} column${s} / coefficient${s}`,
  ];
}

function title(shown: ShownSummary): string {
  const method = METHODS[shown.ddf];
  const tests = method ? `t-tests use ${method} method` : `t-tests use ${shown.ddf} df`;
  return shown.reml
    ? `Linear mixed model fit by REML. ${tests} ['lmerModLmerTest']`
    : `Linear mixed model fit by maximum likelihood . ${tests} [lmerModLmerTest]`;
}

function criterionLines(shown: ShownSummary, places: number): string[] {
  const facts = shown.information;
  if (shown.reml || !facts) {
    return [`REML criterion at convergence: ${formatNumber(round(shown.criterion ?? 0, places))}`];
  }
  const cells = formatNumbers(
    [facts.aic, facts.bic, facts.logLik, facts.deviance, facts.residualDf].map((x) =>
      round(x, places)
    ),
  );
  cells[4] = formatNumber(facts.residualDf);
  return namedVectorLines(["AIC", "BIC", "logLik", "deviance", "df.resid"], cells);
}

/** Correlations of the fixed effects below the diagonal, under shortened names. */
function correlationLines(shown: ShownSummary): string[] {
  const names = summaryRows(shown).map((r) => r.name);
  const p = names.length;
  const correlation = shown.correlation;
  if (!correlation || p < 2 || p > CORRELATION_LIMIT) return [];
  const flat = correlation.flatMap((row) => row.map((x) => round(x, 3)));
  const texts = formatNumbers(flat, { atLeast: 3 });
  const heads = abbreviate(names, 6);
  return [
    "",
    "Correlation of Fixed Effects:",
    ...matrixLines({
      rowNames: abbreviate(names, 11).slice(1),
      columns: heads.slice(0, p - 1).map((name, j) => ({
        name,
        align: "left" as const,
        cells: names.slice(1).map((_, i) => j < i + 1 ? texts[(i + 1) * p + j] ?? "" : ""),
      })),
    }),
  ];
}
