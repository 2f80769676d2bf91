/**
 * What a book's own templates are made with: the `html` tag, what a view holds, and the program's own
 * pages, to which an author's can add.
 *
 * @example
 * ```ts
 * import { type ChapterView, html } from "@heddle/heddle/templates";
 *
 * export const chapterPage = (view: ChapterView) =>
 *   html`<!DOCTYPE html><title>${view.title}</title><h1>${view.title}</h1>${view.body}`;
 * ```
 *
 * @module
 */
export { chapterPage, homePage } from "./chapter.ts";
export { Html, html, type Part, raw } from "./html.ts";
export type {
  BookView,
  ChapterLink,
  ChapterView,
  Fact,
  HomeView,
  Neighbour,
  PartView,
  SectionLink,
  Templates,
} from "./view.ts";
