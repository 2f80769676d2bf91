/**
 * The blocks that run as HTML: code in a fold, then what it shows, with number, caption, tools and
 * files to take away.
 *
 * @module
 */
import { escapeHtml } from "../../../templates/html.ts";
import { addAll } from "../../lists.ts";
import { markupSvg } from "../../render/figure/markup_picture.ts";
import { htmlWhereList } from "../../render/html/values.ts";
import {
  renderCsv,
  renderDataTable,
  renderHtml,
  renderLatex,
  type RenderOptions,
  renderSvg,
} from "../../render/render.ts";
import type { Shown } from "../../render/shown.ts";
import type { PageTree } from "../../weave/resolve/page_tree.ts";
import {
  type Block,
  captionHead,
  type Place,
  type Result,
  type Show,
} from "../../weave/resolve/tree.ts";
import { type Addresses, downloadAttributes } from "./addresses.ts";
import type { StepMemory } from "../step_memory.ts";
import type { Drawn } from "../writer.ts";
import { highlight } from "./highlight.ts";
import type { HtmlInlines } from "./inlines.ts";

/** A file that belongs to the page, relative to the page's own folder of files. */
export interface ResultFile {
  name: string;
  content: string;
}

/** Writes the results of one page. */
export class HtmlResults {
  /** Files that the page offers, in the order of the page. */
  readonly files: ResultFile[] = [];
  readonly #inlines: HtmlInlines;
  readonly #addresses: Addresses;
  readonly #drawn: Drawn;
  readonly #base: RenderOptions;
  readonly #memory: StepMemory | null;
  readonly #page: string;

  constructor(
    { numbers, labels, output }: PageTree,
    inlines: HtmlInlines,
    addresses: Addresses,
    drawn: Drawn,
    memory: StepMemory | null = null,
  ) {
    this.#memory = memory;
    this.#page = output;
    this.#inlines = inlines;
    this.#addresses = addresses;
    this.#drawn = drawn;
    const { prefix } = addresses;
    this.#base = { numbers, labels, ...(prefix === "" ? {} : { prefix }) };
  }

  /** Code of a block. */
  code(node: Extract<Block, { type: "code" }>): string {
    const { id, name, language, code, headline } = node;
    const attribute = id === null ? "" : ` id="${this.#inlines.id(id)}"`;
    const head = `<span class="lang">${name}</span>`;
    if (headline === null) {
      return `<div class="code single"${attribute}>${head}<code>${
        highlight(code, language)
      }</code></div>\n`;
    }
    const open = node.open ? " open" : "";
    return `<details class="code"${attribute}${open}><summary>${head}<code>${
      highlight(headline, language)
    }</code><span class="more">${
      code.split("\n").length
    } lines</span></summary>\n<pre tabindex="0"><code>${
      highlight(code, language)
    }</code></pre></details>\n`;
  }

  /** A value without a caption. */
  output({ value, show, place }: Extract<Block, { type: "output" }>): string {
    const content = this.#value(value, show, {});
    if (!place) return `${content}\n`;
    return `<div class="eq" id="${this.#inlines.id(place.id)}">${content}${
      this.#equationLink(place)
    }</div>\n\n`;
  }

  /** An equation with its number, and the list of its symbols. */
  equation({ place, formula, where }: Extract<Block, { type: "equation" }>): string {
    const name = place ? `Equation ${place.number}` : "Equation";
    const id = place ? ` id="${this.#inlines.id(place.id)}"` : "";
    const link = place ? this.#equationLink(place) : "";
    const list = where && where.length > 0 ? htmlWhereList(where) : "";
    return `<div class="eq"${id}><div class="scroll" tabindex="0" role="group" aria-label="${name}">${
      this.#inlines.formula(formula)
    }</div>${list === "" ? "" : "\n"}${link}</div>\n${where ? `${list}\n` : ""}`;
  }

  #equationLink({ id, number }: Place): string {
    return `<a href="#${
      this.#inlines.id(id)
    }" aria-label="Link to Equation ${number}">(${number})</a>`;
  }

  /** A table or figure: that of the same value under the same number is written once. */
  result(node: Result): string {
    const make = () => {
      const from = this.files.length;
      return { html: this.#result(node), files: this.files.splice(from) };
    };
    const { value, data, heads, ...rest } = node;
    const said = JSON.stringify([rest, [...heads], this.#base]);
    const inputs = [value, data, this.#drawn(value), said];
    const made = this.#memory
      ? this.#memory.recall("result", `${this.#page} ${node.place.id}`, inputs, make)
      : make();
    addAll(this.files, made.files);
    return made.html;
  }

  #result(node: Result): string {
    const { type, place, width, caption, value, show, heads } = node;
    const id = this.#inlines.id(place.id);
    const captionId = `${id}-c`;
    const content = this.#value(value, show, {
      id: place.id,
      captionId,
      ...(type === "table" ? { box: (table: string) => inBox(table, captionId) } : {}),
      ...(heads.size === 0 ? {} : {
        head: (words: string) => {
          const head = heads.get(words);
          return head ? this.#inlines.html(head) : null;
        },
      }),
    });
    const word = type === "table" ? "Table" : "Figure";
    const name = `${word} ${place.number}`;
    const text = `<span id="${captionId}"><b>${captionHead(word, place.number)}</b> ${
      this.#inlines.html(caption)
    }</span>`;
    const tools = node.offered ? this.#tools(node, name) : "";
    if (type === "table") {
      return `<div class="tbl ${width}" id="${id}">\n<div class="cap">${text}${tools}</div>\n${content}\n</div>\n`;
    }
    return `<figure class="${width}" id="${id}">\n${content}\n<figcaption class="cap">${text}${tools}</figcaption>\n</figure>\n${
      this.#dataOf(node, name)
    }`;
  }

  #value(value: Shown, { stars, digits }: Show, more: RenderOptions): string {
    return this.#drawn(value)?.html ?? renderHtml(value, {
      ...this.#base,
      stars,
      ...(digits === undefined ? {} : { digits }),
      ...more,
    });
  }

  /** The data of a figure, in a fold. */
  #dataOf({ value, data }: Result, name: string): string {
    const table = data
      ? data.map(({ name, table }) =>
        `<p class="part-name">${escapeHtml(name)}</p>\n${renderDataTable(table, this.#base)}`
      ).join("\n")
      : renderDataTable(value, this.#base);
    return table === ""
      ? ""
      : `<details class="figdata"><summary>Data of ${name}</summary>\n<div class="scroll" tabindex="0" role="group" aria-label="Data of ${name}">${table}</div></details>\n`;
  }

  /** Links to the files of a table or figure; a script adds what needs one. */
  #tools({ type, place, value, data, script }: Result, name: string): string {
    const add = (word: string, ending: string, content: string): string => {
      if (content === "") return "";
      const file = `${place.id}.${ending}`;
      this.files.push({ name: file, content });
      const attributes = downloadAttributes(this.#addresses.result(file, content));
      return `<a ${attributes} aria-label="${word} of ${name}">${word}</a>`;
    };
    const code = add("R code", "R", script);
    const link = `<a href="#${
      this.#inlines.id(place.id)
    }" class="self" aria-label="Link to ${name}">Link</a>`;
    if (type === "figure") {
      const csv = data ? data.map(({ table }) => renderCsv(table)).join("\n") : renderCsv(value);
      return `<div class="tools">${add("Data", "csv", csv)}${
        add("SVG", "svg", this.#svg(value) ?? "")
      }${code}${link}</div>`;
    }
    const csv = add("CSV", "csv", renderCsv(value));
    const json = add("JSON", "json", `${JSON.stringify(value, null, 1)}\n`);
    const latex = add("LaTeX", "tex", renderLatex(value, this.#base));
    return `<div class="tools">${csv}<details><summary aria-label="More of ${name}">More</summary><span>${json}${latex}${code}${link}</span></details></div>`;
  }

  #svg(value: Shown): string | null {
    if (value.kind === "markup") return markupSvg(value.markup);
    return this.#drawn(value)?.svg ?? renderSvg(value);
  }
}

/** Every table in a box of its own, so that a wide one scrolls there and not the page. */
function inBox(table: string, captionId: string): string {
  return `<div class="scroll" tabindex="0" role="group" aria-labelledby="${captionId}">${table}</div>`;
}
