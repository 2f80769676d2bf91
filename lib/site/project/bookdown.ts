/**
 * A book of bookdown: the order of its files, and what `_bookdown.yml`, `_output.yml` and the head
 * of `index.Rmd` say of it.
 *
 * @module
 */
import { takeMacros } from "../../weave/page/macros.ts";
import { isMovingDate } from "../../weave/page/front_matter.ts";
import type { BookFiles } from "../book/book_files.ts";
import { chapterHeads } from "../book/chapter_heads.ts";
import {
  groupOf,
  type Listed,
  listOf,
  namesOf,
  PAGE,
  pagesBelow,
  type Project,
  said,
  Settings,
  textOf,
} from "./project.ts";

/** Keys of `_bookdown.yml` that are obeyed, or that only say where its own output lies. */
const BOOK_KEYS = new Set(
  ("rmd_files rmd_subdir new_session language output_dir book_filename delete_merged_file edit " +
    "repo site").split(" "),
);

/** Keys of the head of `index.Rmd` that the book takes. */
const HEAD_KEYS = new Set(
  ("title subtitle author authors date description abstract bibliography lang site output " +
    "documentclass link-citations url github-repo").split(" "),
);

/** Reads a book of bookdown. */
export function readBookdown(files: BookFiles): Project {
  const settings = new Settings("_bookdown.yml", files.looseText("_bookdown.yml"));
  const { value } = settings;
  const order = filesInOrder(files, value);
  const index = order.find((file) => /^index\.\w+$/i.test(file));
  const head = new Settings(index ?? "index.Rmd", index ? headOf(files.looseText(index)) : "");
  const about = head.value;
  const { chapters, appendices, unread } = arranged(files, order);
  const date = textOf(about["date"]);
  const output = files.has("_output.yml")
    ? new Settings("_output.yml", files.looseText("_output.yml"))
    : null;
  return {
    kind: "a bookdown book",
    file: settings.file,
    settings: said({
      title: textOf(about["title"]),
      subtitle: textOf(about["subtitle"]),
      authors: namesOf(about["author"] ?? about["authors"]),
      date: isMovingDate(date) ? "" : date,
      description: textOf(about["description"] ?? about["abstract"]).trim(),
      language: textOf(about["lang"]),
      "chapter-word": chapterWord(value["language"]),
      bibliography: listOf(about["bibliography"]).map(textOf).filter((name) => name !== ""),
      macros: {
        ...preambleMacros(files, about["output"]),
        ...preambleMacros(files, output?.value),
      },
      edit: editAddress(value["edit"], output?.value),
      "chapter-numbers": "place",
      session: value["new_session"] === true ? undefined : "book",
    }),
    chapters,
    appendices,
    unlisted: [
      ...unread,
      ...pagesBelow(files, "", { hidden: true }).filter((file) =>
        !order.includes(file) && !/(^|\/)\./.test(file)
      ),
    ],
    unsaid: [
      ...settings.others([], BOOK_KEYS).map((key) => `_bookdown.yml: ${key}`),
      ...head.others([], HEAD_KEYS).map((key) => `${head.file}: ${key}`),
      ...(output ? Object.keys(output.value).map((key) => `_output.yml: ${key}`) : []),
    ],
    diagnostics: settings.diagnostics,
    fault: (path, fault) => settings.fault(path, fault),
  };
}

/** The YAML between the dashes at the head of a page. */
export function headOf(text: string): string {
  return /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[1] ?? "";
}

/** Files in bookdown's order: as listed, else by name; `index.Rmd` comes first. */
function filesInOrder(files: BookFiles, value: Record<string, unknown>): string[] {
  const given = value["rmd_files"];
  const listed = listOf(Array.isArray(given) ? given : groupOf(given)["html"] ?? given)
    .filter((name): name is string => typeof name === "string");
  const subdir = value["rmd_subdir"];
  const folders = listOf(subdir).filter((name): name is string => typeof name === "string");
  const found = listed.length > 0 && subdir === undefined
    ? listed.filter((file) => !/(^|\/)_/.test(file) || files.has(file))
    : [
      ...listed,
      ...(listed.length > 0 ? [] : pagesBelow(files, "", { deep: subdir === true })),
      ...folders.flatMap((folder) => pagesBelow(files, folder.replace(/\/+$/, ""))),
    ];
  const unique = [...new Set(found)];
  const index = unique.find((file) => /^index\.rmd$/i.test(file)) ??
    (files.has("index.Rmd") ? "index.Rmd" : undefined);
  return index === undefined ? unique : [index, ...unique.filter((file) => file !== index)];
}

/** Parts and appendices, which bookdown has in headings of the pages. */
function arranged(
  files: BookFiles,
  order: readonly string[],
): { chapters: Listed[]; appendices: string[]; unread: string[] } {
  const chapters: Listed[] = [];
  const appendices: string[] = [];
  const unread: string[] = [];
  let part = null as { part: string; chapters: string[] } | null;
  let appendix = false;
  const begin = (title: string, isAppendix: boolean): void => {
    appendix = isAppendix;
    if (!isAppendix) chapters.push(part = { part: title, chapters: [] });
  };
  for (const file of order) {
    const { parts, empty } = chapterHeads(files.has(file) ? files.looseText(file) : "");
    for (const each of parts) if (!each.behind) begin(each.title, each.appendix);
    const only = parts.length > 0 && empty || isReferences(files.looseText(file));
    if (only) unread.push(file);
    else if (appendix) appendices.push(file);
    else if (part && !/^index\.\w+$/i.test(file)) part.chapters.push(file);
    else chapters.push(file);
    for (const each of parts) if (each.behind) begin(each.title, each.appendix);
  }
  return {
    chapters: chapters.filter((each) => typeof each === "string" || each.chapters.length > 0),
    appendices,
    unread,
  };
}

/** A page that only sets a heading over the list of works, which stands on every page here. */
function isReferences(text: string): boolean {
  const body = text.replace(/^\uFEFF?---\r?\n[\s\S]*?\n---\s*\n/, "").replace(
    /<!--[\s\S]*?-->/g,
    "",
  );
  return /^\s*`r if ?\((?:knitr:{2,3})?is_(?:html|latex)_output\([^)]*\)\)\s*(["'])(?:\\n|\s)*#[^`]*\1\s*`\s*(?:<div id="refs"><\/div>\s*)?$/
    .test(body);
}

function chapterWord(language: unknown): string {
  const name = groupOf(groupOf(language)["ui"])["chapter_name"];
  const word = textOf(Array.isArray(name) ? name[0] : name).trim();
  return /^[\p{L} ]+$/u.test(word) ? word : "";
}

/** Macros of the LaTeX files that are included into the preamble or the body. */
function preambleMacros(files: BookFiles, output: unknown): Record<string, string> {
  const macros: Record<string, string> = {};
  const visit = (value: unknown, depth: number): void => {
    if (typeof value === "string" && /\.(?:tex|html)$/.test(value) && files.has(value)) {
      Object.assign(macros, takeMacros(files.looseText(value)).macros);
    } else if (typeof value === "object" && value !== null && depth < 5) {
      for (const each of Object.values(value)) visit(each, depth + 1);
    }
  };
  visit(output, 0);
  return macros;
}

/** The address of the source: `edit: https://…/%s`. */
function editAddress(own: unknown, output: unknown): string {
  const config = groupOf(groupOf(groupOf(output)["bookdown::gitbook"])["config"]);
  const text = textOf(own) || textOf(groupOf(own)["link"]) ||
    textOf(groupOf(config["edit"])["link"]) ||
    textOf(config["edit"]);
  return /^https?:\/\//.test(text) ? text.replace("%s", "{file}") : "";
}

/** Whether a name is that of a page. */
export function isPage(name: string): boolean {
  return PAGE.test(name) || /\.md$/i.test(name);
}
