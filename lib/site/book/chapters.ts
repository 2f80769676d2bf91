/**
 * Which files are the chapters of a book, in which order, and what number each has.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { PAGE_ENDING } from "../../weave/page/address.ts";
import type { Page } from "../../weave/page/page.ts";
import { type Fault, Source } from "../../weave/page/source.ts";
import type { BookFile, BookSettings } from "./book.ts";
import { chapterHeads } from "./chapter_heads.ts";
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

/** A chapter as it is read. */
export interface ReadChapter {
  chapter: Chapter;
  page: Page;
}

const isPageName = (name: string): boolean =>
  name.endsWith(".md") && !/^([_.]|README\.md$)/i.test(name);

/** Names of the Markdown files in the root that are pages if the book lists none. */
export function pagesOf(files: BookFiles): string[] {
  return files.list("").filter((name) => isPageName(name) && files.has(name));
}

/** Pages that would be lost: links that lead to nothing, or round in a circle. */
function leadNowhere(files: BookFiles): Diagnostic[] {
  return files.list("").filter((name) =>
    isPageName(name) && !files.world.facts(`${files.root}/${name}`)
  ).map((file) => ({
    file,
    code: "missing-file",
    severity: "error",
    message: `"${file}" is a link that leads to no file`,
    hint: "Put the page in its place, or take the link away",
  }));
}

/** A page's file in the site. */
function outputOf(file: string): string {
  return file.replace(PAGE_ENDING, ".html");
}

/** Finds the chapters: those that `book.yml` lists, else every `*.md` in the root, by name. */
export function findChapters(
  files: BookFiles,
  book: BookFile,
  options: { drafts: boolean },
): { chapters: Chapter[]; diagnostics: Diagnostic[] } {
  const { settings } = book;
  const diagnostics: Diagnostic[] = [];
  const present = pagesOf(files);
  const drafts = new Set(settings.drafts.map((name) => fileOf(files, name)));
  const chapters: Chapter[] = [];
  const add = (file: string, kind: Chapter["kind"], part: string): void => {
    if (drafts.has(file) && !options.drafts) return;
    chapters.push({ file, number: "", kind, part, output: outputOf(file) });
  };
  const named = new Set<string>();
  const listed = (path: (string | number)[], name: string, kind: Chapter["kind"], part: string) => {
    const file = fileOf(files, name);
    if (named.has(file)) {
      diagnostics.push(
        book.fault(path, "repeated-chapter", `"${file}" is listed twice`, "Keep one of the two"),
      );
      return;
    }
    named.add(file);
    if (files.has(file)) return add(file, kind, part);
    const hint = suggestion(file, present);
    diagnostics.push(book.fault(path, "missing-file", `There is no chapter "${file}"`, hint));
  };
  const appendices = new Set(settings.appendices.map((name) => fileOf(files, name)));
  if (settings.chapters === undefined) {
    for (const name of present) if (!appendices.has(name)) add(name, "chapter", "");
  } else listAll(settings, listed);
  for (const [index, name] of settings.appendices.entries()) {
    listed(["appendices", index], name, "appendix", "Appendices");
  }
  for (const [index, name] of settings.drafts.entries()) {
    const file = fileOf(files, name);
    if (files.has(file)) continue;
    const message = `There is no page "${file}" to be held back`;
    const hint = suggestion(file, present);
    diagnostics.push(book.fault(["drafts", index], "missing-file", message, hint));
  }
  if (files.has("index.md") && !chapters.some((chapter) => chapter.file === "index.md")) {
    add("index.md", "home", "");
  }
  numberChapters(chapters, settings["chapter-numbers"], files);
  const atHead: AtHead = (file, fault) =>
    new Source(file, files.looseText(file))
      .diagnostic(fault, { start: 0, end: 1 });
  addAll(diagnostics, [
    ...leadNowhere(files),
    ...leftOut(present, chapters, settings, drafts, atHead),
    ...sameNumbers(chapters, atHead),
    ...unread(files, book, chapters, atHead),
    ...alikeNames(chapters, atHead),
    ...chapters.flatMap(({ file }) => {
      const fault = poorName(file);
      return fault ? [atHead(file, fault)] : [];
    }),
  ]);
  return { chapters, diagnostics };
}

/** A fault at the head of a page. */
type AtHead = (file: string, fault: Fault) => Diagnostic;

/** Files that `book.yml`, which lists the chapters, does not name. */
function leftOut(
  present: readonly string[],
  chapters: readonly Chapter[],
  settings: BookSettings,
  drafts: ReadonlySet<string>,
  atHead: AtHead,
): Diagnostic[] {
  if (settings.chapters === undefined) return [];
  const known = new Set([...chapters.map(({ file }) => file), ...drafts]);
  return present.filter((file) => !known.has(file)).map((file) =>
    atHead(file, {
      code: "unlisted-page",
      severity: "warning",
      message: `"${file}" is not in the book: book.yml lists the chapters, and not this one`,
      hint: "List it under `chapters` or `drafts`, or let its name begin with _",
    })
  );
}

/** Files of other systems that an author may think are read. */
function unread(
  files: BookFiles,
  book: BookFile,
  chapters: readonly Chapter[],
  atHead: AtHead,
): Diagnostic[] {
  // A project of another system says itself which of its files are pages.
  if (book.file !== "book.yml") return [];
  const names = files.list("");
  const read = new Set(chapters.map(({ file }) => file));
  const settings = ["_quarto.yml", "_bookdown.yml", "_output.yml", "_site.yml", "myst.yml"];
  return names.flatMap((name): Diagnostic[] => {
    const page = /^[^_.].*\.(qmd|rmd|rmarkdown|ipynb|markdown)$/i.test(name);
    const options = settings.includes(name) && !names.includes("book.yml");
    if (!page && !options || read.has(name) || !files.has(name)) return [];
    return [atHead(name, {
      code: "unread-file",
      severity: "warning",
      message: `"${name}" is not read`,
      hint: page
        ? `Name it ${name.replace(/\.\w+$/, ".md")}, or list it under \`chapters\` in book.yml`
        : "What a book says of itself stands in book.yml",
    })];
  });
}

/** Chapters whose file names begin with one number. */
function sameNumbers(chapters: readonly Chapter[], atHead: AtHead): Diagnostic[] {
  const first = new Map<string, string>();
  return chapters.flatMap(({ file, number }): Diagnostic[] => {
    const other = first.get(number);
    if (number === "" || other === undefined) {
      first.set(number, file);
      return [];
    }
    return [atHead(file, {
      code: "repeated-number",
      severity: "warning",
      message: `Two chapters have the number ${number}: "${other}" and "${file}"`,
      hint: "A file name begins with the chapter's number; give each its own",
    })];
  });
}

/** Files whose names differ in the case of letters alone: only one of them can be checked out there. */
function alikeNames(chapters: readonly Chapter[], atHead: AtHead): Diagnostic[] {
  const first = new Map<string, string>();
  return chapters.flatMap(({ file }): Diagnostic[] => {
    const key = file.normalize("NFC").toLowerCase();
    const other = first.get(key);
    if (other === undefined || other === file) {
      first.set(key, file);
      return [];
    }
    return [atHead(file, {
      code: "bad-file-name",
      severity: "warning",
      message: `Windows and macOS cannot hold "${other}" and "${file}" beside each other`,
      hint: "Names that differ in more than the case of letters are held everywhere",
    })];
  });
}

/** Names that an address or another system cannot hold. */
function poorName(file: string): Fault | null {
  const hint = "Name the file with letters, digits and hyphens";
  if (/[%?#\\]/.test(file)) {
    const message = `The name "${file}" holds a sign that addresses use for something else`;
    return { code: "bad-file-name", message, hint };
  }
  if (
    /(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.[^/]*)?(\/|$)|[<>:"|*]|[. ](\/|\.(?:md|qmd|rmd)$)/i.test(
      file,
    )
  ) {
    const message = `Windows cannot hold a file with the name "${file}"`;
    return { code: "bad-file-name", severity: "warning", message, hint };
  }
  return null;
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

/** The file that a name of a list means: itself, the Markdown of that name, else another system's. */
function fileOf(files: BookFiles, name: string): string {
  if (PAGE_ENDING.test(name) && files.has(name)) return name;
  const stem = name.replace(PAGE_ENDING, "");
  const others = ["qmd", "Rmd", "rmd", "Rmarkdown"].map((ending) => `${stem}.${ending}`);
  return files.has(`${stem}.md`)
    ? `${stem}.md`
    : others.find((file) => files.has(file)) ?? `${stem}.md`;
}

/**
 * A chapter has the number its file name begins with, else its place; a place that another chapter
 * has for its number, or that would count backwards, is no number, and the page has none. `by` may
 * ask for places alone, which chapters without a number do not take, or for none.
 */
function numberChapters(
  chapters: Chapter[],
  by: BookSettings["chapter-numbers"],
  files: BookFiles,
): void {
  // A date at the head of a name is no number.
  const named = (chapter: Chapter) =>
    by === "name"
      ? /^0*(\d{1,4})[-_. ]/.exec(chapter.file.split("/").at(-1) ?? "")?.[1] ?? null
      : null;
  const bare = (chapter: Chapter): boolean =>
    by === "none" || by === "place" && chapterHeads(files.looseText(chapter.file)).unnumbered;
  const taken = new Set(chapters.map(named));
  let place = 0;
  let last = 0;
  let letter = 0;
  for (const chapter of chapters) {
    if (chapter.output === "index.html") chapter.kind = "home";
    if (chapter.kind === "home" || bare(chapter)) continue;
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
