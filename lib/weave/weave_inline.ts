/**
 * Inline tokens to HTML.
 *
 * @module
 */
import type { Token } from "markdown-it";
import { DiagnosticError, type Span } from "../diagnostic.ts";
import { nearest } from "../syntax/nearest.ts";
import { escapeHtml } from "../../templates/html.ts";
import { authorsShort } from "./citation.ts";
import { kindOf } from "./label.ts";
import type { NumberedPage, Target } from "./number_page.ts";
import type { ImageMeta } from "./rules/image.ts";
import type { InlineValueMeta } from "./rules/inline_code.ts";
import type { MarkupMeta } from "./rules/markup.ts";
import type { MathMeta } from "./rules/mathematics.ts";
import type { NoteMeta } from "./rules/note.ts";
import type { CitationMeta, CitedWork, ReferenceMeta } from "./rules/reference.ts";
import { plainText } from "./rules/heading.ts";
import type { Fault } from "./source.ts";
import { targetText, type WeaveContext, type Woven } from "./woven.ts";

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
  readonly #cited = new Set<string>();
  /** Plain words of what was woven since the caller last looked: the search text. */
  words = "";

  constructor(numbered: NumberedPage, context: WeaveContext, woven: Woven) {
    this.#numbered = numbered;
    this.#context = context;
    this.#woven = woven;
  }

  /** Keys of the works that the page cites. */
  get cited(): ReadonlySet<string> {
    return this.#cited;
  }

  fault(fault: Fault, span: Span): void {
    this.#woven.diagnostics.push(this.#numbered.page.source.diagnostic(fault, span));
  }

  /** The HTML of a run of inline tokens. */
  html(children: readonly Token[]): string {
    return children.map((token) => this.#token(token)).join("");
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
        return `<${token.tag}>`;
      case "em_close":
      case "strong_close":
      case "s_close":
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
        return this.#reference(token.meta as ReferenceMeta);
      case "citation":
        return this.#citation(token.meta as CitationMeta);
      case "note_call":
        return this.#noteCall(token.meta as NoteMeta);
      case "inline_value":
        return this.#value(token.meta as InlineValueMeta);
      case "markup":
        return this.markup(token.meta as MarkupMeta);
      default:
        return escapeHtml(token.content);
    }
  }

  /** KaTeX's markup; a fault of the LaTeX is reported where it stands. */
  mathematics(token: Token, display: boolean): string {
    const meta = token.meta as MathMeta;
    const latex = token.content.replace(/\(\\#eq:[\w:-]+\)/g, "").trim();
    const lead = token.content.length - token.content.trimStart().length;
    this.words += ` ${latex} `;
    const set = display ? alignedLines(latex) : { latex, place: (at: number) => at };
    try {
      return this.#context.render.mathematics(set.latex, { display });
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const each of error.diagnostics) {
        const span = each.span ?? { start: 0, end: latex.length };
        const start = set.place(span.start);
        this.fault(
          { code: each.code, message: each.message, ...(each.hint ? { hint: each.hint } : {}) },
          {
            start: meta.start + lead + start,
            end: meta.start + lead + Math.max(start + 1, set.place(span.end)),
          },
        );
      }
      return `<code>${escapeHtml(latex)}</code>`;
    }
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

  #reference(meta: ReferenceMeta): string {
    const target = this.#context.resolve(meta.label);
    if (!target) {
      const near = nearest(meta.label, this.#context.labels());
      this.fault({
        code: "unknown-label",
        message: `Nothing is labelled "${meta.label}"`,
        hint: near === null
          ? `Label it: {#${meta.label}} or \`#| label: ${meta.label}\``
          : `The nearest label is "${near}"`,
      }, meta);
      return `<a>${escapeHtml(meta.label)}</a>`;
    }
    const text = meta.bare
      ? target.number || target.title
      : targetText(target, this.#context.chapterWord);
    this.words += text.replace("\u00a0", " ");
    if (target.inSolution && this.#context.audience === "student") return escapeHtml(text);
    const peek = target.page === this.#numbered.output || target.title === ""
      ? ""
      : ` data-peek="${escapeHtml(`${text}. ${target.title}`)}"`;
    const href = escapeHtml(hrefOf(target, this.#numbered.output));
    return `<a class="ref" href="${href}"${peek}>${escapeHtml(text)}</a>`;
  }

  #citation(meta: CitationMeta): string {
    const { works } = this.#context;
    const [first] = meta.works;
    if (meta.narrative && first && !works.has(first.key)) return this.#maybeHandle(first);
    const parts = meta.works.map((work) => this.#work(work, meta.narrative));
    this.words += parts.join("; ").replace(/<[^>]*>/g, "");
    return meta.narrative ? parts.join("") : `(${parts.join("; ")})`;
  }

  /** `@name` in a sentence that is no key: a fault if it looks like one, else it is just text. */
  #maybeHandle(work: CitedWork): string {
    const near = nearest(work.key, [...this.#context.works.keys(), ...this.#context.labels()]);
    if (near !== null && work.key.length > 3 && this.#context.worksComplete) {
      this.fault({
        code: "unknown-reference",
        message: `"@${work.key}" is neither a label nor in the bibliography`,
        hint: `Did you mean "@${near}"? If it is neither, write \\@${work.key}`,
      }, work);
    }
    const text = `@${work.key}${work.after === "" ? "" : ` [${work.after}]`}`;
    this.words += text;
    return escapeHtml(text);
  }

  #work(work: CitedWork, narrative: boolean): string {
    const label = kindOf(work.key) ? this.#context.resolve(work.key) : undefined;
    if (label) {
      return this.#reference({ label: work.key, bare: false, start: work.start, end: work.end });
    }
    const found = this.#context.works.get(work.key);
    if (!found && !this.#context.worksComplete) return escapeHtml(work.key);
    if (!found) {
      const near = nearest(work.key, this.#context.works.keys());
      this.fault({
        code: "unknown-citation",
        message: `The bibliography has no entry "${work.key}"`,
        hint: near === null
          ? this.#context.works.size === 0
            ? "Name a BibTeX or CSL-JSON file in book.yml: `bibliography: references.bib`"
            : "Add it to the bibliography, or write \\@ for the sign itself"
          : `Did you mean "${near}"?`,
      }, work);
      return escapeHtml(work.key);
    }
    this.#cited.add(work.key);
    const year = this.#context.yearOf.get(work.key) ?? found.year;
    const link = (text: string) =>
      `<a class="cite" href="#ref-${slugKey(work.key)}">${escapeHtml(text)}</a>`;
    const after = work.after ? `, ${escapeHtml(work.after)}` : "";
    const before = work.before ? `${escapeHtml(work.before)} ` : "";
    if (narrative) return `${escapeHtml(authorsShort(found))} (${link(year)}${after})`;
    if (work.yearOnly) return before + link(year) + after;
    return before + link(`${authorsShort(found)}, ${year}`) + after;
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

  #value(meta: InlineValueMeta): string {
    const shown = this.#numbered.values.blocks[meta.block]?.shown[0]?.value;
    if (!shown) return "";
    const text = this.#context.render.inline(shown);
    this.words += text.replace(/<[^>]*>/g, "");
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

/**
 * A display of several lines: `\\\\` outside any environment breaks the line and lines begin at the
 * left. `place` leads from a position in the new text to one in the old.
 */
function alignedLines(latex: string): { latex: string; place: (at: number) => number } {
  const same = { latex, place: (at: number) => at };
  if (!latex.includes("\\\\")) return same;
  const breaks: number[] = [];
  let depth = 0;
  for (const match of latex.matchAll(/\\(?:begin\b|end\b|\\|.)|[{}]/g)) {
    if (match[0] === "\\begin" || match[0] === "{") depth++;
    else if (match[0] === "\\end" || match[0] === "}") depth--;
    else if (match[0] === "\\\\" && depth === 0) breaks.push(match.index + 2);
  }
  if (breaks.length === 0 || latex.replace(/\\&/g, "").includes("&")) return same;
  const head = "\\begin{aligned}&";
  let text = head;
  let at = 0;
  const starts: { fresh: number; old: number }[] = [{ fresh: head.length, old: 0 }];
  for (const place of breaks) {
    text += `${latex.slice(at, place)} &`;
    starts.push({ fresh: text.length, old: place });
    at = place;
  }
  text += `${latex.slice(at)}\\end{aligned}`;
  return {
    latex: text,
    place: (position) => {
      const start = starts.findLast((each) => each.fresh <= position) ?? { fresh: 0, old: 0 };
      return Math.min(latex.length, start.old + Math.max(0, position - start.fresh));
    },
  };
}

/** A key as a fragment of an address. */
export function slugKey(key: string): string {
  return key.replace(/[^\w.-]/g, "-");
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

/** The relative address of a target, seen from an output file. */
export function hrefOf(target: Target, from: string): string {
  const fragment = target.id === "" ? "" : `#${target.id}`;
  if (target.page === from) return fragment || "#main";
  return `${relative(from, target.page)}${fragment}`;
}

/** The relative address of one output file, seen from another. */
export function relative(from: string, to: string): string {
  const a = from.split("/").slice(0, -1);
  const b = to.split("/");
  let common = 0;
  while (common < a.length && a[common] === b[common]) common++;
  return [...a.slice(common).map(() => ".."), ...b.slice(common)].join("/");
}
