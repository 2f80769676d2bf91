/**
 * The YAML between `---` lines at the head of a chapter.
 *
 * @module
 */
import type { Diagnostic, Span } from "../../diagnostic.ts";
import { addAll } from "../../lists.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { type BlockOptions, readDefaults } from "./options/block_options.ts";
import type { Fault, Source } from "./source.ts";
import { codeName, codeOf } from "./options/constant.ts";
import { readYaml } from "./yaml_text.ts";

/** A block that nobody sees, which gives `params` its value. */
interface ParamsBlock {
  kind: "model";
  code: string;
  options: BlockOptions;
  span: Span;
  lineOffsets: number[];
}

/** What a chapter says of itself. */
export interface FrontMatter {
  title: string | null;
  subtitle: string | null;
  /** The lead sentence under the title; also the description that search engines show. */
  description: string | null;
  authors: string[];
  /** As written: `2026-09-08` or any words. */
  date: string | null;
  draft: boolean;
  /** Label of the chapter, `sec-…`. */
  label: string | null;
  /** Codes of findings that the author knows of. */
  acknowledge: string[];
  /** Bibliographies besides the book's, relative to the page. */
  bibliography: string[];
  /** A figure strip or picture under the title, by label. */
  numbers: "r" | "journal" | null;
  /** Number of lines that the front matter takes, its fences among them. */
  lines: number;
  /** It could not be read, which was reported. */
  broken: boolean;
  /** What `execute:` asks of the blocks. */
  defaults: BlockOptions;
  /** `params:` as a block that gives it its value. */
  params: ParamsBlock | null;
  /** Keys of works that the list below the page has without being cited; `*` is every work. */
  nocite: string[];
}

const KNOWN = [
  "title",
  "subtitle",
  "description",
  "lead",
  "abstract",
  "author",
  "authors",
  "date",
  "draft",
  "label",
  "acknowledge",
  "bibliography",
  "numbers",
];

/** Keys of R Markdown and Quarto that say how other formats look, and harm nothing here. */
const FOREIGN =
  /^(output|format|editor|editor_options|editor-options|csl|toc|toc-depth|toc-title|number-sections|numbersections|link-citations|site|documentclass|classoption|geometry|fontsize|papersize|header-includes|id|engine|categories|keywords|image|image-alt|subject|aliases|order|slug|type|layout|weight|tags|affiliation|affiliations|orcid|email|institute|theme|html-math-method|code-fold|code-tools|freeze|jupyter|vignette|pagetitle|title-block-banner|toc-location|search|sidebar|listing|comments|biblio-style|citation_package|citation-location|reference-location|reference-section-title|github-repo|url|cover-image|number-depth|number-offset|tbl-cap-location|fig-cap-location|cap-location|page-layout|about|mermaid|delete_merged_file|fontfamily|linestretch|monofont|mainfont|colorlinks|linkcolor|urlcolor|link-bibliography|self_contained|embed-resources|standalone|fig_caption|fig-width|fig-height|fig-align|fig-dpi|df-print|highlight-style|smooth-scroll|anchor-sections|copyright|license|doi|citation|funding|lot|lof|lightbox|canonical-url|open-graph|twitter-card|date-format|date-modified|last-modified|version|revision|semester|course|instructor|institution)$/;

/** Keys that would keep a page from readers: none of them may be passed over. */
const PRIVATE = /^(published?|private|hidden|unlisted|visibility)$/;

/** Keys of theirs that an author would miss: where the same is said here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  lang: "Name the language of the book in book.yml: `language: es`",
  language: "Name the language of the book in book.yml: `language: es`",
  css: "Name a style sheet in book.yml: `style: mine.css`",
  "include-in-header": "Templates of your own may (`templates:` in book.yml)",
  "include-before-body": "Templates of your own may (`templates:` in book.yml)",
  "include-after-body": "Templates of your own may (`templates:` in book.yml)",
  filters: "There are no filters here",
  macros: "Macros of a book stand in book.yml; those of a page are defined by \\newcommand in it",
};

function empty(lines: number): FrontMatter {
  return {
    title: null,
    subtitle: null,
    description: null,
    authors: [],
    date: null,
    draft: false,
    label: null,
    acknowledge: [],
    bibliography: [],
    numbers: null,
    lines,
    broken: false,
    defaults: {},
    params: null,
    nocite: [],
  };
}

/** Reads a chapter's front matter; faults have their true place in the file. */
export function readFrontMatter(source: Source): { front: FrontMatter; diagnostics: Diagnostic[] } {
  if (!/^---[ \t]*$/.test(source.line(0))) return { front: empty(0), diagnostics: [] };
  let last = 1;
  while (last < source.lineCount && !/^(---|\.\.\.)[ \t]*$/.test(source.line(last))) last++;
  if (last === source.lineCount) {
    const diagnostic = source.diagnostic({
      code: "unclosed-front-matter",
      message: "The front matter that begins here is not closed",
      hint: "End it with a line of three dashes",
    }, { start: 0, end: 3 });
    return { front: { ...empty(1), broken: true }, diagnostics: [diagnostic] };
  }
  const base = source.lineStart(1);
  const yaml = readYaml(source.text.slice(base, source.lineStart(last)));
  const shift = (span: Span): Span => ({ start: span.start + base, end: span.end + base });
  const diagnostics = yaml.errors.map((error) =>
    source.diagnostic({
      code: "bad-yaml",
      message: `The front matter is not YAML: ${error.message}`,
      hint: error.hint,
    }, shift(error.span))
  );
  const front = { ...empty(last + 1), broken: yaml.errors.length > 0 };
  if (typeof yaml.value !== "object" || yaml.value === null) return { front, diagnostics };
  const fault = (key: string, code: string, message: string, hint?: string, onKey = false) => {
    const grave = code !== "unknown-option" || PRIVATE.test(key);
    const severity = grave ? "error" as const : "warning" as const;
    diagnostics.push(
      source.diagnostic(
        { code, message, severity, ...(hint ? { hint } : {}) },
        shift(yaml.locate([key], onKey)),
      ),
    );
  };
  for (const [key, value] of Object.entries(yaml.value)) {
    if (key === "params") {
      front.params = paramsOf(value, (path, onKey) => shift(yaml.locate(path, onKey)), source);
      if (front.params === null && value !== null) {
        fault(key, "bad-option", `"params" must be names with their values`);
      }
      continue;
    }
    const path = key === "knitr" ? [key, "opts_chunk"] : [key];
    const group = key === "knitr" ? (value as { opts_chunk?: unknown } | null)?.opts_chunk : value;
    if (key !== "knitr" && key !== "execute") take(front, key, value, fault);
    else if (typeof group === "object" && group !== null) {
      const place = (name: string, onKey: boolean) => shift(yaml.locate([...path, name], onKey));
      const read = readDefaults(source, group as Record<string, unknown>, place);
      Object.assign(front.defaults, read.options);
      addAll(diagnostics, read.diagnostics);
    }
  }
  if (front.date !== null) {
    const faults = dateFaults(source, front.date, shift(yaml.locate(["date"])));
    if (faults.length > 0) front.date = null;
    addAll(diagnostics, faults);
  }
  if (front.subtitle !== null && front.description !== null) {
    fault(
      "subtitle",
      "unknown-option",
      "A page has one line below its title: its description, and not its subtitle",
      "Keep one of the two",
      true,
    );
  }
  return { front, diagnostics };
}

/**
 * `params:` as a statement: a value, R Markdown's `value:` with what a form asks, or `!r` with an
 * expression of R.
 */
function paramsOf(
  given: unknown,
  locate: (path: string[], onKey: boolean) => Span,
  source: Source,
): FrontMatter["params"] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return null;
  const entries = Object.entries(given).map(([name, data]): string | null => {
    const form = typeof data === "object" && data !== null && "value" in data;
    const path = ["params", name, ...(form ? ["value"] : [])];
    const written = source.text.slice(locate(path, true).end, locate(path, false).end);
    const value: unknown = form ? data.value : data;
    const code = /^\s*:\s*!(?:r|expr)\s/.test(written) ? String(value) : codeOf(value);
    return code === null ? null : `${codeName(name)} = ${code}`;
  });
  if (entries.includes(null)) return null;
  const span = locate(["params"], true);
  const options = { echo: { value: false, span } };
  const code = `params <- list(${entries.join(", ")})`;
  return { kind: "model", code, options, span, lineOffsets: [span.start] };
}

/** A date that would be another tomorrow: a page that is built again is the same page. */
function dateFaults(source: Source, date: string, span: Span): Diagnostic[] {
  if (isNoDay(date)) return [source.diagnostic(noDay(date), span)];
  return isMovingDate(date) ? [source.diagnostic(MOVING_DATE, span)] : [];
}

/** Whether a date is that of the build. */
export function isMovingDate(date: string): boolean {
  return /^(today|now|last-modified|`r\b.*)$/.test(date.trim()) || /Sys\.(Date|time)/.test(date);
}

/** Whether a date is written as a day that no calendar has. */
export function isNoDay(date: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(date.trim())?.map(Number) ?? [];
  if (year === undefined) return false;
  const made = new Date(Date.UTC(year, month! - 1, day));
  return made.getUTCMonth() !== month! - 1 || made.getUTCDate() !== day;
}

/** What is said of such a day. */
export function noDay(date: string): Fault & { hint: string } {
  return {
    code: "bad-option",
    message: `"${date.trim()}" is no day of the calendar`,
    hint: "Write year, month and day, such as 2026-09-08",
  };
}

/** What is said of such a date. */
export const MOVING_DATE: Fault & { hint: string } = {
  code: "moving-date",
  severity: "warning",
  message: "The day of the build is not set into a page: what is built again is the same page",
  hint: "Write the date, such as 2026-09-08",
};

type FaultAt = (key: string, code: string, message: string, hint?: string, onKey?: boolean) => void;

function take(front: FrontMatter, key: string, value: unknown, fault: FaultAt): void {
  const text = (): string | null => {
    if (value === null) return null;
    if (typeof value === "string" || typeof value === "number") return String(value);
    fault(key, "bad-option", `"${key}" must be a text`);
    return null;
  };
  const texts = (): string[] => {
    const list = Array.isArray(value) ? value as unknown[] : [value];
    return list.flatMap((item) => {
      if (typeof item === "string") return [item];
      if (typeof item === "object" && item !== null && "name" in item) return [String(item.name)];
      fault(key, "bad-option", `"${key}" must be a text or a list of texts`);
      return [];
    });
  };
  switch (key) {
    case "title":
    case "subtitle":
    case "date":
    case "label":
      front[key] = text();
      return;
    case "description":
    case "lead":
    case "abstract":
      front.description = text();
      return;
    case "author":
    case "authors":
      front.authors = texts();
      if (front.authors.some((name) => /`r\s/.test(name))) {
        const hint = "Write the name; the title and the description may hold values";
        fault(key, "unknown-option", `"${key}" holds no values of R`, hint);
      }
      return;
    case "acknowledge":
      front.acknowledge = texts();
      return;
    case "bibliography":
      front.bibliography = texts();
      return;
    case "nocite":
      front.nocite = texts().flatMap((text) =>
        [...text.matchAll(/@(\*|[\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}_])?)/gu)]
          .map(([, name]) => name!)
      );
      return;
    case "draft":
      if (typeof value === "boolean") front.draft = value;
      else fault(key, "bad-option", `"draft" must be true or false`);
      return;
    case "numbers":
      if (value === "r" || value === "journal") front.numbers = value;
      else fault(key, "bad-option", `"numbers" must be r or journal`);
      return;
    default:
      if (FOREIGN.test(key)) return;
      if (PRIVATE.test(key)) {
        const hint = "Write `draft: true`, or list the page under `drafts` in book.yml";
        fault(key, "unknown-option", `"${key}" keeps a page from nobody`, hint, true);
        return;
      }
      if (Object.hasOwn(ELSEWHERE, key)) {
        fault(
          key,
          "unknown-option",
          `"${key}" says nothing in a page's front matter`,
          ELSEWHERE[key],
          true,
        );
        return;
      }
      fault(
        key,
        "unknown-option",
        `Unknown key "${key}" in the front matter`,
        suggestion(key, KNOWN),
        true,
      );
  }
}
