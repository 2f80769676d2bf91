/**
 * Which files are the chapters of a book, in which order, and what number each has.
 *
 * @module
 */
import type { Diagnostic } from "../diagnostic.ts";
import { suggestion } from "../syntax/nearest.ts";
import type { BookFile, BookSettings } from "./book.ts";
import type { BookFiles } from "./book_files.ts";

/** A chapter's file and its place in the book. */
export interface Chapter {
  /** Relative to the book's root. */
  file: string;
  /** `4`, `A`, or empty for a page without a number. */
  number: string;
  kind: "chapter" | "appendix" | "home";
  /** Title of its part; empty outside parts. */
  part: string;
  /** Relative to the site's root. */
  output: string;
}

/** Finds the chapters: those that `book.yml` lists, else every `*.md` in the root, by name. */
export function findChapters(
  files: BookFiles,
  book: BookFile,
  options: { drafts: boolean },
): { chapters: Chapter[]; diagnostics: Diagnostic[] } {
  const { settings } = book;
  const diagnostics: Diagnostic[] = [];
  const present = files.list("").filter((name) =>
    name.endsWith(".md") && !/^([_.]|README\.md$)/i.test(name)
  );
  const drafts = new Set(settings.drafts.map(withEnding));
  const chapters: Chapter[] = [];
  const add = (file: string, kind: Chapter["kind"], part: string): void => {
    if (drafts.has(file) && !options.drafts) return;
    chapters.push({ file, number: "", kind, part, output: file.replace(/\.md$/, ".html") });
  };
  const listed = (path: (string | number)[], name: string, kind: Chapter["kind"], part: string) => {
    const file = withEnding(name);
    if (files.has(file)) return add(file, kind, part);
    const hint = suggestion(file, present);
    diagnostics.push(book.fault(path, "missing-file", `There is no chapter "${file}"`, hint));
  };
  const appendices = new Set(settings.appendices.map(withEnding));
  if (settings.chapters === undefined) {
    for (const name of present) if (!appendices.has(name)) add(name, "chapter", "");
  } else listAll(settings, listed);
  for (const [index, name] of settings.appendices.entries()) {
    listed(["appendices", index], name, "appendix", "Appendices");
  }
  if (files.has("index.md") && !chapters.some((chapter) => chapter.file === "index.md")) {
    add("index.md", "home", "");
  }
  numberChapters(chapters);
  return { chapters, diagnostics };
}

function listAll(
  settings: BookSettings,
  listed: (path: (string | number)[], name: string, kind: Chapter["kind"], part: string) => void,
): void {
  for (const [index, item] of (settings.chapters ?? []).entries()) {
    if (typeof item === "string") listed(["chapters", index], item, "chapter", "");
    else {
      for (const [position, name] of item.chapters.entries()) {
        listed(["chapters", index, "chapters", position], name, "chapter", item.part);
      }
    }
  }
}

function withEnding(name: string): string {
  return name.endsWith(".md") ? name : `${name}.md`;
}

/**
 * A chapter has the number its file name begins with, else its place; a place that another chapter
 * has for its number, or that would count backwards, is no number, and the page has none.
 */
function numberChapters(chapters: Chapter[]): void {
  const named = (chapter: Chapter) =>
    /^0*(\d+)[-_. ]/.exec(chapter.file.split("/").at(-1) ?? "")?.[1] ?? null;
  const taken = new Set(chapters.map(named));
  let place = 0;
  let last = 0;
  let letter = 0;
  for (const chapter of chapters) {
    if (chapter.file === "index.md") chapter.kind = "home";
    if (chapter.kind === "home") continue;
    if (chapter.kind === "appendix") {
      chapter.number = String.fromCharCode(65 + letter++);
      continue;
    }
    place++;
    const free = place > last && !taken.has(String(place));
    chapter.number = named(chapter) ?? (free ? String(place) : "");
    if (chapter.number !== "") last = Number(chapter.number);
  }
}
