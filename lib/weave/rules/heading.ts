/**
 * Headings: attributes at their end, the chapter's title, ids and the order of levels.
 *
 * @module
 */
import type { Token } from "markdown-it";
import { type Attributes, trailingAttributes } from "../page/attributes.ts";
import type { FrontMatter } from "../page/front_matter.ts";
import { PAGE_ENDING } from "../page/address.ts";
import { slug } from "../page/label.ts";
import type { Heading, Label } from "../page/page.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { report, type Scan } from "../page/scan.ts";
import { visibilityOf } from "../page/visibility.ts";
import { HEADING_CLASSES, PRIVATE_CLASSES } from "../page/vocabulary.ts";
import { VALUE } from "./inline_code.ts";
import type { ContainerMeta } from "./container.ts";
import type { SpanMeta } from "./span.ts";

/** What a `heading_open` token carries. */
export interface HeadingMeta extends Record<string, unknown> {
  /** The author's id, or undefined. */
  id?: string;
  /** File offset of the id's `#`. */
  idAt?: number;
  unnumbered?: boolean;
}

/** Takes `{#sec-x .unnumbered}` from the text of the heading whose inline token is at `index`. */
export function headingAttributes(scan: Scan, tokens: Token[], index: number): void {
  const inline = tokens[index];
  const open = tokens[index - 1];
  if (!inline || !open) return;
  const found = trailingAttributes(inline.content);
  if (!found) {
    const braces = /(?<![\])`])\{[#.][^{}]*\}\s*$/.exec(inline.content);
    if (!braces) return;
    const start = scan.at(braces.index);
    report(scan, {
      code: "unknown-attribute",
      severity: "warning",
      message: "These braces are shown as text: they cannot be read",
      hint: "Write {#sec-name .unnumbered}",
    }, { start, end: start + braces[0].trimEnd().length });
    return;
  }
  const at = inline.content.indexOf("#", found.at);
  open.meta = headingMeta(found.attributes, at < 0 ? -1 : scan.at(at));
  const { classes, values } = found.attributes;
  for (const name of [...classes.map((each) => `.${each}`), ...Object.keys(values)]) {
    if (HEADING_CLASSES.includes(name.slice(1))) continue;
    const start = scan.at(inline.content.indexOf(name, found.at));
    report(scan, {
      code: "unknown-attribute",
      severity: PRIVATE_CLASSES.has(name.slice(1))
        ? "error"
        : /^\.tabset/.test(name)
        ? "note"
        : "warning",
      message: `"${name}" says nothing of a heading here`,
      hint: PRIVATE_CLASSES.has(name.slice(1))
        ? "Students do not see `::: {.solution}`"
        : suggestion(name, HEADING_CLASSES.map((each) => `.${each}`), "Known are"),
    }, { start, end: start + name.length });
  }
  inline.content = found.text;
}

function headingMeta(attributes: Attributes, idAt: number): HeadingMeta {
  return {
    ...(attributes.id === null ? {} : { id: attributes.id, idAt }),
    unnumbered: attributes.classes.includes("unnumbered"),
  };
}

/** The words of inline tokens, without their marks and without what some readers do not see. */
export function plainText(children: readonly Token[]): string {
  const hidden: boolean[] = [];
  return children.map((child) => {
    if (child.type === "span_open") {
      hidden.push(visibilityOf((child.meta as SpanMeta).attributes).length > 0);
    } else if (child.type === "span_close") hidden.pop();
    if (hidden.includes(true)) return "";
    if (child.type === "softbreak" || child.type === "hardbreak") return " ";
    if (child.type === "image") return plainText(child.children ?? []);
    if (child.type === "math") return child.content.replace(new RegExp(VALUE.source, "g"), "");
    if (["text", "code_inline"].includes(child.type)) return child.content;
    return "";
  }).join("").replace(/\s+/g, " ").trim();
}

/** What `collectHeadings` gives. */
export interface Headings {
  headings: Heading[];
  title: string;
  titleToken: Token | null;
  chapterLabel: Label | null;
  /** The tokens without the chapter's own heading. */
  rest: Token[];
}

/**
 * Finds the chapter's title (front matter, else the first heading of level 1, which is taken out),
 * gives every other heading its id, and reports levels that are skipped.
 */
export function collectHeadings(scan: Scan, tokens: Token[], front: FrontMatter): Headings {
  const result: Headings = {
    headings: [],
    title: front.title ?? "",
    titleToken: null,
    chapterLabel: null,
    rest: [],
  };
  const used = new Map<string, number>();
  const deeper = shiftOf(tokens, front);
  let shift = deeper.all ? 1 : 0;
  let titled = deeper.all;
  let previous = 1;
  let depth = 0;
  /** Open containers, and whether headings in them are names of parts that fold. */
  const folds: boolean[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) continue;
    const inline = tokens[i + 1];
    if (token.type === "container_open") {
      const { classes } = (token.meta as ContainerMeta).attributes;
      folds.push((folds.at(-1) ?? false) || classes.some((name) => /^(panel-)?tabset$/.test(name)));
    } else if (token.type === "container_close") folds.pop();
    if (token.type !== "heading_open" || !inline || depth > 0 || folds.at(-1)) {
      depth += token.nesting;
      result.rest.push(token);
      continue;
    }
    let level = Number(token.tag.slice(1));
    const text = plainText(inline.children ?? []);
    const meta = (token.meta ?? {}) as HeadingMeta;
    const at = Number(inline.meta?.["at"] ?? 0);
    const span = { start: at, end: at + Math.max(1, inline.content.length) };
    if (level === 1 && isPartHeading(text)) {
      i += 2;
      continue;
    }
    if (level === 1 && !titled) {
      titled = true;
      if (front.title === null) {
        result.title = text;
        result.titleToken = inline;
      }
      if (meta.id !== undefined) result.chapterLabel = chapterLabel(meta);
      i += 2;
      continue;
    }
    if (level === 1 && !deeper.all) {
      report(scan, {
        code: "second-title",
        severity: "warning",
        message: "A chapter has one heading of the first level, and this is set as a section",
        hint: "Begin sections with ##",
      }, span);
      shift = 1;
    }
    level = Math.min(6, level + shift);
    if (level > previous + 1) {
      report(scan, {
        code: "heading-level",
        severity: "warning",
        message: `A heading of level ${level - shift} follows one of level ${previous - shift}`,
        hint: `Write ${"#".repeat(previous + 1 - shift)} here`,
      }, span);
      // what reads a page aloud counts the levels
      level = previous + 1;
    }
    previous = level;
    token.tag = `h${level}`;
    const close = tokens[i + 2];
    if (close) close.tag = token.tag;
    const id = uniqueId(meta.id ?? slug(text), used, meta.id !== undefined);
    result.headings.push({
      level,
      text,
      id,
      numbered: !(meta.unnumbered ?? false),
      number: "",
      token,
    });
    token.meta = { ...meta, heading: result.headings.length - 1 };
    result.rest.push(token);
  }
  if (result.title === "") {
    const foreign = PAGE_ENDING.test(scan.source.file) && !scan.source.file.endsWith(".md");
    result.title = foreign ? titleOfName(scan.source.file) : "Untitled";
    if (!front.broken) {
      report(scan, {
        code: "no-title",
        severity: foreign ? "warning" : "error",
        message: "The chapter has no title",
        hint: "Begin it with `# Title`, or give `title:` in its front matter",
      }, { start: 0, end: 1 });
    }
  }
  if (front.label !== null && !result.chapterLabel) {
    const at = scan.source.text.indexOf(front.label);
    result.chapterLabel = {
      label: front.label,
      kind: "chapter",
      span: { start: at, end: at + front.label.length },
    };
  }
  return result;
}

/**
 * Where the title stands in the front matter and headings of the first level are other words, these
 * are the sections, as Quarto and R Markdown have them: all headings go one level down.
 */
function shiftOf(tokens: readonly Token[], front: FrontMatter): { all: boolean } {
  if (front.title === null) return { all: false };
  const first: { words: string; labelled: boolean }[] = [];
  let depth = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.type === "heading_open" && depth === 0 && token.tag === "h1") {
      const words = plainText(tokens[i + 1]?.children ?? []);
      const labelled = (token.meta as HeadingMeta | null)?.id !== undefined;
      if (!isPartHeading(words)) first.push({ words, labelled });
    }
    depth += token.nesting;
  }
  const [only, second] = first;
  if (!only || sameWords(only.words, front.title)) return { all: false };
  // One heading with a label names the page.
  return { all: second !== undefined || !only.labelled };
}

function sameWords(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();
  return plain(a) === plain(b);
}

/** bookdown's `# (PART) Words`, which the book has taken as the title of a part. */
function isPartHeading(words: string): boolean {
  return /^\((?:PART|APPENDIX)\*?\)/.test(words);
}

/** `scripts/day2_inclass.Rmd` → Day2 inclass: what a page is called that does not say it. */
export function titleOfName(file: string): string {
  const name = (file.split("/").at(-1) ?? "").replace(PAGE_ENDING, "").replace(/[-_]+/g, " ")
    .trim();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function chapterLabel(meta: HeadingMeta): Label {
  const start = meta.idAt ?? 0;
  const label = meta.id ?? "";
  return { label, kind: "chapter", span: { start, end: start + label.length + 1 } };
}

/** The id, or with the first number behind it that makes it new; `used` knows the last one tried. */
function uniqueId(wanted: string, used: Map<string, number>, keep: boolean): string {
  let id = wanted;
  let n = used.get(wanted) ?? 1;
  while (!keep && used.has(id)) id = `${wanted}-${++n}`;
  used.set(wanted, n);
  if (!used.has(id)) used.set(id, 1);
  return id;
}
