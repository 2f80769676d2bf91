/**
 * What pages are shown with: style sheets, scripts and pictures. Where these are the same, a page that
 * is open can take over the words of another build; else it is loaded anew.
 *
 * @module
 */
import { unescapeHtml } from "../../../templates/html.ts";
import { digestOf } from "../cache/digest.ts";
import { sitePath } from "./preview_answers.ts";
import { PREVIEW_SCRIPT } from "./preview_script.ts";

/** What a page asks for while it is loaded. */
const ASKED = /<(?:link|script|img)\b[^<>]*?\s(?:href|src)="([^"]*)"/g;

/** Files whose digests are kept. */
const MOST = 1000;

/** Digests of files, each made once for the same content. */
export class PageFrames {
  readonly #known = new Map<string, { content: string | Uint8Array; digest: string }>();

  /**
   * Names what a page is shown with.
   *
   * @param path The page's file in the site.
   * @param content The content of a file of the site; null if there is none.
   */
  of(path: string, text: string, content: (path: string) => string | Uint8Array | null): string {
    const parts = new Set<string>();
    for (const [, address = ""] of text.matchAll(ASKED)) {
      const file = fileOf(path, unescapeHtml(address));
      const found = file === null || file.endsWith(".html") ? null : content(file);
      if (file !== null && found !== null) parts.add(`${file} ${this.#digest(file, found)}`);
    }
    return digestOf([PREVIEW_SCRIPT, ...[...parts].sort()].join("\n")).slice(0, 16);
  }

  #digest(path: string, content: string | Uint8Array): string {
    const known = this.#known.get(path);
    if (known && known.content === content) return known.digest;
    const digest = digestOf(content);
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(path, { content, digest });
    return digest;
  }
}

/** The file that an address on a page means, if it is one of the site. */
function fileOf(page: string, address: string): string | null {
  try {
    const url = new URL(address, `http://site/${page}`);
    return url.host === "site" ? sitePath(url) : null;
  } catch {
    return null;
  }
}
