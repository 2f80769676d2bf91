/**
 * Dashes and dots as Pandoc sets them: `--`, `---` and `...` in words become –, — and …. Nothing else
 * does: `(C)` is a letter in brackets, and no sign of a right.
 *
 * @module
 */
import type { MarkdownIt, StateCore, Token } from "markdown-it";

/** Puts the rule in the place of the parser's own, which also makes signs of brackets. */
export function smartSigns(md: MarkdownIt): void {
  md.core.ruler.at("replacements", (state: StateCore) => {
    for (const token of state.tokens) if (token.children) setSigns(token.children);
  });
}

function setSigns(tokens: readonly Token[]): void {
  let address = false;
  for (const token of tokens) {
    // An address between < and > is shown as it is.
    if (token.info === "auto") address = token.type === "link_open";
    if (token.type === "text" && !address) token.content = smart(token.content);
  }
}

/** A text with its dashes and dots. */
export function smart(text: string): string {
  return !/--|\.\.\./.test(text) ? text : text
    .replace(/\.{3,}/g, "…")
    .replace(/(^|[^-])---(?=[^-]|$)/gm, "$1\u2014")
    .replace(/(^|\s)--(?=\s|$)|(^|[^-\s])--(?=[^-\s]|$)/gm, "$1$2\u2013");
}
