/**
 * What a site has besides its pages where its address is known: the page that a server shows for
 * what is not there, and the list of pages for search engines.
 *
 * @module
 */
import { escapeHtml } from "../../../templates/html.ts";
import { absentPage } from "../../../templates/chapter.ts";
import type { BookView } from "../../../templates/view.ts";
import type { Book, BookChapter } from "../book.ts";
import { bookView } from "./views.ts";

/** `404.html` and `sitemap.xml`; nothing without an address. */
export function publicFiles(
  settings: Book,
  chapters: readonly BookChapter[],
  pages: readonly string[],
): Map<string, string> {
  const files = new Map<string, string>();
  if (settings.address === "") return files;
  const address = new URL(settings.address.replace(/\/*$/, "/"));
  files.set("404.html", absentPage(fromAnywhere(settings, chapters, address.pathname)).text);
  const urls = pages.map((page) => {
    const { href } = new URL(page === "index.html" ? "" : encodeURI(page), address);
    return `<url><loc>${escapeHtml(href)}</loc></url>\n`;
  });
  files.set(
    "sitemap.xml",
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
      `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("")}</urlset>\n`,
  );
  return files;
}

/** The book with links that hold in whatever folder a page is missing. */
function fromAnywhere(
  settings: Book,
  chapters: readonly BookChapter[],
  root: string,
): BookView {
  const view = bookView(settings, chapters, "404.html");
  const parts = view.parts.map((part) => ({
    ...part,
    chapters: part.chapters.map((link) => ({ ...link, href: root + link.href })),
  }));
  return { ...view, parts, root, address: "" };
}
