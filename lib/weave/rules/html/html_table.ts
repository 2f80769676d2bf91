/**
 * `<table>` … `</table>` of raw HTML as a table of the page: rows, heads, cells over several columns
 * or rows, a caption. What stands in a cell is read as a line of the page.
 *
 * @module
 */
import type { MarkdownIt, StateBlock } from "markdown-it";
import { unescapeHtml } from "../../../../templates/html.ts";
import { grouped, LIMITS } from "../../../limits.ts";
import { nextOf } from "../../page/next_of.ts";
import { report, scanOf } from "../../page/scan.ts";
import { isIndented, lineBegin } from "../line_head.ts";
import { readTag } from "./tag.ts";

/** A cell as it was written. */
interface RawCell {
  head: boolean;
  side: string | null;
  columns: number;
  rows: number;
  text: string;
  line: number;
}

interface RawTable {
  rows: { cells: RawCell[]; head: boolean }[];
  caption: { text: string; line: number } | null;
}

/** Adds the rule to a parser. */
export function htmlTables(md: MarkdownIt): void {
  md.block.ruler.before("markup_block", "html_table", htmlTable, {
    alt: ["paragraph", "blockquote", "list"],
  });
}

function htmlTable(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const begin = lineBegin(state, startLine);
  if (isIndented(state, startLine)) return false;
  if (!/^<table[\s>]/i.test(state.src.slice(begin, begin + 7))) return false;
  const close = endOf(state, begin);
  const limit = state.eMarks[endLine - 1] ?? state.src.length;
  if (close < 0 || close > limit) return false;
  let line = startLine;
  while (line < endLine && (state.eMarks[line] ?? 0) < close) line++;
  if (silent) return true;
  const table = readTable(state.src.slice(begin, close), startLine);
  const cells = table.rows.reduce((sum, { cells }) => sum + cells.length, 0);
  const { most, code } = LIMITS.markdownCells;
  if (cells > most) {
    report(scanOf(state.env), {
      code,
      message: `Cells of this table: ${grouped(cells)}, and ${grouped(most)} are the most`,
      hint: "Put the data into a CSV file and show what a reader needs of it",
    }, { start: begin, end: begin + 6 });
  } else push(state, startLine, line + 1, table);
  const rest = state.src.slice(close, state.eMarks[line]).trim();
  if (rest !== "") {
    state.push("paragraph_open", "p", 1).map = [line, line + 1];
    inline(state, rest, line);
    state.push("paragraph_close", "p", -1);
  }
  state.line = line + 1;
  return true;
}

/** Where the table ends that begins at a place, those within it counted; −1 if nowhere. */
function endOf(state: StateBlock, begin: number): number {
  let depth = 0;
  for (let at = begin; at >= 0; at = nextOf("<", state.src, at + 1)) {
    const word = /^<(\/?)table[\s>]/i.exec(state.src.slice(at, at + 8));
    if (!word) continue;
    depth += word[1] === "/" ? -1 : 1;
    if (depth === 0) return state.src.indexOf(">", at) + 1;
  }
  return -1;
}

/** Reads the tags of a table one after another. */
function readTable(source: string, firstLine: number): RawTable {
  const table: RawTable = { rows: [], caption: null };
  let line = firstLine;
  let inHead = false;
  let cell: { text: string; line: number } | null = null;
  let nested = 0;
  const add = (text: string): void => {
    if (cell) cell.text += text;
  };
  for (let at = 0; at < source.length;) {
    const read = source.charAt(at) === "<" ? readTag(source.slice(at, at + 4000)) : null;
    if (source.startsWith("<!--", at)) {
      const end = source.indexOf("-->", at);
      const to = end < 0 ? source.length : end + 3;
      line += source.slice(at, to).split("\n").length - 1;
      at = to;
      continue;
    }
    if (!read) {
      const next = source.indexOf("<", at + 1);
      const text = source.slice(at, next < 0 ? source.length : next);
      add(text);
      line += text.split("\n").length - 1;
      at += text.length;
      continue;
    }
    const { tag: { element, closing, attributes }, length } = read;
    const whole = source.slice(at, at + length);
    const outer = line;
    line += whole.split("\n").length - 1;
    at += length;
    if (element === "table") {
      nested += closing ? -1 : 1;
      continue;
    }
    // A table within a cell is words: its cells stand one after another.
    if (nested > 1) {
      if (/^(td|th|tr)$/.test(element)) add(" ");
      else add(whole);
      continue;
    }
    switch (element) {
      case "thead":
        inHead = !closing;
        cell = null;
        break;
      case "tbody":
      case "tfoot":
      case "colgroup":
      case "col":
        inHead = false;
        cell = null;
        break;
      case "tr":
        cell = null;
        if (!closing) table.rows.push({ cells: [], head: inHead });
        break;
      case "th":
      case "td": {
        cell = null;
        if (closing) break;
        if (table.rows.length === 0) table.rows.push({ cells: [], head: inHead });
        const style = attributes.find(([name]) => name === "style")?.[1] ?? "";
        const span = (name: string): number => {
          const value = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,3})`, "i").exec(whole)?.[1];
          return Math.max(1, Number(value ?? 1));
        };
        const made: RawCell = {
          head: element === "th",
          side: /text-align:(left|right|center)/.exec(style)?.[1] ?? null,
          columns: span("colspan"),
          rows: span("rowspan"),
          text: "",
          line: outer,
        };
        table.rows.at(-1)!.cells.push(made);
        cell = made;
        break;
      }
      case "caption":
        cell = closing ? null : table.caption = { text: "", line: outer };
        break;
      case "p":
      case "div":
      case "center":
        if (closing) add(" ");
        break;
      default:
        add(whole);
    }
  }
  return table;
}

function push(state: StateBlock, startLine: number, end: number, table: RawTable): void {
  const rows = table.rows.filter(({ cells }) => cells.length > 0);
  const heads: typeof rows = [];
  // Rows of nothing but heads at the top are the head, whatever stands around them.
  while (rows[0] && (rows[0].head || rows[0].cells.every(({ head }) => head))) {
    heads.push(rows.shift()!);
  }
  const only = rows.length === 0 ? heads.shift() : undefined;
  if (only) rows.push(only);
  const open = state.push("table_open", "table", 1);
  open.map = [startLine, end];
  if (heads.length > 0) {
    state.push("thead_open", "thead", 1);
    for (const { cells } of heads) pushRow(state, cells, true);
    state.push("thead_close", "thead", -1);
  }
  state.push("tbody_open", "tbody", 1);
  for (const { cells } of rows) pushRow(state, cells, false);
  state.push("tbody_close", "tbody", -1);
  state.push("table_close", "table", -1);
  if (!table.caption || table.caption.text.trim() === "") return;
  state.push("paragraph_open", "p", 1).map = [table.caption.line, table.caption.line + 1];
  inline(state, `: ${table.caption.text}`, table.caption.line);
  state.push("paragraph_close", "p", -1);
}

function pushRow(state: StateBlock, cells: readonly RawCell[], head: boolean): void {
  state.push("tr_open", "tr", 1);
  for (const { side, columns, rows, text, line } of cells) {
    const tag = head ? "th" : "td";
    const open = state.push(`${tag}_open`, tag, 1);
    if (side !== null) open.attrs = [["style", `text-align:${side}`]];
    if (columns > 1 || rows > 1) open.meta = { columns, rows };
    inline(state, text, line);
    state.push(`${tag}_close`, tag, -1);
  }
  state.push("tr_close", "tr", -1);
}

function inline(state: StateBlock, text: string, line: number): void {
  const token = state.push("inline", "", 0);
  token.content = unescapeHtml(text.replace(/\s*\n\s*/g, " ").replace(/&nbsp;/g, "\u00a0")).trim();
  token.map = [line, line + 1];
  token.children = [];
}
