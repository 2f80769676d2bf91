/**
 * GitHub's task lists: an item that begins with `[ ]` or `[x]` begins with a box.
 *
 * @module
 */
import type { MarkdownIt, StateCore } from "markdown-it";

/** Adds the rule to a parser. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after("inline", "task_lists", transform);
}

function transform(state: StateCore): void {
  for (const [index, token] of state.tokens.entries()) {
    if (token.type !== "inline" || state.tokens[index - 2]?.type !== "list_item_open") continue;
    const first = token.children?.[0];
    const mark = first?.type === "text" ? /^\[([ xX])\][ \t]+/.exec(first.content) : null;
    if (!first || !mark) continue;
    first.content = `${mark[1] === " " ? "☐" : "☑"}\u00a0${first.content.slice(mark[0].length)}`;
  }
}
