/**
 * What a `glm` looks like.
 *
 * @module
 */
import type { AnovaTable } from "../../inference/test/anova_table.ts";
import { formatNumber, formatNumbers, round, signif, zapsmall } from "../number/number_format.ts";
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
  QUARTILES,
  residualNames,
  statisticColumns,
  tableLines,
} from "./common.ts";
import type { ClassLayout, TestColumn } from "./layout.ts";

/** A generalized linear model: z tests, or t where the dispersion is estimated; deviances. */
export const GENERALIZED: ClassLayout = {
  showsAliased: true,
  testColumns: (shown, rows) => statisticColumns(rows, letterOf(shown)),
  summary,
  brief,
  facts,
  tests: {
    heading: (type) => `Analysis of Deviance Table (Type ${type} tests)`,
    remarks: (test) => test === "F" ? ["Error estimate based on Pearson residuals ", ""] : [],
    columns: (test, type) =>
      // car writes the name otherwise from Type II to Type III
      test === "F" && type === 2 ? ["sumSq", "df", "F value", "Pr(>F)"] : TESTS[test],
    word: (test) => ({ LR: "likelihood-ratio ", F: "F ", Chisq: "Wald " })[test],
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
    columns: ({ rows, test }) => {
      const deviances = ["df or none", "Deviance", "Resid. Df", "Resid. Dev"] as const;
      if (test === "F") return [...deviances, "F", "Pr(>F)"];
      return rows.some((r) => r.pValue !== null) ? [...deviances, "Pr(>Chi)"] : deviances;
    },
    showsEmpty: true,
  },
};

/** Columns of car's tests. */
const TESTS: Readonly<Record<AnovaTable["test"], readonly TestColumn[]>> = {
  Chisq: ["df", "Chisq", "Pr(>Chisq)"],
  LR: ["LR Chisq", "df", "Pr(>Chisq)"],
  F: ["sumSq", "df", "F values", "Pr(>F)"],
};

const letterOf = (shown: ShownSummary): "t" | "z" => shown.ddf === "residual" ? "t" : "z";

type Deviances = NonNullable<ShownSummary["deviances"]>;

/** Deviances with what a summary of this class has always; an empty model has them too. */
function deviancesOf({ deviances }: ShownSummary): Deviances {
  if (!deviances) throw new Error("a summary of a glm has its deviances");
  return deviances;
}

/** The call; of `glm.nb` with the size and the link, which MASS puts into it. */
function modelCall(shown: ShownSummary): string[] {
  const { size, link } = deviancesOf(shown);
  if (!size) return callLines(shown, "glm");
  const call = shown.call ?? `glm.nb(formula = ${shown.formula}, data = ${shown.data ?? "data"})`;
  const more = [
    `init.theta = ${formatNumber(signif(size.value, 10), 15)}`,
    ...(/\blink = /.test(call) ? [] : [`link = ${link}`]),
  ];
  return callLines({ ...shown, call: call.replace(/\)$/, `, ${more.join(", ")})`) }, "glm.nb");
}

function brief(shown: ShownSummary): string[] {
  const { residual, null: ofNull, nullDf, aic } = deviancesOf(shown);
  const [, first = "", call = "", ...lines] = modelCall(shown);
  const four = (x: number): string => formatNumber(signif(x, shown.digits ?? DIGITS));
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
    `Residual Deviance: ${four(residual)} \tAIC: ${Number.isNaN(aic) ? "NA" : four(aic)}`,
  ];
}

function summary(shown: ShownSummary): string[] {
  const { residual, null: ofNull, nullDf, aic, family, iterations } = deviancesOf(shown);
  const dropped = aliased(shown);
  const { digits = DIGITS } = shown;
  const sizes = formatNumbers([ofNull, residual], { digits: Math.max(5, digits + 1) });
  const df = formatNumbers([nullDf, shown.residualDf]);
  return [
    ...modelCall(shown),
    "Deviance Residuals: ",
    ...residualLines(shown),
    "",
    dropped > 0
      ? `Coefficients: (${dropped} not defined because of singularities)`
      : "Coefficients:",
    ...tableLines(
      shown.coefficients,
      statisticColumns(shown.coefficients, letterOf(shown)),
      shown,
    ),
    "",
    `(Dispersion parameter for ${family} family taken to be ${
      formatNumber(deviancesOf(shown).dispersion ?? 1, 7)
    })`,
    "",
    `    Null deviance: ${sizes[0]}  on ${df[0]}  degrees of freedom`,
    `Residual deviance: ${sizes[1]}  on ${df[1]}  degrees of freedom`,
    ...missingLines(shown),
    `AIC: ${Number.isNaN(aic) ? "NA" : formatNumber(aic, Math.max(4, digits + 1))}`,
    "",
    `Number of Fisher Scoring iterations: ${iterations}`,
    ...coefficientCorrelations(shown),
    "",
    ...sizeLines(shown),
  ];
}

/** MASS's lines of a size that was estimated. */
function sizeLines(shown: ShownSummary): string[] {
  const { size } = deviancesOf(shown);
  if (!size) return [];
  const places = Math.max(0, 2 - Math.floor(Math.log10(size.standardError)));
  const four = (x: number): string => x.toFixed(places);
  return [
    "",
    `              Theta:  ${four(size.value)} `,
    `          Std. Err.:  ${four(size.standardError)} `,
    "",
    ` 2 x log-likelihood:  ${(2 * size.logLik).toFixed(3)} `,
  ];
}

function residualLines(shown: ShownSummary): string[] {
  const many = shown.residualDf > 5;
  const values = many ? shown.residualQuartiles ?? [] : shown.residuals ?? [];
  const names = many ? QUARTILES : residualNames(shown, values);
  const { digits = DIGITS } = shown;
  const cells = formatNumbers(zapsmall(values, digits + 1), { digits });
  return namedVectorLines(names, cells, 2);
}

/** With one decimal, as R prints criteria. */
const figure = (value: number): string => typesetNumber(formatNumber(round(value, 1)));

function facts(shown: ShownSummary): string[] {
  const { residual, null: ofNull, nullDf, aic, family, link, dispersion } = deviancesOf(shown);
  const tests = shown.brief
    ? ""
    : letterOf(shown) === "t"
    ? `; t tests over the dispersion, ${
      typesetNumber(formatNumber(signif(dispersion ?? 1, DIGITS)))
    } by Pearson's χ²`
    : "; z tests, for the dispersion is known to be 1";
  const quasi = Number.isNaN(aic);
  const criterion = quasi ? "" : `, AIC ${figure(aic)}`;
  return [
    `Fitted by maximum ${
      quasi ? "quasi-" : ""
    }likelihood (${family} with link ${link}${criterion}) ` +
    `to ${shown.n} ` +
    `observations${tests}.`,
    `Deviance ${figure(residual)} on ${shown.residualDf} df, without the terms ${
      figure(ofNull)
    } on ` +
    `${nullDf} df.`,
    ...missingSentence(shown),
  ];
}
