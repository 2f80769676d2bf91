/**
 * Where the links of a page lead: in a site, files stand beside each other; a book in one file has
 * everything inside.
 *
 * @module
 */
import { escapeHtml } from "../../../templates/html.ts";
import { relative, siteLink } from "../../weave/page/address.ts";

/** Addresses as the page at hand writes them. */
export interface Addresses {
  /** Stands before every id of the page. */
  readonly prefix: string;
  /** Something that the book has numbered; null where it cannot be reached. */
  target(page: string, id: string): string | null;
  /** What an author wrote; null where it cannot be reached. */
  link(address: string): string | null;
  /** A picture of the author's. */
  picture(path: string): string;
  /** A file of the page's results, `tbl-means.csv`, and the name under which it is kept. */
  result(name: string, content: string): Download;
}

/** A link to a file to take away. */
export interface Download {
  href: string;
  /** Null for that of the address. */
  name: string | null;
}

/** The attributes of a link to a file to take away. */
export function downloadAttributes({ href, name }: Download): string {
  const own = name === null ? "" : `="${escapeHtml(name)}"`;
  return `href="${escapeHtml(href)}" download${own}`;
}

/** Addresses in a site. */
export class SiteAddresses implements Addresses {
  readonly prefix = "";
  readonly #output: string;
  readonly #folder: string;

  /** `output` is the page's file; `folder` that of its results, relative to the page. */
  constructor(output: string, folder: string) {
    this.#output = output;
    this.#folder = folder;
  }

  /** The relative address of a target. */
  target(page: string, id: string): string {
    const fragment = id === "" ? "" : `#${id}`;
    if (page === this.#output) return fragment || "#main";
    return `${relative(this.#output, page)}${fragment}`;
  }

  /** An author's link, to a page where it is to a chapter's source. */
  link(address: string): string {
    return /^[a-z][\w+.-]*:/i.test(address) ? address : siteLink(address);
  }

  /** A picture, which lies where the author put it. */
  picture(path: string): string {
    return path;
  }

  /** A file in the folder of the page. */
  result(name: string): Download {
    return { href: `${this.#folder}/${name}`, name: null };
  }
}
