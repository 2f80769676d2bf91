/**
 * What an `lmer` looks like.
 *
 * @module
 */
import { formatNumber, formatNumbers, round } from "../number/number_format.ts";
import type { ShownSummary } from "../shown.ts";
import { abbreviate } from "../text/abbreviate.ts";
import type { CoefficientColumn } from "../text/coefficients.ts";
import { componentLines } from "../text/components.ts";
import { breakFormula } from "../text/deparse_lines.ts";
import { LINE_WIDTH, matrixLines, namedVectorLines } from "../text/layout.ts";
import { typesetNumber } from "../typeset/typeset.ts";
import {
  aliased,
  DIGITS,
  estimateLines,
  missingSentence,
  quartileLines,
  statisticColumns,
  tableLines,
  VARIANCE_SEQUENCE,
} from "./common.ts";
import type { ClassLayout } from "./layout.ts";

/** Correlations of fixed effects are shown for so many coefficients at most. */
const CORRELATION_LIMIT = 12;

const METHODS: Readonly<Record<string, { title: string; sentence: string }>> = {
  "satterthwaite": { title: "Satterthwaite's", sentence: "Satterthwaite’s df" },
  "kenward-roger": { title: "Kenward-Roger's", sentence: "Kenward and Roger’s df" },
};

/** A linear mixed model: t tests with df of their own, Wald tests. */
export const MIXED: ClassLayout = {
  showsAliased: false,
  testColumns,
  summary: mixedText,
  brief: briefText,
  facts: mixedFacts,
  tests: {
    heading: (type, test, method) => {
      const kind = test === "Chisq" ? "chisquare tests" : `F tests with ${method} df`;
      return `Analysis of Deviance Table (Type ${type} Wald ${kind})`;
    },
    columns: (test) =>
      test === "F" ? ["F", "df", "Df.res", "Pr(>F)"] : ["Chisq", "df", "Pr(>Chisq)"],
    word: () => "Wald ",
  },
  sequence: VARIANCE_SEQUENCE,
};

type Rows = ShownSummary["coefficients"];

function testColumns(shown: ShownSummary, rows: Rows): CoefficientColumn[] {
  if (shown.ddf === "asymptotic") return statisticColumns(rows, "z");
  const df: CoefficientColumn = {
    name: "df",
    role: "coefficient",
    values: rows.map((r) => r.df),
  };
  return [df, ...statisticColumns(rows, "t")];
}

/** Coefficients that have an estimate. */
export const estimated = (shown: ShownSummary): Rows =>
  shown.coefficients.filter((c) => c.estimate !== null);

function briefText(shown: ShownSummary): string[] {
  const by = shown.reml ? "REML" : "maximum likelihood ";
  return [
    `Linear mixed model fit by ${by} ['lmerModLmerTest']`,
    ...modelLines(shown),
    ...criterionLines(shown, DIGITS),
    componentsHeading(shown),
    ...componentLines(shown.components ?? [], ["Std.Dev."], shown.digits ?? DIGITS),
    sizeLine(shown),
    "Fixed Effects:",
    ...estimateLines(shown, estimated(shown)),
    ...droppedLines(shown),
  ];
}

function mixedText(shown: ShownSummary): string[] {
  const rows = estimated(shown);
  return [
    title(shown),
    ...modelLines(shown),
    "",
    ...criterionLines(shown, 1),
    "",
    "Scaled residuals: ",
    ...quartileLines(shown),
    "",
    componentsHeading(shown),
    ...componentLines(shown.components ?? [], ["Variance", "Std.Dev."], shown.digits ?? DIGITS),
    sizeLine(shown),
    "",
    "Fixed effects:",
    ...tableLines(rows, testColumns(shown, rows), shown),
    ...correlationLines(shown),
    ...droppedLines(shown),
  ];
}

/** Pieces side by side, a new line before the one that would pass the width of the page. */
export function filled(pieces: readonly string[]): string[] {
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

const componentsHeading = (shown: ShownSummary): string =>
  shown.groups?.length === 0 ? "Residual covariance:" : "Random effects:";

/** Formula, data, weights and residual structure of an `lmer`. */
export function modelLines(shown: ShownSummary): string[] {
  return [
    ...filled(["Formula:", ...breakFormula(shown.formula)]),
    ...(shown.data === null ? [] : [`   Data: ${shown.data ?? "data"}`]),
    ...(shown.weights ? [`Weights: ${shown.weights}`] : []),
    ...(shown.offset ? [` Offset: ${shown.offset}`] : []),
    ...(shown.control && !shown.brief ? filled(["Control:", shown.control]) : []),
    ...(shown.subset ? [` Subset: ${shown.subset}`] : []),
    ...(shown.residual ? [`Residual: ${shown.residual}`] : []),
  ];
}

/** Numbers of observations and of groups. */
export function sizeLine(shown: ShownSummary): string {
  const groups = (shown.groups ?? []).map((g) => `${g.name}, ${g.levels}`).join("; ");
  return `Number of obs: ${shown.n}${groups === "" ? "" : `, groups:  ${groups}`}`;
}

/** How many columns were dropped. */
export function droppedLines(shown: ShownSummary): string[] {
  const dropped = aliased(shown);
  const s = dropped === 1 ? "" : "s";
  return dropped === 0 ? [] : [
    "fit warnings:",
    `fixed-effect model matrix is rank deficient so dropping ${dropped} column${s} / coefficient${s}`,
  ];
}

function title(shown: ShownSummary): string {
  const method = METHODS[shown.ddf]?.title;
  const tests = method ? `t-tests use ${method} method` : `t-tests use ${shown.ddf} df`;
  return shown.reml
    ? `Linear mixed model fit by REML. ${tests} ['lmerModLmerTest']`
    : `Linear mixed model fit by maximum likelihood . ${tests} [lmerModLmerTest]`;
}

/** What a fit was judged by. */
export function criterionLines(shown: ShownSummary, places: number): string[] {
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
export function correlationLines(shown: ShownSummary): string[] {
  const names = estimated(shown).map((r) => r.name);
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

/** With one decimal, as R prints criteria. */
const figure = (value: number): string => typesetNumber(formatNumber(round(value, 1)));

function mixedFacts(shown: ShownSummary): string[] {
  const groups = (shown.groups ?? []).map((g) => `${g.levels} of ${g.name}`).join(", ");
  const tests = shown.brief
    ? ""
    : shown.ddf === "asymptotic"
    ? "; z without df"
    : `; t on ${METHODS[shown.ddf]?.sentence ?? `${shown.ddf} df`}`;
  const facts = shown.information;
  const size = shown.reml || !facts
    ? `REML criterion ${figure(shown.criterion ?? 0)}`
    : `log-likelihood ${figure(facts.logLik)}, AIC ` +
      `${figure(facts.aic)}, BIC ${figure(facts.bic)}`;
  const fitted = shown.reml ? "restricted maximum likelihood" : "maximum likelihood";
  return [
    `Fitted by ${fitted} (${size}) to ${shown.n} observations${
      groups === "" ? "" : ` and ${groups}`
    }${shown.residual ? `, residuals ${shown.residual}` : ""}${tests}.`,
    ...missingSentence(shown),
  ];
}
