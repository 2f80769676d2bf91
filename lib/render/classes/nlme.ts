/**
 * What an `lme` and a `gls` look like, as nlme prints them.
 *
 * @module
 */
import { formatNumber, formatNumbers, round, zapsmall } from "../number/number_format.ts";
import type { ShownSummary } from "../shown.ts";
import type { ShownNlme } from "../shown_nlme.ts";
import { abbreviate } from "../text/abbreviate.ts";
import type { CoefficientColumn } from "../text/coefficients.ts";
import { matrixLines, namedVectorLines } from "../text/layout.ts";
import { correlationCells, effectsLines, structureLines } from "../text/nlme_structures.ts";
import { typesetNumber } from "../typeset/typeset.ts";
import { aliased, missingSentence, RESIDUALS_OF_ROWS, VARIANCE_SEQUENCE } from "./common.ts";
import type { ClassLayout } from "./layout.ts";
import { estimated } from "./lmer.ts";

type Rows = ShownSummary["coefficients"];

/** What lme and gls have in common. */
const NLME: Omit<ClassLayout, "summary" | "brief" | "testColumns"> = {
  showsAliased: false,
  facts,
  tests: {
    heading: (type) => `Analysis of Deviance Table (Type ${type} tests)`,
    columns: () => ["Chisq", "df", "Pr(>Chisq)"],
    word: () => "Wald ",
  },
  sequence: VARIANCE_SEQUENCE,
};

/** Random effects by grouping level, and t tests with the df of the levels. */
export const LME: ClassLayout = {
  ...NLME,
  testColumns: (_, rows) => [
    { name: "DF", role: "plain", values: rows.map((r) => r.df) },
    ...statisticColumns(rows),
  ],
  summary: (shown) => {
    const nlme = factsOf(shown);
    return [
      `Linear mixed-effects model fit by ${method(shown)}`,
      `  Data: ${shown.data ?? "data"} `,
      ...criteriaLines(nlme),
      "",
      ...effectsLines(nlme),
      ...structureLines(nlme),
      `Fixed effects:  ${nlme.fixed} `,
      ...tableLines(shown),
      ...correlationLines(shown, " Correlation: "),
      "",
      "Standardized Within-Group Residuals:",
      ...quartileLines(shown),
      "",
      ...sizeLines(shown),
    ];
  },
  brief: (shown) => {
    const nlme = factsOf(shown);
    return [
      `Linear mixed-effects model fit by ${method(shown)}`,
      `  Data: ${shown.data ?? "data"} `,
      `  ${likelihoodName(shown)}: ${formatNumber(nlme.logLik)}`,
      `  Fixed: ${nlme.fixed} `,
      ...estimateLines(estimated(shown)),
      "",
      ...effectsLines(nlme),
      ...structureLines(nlme),
      ...sizeLines(shown),
    ];
  },
};

/** No random effects: t tests with rows less coefficients. */
export const GLS: ClassLayout = {
  ...NLME,
  tests: { ...NLME.tests, columns: () => ["df", "Chisq", "Pr(>Chisq)"] },
  testColumns: (_, rows) => statisticColumns(rows),
  summary: (shown) => {
    const nlme = factsOf(shown);
    const structures = structureLines(nlme);
    return [
      ...glsHead(shown, nlme),
      ...criteriaLines(nlme),
      "",
      ...structures,
      ...(structures.length > 0 ? [""] : []),
      "Coefficients:",
      ...tableLines(shown),
      ...(estimated(shown).length > 1 ? ["", ...correlationLines(shown, " Correlation: ")] : []),
      "",
      "Standardized residuals:",
      ...quartileLines(shown),
      "",
      ...dispersionLines(shown, nlme),
    ];
  },
  brief: (shown) => {
    const nlme = factsOf(shown);
    return [
      ...glsHead(shown, nlme),
      `  ${likelihoodName(shown)}: ${formatNumber(nlme.logLik)}`,
      "",
      "Coefficients:",
      ...estimateLines(estimated(shown)),
      "",
      ...structureLines(nlme),
      ...dispersionLines(shown, nlme).toReversed(),
    ];
  },
};

function factsOf({ nlme }: ShownSummary): ShownNlme {
  if (!nlme) throw new Error("a summary of an lme or gls has nlme's facts");
  return nlme;
}

const method = (shown: ShownSummary): string => shown.reml ? "REML" : "maximum likelihood";

const likelihoodName = (shown: ShownSummary): string =>
  shown.reml ? "Log-restricted-likelihood" : "Log-likelihood";

const glsHead = (shown: ShownSummary, nlme: ShownNlme): string[] => [
  `Generalized least squares fit by ${method(shown)}`,
  `  Model: ${nlme.fixed} `,
  `  Data: ${shown.data ?? "data"} `,
];

function dispersionLines(shown: ShownSummary, { sigma }: ShownNlme): string[] {
  return [
    `Residual standard error: ${formatNumber(sigma)} `,
    `Degrees of freedom: ${shown.n} total; ${shown.residualDf} residual`,
  ];
}

function criteriaLines({ aic, bic, logLik }: ShownNlme): string[] {
  return matrixLines({
    rowNames: [" "],
    columns: [["AIC", aic], ["BIC", bic], ["logLik", logLik]].map(([name, value]) => ({
      name: String(name),
      cells: [formatNumber(Number(value))],
      align: "right" as const,
    })),
  });
}

function statisticColumns(rows: Rows): CoefficientColumn[] {
  return [
    { name: "t-value", role: "statistic", values: rows.map((r) => r.statistic) },
    { name: "p-value", role: "p", values: rows.map((r) => r.pValue) },
  ];
}

function estimateLines(rows: Rows): string[] {
  return namedVectorLines(rows.map((r) => r.name), formatNumbers(rows.map((r) => r.estimate)));
}

/** Each column by itself to seven digits of its largest number; p to four decimals. */
function tableLines(shown: ShownSummary): string[] {
  const rows = estimated(shown);
  const zapped = (values: (number | null)[]): string[] => formatNumbers(zapsmall(values));
  const columns = [
    { name: "Value", cells: zapped(rows.map((r) => r.estimate)) },
    { name: "Std.Error", cells: zapped(rows.map((r) => r.standardError)) },
    ...(shown.model === "lme" ? [{ name: "DF", cells: zapped(rows.map((r) => r.df)) }] : []),
    { name: "t-value", cells: zapped(rows.map((r) => r.statistic)) },
    {
      name: "p-value",
      cells: formatNumbers(rows.map((r) => r.pValue === null ? null : round(r.pValue, 4))),
    },
  ];
  return matrixLines({
    rowNames: rows.map((r) => r.name),
    columns: columns.map((c) => ({ ...c, align: "right" as const })),
  });
}

/** Correlations of all fixed effects, below the diagonal. */
function correlationLines(shown: ShownSummary, title: string): string[] {
  const names = estimated(shown).map((r) => r.name);
  const { correlation } = shown;
  if (!correlation || names.length < 2) return [];
  const texts = correlationCells(correlation.map((row, i) => row.slice(0, i)));
  const heads = abbreviate(names, 6);
  return [
    title,
    ...matrixLines({
      rowNames: names.slice(1),
      columns: heads.slice(0, -1).map((name, j) => ({
        name,
        cells: names.slice(1).map((_, i) => texts[i + 1]![j] ?? ""),
        align: "left" as const,
      })),
    }),
  ];
}

function quartileLines(shown: ShownSummary): string[] {
  if (!shown.residualQuartiles) return [...RESIDUALS_OF_ROWS];
  return namedVectorLines(
    ["Min", "Q1", "Med", "Q3", "Max"],
    formatNumbers(shown.residualQuartiles),
  );
}

/** Rows, and groups of each level. */
function sizeLines(shown: ShownSummary): string[] {
  const { levels } = factsOf(shown);
  const size = `Number of Observations: ${shown.n}`;
  if (levels.length < 2) return [size, `Number of Groups: ${levels[0]?.count ?? 1} `];
  const names = levels.map((_, i) =>
    levels.slice(0, i + 1).map((l) => l.name).toReversed().join(" %in% ")
  );
  return [
    size,
    "Number of Groups: ",
    ...namedVectorLines(names, levels.map((l) => String(l.count))),
  ];
}

/** With one decimal, as criteria are printed. */
const figure = (value: number): string => typesetNumber(formatNumber(round(value, 1)));

function facts(shown: ShownSummary): string[] {
  const nlme = factsOf(shown);
  const groups = nlme.levels.map((l) => `${l.count} of ${l.name}`).join(", ");
  const by = shown.reml ? "restricted maximum likelihood" : "maximum likelihood";
  const dropped = aliased(shown);
  return [
    `Fitted by ${by} (log-likelihood ${figure(nlme.logLik)}, AIC ${figure(nlme.aic)}, BIC ` +
    `${figure(nlme.bic)}) to ${shown.n} observations${groups === "" ? "" : ` and ${groups}`}` +
    `${shown.residual ? `, residuals ${shown.residual}` : ""}${
      shown.brief
        ? ""
        : shown.model === "lme"
        ? "; t on df of the grouping levels"
        : "; t on rows less coefficients"
    }.`,
    ...(dropped > 0 ? [`${dropped} coefficients cannot be told from the others.`] : []),
    ...missingSentence(shown),
  ];
}
