/**
 * The works that a book may cite.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Token } from "markdown-it";
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import type { Work } from "../../weave/page/citation.ts";
import type { BookFile } from "./book.ts";
import type { BookFiles } from "./book_files.ts";
import type { ReadChapter } from "./chapters.ts";

/** Reads the bibliography, if any page cites anything; `complete` if all of it could be read. */
export async function loadWorks(
  chapters: readonly ReadChapter[],
  files: BookFiles,
  book: BookFile,
): Promise<{ works: Map<string, Work>; complete: boolean; diagnostics: Diagnostic[] }> {
  const works = new Map<string, Work>();
  const diagnostics: Diagnostic[] = [];
  const cites = chapters.some(({ page }) => page.tokens.some(holdsCitation));
  if (!cites) return { works, complete: true, diagnostics };
  // Where book.yml cannot be read, nobody knows which files it names.
  if (book.diagnostics.some((d) => d.code === "bad-yaml")) {
    return { works, complete: false, diagnostics };
  }
  for (const [index, path] of bibliographies(book, files).entries()) {
    try {
      files.find(path);
      const { readBibliography } = await import("./bibliography.ts");
      const read = await readBibliography(path, files.text(path) ?? "");
      addAll(diagnostics, read.diagnostics);
      for (const work of read.works) if (!works.has(work.key)) works.set(work.key, work);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const found of error.diagnostics) {
        const { code, message, hint, line } = found;
        // What has its place in the bibliography itself is told there.
        diagnostics.push(
          line === undefined ? book.fault(["bibliography", index], code, message, hint) : found,
        );
      }
    }
  }
  return { works, complete: diagnostics.length === 0, diagnostics };
}

/** The files that the book names, else `references.bib` or `references.json` if it is there. */
function bibliographies(book: BookFile, files: BookFiles): string[] {
  if (book.settings.bibliography.length > 0) return book.settings.bibliography;
  return ["references.bib", "references.json"].filter((name) => files.has(name));
}

function holdsCitation(token: Token): boolean {
  const { meta } = token;
  const caption = meta?.["caption"] as Token | undefined;
  const captionTokens = meta?.["captionTokens"] as Token[] | undefined;
  return token.type === "citation" || (token.children ?? []).some(holdsCitation) ||
    (caption !== undefined && holdsCitation(caption)) || (captionTokens ?? []).some(holdsCitation);
}
