/**
 * `[words]{.class}` and `[words]{.class key=value}`: a span, as in Pandoc.
 *
 * @module
 */
import type { MarkdownIt, StateInline } from "markdown-it";
import { type Attributes, parseAttributes } from "../page/attributes.ts";
import { nextOf } from "../page/next_of.ts";
import { scanOf } from "../page/scan.ts";

/** What a `span_open` token carries; offsets are those of the braces. */
export interface SpanMeta extends Record<string, unknown> {
  attributes: Attributes;
  /** Where the words begin, with their bracket. */
  from: number;
  start: number;
  end: number;
}

/** Adds the rule to a parser. */
export function spans(md: MarkdownIt): void {
  md.inline.ruler.before("link", "span", span);
}

function span(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  if (src.charAt(pos) !== "[") return false;
  if (nextOf("]{", src, pos) < 0) return false;
  const close = state.md.helpers.parseLinkLabel(state, pos);
  if (close < 0) return false;
  const match = /^\{([^{}\n]*)\}/.exec(src.slice(close + 1, posMax));
  const attributes = match && parseAttributes(match[1] ?? "");
  if (!match || !attributes) return false;
  if (!silent) {
    const scan = scanOf(state.env);
    const meta: SpanMeta = {
      attributes,
      from: scan.at(pos),
      start: scan.at(close + 1),
      end: scan.at(close + 1 + match[0].length),
    };
    state.push("span_open", "span", 1).meta = meta;
    state.pos = pos + 1;
    state.posMax = close;
    state.md.inline.tokenize(state);
    state.posMax = posMax;
    state.push("span_close", "span", -1).meta = meta;
  }
  state.pos = close + 1 + match[0].length;
  return true;
}
