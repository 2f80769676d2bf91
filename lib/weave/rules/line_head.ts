/**
 * Where the text of a line begins: rules of blocks look there for their mark.
 *
 * @module
 */
import type { StateBlock } from "markdown-it";

/** File offset of a line's first character that is no blank. */
export function lineBegin(state: StateBlock, line: number): number {
  return (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
}

/** The same of a line that may begin a block; null of one that is indented as code is. */
export function blockBegin(state: StateBlock, line: number): number | null {
  return isIndented(state, line) ? null : lineBegin(state, line);
}

/** Whether a line stands four columns in or more. */
export function isIndented(state: StateBlock, line: number): boolean {
  return (state.sCount[line] ?? 0) - state.blkIndent >= 4;
}
