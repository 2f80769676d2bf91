/**
 * What a folder is: a book with its `book.yml`, a project of another system, or both, where
 * `book.yml` says what the other cannot and the other lists the chapters.
 *
 * @module
 */
import { readDefaults } from "../../weave/page/options/block_options.ts";
import { Source } from "../../weave/page/source.ts";
import { type BookFile, defaultSettings, readBook, settingsOf } from "../book/book.ts";
import { pagesOf } from "../book/chapters.ts";
import type { BookFiles } from "../book/book_files.ts";
import type { Project } from "./project.ts";
import { readProject } from "./read_project.ts";

/** Opens the book in a folder. */
export function openBook(files: BookFiles): BookFile {
  const text = files.text("book.yml");
  const own = text === null ? { ...readBook(""), settings: defaultSettings() } : readBook(text);
  if (own.settings.chapters !== undefined) return own;
  const project = readProject(files);
  if (project === null || !isMeant(files, project, text !== null)) return own;
  return joined(files, project, own, text);
}

/** Whether a project is what the folder's author means, and no leftover beside a book of ours. */
function isMeant(files: BookFiles, project: Project, hasOwn: boolean): boolean {
  const listed = project.chapters.flatMap((each) =>
    typeof each === "string" ? [each] : each.chapters
  );
  return listed.some((file) => !/\.md$/i.test(file) && files.has(file)) ||
    !hasOwn && listed.length > 0 && pagesOf(files).length === 0;
}

/** A project's settings, with those of `book.yml` before them. */
function joined(
  files: BookFiles,
  project: Project,
  own: BookFile,
  text: string | null,
): BookFile {
  const source = new Source(project.file, files.looseText(project.file));
  const said = text === null ? {} : own.given;
  const given = {
    ...project.settings,
    chapters: project.chapters,
    appendices: project.appendices,
    ...said,
  };
  const settings = settingsOf(given);
  const execute = readDefaults(source, settings.execute, () => ({ start: 0, end: 1 }));
  const ownKeys = new Set(Object.keys(said));
  return {
    settings,
    given,
    defaults: ownKeys.has("execute") ? own.defaults : execute.options,
    file: project.file,
    diagnostics: [
      ...own.diagnostics,
      ...project.diagnostics,
      ...(ownKeys.has("execute") ? [] : execute.diagnostics),
    ],
    fault: (path, code, message, hint) => {
      if (ownKeys.has(String(path[0]))) return own.fault(path, code, message, hint);
      const value = path.reduce<unknown>(
        (at, key) => (at as Record<string | number, unknown> | undefined)?.[key],
        settings,
      );
      const start = typeof value === "string" ? Math.max(0, source.text.indexOf(value)) : 0;
      const end = start + Math.max(1, typeof value === "string" && start > 0 ? value.length : 1);
      return source.diagnostic({ code, message, ...(hint ? { hint } : {}) }, { start, end });
    },
  };
}
