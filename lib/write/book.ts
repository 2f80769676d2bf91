/**
 * A book as its writers see it.
 *
 * @module
 */
import { MONTHS } from "../language/dates/names.ts";
import type { NumberedPage } from "../weave/page/number_page.ts";
import type { PageTree } from "../weave/resolve/page_tree.ts";

/** What a book says of itself. */
export interface Book {
  title: string;
  subtitle: string;
  authors: string[];
  description: string;
  date: string;
  language: string;
  "chapter-word": string;
  /** Where its source can be edited; empty if nowhere. */
  edit: string;
  /** Where it will be published; empty if unknown. */
  address: string;
  /** Its own style sheet; empty if it has none. */
  style: string;
  theme: Record<string, string>;
  "publish-data": boolean;
}

/** A chapter, resolved. */
export interface BookChapter {
  chapter: {
    /** Relative to the book's root. */
    file: string;
    /** `4`, `A`, or empty. */
    number: string;
    kind: "chapter" | "appendix" | "home";
    /** Title of its part; empty outside parts. */
    part: string;
    /** Relative to the site's root. */
    output: string;
  };
  numbered: NumberedPage;
  tree: PageTree;
}

/** `Day 4`, `Appendix A`, or empty. */
export function chapterLabel(chapter: BookChapter["chapter"], word: string): string {
  if (chapter.number === "") return "";
  return `${chapter.kind === "appendix" ? "Appendix" : word} ${chapter.number}`;
}

/** Folder of a chapter's tables and figures, from the site's root. */
export function filesFolder({ output }: BookChapter["chapter"]): string {
  return output.replace(/\.html$/, "");
}

/** File of a chapter's values, from the site's root. */
export function valuesFile({ output }: BookChapter["chapter"]): string {
  return output.replace(/\.html$/, ".json");
}

/** `2026-09-08` → 8 September 2026; any other words stay. */
export function dateWords(date: string): { iso: string | null; words: string } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const month = match && MONTHS[Number(match[2]) - 1];
  if (!match || !month) return { iso: null, words: date };
  return { iso: date, words: `${Number(match[3])} ${month} ${match[1]}` };
}
