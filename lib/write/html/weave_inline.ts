/**
 * Inline tokens to HTML.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Token } from "markdown-it";
import { DiagnosticError, type Span } from "../../diagnostic.ts";
import { escapeHtml, wordsOf } from "../../../templates/html.ts";
import type { Shown } from "../../render/shown.ts";
import {
  displayLatex,
  mathematicsHint,
  replaced,
  type SetText,
  valueLatex,
} from "./display_latex.ts";
import type { NumberedPage } from "../../weave/page/number_page.ts";
import type { ImageMeta } from "../../weave/rules/image.ts";
import type { InlineValueMeta } from "../../weave/rules/inline_code.ts";
import type { MarkupMeta } from "../../weave/rules/markup.ts";
import { INNER_LABEL, type MathMeta } from "../../weave/rules/mathematics.ts";
import type { NoteMeta } from "../../weave/rules/note.ts";
import type { CitationMeta, ReferenceMeta } from "../../weave/rules/reference.ts";
import { plainText } from "../../weave/rules/heading.ts";
import type { SpanMeta } from "../../weave/rules/span.ts";
import type { Fault } from "../../weave/page/source.ts";
import {
  closeOf,
  isHidden,
  spanFaults,
  spanMarkup,
  visibilityOf,
} from "../../weave/page/visibility.ts";
import { ReferenceWeaver } from "./weave_reference.ts";
import type { WeaveContext, Woven } from "./woven.ts";

/** The sign of a margin note: †, ‡, then numbers. */
export function noteSign(number: number): string {
  return ["†", "‡"][number - 1] ?? String(number);
}

/** Turns the inline tokens of one page into HTML and gathers what they ask for. */
export class InlineWeaver {
  readonly #numbered: NumberedPage;
  readonly #context: WeaveContext;
  readonly #woven: Woven;
  readonly #calls = new Set<number>();
  readonly #references: ReferenceWeaver;
  /** Plain words of what was woven since the caller last looked: the search text. */
  words = "";

  constructor(numbered: NumberedPage, context: WeaveContext, woven: Woven) {
    this.#numbered = numbered;
    this.#context = context;
    this.#woven = woven;
    this.#references = new ReferenceWeaver(numbered.output, context, {
      fault: (fault, span) => this.fault(fault, span),
      say: (words) => this.words += words,
    });
  }

  /** Keys of the works that the page cites. */
  get cited(): ReadonlySet<string> {
    return this.#references.cited;
  }

  fault(fault: Fault, span: Span): void {
    this.#woven.diagnostics.push(this.#numbered.page.source.diagnostic(fault, span));
  }

  /** The HTML of a run of inline tokens. */
  html(children: readonly Token[]): string {
    let out = "";
    for (let i = 0; i < children.length; i++) {
      const token = children[i]!;
      if (token.type === "span_open") {
        const { attributes } = token.meta as SpanMeta;
        if (isHidden(visibilityOf(attributes), this.#context.audience)) {
          i = closeOf(children, i, "span");
          continue;
        }
        this.#tellOfSpan(token.meta as SpanMeta);
      }
      out += this.#token(token);
    }
    return out;
  }

  #tellOfSpan(meta: SpanMeta): void {
    addAll(
      this.#woven.diagnostics,
      spanFaults(meta, this.#context).map((fault) =>
        this.#numbered.page.source.diagnostic(fault, meta)
      ),
    );
  }

  #token(token: Token): string {
    switch (token.type) {
      case "text":
        this.words += token.content;
        return escapeHtml(token.content);
      case "softbreak":
        this.words += " ";
        return "\n";
      case "hardbreak":
        this.words += " ";
        return "<br>\n";
      case "em_open":
      case "strong_open":
      case "s_open":
      case "sup_open":
      case "sub_open":
        return `<${token.tag}>`;
      case "em_close":
      case "strong_close":
      case "s_close":
      case "sup_close":
      case "sub_close":
      case "link_close":
        return token.type === "link_close" ? "</a>" : `</${token.tag}>`;
      case "code_inline":
        this.words += token.content;
        return `<code>${escapeHtml(token.content)}</code>`;
      case "link_open":
        return this.#link(token);
      case "image":
        return this.#image(token);
      case "math":
        return this.mathematics(token, false);
      case "display":
        return this.mathematics(token, true);
      case "reference":
        return this.#references.reference(token.meta as ReferenceMeta);
      case "citation":
        return this.#references.citation(token.meta as CitationMeta);
      case "note_call":
        return this.#noteCall(token.meta as NoteMeta);
      case "inline_value":
        return this.#value(token.meta as InlineValueMeta);
      case "markup":
        return this.markup(token.meta as MarkupMeta);
      case "span_open":
        return spanMarkup(token.meta as SpanMeta).open;
      case "span_close":
        return spanMarkup(token.meta as SpanMeta).close;
      default:
        return escapeHtml(token.content);
    }
  }

  /** KaTeX's markup; a fault of the LaTeX is reported where it stands. */
  mathematics(token: Token, display: boolean): string {
    const meta = token.meta as MathMeta;
    if (token.content.trim() === "") return "";
    const filled = this.#withValues(token);
    const set = display ? displayLatex(filled.latex) : replaced(filled.latex, []);
    const lead = set.latex.length - set.latex.trimStart().length;
    const latex = set.latex.trim();
    const place = (at: number): number => meta.start + filled.place(set.place(at + lead));
    this.words += ` ${filled.latex.replace(INNER_LABEL, "").trim()} `;
    const macros = { ...this.#context.macros, ...this.#numbered.page.macros };
    try {
      return this.#context.render.mathematics(latex, { display, macros });
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const { code, message, hint, span } of error.diagnostics) {
        const { start, end } = span ?? { start: 0, end: latex.length };
        const best = mathematicsHint(message) ?? hint;
        const fault = { code, message, ...(best ? { hint: best } : {}) };
        this.fault(fault, { start: place(start), end: Math.max(place(start) + 1, place(end)) });
      }
      return `<code>${escapeHtml(latex)}</code>`;
    }
  }

  /** LaTeX with the inline values set into it. */
  #withValues(token: Token): SetText {
    const { values = [] } = token.meta as MathMeta;
    return replaced(
      token.content,
      values.map(({ from, to }, index) => {
        const value = this.#shown(token.children?.[index]?.meta as InlineValueMeta);
        const words = value ? wordsOf(this.#context.render.inline(value)) : "\\,";
        return { from, to, text: valueLatex(words) };
      }),
    );
  }

  #link(token: Token): string {
    const href = String(token.attrGet("href") ?? "");
    const title = token.attrGet("title");
    const span = this.#spanOf(href);
    const at = title ? ` title="${escapeHtml(String(title))}"` : "";
    if (/^(https?:|mailto:)/i.test(href) || href.startsWith("#")) {
      if (href.startsWith("#")) this.#woven.assets.push({ path: href, span, kind: "link" });
      return `<a href="${escapeHtml(href)}"${at}>`;
    }
    if (/^[a-z][\w+.-]*:/i.test(href)) {
      this.fault({
        code: "bad-link",
        message: `A link may not begin with "${href.slice(0, href.indexOf(":") + 1)}"`,
      }, span);
      return "<a>";
    }
    this.#woven.assets.push({ path: href, span, kind: "link" });
    return `<a href="${escapeHtml(siteLink(href))}"${at}>`;
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

  #image(token: Token): string {
    const path = String(token.attrGet("src") ?? "");
    const meta = token.meta as ImageMeta | null;
    const span = meta ?? this.#spanOf(path);
    const alt = meta?.attributes.values["fig-alt"] ?? plainText(token.children ?? []);
    return this.picture(path, alt, meta?.attributes.values["width"] ?? null, span);
  }

  /** An `<img>`; one without words for those who cannot see it is a fault. */
  picture(path: string, alt: string, width: string | null, span: Span): string {
    if (alt.trim() === "") {
      this.fault({
        code: "missing-alt",
        message: "This picture has no words for those who cannot see it",
        hint: "Write them between the brackets: ![Pens in three rooms](plan.png)",
      }, span);
    }
    if (/^[a-z][\w+.-]*:|^\/\//i.test(path)) {
      this.fault({
        code: "outside-picture",
        message: "A page shows no picture from another server",
        hint: "Put the file beside the chapter and name it by its relative path",
      }, span);
      return "";
    }
    this.#woven.assets.push({ path, span, kind: "image" });
    const size = width && /^\d+(px)?$/.test(width) ? ` width="${parseInt(width)}"` : "";
    const share = width && /^\d+%$/.test(width) ? ` style="width:${width}"` : "";
    return `<img src="${escapeHtml(path)}" alt="${escapeHtml(alt)}"${size}${share} loading="lazy">`;
  }

  #noteCall(meta: NoteMeta): string {
    if (meta.number === 0) return "";
    const again = this.#calls.has(meta.number);
    this.#calls.add(meta.number);
    const id = again ? "" : ` id="call-${meta.number}"`;
    return `<a class="mk" href="#note-${meta.number}"${id} aria-label="Note ${meta.number}">${
      noteSign(meta.number)
    }</a>`;
  }

  #shown(meta: InlineValueMeta): Shown | undefined {
    return this.#numbered.values.blocks[meta.block]?.shown[0]?.value;
  }

  #value(meta: InlineValueMeta): string {
    const shown = this.#shown(meta);
    if (!shown) {
      if (meta.block >= 0) return "";
      const { text } = this.#numbered.page.source;
      return `<code>${escapeHtml(`r ${text.slice(meta.start, meta.end)}`)}</code>`;
    }
    if (!isWord(shown)) {
      this.fault({
        code: "value-in-sentence",
        message: "A sentence can hold a number or a few words, and this is more",
        hint: "Show it in a block of its own, or pick what is meant: d[1, 2], d$x, nrow(d)",
      }, meta);
      return "";
    }
    const text = this.#context.render.inline(shown);
    this.words += wordsOf(text);
    return text;
  }

  /** A raw tag that may pass. */
  markup(meta: MarkupMeta): string {
    if (meta.closing) {
      return meta.element === "br" || meta.element === "img" ? "" : `</${meta.element}>`;
    }
    const attributes = new Map(meta.attributes);
    if (meta.element === "img") {
      return this.picture(
        attributes.get("src") ?? "",
        attributes.get("alt") ?? "",
        attributes.get("width") ?? null,
        meta,
      );
    }
    const text = meta.attributes.map(([name, value]) =>
      value === null ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`
    ).join("");
    return `<${meta.element}${text}>`;
  }
}

/** Whether a value can stand in a sentence. */
function isWord(shown: Shown): boolean {
  return shown.kind === "text" || shown.kind === "vector" ||
    shown.kind === "frame" && shown.columns.length === 1;
}

/** An address as it was written; one that cannot be decoded stays. */
export function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** A link to a chapter's source leads to its page. */
export function siteLink(href: string): string {
  return href.replace(/\.md(?=#|$)/, ".html");
}
