/**
 * Pages to what they come to, as it is kept: values, faults, drawings, and what was asked of the disk.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { isForR, type Page } from "../../weave/page/page.ts";
import type { BookFiles } from "../book/book_files.ts";
import { DataFiles } from "../book/data_files.ts";
import type { MadePage } from "../cache/kept_page.ts";
import type { RecordedPage } from "../ledger/recorded_page.ts";
import {
  BookEvaluation,
  type EvaluatedPage,
  type EvaluationOptions,
  type WovenOf,
} from "./evaluate_book.ts";
import { Pictures, type PictureThreads } from "./pictures.ts";

/** What a page came to, and in how many milliseconds. */
export interface EvaluatedRecord extends MadePage {
  milliseconds: number;
}

/** Evaluates pages, draws what they show, and audits them. */
export async function evaluatePages(
  pages: readonly Page[],
  files: BookFiles,
  threads: PictureThreads,
  at?: EvaluationOptions["at"],
  records = false,
): Promise<Map<string, EvaluatedRecord>> {
  const data = new DataFiles(files);
  const pictures = new Pictures(threads);
  const took = new Map<string, number>();
  const evaluated = await BookEvaluation.run(pages, data, pictures, {
    woven: await wovenPages(pages, data),
    audit: await auditorOf(pages),
    hold: records,
    ended: (page, milliseconds) => took.set(page.file, milliseconds),
    ...(at ? { at } : {}),
  });
  await pictures.finish();
  const record = records ? await recorderOf(evaluated, data) : null;
  return new Map(pages.map((page) => [page.file, {
    ...madeOf(page, evaluated.get(page.file)!, data, pictures),
    ...(record ? { recorded: record(page) } : {}),
    milliseconds: took.get(page.file) ?? 0,
  }]));
}

/** What records pages that were evaluated, for the results ledger. */
export async function recorderOf(
  evaluated: ReadonlyMap<string, EvaluatedPage>,
  data: DataFiles,
): Promise<(page: Page) => RecordedPage> {
  type Module = typeof import("../ledger/recorded_page.ts");
  const { recordPage } = await imported<Module>("../ledger/recorded_page.ts", import.meta);
  return ({ file }) => {
    const { values, results } = evaluated.get(file)!;
    // what other pages read is seen in what this one takes of them
    const read = new Set<string>();
    const take = (each: string): void => {
      if (read.has(each)) return;
      read.add(each);
      usesOf(evaluated.get(each)).forEach(take);
    };
    take(file);
    const tables = [...read].flatMap((each) => data.tablesOf(each));
    return recordPage(values, results, tables, data.traceOf(file));
  };
}

/** Pages whose values a page takes. */
export function usesOf(page: EvaluatedPage | undefined): readonly string[] {
  return page?.kept ? page.kept.record.uses.map(([file]) => file) : page?.uses ?? [];
}

/** What audits pages; loaded only where a page has models. */
export async function auditorOf(
  pages: readonly Page[],
): Promise<NonNullable<EvaluationOptions["audit"]>> {
  if (!pages.some((page) => page.blocks.some((block) => block.kind === "model"))) return () => [];
  return (await imported<typeof import("../../weave/audit/audit_page.ts")>(
    "../../weave/audit/audit_page.ts",
    import.meta,
  )).auditPage;
}

/** What a page came to, as it is kept. */
export function madeOf(
  page: Page,
  { values, diagnostics, audit, uses, all }: EvaluatedPage,
  data: DataFiles,
  pictures: Pictures,
): MadePage {
  return {
    values: { ...values, labels: {} },
    faults: { evaluation: diagnostics, audit, fences: [...pictures.told(page)] },
    drawings: pictures.drawingsOf(values),
    told: data.told.get(page.file) ?? [],
    trace: [...data.traceOf(page.file)],
    uses,
    all,
  };
}

/** What is stored of the blocks that R alone runs; nothing is loaded where there are none. */
export async function wovenPages(pages: readonly Page[], data: DataFiles): Promise<WovenOf> {
  if (!pages.some((page) => page.blocks.some(isForR))) return () => new Map();
  type Module = typeof import("../store/woven_page.ts");
  const { wovenBlocks } = await imported<Module>("../store/woven_page.ts", import.meta);
  return (page) => wovenBlocks(page, data.filesOf(page.file));
}
