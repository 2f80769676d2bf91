/**
 * Lines that an author sets one by one: Pandoc's line blocks, `| words`, and lists whose signs Markdown
 * does not know, `a) words`. Each line stays one.
 *
 * @module
 */
import type { MarkdownIt, StateBlock, StateCore } from "markdown-it";
import { isIndented, lineBegin } from "./line_head.ts";

/** Adds the rules to a parser. */
export function lineBlocks(md: MarkdownIt): void {
  md.block.ruler.before("paragraph", "line_block", verse, { alt: ["blockquote", "list"] });
  md.core.ruler.before("inline", "sign_lists", signs);
}

const VERSE = /^\|(?: +(.*)|[ \t]*)$/;

function verse(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (isIndented(state, startLine)) return false;
  const textOf = (line: number): string =>
    state.src.slice(lineBegin(state, line), state.eMarks[line]);
  const lines: string[] = [];
  let line = startLine;
  for (; line < endLine && !state.isEmpty(line); line++) {
    const text = textOf(line);
    const match = VERSE.exec(text);
    // Rows of a table end with a bar.
    if (!match || /\S\s*\|\s*$/.test(match[1] ?? "")) return false;
    lines.push((match[1] ?? "").replace(/^ +/, (blanks) => "\u00a0".repeat(blanks.length)));
  }
  if (lines.length === 0) return false;
  if (silent) return true;
  state.push("paragraph_open", "p", 1).map = [startLine, line];
  const inline = state.push("inline", "", 0);
  inline.content = lines.map((each) => each.trimEnd()).join("\\\n");
  inline.map = [startLine, line];
  inline.children = [];
  state.push("paragraph_close", "p", -1);
  state.line = line;
  return true;
}

/** The sign that an item of such a list begins with. */
const SIGN = /^(?:\(?(?:[a-zA-Z]|[ivx]{2,4})\)|[a-z]\.|\(\d{1,3}\)|#\.)[ \t]+\S/;

/** A paragraph of such items keeps its lines; `#.` counts. */
function signs(state: StateCore): void {
  for (const [index, inline] of state.tokens.entries()) {
    if (inline.type !== "inline" || state.tokens[index - 1]?.type !== "paragraph_open") continue;
    const lines = inline.content.split("\n");
    if (lines.length < 2 || !SIGN.test(lines[0]!)) continue;
    if (lines.filter((line) => SIGN.test(line)).length < 2) continue;
    let count = 0;
    inline.content = lines.map((line, at) => {
      const next = lines[at + 1];
      const plain = line.startsWith("#.") ? `${++count}.${line.slice(2)}` : line;
      return next !== undefined && SIGN.test(next) && !/(?: {2}|\\)$/.test(plain)
        ? `${plain}\\`
        : plain;
    }).join("\n");
  }
}
