/**
 * Mathematics: `$…$`, `\(…\)`, `$$…$$ {#eq-x}` and `\[…\]`, within a paragraph or on their own,
 * with inline values in it.
 *
 * @module
 */
import type { MarkdownIt, StateBlock, StateInline, Token } from "markdown-it";
import { parseAttributes } from "../page/attributes.ts";
import { takeMacros } from "../page/macros.ts";
import { nextOf } from "../page/next_of.ts";
import { report, scanOf } from "../page/scan.ts";
import { MATH_ENVIRONMENTS } from "../page/vocabulary.ts";
import { fillValue, VALUE } from "./inline_code.ts";
import { blockBegin, lineBegin } from "./line_head.ts";

/** What a token `math` or `display` carries besides its LaTeX in `content`. */
export interface MathMeta extends Record<string, unknown> {
  /** File offset of the first character of the LaTeX. */
  start: number;
  /** Label, `eq-…`, if one was given. */
  id: string | null;
  /** File offset of the label's `#`. */
  idAt: number;
  /** Labels of further lines: they lead to the same equation. */
  others?: { id: string; at: number }[];
  /** Where the inline values, the token's children, stand in the LaTeX. */
  values?: { from: number; to: number }[];
}

/** Adds the rules to a parser. */
export function mathematics(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "math", inlineMath);
  md.block.ruler.before("fence", "display", displayBlock, {
    alt: ["paragraph", "reference", "blockquote", "list"],
  });
  md.core.ruler.after("inline", "display_split", (state) => {
    state.tokens = splitParagraphs(state.tokens);
  });
}

const LABEL = /^[ \t]*\{([^{}\n]*)\}/;

/** A label in braces behind an equation. */
export function trailingLabel(text: string): { id: string; length: number; at: number } | null {
  const match = LABEL.exec(text);
  const attributes = match && parseAttributes(match[1] ?? "");
  if (!match || !attributes?.id) return null;
  return { id: attributes.id, length: match[0].length, at: match[0].indexOf("#") };
}

/** Fills a token: definitions of macros go to the page, inline values become its children. */
export function mathToken(
  state: StateBlock | StateInline,
  token: Token,
  latex: string,
  at: (position: number) => number,
  label: Pick<MathMeta, "id" | "idAt" | "others">,
): void {
  const { macros, rest } = takeMacros(latex);
  Object.assign(scanOf(state.env).macros, macros);
  token.content = rest;
  const values: { from: number; to: number }[] = [];
  const children: Token[] = [];
  for (const match of rest.matchAll(new RegExp(VALUE.source, "g"))) {
    const value = new state.Token("inline_value", "", 0);
    children.push(fillValue(value, match[0], match[1] ?? "", at, match.index));
    values.push({ from: match.index, to: match.index + match[0].length });
  }
  if (children.length > 0) token.children = children;
  const meta: MathMeta = { start: at(0), ...label, ...(values.length > 0 ? { values } : {}) };
  token.meta = meta;
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const open = ["$$", "\\[", "\\(", "$"].find((mark) => src.startsWith(mark, pos)) ??
    environmentAt(src, pos);
  if (open === undefined) return false;
  const close = { "$$": "$$", "\\[": "\\]", "\\(": "\\)", "$": "$" }[open] ??
    open.replace("begin", "end");
  const begin = pos + open.length;
  const end = closing(src, begin, state.posMax, close);
  if (end < 0) return false;
  const named = open.length > 2;
  const latex = named ? src.slice(pos, end + close.length) : src.slice(begin, end);
  if (latex.trim() === "") return false;
  if (open === "$") {
    if (/^\s|\s$/.test(latex) || /\d/.test(src.charAt(end + 1))) return false;
  }
  state.pos = end + close.length;
  const display = open !== "$" && open !== "\\(";
  const behind = display ? trailingLabel(src.slice(state.pos, state.posMax)) : null;
  if (!silent) {
    const scan = scanOf(state.env);
    const token = state.push(display ? "display" : "math", "", 0);
    const { at } = scan;
    const from = named ? pos : begin;
    const within = (position: number): number => at(from + position);
    mathToken(state, token, latex, within, {
      ...(display ? mathematicsLabel(latex, within) : NO_LABEL),
      ...(behind ? { id: behind.id, idAt: at(state.pos + behind.at) } : {}),
    });
  }
  if (behind) state.pos += behind.length;
  return true;
}

/** `\begin{align}` at a place; nothing if anything else stands there. */
function environmentAt(src: string, at: number): string | undefined {
  const match = /^\\begin\{([A-Za-z]+)\*?\}/.exec(src.slice(at, at + 24));
  return match && MATH_ENVIRONMENTS.has(match[1] ?? "") ? match[0] : undefined;
}

const NO_LABEL = { id: null, idAt: -1 };

/** Labels inside LaTeX, bookdown's and LaTeX's own: the sign, and the name in it. */
export const INNER_LABEL = /\(\\#eq:([\w:.-]+)\)|\\label\{(?:eq[:-])?([\w:.-]+)\}/g;

/** The label inside the LaTeX: `(\\#eq:x)` or `\\label{eq:x}`. */
export function mathematicsLabel(
  latex: string,
  at: (position: number) => number,
): Pick<MathMeta, "id" | "idAt" | "others"> {
  const [first, ...others] = [...latex.matchAll(INNER_LABEL)].map((match) => ({
    id: `eq-${match[1] ?? match[2]}`,
    at: at(match.index + 2),
  }));
  if (!first) return NO_LABEL;
  return { id: first.id, idAt: first.at, ...(others.length > 0 ? { others } : {}) };
}

/** Where `close` stands next, not after a backslash and not in an inline value; −1 if nowhere. */
function closing(src: string, from: number, max: number, close: string): number {
  const next = nextOf(close, src, from);
  if (next < 0 || next >= max) return -1;
  // one that was looked for to the end from an earlier place is not looked for again
  const known = missing.get(close);
  if (known?.src === src && known.max === max && known.from <= from) return -1;
  const at = closingAt(src, from, max, close);
  if (at < 0) missing.set(close, { src, from, max });
  return at;
}

const missing = new Map<string, { src: string; from: number; max: number }>();

function closingAt(src: string, from: number, max: number, close: string): number {
  const value = new RegExp(VALUE.source, "y");
  for (let at = from; at < max; at++) {
    value.lastIndex = at;
    if (src.charAt(at) === "`" && value.test(src)) at = value.lastIndex - 1;
    else if (src.startsWith(close, at)) {
      let slashes = 0;
      while (src.charAt(at - 1 - slashes) === "\\") slashes++;
      if (slashes % 2 === 0) return at;
    }
  }
  return -1;
}

function displayBlock(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const begin = blockBegin(state, startLine);
  if (begin === null) return false;
  const open = state.src.startsWith("$$", begin)
    ? "$$"
    : state.src.startsWith("\\[", begin)
    ? "\\["
    : null;
  if (open === null) return false;
  const close = open === "$$" ? "$$" : "\\]";
  let line = startLine;
  let end = -1;
  for (; nextOf(close, state.src, begin + 2) >= 0 && line < endLine; line++) {
    const from = line === startLine ? begin + 2 : lineBegin(state, line);
    if (line > startLine && (state.sCount[line] ?? 0) < state.blkIndent && !state.isEmpty(line)) {
      break;
    }
    end = closing(state.src, from, state.eMarks[line] ?? 0, close);
    if (end >= 0) break;
  }
  const scan = scanOf(state.env);
  if (end < 0) {
    if (silent) return false;
    report(scan, {
      code: "unclosed-mathematics",
      message: `The displayed equation that begins here with ${open} is not closed`,
      hint: `End it with ${close}`,
    }, { start: begin, end: begin + 2 });
    state.line = startLine + 1;
    return true;
  }
  const rest = state.src.slice(end + 2, state.eMarks[line]);
  const named = trailingLabel(rest);
  if (rest.slice(named?.length ?? 0).trim() !== "") return false;
  if (silent) return true;
  const token = state.push("display", "", 0);
  token.block = true;
  token.map = [startLine, line + 1];
  const latex = state.src.slice(begin + 2, end).replace(/\n[ \t]*>/g, (m) => " ".repeat(m.length));
  const at = (position: number): number => begin + 2 + position;
  mathToken(state, token, latex, at, {
    ...mathematicsLabel(latex, at),
    ...(named ? { id: named.id, idAt: end + 2 + named.at } : {}),
  });
  state.line = line + 1;
  return true;
}

/** A displayed equation inside a paragraph ends the paragraph; what follows begins another. */
function splitParagraphs(tokens: Token[]): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i];
    const inline = tokens[i + 1];
    const close = tokens[i + 2];
    const children = inline?.children;
    if (
      open?.type !== "paragraph_open" || !inline || !close ||
      !children?.some((c) => c.type === "display")
    ) {
      if (open) out.push(open);
      continue;
    }
    let part: Token[] = [];
    const flush = () => {
      while (part[0]?.type === "softbreak") part.shift();
      while (part.at(-1)?.type === "softbreak") part.pop();
      const blank = part.every((c) => c.type === "text" && c.content.trim() === "");
      if (!blank) {
        const copy = Object.assign(Object.create(Object.getPrototypeOf(inline) as object), inline, {
          children: part,
        }) as Token;
        out.push(open, copy, close);
      }
      part = [];
    };
    let depth = 0;
    for (const child of children) {
      depth += child.nesting;
      if (child.type === "display" && depth === 0) {
        flush();
        child.block = true;
        child.map = inline.map;
        out.push(child);
      } else part.push(child);
    }
    flush();
    i += 2;
  }
  return out;
}
