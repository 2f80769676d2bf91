/**
 * Markdown that a block writes (`results: asis`): headings, paragraphs and lists of the page, with
 * the block's tables and figures where they were shown.
 *
 * @module
 */
import type { Token } from "markdown-it";
import type { Diagnostic, Span } from "../../diagnostic.ts";
import { slug } from "../page/label.ts";
import type { Heading, Page } from "../page/page.ts";
import { newScan } from "../page/scan.ts";
import { Source } from "../page/source.ts";
import type { PageValues, StoredItem } from "../page/values.ts";
import { type HeadingMeta, plainText } from "../rules/heading.ts";
import { parseMarkdown } from "../rules/markdown.ts";
import type { NoteMeta } from "../rules/note.ts";

/** A place in what a block wrote where a value was shown: the value's number between two signs. */
const PLACE = /\uE000(\d+)\uE001/g;

/** What a `block` token carries that stands for a part of its block. */
export interface PartMeta extends Record<string, unknown> {
  /** Which of the block's values are shown here; all where it is not said. */
  items?: number[];
  /** Its code stands before another part of it. */
  continues?: true;
}

/** Chapters with what their blocks wrote, and what is to be told of that. */
export function withWritten<C extends { page: Page }>(
  chapters: readonly C[],
  values: ReadonlyMap<string, PageValues>,
): { chapters: C[]; told: Diagnostic[] } {
  const told: Diagnostic[] = [];
  const made = chapters.map((chapter) => {
    const own = values.get(chapter.page.file);
    return own ? { ...chapter, page: pageWritten(chapter.page, own, told) } : chapter;
  });
  return { chapters: made, told };
}

/** A page with what its blocks wrote in it; the page itself where they wrote nothing. */
function pageWritten(page: Page, values: PageValues, told: Diagnostic[]): Page {
  const writes = (token: Token): boolean => {
    const index = Number(token.meta?.["block"]);
    return token.type === "block" && page.blocks[index]?.options["output"]?.value !== false &&
      (values.blocks[index]?.shown.some(isMarkdown) ?? false);
  };
  if (!page.tokens.some(writes)) return page;
  const made: Page = { ...page, macros: { ...page.macros }, tokens: [], headings: [] };
  const written = new Written(page, made, told);
  for (const token of page.tokens) {
    if (writes(token)) {
      written.take(token, values.blocks[Number(token.meta?.["block"])]!.shown);
    } else written.keep(token);
  }
  numberNotes(made.tokens);
  return made;
}

/** Notes are numbered in the order of their calls. */
function numberNotes(tokens: readonly Token[]): void {
  const numbers = new Map<number, number>();
  const each = (token: Token, type: string, put: (meta: NoteMeta) => number): void => {
    if (token.type === type) {
      token.meta = { ...token.meta, number: put(token.meta as NoteMeta) };
    }
    token.children?.forEach((child) => each(child, type, put));
  };
  const ranked = ({ number }: NoteMeta): number => {
    if (!numbers.has(number)) numbers.set(number, numbers.size + 1);
    return numbers.get(number)!;
  };
  for (const token of tokens) each(token, "note_call", ranked);
  for (const token of tokens) each(token, "note_open", ranked);
}

function isMarkdown({ value }: StoredItem): boolean {
  return value.kind === "text" && value.markdown === true;
}

/** Builds the page's tokens and headings anew. */
class Written {
  readonly #told: Diagnostic[];
  readonly #from: Page;
  readonly #to: Page;
  readonly #ids: Set<string>;
  #notes: number;

  constructor(from: Page, to: Page, told: Diagnostic[]) {
    this.#told = told;
    this.#from = from;
    this.#to = to;
    this.#ids = new Set(from.headings.map(({ id }) => id));
    this.#notes = from.tokens.filter(({ type }) => type === "note_open").length;
  }

  /** A token of the page itself. */
  keep(token: Token): void {
    const heading = this.#from.headings[Number(token.meta?.["heading"] ?? -1)];
    if (token.type === "heading_open" && heading) {
      token.meta = { ...token.meta, heading: this.#to.headings.push(heading) - 1 };
    }
    this.#to.tokens.push(token);
  }

  /** The token of a block that wrote Markdown: its code, then what it wrote. */
  take(token: Token, shown: readonly StoredItem[]): void {
    const { tokens } = this.#to;
    tokens.push(this.#part(token, []));
    const text = shown.map((item, k) =>
      isMarkdown(item) && item.value.kind === "text"
        ? withoutPlaces(item.value.text)
        : `\n\n\uE000${k}\uE001\n\n`
    ).join("");
    const left = new Set(shown.keys());
    shown.forEach((item, k) => isMarkdown(item) && left.delete(k));
    const read = this.#read(text, token);
    for (let i = 0; i < read.length; i++) {
      const each = read[i]!;
      const found = each.type === "inline" && /^\uE000(\d+)\uE001$/.exec(each.content.trim());
      if (found && tokens.at(-1)?.type === "paragraph_open") {
        tokens.pop();
        tokens.push(this.#part(token, [Number(found[1])], true));
        left.delete(Number(found[1]));
        i++;
        continue;
      }
      unplaced(each);
      if (each.type === "heading_open") this.#heading(each, read[i + 1], read[i + 2]);
      tokens.push(each);
    }
    if (left.size > 0) tokens.push(this.#part(token, [...left], true));
  }

  /** A part of a block: the values that are shown there. */
  #part(token: Token, items: number[], continues = false): Token {
    const part = new (token.constructor as typeof Token)("block", "", 0);
    const meta: PartMeta = { ...token.meta, items, ...(continues ? { continues: true } : {}) };
    return Object.assign(part, { map: token.map, content: token.content, meta });
  }

  /** What the block wrote as tokens that stand where the block does. */
  #read(text: string, token: Token): Token[] {
    const source = new Source(this.#from.file, text);
    const scan = newScan(source);
    const tokens = parseMarkdown(source.text, scan);
    const { span } = this.#from.blocks[Number(token.meta?.["block"])]!;
    const place = { start: span.start, end: span.start };
    settle(tokens, place, token.map);
    let notes = 0;
    const shift = (each: Token): void => {
      if (each.type === "note_open" || each.type === "note_call") {
        const meta = each.meta as NoteMeta;
        notes = Math.max(notes, meta.number);
        each.meta = { ...meta, number: meta.number + this.#notes };
      }
      each.children?.forEach(shift);
    };
    tokens.forEach(shift);
    this.#notes += notes;
    Object.assign(this.#to.macros, scan.macros);
    for (const { code, message, severity, hint } of scan.diagnostics) {
      this.#told.push(this.#from.source.diagnostic(
        { code, message, severity, ...(hint === undefined ? {} : { hint }) },
        place,
      ));
    }
    return tokens;
  }

  /** A heading that a block wrote is a section of the page, at most one level below the last. */
  #heading(open: Token, inline: Token | undefined, close: Token | undefined): void {
    const { headings } = this.#to;
    const meta = (open.meta ?? {}) as HeadingMeta;
    const text = plainText(inline?.children ?? []);
    const level = Math.min(
      6,
      (headings.at(-1)?.level ?? 1) + 1,
      Math.max(2, Number(open.tag.slice(1)) + this.#shift()),
    );
    open.tag = `h${level}`;
    if (close) close.tag = open.tag;
    const wanted = meta.id ?? slug(text);
    let id = wanted;
    for (let n = 2; this.#ids.has(id); n++) id = `${wanted}-${n}`;
    this.#ids.add(id);
    const heading: Heading = {
      level,
      text,
      id,
      numbered: !(meta.unnumbered ?? false) && (this.#from.headings[0]?.numbered ?? true),
      number: "",
      token: open,
    };
    open.meta = { ...meta, heading: headings.push(heading) - 1 };
  }

  /** By how much the page's own headings stand lower than they are written. */
  #shift(): number {
    const [first] = this.#from.headings;
    const marks = /^#+$/.exec(first?.token.markup ?? "")?.[0].length;
    return first && marks !== undefined ? Math.max(0, first.level - marks) : 0;
  }
}

/** Signs of places that R itself wrote say nothing. */
function withoutPlaces(text: string): string {
  return text.replace(/[\uE000\uE001]/g, "");
}

/** A place within other marks, a table or code, is no place: its value follows at the end. */
function unplaced(token: Token): void {
  token.content = token.content.replace(PLACE, "");
  // R is not run twice: what looks like a value is code
  if (token.type === "inline_value") {
    token.type = "code_inline";
    token.content = `r ${token.content}`;
  }
  if (token.type === "fence" && /^\s*(?:\{|model\b|plot\b)/.test(token.info)) token.info = "";
  token.children?.forEach(unplaced);
}

const OFFSETS = new Set(["start", "end", "at", "idAt", "infoAt"]);

/** Whatever tokens say of their places is the place of the block. */
function settle(tokens: readonly Token[], place: Span, map: Token["map"]): void {
  const put = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      value.forEach(put);
      return;
    }
    const own = value as Record<string, unknown>;
    for (const [key, inner] of Object.entries(own)) {
      if (OFFSETS.has(key) && typeof inner === "number") own[key] = place.start;
      else put(inner);
    }
    if (typeof own["type"] === "string" && "nesting" in own && own["map"]) own["map"] = map;
  };
  put(tokens);
}
