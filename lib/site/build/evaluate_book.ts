/**
 * Values of every block of a book.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { addAll } from "../../lists.ts";
import { type Diagnostic, fail, type Span } from "../../diagnostic.ts";
import { Awaits } from "../../awaits.ts";
import type { BlockResult, PageResult } from "../../chunk/page/page_result.ts";
import type { PageBlock, Place } from "../../chunk/page/block.ts";
import type { PageEnvironment } from "../../chunk/page/environment.ts";
import type { Scope } from "../../chunk/values/scope.ts";
import { nearest } from "../../syntax/nearest.ts";
import { type Block, blockOffset, type Page } from "../../weave/page/page.ts";
import {
  type PageValues,
  type StoredBlock,
  type StoredFault,
  throughJson,
} from "../../weave/page/values.ts";
import type { KeptPage } from "../cache/kept_pages.ts";
import type { DataFiles } from "../book/data_files.ts";
import type { WovenBlock } from "../store/woven_page.ts";
import { PAGE_ENDING } from "../../weave/page/address.ts";
import { metIn, storedFault } from "./block_faults.ts";
import { missingWords } from "./missing_words.ts";
import type { Pictures } from "./pictures.ts";

/** What is stored of a page's blocks that R alone runs, by their place on it. */
export type WovenOf = (page: Page) => ReadonlyMap<number, WovenBlock>;

/** What is kept of a page; null if it is to be evaluated. */
export type KeptOf = (page: Page) => KeptPage | null;

/** What evaluation gives for one page. */
export interface EvaluatedPage {
  values: PageValues;
  diagnostics: Diagnostic[];
  /** What an auditor finds in it; of a page that was kept, what was found then. */
  audit: Diagnostic[];
  /** Its models and what else it holds; none where nobody asks for them any more. */
  results: BlockResult[];
  /** Where it was not evaluated. */
  kept: KeptPage | null;
  /** Pages that it took values from. */
  uses: string[];
  /** It depends on what other pages say. */
  all: boolean;
}

/** How pages are evaluated. */
export interface EvaluationOptions {
  /** Words of the data's descriptions go with the values. */
  labels?: boolean;
  woven?: WovenOf;
  kept?: KeptOf;
  /** Audits a page that was evaluated. */
  audit?: (page: Page, results: readonly BlockResult[]) => Diagnostic[];
  /** What pages came to is asked for when all are evaluated; else it is let go page by page. */
  hold?: boolean;
  /** Told of each page that was evaluated, and how long it took with the pages that it waited for. */
  ended?: (page: Page, milliseconds: number) => void;
  /** Told of each block, by its place on the page, before it is evaluated; at last of that behind all. */
  at?: (page: Page, block: number) => void;
}

type Run = (blocks: readonly PageBlock[], environment: PageEnvironment) => Promise<PageResult>;

/** Evaluates the pages of one book; a page that another takes values from comes first. */
export class BookEvaluation {
  readonly #pages: ReadonlyMap<string, Page>;
  readonly #data: DataFiles;
  readonly #run: Run;
  readonly #done = new Map<string, PageResult>();
  readonly #open = new Set<string>();

  readonly #pictures: Pictures;
  readonly #options: EvaluationOptions;
  readonly #uses = new Map<string, Set<string>>();
  readonly #all = new Set<string>();
  readonly #retold = new Set<string>();
  readonly #wovenOf = new Map<string, ReadonlyMap<number, WovenBlock>>();

  private constructor(
    pages: readonly Page[],
    data: DataFiles,
    run: Run,
    pictures: Pictures,
    options: EvaluationOptions,
  ) {
    this.#options = options;
    this.#pages = new Map(pages.map((page) => [page.file, page]));
    this.#data = data;
    this.#run = run;
    this.#pictures = pictures;
  }

  /**
   * Values of all pages by file. The engine is only loaded where a page with a block is to be
   * evaluated; pictures are asked for and not awaited.
   */
  static async run(
    pages: readonly Page[],
    data: DataFiles,
    pictures: Pictures,
    options: EvaluationOptions = {},
  ): Promise<Map<string, EvaluatedPage>> {
    const needed = pages.some((page) => page.blocks.length > 0 && !options.kept?.(page));
    const nothing = () => Promise.resolve({ blocks: [], scope: undefined as unknown as Scope });
    const run = needed
      ? (await imported<typeof import("../../chunk/page/run_page.ts")>(
        "../../chunk/page/run_page.ts",
        import.meta,
      )).runPage
      : nothing;
    const book = new BookEvaluation(pages, data, run, pictures, options);
    const evaluated = new Map<string, EvaluatedPage>();
    // A book of a thousand pages would hold the models of all to its end.
    const goes = !options.hold && !pages.some(takesValues);
    for (const page of pages) {
      const own = book.#again(page) ?? await book.#finish(page);
      pictures.drawAll(own.values, own.results, own.kept?.record.drawings);
      if (!own.kept) pictures.runFences(page, own.values, own.results);
      if (goes) {
        own.results = [];
        book.#done.delete(page.file);
      }
      evaluated.set(page.file, own);
    }
    return evaluated;
  }

  /** A page as it was kept, told of in its turn. */
  #again(page: Page): EvaluatedPage | null {
    const kept = page.blocks.length === 0 ? null : this.#options.kept?.(page) ?? null;
    if (!kept) return null;
    this.#tell(page, kept);
    const values = { ...kept.record.values, labels: this.#labels() };
    const { faults: { evaluation: diagnostics, audit } } = kept;
    return { values, diagnostics, audit, results: [], kept, uses: [], all: false };
  }

  /** Tells what there is to be told of the data of a page that is not evaluated. */
  #tell(page: Page, { record }: KeptPage): void {
    if (this.#retold.has(page.file)) return;
    this.#retold.add(page.file);
    for (const [file] of record.uses) {
      const other = this.#pages.get(file);
      const kept = other && this.#options.kept?.(other);
      if (other && kept) this.#tell(other, kept);
    }
    for (const told of record.told) this.#data.tell(told);
  }

  #labels(): Record<string, string> {
    return this.#options.labels ? this.#data.labels() : {};
  }

  #woven(page: Page): ReadonlyMap<number, WovenBlock> | undefined {
    let woven = this.#wovenOf.get(page.file);
    if (!woven && this.#options.woven) {
      this.#wovenOf.set(page.file, woven = this.#options.woven(page));
    }
    return woven;
  }

  async #evaluate(page: Page): Promise<PageResult> {
    const known = this.#done.get(page.file);
    if (known) return known;
    this.#open.add(page.file);
    const start = performance.now();
    const environment: PageEnvironment = {
      readTable: (path, options, reader) => {
        const table = this.#data.table(page.file, path, options, reader);
        if (table) return table;
        throw new Awaits(path, () => this.#data.obtain(page.file, path, options, reader));
      },
      readAhead: (path, options, reader) => this.#data.obtain(page.file, path, options, reader),
      readFile: (path, decoder) => {
        const content = this.#data.content(page.file, path, decoder);
        if (content) return content.value;
        throw new Awaits(path, () => this.#data.obtainContent(page.file, path, decoder));
      },
      heldAs: (address) => this.#data.heldAs(page.file, address),
      scopeOf: (name) => this.#scopeOf(name, page),
      root: "../".repeat(page.file.split("/").length - 1),
      pageWith: (name) => {
        this.#all.add(page.file);
        return this.#pageWith(name, page);
      },
      blockDone: (index, result) => {
        this.#options.at?.(page, index + 1);
        const block = page.blocks[index];
        if (block) this.#pictures.begin(block, result);
      },
    };
    this.#options.at?.(page, 0);
    const result = await this.#run(
      page.blocks.map((block, index) => pageBlock(page, block, this.#woven(page)?.get(index))),
      environment,
    );
    this.#options.ended?.(page, performance.now() - start);
    this.#open.delete(page.file);
    this.#done.set(page.file, result);
    return result;
  }

  /** The page whose text gives a value to a name. */
  #pageWith(name: string, own: Page): string | null {
    const escaped = name.replace(/[.$]/g, "\\$&");
    const assignment = new RegExp(`^\\s*${escaped}\\s*(<-|=(?!=))`, "m");
    for (const page of this.#pages.values()) {
      const gives = page !== own &&
        page.blocks.some(({ kind, code, options }) =>
          kind === "model" && (assignment.test(code) || options["name"]?.value === name)
        );
      if (gives) return page.file.replace(PAGE_ENDING, "");
    }
    return null;
  }

  #scopeOf(name: string, asking: Page): Scope {
    const found = [...this.#pages.keys()].find((each) =>
      each === name || each.replace(PAGE_ENDING, "") === name
    );
    const file = found ?? name;
    const page = this.#pages.get(file);
    if (!page) {
      const names = [...this.#pages.keys()].map((each) => each.replace(PAGE_ENDING, ""));
      const near = nearest(name, names);
      fail("unknown-page", `The book has no page "${name}"`, {
        hint: near === null ? `Its pages are ${names.join(", ")}` : `Did you mean "${near}"?`,
      });
    }
    const uses = this.#uses.get(asking.file) ?? new Set();
    this.#uses.set(asking.file, uses.add(file));
    if (this.#open.has(file)) {
      fail(
        "circular-pages",
        `"${name}" takes values from this page, which would take them from it`,
      );
    }
    const known = this.#done.get(file);
    if (known) return known.scope;
    throw new Awaits(name, async () => {
      await this.#evaluate(page);
    });
  }

  async #finish(page: Page): Promise<EvaluatedPage> {
    const results = page.blocks.length === 0 ? [] : (await this.#evaluate(page)).blocks;
    const diagnostics: Diagnostic[] = [];
    const blocks: StoredBlock[] = [];
    for (const [index, block] of page.blocks.entries()) {
      const result = results[index];
      if (!result) continue;
      const woven = this.#woven(page)?.get(index);
      if (woven) {
        if (woven.fault) diagnostics.push(woven.fault);
        blocks.push(storedWoven(page, block, woven));
        continue;
      }
      const own = result.diagnostics.map((fault) => metIn(page, block, fault));
      addAll(diagnostics, [...own, ...noteDiagnostics(page, block, result)]);
      blocks.push({
        kind: block.kind,
        code: block.code,
        shown: result.shown.map(({ value, part, caption }) => ({
          value,
          ...(part === undefined ? {} : { part }),
          ...(caption === undefined ? {} : { caption }),
        })),
        notes: result.notes,
        r: result.r,
        failed: result.failed,
        ...faultsIn(this.#pages, page, block, result.diagnostics),
      });
    }
    const used = [...this.#data.used.get(page.file) ?? []].sort();
    const rows = new Map(
      (this.#data.told.get(page.file) ?? []).flatMap((each) =>
        each.rows === null ? [] : [[each.file, each.rows] as const]
      ),
    );
    const values = throughJson({
      blocks,
      data: used.flatMap((file) => {
        const own = rows.get(file);
        return own === undefined ? [] : [{ file, rows: own }];
      }),
      labels: this.#labels(),
    });
    return {
      values,
      diagnostics,
      audit: this.#options.audit?.(page, results) ?? [],
      results,
      kept: null,
      uses: [...this.#uses.get(page.file) ?? []],
      all: this.#all.has(page.file),
    };
  }
}

/** Whether a page takes values of others. */
function takesValues({ blocks }: Page): boolean {
  return blocks.some(({ options }) => options["from"] !== undefined);
}

/** What one block for R came to. */
function storedWoven(page: Page, block: Block, woven: WovenBlock): StoredBlock {
  const { shown, computed, fault, failed } = woven;
  return {
    kind: block.kind,
    code: block.code,
    shown,
    notes: [],
    r: block.code,
    failed,
    ...(computed && shown.length > 0 ? { computed } : {}),
    ...(fault ? { faults: [storedFault(page, block, fault)] } : {}),
  };
}

function pageBlock(page: Page, block: Block, woven: WovenBlock | undefined): PageBlock {
  const placed = (start: number, end: number): Place => {
    const from = page.source.place(start);
    const to = page.source.place(Math.max(end, start + 1));
    return {
      file: page.file,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      excerpt: page.source.line(from.line - 1),
    };
  };
  return {
    kind: block.kind,
    source: woven || block.options["eval"]?.value === false ? "" : block.code,
    options: woven ? {} : block.options,
    ...(woven ? { outside: woven.values } : {}),
    place: (span: Span) => {
      const end = blockOffset(block, Math.max(span.end - 1, span.start)) +
        (span.end > span.start ? 1 : 0);
      return placed(blockOffset(block, span.start), end);
    },
    placeInFile: (span: Span) => placed(span.start, span.end),
  };
}

/** What failed in a block of itself, and not for want of what failed before. */
function faultsIn(
  pages: ReadonlyMap<string, Page>,
  page: Page,
  block: Block,
  diagnostics: readonly Diagnostic[],
): { faults?: StoredFault[] } {
  const errors = diagnostics.filter((d) => d.severity === "error");
  if (errors.length === 0) return {};
  return {
    faults: errors.map((fault) => storedFault(page, block, fault, missingWords(pages, fault))),
  };
}

/** Remarks that belong to no shown value are told in the terminal. */
function noteDiagnostics(page: Page, block: Block, result: BlockResult): Diagnostic[] {
  return result.notes.map((note) =>
    page.source.diagnostic(
      { code: note.code, severity: "note", message: note.text.replace(/\.$/, "") },
      { start: blockOffset(block, note.span.start), end: blockOffset(block, note.span.end) },
    )
  );
}
