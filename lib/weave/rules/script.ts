/**
 * Pandoc's `x^2^` and `H~2~O`. As there, no blank stands between the signs unless it is escaped,
 * so that `a ~ b` and `2^3` stay as they are; `~~old~~` is struck out.
 *
 * @module
 */
import type { MarkdownIt, StateInline } from "markdown-it";

/** Adds the rules to a parser. */
export function scripts(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "fixed_blank", fixedBlank);
  md.inline.ruler.after("emphasis", "superscript", (state, silent) => script(state, silent, "^"));
  md.inline.ruler.before(
    "strikethrough",
    "subscript",
    (state, silent) => script(state, silent, "~"),
  );
}

/** A blank behind a backslash breaks no line, as in Pandoc. */
function fixedBlank(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith("\\ ", state.pos) || state.pos + 2 >= state.posMax) return false;
  if (!silent) state.push("text", "", 0).content = "\u00a0";
  state.pos += 2;
  return true;
}

function script(state: StateInline, silent: boolean, mark: "^" | "~"): boolean {
  const { src, pos, posMax } = state;
  if (src.charAt(pos) !== mark) return false;
  const next = src.charAt(pos + 1);
  if (next === mark || mark === "^" && next === "[") return false;
  const end = endOf(src, pos + 1, posMax, mark);
  if (end <= pos + 1 || mark === "~" && src.charAt(end + 1) === "~") return false;
  if (!silent) {
    const name = mark === "^" ? "sup" : "sub";
    state.push(`${name}_open`, name, 1).markup = mark;
    state.pos = pos + 1;
    state.posMax = end;
    state.md.inline.tokenize(state);
    state.posMax = posMax;
    state.push(`${name}_close`, name, -1).markup = mark;
  }
  state.pos = end + 1;
  return true;
}

/** Where the closing sign stands; −1 if a blank comes first, or none. */
function endOf(src: string, from: number, max: number, mark: string): number {
  for (let at = from; at < max; at++) {
    const c = src.charAt(at);
    if (c === "\\") at++;
    else if (c === mark) return at;
    else if (/\s/.test(c)) return -1;
    else if (c === "`" || c === "$") {
      const close = src.indexOf(c, at + 1);
      if (close < 0 || close >= max) return -1;
      at = close;
    }
  }
  return -1;
}
