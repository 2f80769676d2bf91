/**
 * Multiple comparisons as `console = TRUE` prints them.
 *
 * @module
 */
import type * as language from "../../../language/values/value.ts";
import { printed } from "../../../language/print/print.ts";
import { formatNumber } from "../../../render/number/number_format.ts";
import { PAGE_CONSOLE } from "../../values/scope.ts";
import type { Judged } from "./judged.ts";
import type { Samples } from "./samples.ts";

/** What is printed. */
export interface Console {
  readonly samples: Samples;
  readonly judged: Judged;
  readonly alpha: number;
  readonly title: string | null;
  readonly means: language.Value;
  readonly table: language.Value;
  readonly byGroups: boolean;
}

const table = (value: language.Value): string[] => printed(value, PAGE_CONSOLE);

/** How a critical value is announced, by its column. */
const CRITICAL: Readonly<Record<string, string>> = {
  StudentizedRange: "Critical Value of Studentized Range",
  "t.value": "Critical Value of t",
  F: "Critical Value of F",
};

const LEAST: Readonly<Record<string, string>> = {
  MSD: "Minimun Significant Difference",
  LSD: "least Significant Difference",
  CriticalDifference: "Minimum Significant Difference",
};

/** The lines of the console. */
export function consoleText(
  { samples, judged, alpha, title, means, table: shown, byGroups }: Console,
): string {
  const facts = [...judged.statistics, ...judged.parameters];
  const named = (names: Readonly<Record<string, string>>): string[] =>
    facts.flatMap(([name, v]) =>
      names[name] ? [`${names[name]}: ${formatNumber(v as number)} `] : []
    );
  return [
    "",
    `Study: ${title ?? `${samples.written} ~ "${samples.treatment}"`}`,
    "",
    `${judged.title} for ${samples.response} `,
    "",
    `Mean Square Error:  ${formatNumber(samples.meanSquare)} `,
    "",
    `${samples.treatment},  means${
      judged.title === "LSD t Test"
        ? ` and individual ( ${formatNumber(100 * (1 - alpha))} %) CI`
        : ""
    }`,
    "",
    ...table(means),
    "",
    `Alpha: ${formatNumber(alpha)} ; DF Error: ${formatNumber(samples.df)} `,
    ...named(CRITICAL),
    ...(judged.ranges
      ? [
        "",
        "Critical Range",
        ...criticalLines(judged.ranges.critical),
      ]
      : []),
    "",
    ...(byGroups
      ? [
        ...named(LEAST).flatMap((line) => [line, ""]),
        "Treatments with the same letter are not significantly different.",
        "",
      ]
      : ["Comparison between treatments means", ""]),
    ...table(shown),
  ].join("\n");
}

function criticalLines(critical: readonly number[]): string[] {
  const cells = critical.map((v) => formatNumber(v));
  const heads = critical.map((_, i) => String(i + 2));
  const widths = cells.map((cell, i) => Math.max(cell.length, heads[i]!.length));
  const line = (texts: readonly string[]): string =>
    texts.map((text, i) => text.padStart(widths[i]!)).join(" ");
  return [`${line(heads)} `, `${line(cells)} `];
}
