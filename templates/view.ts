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
  /** Its title, as plain text. */
  title: string;
  /** Relative to the page at hand. */
  href: string;
  /** Its description; empty if it has none. */
  description: string;
  /** Whether it is the page at hand. */
  current: boolean;
}

/** A part of the book and its chapters; the title is empty where the book has no parts. */
export interface PartView {
  /** Its title. */
  title: string;
  /** Its chapters, in order. */
  chapters: ChapterLink[];
}

/** A section in the list on the page. */
export interface SectionLink {
  /** `4.2`, or empty where nothing is numbered. */
  number: string;
  /** Its title, as plain text. */
  title: string;
  /** The id of its heading. */
  id: string;
  /** 2 for `##`, 3 for `###`. */
  level: number;
}

/** The book as every page shows it. */
export interface BookView {
  /** The title of the book. */
  title: string;
  /** Empty if there is none. */
  subtitle: string;
  /** Their names. */
  authors: string[];
  /** Empty if there is none. */
  description: string;
  /** Of the text: `en`. */
  language: string;
  /** What stands before a chapter's number. */
  chapterWord: string;
  /** Every part with its chapters; the appendices are the last. */
  parts: PartView[];
  /**
   * How many chapters the book has, where pages name those near them alone; else null. The first page
   * names all, and `assets/contents.js` has them for the script.
   */
  abridged: number | null;
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
  /** `Chapter 4`, or empty. */
  label: string;
  /** Its title. */
  title: string;
  /** Relative to the page at hand. */
  href: string;
}

/** A row of the facts beside a chapter's title. */
export interface Fact {
  /** What is told. */
  name: string;
  /** What is told of it. */
  value: Html;
}

/** Everything on a chapter's page. */
export interface ChapterView {
  /** The book that it belongs to. */
  book: BookView;
  /** Output file, relative to the site's root. */
  path: string;
  /** `4`, `A`, or empty. */
  number: string;
  /** `Day 4`, `Appendix A`, or empty. */
  label: string;
  /** Its title, as plain text. */
  title: string;
  /** Id of the chapter's heading; empty if it has no label. */
  id: string;
  /** Its title, as it was written. */
  titleHtml: Html;
  /** The line below the title. */
  lead: Html;
  /** Plain text for search engines and link cards. */
  description: string;
  /** Its own authors. */
  authors: string[];
  /** ISO date if the author wrote one, and its words. */
  date: { iso: string | null; words: string } | null;
  /** Everything below its head. */
  body: Html;
  /** The list on the page. */
  sections: SectionLink[];
  /** Data, script and values that can be taken away. */
  facts: Fact[];
  /** The chapter before it. */
  previous: Neighbour | null;
  /** The chapter after it. */
  next: Neighbour | null;
  /** Some of its values were computed by R beforehand and stored. */
  hasStored: boolean;
  /** Where its source is edited; null if the book does not say. */
  editLink: string | null;
  /** Values of `data-term` that occur in the body. */
  terms: string[];
  /** Style and script written into the page, for a book in one file; else null. */
  inline: { style: string; script: string } | null;
}

/** The first page of a book. */
export interface HomeView {
  /** The book. */
  book: BookView;
  /** Its own title, else the book's. */
  title: Html;
  /** Its own authors and date, else the book's. */
  authors: string[];
  /** Its own date. */
  date: ChapterView["date"];
  /** Data, script and values that can be taken away. */
  facts: Fact[];
  /** What `index.md` says below its head; null if there is none. */
  body: Html | null;
}

/** What an author may replace: a module that exports one or more of these. */
export interface Templates {
  /** A whole document for a chapter. */
  chapterPage(view: ChapterView): Html;
  /** A whole document for the first page. */
  homePage(view: HomeView): Html;
}
