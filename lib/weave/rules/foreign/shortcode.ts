/**
 * Shortcodes of Quarto that have a like here: keys, an end of a printed page, a film, what another
 * page shows. Each other one is shown as it is typed, and told.
 *
 * @module
 */
import type { MarkdownIt, StateBlock, StateInline } from "markdown-it";
import { report, scanOf } from "../../page/scan.ts";
import { suggestion } from "../../../syntax/nearest.ts";
import { SHORTCODES } from "../../page/vocabulary.ts";
import type { MarkupMeta } from "../html/markup.ts";
import { lineBegin } from "../line_head.ts";
import type { ReferenceMeta } from "../reference.ts";

/** Adds the rules to a parser. */
export function shortcodes(md: MarkdownIt): void {
  md.block.ruler.before("paragraph", "pagebreak", pageBreak, { alt: ["paragraph", "blockquote"] });
  md.inline.ruler.before("escape", "shortcode", shortcode);
}

/** A page of the web ends nowhere: the line says nothing, as in Quarto's own. */
function pageBreak(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  const text = state.src.slice(lineBegin(state, line), state.eMarks[line]);
  if (!/^\{\{<\s*pagebreak\s*>\}\}\s*$/.test(text)) return false;
  if (!silent) state.line = line + 1;
  return true;
}

const SHORTCODE = /\{\{<\s*(\/?[\w-]+)([^\n]{0,500}?)>\}\}/y;

function shortcode(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith("{{<", state.pos)) return false;
  SHORTCODE.lastIndex = state.pos;
  const match = SHORTCODE.exec(state.src);
  if (!match || state.pos + match[0].length > state.posMax) return false;
  if (!silent) {
    const [whole, name = "", rest = ""] = match;
    const { words, named } = wordsOf(rest);
    const made = name === "kbd"
      ? keys(state, words.join(" ") || (named["win"] ?? named["linux"] ?? named["mac"] ?? ""))
      : name === "video"
      ? film(state, words[0] ?? "", named["title"], whole)
      : name === "embed" && embedded(state, words[0] ?? "", whole);
    if (!made) asTyped(state, name, whole);
  }
  state.pos += match[0].length;
  return true;
}

/** Words and `name=value` of a shortcode, without their quotation marks. */
function wordsOf(text: string): { words: string[]; named: Record<string, string> } {
  const words: string[] = [];
  const named: Record<string, string> = {};
  for (
    const [, name, quoted, plain] of text.matchAll(
      /(?:([\w-]+)=)?(?:["'](.*?)["']|([^\s"']+))/g,
    )
  ) {
    const value = quoted ?? plain ?? "";
    if (name === undefined) words.push(value);
    else named[name] = value;
  }
  return { words, named };
}

/** `Ctrl+Shift+P` as keys. */
function keys(state: StateInline, text: string): boolean {
  const names = text.split(/[+-](?=[^+-])/).map((name) => name.trim()).filter((name) =>
    name !== ""
  );
  if (names.length === 0) return false;
  const at = scanOf(state.env).at(state.pos);
  const tag = (closing: boolean): void => {
    const meta: MarkupMeta = { element: "kbd", closing, attributes: [], start: at, end: at };
    state.push("markup", "", 0).meta = meta;
  };
  for (const [index, name] of names.entries()) {
    if (index > 0) state.push("text", "", 0).content = "+";
    tag(false);
    state.push("text", "", 0).content = name;
    tag(true);
  }
  return true;
}

/** A film is a link to it: a page loads nothing of other servers. */
function film(
  state: StateInline,
  address: string,
  title: string | undefined,
  whole: string,
): boolean {
  if (!/^(?:https?:\/\/)?[^\s:]+$/.test(address)) return false;
  state.push("link_open", "a", 1).attrs = [["href", address]];
  state.push("text", "", 0).content = title ?? `Video: ${address.replace(/^https?:\/\//, "")}`;
  state.push("link_close", "a", -1);
  tell(state, whole, "This film is shown as a link to it", "A page loads nothing of other servers");
  return true;
}

/** What a labelled block of another page shows stands there; here is what it is called. */
function embedded(state: StateInline, address: string, whole: string): boolean {
  const label = /^[^#\s]+#([\w:.-]+)$/.exec(address)?.[1];
  if (label === undefined) return false;
  const start = scanOf(state.env).at(state.pos);
  const meta: ReferenceMeta = { label, bare: false, start, end: start + whole.length };
  state.push("reference", "", 0).meta = meta;
  tell(
    state,
    whole,
    "What another page shows is not shown twice: here stands a link to it",
    "Values of another page are taken by `#| from: page` in a block",
  );
  return true;
}

function asTyped(state: StateInline, name: string, whole: string): void {
  tell(
    state,
    whole,
    `The shortcode "${name}" is shown as it is typed`,
    Object.hasOwn(SHORTCODES, name)
      ? SHORTCODES[name]!
      : suggestion(name, Object.keys(SHORTCODES)) ?? "There are no shortcodes of this name here",
  );
  state.push("text", "", 0).content = whole;
}

function tell(state: StateInline, whole: string, message: string, hint: string): void {
  const scan = scanOf(state.env);
  const start = scan.at(state.pos);
  report(scan, { code: "unread-markup", severity: "warning", message, hint }, {
    start,
    end: start + whole.length,
  });
}
