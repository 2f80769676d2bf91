/**
 * Pages that have blocks for R, and what these depend on.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import { addAll } from "../../lists.ts";
import { isForR, type Page } from "../../weave/page/page.ts";
import type { BookFiles } from "../book/book_files.ts";
import { findChapters } from "../book/chapters.ts";
import { readPage } from "../build/page_text.ts";
import { openBook } from "../project/open_book.ts";
import { digestOf } from "../cache/digest.ts";
import { type Chain, chainOf, lineDigests } from "./r_chain.ts";

/** A page with blocks for R, and what they depend on. */
export interface AskingPage {
  page: Page;
  chains: Map<number, Chain>;
  /** A digest of all these. */
  of: string;
}

/** The pages of a book that have blocks for R. */
export function askingPages(files: BookFiles, diagnostics: Diagnostic[]): AskingPage[] {
  const book = openBook(files);
  const { chapters } = findChapters(files, book, { drafts: true });
  return chapters.flatMap(({ file }) => {
    const page = readPage(files, book, file, files.text(file) ?? "");
    const own = page.blocks.flatMap((block, index) => isForR(block) ? [index] : []);
    if (own.length === 0) return [];
    addAll(diagnostics, page.diagnostics.filter(({ severity }) => severity === "error"));
    const chains = new Map(own.map((index) => [index, chainOf(page, index, files)]));
    for (const { diagnostic } of missingFiles(page, chains)) diagnostics.push(diagnostic);
    const of = digestOf(JSON.stringify(
      [...chains.values()].map(({ blocks, files }) => [blocks, [...files]]),
    ));
    return [{ page, chains, of }];
  });
}

/** Files that `data:` names and the book has not. */
function missingFiles(
  page: Page,
  chains: ReadonlyMap<number, Chain>,
): { diagnostic: Diagnostic }[] {
  return [...chains].flatMap(([index, { files }]) =>
    [...files].flatMap(([path, digest]) => {
      if (digest !== null) return [];
      const block = page.blocks[index]!;
      const span = block.options["data"]?.span ?? block.span;
      const fault = { code: "missing-file", message: `There is no file "${path}"` };
      return [{ diagnostic: page.source.diagnostic(fault, span) }];
    })
  );
}

/** Files as the store remembers them. */
export function rememberedFiles(
  chains: Iterable<Chain>,
  files: BookFiles,
): Map<string, { sha256: string; lines: string }> {
  const found = new Map<string, { sha256: string; lines: string }>();
  for (const chain of chains) {
    for (const [path, sha256] of chain.files) {
      if (sha256 === null || found.has(path)) continue;
      found.set(path, { sha256, lines: lineDigests(files.bytes(path)) });
    }
  }
  return found;
}
