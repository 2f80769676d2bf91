/**
 * Addresses in a book in one file: pictures and downloads are inside, links to other chapters lead
 * within the file or nowhere.
 *
 * @module
 */
import { pathFrom, siteLink } from "../../weave/page/address.ts";
import { type BookChapter, filesFolder } from "../book.ts";
import type { Addresses, Download } from "./addresses.ts";
import { base64 } from "./assets.ts";

/** The files of a site, by path. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

const TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  csv: "text/csv",
  json: "application/json",
  tex: "text/plain",
  R: "text/plain",
};

/** Addresses of one chapter. */
export class InsideAddresses implements Addresses {
  readonly prefix: string;
  readonly #output: string;
  readonly #folder: string;
  readonly #files: Files;
  /** The chapters in the file, in their order; none if it holds one. */
  readonly #chapters: readonly { output: string; id: string }[];

  /** `chapters` are those in the same file, where it is a whole book, and `prefix` this one's. */
  constructor(
    { chapter }: BookChapter,
    files: Files,
    chapters: readonly BookChapter[] = [],
    prefix = "",
  ) {
    this.prefix = prefix;
    this.#output = chapter.output;
    this.#folder = filesFolder(chapter);
    this.#files = files;
    this.#chapters = chapters.map((each) => ({
      output: each.chapter.output,
      id: each.numbered.page.id,
    }));
  }

  /** A target in this chapter or in another of the file. */
  target(page: string, id: string): string | null {
    return this.#chapter(page, id);
  }

  /** An author's link; none to a page that is not in the file. */
  link(address: string): string | null {
    if (address.startsWith("#")) return this.#chapter(this.#output, address.slice(1));
    const [, page, fragment = ""] = /^([^#:]+\.html)(#.*)?$/.exec(siteLink(address)) ?? [];
    if (page === undefined) {
      return /^[a-z][\w+.-]*:/i.test(address) ? address : siteLink(address);
    }
    return this.#chapter(pathFrom(this.#output, page), fragment.slice(1));
  }

  /** A picture as data. */
  picture(path: string): string {
    const file = pathFrom(this.#output, path);
    return this.#data(file, this.#files.get(file) ?? this.#files.get(`${this.#folder}/${file}`)) ??
      path;
  }

  /** A result as data. */
  result(name: string, content: string): Download {
    return { href: this.#data(name, content) ?? name, name };
  }

  /** A file of the site as data, if it is there. */
  download(path: string): Download {
    const data = this.#data(path, this.#files.get(path));
    return { href: data ?? path, name: data === null ? null : path.split("/").at(-1) ?? "file" };
  }

  /** A place in a chapter of the file; its head has the chapter's own name alone. */
  #chapter(page: string, id: string): string | null {
    const index = this.#chapters.findIndex(({ output }) => output === page);
    const chapter = this.#chapters[index];
    if (!chapter && page !== this.#output) return null;
    if (!chapter) return id === "" ? "#main" : `#${this.prefix}${id}`;
    return `#c${index + 1}${id === "" || id === chapter.id ? "" : `-${id}`}`;
  }

  #data(path: string, content: string | Uint8Array | undefined): string | null {
    if (content === undefined) return null;
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const type = TYPES[path.split(".").at(-1) ?? ""] ?? "application/octet-stream";
    return `data:${type};base64,${base64(bytes)}`;
  }
}
