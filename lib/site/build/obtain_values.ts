/**
 * Values of every page: computed, or taken from the JSON of an earlier build.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { addAll } from "../../lists.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { Page } from "../../weave/page/page.ts";
import type { PageValues } from "../../weave/page/values.ts";
import type { BookFiles } from "../book/book_files.ts";
import type { ReadChapter } from "../book/chapters.ts";
import { DataFiles } from "../book/data_files.ts";
import { faultsOfValues } from "./block_faults.ts";
import { BookEvaluation } from "./evaluate_book.ts";
import { auditorOf, madeOf, recorderOf, usesOf, wovenPages } from "./evaluate_pages.ts";
import type { RecordedPage } from "../ledger/recorded_page.ts";
import type { KeptPages } from "../cache/kept_pages.ts";
import type { Pictures } from "./pictures.ts";
import type { SiteOptions } from "./site_options.ts";
import type { ToldWork } from "./told_work.ts";
import { threadsFor } from "../threads/threads_for.ts";

/** Values by page, and the words for columns that the data's descriptions give. */
export interface ObtainedValues {
  values: Map<string, PageValues>;
  labels: Record<string, string>;
  /** Pages that were evaluated, in the order in which that was done. */
  evaluated: string[];
  /** Faults of fences that were not run in this build, by page. */
  fences: ReadonlyMap<string, readonly Diagnostic[]>;
  /** What the results ledger has of each page, where it was asked for; filled by `keep`. */
  recorded: ReadonlyMap<string, { recorded: RecordedPage; uses: readonly string[] }>;
  /** Keeps what was evaluated for later builds, when all pictures are drawn. */
  keep(): void;
}

/** Where the values of an earlier build are read from. */
export interface EarlierValues {
  /** The values of a page, by where the site has it. */
  read(page: Page, output: string): Promise<PageValues>;
  /** Why values could not be had. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Computes the values of all pages, or takes those of an earlier build. */
export async function obtainValues(
  chapters: readonly ReadChapter[],
  files: BookFiles,
  labels: boolean,
  earlier: EarlierValues | null,
  pictures: Pictures,
  diagnostics: Diagnostic[],
  pagesKept: KeptPages | null,
  options: SiteOptions,
  told: ToldWork | null,
  records = false,
): Promise<ObtainedValues> {
  const pages = chapters.map(({ page }) => page);
  if (earlier) {
    const values = new Map<string, PageValues>();
    for (const { page, chapter } of chapters) {
      const own = await earlier.read(page, chapter.output);
      values.set(page.file, own);
      addAll(diagnostics, faultsOfValues(page, own));
    }
    addAll(diagnostics, earlier.diagnostics);
    for (const own of values.values()) pictures.drawAll(own);
    return {
      values,
      labels: Object.assign({}, ...[...values.values()].map((own) => own.labels)),
      evaluated: [],
      fences: new Map(),
      recorded: new Map(),
      keep() {},
    };
  }
  const begun: string[] = [];
  const kept = (page: Page) => pagesKept?.find(page) ?? null;
  const open = pages.filter((page) => page.blocks.length > 0 && !kept(page));
  const tell = (page: Page, milliseconds: number): void => {
    begun.push(page.file);
    options.progress?.({ file: page.file, milliseconds, done: begun.length, of: open.length });
  };
  const threads = pagesKept ? threadsFor(open.length, options.workers) : 1;
  if (pagesKept && threads > 1) {
    const { evaluateOnThreads } = await imported<typeof import("../threads/page_threads.ts")>(
      "../threads/page_threads.ts",
      import.meta,
    );
    await evaluateOnThreads(
      files.root,
      open,
      pages,
      threads,
      (page, made) => {
        if (pagesKept.hold(page, made)) tell(page, made.milliseconds);
      },
      options.working,
      records,
    );
  }
  const data = new DataFiles(files);
  const evaluated = await BookEvaluation.run(pages, data, pictures, {
    ended: tell,
    labels,
    woven: await wovenPages(pages, data),
    audit: await auditorOf(pages.filter((page) => !kept(page))),
    hold: records,
    kept,
    ...(told ? { at: told.at } : {}),
  });
  const values = new Map<string, PageValues>();
  const fences = new Map<string, Diagnostic[]>();
  for (const page of pages) {
    const own = evaluated.get(page.file);
    if (!own) continue;
    values.set(page.file, own.values);
    if (own.kept) fences.set(page.file, own.kept.faults.fences);
    addAll(diagnostics, [...own.diagnostics, ...own.audit]);
  }
  addAll(diagnostics, data.diagnostics);
  const recorded: Map<string, { recorded: RecordedPage; uses: readonly string[] }> = new Map();
  const record = records ? await recorderOf(evaluated, data) : null;
  const keep = (): void => {
    for (const page of record ? pages : []) {
      const own = evaluated.get(page.file);
      if (!own || page.blocks.length === 0) continue;
      const known = own.kept?.record.recorded ?? record!(page);
      recorded.set(page.file, { recorded: known, uses: usesOf(own) });
    }
    if (!pagesKept) return;
    const done = new Set<string>();
    const each = (page: Page): void => {
      const own = evaluated.get(page.file);
      if (!own || own.kept || page.blocks.length === 0 || done.has(page.file)) return;
      done.add(page.file);
      // the page whose values it took is kept before it
      for (const other of own.uses.length > 0 ? pages : []) {
        if (own.uses.includes(other.file)) each(other);
      }
      const known = recorded.get(page.file);
      pagesKept.keep(page, {
        ...madeOf(page, own, data, pictures),
        ...(known ? { recorded: known.recorded } : {}),
      });
    };
    for (const page of pages) each(page);
  };
  return { values, labels: labels ? data.labels() : {}, evaluated: begun, fences, recorded, keep };
}
