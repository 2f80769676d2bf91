/**
 * Braces behind a link or a piece of code, `[words](address){…}` and `` `x`{.r} ``, and blanks in
 * the name of a file, `![A plan](my plan.png)`, both as in Pandoc.
 *
 * @module
 */
import type { MarkdownIt, StateInline, Token } from "markdown-it";
import { parseAttributes } from "../attributes.ts";
import { report, scanOf } from "../scan.ts";
import { LANGUAGES } from "../vocabulary.ts";

/** Stands for a blank in an address while a text is read: a sign that no text has. */
const HELD = "\uE0FE";

/** Adds the rule to a parser. */
export function attached(md: MarkdownIt): void {
  md.inline.ruler.push("attached", braces);
}

/** A text whose links have no blanks in the names of files. */
export function holdBlanks(text: string): string {
  if (!text.includes("](")) return text;
  return text.replace(
    /(?<=\]\()[^\s()<>"'`]+(?: [^\s()<>"'`]+)*?(?: [^\s()<>"'`]*\.[A-Za-z]\w{0,4})(?:#[^\s()<>"'`]*)?(?=\))/g,
    (address) => address.replaceAll(" ", HELD),
  );
}

/** Puts the blanks back. */
export function freeBlanks(tokens: readonly Token[]): void {
  const coded = encodeURIComponent(HELD);
  for (const token of tokens) {
    if (token.content.includes(HELD)) token.content = token.content.replaceAll(HELD, " ");
    for (const name of ["href", "src"]) {
      const value = token.attrGet(name);
      if (value === null) continue;
      token.attrSet(name, String(value).replaceAll(coded, "%20").replaceAll(HELD, "%20"));
    }
    if (token.children) freeBlanks(token.children);
  }
}

function braces(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== "{" || state.pending !== "") return false;
  const before = state.tokens.at(-1);
  if (before?.type !== "link_close" && before?.type !== "code_inline") return false;
  const match = /^\{([^{}\n]*)\}/.exec(state.src.slice(state.pos, state.posMax));
  const found = match && parseAttributes(match[1] ?? "");
  if (!match || !found) return false;
  const language = before.type === "code_inline" && found.id === null &&
    found.classes.every((name) => LANGUAGES.has(name.toLowerCase())) &&
    Object.keys(found.values).length === 0;
  if (!silent && !language) {
    const scan = scanOf(state.env);
    const start = scan.at(state.pos);
    report(scan, {
      code: "unknown-attribute",
      severity: "warning",
      message: `Braces behind ${before.type === "link_close" ? "a link" : "code"} say nothing here`,
      hint: "Leave them out",
    }, { start, end: start + match[0].length });
  }
  state.pos += match[0].length;
  return true;
}
