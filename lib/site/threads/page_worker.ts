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
import { readPage } from "../build/page_text.ts";
import type { PictureThreads } from "../build/pictures.ts";

/** Pages that take values from one another, to be evaluated together. */
export interface PageTask {
  root: string;
  pages: { file: string; after: string | null }[];
}

/** What the pages of a task came to; null where the program met a fault of its own. */
export type PageAnswer = { text: string; made: EvaluatedRecord }[] | null;

const scope = globalThis as unknown as Worker & typeof globalThis;
const threads: PictureThreads = { plots: null, fences: null };

async function answer({ root, pages: asked }: PageTask): Promise<PageAnswer> {
  const files = new BookFiles(new DenoWorld(), root);
  const book = openBook(files);
  const pages = asked.map(({ file, after }) =>
    readPage(files, book, file, files.text(file) ?? "", after)
  );
  const made = await evaluatePages(pages, files, threads);
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
  scope.postMessage(given);
};
