/**
 * All chapters of a long book, for its script: pages name those near them alone.
 *
 * @module
 */
import type { BookView } from "../../../templates/view.ts";

/** The script `assets/contents.js`: parts with their chapters, by number, title and path. */
export function contentsScript({ parts }: BookView): string {
  const rows = parts.map(({ title, chapters }) => [
    title,
    chapters.map((chapter) => [chapter.number, chapter.title, chapter.href]),
  ]);
  return `globalThis.heddleContents=${
    JSON.stringify(rows).replace(/</g, "\\u003c").replace(/\u2028/g, "\\u2028")
      .replace(/\u2029/g, "\\u2029")
  };\n`;
}
