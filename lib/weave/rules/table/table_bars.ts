/**
 * Tables with bars: one within code or mathematics ends no cell, as in Pandoc, and a row with more
 * cells than the head is told, for what is too much is lost.
 *
 * @module
 */
import type { MarkdownIt, StateBlock } from "markdown-it";
import { grouped, LIMITS } from "../../../limits.ts";
import { inlineLocator, report, scanOf } from "../../page/scan.ts";
import { ownRule } from "../own_rule.ts";

/** Stands for a bar that ends no cell while a table is read: a sign that no text has. */
const HELD = "\uE0FF";

/** Adds the rule to a parser. */
export function tableBars(md: MarkdownIt): void {
  const plain = ownRule(md.block.ruler, "table");
  md.block.ruler.at("table", (state, startLine, endLine, silent) => {
    if (!lineOf(state, startLine).includes("|")) return false;
    if (!/^[ \t>]*\|?[ \t]*:?-/.test(lineOf(state, startLine + 1))) return false;
    if (refuseLarge(state, startLine, endLine, silent)) return true;
    const whole = state.src;
    state.src = heldIn(state);
    const count = state.tokens.length;
    try {
      const done = plain(state, startLine, endLine, silent);
      if (done && !silent) tellOfLostCells(state, startLine, state.line);
      return done;
    } finally {
      state.src = whole;
      for (const token of state.tokens.slice(count)) {
        token.content = token.content.replaceAll(HELD, "|");
      }
    }
  }, { alt: ["paragraph", "reference"] });
}

/** The text of each state with the bars held: made once, since a page may have many tables. */
const made = new WeakMap<StateBlock, { whole: string; held: string }>();

function heldIn(state: StateBlock): string {
  const known = made.get(state);
  if (known?.whole === state.src) return known.held;
  const held = state.src.split("\n").map(hold).join("\n");
  made.set(state, { whole: state.src, held });
  return held;
}

/** A table with more cells than a page can hold is told and left out. */
function refuseLarge(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const last = lastOf(state, startLine, endLine);
  const head = lineOf(state, startLine);
  const cells = (last - startLine) * cellsOf(head).length;
  const { most, code } = LIMITS.markdownCells;
  if (cells <= most || silent) return cells > most;
  const scan = scanOf(state.env);
  const start = scan.source.lineStart(startLine);
  report(scan, {
    code,
    message: `Cells of this table: ${grouped(cells)}, and ${grouped(most)} are the most`,
    hint: "Put the data into a CSV file and show what a reader needs of it",
  }, { start, end: start + head.length });
  state.line = last + 1;
  return true;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice(state.bMarks[line] ?? 0, state.eMarks[line] ?? 0);
}

/** The last line before a blank one. */
function lastOf(state: StateBlock, startLine: number, endLine: number): number {
  let line = startLine;
  while (line + 1 < endLine && !state.isEmpty(line + 1)) line++;
  return line;
}

/** A line with the bars within code and mathematics held. */
function hold(line: string): string {
  return line.replace(
    /(?<!\\)(`+)(?!`)(?:(?!\1(?!`)).)+?(?<!`)\1(?!`)|(?<![\\$\w])\$(?![\s$])(?:\\.|[^$\\])*?(?<![\s\\])\$(?![\d$])/g,
    (piece) => piece.replace(/(?<!\\)\|/g, HELD),
  );
}

function cellsOf(line: string): string[] {
  const text = line.replace(/^[ \t>]*/, "").trimEnd();
  const cells = text.split(/(?<!\\)\|/);
  if (cells[0]?.trim() === "") cells.shift();
  if (cells.at(-1)?.trim() === "") cells.pop();
  return cells;
}

function tellOfLostCells(state: StateBlock, startLine: number, end: number): void {
  const columns = cellsOf(lineOf(state, startLine)).length;
  const scan = scanOf(state.env);
  for (let line = startLine + 2; line < end; line++) {
    const cells = cellsOf(lineOf(state, line));
    if (cells.length <= columns || state.isEmpty(line)) continue;
    const lost = (cells[columns] ?? "").replaceAll(HELD, "|").trim();
    const start = inlineLocator(scan.source, lost, line)(0);
    report(scan, {
      code: "lost-cell",
      severity: "warning",
      message:
        `This row has ${cells.length} cells and the table ${columns} columns: the rest is lost`,
      hint: "A bar that ends no cell is written \\|",
    }, { start, end: start + Math.max(1, lost.length) });
  }
}
