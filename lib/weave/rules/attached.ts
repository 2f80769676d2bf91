/**
 * Braces behind a link or a piece of code, `[words](address){…}` and `` `x`{.r} ``, and blanks in
 * the name of a file, `![A plan](my plan.png)`, both as in Pandoc.
 *
 * @module
 */
import type { MarkdownIt, StateInline, Token } from "markdown-it";
import { parseAttributes } from "../page/attributes.ts";
import { kindOf } from "../page/label.ts";
import { report, scanOf } from "../page/scan.ts";
import { LANGUAGES } from "../page/vocabulary.ts";

/** Stands for a blank in an address while a text is read: a sign that no text has. */
const HELD = "\uE0FE";

const OF_LINKS = new Set(["external", "uri", "email", "target", "rel"]);

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
  if (state.src.charAt(state.pos) !== "{") return false;
  const match = /^\{([^{}\n]*)\}/.exec(state.src.slice(state.pos, state.posMax));
  const before = state.pending === "" ? state.tokens.at(-1)?.type : undefined;
  const behind = before === "link_close" || before === "code_inline";
  if (!match || !behind && before !== "image") {
    if (match && !silent) tellOfLabel(state, match[0], match[1] ?? "");
    return false;
  }
  const found = parseAttributes(match[1] ?? "");
  const tell = (message: string, hint: string): void => {
    if (silent) return;
    const scan = scanOf(state.env);
    const start = scan.at(state.pos);
    report(
      scan,
      { code: "unknown-attribute", severity: "warning", message, hint },
      { start, end: start + match[0].length },
    );
  };
  if (!found) {
    tell("These braces are shown as text: they cannot be read", "Write {#fig-name width=60%}");
    return false;
  }
  if (!behind) return false;
  const language = before === "code_inline" && found.id === null &&
    found.classes.every((name) => LANGUAGES.has(name.toLowerCase())) &&
    Object.keys(found.values).length === 0;
  // Where a link opens is its reader's to say.
  const opening = before === "link_close" && found.id === null &&
    found.classes.every((name) => OF_LINKS.has(name)) &&
    Object.keys(found.values).every((name) => OF_LINKS.has(name));
  if (!language && !opening) {
    const what = before === "link_close" ? "a link" : "code";
    tell(`Braces behind ${what} say nothing here`, "Leave them out");
  }
  state.pos += match[0].length;
  return true;
}

/** `{tbl-x}` and `{#tbl-x}` where nothing stands that could bear a label. */
function tellOfLabel(state: StateInline, all: string, inner: string): void {
  const label = /^#?([a-z]+-[\w:.-]+)/.exec(inner)?.[1];
  if (label === undefined || kindOf(label) === null) return;
  // What cannot be read at all was told where it was looked for.
  if (inner.startsWith("#") && parseAttributes(inner) === null) return;
  const scan = scanOf(state.env);
  const start = scan.at(state.pos);
  report(scan, {
    code: "unread-label",
    severity: "warning",
    message: `This is text: nothing bears the label "${label}" here`,
    hint: inner.startsWith("#")
      ? "A label stands behind a heading, an equation or a picture, or in `: Caption {#tbl-name}`"
      : `A label begins with #: {#${label}}`,
  }, { start, end: start + all.length });
}
