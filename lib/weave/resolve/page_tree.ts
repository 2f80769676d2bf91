/**
 * A resolved page: its tree, and what a book must know of it.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import type { NumberedPage, Target } from "../page/number_page.ts";
import type { Work } from "../page/citation.ts";
import type { Macros } from "../page/macros.ts";
import type { Audience } from "../page/visibility.ts";
import type { Block, Inline } from "./tree.ts";

/** What resolving a page asks of the book. */
export interface ResolveContext {
  resolve(label: string): Target | undefined;
  /** Every label of the book, for hints. */
  labels(): readonly string[];
  works: ReadonlyMap<string, Work>;
  /** False where a bibliography could not be read: a missing entry is then no fault of the page. */
  worksComplete: boolean;
  yearOf: ReadonlyMap<string, string>;
  chapterWord: string;
  audience: Audience;
  /** Macros of mathematics that hold for the whole book. */
  macros: Macros;
  /** Classes that the book's own style sheet has rules for. */
  ownClasses: ReadonlySet<string>;
  /** The pages of the book, for the R of values that a page takes from another. */
  pages: readonly NumberedPage[];
}

/** What resolving a page asks of the page's own settings. */
export interface PageSettings {
  /** `Day 4`, `Appendix A`, or empty. */
  label: string;
  numbers: "r" | "journal";
  /** Words for factors and columns. */
  labels: Readonly<Record<string, string>>;
}

/** A passage for the search. */
export interface SearchEntry {
  /** Id in the page, or empty. */
  id: string;
  title: string;
  text: string;
}

/** A local file that a page shows or links to, with the place that asks for it. */
export interface AskedFile {
  path: string;
  span: Span;
  kind: "image" | "link";
}

/** A page, resolved. */
export interface PageTree extends PageSettings {
  /** Plain words of its title. */
  name: string;
  title: Inline[];
  lead: Inline[];
  /** The lead as plain text. */
  description: string;
  authors: readonly string[];
  /** As it was written; null if it was not. */
  date: string | null;
  /** Output file of the page, from which addresses are relative. */
  output: string;
  blocks: Block[];
  /** Its R code as one script; empty if it has none. */
  script: string;
  search: SearchEntry[];
  assets: AskedFile[];
  /** Where its blocks stand in the file, and what of the file its readers do not see. */
  places: ReadonlyMap<Block, Span>;
  hidden: readonly Span[];
  /** Keys of the works that it cites. */
  cited: string[];
  diagnostics: Diagnostic[];
}
