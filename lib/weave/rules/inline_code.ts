/**
 * Inline values: `` `r expr` ``.
 *
 * @module
 */
import type { MarkdownIt, StateInline } from "markdown-it";
import { scanOf } from "../scan.ts";

/** What an `inline_value` token carries besides its expression in `content`. */
export interface InlineValueMeta extends Record<string, unknown> {
  /** File offsets of the expression. */
  start: number;
  end: number;
  /** Index in the page's blocks; set when the page is read. */
  block: number;
}

/** Adds the rule to a parser. */
export function inlineCode(md: MarkdownIt): void {
  md.inline.ruler.before("backticks", "inline_value", value);
}

function value(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== "`" || state.src.charAt(state.pos - 1) === "`") return false;
  const match = /^`(?:r|\{r\})\s+([^`]*[^`\s])\s*`(?!`)/.exec(
    state.src.slice(state.pos, state.posMax),
  );
  const expression = match?.[1];
  if (!match || expression === undefined) return false;
  if (!silent) {
    const scan = scanOf(state.env);
    const token = state.push("inline_value", "", 0);
    token.content = expression;
    const begin = state.pos + match[0].indexOf(expression, 2);
    const meta: InlineValueMeta = {
      start: scan.at(begin),
      end: scan.at(begin + expression.length),
      block: -1,
    };
    token.meta = meta;
  }
  state.pos += match[0].length;
  return true;
}
