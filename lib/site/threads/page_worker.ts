/**
 * A thread that evaluates pages of a book. It reads the book itself, and gives what each page came to
 * as plain data; it writes nothing.
 *
 * @module
 */
import { digestOf } from "../cache/digest.ts";
import { BookFiles } from "../book/book_files.ts";
import { DenoWorld } from "../deno_world.ts";
import { openBook } from "../project/open_book.ts";
import { type EvaluatedRecord, evaluatePages } from "../build/evaluate_pages.ts";
import { ToldWork, type WorkTold } from "../build/told_work.ts";
import { readPage } from "../build/page_text.ts";
import type { PictureThreads } from "../build/pictures.ts";

/** Pages that take values from one another, to be evaluated together. */
export interface PageTask {
  root: string;
  /** What the results ledger has of the pages is asked for too. */
  records: boolean;
  pages: { file: string; after: string | null }[];
  /** Whether it is to be told meanwhile what is done. */
  told: boolean;
}

/** What a thread says: what it is doing, and at last what the pages came to. */
export type PageSaid = { working: WorkTold } | { answer: PageAnswer };

/** What the pages of a task came to; null where the program met a fault of its own. */
export type PageAnswer = { text: string; made: EvaluatedRecord }[] | null;

const scope = globalThis as unknown as Worker & typeof globalThis;
const threads: PictureThreads = { plots: null, fences: null };

const say = (said: PageSaid): void => scope.postMessage(said);

async function answer({ root, records, pages: asked, told }: PageTask): Promise<PageAnswer> {
  const files = new BookFiles(new DenoWorld(), root);
  const book = openBook(files);
  const pages = asked.map(({ file, after }) =>
    readPage(files, book, file, files.text(file) ?? "", after)
  );
  const work = new ToldWork((working) => say({ working }));
  const evaluate = (): Promise<Map<string, EvaluatedRecord>> =>
    evaluatePages(pages, files, threads, told ? work.at : undefined, records);
  const made = await (told ? work.during(evaluate) : evaluate());
  return pages.map((page) => ({
    text: digestOf(page.source.text),
    made: made.get(page.file)!,
  }));
}

scope.onmessage = async ({ data }: MessageEvent<PageTask>): Promise<void> => {
  let given: PageAnswer = null;
  try {
    given = await answer(data);
  } catch {
    // what it was is met again, and told, where the pages are evaluated without a thread
  }
  say({ answer: given });
};
