/**
 * Footnotes, `[^x]` with `[^x]: text`, and `^[text]` on the spot. Each becomes a note in the
 * margin and is set before the block that calls it.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from "markdown-it";
import { grouped, LIMITS } from "../../limits.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { nextOf } from "../page/next_of.ts";
import { report, scanOf } from "../page/scan.ts";
import { type Audience, visibilityOf } from "../page/visibility.ts";
import type { SpanMeta } from "./span.ts";
import { blockBegin, isIndented, lineBegin } from "./line_head.ts";

/** What `note_call` and `note_open` tokens carry. */
export interface NoteMeta extends Record<string, unknown> {
  label: string;
  /** 1, 2, … in the order of the calls; 0 until the page is read. */
  number: number;
  start: number;
  end: number;
  /** Audiences that see none of the places which call it. */
  hiddenFrom?: readonly Audience[];
}

/** Adds the rules to a parser. */
export function notes(md: MarkdownIt): void {
  md.block.ruler.before("reference", "note_definition", definition, {
    alt: ["paragraph", "reference"],
  });
  md.inline.ruler.before("link", "note_call", call);
  md.inline.ruler.before("link", "note_on_the_spot", onTheSpot);
  md.core.ruler.push("note_place", place);
}

/** Labels are words, not texts: a bracket that is not closed is not looked for to the end. */
const DEFINITION = /^\[\^([^\]\s]{1,500})\]:[ \t]*/;

function definition(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const begin = blockBegin(state, startLine);
  if (begin === null) return false;
  const match = DEFINITION.exec(state.src.slice(begin, state.eMarks[startLine]));
  if (!match) return false;
  if (silent) return true;
  let next = startLine + 1;
  for (; next < endLine; next++) {
    if (state.isEmpty(next)) {
      let after = next + 1;
      while (after < endLine && state.isEmpty(after)) after++;
      if (after >= endLine || !isIndented(state, after)) break;
    } else if (!isIndented(state, next)) {
      const text = state.src.slice(lineBegin(state, next));
      if (state.isEmpty(next - 1) || /^(\[\^|#{1,6} |`{3}|:{3}|[-*+] |> )/.test(text)) break;
    }
  }
  const open = state.push("note_open", "aside", 1);
  open.map = [startLine, next];
  const meta: NoteMeta = {
    label: match[1] ?? "",
    number: 0,
    start: begin,
    end: begin + match[0].length,
  };
  open.meta = meta;
  const saved = {
    bMark: state.bMarks[startLine] ?? 0,
    tShift: state.tShift[startLine] ?? 0,
    sCount: state.sCount[startLine] ?? 0,
    lineMax: state.lineMax,
    parentType: state.parentType,
    blkIndent: state.blkIndent,
  };
  state.bMarks[startLine] = begin + match[0].length;
  state.tShift[startLine] = 0;
  state.sCount[startLine] = saved.blkIndent + 4;
  const lazy: number[] = [];
  for (let line = startLine + 1; line < next; line++) {
    if (!state.isEmpty(line) && (state.sCount[line] ?? 0) < saved.blkIndent + 4) {
      lazy.push(line, state.sCount[line] ?? 0);
      state.sCount[line] = saved.blkIndent + 4;
    }
  }
  state.blkIndent += 4;
  state.parentType = "footnote";
  state.lineMax = next;
  state.md.block.tokenize(state, startLine, next);
  for (let i = 0; i < lazy.length; i += 2) state.sCount[lazy[i] ?? 0] = lazy[i + 1] ?? 0;
  state.blkIndent = saved.blkIndent;
  state.parentType = saved.parentType;
  state.lineMax = saved.lineMax;
  state.bMarks[startLine] = saved.bMark;
  state.tShift[startLine] = saved.tShift;
  state.sCount[startLine] = saved.sCount;
  state.push("note_close", "aside", -1);
  state.line = next;
  return true;
}

function call(state: StateInline, silent: boolean): boolean {
  const match = /^\[\^([^\]\s]{1,500})\]/.exec(state.src.slice(state.pos, state.posMax));
  if (!match) return false;
  if (!silent) {
    const scan = scanOf(state.env);
    const meta: NoteMeta = {
      label: match[1] ?? "",
      number: 0,
      start: scan.at(state.pos),
      end: scan.at(state.pos + match[0].length),
    };
    state.push("note_call", "", 0).meta = meta;
  }
  state.pos += match[0].length;
  return true;
}

function onTheSpot(state: StateInline, silent: boolean): boolean {
  if (!state.src.startsWith("^[", state.pos)) return false;
  if (nextOf("]", state.src, state.pos) < 0) return false;
  const begin = state.pos + 2;
  const end = state.md.helpers.parseLinkLabel(state, state.pos + 1);
  if (end < 0) return false;
  if (!silent) {
    const scan = scanOf(state.env);
    const start = scan.at(state.pos);
    const label = `at ${start}`;
    const meta: NoteMeta = { label, number: 0, start, end: scan.at(end + 1) };
    const inner: Token[] = [];
    const own = new state.md.inline.State(state.src.slice(0, end), state.md, state.env, inner);
    own.pos = begin;
    state.md.inline.tokenize(own);
    for (const rule of state.md.inline.ruler2.getRules("")) rule(own);
    state.push("note_call", "", 0).meta = meta;
    scan.notes.set(label, inner);
  }
  state.pos = end + 1;
  return true;
}

interface Definition {
  open: Token;
  tokens: Token[];
  used: boolean;
}

/** Takes the definitions out of the stream and sets each before the block that calls it first. */
function place(state: StateCore): void {
  const scan = scanOf(state.env);
  const definitions = new Map<string, Definition>();
  const rest: Token[] = [];
  let current: Definition | null = null;
  for (const token of state.tokens) {
    if (token.type === "note_open") {
      const meta = token.meta as NoteMeta;
      current = { open: token, tokens: [token], used: false };
      if (definitions.has(meta.label)) {
        report(scan, {
          code: "duplicate-note",
          message: `The footnote "${meta.label}" is defined twice`,
        }, meta);
      } else definitions.set(meta.label, current);
    } else if (current) {
      current.tokens.push(token);
      if (token.type === "note_close") current = null;
    } else rest.push(token);
  }
  state.tokens = setNotes(state, rest, definitions);
  for (const [label, found] of definitions) {
    if (found.used) continue;
    report(scan, {
      code: "unused-note",
      severity: "warning",
      message: `The footnote "${label}" is never called`,
      hint: `Write [^${label}] where it belongs`,
    }, found.open.meta as NoteMeta);
  }
}

function setNotes(
  state: StateCore,
  tokens: Token[],
  definitions: Map<string, Definition>,
): Token[] {
  const scan = scanOf(state.env);
  const numbers = new Map<string, number>();
  let told = false;
  const out: Token[] = [];
  let group: Token[] = [];
  let pending: Token[] = [];
  let depth = 0;
  const hiddenFrom = whoMisses(tokens);
  const transparent = (token: Token) => token.type.startsWith("container_");
  for (const token of tokens) {
    if (token.type === "inline") {
      for (const child of token.children ?? []) {
        if (child.type !== "note_call") continue;
        const meta = child.meta as NoteMeta;
        const spot = scan.notes.get(meta.label);
        const found = definitions.get(meta.label);
        if (!spot && !found) {
          const hint = suggestion(meta.label, [...definitions.keys()]);
          report(scan, {
            code: "unknown-note",
            message: `There is no footnote "${meta.label}"`,
            ...(hint ? { hint } : {}),
          }, meta);
          continue;
        }
        const known = numbers.get(meta.label);
        if (known === undefined && numbers.size >= LIMITS.footnotes.most) {
          if (!told) {
            report(scan, {
              code: LIMITS.footnotes.code,
              message: `More than ${grouped(LIMITS.footnotes.most)} footnotes stand on this page`,
              hint: "Divide the page, or set remarks into the text",
            }, meta);
          }
          told = true;
          continue;
        }
        meta.number = known ?? numbers.size + 1;
        if (known !== undefined) continue;
        numbers.set(meta.label, meta.number);
        meta.hiddenFrom = hiddenFrom.get(meta.label) ?? [];
        if (found) {
          found.used = true;
          const { number, hiddenFrom } = meta;
          Object.assign(found.open.meta as NoteMeta, { number, hiddenFrom });
          addAll(pending, found.tokens);
        } else if (spot) addAll(pending, spotTokens(state, meta, spot));
      }
    }
    group.push(token);
    if (!transparent(token)) depth += token.nesting;
    if (depth === 0) {
      addAll(out, [...pending, ...group]);
      group = [];
      pending = [];
    }
  }
  addAll(out, [...pending, ...group]);
  return out;
}

/** Audiences from which every call of a note is kept by a span, by the note's label. */
function whoMisses(tokens: readonly Token[]): Map<string, readonly Audience[]> {
  const found = new Map<string, readonly Audience[]>();
  for (const { children } of tokens) {
    const open: (readonly Audience[])[] = [];
    for (const child of children ?? []) {
      if (child.type === "span_open") open.push(visibilityOf((child.meta as SpanMeta).attributes));
      else if (child.type === "span_close") open.pop();
      else if (child.type === "note_call") {
        const { label } = child.meta as NoteMeta;
        const here = open.flat();
        found.set(label, found.get(label)?.filter((audience) => here.includes(audience)) ?? here);
      }
    }
  }
  return found;
}

function spotTokens(state: StateCore, meta: NoteMeta, children: Token[]): Token[] {
  const open = new state.Token("note_open", "aside", 1);
  open.meta = { ...meta };
  const paragraph = new state.Token("paragraph_open", "p", 1);
  const inline = new state.Token("inline", "", 0);
  inline.children = children;
  return [
    open,
    paragraph,
    inline,
    new state.Token("paragraph_close", "p", -1),
    new state.Token("note_close", "aside", -1),
  ];
}
