/**
 * The blocks of a page as HTML.
 *
 * @module
 */
import { escapeHtml } from "../../../templates/html.ts";
import {
  type Block,
  captionHead,
  type Cell,
  computedWords,
  type FaultBlock,
  faultsWords,
  type Inline,
  lackingWords,
  type Place,
  referenceId,
  solutionName,
} from "../../weave/resolve/tree.ts";
import { dateWords } from "../book.ts";
import { highlight } from "./highlight.ts";
import { type HtmlInlines, noteSign } from "./inlines.ts";
import type { HtmlResults } from "./results.ts";

const CALLOUTS: Readonly<Record<string, string>> = {
  tip: " tip",
  warning: " warn",
  caution: " bad",
};

/** Writes the blocks of one page. */
export class HtmlBlocks {
  readonly #inlines: HtmlInlines;
  readonly #results: HtmlResults;

  constructor(inlines: HtmlInlines, results: HtmlResults) {
    this.#inlines = inlines;
    this.#results = results;
  }

  /** The HTML of several blocks. */
  html(blocks: readonly Block[]): string {
    return blocks.map((each) => this.block(each)).join("");
  }

  /** The HTML of a block. */
  block(node: Block): string {
    const words = (inner: readonly Inline[]) => this.#inlines.html(inner);
    switch (node.type) {
      case "heading":
        return this.heading(node, false);
      case "paragraph":
        return node.tight ? `${words(node.words)}\n` : `<p>${words(node.words)}</p>\n`;
      case "words":
        return words(node.words);
      case "list":
        return this.#list(node);
      case "definitions":
        return this.#definitions(node);
      case "quote":
        return `<blockquote>\n${this.html(node.blocks)}</blockquote>\n`;
      case "rule":
        return "<hr>\n";
      case "listing":
        return `<pre class="sample" tabindex="0"><code>${
          highlight(node.code, node.language)
        }</code></pre>\n`;
      case "code":
        return this.#results.code(node);
      case "anchor":
        return `<div class="anchor-only" id="${this.#inlines.id(node.id)}"></div>\n`;
      case "output":
        return this.#results.output(node);
      case "equation":
        return this.#results.equation(node);
      case "table":
      case "figure":
        return this.#results.result(node);
      case "author-table":
        return this.#table(node);
      case "author-figure":
        return this.#figure(node);
      case "element": {
        const { tag, blocks } = node;
        return `${this.#inlines.open(tag)}\n${this.html(blocks)}</${tag.element}>\n`;
      }
      case "tag":
        return `${node.closing ? `</${node.tag.element}>` : this.#inlines.open(node.tag)}\n`;
      case "references":
        return this.#references(node);
      case "fault":
        return this.#fault(node);
      case "faults":
        return this.#faults(node);
      case "tabs":
        return this.#tabs(node);
      case "panel":
        return this.#panel(node);
      case "computed":
        return `<p class="computed">${
          computedWords(node.r, `<time datetime="${node.on}">${dateWords(node.on).words}</time>`)
        }</p>\n`;
      case "lacking":
        return `<p class="lacking"${node.place ? ` id="${this.#inlines.id(node.place.id)}"` : ""}>${
          lackingWords(node, node.caption.length === 0 ? "" : `<i>${words(node.caption)}</i>`)
        }</p>\n`;
      default:
        return this.#container(node);
    }
  }

  #container(
    node: Extract<
      Block,
      { type: "note" | "callout" | "statement" | "solution" | "details" | "aside" | "container" }
    >,
  ): string {
    const inner = () => this.html(node.blocks);
    switch (node.type) {
      case "note": {
        const { number } = node;
        return `<aside class="note" id="${
          this.#inlines.id(`note-${number}`)
        }" aria-label="Note ${number}"><a class="sign" href="#${
          this.#inlines.id(`call-${number}`)
        }" aria-label="Back to the text">${noteSign(number)}</a>\n${inner()}</aside>\n`;
      }
      case "callout": {
        const words = this.#inlines.html(node.words);
        if (node.fold !== null) {
          const open = node.fold === "open" ? " open" : "";
          return `<details${open}><summary>${words}</summary>\n${inner()}</details>\n`;
        }
        // A note is no landmark: several on a page may have one name.
        return `<div class="call${CALLOUTS[node.kind] ?? ""}" role="note" aria-label="${
          escapeHtml(node.title)
        }"><b>${words}</b>\n${inner()}</div>\n`;
      }
      case "statement": {
        const words = this.#inlines.html(node.title);
        const { name, place } = node;
        const title = words === "" ? "" : ` <span>· ${words}</span>`;
        const id = place === null ? "" : ` id="${this.#inlines.id(place.id)}"`;
        return `<div class="exr"${id} role="group" aria-label="${name}">\n` +
          `<p class="exr-title"><b>${name}</b>${title}</p>\n${inner()}</div>\n`;
      }
      case "solution":
        return `<details class="solution" id="${this.#inlines.id(node.id)}"><summary>${
          solutionName(node.exercise)
        }</summary>\n${inner()}</details>\n`;
      case "details":
        return `<details><summary>${escapeHtml(node.summary)}</summary>\n${inner()}</details>\n`;
      case "aside":
        return `<aside class="note">\n${inner()}</aside>\n`;
      case "container": {
        const id = node.id === null ? "" : ` id="${this.#inlines.id(node.id)}"`;
        const names = node.classes.length === 0
          ? ""
          : ` class="${escapeHtml(node.classes.join(" "))}"`;
        const share = node.share === null ? "" : ` style="flex-grow:${node.share}"`;
        // a column that only keeps others apart
        if (node.classes.includes("column") && node.blocks.length === 0) return "";
        return `<div${id}${names}${share}>\n${inner()}</div>\n`;
      }
    }
  }

  /** A heading; that of a section, which bears its id, has none of its own. */
  heading(
    { level, id, number, words }: Extract<Block, { type: "heading" }>,
    ofSection: boolean,
  ): string {
    const text = this.#inlines.html(words);
    if (id === null) return `<h${level}>${text}</h${level}>\n`;
    const sign = number === "" ? "" : `<span class="no">${number}</span> `;
    const own = this.#inlines.id(id);
    // The heading is called by its words alone: its own link is for those who point at it.
    const anchor = `<a class="anchor" href="#${own}" aria-hidden="true" tabindex="-1">#</a>`;
    const attribute = ofSection ? "" : ` id="${own}"`;
    return `<h${level}${attribute}>${sign}${text}${anchor}</h${level}>\n`;
  }

  /** Parts that fold, the first of them open. */
  #tabs({ id, tabs }: Extract<Block, { type: "tabs" }>): string {
    const own = id === null ? "" : ` id="${this.#inlines.id(id)}"`;
    return `<div class="tabs"${own}>\n${
      tabs.map(({ words, blocks }, index) =>
        `<details${index === 0 ? " open" : ""}><summary>${this.#inlines.html(words)}</summary>\n${
          this.html(blocks)
        }</details>\n`
      ).join("")
    }</div>\n`;
  }

  #list({ ordered, start, items }: Extract<Block, { type: "list" }>): string {
    const tag = ordered ? "ol" : "ul";
    const from = start === null ? "" : ` start="${start}"`;
    return `<${tag} class="prose"${from}>\n${
      items.map((item) => `<li>${this.#item(item)}</li>\n`).join("")
    }</${tag}>\n`;
  }

  /** Words that stand close end their line only if something follows. */
  #item(blocks: readonly Block[]): string {
    const last = blocks.at(-1);
    if (last?.type !== "paragraph" || !last.tight) return this.html(blocks);
    return this.html(blocks.slice(0, -1)) + this.#inlines.html(last.words);
  }

  #definitions({ entries }: Extract<Block, { type: "definitions" }>): string {
    return `<dl class="terms">\n${
      entries.map(({ of, blocks }) => {
        const tag = of === "term" ? "dt" : "dd";
        return `<${tag}>${this.html(blocks)}</${tag}>\n`;
      }).join("")
    }</dl>\n`;
  }

  #table({ place, caption, head, bodies }: Extract<Block, { type: "author-table" }>): string {
    const name = place ? `Table ${place.number}` : "Table";
    const id = place ? this.#inlines.id(place.id) : "";
    const labelled = place ? ` aria-labelledby="${id}-c"` : "";
    const top = place
      ? `<div class="tbl plain" id="${id}">\n<div class="cap"><span id="${id}-c"><b>${
        captionHead("Table", place.number)
      }</b> ${this.#inlines.html(caption)}</span>${this.#selfLink(place, name)}</div>\n`
      : '<div class="tbl plain">\n';
    const heads = head.map((row) =>
      `<tr>${row.map((cell) => this.#head(cell, "col", attributesOf(cell))).join("")}</tr>\n`
    );
    const rows = bodies.map((body) =>
      `<tbody>${body.map((row) => this.#row(row)).join("")}</tbody>\n`
    );
    return `${top}<div class="scroll" tabindex="0" role="group" aria-label="${name}"><table${labelled}>\n${
      heads.length === 0 ? "" : `<thead>${heads.join("")}</thead>\n`
    }${rows.join("")}</table></div>\n</div>\n`;
  }

  #row(cells: readonly Cell[]): string {
    return `<tr>${
      cells.map((cell, index) =>
        index === 0
          ? this.#head(
            cell,
            "row",
            attributesOf(cell, cell.side === null ? ' class="l"' : undefined),
          )
          : `<td${attributesOf(cell)}>${this.#inlines.html(cell.words)}</td>`
      ).join("")
    }</tr>\n`;
  }

  /** A cell that heads a column or a row; one without words heads nothing. */
  #head({ words }: Cell, scope: "col" | "row", attribute: string): string {
    const text = this.#inlines.html(words);
    return text.trim() === ""
      ? `<td${attribute}></td>`
      : `<th scope="${scope}"${attribute}>${text}</th>`;
  }

  #figure({ place, pictures, caption }: Extract<Block, { type: "author-figure" }>): string {
    const name = `Figure ${place.number}`;
    return `<figure id="${this.#inlines.id(place.id)}">\n${
      pictures.map((picture) => this.#inlines.picture(picture)).join("\n")
    }\n<figcaption class="cap"><span><b>${captionHead("Figure", place.number)}</b> ${
      this.#inlines.html(caption)
    }</span>${this.#selfLink(place, name)}</figcaption>\n</figure>\n`;
  }

  #panel({ kind, place, caption, blocks }: Extract<Block, { type: "panel" }>): string {
    const word = kind === "figure" ? "Figure" : "Table";
    return `<figure class="panel" id="${this.#inlines.id(place.id)}">\n<div class="columns">\n${
      this.html(blocks)
    }</div>\n<figcaption class="cap"><span><b>${captionHead(word, place.number)}</b> ${
      this.#inlines.html(caption)
    }</span>${this.#selfLink(place, `${word} ${place.number}`)}</figcaption>\n</figure>\n`;
  }

  #selfLink({ id }: Place, name: string): string {
    return `<div class="tools"><a href="#${
      this.#inlines.id(id)
    }" class="self" aria-label="Link to ${name}">Link</a></div>`;
  }

  #fault({ id, code, message, hint, at, excerpt }: FaultBlock): string {
    const line = excerpt === null
      ? ""
      : `<pre><code>${escapeHtml(excerpt.before)}<mark>${escapeHtml(excerpt.marked)}</mark>${
        escapeHtml(excerpt.after)
      }</code></pre>\n`;
    const more = hint === null ? "" : `<p class="hint">${escapeHtml(hint)}</p>\n`;
    return `<div class="call bad broken" role="note" id="${this.#inlines.id(id)}" aria-label="${
      escapeHtml(`Fault ${code}`)
    }"><b>Fault <code>${escapeHtml(code)}</code> <span>${escapeHtml(at)}</span></b>\n<p>${
      escapeHtml(message)
    }</p>\n${line}${more}</div>\n`;
  }

  #faults({ count, first }: Extract<Block, { type: "faults" }>): string {
    return `<div class="call bad broken" role="note" aria-label="Faults of this page"><p><b>${
      faultsWords(count)
    }</b> <a href="#${this.#inlines.id(first)}">The first</a></p></div>\n`;
  }

  #references({ works }: Extract<Block, { type: "references" }>): string {
    const entries = works.map(({ key, words }) =>
      `<li id="${this.#inlines.id(referenceId(key))}">${this.#inlines.html(words)}</li>\n`
    );
    return `<section id="${
      this.#inlines.id("references")
    }" class="references">\n<h2>References</h2>\n<ol class="refs">\n${
      entries.join("")
    }</ol>\n</section>\n`;
  }
}

/** The side of a cell, and how far it goes. */
function attributesOf(cell: Cell, side = sideClass(cell)): string {
  const { columns = 1, rows = 1 } = cell;
  return (columns > 1 ? ` colspan="${columns}"` : "") + (rows > 1 ? ` rowspan="${rows}"` : "") +
    side;
}

/** Numbers stand at the right, which is the rule; anything else says so. */
function sideClass({ side }: Cell): string {
  return side === "right" ? "" : side === "center" ? ' class="c"' : ' class="l"';
}
