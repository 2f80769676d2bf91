/**
 * Raw HTML: elements that set words, boxes and lists pass with harmless attributes; what runs or
 * loads something is left out and told; comments are dropped.
 *
 * @module
 */
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { nextOf } from "../../page/next_of.ts";
import { report, type Scan, scanOf } from "../../page/scan.ts";
import { PRIVATE_CLASSES } from "../../page/vocabulary.ts";
import { BLOCK_ELEMENTS, DROPPED, ELEMENTS, readTag, REMOVED, type Tag } from "./tag.ts";
import { lineBegin } from "../line_head.ts";

/** What a `markup` token carries; offsets are the file's. */
export interface MarkupMeta extends Tag, Record<string, unknown> {
  element: string;
  closing: boolean;
  attributes: [string, string | null][];
  start: number;
  end: number;
}

/** Adds the rules to a parser. */
export function markup(md: MarkdownIt): void {
  md.inline.ruler.after("autolink", "markup", inline);
  md.block.ruler.before("paragraph", "markup_block", block, { alt: ["paragraph", "blockquote"] });
}

/** A class that would keep something from a reader does so in a container alone. */
function tellOfPrivate(
  scan: Scan,
  { attributes, closing }: Tag,
  start: number,
  length: number,
): void {
  const classes = attributes.flatMap(([name, value]) =>
    name === "class" ? (value ?? "").split(/\s+/) : []
  );
  const name = closing ? undefined : classes.find((each) => PRIVATE_CLASSES.has(each));
  if (name === undefined) return;
  report(scan, {
    code: "unknown-class",
    message: `The class "${name}" of an element of HTML keeps nothing from anyone`,
    hint: "Write `::: {.solution}` … `:::`, which students do not see",
  }, { start, end: start + length });
}

/** What an attribute would have run is told. */
function tellOfLost(scan: Scan, lost: readonly string[], start: number, length: number): void {
  if (lost.length === 0) return;
  report(scan, {
    code: "raw-html",
    severity: "warning",
    message: `${lost.join(", ")} of this element is left out: a page runs no code of its author's`,
    hint: "Take it out",
  }, { start, end: start + length });
}

/** What is left out with all that it holds. */
function tellOfRemoved(scan: Scan, element: string, start: number, length: number): void {
  report(scan, {
    code: "raw-html",
    severity: "warning",
    message: `<${element}> is left out, with what stands in it`,
    hint: element === "iframe" || element === "video" || element === "embed"
      ? "Link to it: [words](https://…)"
      : element === "style"
      ? "Rules stand in a style sheet: `style: mine.css` in book.yml"
      : "A page runs no code of its author's and loads nothing",
  }, { start, end: start + length });
}

/** Where an element that is left out ends; the end of its tag where nothing closes it. */
function endOfRemoved(text: string, element: string, from: number): number {
  const close = new RegExp(`</${element}\\s*>`, "gi");
  close.lastIndex = from;
  const found = close.exec(text);
  return found ? found.index + found[0].length : from;
}

function inline(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== "<") return false;
  if (state.src.startsWith("<!--", state.pos)) {
    const end = nextOf("-->", state.src, state.pos + 4);
    if (end < 0 || end + 3 > state.posMax) return false;
    state.pos = end + 3;
    return true;
  }
  const rest = state.src.slice(state.pos, state.posMax);
  const read = readTag(rest);
  if (!read) return false;
  const { tag, length, lost } = read;
  const scan = scanOf(state.env);
  const start = silent ? 0 : scan.at(state.pos);
  if (!silent) {
    tellOfPrivate(scan, tag, start, length);
    tellOfLost(scan, lost, start, length);
  }
  if (REMOVED.has(tag.element)) {
    const whole = tag.closing ? length : endOfRemoved(rest, tag.element, length);
    if (!silent && !tag.closing) tellOfRemoved(scan, tag.element, start, whole);
    state.pos += whole;
    return true;
  }
  if (DROPPED.has(tag.element)) {
    state.pos += length;
    return true;
  }
  if (tag.element === "a") {
    if (!silent) anchor(state, tag, start, length);
  } else if (!ELEMENTS.has(tag.element)) {
    if (!silent) {
      report(scan, {
        code: "raw-html",
        severity: "warning",
        message: `<${tag.element}> is shown as text`,
        hint: "Elements that set words, boxes, lists and tables pass",
      }, { start, end: start + length });
      state.push("text", "", 0).content = rest.slice(0, length);
    }
  } else if (!silent) {
    const meta: MarkupMeta = {
      ...(BLOCK_ELEMENTS.has(tag.element) && !INLINE_TOO.has(tag.element)
        ? { ...tag, element: "span" }
        : tag),
      start,
      end: scan.at(state.pos + length),
    };
    if (tag.element === "p") {
      if (!tag.closing) state.push("hardbreak", "br", 0);
    } else state.push("markup", "", 0).meta = meta;
  }
  state.pos += length;
  return true;
}

/** Block elements that have always passed within a line. */
const INLINE_TOO = new Set(["details", "summary", "figure", "figcaption"]);

/** `<a href>` is a link like any other; one without an address is a place. */
function anchor(state: StateInline, tag: Tag, start: number, length: number): void {
  const open = anchors.get(state.env) ?? [];
  anchors.set(state.env, open);
  if (tag.closing) {
    const kind = open.pop();
    if (kind === "link") state.push("link_close", "a", -1);
    else if (kind === "place") pushMarkup(state, { ...tag, element: "span" }, start, length);
    return;
  }
  const href = tag.attributes.find(([name]) => name === "href")?.[1] ?? null;
  open.push(href === null ? "place" : "link");
  if (href === null) return pushMarkup(state, { ...tag, element: "span" }, start, length);
  const title = tag.attributes.find(([name]) => name === "title")?.[1];
  state.push("link_open", "a", 1).attrs = [
    ["href", href],
    ...(title ? [["title", title]] : []),
  ] as [
    string,
    string,
  ][];
}

/** What `<a>` opened, by the page. */
const anchors = new WeakMap<object, ("link" | "place")[]>();

function pushMarkup(state: StateInline, tag: Tag, start: number, length: number): void {
  const meta: MarkupMeta = { ...tag, start, end: start + length };
  state.push("markup", "", 0).meta = meta;
}

const BLOCK_BEGIN = new RegExp(`^</?(?:${[...BLOCK_ELEMENTS].join("|")})\\b`, "i");
const BLOCK_NEXT = new RegExp(`</?(?:${[...BLOCK_ELEMENTS].join("|")})\\b`, "i");
const REMOVED_BEGIN = new RegExp(`^<(${[...REMOVED].join("|")})\\b`, "i");
const DROPPED_LINE = new RegExp(
  `^(?:</?(?:${[...DROPPED].join("|")})\\b[^<>]*>\\s*|<!DOCTYPE[^<>]*>\\s*)+$`,
  "i",
);

/** A line that begins with a block element or a comment stands on its own. */
function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const begin = lineBegin(state, startLine);
  const text = state.src.slice(begin, state.eMarks[startLine]);
  if (!text.startsWith("<")) return false;
  if (text.startsWith("<!--")) return comment(state, startLine, endLine, begin, silent);
  if (DROPPED_LINE.test(text)) {
    if (!silent) state.line = startLine + 1;
    return true;
  }
  if (heading(state, startLine, begin, text, silent)) return true;
  const removed = REMOVED_BEGIN.exec(text)?.[1]?.toLowerCase();
  if (removed !== undefined) return leaveOut(state, startLine, endLine, removed, silent);
  if (!BLOCK_BEGIN.test(text)) return false;
  if (silent) return true;
  const scan = scanOf(state.env);
  let at = 0;
  while (at < text.length) {
    const read = readTag(text.slice(at));
    if (read && BLOCK_ELEMENTS.has(read.tag.element)) {
      const { tag, length, lost } = read;
      tellOfPrivate(scan, tag, begin + at, length);
      tellOfLost(scan, lost, begin + at, length);
      pushBlock(state, startLine, tag, begin + at, length);
      at += length;
      continue;
    }
    const next = text.slice(at + 1).search(BLOCK_NEXT);
    const piece = next < 0 ? text.slice(at) : text.slice(at, at + 1 + next);
    if (piece.trim() !== "") {
      const token = state.push("inline", "", 0);
      token.content = piece.trim();
      token.map = [startLine, startLine + 1];
      token.children = [];
    }
    at += piece.length;
  }
  state.line = startLine + 1;
  return true;
}

/** An element that holds blocks; the old ones that only centre words are boxes with a style. */
function pushBlock(
  state: StateBlock,
  line: number,
  tag: Tag,
  start: number,
  length: number,
): void {
  if (tag.element === "hr") {
    state.push("hr", "hr", 0).map = [line, line + 1];
    return;
  }
  // A paragraph of Markdown within one of HTML would be none.
  const plain = /^(?:p|section|article|header|footer|main|aside)$/.test(tag.element);
  const element = tag.element === "center" || plain ? "div" : tag.element;
  const attributes: Tag["attributes"] = tag.element === "center" && !tag.closing
    ? [["style", "text-align:center"]]
    : tag.attributes;
  const token = state.push("markup", "", 0);
  token.block = true;
  token.map = [line, line + 1];
  const meta: MarkupMeta = {
    element,
    closing: tag.closing,
    attributes,
    start,
    end: start + length,
  };
  token.meta = meta;
}

/** `<h2>Words</h2>` in a line of its own is a heading like any other. */
function heading(
  state: StateBlock,
  line: number,
  begin: number,
  text: string,
  silent: boolean,
): boolean {
  const found = /^<h([1-6])\b[^<>]*>(.*?)<\/h\1\s*>\s*$/i.exec(text);
  if (!found) return false;
  if (silent) return true;
  const [, level = "", words = ""] = found;
  const open = state.push("heading_open", `h${level}`, 1);
  open.map = [line, line + 1];
  open.markup = "#".repeat(Number(level));
  const inline = state.push("inline", "", 0);
  inline.content = words.trim();
  inline.map = [line, line + 1];
  inline.children = [];
  state.push("heading_close", `h${level}`, -1);
  const tag = readTag(text);
  if (tag) tellOfPrivate(scanOf(state.env), tag.tag, begin, tag.length);
  state.line = line + 1;
  return true;
}

function comment(
  state: StateBlock,
  startLine: number,
  endLine: number,
  begin: number,
  silent: boolean,
): boolean {
  const max = state.eMarks[endLine - 1] ?? state.src.length;
  const end = nextOf("-->", state.src, begin + 4) + 3;
  if (end < 3 || end > max) return false;
  if (silent) return true;
  let line = startLine;
  while (line < endLine && (state.eMarks[line] ?? 0) < end) line++;
  const after = state.src.slice(end, state.eMarks[line]);
  if (after.trim() !== "") return false;
  state.line = line + 1;
  return true;
}

/** `<script>` and the like, to their ends. */
function leaveOut(
  state: StateBlock,
  startLine: number,
  endLine: number,
  element: string,
  silent: boolean,
): boolean {
  const begin = lineBegin(state, startLine);
  const max = state.eMarks[endLine - 1] ?? state.src.length;
  const read = readTag(state.src.slice(begin, Math.min(max, begin + 4000)));
  if (!read) return false;
  const end = Math.min(max, endOfRemoved(state.src, element, begin + read.length));
  let line = startLine;
  while (line < endLine && (state.eMarks[line] ?? 0) < end) line++;
  // Words behind it are read as a line of their own.
  if (state.src.slice(end, state.eMarks[line]).trim() !== "") return false;
  if (silent) return true;
  tellOfRemoved(scanOf(state.env), element, begin, end - begin);
  state.line = line + 1;
  return true;
}
