/**
 * The remarks that stand with tables of means and contrasts, made from what the values know of
 * themselves. Pages set them as sentences; `text/r_words.ts` has what R prints in their place.
 *
 * @module
 */
import { showsLimits, showsTests } from "../../inference/estimate/view.ts";
import type { ContrastTable } from "../../inference/contrast/contrast_table.ts";
import type { MeansTable } from "../../inference/means/means_grid.ts";
import {
  adjustmentNote,
  alphaNote,
  averagedNote,
  ddfNote,
  intervalNotes,
  lettersNote,
  linkNote,
  testSideNotes,
  transformedTestNote,
} from "../../inference/estimate/remarks.ts";
import type { Note } from "../../note.ts";
import type { ShownLetters } from "../shown.ts";

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

/** Remarks as sentences, each a line of its own or all of them one paragraph. */
export function sentences(notes: readonly Note[], asParagraph: boolean): string[] {
  const lines = notes.map((n) => sentence(n.text));
  return asParagraph && lines.length > 0 ? [lines.join(" ")] : lines;
}

/** Each remark once. */
export function unique(notes: readonly Note[]): Note[] {
  return notes.filter((n, i) => notes.findIndex((o) => o.text === n.text) === i);
}

/** Remarks that stand before the table. */
export function notesBefore(notes: readonly Note[]): Note[] {
  return unique(notes.filter((n) => BEFORE.has(n.code)));
}

/** Remarks of the value itself that stand after the table. */
export function otherNotes(notes: readonly Note[]): Note[] {
  return unique(notes.filter((n) => !BEFORE.has(n.code) && !TYPED.has(n.code)));
}

/** Remarks of a table that has all of them already, in its own order; null if it has none. */
function ownNotes(notes: readonly Note[]): Note[] | null {
  if (!notes.some((n) => TYPED.has(n.code))) return null;
  return unique(notes.filter((n) => !BEFORE.has(n.code)));
}

/** What the fields of a table say of its averages, df and scale. */
function shared(table: MeansTable | ContrastTable): Note[] {
  const stays = table.notes.some((n) => n.code === "still-transformed");
  return [
    ...averagedNote(table.averagedOver),
    ...otherNotes(table.notes),
    ...(table.ddfStated ? [ddfNote(table.ddf)] : []),
    ...(table.transform !== null && table.scale === "link" && !stays
      ? [linkNote(table.transform)]
      : []),
  ];
}

const backFrom = (table: MeansTable | ContrastTable): string | null =>
  table.transform !== null && table.scale === "response" ? table.transform : null;

/** Remarks after a table of means. */
export function meansNotes(table: MeansTable): Note[] {
  return ownNotes(table.notes) ?? unique([
    ...shared(table),
    ...(showsLimits(table.show) ? intervalNotes(table.level, null, backFrom(table)) : []),
  ]);
}

/** How tests or limits were adjusted, from the fields of a table; nothing for a family of one. */
function adjusted(
  what: "tests" | "intervals",
  table: {
    adjust: ContrastTable["adjust"];
    familySize: number;
    rank?: number;
    /** Tests in the family, if not one a member. */
    count?: number;
  },
): Note | null {
  const { adjust, familySize } = table;
  if (familySize < 2) return null;
  const rank = table.rank ?? familySize;
  const count = table.count ?? familySize;
  return adjustmentNote(what, adjust, { familySize, count, rank, varies: false });
}

/** Remarks after a table of contrasts. */
export function contrastNotes(table: ContrastTable): Note[] {
  const own = ownNotes(table.notes);
  if (own) return own;
  const back = backFrom(table);
  const limits = adjusted("intervals", { ...table, adjust: table.intervalAdjust });
  const tests = adjusted("tests", table);
  return unique([
    ...shared(table),
    ...(showsLimits(table.show) ? intervalNotes(table.level, limits, back) : []),
    ...(!showsTests(table.show) ? [] : [
      ...(tests ? [tests] : []),
      ...testSideNotes(table.side, table.delta),
      ...(back === null ? [] : [transformedTestNote(back)]),
    ]),
  ]);
}

/** Remarks after means with letters. */
export function lettersNotes(shown: ShownLetters): Note[] {
  const own = ownNotes(shown.notes);
  if (own) return own;
  const { familySize: k } = shown;
  const tests = adjusted("tests", { ...shown, rank: k - 1, count: k * (k - 1) / 2 });
  return [
    ...meansNotes(shown.table),
    ...(tests ? [tests] : []),
    alphaNote(shown.alpha),
    lettersNote(),
  ];
}
