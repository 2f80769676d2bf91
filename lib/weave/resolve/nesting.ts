/**
 * Which token closes which: tokens are a flat list, a tree is not.
 *
 * @module
 */
import type { Token } from "markdown-it";
import type { MarkupMeta } from "../rules/html/markup.ts";

/** Elements of HTML that have no end. */
const EMPTY = new Set(["br", "img", "wbr"]);

/**
 * For every token the index of the one that closes it; 0 for one that opens nothing, or that
 * nothing closes before something around it ends.
 */
export function closings(tokens: readonly Token[]): Int32Array {
  const closes = new Int32Array(tokens.length);
  const open: { index: number; name: string }[] = [];
  for (const [index, token] of tokens.entries()) {
    const name = nameOf(token);
    if (name === null) continue;
    if (!isEnd(token)) {
      open.push({ index, name });
      continue;
    }
    // A raw tag closes the last of its name that is not around a paragraph, a span or the like.
    const wall = name.startsWith("<")
      ? open.findLastIndex((each) => !each.name.startsWith("<"))
      : -1;
    const last = open.findLastIndex((each) => each.name === name);
    if (last < 0 || last < wall) continue;
    closes[open[last]!.index] = index;
    open.length = last;
  }
  return closes;
}

function nameOf(token: Token): string | null {
  if (token.type === "markup") {
    const { element } = token.meta as MarkupMeta;
    return EMPTY.has(element) ? null : `<${element}`;
  }
  return token.nesting === 0 ? null : token.type.replace(/_(?:open|close)$/, "");
}

function isEnd(token: Token): boolean {
  return token.type === "markup" ? (token.meta as MarkupMeta).closing : token.nesting < 0;
}
