/**
 * The parser of pages: markdown-it with the rules of this folder.
 *
 * @module
 */
import type { MarkdownIt, StateCore, Token } from "markdown-it";
import createMarkdown from "../../libraries/markdown_it.js";
import type { Diagnostic } from "../../diagnostic.ts";
import { inlineLocator, newScan, type Scan, scanOf, type TextReference } from "../page/scan.ts";
import type { Source } from "../page/source.ts";
import { captionTables } from "./table/caption.ts";
import { alerts } from "./alert.ts";
import { definitionLists } from "./list/definition_list.ts";
import { attached, freeBlanks, holdBlanks } from "./attached.ts";
import { drawnTables } from "./table/drawn_table.ts";
import { environments } from "./environment.ts";
import { exampleLists } from "./list/example_list.ts";
import { images } from "./image.ts";
import { markup } from "./html/markup.ts";
import { htmlTables } from "./html/html_table.ts";
import { lineBlocks } from "./line_block.ts";
import { labelledBoxes } from "./table/labelled_box.ts";
import { notes } from "./note.ts";
import { references } from "./reference.ts";
import { scripts } from "./script.ts";
import { shortcodes } from "./foreign/shortcode.ts";
import { smartSigns } from "./smart_signs.ts";
import { spans } from "./span.ts";
import { tableBars } from "./table/table_bars.ts";
import { taskLists } from "./list/task_list.ts";
import { textReferences } from "./text_reference.ts";
import { tornMarkup } from "./foreign/torn_markup.ts";
import { unread } from "./unread.ts";
import { containers } from "./container.ts";
import { fences } from "./fence.ts";
import { headingAttributes } from "./heading.ts";
import { inlineCode } from "./inline_code.ts";
import { mathematics } from "./mathematics.ts";

let parser: MarkdownIt | null = null;

/** The one parser; it keeps no state between pages. */
function markdown(): MarkdownIt {
  if (parser) return parser;
  const md = new createMarkdown({ html: false, linkify: false, typographer: true, quotes: "“”‘’" });
  md.core.ruler.at("inline", parseInline);
  for (
    const rule of [
      mathematics,
      environments,
      containers,
      exampleLists,
      fences,
      references,
      notes,
      markup,
      htmlTables,
      inlineCode,
      images,
      alerts,
      definitionLists,
      labelledBoxes,
      captionTables,
      tableBars,
      scripts,
      smartSigns,
      spans,
      taskLists,
      textReferences,
      unread,
      shortcodes,
      tornMarkup,
      drawnTables,
      lineBlocks,
      attached,
    ]
  ) rule(md);
  return parser = md;
}

/** As markdown-it's own rule, but each inline token first says where its text stands. */
function parseInline(state: StateCore): void {
  const scan = scanOf(state.env);
  let line = 0;
  let column = 0;
  for (const [index, token] of state.tokens.entries()) {
    if (token.map && token.map[0] !== line) {
      line = token.map[0];
      column = 0;
    }
    if (token.type !== "inline") continue;
    scan.at = inlineLocator(scan.source, token.content, line, token.map ? 0 : column);
    if (state.tokens[index - 1]?.type === "heading_open") {
      headingAttributes(scan, state.tokens, index);
    }
    if (!token.map) column = scan.at(0) - scan.source.lineStart(line) + token.content.length;
    token.meta = { ...token.meta, at: scan.at(0) };
    token.children ??= [];
    state.md.inline.parse(holdBlanks(token.content), state.md, state.env, token.children);
    freeBlanks(token.children);
  }
}

/** Reads Markdown to tokens; what the rules find besides is put into `scan`. */
export function parseMarkdown(text: string, scan: Scan): Token[] {
  return markdown().parse(text, { scan });
}

/** Parses a piece of inline Markdown whose first character stands at `offset` of the file. */
export function parseInlineText(
  source: Source,
  text: string,
  offset: number,
  texts: ReadonlyMap<string, TextReference> = new Map(),
): { children: Token[]; diagnostics: Diagnostic[] } {
  const scan: Scan = { ...newScan(source, offset), texts: new Map(texts) };
  const children: Token[] = [];
  const md = markdown();
  md.inline.parse(holdBlanks(text), md, { scan }, children);
  freeBlanks(children);
  return { children, diagnostics: scan.diagnostics };
}
