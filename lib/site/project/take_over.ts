/**
 * A project of another system as a book: which file becomes what. Nothing of the source is lost: a
 * file is a chapter, stands where it stood, is kept in `_source/`, or is named among those that were
 * left, with the reason.
 *
 * @module
 */
import { type BookFiles, leavesRoot, resolveFrom } from "../book/book_files.ts";
import { titleOfName } from "../../weave/rules/heading.ts";
import { chapterHeads } from "../book/chapter_heads.ts";
import { bookText } from "./book_text.ts";
import { embed, includedFile } from "./embedded.ts";
import { namedPaths } from "./named_files.ts";
import { VARIABLES } from "./shortcodes.ts";
import { ONE_PAGE } from "./single_page.ts";
import { isMade, type Listed, PAGE, type Project, within } from "./project.ts";
import { decodedText } from "./text_bytes.ts";

/** Where what says nothing in a book is kept. */
export const KEPT = "_source";

/** A file or folder that was left where it is. */
export interface LeftFile {
  path: string;
  why: string;
}

/** A book made of a project. */
export interface TakenOver {
  project: Project;
  /** Files of the book by path; `null` for one that is copied as it stands from `from`. */
  files: Map<string, { from: string; text: string | null }>;
  /** Chapters and what they were. */
  chapters: { from: string; to: string }[];
  /** Listed, and not there. */
  missing: string[];
  left: LeftFile[];
  /** What was changed in texts, for the report. */
  changes: string[];
}

/** Data, pictures, code, and what else a page of any book reads or shows. */
const OWN =
  /\.(?:csv|tsv|tab|txt|dat|data|xlsx?|ods|rds|rdata|rda|json|geojson|parquet|feather|sas7bdat|sav|dta|dbf|shp|shx|prj|gz|zip|r|stan|sas|bib|png|jpe?g|gif|svg|webp|avif|bmp|tiff?|pdf|mp4|webm)$/i;

/** Of a folder that no settings speak of, data and code alone: the rest is a site of any kind. */
const DATA =
  /\.(?:csv|tsv|tab|dat|xlsx?|ods|rds|rdata|rda|parquet|feather|sas7bdat|sav|dta|r|stan|sas|bib)$/i;

/** Bytes of the largest file that is copied. */
const MOST = 100 * 1024 * 1024;

/** Plans the book; nothing is written. `skip` is a folder that is no part of the source. */
export function takeOver(files: BookFiles, project: Project, skip: string): TakenOver {
  const { settings } = project;
  const made: TakenOver = {
    project,
    files: new Map(),
    chapters: [],
    missing: [],
    left: [],
    changes: [],
  };
  const take = (file: string): string | null => {
    if (!files.has(file)) {
      made.missing.push(file);
      return null;
    }
    const to = file.replace(PAGE, ".md");
    made.chapters.push({ from: file, to });
    return to;
  };
  const chapters = project.chapters.flatMap((each): Listed[] => {
    if (typeof each === "string") return take(each) === null ? [] : [each.replace(PAGE, ".md")];
    const own = each.chapters.filter((file) => take(file) !== null);
    return own.length === 0
      ? []
      : [{ part: each.part, chapters: own.map((file) => file.replace(PAGE, ".md")) }];
  });
  const appendices = project.appendices.filter((file) => take(file) !== null)
    .map((file) => file.replace(PAGE, ".md"));
  const texts = pagesOf(files, made);
  const asked = askedFor(files, texts, [settings["bibliography"]].flat().map(String));
  if (project.kind === ONE_PAGE) copyAsked(made, asked);
  else copyOthers(files, made, asked, skip);
  const works = bibliographies(files, settings["bibliography"], made);
  const { bibliography: _works, ...others } = settings;
  const title = settings["title"] === undefined ? { title: titleOf(files.root) } : {};
  const all = { ...title, ...others, ...(works.length > 0 ? { bibliography: works } : {}) };
  made.files.set("book.yml", { from: "", text: bookText(all, chapters, appendices) });
  return made;
}

function titleOf(root: string): string {
  const name = root.split("/").at(-1)!.replace(/[-_]+/g, " ").trim();
  return name === "" || name === "." ? "Book" : name.charAt(0).toUpperCase() + name.slice(1);
}

/** Writes the chapters into the plan; gives their texts by their old names. */
function pagesOf(files: BookFiles, made: TakenOver): Map<string, string> {
  const texts = new Map<string, string>();
  const read = (file: string): string => {
    const { text, note } = decodedText(files.bytes(file));
    if (note !== null) made.changes.push(`${file}: ${note}`);
    return text;
  };
  for (const { from, to } of made.chapters) {
    const { text, taken } = embed(from, read(from), (page, path) => {
      const file = includedFile(files, page, path);
      return file === null ? null : { file, text: read(file) };
    });
    for (const file of taken) made.changes.push(`${from}: ${file} stands in it now`);
    texts.set(from, text);
    const whole = titled(from, text);
    if (whole !== text) made.changes.push(`${from}: had no title, and has one of its name`);
    made.files.set(to, { from, text: whole });
  }
  return texts;
}

/** A page that says nowhere what it is called is called after its file. */
function titled(file: string, text: string): string {
  if (chapterHeads(text).title !== null) return text;
  const line = `title: ${JSON.stringify(titleOfName(file))}\n`;
  const head = /^\uFEFF?---[ \t]*\r?\n/.exec(text)?.[0];
  return head === undefined || !text.slice(head.length).includes("\n---")
    ? `---\n${line}---\n\n${text}`
    : head + line + text.slice(head.length);
}

/** Files of any kind that the chapters name. */
function askedFor(
  files: BookFiles,
  texts: ReadonlyMap<string, string>,
  works: readonly string[],
): Set<string> {
  const asked = new Set<string>(works.filter((file) => !leavesRoot(file) && files.isOwn(file)));
  for (const [page, text] of texts) {
    for (const path of namedPaths(text)) {
      for (const file of [resolveFrom(page, decodedPath(path)), path.replace(/^\.?\//, "")]) {
        if (!leavesRoot(file) && files.isOwn(file)) asked.add(file);
      }
    }
  }
  return asked;
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Every other file of the source. */
function copyOthers(
  files: BookFiles,
  made: TakenOver,
  asked: ReadonlySet<string>,
  skip: string,
): void {
  const chapters = new Set(made.chapters.map(({ from }) => from));
  const stems = new Set([...chapters].map((file) => file.replace(/\.\w+$/, "")));
  const folderOfPages = made.project.file === "";
  const counted = new Map<string, number>();
  const leave = (path: string, why: string): void => void made.left.push({ path, why });
  const keep = (path: string): void => {
    made.files.set(`${KEPT}/${path}`, { from: path, text: null });
  };
  const file = (path: string, name: string): void => {
    if (chapters.has(path) || path === skip) return;
    const size = files.world.facts(`${files.root}/${path}`)?.size ?? 0;
    if (!files.isOwn(path)) leave(path, "a link that leads out of the folder, or nowhere");
    else if (size > MOST) leave(path, "larger than 100 megabytes");
    else if (name.startsWith(".") && !asked.has(path)) leave(path, "hidden");
    else if (PAGE.test(name) || /\.md$/i.test(name) && !/^readme\.md$/i.test(name)) keep(path);
    else if (path === VARIABLES || asked.has(path) || (folderOfPages ? DATA : OWN).test(name)) {
      made.files.set(path, { from: path, text: null });
    } else if (/\.html?$/i.test(name) && stems.has(path.replace(/\.html?$/i, ""))) {
      leave(path, "made of a chapter");
    } else if (folderOfPages) {
      const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
      counted.set(folder, (counted.get(folder) ?? 0) + 1);
    } else keep(path);
  };
  const walk = (folder: string): void => {
    for (const { name, path, isFolder, isLink } of within(files, folder)) {
      if (path === skip) continue;
      if (isLink && files.world.facts(`${files.root}/${path}`)?.isDirectory) {
        leave(path, "a link to a folder");
      } else if (!isFolder) file(path, name);
      else if ([...asked].some((each) => each.startsWith(`${path}/`)) || !isMade(name)) walk(path);
      else leave(`${path}/`, name.startsWith(".") ? "hidden" : "made by a program");
    }
  };
  walk("");
  // What a program made, a page may show all the same.
  copyAsked(made, asked);
  for (const [folder, count] of counted) {
    leave(
      folder === "" ? "beside the pages" : `${folder}/`,
      `${count} ${count === 1 ? "file" : "files"} that no page names`,
    );
  }
}

/** Copies what the pages name. */
function copyAsked(made: TakenOver, asked: ReadonlySet<string>): void {
  const chapters = new Set(made.chapters.map(({ from }) => from));
  for (const path of asked) {
    if (!chapters.has(path) && !made.files.has(path) && !PAGE.test(path) && !/\.md$/i.test(path)) {
      made.files.set(path, { from: path, text: null });
    }
  }
}

/** Bibliographies that are there; the others are told. */
function bibliographies(files: BookFiles, given: unknown, made: TakenOver): string[] {
  const names = Array.isArray(given)
    ? given.map(String)
    : given === undefined
    ? []
    : [String(given)];
  return names.filter((name) => {
    if (files.has(name)) return true;
    made.changes.push(`bibliography: there is no file ${name}, and it is left out`);
    return false;
  });
}
