/**
 * Works that are cited, and the author-year style.
 *
 * @module
 */
import { compareText } from "../../data/compare_text.ts";

/** A name as `family, given`; an institution has a family name alone. */
export interface Person {
  family: string;
  given: string;
}

/** A work as the reference list needs it. */
export interface Work {
  key: string;
  authors: Person[];
  editors: Person[];
  /** As written: `2005`, `in press`; empty if unknown. */
  year: string;
  title: string;
  /** The journal, book or proceedings that it stands in. */
  container: string;
  volume: string;
  issue: string;
  pages: string;
  publisher: string;
  edition: string;
  doi: string;
  url: string;
  /** True for a book, thesis or report, whose title is set in italics. */
  whole: boolean;
}

/** `Kenward and Roger`, `Stroup et al.`; the title where there is no author. */
export function authorsShort(work: Work): string {
  const people = work.authors.length > 0 ? work.authors : work.editors;
  const [first, second] = people;
  if (!first) return `“${work.title}”`;
  if (!second) return first.family;
  return people.length === 2 ? `${first.family} and ${second.family}` : `${first.family} et al.`;
}

/** Letters after the year where one author has several works of one year, by key. */
export function yearLabels(works: readonly Work[]): Map<string, string> {
  const groups = new Map<string, Work[]>();
  for (const work of [...works].sort(byAuthor)) {
    const name = `${authorsShort(work)} ${work.year}`;
    groups.set(name, [...groups.get(name) ?? [], work]);
  }
  const labels = new Map<string, string>();
  for (const group of groups.values()) {
    for (const [index, work] of group.entries()) {
      const letter = group.length > 1 ? String.fromCharCode(97 + index) : "";
      labels.set(work.key, `${work.year || "n.d."}${letter}`);
    }
  }
  return labels;
}

/** Order of a reference list: by author, year, title. */
export function byAuthor(a: Work, b: Work): number {
  const name = (work: Work) =>
    [...work.authors, ...work.editors].map((p) => `${p.family} ${p.given}`).join("; ") ||
    work.title;
  return compareText(name(a), name(b)) || compareText(a.year, b.year) ||
    compareText(a.title, b.title);
}

function initials(given: string): string {
  return given.split(/[\s.]+/).filter((part) => part !== "").map((part) =>
    part.split("-").map((piece) => `${piece.charAt(0)}.`).join("-")
  ).join(" ");
}

function nameList(people: readonly Person[]): string {
  const names = people.map((p) => p.given ? `${p.family}, ${initials(p.given)}` : p.family);
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** The full stop that a text still needs. */
function stop(text: string): string {
  return /[.?!]$/.test(text) ? "" : ".";
}

/** Words of an entry of the reference list: plain, in italics, in one piece, or a link. */
export type EntryPart = string | { title: string } | { whole: string } | {
  link: string;
  words: string;
};

/** One entry of the reference list. */
export function referenceEntry(work: Work, year: string): EntryPart[] {
  const people = work.authors.length > 0
    ? nameList(work.authors)
    : work.editors.length > 0
    ? `${nameList(work.editors)} (eds)`
    : "";
  const title: EntryPart = work.whole ? { title: work.title } : work.title;
  const more = edition(work);
  const sentences: EntryPart[][] = people
    ? [[`${people} (${year}).`], [title, more, stop(`${work.title}${more}`)]]
    : [[title, `${more} (${year}).`]];
  if (work.container) {
    const issue = work.issue ? `(${work.issue})` : "";
    const volume = work.volume ? ` ${work.volume}${issue}` : "";
    const pages: EntryPart[] = work.pages ? [", ", { whole: work.pages.replace(/-+/g, "–") }] : [];
    sentences.push([{ title: work.container }, volume, ...pages, "."]);
  }
  if (work.publisher) sentences.push([work.publisher, stop(work.publisher)]);
  const link = work.doi
    ? `https://doi.org/${work.doi.replace(/^https?:\/\/(dx\.)?doi\.org\//, "")}`
    : work.url;
  if (/^https?:/.test(link)) sentences.push([{ link, words: work.doi ? "doi" : "link" }]);
  return sentences.flatMap((sentence, index) => index === 0 ? sentence : [" ", ...sentence]);
}

function edition(work: Work): string {
  if (!work.edition) return "";
  const text = /^\d+$/.test(work.edition)
    ? `${ordinal(Number(work.edition))} edition`
    : work.edition;
  return `, ${/edition|ed\./i.test(text) ? text : `${text} edition`}`;
}

function ordinal(n: number): string {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? "th" : ["th", "st", "nd", "rd"][n % 10] ?? "th";
  return `${n}${ending}`;
}

/** A work of which nothing is known yet. */
export function blankWork(key: string): Work {
  return {
    key,
    authors: [],
    editors: [],
    year: "",
    title: "",
    container: "",
    volume: "",
    issue: "",
    pages: "",
    publisher: "",
    edition: "",
    doi: "",
    url: "",
    whole: false,
  };
}
