/**
 * What a `glmmTMB` looks like.
 *
 * @module
 */
import { formatNumber, formatNumbers, round, zapsmall } from "../number/number_format.ts";
import type { PartComponents, ShownSummary } from "../shown.ts";
import type { CoefficientColumn } from "../text/coefficients.ts";
import { breakFormula } from "../text/deparse_lines.ts";
import { componentLines } from "../text/components.ts";
import { namedVectorLines } from "../text/layout.ts";
import {
  DIGITS,
  estimateLines,
  statisticColumns,
  tableLines,
  VARIANCE_SEQUENCE,
} from "./common.ts";
import { GLMER, marginalOf, marginalSentences } from "./glmer.ts";
import type { ClassLayout } from "./layout.ts";
import { estimated, filled, sizeLine } from "./lmer.ts";

/** A generalized mixed model as glmmTMB shows it. */
export const GLMM_TMB: ClassLayout = {
  showsAliased: false,
  testColumns: GLMER.testColumns,
  summary,
  brief,
  facts: marginalSentences,
  tests: GLMER.tests,
  sequence: VARIANCE_SEQUENCE,
};

function formulaLines(shown: ShownSummary): string[] {
  const { zero, dispersionFormula } = marginalOf(shown);
  const tilde = "Formula:          ".length + shown.formula.indexOf("~");
  const below = (label: string): string => label.padEnd(tilde);
  return [
    ...filled(["Formula:         ", ...breakFormula(shown.formula)]),
    ...(zero === null ? [] : [below("Zero inflation:") + zero]),
    ...(dispersionFormula === null ? [] : [below("Dispersion:") + dispersionFormula]),
    `Data: ${shown.data ?? "data"}`,
    ...(shown.weights ? [`Weights: ${shown.weights}`] : []),
    ...(shown.offset ? [` Offset: ${shown.offset}`] : []),
  ];
}

/** The parts that have random effects. */
function randomParts(
  shown: ShownSummary,
): { part: string; components: PartComponents["components"]; groups: PartComponents["groups"] }[] {
  const { zeroRandom, dispersionRandom } = marginalOf(shown);
  const groups = shown.groups ?? [];
  const residual = shown.components ?? [];
  return [
    ...(groups.length > 0 ? [{ part: "Conditional model", components: residual, groups }] : []),
    ...(zeroRandom ? [{ part: "Zero-inflation model", ...zeroRandom }] : []),
    ...(dispersionRandom ? [{ part: "Dispersion model", ...dispersionRandom }] : []),
  ];
}

/** Three digits as R's `formatC` has them: with a power of ten from a thousand on, short ones filled up. */
function threeDigits(x: number): string {
  const [digits = "", exponent = "0"] = x.toExponential(2).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 3) return String(Number(x.toPrecision(3))).padStart(4);
  const sign = power < 0 ? "-" : "+";
  return `${Number(digits)}e${sign}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** Families whose dispersion is said as a square. */
const SQUARED = ["gaussian", "Gamma", "t"];

/** Tweedie's power, Student's df. */
function parameterLines(shown: ShownSummary): string[] {
  const { familyParameter } = marginalOf(shown);
  if (!familyParameter) return [];
  const { name, value } = familyParameter;
  return ["", `${name} estimate: ${threeDigits(value)} `];
}

function dispersionLines(shown: ShownSummary): string[] {
  const { family, dispersion } = marginalOf(shown);
  if (dispersion === null) return [];
  // of Student's t the scale is no variance yet
  const value = threeDigits(family === "t" ? dispersion ** 2 : dispersion);
  const line = SQUARED.includes(family)
    ? `Dispersion estimate for ${family} family (sigma^2): ${value} `
    : `Dispersion parameter for ${family} family (): ${value} `;
  return ["", line];
}

/** Tables of coefficients, part by part. */
function parts(shown: ShownSummary): { heading: string; rows: ShownSummary["coefficients"] }[] {
  const { zeroInflation, dispersionModel } = marginalOf(shown);
  return [
    { heading: "Conditional model:", rows: estimated(shown) },
    { heading: "Zero-inflation model:", rows: zeroInflation },
    { heading: "Dispersion model:", rows: dispersionModel },
  ].filter((p) => p.rows.length > 0);
}

/** Statistics without what is small beside the largest, which glmmTMB takes away before digits are counted. */
function zappedColumns(rows: ShownSummary["coefficients"], digits = DIGITS): CoefficientColumn[] {
  return statisticColumns(rows, "z").map((column) =>
    column.role === "statistic" ? { ...column, values: zapsmall(column.values, digits) } : column
  );
}

function summary(shown: ShownSummary): string[] {
  const { family, link } = marginalOf(shown);
  const facts = shown.information;
  const random = randomParts(shown);
  return [
    ` Family: ${family}  ( ${link} )`,
    ...formulaLines(shown),
    "",
    ...(facts
      ? namedVectorLines(["AIC", "BIC", "logLik", "deviance", "df.resid"], [
        ...formatNumbers(
          [facts.aic, facts.bic, facts.logLik, facts.deviance].map((x) => round(x, 1)),
        ),
        formatNumber(facts.residualDf),
      ])
      : []),
    "",
    ...(random.length > 0 ? ["Random effects:"] : []),
    ...random.flatMap(({ part, components, groups }) => [
      "",
      `${part}:`,
      ...componentLines(components, ["Variance", "Std.Dev."], shown.digits ?? DIGITS),
      sizeLine({ ...shown, groups }),
    ]),
    ...dispersionLines(shown),
    ...parts(shown).flatMap(({ heading, rows }) => [
      "",
      heading,
      ...tableLines(rows, zappedColumns(rows, shown.digits), shown),
    ]),
  ];
}

function brief(shown: ShownSummary): string[] {
  const facts = shown.information;
  const random = randomParts(shown);
  const sizes = random.map(({ part, groups }) =>
    ` / ${part}: ${groups.map((g) => `${g.name}, ${g.levels}`).join("; ")}`
  );
  return [
    ...formulaLines(shown),
    ...(facts
      ? namedVectorLines(["AIC", "BIC", "logLik", "df.resid"], [
        ...formatNumbers([facts.aic, facts.bic, facts.logLik], { digits: 7 }),
        formatNumber(facts.residualDf),
      ])
      : []),
    ...(random.length > 0 ? ["Random-effects (co)variances:"] : []),
    ...random.flatMap(({ part, components }) => [
      "",
      `${part}:`,
      ...componentLines(components, ["Std.Dev."], shown.digits ?? DIGITS),
    ]),
    "",
    `Number of obs: ${shown.n}${sizes.join("")}`,
    ...dispersionLines(shown),
    ...parameterLines(shown),
    "",
    "Fixed Effects:",
    ...parts(shown).flatMap(({ heading, rows }) => ["", heading, ...estimateLines(shown, rows)]),
  ];
}
