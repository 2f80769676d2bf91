/**
 * Block tokens to the blocks of the tree.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Token } from "markdown-it";
import type { Span } from "../../diagnostic.ts";
import type { NumberedPage } from "../page/number_page.ts";
import { containerFaults, isHidden, visibilityOf } from "../page/visibility.ts";
import type { CalloutMeta } from "../rules/alert.ts";
import type { ContainerMeta } from "../rules/container.ts";
import type { FigureMeta } from "../rules/image.ts";
import type { MarkupMeta } from "../rules/html/markup.ts";
import type { NoteMeta } from "../rules/note.ts";
import { calloutOf, Containers } from "./containers.ts";
import { elsewhere, type Inlines, tagOf } from "./inlines.ts";
import { closings } from "./nesting.ts";
import type { ResolveContext } from "./page_tree.ts";
import type { PageRecord } from "./record.ts";
import type { Results } from "./results.ts";
import { tableOf } from "./tables.ts";
import { type Block, type Inline, withStop } from "./tree.ts";

/** Resolves the blocks of one page. */
export class Blocks {
  readonly #numbered: NumberedPage;
  readonly #context: ResolveContext;
  readonly #record: PageRecord;
  readonly #inlines: Inlines;
  readonly #results: Results;
  readonly #containers: Containers;
  readonly #tokens: readonly Token[];
  readonly #closes: Int32Array;
  /** Where the notes stand that a hidden container keeps, by their numbers. */
  readonly #kept = new Map<number, number>();

  constructor(
    numbered: NumberedPage,
    context: ResolveContext,
    record: PageRecord,
    inlines: Inlines,
    results: Results,
  ) {
    this.#numbered = numbered;
    this.#context = context;
    this.#record = record;
    this.#inlines = inlines;
    this.#results = results;
    this.#containers = new Containers(numbered, context, record, inlines);
    this.#tokens = numbered.page.tokens;
    this.#closes = closings(this.#tokens);
  }

  /** All blocks of the page. */
  all(): Block[] {
    const out: Block[] = [];
    for (let i = 0; i < this.#tokens.length;) {
      const end = Math.max(i, this.#closes[i] ?? 0) + 1;
      const blocks = this.#run(i, end);
      addAll(out, this.#keptNotes());
      addAll(out, blocks);
      i = end;
    }
    return out;
  }

  /** Notes that stand in a hidden container and were called outside it. */
  #keptNotes(): Block[] {
    return [...this.#kept].flatMap(([number, at]) => {
      if (!this.#inlines.called.has(number)) return [];
      this.#kept.delete(number);
      return this.#run(at, (this.#closes[at] ?? at) + 1);
    });
  }

  /** Remembers the notes of a hidden container: they may be called elsewhere too. */
  #keepNotes(open: number, close: number): void {
    for (let i = open; i < close; i++) {
      const token = this.#tokens[i];
      if (token?.type !== "note_open") continue;
      const { number, hiddenFrom = [] } = token.meta as NoteMeta;
      if (!isHidden(hiddenFrom, this.#context.audience)) this.#kept.set(number, i);
    }
  }

  #run(from: number, to: number): Block[] {
    const out: Block[] = [];
    for (let i = from; i < to; i++) {
      const token = this.#tokens[i]!;
      const close = this.#closes[i] ?? 0;
      if (close <= i || close >= to) {
        addAll(out, this.#placed(this.#single(token), token));
        continue;
      }
      if (this.#isHidden(token)) {
        this.#keepNotes(i, close);
        this.#record.hidden.push(this.#spanOf(token));
      } else addAll(out, this.#placed([this.#around(token, i, close)], token));
      i = close;
    }
    return out;
  }

  /** The lines of the file that a token is made of. */
  #spanOf({ map }: Token): Span {
    const { source } = this.#numbered.page;
    return { start: source.lineStart(map?.[0] ?? 0), end: source.lineStart(map?.[1] ?? 0) };
  }

  /** Remembers where blocks stand. */
  #placed(blocks: Block[], token: Token): Block[] {
    if (token.map) {
      for (const block of blocks) {
        this.#record.places.set(block, this.#spanOf(token));
      }
    }
    return blocks;
  }

  /** Whether readers of this book are not to see what a token opens; tells of its braces. */
  #isHidden(token: Token): boolean {
    if (token.type === "note_open") {
      const { hiddenFrom = [] } = token.meta as NoteMeta;
      return isHidden(hiddenFrom, this.#context.audience);
    }
    if (token.type !== "container_open") return false;
    const meta = token.meta as ContainerMeta;
    for (const fault of containerFaults(meta.attributes, this.#context)) {
      this.#record.fault(fault, meta);
    }
    return isHidden(visibilityOf(meta.attributes), this.#context.audience);
  }

  /** The words of the inline tokens in a range. */
  #words(from: number, to: number): Inline[] {
    return this.#tokens.slice(from, to).flatMap((token) => this.#line(token));
  }

  #line(token: Token): Inline[] {
    if (token.type !== "inline") return [];
    const words = this.#inlines.words(token.children ?? []);
    this.#record.say(" ");
    return words;
  }

  /** What a token that opens something makes of the tokens up to the one that closes it. */
  #around(token: Token, open: number, close: number): Block {
    const inner = (): Block[] => this.#run(open + 1, close);
    switch (token.type) {
      case "paragraph_open":
        return {
          type: "paragraph",
          tight: token.hidden,
          words: this.#words(open + 1, close),
        };
      case "heading_open":
        return this.#heading(token, open, close);
      case "bullet_list_open":
      case "ordered_list_open": {
        const start = token.attrGet("start");
        return {
          type: "list",
          ordered: token.type === "ordered_list_open",
          start: start === null ? null : String(start),
          items: this.#within(open, close).map(([, from, to]) => this.#run(from + 1, to)),
        };
      }
      case "dl_open":
        return {
          type: "definitions",
          entries: this.#within(open, close).map(([entry, from, to]) => ({
            of: entry.type === "dt_open" ? "term" : "meaning",
            blocks: this.#run(from + 1, to),
          })),
        };
      case "blockquote_open":
        return { type: "quote", blocks: inner() };
      case "callout_open": {
        const { kind, title } = token.meta as CalloutMeta;
        const named = calloutOf(kind, title, null, this.#inlines);
        return { type: "callout", kind, ...named, fold: null, blocks: inner() };
      }
      case "note_open":
        return { type: "note", number: (token.meta as NoteMeta).number, blocks: inner() };
      case "table_open":
        return tableOf(
          this.#tokens.slice(open, close + 1),
          this.#numbered.tokens.get(token) ?? null,
          this.#inlines,
          this.#record,
        );
      case "markup":
        return { type: "element", tag: tagOf(token.meta as MarkupMeta), blocks: inner() };
      case "container_open":
        return this.#containers.block(token, inner);
      default:
        return { type: "container", id: null, classes: [], share: null, blocks: inner() };
    }
  }

  /** The tokens directly within others, each with where it opens and closes. */
  #within(open: number, close: number): [token: Token, from: number, to: number][] {
    const found: [Token, number, number][] = [];
    for (let i = open + 1; i < close; i++) {
      const end = this.#closes[i] ?? 0;
      if (end <= i) continue;
      found.push([this.#tokens[i]!, i, end]);
      i = end;
    }
    return found;
  }

  #heading(token: Token, open: number, close: number): Block {
    const level = Number(token.tag.slice(1));
    const heading = this.#numbered.page.headings[Number(token.meta?.["heading"] ?? -1)];
    if (!heading) {
      return { type: "heading", level, id: null, number: "", words: this.#words(open + 1, close) };
    }
    const { id, number, text } = heading;
    this.#record.begin(id, `${number} ${text}`.trim());
    return { type: "heading", level, id, number, words: this.#words(open + 1, close) };
  }

  #single(token: Token): Block[] {
    switch (token.type) {
      case "inline":
        return [{ type: "words", words: this.#line(token) }];
      case "hr":
        return [{ type: "rule" }];
      case "code_block":
      case "fence": {
        const language = /^\{?\.?([\w+-]*)/.exec(token.info)?.[1] ?? "";
        this.#record.say(` ${token.content} `);
        return [{ type: "listing", language, code: token.content.replace(/\n$/, "") }];
      }
      case "block":
        return this.#results.blocks(token);
      case "display":
        return this.#display(token);
      case "figure":
        return this.#figure(token);
      case "markup":
        return this.#markup(token.meta as MarkupMeta);
      default:
        return [];
    }
  }

  #display(token: Token): Block[] {
    const place = this.#numbered.tokens.get(token) ?? null;
    const formula = this.#inlines.formulas.formula(token, true);
    return formula ? [{ type: "equation", place, formula, where: null }] : [];
  }

  #figure(token: Token): Block[] {
    const meta = token.meta as FigureMeta;
    const { source: path, alt, width } = meta;
    const picture = this.#inlines.picture({ path, alt, width }, meta);
    const words = withStop(this.#inlines.words(token.children ?? []));
    const link = picture ? [] : elsewhere(path, "");
    const caption: Inline[] = link.length > 0 && words.length > 0
      ? [...words, { type: "space" }, ...link]
      : [...words, ...link];
    const place = this.#numbered.tokens.get(token) ?? { id: "", number: "" };
    return [{ type: "author-figure", place, pictures: picture ? [picture] : [], caption }];
  }

  /** A raw tag that stands alone. */
  #markup(meta: MarkupMeta): Block[] {
    const picture = this.#inlines.markupPicture(meta);
    if (picture === undefined) {
      return [{ type: "tag", tag: tagOf(meta), closing: meta.closing }];
    }
    return picture ? [{ type: "words", words: [{ type: "picture", picture }] }] : [];
  }
}
