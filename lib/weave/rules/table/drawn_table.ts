/**
 * Pandoc's tables that are drawn: grid tables of `+---+` and `|`, and simple tables with a line of
 * dashes below the head (or above and below, without one). A cell is a piece of inline Markdown.
 *
 * @module
 */
import type { MarkdownIt, StateBlock } from "markdown-it";
import { isIndented } from "../line_head.ts";

type Side = "left" | "right" | "center" | "";

/** A cell: its text and the line of the file in which it begins. */
interface Cell {
  text: string;
  line: number;
}

interface DrawnTable {
  sides: Side[];
  head: Cell[] | null;
  rows: Cell[][];
  /** One past its last line. */
  end: number;
}

/** Adds the rule to a parser. */
export function drawnTables(md: MarkdownIt): void {
  md.block.ruler.before("table", "drawn_table", (state, startLine, endLine, silent) => {
    if (isIndented(state, startLine)) return false;
    const table = gridTable(state, startLine, endLine) ??
      multilineTable(state, startLine, endLine) ?? simpleTable(state, startLine, endLine);
    if (!table) return false;
    if (!silent) push(state, startLine, table);
    return true;
  });
}

/** A line of the block at hand, blanks at its head kept. */
function lineOf(state: StateBlock, line: number): string {
  const begin = (state.bMarks[line] ?? 0) + Math.min(state.tShift[line] ?? 0, state.blkIndent);
  const text = state.src.slice(begin, state.eMarks[line]);
  return state.parentType === "blockquote" ? text.replace(/^[ \t]*>[ \t]?/, "") : text;
}

// ---- grid tables ------------------------------------------------------------------------------

const GRID = /^\+(?:[-=:]+\+)+[ \t]*$/;

function gridTable(state: StateBlock, startLine: number, endLine: number): DrawnTable | null {
  const first = lineOf(state, startLine);
  if (!GRID.test(first)) return null;
  const edges = [...first.trimEnd()].flatMap((c, i) => c === "+" ? [i] : []);
  let sides = sidesOf(first, edges);
  let head: Cell[] | null = null;
  const rows: Cell[][] = [];
  let open: Cell[] | null = null;
  let line = startLine + 1;
  let closed = false;
  for (; line < endLine; line++) {
    const text = lineOf(state, line);
    if (GRID.test(text)) {
      if (!fits(text, edges, "+") || !open) return null;
      if (text.includes("=")) {
        if (head || rows.length > 0) return null;
        head = open;
        sides = sidesOf(text, edges);
      } else rows.push(open);
      open = null;
      closed = true;
      continue;
    }
    if (!text.startsWith("|")) break;
    if (!fits(text, edges, "|")) return null;
    closed = false;
    open ??= edges.slice(1).map(() => ({ text: "", line }));
    for (const [j, cell] of open.entries()) {
      const piece = text.slice((edges[j] ?? 0) + 1, edges[j + 1]).trim();
      // An item of a list within a cell is a line of its own.
      const item = /^([-*+]|\d+[.)]) /.test(piece);
      const line = /^[-*+] /.test(piece) ? `• ${piece.slice(2)}` : piece;
      cell.text += (cell.text === "" ? "" : item ? "\\\n" : "\n") + line;
    }
  }
  return closed ? { sides, head, rows, end: line } : null;
}

/** Whether a line has the sign at every edge. */
function fits(text: string, edges: readonly number[], sign: string): boolean {
  return edges.every((at) => text.charAt(at) === sign) &&
    text.trimEnd().length === (edges.at(-1) ?? 0) + 1;
}

function sidesOf(line: string, edges: readonly number[]): Side[] {
  return edges.slice(1).map((to, j) => {
    const piece = line.slice((edges[j] ?? 0) + 1, to);
    const [left, right] = [piece.startsWith(":"), piece.endsWith(":")];
    return left && right ? "center" : right ? "right" : left ? "left" : "";
  });
}

// ---- multiline tables -------------------------------------------------------------------------

const RULER = /^ *-{3,} *$/;

/** Rows of several lines between two lines of dashes, with blank lines between the rows. */
function multilineTable(state: StateBlock, startLine: number, endLine: number): DrawnTable | null {
  const first = lineOf(state, startLine);
  const headless = DASHES.test(first);
  if (!headless && !RULER.test(first)) return null;
  let ruler = startLine;
  if (!headless) {
    for (ruler++; ruler < endLine && !DASHES.test(lineOf(state, ruler)); ruler++) {
      if (state.isEmpty(ruler) || RULER.test(lineOf(state, ruler))) return null;
    }
    if (ruler >= endLine || ruler === startLine + 1) return null;
  }
  const columns = [...lineOf(state, ruler).matchAll(/-+/g)].map((match) => match.index);
  const cut = (from: number, to: number): Cell[] => {
    const cells = columns.map((): Cell => ({ text: "", line: from }));
    for (let line = from; line < to; line++) {
      for (const [j, cell] of cells.entries()) {
        const piece = lineOf(state, line).slice(j === 0 ? 0 : columns[j], columns[j + 1]).trim();
        if (piece !== "") cell.text += (cell.text === "" ? "" : "\n") + piece;
      }
    }
    return cells;
  };
  const rows: Cell[][] = [];
  let begin = ruler + 1;
  let blanks = 0;
  let line = ruler + 1;
  const close = headless ? DASHES : RULER;
  for (; line < endLine; line++) {
    const text = lineOf(state, line);
    const ends = close.test(text) || RULER.test(text);
    if (!ends && !state.isEmpty(line)) continue;
    if (begin < line) rows.push(cut(begin, line));
    begin = line + 1;
    if (ends) break;
    blanks++;
  }
  // Without a blank line between rows the lines are rows of a simple table.
  if (line >= endLine || rows.length === 0 || headless && blanks === 0) return null;
  const model = headless ? ruler + 1 : startLine + 1;
  const sides = sidesUnder(lineOf(state, ruler), lineOf(state, model));
  return { sides, head: headless ? null : cut(startLine + 1, ruler), rows, end: line + 1 };
}

/** Where words stand over dashes: flush at one end of them, at both, or at none. */
function sidesUnder(dashes: string, words: string): Side[] {
  const spans = [...dashes.matchAll(/-+/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  return spans.map(({ from, to }, j): Side => {
    const piece = words.slice(from, Math.max(to, spans[j + 1]?.from ?? words.length));
    const plain = piece.trim();
    if (plain === "") return "";
    const start = from + piece.indexOf(plain);
    const [left, right] = [start === from, start + plain.length >= to];
    return left && right ? "" : right ? "right" : left ? "left" : "center";
  });
}

// ---- simple tables ----------------------------------------------------------------------------

const DASHES = /^ *-{2,}(?: +-{2,})+ *$/;

function simpleTable(state: StateBlock, startLine: number, endLine: number): DrawnTable | null {
  const bare = DASHES.test(lineOf(state, startLine));
  const ruler = bare ? startLine : startLine + 1;
  if (ruler >= endLine || !DASHES.test(lineOf(state, ruler))) return null;
  const spans = [...lineOf(state, ruler).matchAll(/-+/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const cut = (line: number): Cell[] | null => {
    const text = lineOf(state, line);
    const cells = spans.map(({ from }, j) => {
      const start = j === 0 ? 0 : from;
      return { text: text.slice(start, spans[j + 1]?.from).trim(), line };
    });
    // A word that goes across the edge of a column belongs to no cell.
    const torn = spans.slice(1).some(({ from }) => /\S\S/.test(text.slice(from - 1, from + 1)));
    return torn ? null : cells;
  };
  const rows: Cell[][] = [];
  let line = ruler + 1;
  let closed = false;
  for (; line < endLine && !state.isEmpty(line); line++) {
    if (DASHES.test(lineOf(state, line))) {
      closed = true;
      line++;
      break;
    }
    const row = cut(line);
    if (!row) return null;
    rows.push(row);
  }
  const head = bare ? null : cut(startLine);
  if (rows.length === 0 || (bare ? !closed : head === null)) return null;
  const sides = sidesUnder(lineOf(state, ruler), lineOf(state, bare ? startLine + 1 : startLine));
  return { sides, head, rows, end: line };
}

// ---- tokens -----------------------------------------------------------------------------------

function push(state: StateBlock, startLine: number, table: DrawnTable): void {
  const { sides, head, rows, end } = table;
  state.push("table_open", "table", 1).map = [startLine, end];
  if (head) {
    state.push("thead_open", "thead", 1);
    pushRow(state, head, sides, "th");
    state.push("thead_close", "thead", -1);
  }
  state.push("tbody_open", "tbody", 1);
  for (const row of rows) pushRow(state, row, sides, "td");
  state.push("tbody_close", "tbody", -1);
  state.push("table_close", "table", -1);
  state.line = end;
}

function pushRow(
  state: StateBlock,
  row: readonly Cell[],
  sides: readonly Side[],
  tag: "th" | "td",
): void {
  state.push("tr_open", "tr", 1);
  for (const [j, { text, line }] of row.entries()) {
    const open = state.push(`${tag}_open`, tag, 1);
    if (sides[j]) open.attrs = [["style", `text-align:${sides[j]}`]];
    const inline = state.push("inline", "", 0);
    inline.content = text.trimEnd();
    inline.map = [line, line + text.split("\n").length];
    inline.children = [];
    state.push(`${tag}_close`, tag, -1);
  }
  state.push("tr_close", "tr", -1);
}
