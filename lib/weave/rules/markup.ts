/**
 * Of raw HTML, a few harmless elements pass with a few harmless attributes; the rest is shown as
 * text with a warning. Comments are dropped.
 *
 * @module
 */
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { nextOf } from "../page/next_of.ts";
import { report, type Scan, scanOf } from "../page/scan.ts";
import { PRIVATE_CLASSES } from "../page/vocabulary.ts";
import { lineBegin } from "./line_head.ts";

/** Elements that pass. */
const ELEMENTS = new Set([
  "details",
  "summary",
  "br",
  "sub",
  "sup",
  "kbd",
  "figure",
  "figcaption",
  "img",
]);
const ATTRIBUTES = new Set(["class", "id", "title", "open", "src", "alt", "width", "height"]);
const TAG =
  /^<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*(\/?)>/;

/** A tag that was read. */
interface Tag {
  element: string;
  closing: boolean;
  attributes: [string, string | null][];
}

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

function read(text: string): { meta: Tag; length: number } | null {
  const match = TAG.exec(text);
  if (!match) return null;
  const attributes: [string, string | null][] = [];
  for (
    const item of (match[3] ?? "").matchAll(/([\w:-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g)
  ) {
    const name = (item[1] ?? "").toLowerCase();
    const value = item[2]?.replace(/^(["'])(.*)\1$/, "$2") ?? null;
    const link = name === "src" && /^\s*(javascript|data|vbscript):/i.test(value ?? "");
    if (ATTRIBUTES.has(name) && !link) attributes.push([name, value]);
  }
  return {
    meta: { element: (match[2] ?? "").toLowerCase(), closing: match[1] === "/", attributes },
    length: match[0].length,
  };
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

function inline(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== "<") return false;
  if (state.src.startsWith("<!--", state.pos)) {
    const end = nextOf("-->", state.src, state.pos + 4);
    if (end < 0 || end + 3 > state.posMax) return false;
    state.pos = end + 3;
    return true;
  }
  const rest = state.src.slice(state.pos, state.posMax);
  const tag = read(rest);
  if (!tag) return false;
  const scan = scanOf(state.env);
  if (!silent) tellOfPrivate(scan, tag.meta, scan.at(state.pos), tag.length);
  if (!ELEMENTS.has(tag.meta.element)) {
    if (!silent) {
      const start = scan.at(state.pos);
      report(scan, {
        code: "raw-html",
        severity: "warning",
        message: `<${tag.meta.element}> is shown as text`,
        hint: "Of raw HTML, details, summary, br, sub, sup, kbd, figure and img pass",
      }, { start, end: start + tag.length });
      state.push("text", "", 0).content = rest.slice(0, tag.length);
    }
    state.pos += tag.length;
    return true;
  }
  if (!silent) {
    const meta: MarkupMeta = {
      ...tag.meta,
      start: scan.at(state.pos),
      end: scan.at(state.pos + tag.length),
    };
    state.push("markup", "", 0).meta = meta;
  }
  state.pos += tag.length;
  return true;
}

/** A line that begins with a block element or a comment stands on its own. */
function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const begin = lineBegin(state, startLine);
  const text = state.src.slice(begin, state.eMarks[startLine]);
  if (text.startsWith("<!--")) {
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
  if (!/^<\/?(details|summary|figure|figcaption)\b/i.test(text)) return false;
  if (silent) return true;
  let at = 0;
  while (at < text.length) {
    const tag = read(text.slice(at));
    if (tag && ELEMENTS.has(tag.meta.element)) {
      const token = state.push("markup", "", 0);
      token.block = true;
      token.map = [startLine, startLine + 1];
      const meta: MarkupMeta = { ...tag.meta, start: begin + at, end: begin + at + tag.length };
      token.meta = meta;
      tellOfPrivate(scanOf(state.env), tag.meta, begin + at, tag.length);
      at += tag.length;
      continue;
    }
    const next = text.slice(at + 1).search(/<\/?(?:details|summary|figure|figcaption)\b/i);
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
