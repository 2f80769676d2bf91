/**
 * What a template is given.
 *
 * @module
 */
import type { Html } from "./html.ts";

/** A chapter in the navigation. */
export interface ChapterLink {
  /** `4`, `A`, or empty. */
  number: string;
  title: string;
  /** Relative to the page at hand. */
  href: string;
  description: string;
  current: boolean;
}

/** A part of the book and its chapters; the title is empty where the book has no parts. */
export interface PartView {
  title: string;
  chapters: ChapterLink[];
}

/** A section in the list on the page. */
export interface SectionLink {
  number: string;
  title: string;
  id: string;
  /** 2 for `##`, 3 for `###`. */
  level: number;
}

/** The book as every page shows it. */
export interface BookView {
  title: string;
  subtitle: string;
  authors: string[];
  description: string;
  language: string;
  chapterWord: string;
  parts: PartView[];
  /** From the page at hand to the site's root: empty or `../`. */
  root: string;
  /** Address at which the book will be published, for link cards; empty if unknown. */
  address: string;
  /** The author's own stylesheet, relative to the root; empty if there is none. */
  style: string;
  /** CSS variables that the author set. */
  variables: Record<string, string>;
}

/** Chapter before and after. */
export interface Neighbour {
  label: string;
  title: string;
  href: string;
}

/** A row of the facts beside a chapter's title. */
export interface Fact {
  name: string;
  value: Html;
}

/** Everything on a chapter's page. */
export interface ChapterView {
  book: BookView;
  /** Output file, relative to the site's root. */
  path: string;
  number: string;
  /** `Day 4`, `Appendix A`, or empty. */
  label: string;
  title: string;
  /** Id of the chapter's heading; empty if it has no label. */
  id: string;
  titleHtml: Html;
  lead: Html;
  /** Plain text for search engines and link cards. */
  description: string;
  authors: string[];
  /** ISO date if the author wrote one, and its words. */
  date: { iso: string | null; words: string } | null;
  body: Html;
  sections: SectionLink[];
  facts: Fact[];
  previous: Neighbour | null;
  next: Neighbour | null;
  editLink: string | null;
  /** Values of `data-term` that occur in the body. */
  terms: string[];
  /** Style and script written into the page, for a book in one file; else null. */
  inline: { style: string; script: string } | null;
}

/** The first page of a book. */
export interface HomeView {
  book: BookView;
  /** Its own title, else the book's. */
  title: Html;
  /** Its own authors and date, else the book's. */
  authors: string[];
  date: ChapterView["date"];
  facts: Fact[];
  body: Html | null;
}

/** What an author may replace: a module that exports one or more of these. */
export interface Templates {
  chapterPage(view: ChapterView): Html;
  homePage(view: HomeView): Html;
}
