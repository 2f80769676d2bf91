/**
 * The order in which the faults of a book are told.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { ReadChapter } from "../book/chapters.ts";

/** In the order of the book, then of the page; a fault that was found twice is told once. */
export function inOrder(
  diagnostics: readonly Diagnostic[],
  chapters: readonly ReadChapter[],
): Diagnostic[] {
  const order = new Map(chapters.map(({ chapter }, index) => [chapter.file, index + 1]));
  const rank = (d: Diagnostic) => d.file === undefined ? 1e6 : order.get(d.file) ?? 0;
  const seen = new Set<string>();
  return diagnostics.filter((d) => {
    const key = JSON.stringify([d.code, d.file, d.line, d.column, d.message]);
    return !seen.has(key) && Boolean(seen.add(key));
  }).sort((a, b) =>
    rank(a) - rank(b) || (a.file ?? "").localeCompare(b.file ?? "") ||
    (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
  );
}
