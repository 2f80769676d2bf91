/**
 * Definition lists: a line with the term, below it a line that begins with `: ` and explains it.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
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
