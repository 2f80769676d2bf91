/**
 * Examples `(@) words` and `(@name) words`, which are counted through the whole page, as in Pandoc;
 * `(@name)` and `@name` elsewhere are the number.
 *
 * @module
 */
import type { MarkdownIt, StateBlock } from "markdown-it";
import { scanOf } from "../../page/scan.ts";
import { blockBegin } from "../line_head.ts";

/** Adds the rule to a parser. */
export function exampleLists(md: MarkdownIt): void {
  md.block.ruler.before("list", "example_list", exampleList, {
    alt: ["paragraph", "reference", "blockquote"],
  });
}

/** The most columns that what follows in an item stands in, and is still the item's. */
const DEEPEST = 4;

interface Head {
  name: string;
  /** Offset of the words behind it. */
  content: number;
  /** Columns that it takes. */
  width: number;
}

function headOf(state: StateBlock, line: number): Head | null {
  const begin = blockBegin(state, line);
  if (begin === null) return null;
  const match = /^\(@([\w-]*)\)[ \t]+(?=\S)/.exec(state.src.slice(begin, state.eMarks[line]));
  return match && {
    name: match[1] ?? "",
    content: begin + match[0].length,
    width: match[0].length,
  };
}

function exampleList(state: StateBlock, startLine: number, endLine: number, silent: boolean) {
  const scan = scanOf(state.env);
  let head = headOf(state, startLine);
  if (!head) return false;
  // Words go on over such a line, unless they are themselves of an example.
  if (silent) return scan.examples.within > 0;
  if ((state.sCount[startLine] ?? 0) < state.blkIndent) return false;
  const list = state.push("ordered_list_open", "ol", 1);
  const first = scan.examples.count + 1;
  if (first > 1) list.attrSet("start", String(first));
  let line = startLine;
  scan.examples.within++;
  while (head) {
    scan.examples.count++;
    if (head.name !== "") scan.examples.numbers.set(head.name, scan.examples.count);
    const item = state.push("list_item_open", "li", 1);
    const from = line;
    item.map = [from, 0];
    const { blkIndent, parentType, tight } = state;
    const [begin, shift, count] = [state.bMarks[line]!, state.tShift[line]!, state.sCount[line]!];
    state.blkIndent = count + Math.min(DEEPEST, head.width);
    // The head is as if it were blank, and as wide as what follows is indented.
    state.bMarks[line] = head.content - state.blkIndent;
    state.tShift[line] = state.sCount[line] = state.blkIndent;
    state.parentType = "list";
    state.md.block.tokenize(state, line, endLine);
    state.blkIndent = blkIndent;
    state.parentType = parentType;
    state.tight = tight;
    state.bMarks[from] = begin;
    state.tShift[from] = shift;
    state.sCount[from] = count;
    item.map = [from, state.line];
    state.push("list_item_close", "li", -1);
    line = state.line;
    head = line < endLine && (state.sCount[line] ?? 0) >= blkIndent ? headOf(state, line) : null;
  }
  scan.examples.within--;
  list.map = [startLine, line];
  state.push("ordered_list_close", "ol", -1);
  state.line = line;
  return true;
}
