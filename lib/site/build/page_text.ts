/**
 * The text of a page with the files that it takes in, and back to where its lines were written: a
 * build counts the lines of the whole text, its author those of the files.
 *
 * @module
 */
import type { Diagnostic } from "../../diagnostic.ts";
import type { Page } from "../../weave/page/page.ts";
import { parsePage } from "../../weave/page/parse_page.ts";
import type { Source } from "../../weave/page/source.ts";
import type { BuildMemory } from "../cache/build_memory.ts";
import { type BookFile, pageContext } from "../book/book.ts";
import type { BookFiles } from "../book/book_files.ts";
import { embed, includedFile, type Origin } from "../project/embedded.ts";
import { mayHoldTexts, withTexts } from "../project/shortcodes.ts";
import type { BlockReport } from "./block_reports.ts";

/** A page's text as it is read. */
export interface PageText {
  text: string;
  /** Null where the page takes in nothing. */
  origins: readonly Origin[] | null;
}

/** Reads a page of a book, with all that it takes in; `after` is the page whose values it begins with. */
export function readPage(
  files: BookFiles,
  book: BookFile,
  file: string,
  text: string,
  after: string | null = null,
  memory: BuildMemory | null = null,
): Page {
  const { text: whole, origins } = pageText(files, file, text);
  const written = mayHoldTexts(whole) ? withTexts(files, whole) : whole;
  const context = pageContext(book, after);
  const parsed = (): Page => parsePage(file, written, { ...context, origins });
  if (!memory) return parsed();
  return memory.recall("page", file, [written, JSON.stringify([context, origins])], parsed);
}

/** A page with what `{{< include >}}` and `child =` take into it. */
export function pageText(files: BookFiles, file: string, text: string): PageText {
  if (!/\{\{<\s*include\b|\bchild\s*=/.test(text)) return { text, origins: null };
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const made = embed(file, plain, (page, path) => {
    const found = includedFile(files, page, path);
    return found === null
      ? null
      : { file: found, text: files.looseText(found).replace(/\r\n?/g, "\n") };
  });
  return made.taken.length === 0 ? { text, origins: null } : made;
}

/** Faults at the lines of the files in which they were written. */
export function diagnosticsAsWritten(
  pages: readonly Page[],
  diagnostics: readonly Diagnostic[],
): Diagnostic[] {
  const made = sourcesOf(pages);
  return diagnostics.map((fault) => {
    const source = made.get(fault.file ?? "");
    if (!source || fault.line === undefined) return fault;
    const { file, line } = source.writtenAt(fault.line);
    const end = fault.endLine === undefined ? {} : { endLine: fault.endLine - fault.line + line };
    return { ...fault, file, line, ...end };
  });
}

/** The same of what is told of blocks. */
export function blocksAsWritten(
  pages: readonly Page[],
  blocks: readonly BlockReport[],
): BlockReport[] {
  const made = sourcesOf(pages);
  return blocks.map((block) => {
    const source = made.get(block.file);
    if (!source) return block;
    const { file, line } = source.writtenAt(block.line);
    return { ...block, file, line, endLine: block.endLine - block.line + line };
  });
}

/** Texts that take in other files. */
function sourcesOf(pages: readonly Page[]): Map<string, Source> {
  return new Map(
    pages.flatMap(({ source }) => source.origins ? [[source.file, source] as const] : []),
  );
}
