/**
 * The works that a book may cite.
 *
 * @module
 */
import { imported } from "../../later.ts";
import { addAll } from "../../lists.ts";
import type { Token } from "markdown-it";
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import { blankWork, type Work } from "../../weave/page/citation.ts";
import type { BookFile } from "./book.ts";
import { type BookFiles, resolveFrom } from "./book_files.ts";
import type { ReadChapter } from "./chapters.ts";

/** Reads the bibliography, if any page cites anything; `complete` if all of it could be read. */
export async function loadWorks(
  chapters: readonly ReadChapter[],
  files: BookFiles,
  book: BookFile,
): Promise<{ works: Map<string, Work>; complete: boolean; diagnostics: Diagnostic[] }> {
  const works = new Map<string, Work>();
  const diagnostics: Diagnostic[] = [];
  const cites = chapters.some(({ page }) =>
    page.front.nocite.length > 0 || page.tokens.some(holdsCitation)
  );
  if (!cites) return { works, complete: true, diagnostics };
  // Where book.yml cannot be read, nobody knows which files it names.
  if (book.diagnostics.some((d) => d.code === "bad-yaml")) {
    return { works, complete: false, diagnostics };
  }
  const written = packageWorks(chapters);
  for (const { path, fault } of bibliographies(book, files, chapters)) {
    // R writes the file while pages are knitted; here its entries are those of packages.
    if (written.files.has(path) && !files.has(path)) continue;
    try {
      files.find(path);
      const { readBibliography } = await imported<typeof import("./bibliography.ts")>(
        "./bibliography.ts",
        import.meta,
      );
      const read = await readBibliography(path, files.text(path) ?? "");
      addAll(diagnostics, read.diagnostics);
      for (const work of read.works) if (!works.has(work.key)) works.set(work.key, work);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const found of error.diagnostics) {
        const { code, message, hint, line } = found;
        // What has its place in the bibliography itself is told there.
        diagnostics.push(line === undefined ? fault(code, message, hint) : found);
      }
    }
  }
  for (const work of written.works) if (!works.has(work.key)) works.set(work.key, work);
  return {
    works,
    complete: !diagnostics.some(({ severity }) => severity === "error"),
    diagnostics,
  };
}

/** A bibliography, and a fault at the place that names it. */
interface Named {
  path: string;
  fault(code: string, message: string, hint?: string): Diagnostic;
}

/**
 * The files that the book names, else `references.bib` or `references.json` if it is there, and
 * those that pages name.
 */
function bibliographies(
  book: BookFile,
  files: BookFiles,
  chapters: readonly ReadChapter[],
): Named[] {
  const own = book.settings.bibliography;
  const listed = own.length > 0
    ? own
    : ["references.bib", "references.json"].filter((name) => files.has(name));
  const named = listed.map((path, index): Named => ({
    path,
    fault: (...told) => book.fault(["bibliography", index], ...told),
  }));
  for (const { page } of chapters) {
    for (const name of page.front.bibliography) {
      const beside = resolveFrom(page.file, name);
      const path = !files.has(beside) && files.has(name) ? name : beside;
      if (named.some((each) => each.path === path)) continue;
      const start = Math.max(0, page.source.text.indexOf(name));
      named.push({
        path,
        fault: (code, message, hint) =>
          page.source.diagnostic({ code, message, ...(hint ? { hint } : {}) }, {
            start,
            end: start + name.length,
          }),
      });
    }
  }
  return named;
}

/** Works that `knitr::write_bib(c("knitr", …), "packages.bib")` gives, by the names of packages. */
function packageWorks(
  chapters: readonly ReadChapter[],
): { files: Set<string>; works: Work[] } {
  const files = new Set<string>();
  const works: Work[] = [];
  for (const { page } of chapters) {
    for (const { code } of page.blocks) {
      for (
        const [, inner = ""] of code.matchAll(
          /\bwrite_bib\s*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/g,
        )
      ) {
        for (const [, , name = ""] of inner.matchAll(/(["'])([^"'\n]+)\1/g)) {
          if (/\.bib$/.test(name)) files.add(name);
          else works.push(packageWork(name));
        }
      }
    }
  }
  return { files, works };
}

/** What is known of a package of R by its name. */
function packageWork(name: string): Work {
  return { ...blankWork(`R-${name}`), title: `The R package ${name}`, whole: true };
}

function holdsCitation(token: Token): boolean {
  const { meta } = token;
  const caption = meta?.["caption"] as Token | undefined;
  const captionTokens = meta?.["captionTokens"] as Token[] | undefined;
  return token.type === "citation" || (token.children ?? []).some(holdsCitation) ||
    (caption !== undefined && holdsCitation(caption)) || (captionTokens ?? []).some(holdsCitation);
}
