/**
 * Everything of a build but the writing: a book to the files of its site, in memory.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import { html, raw } from "../../../templates/html.ts";
import type { Templates } from "../../../templates/view.ts";
import type { World } from "../../world.ts";
import { yearLabels } from "../../weave/page/citation.ts";
import { numberPage } from "../../weave/page/number_page.ts";
import { parsePage } from "../../weave/page/parse_page.ts";
import type { PageValues } from "../../weave/page/values.ts";
import { isHidden } from "../../weave/page/visibility.ts";
import { siteLink } from "../../write/html/weave_inline.ts";
import { weavePage } from "../../write/html/weave_page.ts";
import { sharedAssets } from "../output/assets.ts";
import { type BookFile, defaultSettings, folderTitle, readBook } from "../book/book.ts";
import { checkBook } from "../book/book_checks.ts";
import { BookFiles } from "../book/book_files.ts";
import type { SiteOptions } from "./site_options.ts";
import { findChapters, type ReadChapter } from "../book/chapters.ts";
import { checkPages } from "./check_pages.ts";
import {
  bookView,
  chapterFacts,
  chapterLabel,
  chapterView,
  dateWords,
  filesFolder,
  valuesFile,
  type WovenChapter,
} from "./compose.ts";
import { collectAssets } from "../output/page_assets.ts";
import { publicFiles } from "../output/public_files.ts";
import { Labels } from "../book/labels.ts";
import { type Passage, searchScript } from "../output/search_index.ts";
import { loadWorks } from "../book/works.ts";
import { obtainValues } from "./obtain_values.ts";
import { loadTemplates } from "../book/own_templates.ts";
import { outsideAddress } from "../book/own_style.ts";
import { Pictures } from "./pictures.ts";

/** A site in memory. */
export interface CompiledSite {
  files: Map<string, string | Uint8Array>;
  pages: string[];
  diagnostics: Diagnostic[];
}

/** Compiles a book. Whatever an author can get wrong is in `diagnostics`. */
export async function compileSite(
  world: World,
  options: SiteOptions,
  pictures: Pictures = new Pictures(),
): Promise<CompiledSite> {
  const site: CompiledSite = { files: new Map(), pages: [], diagnostics: [] };
  if (!world.facts(options.root)?.isDirectory) {
    site.diagnostics.push({
      code: "missing-book",
      severity: "error",
      message: `There is no folder "${options.root}"`,
      hint: "Name the folder that holds the chapters; `new FOLDER` makes one",
    });
    return site;
  }
  try {
    await new SiteCompiler(world, options, site, pictures).run();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    addAll(site.diagnostics, error.diagnostics);
  } finally {
    await pictures.finish();
  }
  return site;
}

class SiteCompiler {
  readonly #world: World;
  readonly #options: SiteOptions;
  readonly #site: CompiledSite;
  readonly #files: BookFiles;
  readonly #book: BookFile;
  readonly #pictures: Pictures;

  constructor(world: World, options: SiteOptions, site: CompiledSite, pictures: Pictures) {
    this.#pictures = pictures;
    this.#world = world;
    this.#options = options;
    this.#site = site;
    this.#files = new BookFiles(world, options.root);
    const text = this.#files.text("book.yml");
    this.#book = text === null ? { ...readBook(""), settings: defaultSettings() } : readBook(text);
    const { settings } = this.#book;
    if (settings.title === "") settings.title = folderTitle(world.realPath(options.root));
    addAll(site.diagnostics, [...this.#book.diagnostics, ...checkBook(this.#book)]);
  }

  async run(): Promise<void> {
    const chapters = this.#read();
    const { values, labels: words } = await obtainValues(
      chapters,
      this.#files,
      chapters.some(({ page }) =>
        (page.front.numbers ?? this.#book.settings.numbers) === "journal"
      ),
      this.#options.fromValues === undefined
        ? null
        : { world: this.#world, folder: this.#options.fromValues },
      this.#pictures,
      this.#site.diagnostics,
    );
    const woven = await this.#weave(chapters, values, words);
    const { style } = this.#book.settings;
    if (style !== "") this.#copyStyle(style);
    for (const entry of woven) {
      addAll(this.#site.diagnostics, collectAssets(entry, this.#files, this.#site.files));
    }
    if (this.#site.diagnostics.some((d) => d.severity === "error")) {
      this.#sort(chapters);
      return;
    }
    await this.#compose(woven);
    this.#sort(chapters);
  }

  #read(): ReadChapter[] {
    const { chapters, diagnostics } = findChapters(this.#files, this.#book, {
      drafts: this.#options.drafts ?? false,
    });
    addAll(this.#site.diagnostics, diagnostics);
    if (chapters.length === 0 && !diagnostics.some((d) => d.severity === "error")) {
      this.#site.diagnostics.push({
        code: "no-chapters",
        severity: "error",
        message: `The folder "${this.#options.root}" holds no chapters`,
        hint: "A chapter is a Markdown file, such as 01-first.md",
      });
    }
    return chapters.flatMap((chapter) => {
      const text = this.#text(chapter.file);
      if (text === null) return [];
      const page = parsePage(chapter.file, text);
      if (page.front.draft && !this.#options.drafts) return [];
      addAll(this.#site.diagnostics, page.diagnostics);
      return [{ chapter, page }];
    });
  }

  /** The text of a chapter; null if it must not be read. */
  #text(file: string): string | null {
    try {
      return this.#files.text(file) ?? "";
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      addAll(this.#site.diagnostics, error.diagnostics.map((d) => ({ file, ...d })));
      return null;
    }
  }

  async #weave(
    chapters: readonly ReadChapter[],
    values: ReadonlyMap<string, PageValues>,
    words: Readonly<Record<string, string>>,
  ): Promise<WovenChapter[]> {
    const { settings } = this.#book;
    const { works, complete, diagnostics } = await loadWorks(chapters, this.#files, this.#book);
    addAll(this.#site.diagnostics, diagnostics);
    const { prepare, presenter, renderers } = await import("./renderers.ts");
    await prepare(chapters, values, this.#pictures);
    addAll(this.#site.diagnostics, this.#pictures.diagnostics);
    const labels = new Labels();
    const numbered = chapters.map(({ chapter, page }) => {
      const own = values.get(page.file) ?? { blocks: [], data: [], labels: {} };
      const numbers = page.front.numbers ?? settings.numbers;
      const result = numberPage(page, own, {
        chapter: chapter.number,
        output: chapter.output,
        present: presenter(numbers, numbers === "journal" ? words : {}),
      });
      labels.add(result);
      return { chapter, numbered: result, numbers };
    });
    addAll(this.#site.diagnostics, labels.diagnostics);
    const yearOf = yearLabels([...works.values()]);
    const ownClasses = classesIn(settings.style === "" ? "" : this.#text(settings.style) ?? "");
    return numbered.map(({ chapter, numbered: page, numbers }) => {
      const woven = weavePage(page, {
        render: renderers(numbers, numbers === "journal" ? words : {}, this.#pictures),
        resolve: (label) => labels.resolve(label),
        labels: () => labels.names(),
        works,
        worksComplete: complete,
        yearOf,
        chapterWord: settings["chapter-word"],
        audience: this.#options.audience ?? "all",
        macros: settings.macros,
        ownClasses,
        pages: numbered.map((each) => each.numbered),
      }, filesFolder(chapter).split("/").at(-1) ?? "");
      addAll(this.#site.diagnostics, woven.diagnostics);
      return { chapter, numbered: page, woven };
    });
  }

  async #compose(chapters: readonly WovenChapter[]): Promise<void> {
    const { settings } = this.#book;
    const { files, pages } = this.#site;
    const templates = await this.#templates();
    const passages: Passage[] = [];
    for (const [index, entry] of chapters.entries()) {
      this.#results(entry);
      addAll(passages, passagesOf(entry, settings["chapter-word"]));
      const { chapter } = entry;
      if (chapter.kind === "home") continue;
      const facts = chapterFacts(entry, this.#factOptions(entry));
      files.set(
        chapter.output,
        templates.chapterPage(chapterView(settings, chapters, index, facts)).text,
      );
      pages.push(chapter.output);
    }
    this.#home(chapters, templates);
    const written = [...files].flatMap(([path, content]) =>
      path.endsWith(".html") && typeof content === "string" ? [content] : []
    );
    for (const [path, content] of sharedAssets(this.#world, written)) files.set(path, content);
    files.set("assets/search.js", searchScript(this.#world, passages));
    if (this.#options.singleFile) {
      const { singleFiles } = await import("../output/single_file.ts");
      for (const [path, text] of singleFiles(this.#world, settings, chapters, templates, files)) {
        files.set(path, text);
      }
    }
    this.#check(chapters);
    for (const [path, text] of publicFiles(settings, chapters, pages)) files.set(path, text);
  }

  #factOptions({ chapter }: WovenChapter): { publishData: boolean; singleFile: string | null } {
    const alone = this.#options.singleFile && chapter.kind !== "home";
    return {
      publishData: this.#book.settings["publish-data"],
      singleFile: alone ? `one-file/${chapter.output.replaceAll("/", "-")}` : null,
    };
  }

  /** Checks the finished pages; a link whose file was missing is not told of again. */
  #check(chapters: readonly WovenChapter[]): void {
    const { files, diagnostics } = this.#site;
    const told = new Set(diagnostics.map((d) => `${d.file}:${d.line}:${d.column}`));
    const found = checkPages(files, (page, href) => {
      const entry = chapters.find(({ chapter }) => chapter.output === page);
      const asset = entry?.woven.assets.find(({ path }) =>
        path === href || siteLink(path) === href
      );
      if (!entry || !asset) return {};
      const fault = { code: "broken-link", message: `"${asset.path}" leads nowhere` };
      return entry.numbered.page.source.diagnostic(fault, asset.span);
    });
    addAll(
      diagnostics,
      found.filter((d) => d.file === undefined || !told.has(`${d.file}:${d.line}:${d.column}`)),
    );
  }

  /** Tables and figures to take away, values, and data. */
  #results(entry: WovenChapter): void {
    const { files } = this.#site;
    const { chapter, woven, numbered } = entry;
    for (const { name, content } of woven.files) {
      files.set(`${filesFolder(chapter)}/${name}`, content);
    }
    if (numbered.values.blocks.some((block) => block.shown.length > 0)) {
      files.set(valuesFile(chapter), storedValues(entry, this.#options.audience ?? "all"));
    }
    if (this.#book.settings["publish-data"]) this.#copyData(entry);
  }

  #home(chapters: readonly WovenChapter[], templates: Templates): void {
    const { settings } = this.#book;
    const home = chapters.find(({ chapter }) => chapter.kind === "home");
    const view = bookView(settings, chapters, "index.html");
    const lead = home?.numbered.page.front.description ?? view.description;
    const front = home?.numbered.page.front;
    const date = front?.date ?? (settings.date || null);
    const page = templates.homePage({
      book: { ...view, description: lead },
      title: home ? raw(home.woven.titleHtml) : html`${settings.title}`,
      authors: front && front.authors.length > 0 ? front.authors : settings.authors,
      date: date === null ? null : dateWords(date),
      facts: home ? chapterFacts(home, this.#factOptions(home)) : [],
      body: home ? raw(home.woven.body) : null,
    });
    this.#site.files.set("index.html", page.text);
    this.#site.pages.unshift("index.html");
  }

  /** The book's own templates, or ours. */
  #templates(): Promise<Templates> {
    const { templates } = this.#book.settings;
    return loadTemplates(this.#files, templates, {
      allowed: this.#options.allowTemplates ?? false,
      writes: this.#options.write !== false,
      fault: (...given) => this.#book.fault(["templates"], ...given),
    });
  }

  #copyData({ numbered }: WovenChapter): void {
    for (const { file } of numbered.values.data) {
      if (this.#files.has(file)) this.#site.files.set(file, this.#files.bytes(file));
      else {
        this.#site.diagnostics.push({
          code: "missing-file",
          severity: "error",
          message: `"${file}" is to be published with the book and is not here`,
          hint: "Say `publish-data: false` in book.yml",
        });
      }
    }
  }

  #copyStyle(style: string): void {
    this.#copy(style, ["style"]);
    const outside = outsideAddress(this.#text(style) ?? "");
    if (outside === null) return;
    this.#site.diagnostics.push(this.#book.fault(
      ["style"],
      "outside-style",
      `"${style}" asks another server for ${outside.slice(0, 80)}`,
      "Put the file into the book: a page asks no other server for anything",
    ));
  }

  #copy(path: string, key: string[]): void {
    try {
      this.#site.files.set(path, this.#files.bytes(path));
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const { code, message, hint } of error.diagnostics) {
        this.#site.diagnostics.push(this.#book.fault(key, code, message, hint));
      }
    }
  }

  /** In the order of the book, then of the page; a fault that was found twice is told once. */
  #sort(chapters: readonly ReadChapter[]): void {
    const order = new Map(chapters.map(({ chapter }, index) => [chapter.file, index + 1]));
    const rank = (d: Diagnostic) => d.file === undefined ? 1e6 : order.get(d.file) ?? 0;
    const seen = new Set<string>();
    const sorted = this.#site.diagnostics.filter((d) => {
      const key = JSON.stringify([d.code, d.file, d.line, d.column, d.message]);
      return !seen.has(key) && Boolean(seen.add(key));
    }).sort((a, b) =>
      rank(a) - rank(b) || (a.file ?? "").localeCompare(b.file ?? "") ||
      (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
    );
    this.#site.diagnostics.length = 0;
    addAll(this.#site.diagnostics, sorted);
  }
}

/** Classes that a style sheet has rules for. */
function classesIn(style: string): Set<string> {
  const selectors = style.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\{[^{}]*\}/g, " ");
  return new Set([...selectors.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].map((match) => match[1] ?? ""));
}

/** What can be found in a chapter. */
function passagesOf({ chapter, numbered, woven }: WovenChapter, word: string): Passage[] {
  const label = chapterLabel(chapter, word);
  const { title } = numbered.page;
  return woven.search.map(({ id, title: section, text }) => ({
    page: id === "" ? chapter.output : `${chapter.output}#${id}`,
    chapter: label === "" ? title : `${label} · ${title}`,
    section: id === "" ? "" : section,
    text,
  }));
}

/** A page's values as they are published; a student's build keeps none of a solution. */
function storedValues({ chapter, numbered }: WovenChapter, audience: "all" | "student"): string {
  const blocks = numbered.values.blocks.map((block, index) =>
    isHidden(numbered.hidden.get(index) ?? [], audience)
      ? { ...block, code: "", shown: [], r: "", notes: [] }
      : block
  );
  return `${JSON.stringify({ page: chapter.file, audience, ...numbered.values, blocks })}\n`;
}
