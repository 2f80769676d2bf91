/**
 * What a `glm` looks like.
 *
 * @module
 */
import { formatNumber, formatNumbers, round, signif, zapsmall } from "../number/number_format.ts";
import type { ShownSummary } from "../shown.ts";
import { namedVectorLines } from "../text/layout.ts";
import { typesetNumber } from "../typeset/typeset.ts";
import {
  aliased,
  callLines,
  DIGITS,
  estimateLines,
  missingLines,
  missingSentence,
  QUARTILES,
  residualNames,
  statisticColumns,
  tableLines,
} from "./common.ts";
import type { ClassLayout } from "./layout.ts";

/** A generalized linear model of a known dispersion: z tests, deviances. */
export const GENERALIZED: ClassLayout = {
  showsAliased: true,
  testColumns: (_, rows) => statisticColumns(rows, "z"),
  summary,
  brief,
  facts,
  tests: {
    heading: (type) => `Analysis of Deviance Table (Type ${type} tests)`,
    columns: (test) =>
      test === "Chisq" ? ["df", "Chisq", "Pr(>Chisq)"] : ["LR Chisq", "df", "Pr(>Chisq)"],
    word: (test) => test === "LR" ? "likelihood-ratio " : "Wald ",
  },
  sequence: {
    heading: ({ family, response }) => [
      "Analysis of Deviance Table",
      "",
      `Model: ${family?.name}, link: ${family?.link}`,
      "",
      `Response: ${response}`,
      "",
      "Terms added sequentially (first to last)",
      "",
      "",
    ],
    columns: ({ rows }) => {
      const deviances = ["df or none", "Deviance", "Resid. Df", "Resid. Dev"] as const;
      return rows.some((r) => r.pValue !== null) ? [...deviances, "Pr(>Chi)"] : deviances;
    },
    showsEmpty: true,
  },
};

type Deviances = NonNullable<ShownSummary["deviances"]>;

/** Deviances with what a summary of this class has always; an empty model has them too. */
function deviancesOf({ deviances }: ShownSummary): Deviances {
  if (!deviances) throw new Error("a summary of a glm has its deviances");
  return deviances;
}

function brief(shown: ShownSummary): string[] {
  const { residual, null: ofNull, nullDf, aic } = deviancesOf(shown);
  const [, first = "", call = "", ...lines] = callLines(shown, "glm");
  const four = (x: number): string => formatNumber(signif(x, DIGITS));
  const missing = missingLines(shown);
  return [
    "",
    `${first}  ${call}`,
    ...lines,
    ...(shown.coefficients.length > 0 ? ["Coefficients:"] : []),
    ...estimateLines(shown, shown.coefficients),
    "",
    `Degrees of Freedom: ${nullDf} Total (i.e. Null);  ${shown.residualDf} Residual`,
    ...missing,
    `Null Deviance:\t    ${four(ofNull)} `,
    `Residual Deviance: ${four(residual)} \tAIC: ${four(aic)}`,
  ];
}

function summary(shown: ShownSummary): string[] {
  const { residual, null: ofNull, nullDf, aic, family, iterations } = deviancesOf(shown);
  const dropped = aliased(shown);
  const sizes = formatNumbers([ofNull, residual], { digits: DIGITS + 1 });
  const df = formatNumbers([nullDf, shown.residualDf]);
  return [
    ...callLines(shown, "glm"),
    "Deviance Residuals: ",
    ...residualLines(shown),
    "",
    dropped > 0
      ? `Coefficients: (${dropped} not defined because of singularities)`
      : "Coefficients:",
    ...tableLines(shown.coefficients, statisticColumns(shown.coefficients, "z")),
    "",
    `(Dispersion parameter for ${family} family taken to be 1)`,
    "",
    `    Null deviance: ${sizes[0]}  on ${df[0]}  degrees of freedom`,
    `Residual deviance: ${sizes[1]}  on ${df[1]}  degrees of freedom`,
    ...missingLines(shown),
    `AIC: ${formatNumber(aic, DIGITS + 1)}`,
    "",
    `Number of Fisher Scoring iterations: ${iterations}`,
    "",
  ];
}

function residualLines(shown: ShownSummary): string[] {
  const many = shown.residualDf > 5;
  const values = many ? shown.residualQuartiles : shown.residuals ?? [];
  const names = many ? QUARTILES : residualNames(shown, values);
  const cells = formatNumbers(zapsmall(values, DIGITS + 1), { digits: DIGITS });
  return namedVectorLines(names, cells, 2);
}

/** With one decimal, as R prints criteria. */
const figure = (value: number): string => typesetNumber(formatNumber(round(value, 1)));

function facts(shown: ShownSummary): string[] {
  const { residual, null: ofNull, nullDf, aic, family, link } = deviancesOf(shown);
  const tests = shown.brief ? "" : "; z tests, for the dispersion is known to be 1";
  return [
    `Fitted by maximum likelihood (${family} with link ${link}, AIC ${
      figure(aic)
    }) to ${shown.n} ` +
    `observations${tests}.`,
    `Deviance ${figure(residual)} on ${shown.residualDf} df, without the terms ${
      figure(ofNull)
    } on ` +
    `${nullDf} df.`,
    ...missingSentence(shown),
  ];
}
