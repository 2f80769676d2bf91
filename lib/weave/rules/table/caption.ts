/**
 * Captions of Markdown tables: `: Caption {#tbl-x}` after the table, or bookdown's
 * `Table: (\#tab:x) Caption` before it.
 *
 * @module
 */
import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { trailingAttributes } from "../../page/attributes.ts";
import { inlineLocator, scanOf } from "../../page/scan.ts";

/** What a `table_open` token carries. */
export interface TableMeta extends Record<string, unknown> {
  id?: string;
  idAt?: number;
  /** The caption as an inline token. */
  caption?: Token;
}

/** Adds the rule to a parser. */
export function captionTables(md: MarkdownIt): void {
  md.core.ruler.before("inline", "captions", transform);
}

const CAPTION = /^(?:Table)?:\s+/;

function transform(state: StateCore): void {
  const { tokens } = state;
  const gone = new Set<Token>();
  let open: Token | null = null;
  let first = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.type === "table_open") [open, first] = [token, i];
    if (token.type !== "table_close" || !open) continue;
    const after = tokens[i + 2];
    const before = tokens[first - 2];
    const lead = tokens[first - 3];
    if (isCaption(tokens[i + 1], after)) {
      attach(state, open, after);
      for (let k = 1; k <= 3; k++) gone.add(tokens[i + k]!);
    } else if (
      lead && !gone.has(lead) && isCaption(lead, before) &&
      tokens[first - 1]?.type === "paragraph_close"
    ) {
      attach(state, open, before);
      for (let k = 1; k <= 3; k++) gone.add(tokens[first - k]!);
    }
    open = null;
  }
  if (gone.size > 0) state.tokens = tokens.filter((token) => !gone.has(token));
}

function isCaption(open: Token | undefined, inline: Token | undefined): inline is Token {
  return open?.type === "paragraph_open" && inline?.type === "inline" &&
    CAPTION.test(inline.content);
}

function attach(state: StateCore, table: Token, inline: Token): void {
  const scan = scanOf(state.env);
  const line = inline.map?.[0] ?? 0;
  const whole = inlineLocator(scan.source, inline.content, line);
  const meta: TableMeta = {};
  const found = trailingAttributes(inline.content);
  let text = inline.content;
  if (found) {
    text = found.text;
    if (found.attributes.id !== null) {
      meta.id = found.attributes.id;
      meta.idAt = whole(inline.content.indexOf("#", found.at));
    }
  }
  text = text.replace(CAPTION, "");
  const label = /^\(\\#tab:([\w:.-]+)\)\s*/.exec(text);
  if (label) {
    meta.id = `tbl-${label[1]}`;
    meta.idAt = whole(inline.content.indexOf("(\\#"));
    text = text.slice(label[0].length);
  }
  inline.content = text;
  scan.at = inlineLocator(scan.source, text, line);
  inline.children = [];
  state.md.inline.parse(text, state.md, state.env, inline.children);
  meta.caption = inline;
  table.meta = meta;
}
