/**
 * GitHub's alerts: a quotation that begins with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`
 * or `[!CAUTION]`, with an optional title after it.
 *
 * @module
 */
import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { suggestion } from "../../syntax/nearest.ts";
import { inlineLocator, report, scanOf } from "../page/scan.ts";
import { ALERTS } from "../page/vocabulary.ts";

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
    const match = /^\[!(\w+)\][+-]?[ \t]*([^\n]*)(?:\n|$)/.exec(inline.content);
    if (!match) {
      tellOfHead(state, inline);
      continue;
    }
    const kind = (match[1] ?? "").toUpperCase();
    if (!(ALERTS as readonly string[]).includes(kind)) {
      tellOfKind(state, inline, match[1] ?? "");
      continue;
    }
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
      kind: kind.toLowerCase() as CalloutKind,
      title: match[2]?.trim() || null,
    };
    open.meta = meta;
    inline.content = inline.content.slice(match[0].length);
    if (inline.map) inline.map = [inline.map[0] + 1, inline.map[1]];
    if (inline.content === "") tokens.splice(i + 1, 3);
  }
}

/** A head that is nearly one: `[! NOTE]`, `[!NOTE`. */
function tellOfHead(state: StateCore, inline: Token): void {
  const head = /^(?:\[[ \t]*![ \t]*([A-Za-z]+)[ \t]*\]?|!\[?([A-Z]+)\])[ \t]*(?=\n|$)/.exec(
    inline.content,
  );
  if (!head) return;
  const scan = scanOf(state.env);
  const start = inlineLocator(scan.source, inline.content, inline.map?.[0] ?? 0)(0);
  report(scan, {
    code: "unknown-callout",
    severity: "warning",
    message: "This is the head of no callout",
    hint: `Write > [!${(head[1] ?? head[2] ?? "").toUpperCase()}]`,
  }, { start, end: start + head[0].length });
}

function tellOfKind(state: StateCore, inline: Token, kind: string): void {
  const scan = scanOf(state.env);
  const start = inlineLocator(scan.source, inline.content, inline.map?.[0] ?? 0)(0);
  report(scan, {
    code: "unknown-callout",
    severity: "warning",
    message: `There is no callout "${kind}"`,
    hint: suggestion(kind, ALERTS, "Known are"),
  }, { start, end: start + kind.length + 3 });
}
