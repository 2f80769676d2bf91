/**
 * Markdown tables to HTML: three rules, the first column a head, caption above.
 *
 * @module
 */
import type { Token } from "markdown-it";
import { escapeHtml } from "../../../templates/html.ts";
import type { NumberedPage } from "../../weave/page/number_page.ts";
import type { TableMeta } from "../../weave/rules/table/caption.ts";
import { stop } from "./weave_block.ts";
import type { InlineWeaver } from "./weave_inline.ts";

/** Weaves the tables of one page, token by token. */
export class TableWeaver {
  readonly #numbered: NumberedPage;
  readonly #inline: InlineWeaver;
  /** End of the cell that is open. */
  #cell = "</td>";

  constructor(numbered: NumberedPage, inline: InlineWeaver) {
    this.#numbered = numbered;
    this.#inline = inline;
  }

  /** The HTML of a table's token; nothing for any other. */
  html(token: Token, before: Token | undefined): string {
    switch (token.type) {
      case "table_open":
        return this.#open(token);
      case "table_close":
        return "</table></div>\n</div>\n";
      case "th_open":
        return `<th scope="col"${side(token)}>`;
      case "th_close":
        return "</th>";
      case "td_open": {
        const first = before?.type === "tr_open";
        this.#cell = first ? "</th>" : "</td>";
        if (!first) return `<td${side(token)}>`;
        return `<th scope="row"${token.attrGet("style") ? side(token) : ' class="l"'}>`;
      }
      case "td_close":
        return this.#cell;
      case "thead_open":
      case "tbody_open":
      case "tr_open":
        return `<${token.tag}>`;
      case "thead_close":
      case "tbody_close":
      case "tr_close":
        return `</${token.tag}>\n`;
      default:
        return "";
    }
  }

  #open(token: Token): string {
    const caption = (token.meta as TableMeta | null)?.caption;
    const place = this.#numbered.tokens.get(token);
    const box = (name: string) =>
      `<div class="scroll" tabindex="0" role="group" aria-label="${name}">`;
    if (!place || !caption) return `<div class="tbl plain">\n${box("Table")}<table>\n`;
    const id = escapeHtml(place.id);
    const name = `Table ${place.number}`;
    const words = stop(this.#inline.html(caption.children ?? []));
    this.#inline.words += " ";
    return `<div class="tbl plain" id="${id}">\n` +
      `<div class="cap"><span id="${id}-c"><b>${name}.</b> ${words}</span>` +
      `<div class="tools"><a href="#${id}" class="self" aria-label="Link to ${name}">Link</a></div></div>\n` +
      `${box(name)}<table aria-labelledby="${id}-c">\n`;
  }
}

/** Numbers stand at the right, which is the rule; anything else says so. */
function side(token: Token): string {
  const align = /text-align:(\w+)/.exec(String(token.attrGet("style") ?? ""))?.[1];
  return align === "right" ? "" : align === "center" ? ' class="c"' : ' class="l"';
}
