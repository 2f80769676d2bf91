/**
 * `book.yml`: what a book is. Every fault has its place.
 *
 * @module
 */
import * as v from "../../libraries/valibot.js";
import type { Diagnostic } from "../../diagnostic.ts";
import { addAll } from "../../lists.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { type BlockOptions, readDefaults } from "../../weave/page/options/block_options.ts";
import type { PageContext } from "../../weave/page/parse_page.ts";
import { Source } from "../../weave/page/source.ts";
import { readYaml } from "../../weave/page/yaml_text.ts";

const Text = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const Texts = v.pipe(
  v.union([Text, v.array(Text)]),
  v.transform((value) => Array.isArray(value) ? value : [value]),
);
const Name = v.union([
  Text,
  v.pipe(v.looseObject({ name: Text }), v.transform((person) => person.name)),
]);
const Names = v.pipe(
  v.union([Name, v.array(Name)]),
  v.transform((value) => Array.isArray(value) ? value : [value]),
);
const Chapter = v.union([Text, v.strictObject({ part: Text, chapters: v.array(Text) })]);

/** Values by their names: a list has none. */
const Named = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value)),
  v.record(v.string(), Text),
);

const BookSchema = v.strictObject({
  title: v.optional(Text, ""),
  subtitle: v.optional(Text, ""),
  authors: v.optional(Names, []),
  description: v.optional(Text, ""),
  date: v.optional(Text, ""),
  language: v.optional(Text, "en"),
  "chapter-word": v.optional(Text, "Chapter"),
  chapters: v.optional(v.array(Chapter)),
  appendices: v.optional(v.array(Text), []),
  drafts: v.optional(v.array(Text), []),
  bibliography: v.optional(Texts, []),
  edit: v.optional(Text, ""),
  address: v.optional(Text, ""),
  theme: v.optional(Named, {}),
  style: v.optional(Text, ""),
  templates: v.optional(Text, ""),
  numbers: v.optional(v.picklist(["r", "journal"]), "r"),
  macros: v.optional(Named, {}),
  "publish-data": v.optional(v.boolean(), true),
  faults: v.optional(v.picklist(["stop", "show"]), "stop"),
  "chapter-numbers": v.optional(v.picklist(["name", "place", "none"]), "name"),
  session: v.optional(v.picklist(["page", "book"]), "page"),
  execute: v.optional(v.record(v.string(), v.unknown()), {}),
  // What a source says is read when it is asked: a build opens no connection.
  sources: v.optional(
    v.pipe(
      v.unknown(),
      v.check((value) => !Array.isArray(value)),
      v.record(v.string(), v.unknown()),
    ),
    {},
  ),
  heddle: v.optional(Text, ""),
});

/** A book's settings, with every default filled in. */
export type BookSettings = v.InferOutput<typeof BookSchema>;

/** Other spellings of a key. */
const ALIASES: Readonly<Record<string, string>> = {
  author: "authors",
  lang: "language",
  chapter_word: "chapter-word",
  chapterWord: "chapter-word",
  "chapter word": "chapter-word",
  chapter: "chapter-word",
  "edit-link": "edit",
  "edit link": "edit",
  edit_link: "edit",
  abstract: "description",
  url: "address",
  appendix: "appendices",
  source: "sources",
  css: "style",
  version: "heddle",
};

/** The settings of a book without a `book.yml`. */
export function defaultSettings(): BookSettings {
  return v.parse(BookSchema, {});
}

/** What `readBook` gives. */
export interface BookFile {
  settings: BookSettings;
  /** What `execute:` asks of the blocks of every page. */
  defaults: BlockOptions;
  /** The file that lists the chapters. */
  file: string;
  /** What was said, by our names of the keys. */
  given: Readonly<Record<string, unknown>>;
  diagnostics: Diagnostic[];
  /** Reports a fault at the value under a path of keys. */
  fault(path: (string | number)[], code: string, message: string, hint?: string): Diagnostic;
}

/** Reads the text of `book.yml`; what is right is kept, whatever else is wrong. */
export function readBook(text: string): BookFile {
  const source = new Source("book.yml", text);
  const yaml = readYaml(source.text);
  const original: Record<string, string> = {};
  const place = (path: (string | number)[], key = false) => {
    const [first, ...rest] = path;
    return yaml.locate(first === undefined ? [] : [original[first] ?? first, ...rest], key);
  };
  const fault: BookFile["fault"] = (path, code, message, hint) =>
    source.diagnostic({ code, message, ...(hint ? { hint } : {}) }, place(path));
  const diagnostics = yaml.errors.map((error) =>
    source.diagnostic(
      { code: "bad-yaml", message: `book.yml is not YAML: ${error.message}`, hint: error.hint },
      error.span,
    )
  );
  const given: Record<string, unknown> = {};
  if (typeof yaml.value === "object" && yaml.value !== null) {
    for (const [key, value] of Object.entries(yaml.value)) {
      const name = ALIASES[key] ?? key;
      original[name] = key;
      if (name in BookSchema.entries) {
        if (value !== null) given[name] = value;
        continue;
      }
      const hint = suggestion(key, Object.keys(BookSchema.entries));
      diagnostics.push(source.diagnostic(
        { code: "unknown-option", message: `Unknown key "${key}"`, ...(hint ? { hint } : {}) },
        place([key], true),
      ));
    }
  }
  const result = v.safeParse(BookSchema, given);
  const made = (settings: BookSettings): BookFile => {
    const at = (key: string, onKey: boolean) => place(["execute", key], onKey);
    const read = readDefaults(source, settings.execute, at);
    addAll(diagnostics, read.diagnostics);
    return { settings, defaults: read.options, file: source.file, given, diagnostics, fault };
  };
  if (result.success) return made(result.output);
  for (const issue of result.issues) {
    const path = (issue.path ?? []).map((item) => item.key as string | number);
    diagnostics.push(
      fault(
        path,
        "bad-option",
        `"${path.join(".")}" cannot be ${words(issue.received)}`,
        expectation(path[0]),
      ),
    );
    if (path[0] !== undefined) delete given[String(path[0])];
  }
  return made(v.parse(BookSchema, given));
}

function words(received: string): string {
  return { Array: "a list", Object: "a group of keys" }[received] ?? received;
}

const EXPECTATIONS: Readonly<Record<string, string>> = {
  chapters: "A list of file names, or of `part:` with its `chapters:`",
  numbers: "Write r or journal",
  theme: "Names of CSS variables with their values",
  macros: "Commands with what each stands for, such as `E: \\operatorname{E}`",
  "publish-data": "Write true or false",
  faults: "Write stop or show",
  "chapter-numbers": "Write name, place or none",
  session: "Write page or book",
  execute: "Options of blocks with their values, such as `echo: false`",
  sources: "Names of sources, each with its connection, table, by and responses",
  heddle: "The version that the book was written for, such as 0.2.0",
};

function expectation(key: string | number | undefined): string {
  return EXPECTATIONS[String(key)] ?? "A text belongs here";
}

/** The settings that some keys of `book.yml` give; those whose values cannot be are left out. */
export function settingsOf(given: Readonly<Record<string, unknown>>): BookSettings {
  const kept = Object.fromEntries(
    Object.entries(given).filter(([key, value]) =>
      key in BookSchema.entries && v.safeParse(BookSchema, { [key]: value }).success
    ),
  );
  return v.parse(BookSchema, kept);
}

/** What a book says of its pages; `after` is the page before that has blocks. */
export function pageContext({ defaults, settings }: BookFile, after: string | null): PageContext {
  return { defaults, after, numbered: settings["chapter-numbers"] !== "none" };
}

/** A book without a title is called after its folder. */
export function folderTitle(path: string): string {
  const name = (path.split("/").at(-1) ?? "").replace(/[-_]+/g, " ").trim();
  return name === "" ? "Book" : name.charAt(0).toUpperCase() + name.slice(1);
}
