/**
 * What a `glmer` looks like.
 *
 * @module
 */
import { formatNumber, round, signif } from "../number/number_format.ts";
import type { ShownSummary } from "../shown.ts";
import { componentLines } from "../text/components.ts";
import { typesetNumber } from "../typeset/typeset.ts";
import {
  DIGITS,
  estimateLines,
  missingSentence,
  quartileLines,
  statisticColumns,
  tableLines,
  VARIANCE_SEQUENCE,
} from "./common.ts";
import type { ClassLayout } from "./layout.ts";
import {
  correlationLines,
  criterionLines,
  droppedLines,
  estimated,
  modelLines,
  sizeLine,
} from "./lmer.ts";

/** A generalized mixed model as lme4 shows it: z tests, Wald's χ². */
export const GLMER: ClassLayout = {
  showsAliased: false,
  testColumns: (_, rows) => statisticColumns(rows, "z"),
  summary,
  brief,
  facts: marginalSentences,
  tests: {
    heading: (type) => `Analysis of Deviance Table (Type ${type} Wald chisquare tests)`,
    columns: () => ["Chisq", "df", "Pr(>Chisq)"],
    word: () => "Wald ",
  },
  sequence: VARIANCE_SEQUENCE,
};

/** What a summary of a generalized mixed model has always. */
export function marginalOf({ marginal }: ShownSummary): NonNullable<ShownSummary["marginal"]> {
  if (!marginal) {
    throw new Error("a summary of a generalized mixed model says how it was integrated");
  }
  return marginal;
}

/** lme4's first lines. */
function titleLines(shown: ShownSummary): string[] {
  const { method, nodes, family, link } = marginalOf(shown);
  const integral = method === "Laplace"
    ? "Laplace Approximation"
    : `Adaptive Gauss-Hermite Quadrature, nAGQ = ${nodes}`;
  // lme4 breaks this line where it is long, and quotes the class where it does not
  const [title, rest] = method === "Laplace"
    ? [`(${integral}) ['glmerMod']`, []]
    : [`(${integral.replace(/ = \d+$/, "")}`, [`  = ${nodes}) [glmerMod]`]];
  return [
    `Generalized linear mixed model fit by maximum likelihood ${title}`,
    ...rest,
    ` Family: ${family}  ( ${link} )`,
    ...modelLines(shown),
  ];
}

function brief(shown: ShownSummary): string[] {
  return [
    ...titleLines(shown),
    ...criterionLines({ ...shown, reml: false }, DIGITS),
    "Random effects:",
    ...componentLines(shown.components ?? [], ["Std.Dev."], shown.digits ?? DIGITS),
    sizeLine(shown),
    "Fixed Effects:",
    ...estimateLines(shown, estimated(shown)),
    ...droppedLines(shown),
  ];
}

function summary(shown: ShownSummary): string[] {
  const rows = estimated(shown);
  return [
    ...titleLines(shown),
    "",
    ...criterionLines({ ...shown, reml: false }, 1),
    "",
    "Scaled residuals: ",
    ...quartileLines(shown),
    "",
    "Random effects:",
    ...componentLines(shown.components ?? [], ["Variance", "Std.Dev."], shown.digits ?? DIGITS),
    sizeLine(shown),
    "",
    "Fixed effects:",
    ...tableLines(rows, statisticColumns(rows, "z"), shown),
    ...correlationLines(shown),
    ...droppedLines(shown),
  ];
}

const figure = (value: number): string => typesetNumber(formatNumber(round(value, 1)));

/** What a page says below the table of coefficients. */
export function marginalSentences(shown: ShownSummary): string[] {
  const { family, link, method, nodes, dispersion, familyParameter, zeroInflation } = marginalOf(
    shown,
  );
  const groups = (shown.groups ?? []).map((g) => `${g.levels} of ${g.name}`).join(", ");
  const integral = groups === ""
    ? ""
    : method === "Laplace"
    ? ", the random effects integrated over by Laplace’s approximation"
    : `, the random effects integrated over by adaptive quadrature with ${nodes} nodes`;
  const facts = shown.information;
  const size = facts
    ? `log-likelihood ${figure(facts.logLik)}, AIC ${figure(facts.aic)}, BIC ${figure(facts.bic)}`
    : "";
  const by = shown.reml ? "restricted maximum likelihood" : "maximum likelihood";
  const zero = zeroInflation.length > 0 ? ", zeros inflated" : "";
  const number = (value: number): string => typesetNumber(formatNumber(signif(value, DIGITS)));
  const scale =
    (dispersion === null ? "" : ` Its dispersion is estimated as ${number(dispersion)}.`) +
    (familyParameter ? ` ${familyParameter.name}: ${number(familyParameter.value)}.` : "");
  return [
    `Fitted by ${by} (${family} with link ${link}${zero}; ${size}) to ${shown.n} observations${
      groups === "" ? "" : ` and ${groups}`
    }${integral}${shown.brief ? "" : "; z tests"}.${scale}`,
    ...missingSentence(shown),
  ];
}
