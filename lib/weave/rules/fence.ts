/**
 * Code fences. One that is not closed is a fault at its opening line, and ends at the next blank
 * line, heading or fence, so that the rest of the page is still read.
 *
 * @module
 */
import type { MarkdownIt, StateBlock } from "markdown-it";
import { report, scanOf } from "../scan.ts";

/** What a `fence` token carries besides `info` and `content`. */
export interface FenceMeta extends Record<string, unknown> {
  /** First line of the body (0-based). */
  first: number;
  /** One past the last line of the body. */
  last: number;
  /** File offset of the info text. */
  infoAt: number;
  closed: boolean;
}

/** Adds the rule to a parser, in the place of the usual one. */
export function fences(md: MarkdownIt): void {
  md.block.ruler.at("fence", fence, { alt: ["paragraph", "reference", "blockquote", "list"] });
}

function fence(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const begin = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  const opening = /^(`{3,}|~{3,})([^\n]*)/.exec(state.src.slice(begin, state.eMarks[startLine]));
  if (!opening) return false;
  const [, mark = "", rest = ""] = opening;
  if (mark.startsWith("`") && rest.includes("`")) return false;
  if (silent) return true;
  const { last, closed } = findEnd(state, startLine, endLine, mark);
  if (!closed) {
    report(scanOf(state.env), {
      code: "unclosed-fence",
      message: `The block that begins here with ${mark} is not closed`,
      hint: `End it with a line of ${mark}`,
    }, { start: begin, end: begin + mark.length + rest.trimEnd().length });
  }
  const token = state.push("fence", "code", 0);
  token.info = rest.trim();
  token.markup = mark;
  token.content = state.getLines(startLine + 1, last, state.sCount[startLine] ?? 0, true);
  token.map = [startLine, closed ? last + 1 : last];
  const meta: FenceMeta = {
    first: startLine + 1,
    last,
    infoAt: begin + mark.length + rest.length - rest.trimStart().length,
    closed,
  };
  token.meta = meta;
  state.line = closed ? last + 1 : last;
  return true;
}

function findEnd(
  state: StateBlock,
  startLine: number,
  endLine: number,
  mark: string,
): { last: number; closed: boolean } {
  let recovery = -1;
  for (let line = startLine + 1; line < endLine; line++) {
    const begin = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
    const text = state.src.slice(begin, state.eMarks[line]);
    if (text !== "" && (state.sCount[line] ?? 0) < state.blkIndent) {
      return { last: recovery < 0 ? line : recovery, closed: false };
    }
    if (recovery < 0 && (text === "" || /^#{1,6} /.test(text))) recovery = line;
    const other = /^(`{3,}|~{3,})\s*(.*)$/.exec(text);
    if (!other || !other[1]?.startsWith(mark)) continue;
    if (other[2] === "") return { last: line, closed: true };
    if (other[1].length === mark.length && /^[{\w]/.test(other[2] ?? "")) {
      return { last: recovery < 0 ? line : recovery, closed: false };
    }
  }
  return { last: recovery < 0 ? endLine : recovery, closed: false };
}
