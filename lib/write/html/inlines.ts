/**
 * The words of a line as HTML.
 *
 * @module
 */
import { escapeHtml } from "../../../templates/html.ts";
import { mathematics } from "../../render/typeset/mathematics.ts";
import { escapeHtml as escapeValue } from "../../render/typeset/typeset.ts";
import {
  type Formula,
  type Inline,
  type Picture,
  type Reference,
  referenceId,
  type SpanStyle,
  type Tag,
} from "../../weave/resolve/tree.ts";
import type { Addresses } from "./addresses.ts";

const SPANS: Readonly<Record<SpanStyle, [open: string, close: string]>> = {
  smallcaps: ['<span style="font-variant-caps:small-caps">', "</span>"],
  underline: ["<u>", "</u>"],
  mark: ["<mark>", "</mark>"],
  kbd: ["<kbd>", "</kbd>"],
};

/** Writes the lines of one page. */
export class HtmlInlines {
  readonly #addresses: Addresses;

  constructor(addresses: Addresses) {
    this.#addresses = addresses;
  }

  /** An id of the page, safe in an attribute. */
  id(id: string): string {
    return escapeHtml(this.#addresses.prefix + id);
  }

  /** The HTML of a line. */
  html(words: readonly Inline[]): string {
    return words.map((each) => this.#inline(each)).join("");
  }

  #inline(node: Inline): string {
    switch (node.type) {
      case "text":
        return escapeHtml(node.text);
      case "value":
        return escapeValue(node.text);
      case "space":
        return "\n";
      case "break":
        return "<br>\n";
      case "code":
        return `<code>${escapeHtml(node.text)}</code>`;
      case "styled":
        return `<${node.style}>${this.html(node.words)}</${node.style}>`;
      case "span":
        return this.#span(node);
      case "whole":
        return `<span class="nb">${escapeHtml(node.text)}</span>`;
      case "link":
        return this.#link(node);
      case "picture":
        return this.picture(node.picture);
      case "formula":
        return this.formula(node.formula);
      case "reference":
        return this.#reference(node);
      case "citation": {
        const parts = node.parts.map((part) => this.#cited(part, node.narrative));
        return node.narrative ? parts.join("") : `(${parts.join("; ")})`;
      }
      case "call": {
        const { number, first } = node;
        const id = first ? ` id="${this.id(`call-${number}`)}"` : "";
        return `<a class="mk" href="#${
          this.id(`note-${number}`)
        }"${id} aria-label="Note ${number}">${noteSign(number)}</a>`;
      }
      case "element":
        return `${this.open(node.tag)}${this.html(node.words)}</${node.tag.element}>`;
      case "faulty":
        return faultyWords(node.text);
      case "tag":
        return node.closing ? `</${node.tag.element}>` : this.open(node.tag);
    }
  }

  /** A formula as the library sets it; one that it cannot read as its author wrote it. */
  formula({ latex, display, macros, faulty }: Formula): string {
    if (faulty) return `<code>${escapeHtml(latex)}</code>`;
    return mathematics(latex, { display, macros });
  }

  /** A picture of the author's. */
  picture({ path, alt, width }: Picture): string {
    const size = width && /^\d+(px)?$/.test(width) ? ` width="${parseInt(width)}"` : "";
    const share = width && /^\d+%$/.test(width) ? ` style="width:${width}"` : "";
    const source = escapeHtml(this.#addresses.picture(path));
    return `<img src="${source}" alt="${escapeHtml(alt)}"${size}${share} loading="lazy">`;
  }

  /** A raw tag that may pass. */
  open({ element, attributes }: Tag): string {
    const text = attributes.map(([name, value]) =>
      value === null
        ? ` ${name}`
        : ` ${name}="${name === "id" ? this.id(value) : escapeHtml(value)}"`
    );
    return `<${element}${text.join("")}>`;
  }

  #span({ id, classes, styles, words }: Extract<Inline, { type: "span" }>): string {
    const own = (id === null ? "" : ` id="${this.id(id)}"`) +
      (classes.length === 0 ? "" : ` class="${classes.join(" ")}"`);
    const around = styles.map((style) => SPANS[style]);
    if (own !== "") around.unshift([`<span${own}>`, "</span>"]);
    return around.map(([open]) => open).join("") + this.html(words) +
      around.toReversed().map(([, close]) => close).join("");
  }

  #link({ address, title, words }: Extract<Inline, { type: "link" }>): string {
    const href = address === "" ? null : this.#addresses.link(address);
    const to = href === null ? "" : ` href="${escapeHtml(href)}"`;
    const name = title === null ? "" : ` title="${escapeHtml(title)}"`;
    return `<a${to}${name}>${this.html(words)}</a>`;
  }

  #reference({ text, page, id, peek }: Reference): string {
    const href = this.#addresses.target(page, id);
    const to = href === null ? "" : ` href="${escapeHtml(href)}"`;
    const more = peek === "" ? "" : ` data-peek="${escapeHtml(peek)}"`;
    return `<a class="ref"${to}${more}>${escapeHtml(text)}</a>`;
  }

  #cited(
    part: Extract<Inline, { type: "citation" }>["parts"][number],
    narrative: boolean,
  ): string {
    if (part.type === "text") return escapeHtml(part.text);
    if (part.type === "faulty") return faultyWords(part.text);
    if (part.type === "reference") return this.#reference(part);
    const { key, authors, year } = part;
    const link = (text: string) =>
      `<a class="cite" href="#${this.id(referenceId(key))}">${escapeHtml(text)}</a>`;
    const after = part.after === "" ? "" : `, ${escapeHtml(part.after)}`;
    const before = part.before === "" ? "" : `${escapeHtml(part.before)} `;
    if (narrative) return `${escapeHtml(authors)} (${link(year)}${after})`;
    return before + link(part.yearOnly ? year : `${authors}, ${year}`) + after;
  }
}

/** What was to stand in a line and does not. */
function faultyWords(text: string): string {
  return `<mark class="faulty">${escapeHtml(text)}</mark>`;
}

/** The sign of a margin note: †, ‡, then numbers. */
export function noteSign(number: number): string {
  return ["†", "‡"][number - 1] ?? String(number);
}
