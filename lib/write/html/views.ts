/**
 * What the templates are given of a book and of its pages.
 *
 * @module
 */
import { type Html, html, raw } from "../../../templates/html.ts";
import { NEAR_CHAPTERS } from "../../../templates/page.ts";
import type { BookView, ChapterView, Fact, Neighbour } from "../../../templates/view.ts";
import { holdsStored } from "../../weave/resolve/tree.ts";
import { relative } from "../../weave/page/address.ts";
import {
  type Book,
  type BookChapter,
  chapterLabel,
  dateWords,
  filesFolder,
  valuesFile,
} from "../book.ts";
import { type Download, downloadAttributes } from "./addresses.ts";
import type { HtmlPage } from "./html_writer.ts";

/** A chapter with its HTML. */
export interface HtmlChapter extends BookChapter {
  html: HtmlPage;
}

/** Chapters of a book beyond which its pages name those near them alone. */
const LONG = 60;

/**
 * The chapters that a page names beside its text. If each of many named all, a book would grow with
 * the square of their number.
 */
function namedChapters(
  chapters: readonly BookChapter[],
  from: string,
): { named: readonly BookChapter[]; abridged: number | null } {
  const all = chapters.length > 0 && chapters.some(({ chapter }) => chapter.kind === "home")
    ? chapters.filter(({ chapter }) => chapter.kind !== "home")
    : chapters;
  if (all.length <= LONG) return { named: all, abridged: null };
  if (from === "index.html") return { named: all, abridged: all.length };
  const at = Math.max(0, all.findIndex(({ chapter }) => chapter.output === from));
  const first = Math.max(0, Math.min(at, all.length - 1) - NEAR_CHAPTERS);
  return { named: all.slice(first, at + NEAR_CHAPTERS + 1), abridged: all.length };
}

/** The book as seen from one of its pages. */
export function bookView(
  settings: Book,
  chapters: readonly BookChapter[],
  from: string,
): BookView {
  const parts: BookView["parts"] = [];
  const { named, abridged } = namedChapters(chapters, from);
  for (const { chapter, numbered, tree } of named) {
    let part = parts.at(-1);
    if (!part || part.title !== chapter.part) {
      parts.push(part = { title: chapter.part, chapters: [] });
    }
    part.chapters.push({
      number: chapter.number,
      title: numbered.page.title,
      href: relative(from, chapter.output),
      description: tree.description,
      current: chapter.output === from,
    });
  }
  return {
    title: settings.title,
    subtitle: settings.subtitle,
    authors: settings.authors,
    description: settings.description,
    language: settings.language,
    chapterWord: settings["chapter-word"],
    parts,
    abridged,
    root: "../".repeat(from.split("/").length - 1),
    address: settings.address,
    style: settings.style,
    variables: settings.theme,
  };
}

/** Everything on a chapter's page. */
export function chapterView(
  settings: Book,
  chapters: readonly HtmlChapter[],
  index: number,
  facts: Fact[],
): ChapterView {
  const entry = chapters[index];
  if (!entry) throw new RangeError(`The book has no chapter ${index}`);
  const { chapter, numbered, tree, html: written } = entry;
  const { page } = numbered;
  const { front } = page;
  const own = front.authors.length > 0 ? front.authors : [];
  return {
    book: bookView(settings, chapters, chapter.output),
    path: chapter.output,
    number: chapter.number,
    label: chapterLabel(chapter, settings["chapter-word"]),
    title: page.title,
    id: page.id === "top" ? "" : page.id,
    titleHtml: raw(written.title),
    lead: raw(written.lead),
    description: shorten(tree.description || tree.search[0]?.text || page.title),
    authors: own,
    date: front.date === null ? null : dateWords(front.date),
    body: raw(written.body),
    sections: page.headings.map(({ number, text, id, level }) => ({
      number,
      title: text,
      id,
      level,
    })),
    facts,
    previous: neighbour(settings, chapters, index, -1),
    next: neighbour(settings, chapters, index, 1),
    hasStored: holdsStored(tree.blocks),
    editLink: editLink(settings.edit, chapter.file),
    terms: termsIn(written),
    inline: null,
  };
}

function neighbour(
  settings: Book,
  chapters: readonly BookChapter[],
  index: number,
  step: number,
): Neighbour | null {
  const from = chapters[index]?.chapter;
  let other = index + step;
  while (chapters[other]?.chapter.kind === "home") other += step;
  const entry = chapters[other];
  if (!entry || !from) return null;
  return {
    label: chapterLabel(entry.chapter, settings["chapter-word"]),
    title: entry.numbered.page.title,
    href: relative(from.output, entry.chapter.output),
  };
}

function editLink(pattern: string, file: string): string | null {
  if (pattern === "") return null;
  if (/\{(file|path)\}/.test(pattern)) return pattern.replace(/\{(file|path)\}/, file);
  return `${pattern.replace(/\/$/, "")}/${file}`;
}

/** The first 160 characters or so, ending with a word. */
function shorten(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  return plain.length <= 170 ? plain : `${plain.slice(0, 160).replace(/\s+\S*$/, "")} …`;
}

/** Terms of pages that were written, each looked for once. */
const terms = new WeakMap<HtmlChapter["html"], string[]>();

function termsIn(written: HtmlChapter["html"]): string[] {
  let found = terms.get(written);
  if (!found) terms.set(written, found = termsOf(written.body));
  return found;
}

/** The terms that a body marks. */
export function termsOf(body: string): string[] {
  return [...new Set([...body.matchAll(/data-term="([^"]*)"/g)].map((match) => match[1] ?? ""))]
    .sort();
}

/** The facts beside a chapter's title. */
export function chapterFacts(
  { chapter, numbered, tree }: BookChapter,
  options: {
    publishData: boolean;
    /** The chapter in one file, if there is one. */
    singleFile: string | null;
    /** Where a file of the site is to be had. */
    download: (path: string) => Download;
  },
): Fact[] {
  const facts: Fact[] = [];
  const link = (path: string, words: string): Html =>
    html`<a ${raw(downloadAttributes(options.download(path)))}>${words}</a>`;
  if (numbered.values.data.length > 0 && options.publishData) {
    facts.push({
      name: "Data",
      value: html`${
        numbered.values.data.map(({ file, rows }, position) =>
          html`${position > 0 && raw("<br>")}${
            link(file, file.split("/").at(-1) ?? file)
          }, ${rows} rows`
        )
      }`,
    });
  }
  if (tree.script !== "") {
    const script = link(`${filesFolder(chapter)}/chapter.R`, "R script");
    facts.push({ name: "Code", value: html`${script} of this chapter` });
  }
  if (numbered.values.blocks.some((block) => block.shown.length > 0)) {
    facts.push({ name: "Values", value: link(valuesFile(chapter), "all as JSON") });
  }
  if (options.singleFile !== null) {
    facts.push({ name: "To keep", value: link(options.singleFile, "one file") });
  }
  return facts;
}
