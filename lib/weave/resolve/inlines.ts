/**
 * Inline tokens to the words of a line.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Token } from "markdown-it";
import type { Span } from "../../diagnostic.ts";
import { inlineText, isInline } from "../../render/render.ts";
import { decoded } from "../page/address.ts";
import type { Fault } from "../page/source.ts";
import { ownAddress, pageAddress } from "./page_address.ts";
import type { NumberedPage } from "../page/number_page.ts";
import { isHidden, spanFaults, visibilityOf } from "../page/visibility.ts";
import { SPANS } from "../page/vocabulary.ts";
import { plainText } from "../rules/heading.ts";
import { type ImageMeta, widthOf } from "../rules/image.ts";
import type { InlineValueMeta } from "../rules/inline_code.ts";
import type { MarkupMeta } from "../rules/html/markup.ts";
import type { NoteMeta } from "../rules/note.ts";
import type { CitationMeta, ReferenceMeta } from "../rules/reference.ts";
import type { SpanMeta } from "../rules/span.ts";
import { type Formulas, hasFailed, shownAt } from "./formulas.ts";
import { closings } from "./nesting.ts";
import type { ResolveContext } from "./page_tree.ts";
import type { PageRecord } from "./record.ts";
import { References } from "./references.ts";
import type { Inline, Picture, Style, Tag } from "./tree.ts";

/** Resolves the lines of one page. */
export class Inlines {
  readonly formulas: Formulas;
  readonly #numbered: NumberedPage;
  readonly #context: ResolveContext;
  readonly #record: PageRecord;
  readonly #references: References;
  readonly #called = new Set<number>();

  constructor(
    numbered: NumberedPage,
    context: ResolveContext,
    record: PageRecord,
    formulas: Formulas,
  ) {
    this.#numbered = numbered;
    this.#context = context;
    this.#record = record;
    this.formulas = formulas;
    this.#references = new References(numbered.output, context, record);
  }

  /** Numbers of the notes that were called so far. */
  get called(): ReadonlySet<number> {
    return this.#called;
  }

  /** Keys of the works that the page cites. */
  get cited(): ReadonlySet<string> {
    return this.#references.cited;
  }

  /** Lists a work that no sentence cites, or, `*`, every work. */
  listWork(key: string): void {
    const start = Math.max(0, this.#numbered.page.source.text.indexOf(`@${key}`));
    this.#references.listWork(key, { start, end: start + key.length + 1 });
  }

  /** The words of a run of inline tokens. */
  words(tokens: readonly Token[]): Inline[] {
    return this.#run(tokens, closings(tokens), 0, tokens.length);
  }

  #run(tokens: readonly Token[], closes: Int32Array, from: number, to: number): Inline[] {
    const out: Inline[] = [];
    for (let i = from; i < to; i++) {
      const token = tokens[i]!;
      const close = closes[i] ?? 0;
      if (close <= i || close >= to) {
        addAll(out, this.#single(token));
        continue;
      }
      if (!this.#isHidden(token)) {
        const made = this.#around(token, () => this.#run(tokens, closes, i + 1, close));
        if (made) out.push(made);
      }
      i = close;
    }
    return out;
  }

  #isHidden(token: Token): boolean {
    if (token.type !== "span_open") return false;
    const meta = token.meta as SpanMeta;
    if (isHidden(visibilityOf(meta.attributes), this.#context.audience)) {
      this.#record.hidden.push({ start: meta.from, end: meta.end });
      return true;
    }
    for (const fault of spanFaults(meta, this.#context)) this.#record.fault(fault, meta);
    return false;
  }

  /** What a token makes of the words up to the one that closes it. */
  #around(token: Token, inner: () => Inline[]): Inline | null {
    if (token.type === "link_open") {
      const link = this.#link(token);
      const words = inner();
      return { type: "link", address: link, title: attribute(token, "title"), words };
    }
    if (token.type === "span_open") return { ...spanOf(token.meta as SpanMeta), words: inner() };
    if (token.type === "markup") {
      return { type: "element", tag: tagOf(token.meta as MarkupMeta), words: inner() };
    }
    return { type: "styled", style: token.tag as Style, words: inner() };
  }

  #single(token: Token): Inline[] {
    switch (token.type) {
      case "text":
        this.#record.say(token.content);
        return [{ type: "text", text: token.content }];
      case "softbreak":
        this.#record.say(" ");
        return [{ type: "space" }];
      case "hardbreak":
        this.#record.say(" ");
        return [{ type: "break" }];
      case "code_inline":
        this.#record.say(token.content);
        return [{ type: "code", text: token.content }];
      case "image":
        return this.#image(token);
      case "math":
      case "display": {
        const formula = this.formulas.formula(token, token.type === "display");
        return formula ? [{ type: "formula", formula }] : [];
      }
      case "reference":
        return this.#references.reference(token.meta as ReferenceMeta);
      case "citation":
        return this.#references.citation(token.meta as CitationMeta);
      case "note_call":
        return this.#noteCall(token.meta as NoteMeta);
      case "inline_value":
        return this.#value(token.meta as InlineValueMeta);
      case "markup":
        return this.#markup(token.meta as MarkupMeta);
      default:
        return [{ type: "text", text: token.content }];
    }
  }

  /** The address of a link; empty where a page may not lead. */
  #link(token: Token): string {
    const written = String(token.attrGet("href") ?? "");
    const span = this.#spanOf(written);
    if (/^(https?:|mailto:)/i.test(written)) return written;
    const href = pageAddress(written, this.#numbered, this.#context);
    if (/^[a-z][\w+.-]*:/i.test(href)) {
      this.#record.fault({
        code: "bad-link",
        message: `A link may not begin with "${href.slice(0, href.indexOf(":") + 1)}"`,
        hint: "Write https://…, or the path of a file of the book",
      }, span);
      return "";
    }
    const address = ownAddress(href, this.#numbered.page.file);
    this.#record.assets.push({ path: address, span, kind: "link" });
    return address;
  }

  #spanOf(text: string): Span {
    const { source } = this.#numbered.page;
    const plain = decoded(text);
    const start = Math.max(
      0,
      source.text.indexOf(`](${plain}`) + 2,
      source.text.indexOf(`<${plain}`),
    );
    return { start, end: start + plain.length };
  }

  #image(token: Token): Inline[] {
    const path = String(token.attrGet("src") ?? "");
    const meta = token.meta as ImageMeta | null;
    const alt = meta?.attributes.values["fig-alt"] ?? plainText(token.children ?? []);
    const width = meta ? widthOf(meta.attributes.values) : null;
    const picture = this.picture({ path, alt, width }, meta ?? this.#spanOf(path));
    return picture ? [{ type: "picture", picture }] : elsewhere(path, alt);
  }

  /** A picture; one without words for those who cannot see it, or from elsewhere, is a fault. */
  picture(picture: Picture, span: Span, wordless: Fault = WORDLESS): Picture | null {
    const { path, alt } = picture;
    if (alt.trim() === "") this.#record.fault(wordless, span);
    if (/^[a-z][\w+.-]*:|^\/\//i.test(path)) {
      this.#record.fault({
        code: "outside-picture",
        message: "A page shows no picture from another server",
        hint: "Put the file beside the chapter and name it by its relative path",
      }, span);
      return null;
    }
    const own = ownAddress(path, this.#numbered.page.file);
    this.#record.assets.push({ path: own, span, kind: "image" });
    return { ...picture, path: own };
  }

  #noteCall({ number }: NoteMeta): Inline[] {
    if (number === 0) return [];
    const first = !this.#called.has(number);
    this.#called.add(number);
    return [{ type: "call", number, first }];
  }

  #value(meta: InlineValueMeta): Inline[] {
    const shown = shownAt(this.#numbered, meta);
    const code = `r ${this.#numbered.page.source.text.slice(meta.start, meta.end)}`;
    if (!shown) {
      if (meta.block < 0) return [{ type: "code", text: code }];
      return hasFailed(this.#numbered, meta) ? [{ type: "faulty", text: code }] : [];
    }
    if (!isInline(shown)) {
      this.#record.fault({
        code: "value-in-sentence",
        message: "A sentence can hold a number or a few words, and this is more",
        hint: "Show it in a block of its own, or pick what is meant: d[1, 2], d$x, nrow(d)",
      }, meta);
      return [{ type: "faulty", text: code }];
    }
    const text = inlineText(shown);
    this.#record.say(text);
    return [{ type: "value", text }];
  }

  /** A raw tag that stands alone. */
  #markup(meta: MarkupMeta): Inline[] {
    const picture = this.markupPicture(meta);
    if (picture !== undefined) {
      const [source = "", alt = ""] = ["src", "alt"].map((name) =>
        meta.attributes.find(([each]) => each === name)?.[1] ?? ""
      );
      return picture ? [{ type: "picture", picture }] : meta.closing ? [] : elsewhere(source, alt);
    }
    if (meta.closing && meta.element === "br") return [];
    return [{ type: "tag", tag: tagOf(meta), closing: meta.closing }];
  }

  /** The picture of a raw tag; undefined for any other, null where nothing is shown. */
  markupPicture(meta: MarkupMeta): Picture | null | undefined {
    if (meta.element !== "img") return undefined;
    if (meta.closing) return null;
    const attributes = new Map(meta.attributes);
    return this.picture({
      path: attributes.get("src") ?? "",
      alt: attributes.get("alt") ?? "",
      width: attributes.get("width") ?? null,
    }, meta);
  }
}

const WORDLESS: Fault = {
  code: "missing-alt",
  message: "This picture has no words for those who cannot see it",
  hint: "Write them between the brackets: ![Pens in three rooms](plan.png)",
};

/** A picture that lies on another server, as a link to it. */
export function elsewhere(path: string, alt: string): Inline[] {
  const address = path.startsWith("//") ? `https:${path}` : path;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return [];
  const { host, pathname } = new URL(address);
  const name = decoded(pathname.split("/").at(-1) ?? "");
  const file = /^[\w .-]{1,60}\.\w{2,5}$/.test(name) ? name : host;
  const text = `Picture: ${alt.trim() === "" ? file : alt}`;
  return [{ type: "link", address, title: null, words: [{ type: "text", text }] }];
}

/** A raw tag as the tree has it. */
export function tagOf({ element, attributes }: MarkupMeta): Tag {
  return { element, attributes };
}

function attribute(token: Token, name: string): string | null {
  const value = token.attrGet(name);
  return value ? String(value) : null;
}

/** How a span sets its words; a name that is not safe to write is left out. */
function spanOf({ attributes }: SpanMeta): Omit<Extract<Inline, { type: "span" }>, "words"> {
  const { id, classes } = attributes;
  return {
    type: "span",
    id: id !== null && /^[\w:.-]+$/.test(id) ? id : null,
    classes: classes.filter((name) => !(name in SPANS) && /^[\w-]+$/.test(name)),
    styles: classes.flatMap((name) => SPANS[name] ?? []),
  };
}
