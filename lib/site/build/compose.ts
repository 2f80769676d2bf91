/**
 * A woven page in its templates.
 *
 * @module
 */
import { html, raw } from "../../../templates/html.ts";
import type { BookView, ChapterView, Fact, Neighbour } from "../../../templates/view.ts";
import { relative } from "../../write/html/weave_reference.ts";
import type { NumberedPage } from "../../weave/page/number_page.ts";
import type { Woven } from "../../write/html/woven.ts";
import type { BookSettings } from "../book/book.ts";
import type { Chapter } from "../book/chapters.ts";

/** A chapter with all that its page is made of. */
export interface WovenChapter {
  chapter: Chapter;
  numbered: NumberedPage;
  woven: Woven;
}

/** `Day 4`, `Appendix A`, or empty. */
export function chapterLabel(chapter: Chapter, word: string): string {
  if (chapter.number === "") return "";
  return `${chapter.kind === "appendix" ? "Appendix" : word} ${chapter.number}`;
}

/** The book as seen from one of its pages. */
export function bookView(
  settings: BookSettings,
  chapters: readonly WovenChapter[],
  from: string,
): BookView {
  const parts: BookView["parts"] = [];
  for (const { chapter, numbered, woven } of chapters) {
    if (chapter.kind === "home") continue;
    let part = parts.at(-1);
    if (!part || part.title !== chapter.part) {
      parts.push(part = { title: chapter.part, chapters: [] });
    }
    part.chapters.push({
      number: chapter.number,
      title: numbered.page.title,
      href: relative(from, chapter.output),
      description: woven.description,
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
    root: "../".repeat(from.split("/").length - 1),
    address: settings.address,
    style: settings.style,
    variables: settings.theme,
  };
}

/** Everything on a chapter's page. */
export function chapterView(
  settings: BookSettings,
  chapters: readonly WovenChapter[],
  index: number,
  facts: Fact[],
): ChapterView {
  const entry = chapters[index];
  if (!entry) throw new RangeError(`The book has no chapter ${index}`);
  const { chapter, numbered, woven } = entry;
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
    titleHtml: raw(woven.titleHtml),
    lead: raw(woven.leadHtml),
    description: shorten(woven.description || woven.search[0]?.text || page.title),
    authors: own,
    date: front.date === null ? null : dateWords(front.date),
    body: raw(woven.body),
    sections: page.headings.map(({ number, text, id, level }) => ({
      number,
      title: text,
      id,
      level,
    })),
    facts,
    previous: neighbour(settings, chapters, index, -1),
    next: neighbour(settings, chapters, index, 1),
    editLink: editLink(settings.edit, chapter.file),
    terms: termsOf(woven.body),
    inline: null,
  };
}

function neighbour(
  settings: BookSettings,
  chapters: readonly WovenChapter[],
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

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `2026-09-08` → 8 September 2026; any other words stay. */
export function dateWords(date: string): { iso: string | null; words: string } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const month = match && MONTHS[Number(match[2]) - 1];
  if (!match || !month) return { iso: null, words: date };
  return { iso: date, words: `${Number(match[3])} ${month} ${match[1]}` };
}

/** The first 160 characters or so, ending with a word. */
function shorten(text: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  return plain.length <= 170 ? plain : `${plain.slice(0, 160).replace(/\s+\S*$/, "")} …`;
}

/** The terms that a body marks. */
export function termsOf(body: string): string[] {
  return [...new Set([...body.matchAll(/data-term="([^"]*)"/g)].map((match) => match[1] ?? ""))]
    .sort();
}

/** The facts beside a chapter's title. */
export function chapterFacts(
  entry: WovenChapter,
  options: { publishData: boolean; singleFile: string | null },
): Fact[] {
  const { chapter, numbered, woven } = entry;
  const facts: Fact[] = [];
  const folder = relative(chapter.output, filesFolder(chapter));
  if (numbered.values.data.length > 0 && options.publishData) {
    facts.push({
      name: "Data",
      value: html`${
        numbered.values.data.map(({ file, rows }, position) =>
          html`${position > 0 && raw("<br>")}<a href="${relative(chapter.output, file)}" download>${
            file.split("/").at(-1) ?? file
          }</a>, ${rows} rows`
        )
      }`,
    });
  }
  if (woven.files.some((file) => file.name === "chapter.R")) {
    facts.push({
      name: "Code",
      value: html`<a href="${folder}/chapter.R" download>R script</a> of this chapter`,
    });
  }
  if (numbered.values.blocks.some((block) => block.shown.length > 0)) {
    facts.push({
      name: "Values",
      value: html`<a href="${
        relative(chapter.output, valuesFile(chapter))
      }" download>all as JSON</a>`,
    });
  }
  if (options.singleFile !== null) {
    facts.push({
      name: "To keep",
      value: html`<a href="${relative(chapter.output, options.singleFile)}" download>one file</a>`,
    });
  }
  return facts;
}

/** Folder of a chapter's tables and figures, from the site's root. */
export function filesFolder(chapter: Chapter): string {
  return chapter.output.replace(/\.html$/, "");
}

/** File of a chapter's values, from the site's root. */
export function valuesFile(chapter: Chapter): string {
  return chapter.output.replace(/\.html$/, ".json");
}
