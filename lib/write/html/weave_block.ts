/**
 * A `model` or `plot` block on the page: its code in a fold, then what it shows, each with number,
 * caption, tools and files to take away.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Token } from "markdown-it";
import { escapeHtml, wordsOf } from "../../../templates/html.ts";
import { highlight } from "./highlight.ts";
import type { NumberedPage, PlacedItem } from "../../weave/page/number_page.ts";
import type { Block } from "../../weave/page/page.ts";
import { parseInlineText } from "../../weave/page/parse_page.ts";
import { withPackages } from "./r_packages.ts";
import type { StoredItem } from "../../weave/page/values.ts";
import { isHidden } from "../../weave/page/visibility.ts";
import type { InlineWeaver } from "./weave_inline.ts";
import type { ShowOptions, WeaveContext, Woven } from "./woven.ts";

/** Weaves the blocks of one page. */
export class BlockWeaver {
  readonly #numbered: NumberedPage;
  readonly #context: WeaveContext;
  readonly #woven: Woven;
  readonly #inline: InlineWeaver;
  /** Folder of the page's files, relative to the page. */
  readonly #folder: string;

  constructor(
    numbered: NumberedPage,
    context: WeaveContext,
    woven: Woven,
    inline: InlineWeaver,
    folder: string,
  ) {
    this.#numbered = numbered;
    this.#context = context;
    this.#woven = woven;
    this.#inline = inline;
    this.#folder = folder;
  }

  /** The HTML of a block token. */
  html(token: Token): string {
    const index = Number(token.meta?.["block"]);
    const block = this.#numbered.page.blocks[index];
    if (!block) return "";
    const caption = token.meta?.["captionTokens"] as Token[] | undefined;
    const items = this.#numbered.placed[index] ?? [];
    const bearer = items.findIndex((placed) =>
      placed.kind !== "output" && placed.kind !== "equation"
    );
    return this.#code(block, index) +
      items.map((placed, position) =>
        this.#item(placed, index, position === bearer && caption ? caption : null)
      ).join("");
  }

  #code(block: Block, index: number): string {
    const { id, number } = this.#numbered.blockIds[index] ?? { id: null, number: "" };
    const echo = block.options["echo"]?.value ?? (block.kind === "plot" ? false : "fold");
    const attribute = id === null ? "" : ` id="${escapeHtml(id)}"`;
    if (echo === false) return id === null ? "" : `<div class="anchor-only"${attribute}></div>\n`;
    const code = block.code.trim();
    if (code === "") return "";
    const language = block.kind === "plot" ? "js" : "r";
    const kind = /^dsn-/.test(id ?? "") ? "Design" : "Model";
    const lang = number === "" ? (block.kind === "plot" ? "Plot" : "R") : `${kind} ${number}`;
    const lines = code.split("\n");
    const head = `<span class="lang">${lang}</span>`;
    if (lines.length === 1) {
      return `<div class="code single"${attribute}>${head}<code>${
        highlight(code, language)
      }</code></div>\n`;
    }
    const open = echo === true ? " open" : "";
    return `<details class="code"${attribute}${open}><summary>${head}<code>${
      highlight(headline(lines), language)
    }</code><span class="more">${lines.length} lines</span></summary>\n<pre tabindex="0"><code>${
      highlight(code, language)
    }</code></pre></details>\n`;
  }

  #item(placed: PlacedItem, index: number, caption: Token[] | null): string {
    const { item, kind, id } = placed;
    if (kind === "output") {
      return `${this.#context.render.html(item.value, this.#showOptions(index, "", ""))}\n`;
    }
    if (kind === "equation") return this.#equation(placed);
    const captionId = `${id}-c`;
    const content = this.#withMarkdown(
      this.#context.render.html(item.value, this.#showOptions(index, id, captionId)),
      index,
    );
    const words = caption
      ? this.#inline.html(caption)
      : item.caption !== undefined
      ? this.#markdown(item.caption, index)
      : placed.presentation.caption;
    if (caption) this.#inline.words += " ";
    else this.#inline.words += ` ${wordsOf(words)} `;
    const tools = this.#tools(placed, index);
    const name = kind === "table" ? "Table" : "Figure";
    const text = `<span id="${captionId}"><b>${name} ${placed.number}.</b> ${stop(words)}</span>`;
    if (kind === "table") {
      return `<div class="tbl ${placed.presentation.width}" id="${id}">\n<div class="cap">${text}${tools}</div>\n${
        inBoxes(content, captionId)
      }\n</div>\n`;
    }
    const table = this.#dataTables(item);
    const data = table === ""
      ? ""
      : `<details class="figdata"><summary>Data of Figure ${placed.number}</summary>\n<div class="scroll" tabindex="0" role="group" aria-label="Data of Figure ${placed.number}">${table}</div></details>\n`;
    return `<figure class="${placed.presentation.width}" id="${id}">\n${content}\n<figcaption class="cap">${text}${tools}</figcaption>\n</figure>\n${data}`;
  }

  /** Words that a block's code holds, kable's caption say, as the Markdown that they are in R. */
  #markdown(text: string, index: number): string {
    const { page } = this.#numbered;
    const from = page.blocks[index]?.span.start ?? 0;
    const found = page.source.text.indexOf(text, from);
    const offset = found < 0 ? from : found;
    const { children, diagnostics } = parseInlineText(page.source, text, offset, page.texts);
    addAll(this.#woven.diagnostics, diagnostics);
    const { words } = this.#inline;
    const html = this.#inline.html(children);
    this.#inline.words = words;
    return html;
  }

  /** The heads of a table that `kable()` shows are Markdown as well: `kg ha^-1^`. */
  #withMarkdown(content: string, index: number): string {
    const code = this.#numbered.page.blocks[index]?.code ?? "";
    if (!/\bkable\s*\(/.test(code)) return content;
    return content.replace(
      /(<th\b[^>]*>)([^<>]*[\^~$*`][^<>]*)(?=<\/th>)/g,
      (_, open: string, words: string) => open + this.#markdown(wordsOf(words), index),
    );
  }

  #showOptions(index: number, id: string, captionId: string): ShowOptions {
    const options = this.#numbered.page.blocks[index]?.options;
    const digits = options?.["digits"]?.value;
    const stars = options?.["stars"]?.value === true;
    return { id, captionId, stars, ...(typeof digits === "number" ? { digits } : {}) };
  }

  #dataTables(item: StoredItem): string {
    const { render } = this.#context;
    if (!item.data) return render.dataTable(item.value);
    return item.data.map(({ name, table }) =>
      `<p class="part-name">${escapeHtml(name)}</p>\n${render.dataTable(table)}`
    ).join("\n");
  }

  #equation(placed: PlacedItem): string {
    const { item, id, number } = placed;
    const content = this.#context.render.html(item.value, { id, captionId: "", stars: false });
    const split = content.indexOf('<dl class="where"');
    const formula = split < 0 ? content : content.slice(0, split);
    const list = split < 0 ? "" : content.slice(split);
    return `<div class="eq" id="${id}">${
      formula.replace(
        /<div class="scroll"[^>]*>/,
        `<div class="scroll" tabindex="0" role="group" aria-label="Equation ${number}">`,
      )
    }<a href="#${id}" aria-label="Link to Equation ${number}">(${number})</a></div>\n${
      list.replace(/<dl class="where"[^>]*>/, '<dl class="where">')
    }\n`;
  }

  /** Links to the files of a table or figure; a script adds what needs one. */
  #tools(placed: PlacedItem, index: number): string {
    const { item, id } = placed;
    const of = `${placed.kind === "figure" ? "Figure" : "Table"} ${placed.number}`;
    if (this.#isHidden(this.#numbered, index)) return "";
    const add = (word: string, ending: string, content: string): string => {
      if (content === "") return "";
      const name = `${id}.${ending}`;
      this.#woven.files.push({ name, content });
      return `<a href="${this.#folder}/${name}" download aria-label="${word} of ${of}">${word}</a>`;
    };
    const { render } = this.#context;
    const script = add("R code", "R", this.rScript(index));
    const link = `<a href="#${id}" class="self" aria-label="Link to ${of}">Link</a>`;
    if (placed.kind === "figure") {
      const csv = item.data
        ? item.data.map(({ table }) => render.csv(table)).join("\n")
        : render.csv(item.value);
      const data = add("Data", "csv", csv);
      const picture = add("SVG", "svg", render.svg(item.value) ?? "");
      return `<div class="tools">${data}${picture}${script}${link}</div>`;
    }
    const csv = add("CSV", "csv", render.csv(item.value));
    const json = add("JSON", "json", `${JSON.stringify(item.value, null, 1)}\n`);
    const latex = add("LaTeX", "tex", render.latex(item.value));
    return `<div class="tools">${csv}<details><summary aria-label="More of ${of}">More</summary><span>${json}${latex}${script}${link}</span></details></div>`;
  }

  #isHidden({ hidden }: NumberedPage, index: number): boolean {
    return isHidden(hidden.get(index) ?? [], this.#context.audience);
  }

  /** R that runs, up to and with a block. */
  rScript(last: number): string {
    const pieces = this.#pieces(this.#numbered, last, new Set([this.#numbered.page.file]));
    return pieces.length === 0 ? "" : `${withPackages(pieces.join("\n\n"))}\n`;
  }

  /** The R of a page's blocks; that of a page from which values are taken comes before, once. */
  #pieces(numbered: NumberedPage, last: number, seen: Set<string>): string[] {
    const { page, values } = numbered;
    const pieces: string[] = [];
    for (const [index, block] of values.blocks.entries()) {
      if (index > last) break;
      if (this.#isHidden(numbered, index)) continue;
      const from = page.blocks[index]?.options["from"]?.value ?? [];
      for (const each of Array.isArray(from) ? from : [from]) {
        const file = String(each).endsWith(".md") ? String(each) : `${String(each)}.md`;
        const other = this.#context.pages?.find((p) => p.page.file === file);
        if (!other || seen.has(file)) continue;
        seen.add(file);
        const taken = this.#pieces(other, other.values.blocks.length - 1, seen);
        const [here, there] = [page.file, file].map((f) => f.split("/").slice(0, -1));
        const way = [...here!.map(() => ".."), ...there!].join("/");
        // Each page reads its data from its own folder.
        const moved = here!.join("/") !== there!.join("/");
        const folder = `page_folder_${seen.size}`;
        if (moved) pieces.push(`${folder} <- setwd(${JSON.stringify(way === "" ? "." : way)})`);
        addAll(pieces, [`# Of the page ${file}:`, ...taken]);
        if (moved) pieces.push(`setwd(${folder})`);
      }
      if (block.kind === "model" && block.r.trim() !== "") pieces.push(block.r.trim());
    }
    return pieces;
  }
}

/** Every table in a box of its own, so that a wide one scrolls there and not the page. */
function inBoxes(content: string, captionId: string): string {
  return content.replace(
    /<table[\s\S]*?<\/table>/g,
    (table) =>
      `<div class="scroll" tabindex="0" role="group" aria-labelledby="${captionId}">${table}</div>`,
  );
}

/**
 * The statement of a block that says what it does, on one line: the last if it calls something,
 * else the first.
 */
function headline(lines: readonly string[]): string {
  const all = statements(lines);
  const last = all.at(-1) ?? "";
  const shown = /[\w.]\s*\(|~/.test(last) ? last : all[0] ?? "";
  return all.length > 1 && shown === all[0] && /^library\(/.test(shown) ? all[1] ?? shown : shown;
}

/** Statements of a block, each on one line, without comments. */
function statements(lines: readonly string[]): string[] {
  const out: string[] = [];
  let open = 0;
  let goesOn = false;
  for (const line of lines) {
    const text = line.trim().replace(/\s+#[^"']*$/, "");
    if (text === "" || text.startsWith("#")) continue;
    if (out.length > 0 && (open > 0 || goesOn || /^(\|>|%>%)/.test(text))) {
      out[out.length - 1] += ` ${text}`;
    } else out.push(text);
    open += (text.match(/[([{]/g)?.length ?? 0) - (text.match(/[)\]}]/g)?.length ?? 0);
    goesOn = /([~+\-*/,|&=<]|<-|\|>|%[^%]*%)$/.test(text);
  }
  return out;
}

/** A caption ends with a full stop. */
export function stop(words: string): string {
  return words === "" || /[.?!…](<\/\w+>)*$/.test(words.trim()) ? words : `${words}.`;
}
