/**
 * Definition lists: a line with the term, below it a line that begins with `: ` and explains it.
 *
 * @module
 */
import { addAll } from "../../../lists.ts";
import type { MarkdownIt, StateCore, Token } from "markdown-it";

/** Adds the rule to a parser. */
export function definitionLists(md: MarkdownIt): void {
  md.core.ruler.before("inline", "definition_lists", transform);
}

const DEFINITION = /^:[ \t]+/;

function transform(state: StateCore): void {
  const out: Token[] = [];
  const { tokens } = state;
  for (let i = 0; i < tokens.length; i++) {
    const open = tokens[i];
    const inline = tokens[i + 1];
    if (!open) continue;
    const lines = open.type === "paragraph_open" ? inline?.content.split("\n") ?? [] : [];
    const [term = "", first = ""] = lines;
    if (inline && DEFINITION.test(term) && tokens[i + 3]?.type !== "table_open") {
      // Behind a blank line it explains the line above, or explains a term once more.
      if (apart(state, out, inline)) {
        i += 2;
        continue;
      }
    }
    if (!inline || DEFINITION.test(term) || !DEFINITION.test(first)) {
      out.push(open);
      continue;
    }
    const before = out.at(-1);
    if (before?.type === "dl_close") out.pop();
    else out.push(tag(state, "dl_open", "dl", 1));
    const line = inline.map?.[0] ?? 0;
    addAll(out, entry(state, "dt", term, line));
    let start = 1;
    for (let next = 2; next <= lines.length; next++) {
      if (next < lines.length && !DEFINITION.test(lines[next] ?? "")) continue;
      const text = lines.slice(start, next).join("\n").replace(DEFINITION, "");
      addAll(out, entry(state, "dd", text, line + start));
      start = next;
    }
    out.push(tag(state, "dl_close", "dl", -1));
    i += 2;
  }
  state.tokens = out;
}

/** A definition that stands apart from its term; false where no term stands above it. */
function apart(state: StateCore, out: Token[], inline: Token): boolean {
  const line = inline.map?.[0] ?? 0;
  const meaning = entry(state, "dd", inline.content.replace(DEFINITION, ""), line);
  if (out.at(-1)?.type === "dl_close") {
    out.splice(-1, 0, ...meaning);
    return true;
  }
  const [open, term, close] = out.slice(-3);
  const single = open?.type === "paragraph_open" && close?.type === "paragraph_close" &&
    term?.type === "inline" && !term.content.includes("\n") &&
    (term.map?.[0] ?? 0) === line - 2;
  if (!single) return false;
  out.length -= 3;
  out.push(tag(state, "dl_open", "dl", 1));
  addAll(out, entry(state, "dt", term.content, line - 2));
  addAll(out, meaning);
  out.push(tag(state, "dl_close", "dl", -1));
  return true;
}

function tag(state: StateCore, type: string, name: string, nesting: -1 | 0 | 1): Token {
  const token = new state.Token(type, name, nesting);
  token.block = true;
  return token;
}

function entry(state: StateCore, name: string, text: string, line: number): Token[] {
  const inline = new state.Token("inline", "", 0);
  inline.content = text;
  inline.children = [];
  inline.map = [line, line + text.split("\n").length];
  inline.block = true;
  return [tag(state, `${name}_open`, name, 1), inline, tag(state, `${name}_close`, name, -1)];
}
