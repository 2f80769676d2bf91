/**
 * Where each line of a page went.
 *
 * @module
 */
import { type BuiltPage, letters } from "./built.ts";
import type { SourceLine } from "./pieces.ts";

/** Where a line is. */
export type Whereabouts =
  /** On the page. */
  | "shown"
  /** In the page's script: code that its own options hide. */
  | "script"
  /** A diagnostic of the build or a line of the import's report names it. */
  | "told"
  /** The author's own remark, a setting, or code that its options neither show nor run. */
  | "silent"
  | "lost";

/** Lines that belong together, those of a fault or a block. */
export interface Stretch {
  first: number;
  last: number;
}

/** One line and where it is. */
export interface AccountedLine extends SourceLine {
  where: Whereabouts;
  /** Pieces that are nowhere. */
  missing: string[];
}

function linesOf(stretches: readonly Stretch[]): Set<number> {
  const found = new Set<number>();
  for (const { first, last } of stretches) for (let at = first; at <= last; at++) found.add(at);
  return found;
}

/** Where every line of a page is; `told` and `unrun` are places of faults and of blocks that do not run. */
export function account(
  lines: readonly SourceLine[],
  page: BuiltPage,
  told: readonly Stretch[],
  unrun: readonly Stretch[],
): AccountedLine[] {
  const named = linesOf(told);
  const hidden = linesOf(unrun);
  return lines.map((line): AccountedLine => {
    if (line.pieces.length === 0) return { ...line, where: "silent", missing: [] };
    const missing = line.pieces.filter((piece) => !page.holds(piece));
    const where: Whereabouts = missing.length === 0
      ? "shown"
      : missing.every((piece) => page.inScript(piece))
      ? "script"
      : hidden.has(line.line)
      ? "silent"
      : named.has(line.line)
      ? "told"
      : "lost";
    return { ...line, where, missing: missing.map(({ kind, text }) => `${kind} ${text.trim()}`) };
  });
}

/** Shortest text whose place says something: a few letters are anywhere. */
const TELLING = 24;

/**
 * Lines of prose that stand on the page before an earlier one: the fewest that can be taken out so
 * that the others are in order. Notes, which stand below, and words that are there twice are left out.
 */
export function outOfOrder(lines: readonly SourceLine[], page: BuiltPage): number[] {
  const places: { line: number; at: number }[] = [];
  for (const { line, kind, pieces } of lines) {
    if (!["prose", "item", "row", "heading"].includes(kind) || pieces.length === 0) continue;
    if (pieces.some(({ note }) => note)) continue;
    for (const { kind: piece, text } of pieces) {
      const words = letters(text);
      if (piece !== "words" || words.length < TELLING) continue;
      const at = page.words.indexOf(words);
      if (at >= 0 && page.words.indexOf(words, at + 1) < 0) places.push({ line, at });
    }
  }
  const kept = new Set(rising(places.map(({ at }) => at)));
  return [...new Set(places.filter((_, index) => !kept.has(index)).map(({ line }) => line))];
}

/** Indices of a longest rising sequence. */
function rising(values: readonly number[]): number[] {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, value] of values.entries()) {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1;
      if (values[ends[middle]!]! < value) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : ends[low - 1]!;
    ends[low] = index;
  }
  const found: number[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) found.unshift(at);
  return found;
}
