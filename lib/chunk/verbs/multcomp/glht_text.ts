/**
 * General linear hypotheses as multcomp prints them.
 *
 * @module
 */
import type { Hypotheses } from "../../../inference/hypotheses/general_hypotheses.ts";
import { formatNumber, formatNumbers } from "../../../render/number/number_format.ts";
import { coefficientLines } from "../../../render/text/coefficients.ts";
import { breakFormula } from "../../../render/text/deparse_lines.ts";
import { matrixLines } from "../../../render/text/layout.ts";

/** What stands for the call of a model that is not known. */
export const NO_CALL = "NULL";

/** What stands above the tables. */
export interface HypothesesHead {
  /** `Tukey`, `User-defined`; null of a matrix. */
  type: string | null;
  /** The call of the model. */
  fit: string;
}

/** `M - L == 0`, `M - L >= 0` of the alternative that it is less. */
export function hypothesisNames({ names, rhs, side }: Hypotheses): string[] {
  const sign = { two: "==", left: ">=", right: "<=" }[side];
  return names.map((name, i) => `${name} ${sign} ${formatNumber(rhs[i]!)}`);
}

/** The call is broken as it is where it stands alone. */
function fitLines(fit: string): string[] {
  const [first = "", ...rest] = breakFormula(fit);
  return [`Fit: ${first}`, ...rest];
}

function head(title: string, { type, fit }: HypothesesHead, withFit: boolean): string[] {
  return [
    "",
    `\t ${title}`,
    "",
    ...(type === null ? [] : [`Multiple Comparisons of Means: ${type} Contrasts`, "", ""]),
    ...(withFit ? [...fitLines(fit), ""] : []),
  ];
}

function estimateLines(hypotheses: Hypotheses): string[] {
  return [
    "Linear Hypotheses:",
    ...matrixLines({
      rowNames: hypothesisNames(hypotheses),
      columns: [{
        name: "Estimate",
        cells: formatNumbers([...hypotheses.estimate], { digits: 4 }),
        align: "right",
      }],
    }),
  ];
}

/** The hypotheses themselves. */
export function hypothesesText(hypotheses: Hypotheses, above: HypothesesHead): string {
  return [...head("General Linear Hypotheses", above, false), ...estimateLines(hypotheses), ""]
    .join("\n");
}

/** Their tests. */
export function testsText(
  hypotheses: Hypotheses,
  above: HypothesesHead,
  pValues: Float64Array,
  method: string,
  smallest: number,
): string {
  const { estimate, standardError, statistic, side, df } = hypotheses;
  const letter = df === Infinity ? "z" : "t";
  const p = { two: `Pr(>|${letter}|)`, left: `Pr(<${letter})`, right: `Pr(>${letter})` }[side];
  return [
    ...head("Simultaneous Tests for General Linear Hypotheses", above, above.fit !== NO_CALL),
    "Linear Hypotheses:",
    ...coefficientLines(hypothesisNames(hypotheses), [
      { name: "Estimate", role: "coefficient", values: [...estimate] },
      { name: "Std. Error", role: "coefficient", values: [...standardError] },
      { name: `${letter} value`, role: "statistic", values: [...statistic] },
      { name: p, role: "p", values: [...pValues] },
    ], { digits: 4, smallest }),
    method === "univariate"
      ? "(Univariate p values reported)"
      : `(Adjusted p values reported -- ${method} method)`,
    "",
  ].join("\n");
}

/** The test of all of them. */
export function globalText(
  hypotheses: Hypotheses,
  above: HypothesesHead,
  columns: readonly (readonly [string, number])[],
): string {
  return [
    ...head("General Linear Hypotheses", above, false),
    ...estimateLines(hypotheses),
    "",
    "Global Test:",
    ...matrixLines({
      rowNames: ["1"],
      columns: columns.map(([name, value]) => ({
        name,
        cells: formatNumbers([value], { digits: 4 }),
        align: "right" as const,
      })),
    }),
  ].join("\n");
}

/** Their limits. */
export function limitsText(
  hypotheses: Hypotheses,
  above: HypothesesHead,
  limits: { quantile: number; lower: Float64Array; upper: Float64Array },
  level: number,
  kind: "family-wise " | "",
): string {
  const columns = [[...hypotheses.estimate], [...limits.lower], [...limits.upper]];
  const cells = formatNumbers(columns.flat(), { digits: 4, atLeast: 4 });
  const k = hypotheses.names.length;
  return [
    ...head("Simultaneous Confidence Intervals", above, true),
    `Quantile = ${formatNumber(Number(limits.quantile.toFixed(4)))}`,
    `${formatNumber(100 * level)}% ${kind}confidence level`,
    " ",
    "",
    "Linear Hypotheses:",
    ...matrixLines({
      rowNames: hypothesisNames(hypotheses),
      columns: ["Estimate", "lwr", "upr"].map((name, j) => ({
        name,
        cells: cells.slice(j * k, (j + 1) * k),
        align: "left" as const,
      })),
    }),
    "",
  ].join("\n");
}

/** Results of several groups, each under its name, as R prints a list. */
export function groupedText(names: readonly string[], texts: readonly string[]): string {
  return names.map((name, i) => `$\`${name}\`\n${texts[i]}\n`).join("\n");
}
