/**
 * Inline values: `` `r expr` ``.
 *
 * @module
 */
import type { MarkdownIt, StateInline, Token } from "markdown-it";
import { report, scanOf } from "../page/scan.ts";

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

/** An inline value as it is written; its first group is the expression. */
export const VALUE = /`(?:r|\{r\})\s+([^`]*[^`\s])\s*`(?!`)/;

/** Fills the token of a value that stands at `from` of a text; `at` leads to the file. */
export function fillValue(
  token: Token,
  all: string,
  expression: string,
  at: (position: number) => number,
  from: number,
): Token {
  token.content = expression;
  const begin = from + all.indexOf(expression, 2);
  const meta: InlineValueMeta = {
    start: at(begin),
    end: at(begin + expression.length),
    block: -1,
  };
  token.meta = meta;
  return token;
}

function value(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== "`" || state.src.charAt(state.pos - 1) === "`") return false;
  const rest = state.src.slice(state.pos, state.posMax);
  const scan = scanOf(state.env);
  const match = new RegExp(`^${VALUE.source}`).exec(rest);
  const expression = match?.[1];
  if (!match || expression === undefined) {
    const engine = /^`\{(\w+)\}\s[^`]*`/.exec(rest);
    if (engine && !silent) {
      const start = scan.at(state.pos);
      report(scan, {
        code: "unknown-fence",
        severity: "warning",
        message: `Inline code of {${engine[1]}} is shown and does not run`,
        hint: "What runs here is R: `r mean(x)`",
      }, { start, end: start + engine[0].length });
    }
    const open = /^`(?:r|\{r\})\s+[^`]*$/.exec(rest);
    if (open && !silent) {
      const start = scan.at(state.pos);
      report(scan, {
        code: "unclosed-value",
        message: "The inline value that begins here is not closed",
        hint: "End it with a backquote: `r mean(x)`",
      }, { start, end: start + (open[0].split("\n")[0]?.length ?? 1) });
    }
    return false;
  }
  if (!silent) {
    fillValue(state.push("inline_value", "", 0), match[0], expression, scan.at, state.pos);
  }
  state.pos += match[0].length;
  return true;
}
