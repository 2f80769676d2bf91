/**
 * Values of every page: computed, or taken from the JSON of an earlier build.
 *
 * @module
 */
import { addAll } from "../lists.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Page } from "../weave/page.ts";
import type { PageValues, StoredBlock } from "../weave/values.ts";
import type { World } from "../world.ts";
import type { BookFiles } from "./book_files.ts";
import type { ReadChapter } from "./compile_site.ts";
import { DataFiles } from "./data_files.ts";
import { BookEvaluation } from "./evaluate_book.ts";
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
    const values = new Map(
      chapters.map(({ page, chapter }) => [
        page.file,
        readStored(page, chapter.output.replace(/\.html$/, ".json"), stored, diagnostics),
      ]),
    );
    for (const own of values.values()) pictures.drawAll(own);
    return { values, labels: Object.assign({}, ...[...values.values()].map((own) => own.labels)) };
  }
  const data = new DataFiles(files);
  const evaluated = await BookEvaluation.run(pages, data, labels, pictures);
  const values = new Map<string, PageValues>();
  const audited = pages.some((page) => page.blocks.some((block) => block.kind === "model"));
  const audit = audited ? (await import("../weave/audit_page.ts")).auditPage : null;
  for (const page of pages) {
    const own = evaluated.get(page.file);
    if (!own) continue;
    values.set(page.file, own.values);
    addAll(diagnostics, [...own.diagnostics, ...audit?.(page, own.results) ?? []]);
  }
  addAll(diagnostics, data.diagnostics);
  return { values, labels: labels ? data.labels() : {} };
}

function readStored(
  page: Page,
  name: string,
  { world, folder }: { world: World; folder: string },
  diagnostics: Diagnostic[],
): PageValues {
  const empty: PageValues = { blocks: [], data: [], labels: {} };
  /** What cannot be shown has failed, so that references to it are not reported too. */
  const failed: PageValues = {
    ...empty,
    blocks: page.blocks.map(({ kind, code }) => ({
      kind,
      code,
      shown: [],
      notes: [],
      r: "",
      failed: true,
    })),
  };
  if (page.blocks.length === 0) return empty;
  const path = `${folder.replace(/\/+$/, "")}/${name}`;
  const fault = (message: string, span: { start: number; end: number }) => {
    diagnostics.push(page.source.diagnostic({
      code: "stored-values",
      message,
      hint: "Build the book where its data are, and take the JSON of that build",
    }, span));
    return failed;
  };
  if (!world.facts(path)?.isFile) {
    const shows = page.blocks.some((block) =>
      block.kind !== "model" || block.options["output"]?.value !== false
    );
    return shows
      ? fault(`There are no stored values of this page in "${folder}"`, { start: 0, end: 1 })
      : empty;
  }
  let stored: Partial<PageValues>;
  try {
    stored = JSON.parse(world.readText(path)) as Partial<PageValues>;
  } catch {
    return fault(`"${path}" is not JSON`, { start: 0, end: 1 });
  }
  const blocks: StoredBlock[] = stored.blocks ?? [];
  for (const [index, block] of page.blocks.entries()) {
    const own = blocks[index];
    if (own?.code === block.code && own.kind === block.kind) continue;
    return fault("The stored values are of another text than this block", block.span);
  }
  return { blocks, data: stored.data ?? [], labels: stored.labels ?? {} };
}
