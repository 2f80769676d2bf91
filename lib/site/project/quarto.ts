/**
 * A book or a site of Quarto, and a site of R Markdown: order, parts and words of `_quarto.yml` and
 * `_site.yml`.
 *
 * @module
 */
import { takeMacros } from "../../weave/page/macros.ts";
import { isMovingDate } from "../../weave/page/front_matter.ts";
import type { BookFiles } from "../book/book_files.ts";
import { isPage } from "./bookdown.ts";
import {
  groupOf,
  type Listed,
  listOf,
  namesOf,
  pagesBelow,
  type Project,
  said,
  Settings,
  textOf,
} from "./project.ts";

const TOP_KEYS = new Set(
  "project book website lang bibliography execute knitr author date title subtitle description"
    .split(" "),
);
const BOOK_KEYS = new Set(
  ("title subtitle author date description abstract chapters appendices site-url repo-url " +
    "repo-actions repo-branch repo-subdir output-file references").split(" "),
);
const SITE_KEYS = new Set("title description site-url navbar sidebar".split(" "));

/** Chapters gathered in order; each page stands once. */
class Order {
  readonly chapters: Listed[] = [];
  readonly #seen = new Set<string>();

  constructor(readonly files: BookFiles) {}

  has(file: string): boolean {
    return this.#seen.has(file);
  }

  add(file: string, part: string): void {
    if (this.#seen.has(file)) return;
    this.#seen.add(file);
    if (part === "") return void this.chapters.push(file);
    const last = this.chapters.findLast((each) => typeof each !== "string" && each.part === part);
    if (last && typeof last !== "string") last.chapters.push(file);
    else this.chapters.push({ part, chapters: [file] });
  }

  /** The page that an address of a site leads to: `a.html` is made of `a.qmd`. */
  page(address: unknown): string | null {
    const plain = textOf(address).replace(/[#?].*$/, "").replace(/^\.?\//, "");
    if (plain === "" || /^[a-z][\w+.-]*:/i.test(plain)) return null;
    if (isPage(plain)) return plain;
    const stem = plain.replace(/\/$/, "/index.html").replace(/\.html$/, "");
    return [".qmd", ".Rmd", ".rmd", ".md"].map((ending) => `${stem}${ending}`)
      .find((name) => this.files.has(name)) ?? null;
  }
}

/** Reads a project of Quarto. */
export function readQuarto(files: BookFiles, file: string): Project {
  const settings = new Settings(file, files.looseText(file));
  const { value } = settings;
  const isBook = groupOf(value["project"])["type"] === "book" || value["book"] !== undefined;
  const about = groupOf(value[isBook ? "book" : "website"]);
  const order = new Order(files);
  const appendices: string[] = [];
  if (isBook) {
    bookChapters(order, listOf(about["chapters"]), "");
    const own = new Order(files);
    bookChapters(own, listOf(about["appendices"]), "");
    appendices.push(
      ...own.chapters.flatMap((each) => typeof each === "string" ? [each] : each.chapters),
    );
  } else sitePages(order, about);
  const rendered = pagesBelow(files).filter((page) => isRendered(page, value["project"]));
  const others = rendered.filter((page) => !order.has(page) && !appendices.includes(page));
  // A site has every page that it renders, a book those that it lists.
  if (!isBook) {
    for (const page of others) order.add(page, folderPart(page));
    if (files.has("index.qmd")) order.add("index.qmd", "");
  }
  const date = textOf(about["date"] ?? value["date"]);
  return {
    kind: isBook ? "a Quarto book" : "a Quarto site",
    file,
    settings: said({
      title: textOf(about["title"] ?? value["title"]),
      subtitle: textOf(about["subtitle"] ?? value["subtitle"]),
      authors: namesOf(about["author"] ?? value["author"]),
      date: isMovingDate(date) ? "" : date,
      description: textOf(about["description"] ?? about["abstract"]).trim(),
      language: textOf(value["lang"]),
      bibliography: listOf(value["bibliography"]).map(textOf).filter((name) => name !== ""),
      macros: headerMacros(files, value),
      edit: repository(about),
      address: textOf(about["site-url"]),
      execute: executed(value),
      "chapter-numbers": isBook ? "place" : "none",
    }),
    chapters: order.chapters,
    appendices,
    unlisted: pagesBelow(files, "", { hidden: true }).filter((page) =>
      !order.has(page) && !appendices.includes(page) && !/(^|\/)\./.test(page)
    ),
    unsaid: [
      ...settings.others([], TOP_KEYS),
      ...settings.others([isBook ? "book" : "website"], isBook ? BOOK_KEYS : SITE_KEYS),
    ].map((key) => `${file}: ${key}`),
    diagnostics: settings.diagnostics,
    fault: (path, fault) => settings.fault(path, fault),
  };
}

/** `chapters:` of a book: pages, `href` with a text, and parts, which may be pages themselves. */
function bookChapters(order: Order, list: readonly unknown[], part: string): void {
  for (const item of list) {
    const { href, file, part: title, chapters } = groupOf(item);
    if (title !== undefined) {
      const own = textOf(title);
      const page = isPage(own) ? own : "";
      const words = page === "" ? own : titleOf(order.files, page);
      if (page !== "") order.add(page, words);
      bookChapters(order, listOf(chapters), words);
      continue;
    }
    const name = textOf(typeof item === "object" ? href ?? file : item);
    if (name === "" || /^[a-z][\w+.-]*:\/\//i.test(name)) continue;
    if (name.includes("*")) {
      for (const page of matching(order.files, name)) order.add(page, part);
    } else order.add(order.page(name) ?? name, part);
  }
}

/** Pages of a site in the order of its menus. */
function sitePages(order: Order, about: Record<string, unknown>): void {
  const walk = (list: unknown, part: string): void => {
    for (const item of listOf(list)) {
      if (typeof item === "string") {
        if (item.includes("*")) {
          for (const page of matching(order.files, item)) order.add(page, part);
        } else if (item === "auto") continue;
        else {
          const page = order.page(item);
          if (page !== null) order.add(page, part);
        }
        continue;
      }
      const { href, file, text, section, menu, contents } = groupOf(item);
      const page = order.page(href ?? file);
      const title = textOf(text) || textOf(section);
      const inner = menu ?? contents;
      const within = inner === undefined
        ? part
        : isPage(title)
        ? titleOf(order.files, title)
        : title;
      if (isPage(textOf(section))) order.add(textOf(section), within);
      if (page !== null) order.add(page, within || part);
      if (inner !== undefined) walk(inner, within || part);
    }
  };
  if (order.files.has("index.qmd")) order.add("index.qmd", "");
  for (const sidebar of listOf(about["sidebar"])) {
    walk(groupOf(sidebar)["contents"], textOf(groupOf(sidebar)["title"]));
  }
  const { left, right, ...rest } = groupOf(about["navbar"]);
  walk(left, "");
  walk(right, "");
  walk(rest["contents"], "");
}

/** The title that a page gives itself. */
function titleOf(files: BookFiles, page: string): string {
  const text = files.has(page) ? files.looseText(page) : "";
  return /^title:\s*(.+)$/m.exec(text)?.[1]?.trim().replace(/^(["'])(.*)\1$/, "$2") ??
    /^#\s+(.*?)(?:\s*\{[^{}]*\})?\s*$/m.exec(text)?.[1] ?? page;
}

/** A page of no menu belongs to its folder. */
function folderPart(page: string): string {
  const folder = page.split("/").slice(0, -1).join(" / ").replace(/[-_]+/g, " ").trim();
  return folder.charAt(0).toUpperCase() + folder.slice(1);
}

function matching(files: BookFiles, pattern: string): string[] {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(
    /\*\*\/?|\*/g,
    (star) => star.length > 1 ? ".*" : "[^/]*",
  );
  const match = new RegExp(`^${source}$`);
  return pagesBelow(files).filter((page) => match.test(page));
}

/** Whether `render:` takes a page; with no such list every page is. */
function isRendered(page: string, project: unknown): boolean {
  const patterns = listOf(groupOf(project)["render"]).map(textOf).filter((each) => each !== "");
  const hits = (pattern: string): boolean => {
    const plain = pattern.replace(/^[!/]+/, "");
    if (plain.endsWith("/")) return page.startsWith(plain);
    const source = plain.replace(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replace(/\*\*\/?/g, "\u0000").replace(/\*/g, "[^/]*").replaceAll("\u0000", ".*");
    return new RegExp(plain.includes("/") ? `^${source}$` : `(^|/)${source}$`).test(page);
  };
  const [out, taken] = [true, false].map((no) => patterns.filter((p) => p.startsWith("!") === no));
  return (taken!.length === 0 || taken!.some(hits)) && !out!.some(hits);
}

/** `execute:` and the folding of code, which the pages' own options come before. */
function executed(value: Record<string, unknown>): Record<string, unknown> {
  const html = groupOf(groupOf(value["format"])["html"]);
  const fold = html["code-fold"];
  return {
    ...groupOf(groupOf(value["knitr"])["opts_chunk"]),
    ...(fold === true || fold === "show" ? { "code-fold": fold } : {}),
    ...groupOf(value["execute"]),
  };
}

/** Macros of what the pages include at their heads. */
function headerMacros(files: BookFiles, value: unknown): Record<string, string> {
  const macros: Record<string, string> = {};
  const visit = (at: unknown, depth: number): void => {
    if (typeof at === "string") {
      const text = /\.(?:tex|html)$/.test(at) && files.has(at) ? files.looseText(at) : at;
      Object.assign(macros, takeMacros(text).macros);
    } else if (typeof at === "object" && at !== null && depth < 6) {
      for (const each of Object.values(at)) visit(each, depth + 1);
    }
  };
  visit(groupOf(value)["format"], 0);
  for (const key of ["include-in-header", "include-before-body"]) visit(groupOf(value)[key], 0);
  return macros;
}

/** `repo-url` of the book, as the address of its source. */
function repository(about: Record<string, unknown>): string {
  const url = textOf(about["repo-url"]).replace(/\/$/, "");
  const actions = listOf(about["repo-actions"]);
  if (!/^https:\/\/github\.com\//.test(url) || !actions.includes("edit")) return "";
  const folder = textOf(about["repo-subdir"]);
  return `${url}/edit/${textOf(about["repo-branch"]) || "main"}/${
    folder === "" ? "" : `${folder}/`
  }{file}`;
}

/** Reads a site of R Markdown. */
export function readSite(files: BookFiles, file: string): Project {
  const settings = new Settings(file, files.looseText(file));
  const order = new Order(files);
  const home = ["index.Rmd", "index.md"].find((name) => files.has(name));
  if (home !== undefined) order.add(home, "");
  const { left, right } = groupOf(settings.value["navbar"]);
  const walk = (list: unknown, part: string): void => {
    for (const item of listOf(list)) {
      const { href, text, menu } = groupOf(item);
      const page = order.page(href);
      if (page !== null) order.add(page, part);
      if (menu !== undefined) walk(menu, textOf(text) || part);
    }
  };
  walk(left, "");
  walk(right, "");
  for (const page of pagesBelow(files, "", { deep: false })) order.add(page, "Other pages");
  return {
    kind: "a site of R Markdown",
    file,
    settings: said({
      title: textOf(groupOf(settings.value["navbar"])["title"]) || textOf(settings.value["name"]),
      "chapter-numbers": "none",
    }),
    chapters: order.chapters,
    appendices: [],
    unlisted: pagesBelow(files, "", { hidden: true }).filter((page) =>
      !order.has(page) && !/(^|\/)\./.test(page)
    ),
    unsaid: settings.others([], new Set(["name", "navbar", "output_dir"])).map((key) =>
      `${file}: ${key}`
    ),
    diagnostics: settings.diagnostics,
    fault: (path, fault) => settings.fault(path, fault),
  };
}
