/**
 * Values of every page: computed, or taken from the JSON of an earlier build.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { Page } from "../../weave/page/page.ts";
import type { PageValues } from "../../weave/page/values.ts";
import type { World } from "../../world.ts";
import type { BookFiles } from "../book/book_files.ts";
import type { ReadChapter } from "../book/chapters.ts";
import { DataFiles } from "../book/data_files.ts";
import { faultsOfValues } from "./block_faults.ts";
import { BookEvaluation } from "./evaluate_book.ts";
import { auditorOf, madeOf, wovenPages } from "./evaluate_pages.ts";
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
  /** Keeps what was evaluated for later builds, when all pictures are drawn. */
  keep(): void;
}

/** Computes the values of all pages, or reads them from `stored`. */
export async function obtainValues(
  chapters: readonly ReadChapter[],
  files: BookFiles,
  labels: boolean,
  stored: { world: World; folder: string } | null,
  pictures: Pictures,
  diagnostics: Diagnostic[],
  pagesKept: KeptPages | null,
  options: SiteOptions,
  told: ToldWork | null,
): Promise<ObtainedValues> {
  const pages = chapters.map(({ page }) => page);
  if (stored) {
    // What shows a value is loaded only where the values are not computed.
    const { StoredValues } = await import("./stored_values.ts");
    const reader = new StoredValues(stored.world, stored.folder, pictures);
    const values = new Map<string, PageValues>();
    for (const { page, chapter } of chapters) {
      const own = await reader.read(page, chapter.output.replace(/\.html$/, ".json"));
      values.set(page.file, own);
      addAll(diagnostics, faultsOfValues(page, own));
    }
    addAll(diagnostics, reader.diagnostics);
    for (const own of values.values()) pictures.drawAll(own);
    return {
      values,
      labels: Object.assign({}, ...[...values.values()].map((own) => own.labels)),
      evaluated: [],
      fences: new Map(),
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
    const { evaluateOnThreads } = await import("../threads/page_threads.ts");
    await evaluateOnThreads(files.root, open, pages, threads, (page, made) => {
      if (pagesKept.hold(page, made)) tell(page, made.milliseconds);
    }, options.working);
  }
  const data = new DataFiles(files);
  const evaluated = await BookEvaluation.run(pages, data, pictures, {
    ended: tell,
    labels,
    woven: await wovenPages(pages, data),
    kept,
    ...(told ? { at: told.at } : {}),
  });
  const values = new Map<string, PageValues>();
  const audit = await auditorOf(pages.filter(({ file }) => !evaluated.get(file)?.kept));
  const audits = new Map<string, Diagnostic[]>();
  const fences = new Map<string, Diagnostic[]>();
  for (const page of pages) {
    const own = evaluated.get(page.file);
    if (!own) continue;
    values.set(page.file, own.values);
    if (own.kept) fences.set(page.file, own.kept.faults.fences);
    const found = own.kept ? own.kept.faults.audit : audit(page, own.results);
    audits.set(page.file, found);
    addAll(diagnostics, [...own.diagnostics, ...found]);
  }
  addAll(diagnostics, data.diagnostics);
  const keep = (): void => {
    if (!pagesKept) return;
    const done = new Set<string>();
    const each = (page: Page): void => {
      const own = evaluated.get(page.file);
      if (!own || own.kept || page.blocks.length === 0 || done.has(page.file)) return;
      done.add(page.file);
      // the page whose values it took is kept before it
      for (const other of pages) if (own.uses.includes(other.file)) each(other);
      pagesKept.keep(page, madeOf(page, own, audits.get(page.file) ?? [], data, pictures));
    };
    for (const page of pages) each(page);
  };
  return { values, labels: labels ? data.labels() : {}, evaluated: begun, fences, keep };
}
