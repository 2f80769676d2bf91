/**
 * What a `glimmix` looks like: a linear mixed model of pseudo-data.
 *
 * @module
 */
import { formatNumber, round } from "../number/number_format.ts";
import type { ShownSummary } from "../shown.ts";
import { componentLines } from "../text/components.ts";
import { DIGITS, estimateLines, missingSentence, quartileLines, tableLines } from "./common.ts";
import { marginalOf } from "./glmer.ts";
import type { ClassLayout } from "./layout.ts";
import { droppedLines, estimated, MIXED, modelLines, sizeLine } from "./lmer.ts";

/** A generalized mixed model by pseudo-likelihood: t and F tests with df of their own. */
export const GLIMMIX: ClassLayout = {
  ...MIXED,
  summary,
  brief,
  facts,
};

function titleLines(shown: ShownSummary): string[] {
  const { family, link } = marginalOf(shown);
  return [
    "Generalized linear mixed model fit by restricted pseudo-likelihood",
    ` Family: ${family}  ( ${link} )`,
    ...modelLines(shown),
    `-2 log pseudo-likelihood: ${formatNumber(round(shown.criterion ?? 0, 2))}`,
  ];
}

function brief(shown: ShownSummary): string[] {
  return [
    ...titleLines(shown),
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
    "Scaled residuals: ",
    ...quartileLines(shown),
    "",
    "Random effects:",
    ...componentLines(shown.components ?? [], ["Variance", "Std.Dev."], shown.digits ?? DIGITS),
    sizeLine(shown),
    "",
    "Fixed effects:",
    ...tableLines(rows, MIXED.testColumns(shown, rows), shown),
    ...droppedLines(shown),
  ];
}

function facts(shown: ShownSummary): string[] {
  const { family, link } = marginalOf(shown);
  const groups = (shown.groups ?? []).map((g) => `${g.levels} of ${g.name}`).join(", ");
  const tests = shown.brief
    ? ""
    : shown.ddf === "asymptotic"
    ? "; z without df"
    : "; t on Kenward and Roger’s df at the pseudo-data, with the observed information";
  return [
    `Fitted by restricted pseudo-likelihood (${family} with link ${link}, scale 1) to ${shown.n} ` +
    `observations and ${groups}${tests}.`,
    ...missingSentence(shown),
  ];
}
