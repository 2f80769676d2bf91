/**
 * The words under tables of means and contrasts, made from what the values know of themselves.
 *
 * @module
 */
import type { ContrastTable } from "../inference/contrast_table.ts";
import type { MeansTable } from "../inference/means_grid.ts";
import type { Note } from "../note.ts";
import type { ShownLetters } from "./shown.ts";
import { formatNumber } from "./number_format.ts";

/** Remarks that say what the typed fields of a table say; a table that has them is complete. */
const TYPED = new Set([
  "averaged-over",
  "ddf",
  "scale",
  "level",
  "interval-adjustment",
  "back-transformed",
  "test-adjustment",
  "threshold",
  "tail",
  "test-scale",
]);

/** Remarks that stand before a table. */
const BEFORE = new Set(["interaction", "nesting", "adjust-changed"]);

/** A remark as a sentence: with its full stop, which the remark itself lacks. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Remarks before the table, each once, led by `NOTE: `. */
export function remarksBefore(notes: readonly Note[]): string[] {
  const texts = notes.filter((n) => BEFORE.has(n.code)).map((n) =>
    /^note: /i.test(n.text) ? n.text : `NOTE: ${n.text}`
  );
  return [...new Set(texts)];
}

/** Remarks of the value itself that stand after the table. */
export function otherRemarks(notes: readonly Note[]): string[] {
  const texts = notes.filter((n) => !BEFORE.has(n.code) && !TYPED.has(n.code)).map((n) => n.text);
  return [...new Set(texts)];
}

/** Remarks of a table that has all of them already, in its own order; null if it has none. */
function ownRemarks(notes: readonly Note[]): string[] | null {
  if (!notes.some((n) => TYPED.has(n.code))) return null;
  return unique(notes.filter((n) => !BEFORE.has(n.code)).map((n) => n.text));
}

function averagedOver(factors: readonly string[]): string[] {
  return factors.length > 0
    ? [`Results are averaged over the levels of: ${factors.join(", ")}`]
    : [];
}

function method(value: { ddf: string; ddfStated: boolean }): string[] {
  return value.ddfStated ? [`Degrees-of-freedom method: ${value.ddf}`] : [];
}

function linkScale(value: { transform: string | null; scale: string }): string[] {
  return value.transform !== null && value.scale === "link"
    ? [`Results are given on the ${value.transform} (not the response) scale.`]
    : [];
}

/** Lines under a table of means. */
export function meansMessages(table: MeansTable): string[] {
  return ownRemarks(table.notes) ?? unique([
    ...averagedOver(table.averagedOver),
    ...otherRemarks(table.notes),
    ...method(table),
    ...linkScale(table),
    ...(table.show === "test" ? [] : [`Confidence level used: ${formatNumber(table.level)}`]),
    ...(table.show !== "test" && table.transform !== null && table.scale === "response"
      ? [`Intervals are back-transformed from the ${table.transform} scale`]
      : []),
  ]);
}

/** How an adjustment and its family are named; nothing for a family too small to adjust. */
function adjustment(
  adjust: string,
  family: number,
  rank: number,
  members: "tests" | "estimates",
): string | null {
  if (adjust === "none" || family < 2) return null;
  if (adjust === "tukey") {
    return family < 3 ? null : `tukey method for comparing a family of ${family} estimates`;
  }
  if (adjust === "scheffe") return family < 3 ? null : `scheffe method with rank ${rank}`;
  return `${adjust === "fdr" ? "fdr" : adjust} method for ${family} ${members}`;
}

/** Rank of a Scheffé family if the table knows it, else its number of contrasts. */
function scheffeRank(table: ContrastTable): number {
  const rank = (table as { rank?: number }).rank;
  return typeof rank === "number" ? rank : table.familySize;
}

/** Lines under a table of contrasts. */
export function contrastMessages(table: ContrastTable): string[] {
  const own = ownRemarks(table.notes);
  if (own) return own;
  const intervals = table.show !== "test";
  const tests = table.show !== "interval";
  const rank = scheffeRank(table);
  const limits = adjustment(table.intervalAdjust, table.familySize, rank, "estimates");
  const pValues = adjustment(table.adjust, table.familySize, rank, "tests");
  const back = table.transform !== null && table.scale === "response";
  return unique([
    ...averagedOver(table.averagedOver),
    ...otherRemarks(table.notes),
    ...method(table),
    ...linkScale(table),
    ...(intervals ? [`Confidence level used: ${formatNumber(table.level)}`] : []),
    ...(intervals && limits ? [`Conf-level adjustment: ${limits}`] : []),
    ...(intervals && back
      ? [`Intervals are back-transformed from the ${table.transform} scale`]
      : []),
    ...(tests && pValues ? [`P value adjustment: ${pValues}`] : []),
    ...(tests ? sideWords(table) : []),
    ...(tests && back ? [`Tests are performed on the ${table.transform} scale`] : []),
  ]);
}

function sideWords(table: ContrastTable): string[] {
  const delta = formatNumber(table.delta);
  switch (table.side) {
    case "left":
    case "right":
      return [`P values are ${table.side}-tailed`];
    case "equivalence":
      return [`Statistics are tests of equivalence with a threshold of ${delta}`];
    case "noninferiority":
      return [`Statistics are tests of noninferiority with a threshold of ${delta}`];
    default:
      return [];
  }
}

/** Lines under means with letters. */
export function lettersMessages(shown: ShownLetters): string[] {
  const adjust = adjustment(shown.adjust, shown.familySize, shown.familySize - 1, "tests");
  return [
    ...meansMessages(shown.table),
    ...(adjust ? [`P value adjustment: ${adjust}`] : []),
    `significance level used: alpha = ${formatNumber(shown.alpha)}`,
    "NOTE: If two or more means share the same grouping symbol,\n" +
    "      then we cannot show them to be different.\n" +
    "      But we also did not show them to be the same.",
  ];
}

function unique(lines: string[]): string[] {
  return [...new Set(lines)];
}

/** A df method in running text, with the dash of two names. */
function methodWords(ddf: string): string {
  return ddf === "kenward-roger"
    ? "Kenward–Roger"
    : ddf === "satterthwaite"
    ? "Satterthwaite"
    : ddf;
}

/** The remarks under a table of means as sentences. */
export function meansSentences(table: MeansTable): string[] {
  const parts = [
    ...remarksBefore(table.notes).map((t) => `${t.replace(/^note: /i, "")}.`),
    ...(table.averagedOver.length > 0 ? [`Averaged over ${table.averagedOver.join(", ")}.`] : []),
    ...otherRemarks(table.notes).map(sentence),
    ...(table.ddfStated ? [`Degrees of freedom by ${methodWords(table.ddf)}.`] : []),
    ...(table.transform === null
      ? []
      : table.scale === "response"
      ? [`Back-transformed from the ${table.transform} scale.`]
      : [`On the ${table.transform} scale.`]),
  ];
  return [parts.join(" ")].filter((t) => t !== "");
}

/** The remarks under a table of contrasts as sentences. */
export function contrastSentences(table: ContrastTable): string[] {
  const p = adjustment(table.adjust, table.familySize, scheffeRank(table), "tests");
  const parts = [
    ...remarksBefore(table.notes).map((t) => `${t.replace(/^note: /i, "")}.`),
    ...(table.averagedOver.length > 0 ? [`Averaged over ${table.averagedOver.join(", ")}.`] : []),
    ...otherRemarks(table.notes).map(sentence),
    ...(table.ddfStated ? [`Degrees of freedom by ${methodWords(table.ddf)}.`] : []),
    ...(p ? [`Adjusted for multiplicity: ${p}.`] : []),
  ];
  return [parts.join(" ")].filter((t) => t !== "");
}
