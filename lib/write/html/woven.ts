/**
 * What a page becomes, and what weaving asks of the book around it.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import type { Shown } from "../../render/shown.ts";
import type { Work } from "../../weave/page/citation.ts";
import type { Macros } from "../../weave/page/macros.ts";
import type { NumberedPage, Target } from "../../weave/page/number_page.ts";
import type { Audience } from "../../weave/page/visibility.ts";

/** How a block wants a value shown. */
export interface ShowOptions {
  id: string;
  captionId: string;
  stars: boolean;
  /** Significant digits; R's own if not said. */
  digits?: number;
}

/** How values and mathematics become text; the room that renders them fills this in. */
export interface Renderers {
  html(shown: Shown, options: ShowOptions): string;
  inline(shown: Shown): string;
  dataTable(shown: Shown): string;
  csv(shown: Shown): string;
  latex(shown: Shown): string;
  /** A figure as a file of its own; null for anything else. */
  svg(shown: Shown): string | null;
  /** Throws a DiagnosticError whose span is a place in the LaTeX. */
  mathematics(latex: string, options: { display: boolean; macros: Macros }): string;
}

/** What weaving asks of the book. */
export interface WeaveContext {
  render: Renderers;
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
  pages?: readonly NumberedPage[];
}

/** A piece of text for the search index. */
export interface SearchEntry {
  /** Fragment in the page, or empty. */
  id: string;
  title: string;
  text: string;
}

/** A file that belongs to the page, relative to the page's own folder of files. */
export interface ResultFile {
  name: string;
  content: string;
}

/** A woven page: its body and what the site needs to know of it. */
export interface Woven {
  /** The sections below the chapter's head. */
  body: string;
  titleHtml: string;
  leadHtml: string;
  /** The lead as plain text. */
  description: string;
  search: SearchEntry[];
  files: ResultFile[];
  /** Local files that the page shows or links to, with the place that asks for them. */
  assets: { path: string; span: Span; kind: "image" | "link" }[];
  cited: string[];
  diagnostics: Diagnostic[];
}

/** A target's words: `Table 4.1`. */
export function targetText(target: Target, chapterWord: string): string {
  const word = {
    section: "Section",
    table: "Table",
    figure: "Figure",
    equation: "Equation",
    model: "Model",
    design: "Design",
    exercise: "Exercise",
    chapter: chapterWord,
  }[target.kind];
  return target.number === "" ? target.title : `${word}\u00a0${target.number}`;
}
