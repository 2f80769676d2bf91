/**
 * bookdown's text references: a paragraph `(ref:name) words` gives `(ref:name)`, in a caption or
 * anywhere else, its words.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { MarkdownIt, StateCore, StateInline, Token } from "markdown-it";
import { grouped, LIMITS } from "../../limits.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { inlineLocator, report, scanOf, type TextReference } from "../page/scan.ts";
import { nextOf } from "../page/next_of.ts";
import { ownRule } from "./own_rule.ts";

/** Adds the rules to a parser. */
export function textReferences(md: MarkdownIt): void {
  md.core.ruler.before("inline", "text_references", take);
  md.inline.ruler.before("link", "text_reference", set);
  const plain = ownRule(md.inline.ruler, "text");
  // Plain text ends where such a name begins.
  md.inline.ruler.at("text", (state, silent) => {
    const { pos, posMax } = state;
    const next = nextOf("(ref:", state.src, pos);
    if (next < 0 || next >= posMax) return plain(state, silent);
    if (next === pos) return false;
    state.posMax = next;
    const done = plain(state, silent);
    state.posMax = posMax;
    return done;
  });
}

const NAME = /^\(ref:([\w:.-]+)\)/;

/** How often a page's text references were set: words that name others twice would double. */
const settings = new WeakMap<Map<string, TextReference>, number>();

function tooMany(state: StateInline, count: number, length: number): boolean {
  const scan = scanOf(state.env);
  const { most, code } = LIMITS.textReferences;
  const start = scan.at(state.pos);
  if (count === most + 1) {
    report(scan, {
      code,
      message: `More than ${grouped(most)} text references are set on this page`,
      hint: "Text references name others that name others: write their words out",
    }, { start, end: start + length });
  }
  state.pos += length;
  return true;
}

/** Takes the definitions out of the page. */
function take(state: StateCore): void {
  const scan = scanOf(state.env);
  const rest: Token[] = [];
  for (let i = 0; i < state.tokens.length; i++) {
    const token = state.tokens[i]!;
    const inline = state.tokens[i + 1];
    const match = token.type === "paragraph_open" && inline ? NAME.exec(inline.content) : null;
    const words = match && inline ? inline.content.slice(match[0].length) : "";
    if (!match || !inline || !/^[ \t\n]/.test(words)) {
      rest.push(token);
      continue;
    }
    const at = inlineLocator(scan.source, inline.content, inline.map?.[0] ?? 0);
    const lead = inline.content.length - words.trimStart().length;
    scan.texts.set(match[1] ?? "", {
      text: words.trim(),
      at: (position) => at(lead + position),
      used: false,
      start: at(0),
      end: at(match[0].length),
    });
    i += 2;
  }
  state.tokens = rest;
}

function set(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith("(ref:", state.pos)) return false;
  const match = NAME.exec(state.src.slice(state.pos, state.posMax));
  if (!match) return false;
  const scan = scanOf(state.env);
  const found = scan.texts.get(match[1] ?? "");
  if (!found) {
    if (!silent) {
      const start = scan.at(state.pos);
      report(scan, {
        code: "unknown-text-reference",
        severity: "warning",
        message: `Nothing stands for ${match[0]}`,
        hint: suggestion(match[1] ?? "", [...scan.texts.keys()]) ??
          `Write a paragraph that begins with "${match[0]} " and has the words behind it`,
      }, { start, end: start + match[0].length });
    }
    return false;
  }
  if (!silent) {
    found.used = true;
    const count = (settings.get(scan.texts) ?? 0) + 1;
    settings.set(scan.texts, count);
    if (count > LIMITS.textReferences.most) return tooMany(state, count, match[0].length);
    const { at } = scan;
    scan.at = found.at;
    const inner: Token[] = [];
    // Words that name themselves would never end.
    scan.texts.delete(match[1] ?? "");
    state.md.inline.parse(found.text, state.md, state.env, inner);
    scan.texts.set(match[1] ?? "", found);
    scan.at = at;
    if (state.pending) state.pushPending();
    addAll(state.tokens, inner);
  }
  state.pos += match[0].length;
  return true;
}
