/**
 * References `@tbl-x`, `\@ref(fig:x)`, and citations `[@key, p. 4; -@other]` and `@key`.
 *
 * @module
 */
import type { MarkdownIt, StateInline } from "markdown-it";
import { fromBookdown, kindOf } from "../page/label.ts";
import { scanOf } from "../page/scan.ts";

/** What a `reference` token carries. */
export interface ReferenceMeta extends Record<string, unknown> {
  label: string;
  /** True where the author has written the word (`Figure \@ref(fig:x)`): the number alone. */
  bare: boolean;
  /** File offsets. */
  start: number;
  end: number;
}

/** One work in a citation. */
export interface CitedWork {
  key: string;
  /** `-@key`: the year alone. */
  yearOnly: boolean;
  before: string;
  after: string;
  /** File offsets of the key. */
  start: number;
  end: number;
}

/** What a `citation` token carries. `narrative`: `@key` in the sentence, as *Author (year)*. */
export interface CitationMeta extends Record<string, unknown> {
  works: CitedWork[];
  narrative: boolean;
}

/** Adds the rules to a parser. */
export function references(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "bookdown_reference", bookdown);
  md.inline.ruler.before("link", "bracketed", bracketed);
  md.inline.ruler.before("link", "at", at);
}

const KEY = /[A-Za-z0-9_](?:[\w:.#$%&+?<>~/-]*[\w/])?/;
const LABEL = /^@([A-Za-z][a-z]*-[A-Za-z0-9_](?:[\w:.-]*\w)?)/;

function bookdown(state: StateInline, silent: boolean): boolean {
  const match = /^\\(?:@ref\(([^()\s]+)\)|(eq)?ref\{([\w:.-]+)\})/.exec(
    state.src.slice(state.pos, state.posMax),
  );
  if (!match) return false;
  const [all, name, brackets, latex] = match;
  if (!silent) {
    const around = (text: string): void => {
      if (brackets !== undefined) state.push("text", "", 0).content = text;
    };
    around("(");
    push(state, fromBookdown(name ?? latex ?? ""), true, all.length);
    around(")");
  }
  state.pos += match[0].length;
  return true;
}

function push(state: StateInline, label: string, bare: boolean, length: number): void {
  const scan = scanOf(state.env);
  const meta: ReferenceMeta = {
    label,
    bare,
    start: scan.at(state.pos),
    end: scan.at(state.pos + length),
  };
  state.push("reference", "", 0).meta = meta;
}

function at(state: StateInline, silent: boolean): boolean {
  if (state.src.charAt(state.pos) !== "@") return false;
  if (state.pos > 0 && /[\w.@]/.test(state.src.charAt(state.pos - 1))) return false;
  const rest = state.src.slice(state.pos, state.posMax);
  // At the head of a sentence Quarto writes @Fig-x.
  const label = LABEL.exec(rest)?.[1]?.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  if (label !== undefined && kindOf(label)) {
    if (!silent) push(state, label, false, label.length + 1);
    state.pos += label.length + 1;
    return true;
  }
  const key = new RegExp(`^@(${KEY.source})`).exec(rest)?.[1];
  if (key === undefined) return false;
  const example = scanOf(state.env).examples.numbers.get(key);
  if (example !== undefined) {
    if (!silent) state.push("text", "", 0).content = String(example);
    state.pos += key.length + 1;
    return true;
  }
  const place = /^ \[([^@[\]]+)\](?![(\[])/.exec(rest.slice(key.length + 1));
  if (!silent) {
    const scan = scanOf(state.env);
    const work: CitedWork = {
      key,
      yearOnly: false,
      before: "",
      after: place?.[1]?.trim() ?? "",
      start: scan.at(state.pos),
      end: scan.at(state.pos + key.length + 1),
    };
    const meta: CitationMeta = { works: [work], narrative: true };
    state.push("citation", "", 0).meta = meta;
  }
  state.pos += key.length + 1 + (place?.[0].length ?? 0);
  return true;
}

function bracketed(state: StateInline, silent: boolean): boolean {
  const rest = state.src.slice(state.pos, state.posMax);
  const match = /^\[([^[\]]*@[^[\]]*)\](?![(\[{])/.exec(rest);
  const inner = match?.[1];
  if (!match || inner === undefined || !/(^|[\s;(-])@[A-Za-z0-9_]/.test(inner)) return false;
  const works: CitedWork[] = [];
  let offset = state.pos + 1;
  const scan = scanOf(state.env);
  for (const part of inner.split(";")) {
    const item = new RegExp(`^([\\s\\S]*?)(-?)@(${KEY.source})([\\s\\S]*)$`).exec(part);
    if (!item) return false;
    const [, before = "", dash = "", key = "", after = ""] = item;
    const begin = offset + before.length + dash.length;
    works.push({
      key,
      yearOnly: dash === "-",
      before: before.trim(),
      after: after.replace(/^\s*,?\s*/, "").trim(),
      start: silent ? 0 : scan.at(begin),
      end: silent ? 0 : scan.at(begin + key.length + 1),
    });
    offset += part.length + 1;
  }
  if (!silent) {
    if (works.every((work) => kindOf(work.key) !== null)) {
      for (const [index, work] of works.entries()) {
        if (index > 0) state.push("text", "", 0).content = ", ";
        const meta: ReferenceMeta = {
          label: work.key,
          bare: work.yearOnly,
          start: work.start,
          end: work.end,
        };
        state.push("reference", "", 0).meta = meta;
      }
    } else {
      const meta: CitationMeta = { works, narrative: false };
      state.push("citation", "", 0).meta = meta;
    }
  }
  state.pos += match[0].length;
  return true;
}
