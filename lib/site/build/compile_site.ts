/**
 * Everything of a build but the writing: a book to the files of its site, in memory.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { ToldWork } from "./told_work.ts";
import { addAll } from "../../lists.ts";
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import type { Templates } from "../../../templates/view.ts";
import type { World } from "../../world.ts";
import { pathFrom, siteLink } from "../../weave/page/address.ts";
import { type FormatName, FORMATS } from "../../write/formats.ts";
import { writePages } from "../../write/writer.ts";
import { type BookChapter, valuesFile } from "../../write/book.ts";
import { type BookFile, folderTitle } from "../book/book.ts";
import type { BuildMemory } from "../cache/build_memory.ts";
import type { CacheFolder } from "../cache/cache_folder.ts";
import { KeptPages } from "../cache/kept_pages.ts";
import { WhyBook } from "../cache/why_book.ts";
import { checkBook } from "../book/book_checks.ts";
import { BookFiles } from "../book/book_files.ts";
import type { BlockReport } from "./block_reports.ts";
import type { BuildOptions } from "./site_options.ts";
import { findChapters, type ReadChapter } from "../book/chapters.ts";
import { checkPages } from "./check_pages.ts";
import { collectAssets } from "../output/page_assets.ts";
import { publishedValues } from "./published_values.ts";
import { inOrder } from "./told_order.ts";
import { resolveBook } from "./resolve_book.ts";
import { type ObtainedValues, obtainValues } from "./obtain_values.ts";
import { loadTemplates } from "../book/own_templates.ts";
import type { BookLedger, LedgerToWrite } from "../ledger/book_ledger.ts";
import type { Drift } from "../ledger/compare.ts";
import { earlierValues, openLedger, pagesOf } from "../ledger/open_ledger.ts";
import { openBook } from "../project/open_book.ts";
import { outsideAddress } from "../book/own_style.ts";
import { blocksAsWritten, diagnosticsAsWritten, readPage } from "./page_text.ts";
import { Pictures } from "./pictures.ts";
import { canStand, countShown, notTold, showInPages } from "./faults_in_pages.ts";

/** A site in memory. */
export interface CompiledSite {
  files: Map<string, string | Uint8Array>;
  pages: string[];
  diagnostics: Diagnostic[];
  /** Blocks of all pages. */
  blocks: BlockReport[];
  /** False if there are faults that the site must not be written with. */
  whole: boolean;
  /** Faults that stand in the pages. */
  shown: number;
  /** Pages that were evaluated. */
  evaluated: string[];
  /** What is not as the results ledger says. */
  drift: Drift[];
  /** The results ledger, where it is to be written. */
  ledger: LedgerToWrite | null;
  /** Its templates are the book's own: code, of which nobody knows what it reads. */
  ownTemplates: boolean;
}

/** Compiles a book. Whatever an author can get wrong is in `diagnostics`. */
export async function compileSite(
  world: World,
  options: BuildOptions,
  pictures: Pictures = new Pictures(),
  cache: CacheFolder | null = null,
): Promise<CompiledSite> {
  const site: CompiledSite = {
    files: new Map(),
    pages: [],
    diagnostics: [],
    blocks: [],
    whole: false,
    shown: 0,
    evaluated: [],
    drift: [],
    ledger: null,
    ownTemplates: false,
  };
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
    await new SiteCompiler(world, options, site, pictures, cache).run();
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
  readonly #options: BuildOptions;
  readonly #site: CompiledSite;
  #files: BookFiles;
  readonly #book: BookFile;
  readonly #pictures: Pictures;
  readonly #cache: CacheFolder | null;
  readonly #memory: BuildMemory | null;

  constructor(
    world: World,
    options: BuildOptions,
    site: CompiledSite,
    pictures: Pictures,
    cache: CacheFolder | null,
  ) {
    this.#cache = cache;
    this.#memory = options.memory ?? null;
    this.#pictures = pictures;
    this.#world = world;
    this.#options = options;
    this.#site = site;
    this.#files = new BookFiles(world, options.root);
    this.#book = openBook(this.#files);
    const { settings } = this.#book;
    site.ownTemplates = settings.templates !== "";
    if (settings.title === "") settings.title = folderTitle(world.realPath(options.root));
    addAll(site.diagnostics, [...this.#book.diagnostics, ...checkBook(this.#book)]);
  }

  async run(): Promise<void> {
    const { working } = this.#options;
    const told = working ? new ToldWork(working) : null;
    await (told ? told.during(() => this.#run(told)) : this.#run(null));
  }

  async #run(told: ToldWork | null): Promise<void> {
    const chapters = this.#read();
    const why = this.#cache && new WhyBook(this.#cache);
    const pages = chapters.map(({ page }) => page);
    const ledger = await openLedger(this.#files, this.#options);
    const records = ledger !== null && ledger.use !== "frozen";
    const earlier = await earlierValues(ledger, this.#files, this.#options, this.#pictures);
    this.#files = earlier?.files ?? this.#files;
    const obtained = await obtainValues(
      chapters,
      this.#files,
      chapters.some(({ page }) =>
        (page.front.numbers ?? this.#book.settings.numbers) === "journal"
      ),
      earlier?.values ?? null,
      this.#pictures,
      this.#site.diagnostics,
      why && new KeptPages(
        this.#cache!,
        pages,
        this.#world,
        this.#options.root,
        why,
        this.#memory,
        records,
      ),
      this.#options,
      told,
      records,
    );
    told?.nowhere();
    this.#site.evaluated = obtained.evaluated;
    const { style } = this.#book.settings;
    const resolved = await resolveBook(chapters, obtained, {
      files: this.#files,
      book: this.#book,
      options: this.#options,
      pictures: this.#pictures,
      style: style === "" ? "" : this.#text(style) ?? "",
      goesOn: this.#goesOn,
      site: this.#site,
    });
    why?.keep();
    if (records) this.#settle(ledger, chapters, obtained);
    else addAll(this.#site.diagnostics, ledger?.diagnostics ?? []);
    if (style !== "") this.#copyStyle(style);
    for (const entry of resolved) {
      addAll(this.#site.diagnostics, collectAssets(entry, this.#files, this.#site.files));
    }
    if (!this.#stops()) {
      this.#show(resolved, this.#site.diagnostics);
      await this.#write(resolved);
      this.#site.whole = !this.#stops();
    }
    this.#sort(chapters);
  }

  /** Holds the ledger to what the book comes to, or makes it anew. */
  #settle(
    ledger: BookLedger,
    chapters: readonly ReadChapter[],
    obtained: ObtainedValues,
  ): void {
    const publish = this.#book.settings["publish-data"];
    const settled = ledger.settle(pagesOf(chapters, obtained), publish);
    addAll(this.#site.diagnostics, settled.diagnostics);
    this.#site.drift = settled.drift;
    this.#site.ledger = settled.write;
  }

  /** Whether faults stand in the pages and stop nothing. */
  get #goesOn(): boolean {
    const { keepGoing, strict } = this.#options;
    return strict !== true && (keepGoing === true || this.#book.settings.faults === "show");
  }

  /** Whether there is a fault that the site must not be written with. */
  #stops(): boolean {
    const goesOn = this.#goesOn;
    return this.#site.diagnostics.some((d) => d.severity === "error" && !(goesOn && canStand(d)));
  }

  /** Puts faults into the pages that they are of. */
  #show(chapters: readonly BookChapter[], found: readonly Diagnostic[]): void {
    if (!this.#goesOn) return;
    showInPages(chapters, found, this.#options.audience ?? "all");
    this.#site.shown = countShown(chapters);
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
    let after: string | null = null;
    return chapters.flatMap((chapter) => {
      const text = this.#text(chapter.file);
      if (text === null) return [];
      const page = readPage(this.#files, this.#book, chapter.file, text, after, this.#memory);
      if (this.#book.settings.session === "book" && page.blocks.length > 0) after = chapter.file;
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

  /** The site, and what else was asked for. */
  async #write(chapters: readonly BookChapter[]): Promise<void> {
    const { files, pages } = this.#site;
    for (const entry of chapters) this.#values(entry);
    const { writeSite, addPublicFiles } = await imported<
      typeof import("../../write/html/html_site.ts")
    >(
      "../../write/html/html_site.ts",
      import.meta,
    );
    const source = {
      world: this.#world,
      book: this.#book.settings,
      chapters,
      templates: await this.#templates(),
      drawn: this.#pictures.drawing.bind(this.#pictures),
      singleFile: this.#options.singleFile ?? false,
      memory: this.#memory ?? undefined,
    };
    const written = await writeSite(source, files);
    const found = this.#check(chapters);
    addAll(this.#site.diagnostics, found);
    if (this.#goesOn && found.length > 0) {
      this.#show(chapters, found);
      await writeSite(source, files);
    }
    addAll(pages, written);
    addPublicFiles(source, pages, files);
    for (const name of new Set(this.#options.to)) await this.#writeAs(name, chapters);
  }

  /** Each chapter beside its page in another format, and the whole book. */
  async #writeAs(name: FormatName, chapters: readonly BookChapter[]): Promise<void> {
    const { files, diagnostics } = this.#site;
    const { ending, writer } = await FORMATS[name]();
    const context = {
      book: this.#book.settings,
      drawn: this.#pictures.drawing.bind(this.#pictures),
      file: (output: string, address: string) => files.get(pathFrom(output, address)) ?? null,
    };
    for (const { chapter, tree } of chapters) {
      const path = chapter.output.replace(/html$/, ending);
      files.set(path, await writePages([tree], writer(context)));
    }
    if (chapters.length < 2) return;
    const path = `book.${ending}`;
    if (files.has(path)) {
      diagnostics.push({
        code: "name-taken",
        severity: "error",
        message: `"${path}" is to hold the whole book, and a file of the book has that name`,
        hint: "Give the file another name",
      });
      return;
    }
    const isHome = ({ chapter }: BookChapter) => chapter.kind === "home";
    const pages = [...chapters.filter(isHome), ...chapters.filter((each) => !isHome(each))];
    files.set(path, await writePages(pages.map(({ tree }) => tree), writer(context)));
  }

  /** Checks the finished pages. */
  #check(chapters: readonly BookChapter[]): Diagnostic[] {
    const { files, diagnostics } = this.#site;
    const found = checkPages(files, (page, href) => {
      const entry = chapters.find(({ chapter }) => chapter.output === page);
      const asset = entry?.tree.assets.find(({ path }) => path === href || siteLink(path) === href);
      if (!entry || !asset) return {};
      const fault = { code: "broken-link", message: `"${asset.path}" leads nowhere` };
      return entry.numbered.page.source.diagnostic(fault, asset.span);
    }, this.#memory ?? undefined);
    return notTold(found, diagnostics, chapters);
  }

  /** Values to take away, and data. */
  #values(entry: BookChapter): void {
    const { chapter, numbered } = entry;
    if (numbered.values.blocks.some(({ shown, failed }) => shown.length > 0 || failed)) {
      const values = publishedValues(entry, this.#options.audience ?? "all", this.#memory);
      this.#site.files.set(valuesFile(chapter), values);
    }
    if (this.#book.settings["publish-data"]) this.#copyData(entry);
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

  #copyData({ numbered }: BookChapter): void {
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

  #sort(chapters: readonly ReadChapter[]): void {
    const sorted = inOrder(this.#site.diagnostics, chapters);
    const pages = chapters.map(({ page }) => page);
    this.#site.diagnostics = diagnosticsAsWritten(pages, sorted);
    this.#site.blocks = blocksAsWritten(pages, this.#site.blocks);
  }
}
