/**
 * GitHub's alerts: a quotation that begins with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`
 * or `[!CAUTION]`, with an optional title after it.
 *
 * @module
 */
import type { MarkdownIt, StateCore } from "markdown-it";

/** The kinds of callout. */
export type CalloutKind = "note" | "tip" | "important" | "warning" | "caution";

/** What a `callout_open` token carries. */
export interface CalloutMeta extends Record<string, unknown> {
  kind: CalloutKind;
  title: string | null;
}

/** Adds the rule to a parser. */
export function alerts(md: MarkdownIt): void {
  md.core.ruler.before("inline", "alerts", transform);
}

function transform(state: StateCore): void {
  const { tokens } = state;
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i];
    const inline = tokens[i + 2];
    if (open?.type !== "blockquote_open" || inline?.type !== "inline") continue;
    const match = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*([^\n]*)(?:\n|$)/i.exec(
      inline.content,
    );
    if (!match) continue;
    let depth = 0;
    let close = i;
    do {
      depth += tokens[close]?.type === "blockquote_open"
        ? 1
        : tokens[close]?.type === "blockquote_close"
        ? -1
        : 0;
      close++;
    } while (depth > 0 && close < tokens.length);
    const end = tokens[close - 1];
    open.type = "callout_open";
    if (end) end.type = "callout_close";
    const meta: CalloutMeta = {
      kind: (match[1] ?? "note").toLowerCase() as CalloutKind,
      title: match[2]?.trim() || null,
    };
    open.meta = meta;
    inline.content = inline.content.slice(match[0].length);
    if (inline.map) inline.map = [inline.map[0] + 1, inline.map[1]];
    if (inline.content === "") tokens.splice(i + 1, 3);
  }
}
