/**
 * A book's own templates. They are code that runs with all that this program may do, and so they
 * are loaded only where the command line says that they may, and never by `check`.
 *
 * @module
 */
// @ts-types="../../types/std_path.d.ts"
import { dirname, join } from "../../libraries/std_path.js";
import { chapterPage, homePage } from "../../../templates/chapter.ts";
import type { Templates } from "../../../templates/view.ts";
import { fileAddress, programModule } from "../../home.ts";
import { type Diagnostic, DiagnosticError } from "../../diagnostic.ts";
import type { BookFiles } from "./book_files.ts";

/** How templates are loaded. */
export interface TemplateLeave {
  /** The command line allows them. */
  allowed: boolean;
  /** False if nothing is written: then they are not needed. */
  writes: boolean;
  /** A fault at the key of `book.yml`. */
  fault(code: string, message: string, hint?: string): Diagnostic;
}

/**
 * The templates in a file of the book, or ours if it has none.
 *
 * @throws {DiagnosticError} `templates-not-allowed`, `bad-templates`
 */
export async function loadTemplates(
  files: BookFiles,
  path: string,
  leave: TemplateLeave,
): Promise<Templates> {
  const ours: Templates = { chapterPage, homePage };
  if (path === "" || !leave.writes) return ours;
  if (!leave.allowed) {
    throw new DiagnosticError(leave.fault(
      "templates-not-allowed",
      `The templates in "${path}" are code, and nothing says that it may run`,
      "If you trust the book, add --allow-templates to the command",
    ));
  }
  try {
    const module = await import(freshAddress(files, path)) as Partial<Templates>;
    return { ...ours, ...module };
  } catch (error) {
    if (error instanceof DiagnosticError) {
      const [{ message, hint } = { message: "", hint: undefined }] = error.diagnostics;
      throw new DiagnosticError(leave.fault("bad-templates", message, hint));
    }
    const message = error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
    throw new DiagnosticError(
      leave.fault("bad-templates", `The templates cannot be read: ${message}`),
    );
  }
}

/** By this name a book's templates import what they are made with, wherever the program lies. */
const OURS = "@heddle/heddle/templates";

/** Names of modules beside a module, and ours, where it imports them. */
const IMPORTS =
  /(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}\/[^"'\n]+|@heddle\/heddle\/templates)\2/g;

/**
 * An address of a module that changes when it or a module of the book that it imports changes: a
 * module is loaded once for an address, and a preview goes on while templates are edited. A module
 * that imports another one of the book, or what the program itself offers, is handed over as text,
 * with addresses for names: markup is known by its class, which is that of the program that runs.
 */
function freshAddress(files: BookFiles, path: string, within: readonly string[] = []): string {
  const text = files.world.readText(files.find(path));
  const folder = dirname(path);
  let nested = false;
  const source = text.replace(IMPORTS, (_all, word: string, quote: string, name: string) => {
    if (name === OURS) {
      nested = true;
      return word + quote + programModule("templates/mod").href + quote;
    }
    const target = join(folder, name);
    const inBook = !target.startsWith("..") && files.has(target) && !within.includes(target);
    nested ||= inBook;
    const address = inBook
      ? freshAddress(files, target, [...within, path])
      : fileAddress(join(files.world.realPath(files.root), target)).href;
    return word + quote + address + quote;
  });
  const kind = /\.[mc]?ts$/.test(path) ? "application/typescript" : "text/javascript";
  if (nested) return `data:${kind};charset=utf-8,${encodeURIComponent(source)}`;
  const address = fileAddress(files.world.realPath(files.find(path)));
  address.search = `?v=${hash(text)}`;
  return address.href;
}

/** A short name for a text (FNV-1a). */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
}
