/**
 * Books of other systems: what `_bookdown.yml`, `_quarto.yml` or `_site.yml` say of a folder, under
 * the keys of `book.yml`, so that the folder is built where it lies or taken over as it stands.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import { addAll } from "../../lists.ts";
import { type Fault, Source } from "../../weave/page/source.ts";
import { readYaml, type YamlText } from "../../weave/page/yaml_text.ts";
import type { BookFiles } from "../book/book_files.ts";

/** One entry of a list of chapters. */
export type Listed = string | { part: string; chapters: string[] };

/** A folder of chapters as another system sees it. */
export interface Project {
  /** What it is, for people: `a bookdown book`. */
  kind: string;
  /** The file that says so; empty for a folder without one. */
  file: string;
  /** What `book.yml` would say. */
  settings: Record<string, unknown>;
  chapters: Listed[];
  appendices: string[];
  /** Pages that are in the folder and not in the book. */
  unlisted: string[];
  /** What was said and is not said here, by the keys of the settings file. */
  unsaid: string[];
  diagnostics: Diagnostic[];
  /** A fault at the place of a key of its settings file. */
  fault(path: readonly (string | number)[], fault: Fault): Diagnostic;
}

/** A settings file of another system. */
export class Settings {
  readonly source: Source;
  readonly yaml: YamlText;
  /** What it says, empty where it cannot be read. */
  readonly value: Record<string, unknown>;
  readonly diagnostics: Diagnostic[];

  constructor(readonly file: string, text: string) {
    this.source = new Source(file, text);
    this.yaml = readYaml(withoutTags(this.source.text));
    this.value = groupOf(this.yaml.value);
    this.diagnostics = this.yaml.errors.map(({ message, hint, span }) =>
      this.source.diagnostic(
        { code: "bad-yaml", message: `${file} is not YAML: ${message}`, hint },
        span,
      )
    );
  }

  /** A fault at a key. */
  fault(path: readonly (string | number)[], fault: Fault): Diagnostic {
    const span: Span = this.yaml.locate(path);
    return this.source.diagnostic(fault, { start: span.start, end: Math.max(span.end, 1) });
  }

  /** Keys of a group, as they are written, that are none of some. */
  others(path: readonly string[], known: ReadonlySet<string>): string[] {
    const group = groupOf(path.reduce<unknown>((at, key) => groupOf(at)[key], this.value));
    return Object.keys(group).filter((key) => !known.has(key)).map((key) =>
      [...path, key].join(".")
    );
  }
}

/** `!expr 1 + 1` is R's to read: for YAML it is a text. */
function withoutTags(text: string): string {
  return text.replace(/!(expr|r)(?=\s)/g, (tag) => " ".repeat(tag.length));
}

/** A group of keys; empty if it is none. */
export function groupOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Record<string, unknown>
    : {};
}

/** A list; of one if it is none, empty if there is nothing. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** A text; empty if it is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** Names of persons, however they are written. */
export function namesOf(value: unknown): string[] {
  return listOf(value).flatMap((each): string[] => {
    if (typeof each === "string") return [each];
    const { name } = groupOf(each);
    if (typeof name === "string") return [name];
    const { given, family, literal } = groupOf(name);
    const words = [given, family].filter((word) => typeof word === "string").join(" ");
    return words !== "" ? [words] : typeof literal === "string" ? [literal] : [];
  });
}

/** Settings without those that say nothing. */
export function said(settings: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) =>
      value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0) &&
      !(typeof value === "object" && value !== null && Object.keys(value).length === 0)
    ),
  );
}

/** A page of R Markdown or Quarto. */
export const PAGE = /\.(?:rmd|qmd|rmarkdown)$/i;

const MADE =
  /^(?:_site|_book|_freeze|docs|renv|packrat|node_modules|site_libs|libs)$|_(?:files|cache)$/;

/** Whether a folder holds what a program made or keeps for itself. */
export function isMade(name: string): boolean {
  return name.startsWith(".") || MADE.test(name);
}

/** What lies in a folder of a book; a link to a folder, which may lead in a circle, is no folder. */
export function within(
  files: BookFiles,
  folder: string,
): { name: string; path: string; isFolder: boolean; isLink: boolean }[] {
  const full = folder === "" ? files.root : `${files.root}/${folder}`;
  if (!files.world.facts(full)?.isDirectory) return [];
  return files.world.entries(full).map(({ name, kind }) => ({
    name,
    path: folder === "" ? name : `${folder}/${name}`,
    isFolder: kind === "folder",
    isLink: kind === "link",
  }));
}

/** Every page below a folder of a book, by path; what begins with an underscore only on request. */
export function pagesBelow(
  files: BookFiles,
  folder = "",
  options: { hidden?: boolean; deep?: boolean; skip?: string } = {},
): string[] {
  const found: string[] = [];
  const folders: string[] = [];
  for (const { name, path, isFolder } of within(files, folder)) {
    if (!options.hidden && /^[_.]/.test(name)) continue;
    if (!isFolder) {
      if (PAGE.test(name) && files.isOwn(path)) found.push(path);
    } else if (options.deep !== false && !isMade(name) && path !== options.skip) folders.push(path);
  }
  for (const path of folders) addAll(found, pagesBelow(files, path, options));
  return found;
}
