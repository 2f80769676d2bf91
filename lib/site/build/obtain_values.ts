/**
 * Values of every page: computed, or taken from the JSON of an earlier build.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { addAll } from "../../lists.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { isForR, type Page } from "../../weave/page/page.ts";
import type { PageValues } from "../../weave/page/values.ts";
import type { World } from "../../world.ts";
import type { BookFiles } from "../book/book_files.ts";
import type { ReadChapter } from "../book/chapters.ts";
import { DataFiles } from "../book/data_files.ts";
import { faultsOfValues } from "./block_faults.ts";
import { BookEvaluation, type WovenPages } from "./evaluate_book.ts";
import type { Pictures } from "./pictures.ts";

/** Values by page, and the words for columns that the data's descriptions give. */
export interface ObtainedValues {
  values: Map<string, PageValues>;
  labels: Record<string, string>;
}

/** Computes the values of all pages, or reads them from `stored`. */
export async function obtainValues(
  chapters: readonly ReadChapter[],
  files: BookFiles,
  labels: boolean,
  stored: { world: World; folder: string } | null,
  pictures: Pictures,
  diagnostics: Diagnostic[],
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
    return { values, labels: Object.assign({}, ...[...values.values()].map((own) => own.labels)) };
  }
  const data = new DataFiles(files);
  const woven = await wovenPages(pages, files);
  const evaluated = await BookEvaluation.run(pages, data, labels, pictures, woven);
  const values = new Map<string, PageValues>();
  const audited = pages.some((page) => page.blocks.some((block) => block.kind === "model"));
  const audit = audited ? (await import("../../weave/audit/audit_page.ts")).auditPage : null;
  for (const page of pages) {
    const own = evaluated.get(page.file);
    if (!own) continue;
    values.set(page.file, own.values);
    addAll(diagnostics, [...own.diagnostics, ...audit?.(page, own.results) ?? []]);
  }
  addAll(diagnostics, data.diagnostics);
  return { values, labels: labels ? data.labels() : {} };
}

/** What is stored of the blocks that R alone runs; nothing is loaded where there are none. */
async function wovenPages(pages: readonly Page[], files: BookFiles): Promise<WovenPages> {
  const asking = pages.filter((page) => page.blocks.some(isForR));
  if (asking.length === 0) return new Map();
  type Module = typeof import("../store/woven_page.ts");
  const { wovenBlocks } = await imported<Module>("../store/woven_page.ts", import.meta);
  return new Map(asking.map((page) => [page.file, wovenBlocks(page, files)]));
}
