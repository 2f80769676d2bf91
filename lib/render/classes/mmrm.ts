/**
 * What an `mmrm` looks like, as the package prints it.
 *
 * @module
 */
import { formatNumber, formatNumbers, round, zapsmall } from "../number/number_format.ts";
import type { ShownSummary } from "../shown.ts";
import type { ShownMmrm } from "../shown_mmrm.ts";
import type { CoefficientColumn } from "../text/coefficients.ts";
import { LINE_WIDTH, matrixLines, namedVectorLines } from "../text/layout.ts";
import { typesetNumber } from "../typeset/typeset.ts";
import {
  aliased,
  DIGITS,
  missingSentence,
  statisticColumns,
  tableLines,
  VARIANCE_SEQUENCE,
} from "./common.ts";
import type { ClassLayout } from "./layout.ts";

/** mmrm's words for its covariances. */
const COVARIANCES: Readonly<Record<string, string>> = {
  us: "unstructured",
  toep: "Toeplitz",
  toeph: "heterogeneous Toeplitz",
  ar1: "auto-regressive order one",
  ar1h: "heterogeneous auto-regressive order one",
  ad: "ante-dependence",
  adh: "heterogeneous ante-dependence",
  cs: "compound symmetry",
  csh: "heterogeneous compound symmetry",
  sp_exp: "spatial exponential",
  sp_gau: "spatial Gaussian",
};

/** Digits to which covariances are rounded before they are printed. */
const COVARIANCE_DIGITS = 4;

/** One covariance over the visits, t tests with df by the method of the fit. */
export const MMRM: ClassLayout = {
  showsAliased: true,
  testColumns,
  summary: (shown) => {
    const own = factsOf(shown);
    return [
      ...headLines(shown, own),
      `Method:      ${own.method}`,
      `Vcov Method: ${own.vcov}`,
      `Inference:   ${likelihood(shown)}`,
      "",
      "Model selection criteria:",
      ...criteriaLines(own),
      "",
      `Coefficients: ${singular(shown)}`,
      ...tableLines(shown.coefficients, testColumns(shown, shown.coefficients), shown),
      "",
      "Covariance estimate:",
      ...covarianceLines(own.covariances),
      "",
    ];
  },
  brief: (shown) => {
    const own = factsOf(shown);
    const rows = shown.coefficients;
    return [
      ...headLines(shown, own),
      `Inference:   ${likelihood(shown)}`,
      `Deviance:    ${formatNumber(own.deviance)}`,
      "",
      `Coefficients: ${singular(shown)}`,
      ...namedVectorLines(rows.map((r) => r.name), formatNumbers(rows.map((r) => r.estimate))),
      "",
      "Model Inference Optimization:",
      "Converged with code 0 and message: no message provided.",
    ];
  },
  facts,
  tests: {
    nameless: true,
    heading: (type, test) => `Analysis of Fixed Effect Table (Type ${type} ${test} tests)`,
    columns: (test) =>
      test === "F" ? ["df", "Df.res", "F", "Pr(>F)"] : ["df", "Chisq", "Pr(>Chisq)"],
    word: () => "Wald ",
  },
  sequence: VARIANCE_SEQUENCE,
};

type Rows = ShownSummary["coefficients"];

function factsOf({ mmrm }: ShownSummary): ShownMmrm {
  if (!mmrm) throw new Error("a summary of an mmrm has its facts");
  return mmrm;
}

function testColumns(_: ShownSummary, rows: Rows): CoefficientColumn[] {
  const df: CoefficientColumn = {
    name: "df",
    role: "coefficient",
    values: zapsmall(rows.map((r) => r.df), DIGITS),
  };
  return [df, ...statisticColumns(rows, "t")];
}

const likelihood = (shown: ShownSummary): string => shown.reml ? "REML" : "ML";

function singular(shown: ShownSummary): string {
  const count = aliased(shown);
  return count === 0 ? "" : `(${count} not defined because of singularities)`;
}

/** Words side by side as R's `cat` fills lines: a new one before the word that would pass the width. */
function filled(words: readonly string[]): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line === "") line = word;
    else if (line.length + 1 + word.length > LINE_WIDTH) {
      lines.push(line);
      line = word;
    } else line += ` ${word}`;
  }
  return [...lines, line];
}

function headLines(shown: ShownSummary, own: ShownMmrm): string[] {
  return [
    "mmrm fit",
    "",
    `Formula:     ${own.formula}`,
    ...filled([
      "Data:       ",
      shown.data ?? "data",
      "(used",
      String(shown.n),
      "observations from",
      String(own.subjects),
      "subjects with maximum",
      String(own.visits),
      "timepoints)",
    ]),
    `Covariance:  ${COVARIANCES[own.word]} (${own.parameters} variance parameters${
      own.covariances.length > 1 ? ` of ${own.covariances.length} groups` : ""
    })`,
  ];
}

function criteriaLines({ aic, bic, logLik, deviance }: ShownMmrm): string[] {
  const cells = formatNumbers([aic, bic, logLik, deviance].map((v) => round(v, 1)));
  return namedVectorLines(["AIC", "BIC", "logLik", "deviance"], cells);
}

/** Matrices of the visits' covariances, by group. */
export function covarianceLines(covariances: ShownMmrm["covariances"]): string[] {
  return covariances.flatMap(({ group, visits, values }) => [
    ...(group === null ? [] : [`Group: ${group}`]),
    ...matrixLines({
      rowNames: visits,
      columns: visits.map((name, j) => ({
        name,
        cells: formatNumbers(values.map((row) => round(row[j]!, COVARIANCE_DIGITS))),
        align: "right" as const,
      })),
    }),
  ]);
}

/** With one decimal, as criteria are printed. */
const figure = (value: number): string => typesetNumber(formatNumber(round(value, 1)));

function facts(shown: ShownSummary): string[] {
  const own = factsOf(shown);
  const by = shown.reml ? "restricted maximum likelihood" : "maximum likelihood";
  const dropped = aliased(shown);
  return [
    `Fitted by ${by} (log-likelihood ${figure(own.logLik)}, AIC ${figure(own.aic)}, BIC ` +
    `${figure(own.bic)}, of ${own.parameters} covariance parameters) to ${shown.n} observations ` +
    `of ${own.subjects} subjects at ${own.visits} visits, ${COVARIANCES[own.word]} covariance` +
    `${shown.brief ? "" : `; t on ${own.method} df`}.`,
    ...(dropped > 0 ? [`${dropped} coefficients cannot be told from the others.`] : []),
    ...missingSentence(shown),
  ];
}
