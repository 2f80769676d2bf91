/**
 * Mathematics: `$…$`, `\(…\)`, `$$…$$ {#eq-x}` and `\[…\]`, within a paragraph or on their own.
 *
 * @module
 */
import type { MarkdownIt, StateBlock, StateInline, Token } from "markdown-it";
import { parseAttributes } from "../attributes.ts";
import { report, scanOf } from "../scan.ts";

/** What a token `math` or `display` carries besides its LaTeX in `content`. */
export interface MathMeta extends Record<string, unknown> {
  /** File offset of the first character of the LaTeX. */
  start: number;
  /** Label, `eq-…`, if one was given. */
  id: string | null;
  /** File offset of the label's `#`. */
  idAt: number;
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

function label(text: string): { id: string; length: number; at: number } | null {
  const match = LABEL.exec(text);
  const attributes = match && parseAttributes(match[1] ?? "");
  if (!match || !attributes?.id) return null;
  return { id: attributes.id, length: match[0].length, at: match[0].indexOf("#") };
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  const open = ["$$", "\\[", "\\(", "$"].find((mark) => src.startsWith(mark, pos));
  if (open === undefined) return false;
  const close = { "$$": "$$", "\\[": "\\]", "\\(": "\\)", "$": "$" }[open] ?? "$";
  const begin = pos + open.length;
  const end = closing(src, begin, state.posMax, close);
  if (end < 0) return false;
  const latex = src.slice(begin, end);
  if (latex.trim() === "") return false;
  if (open === "$") {
    if (/^\s|\s$/.test(latex) || /\d/.test(src.charAt(end + 1))) return false;
  }
  state.pos = end + close.length;
  const display = open === "$$" || open === "\\[";
  const named = display ? label(src.slice(state.pos, state.posMax)) : null;
  if (!silent) {
    const scan = scanOf(state.env);
    const token = state.push(display ? "display" : "math", "", 0);
    token.content = latex;
    const inner = display ? bookdownLabel(latex) : null;
    const meta: MathMeta = {
      start: scan.at(begin),
      id: named?.id ?? inner?.id ?? null,
      idAt: named ? scan.at(state.pos + named.at) : inner ? scan.at(begin + inner.at) : -1,
    };
    token.meta = meta;
  }
  if (named) state.pos += named.length;
  return true;
}

/** bookdown's label inside the LaTeX: `(\\#eq:x)`. */
function bookdownLabel(latex: string): { id: string; at: number } | null {
  const match = /\(\\#eq:([\w:-]+)\)/.exec(latex);
  return match && { id: `eq-${match[1]}`, at: match.index + 2 };
}

/** Where `close` stands next, not after a backslash; −1 if nowhere. */
function closing(src: string, from: number, max: number, close: string): number {
  for (let at = src.indexOf(close, from); at >= 0 && at < max; at = src.indexOf(close, at + 1)) {
    let slashes = 0;
    while (src.charAt(at - 1 - slashes) === "\\") slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

function displayBlock(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const begin = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const open = state.src.startsWith("$$", begin)
    ? "$$"
    : state.src.startsWith("\\[", begin)
    ? "\\["
    : null;
  if (open === null) return false;
  const close = open === "$$" ? "$$" : "\\]";
  let line = startLine;
  let end = -1;
  for (; line < endLine; line++) {
    const from = line === startLine
      ? begin + 2
      : (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
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
  const named = label(rest);
  if (rest.slice(named?.length ?? 0).trim() !== "") return false;
  if (silent) return true;
  const token = state.push("display", "", 0);
  token.block = true;
  token.map = [startLine, line + 1];
  token.content = open === "$$" || open === "\\["
    ? state.src.slice(begin + 2, end).replace(/\n[ \t]*>/g, (m) => " ".repeat(m.length))
    : "";
  const inner = bookdownLabel(token.content);
  const meta: MathMeta = {
    start: begin + 2,
    id: named?.id ?? inner?.id ?? null,
    idAt: named ? end + 2 + named.at : inner ? begin + 2 + inner.at : -1,
  };
  token.meta = meta;
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
