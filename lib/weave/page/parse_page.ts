/**
 * Markdown to tokens, blocks and labels.
 *
 * @module
 */
import { addAll } from "../../lists.ts";
import type { Token } from "markdown-it";
import { grouped, LIMITS } from "../../limits.ts";
import { setsChunks } from "../../chunk/evaluation/callee.ts";
import { parse } from "../../syntax/parse.ts";
import {
  type BlockOptions,
  readBlockOptions,
  readChunkSettings,
  readKnitrHeader,
} from "./options/block_options.ts";
import { readFrontMatter } from "./front_matter.ts";
import { kindOf, type LabelKind, PREFIX_OF, withArticle } from "./label.ts";
import type { ContainerMeta } from "../rules/container.ts";
import { fenceFault, type FenceMeta } from "../rules/fence.ts";
import { collectHeadings, plainText } from "../rules/heading.ts";
import type { InlineValueMeta } from "../rules/inline_code.ts";
import type { MathMeta } from "../rules/mathematics.ts";
import { parseInlineText, parseMarkdown } from "../rules/markdown.ts";
import { type Block, blockOffset, type Page } from "./page.ts";
import { newScan, report, type Scan } from "./scan.ts";
import { Source } from "./source.ts";
import { panelOf, statementOf } from "./statements.ts";
import { wordFaults } from "./word_faults.ts";

/** What a book says of a page. */
export interface PageContext {
  /** Options of blocks that say nothing else. */
  defaults?: BlockOptions;
  /** The page whose values this one begins with. */
  after?: string | null;
  /** Whether sections have numbers. */
  numbered?: boolean;
  /** Where the lines of its text were written, if it takes in other files. */
  origins?: Source["origins"];
}

/** Reads one chapter. Faults are gathered in `diagnostics`; whatever can be read is read. */
export function parsePage(file: string, text: string, context: PageContext = {}): Page {
  const { most, code } = LIMITS.page;
  const long = text.length > most;
  const source = new Source(file, long ? "# …\n" : text, context.origins);
  const { front, diagnostics } = readFrontMatter(source);
  if (long) {
    diagnostics.push(source.diagnostic({
      code,
      message: `Characters of this page: ${grouped(text.length)}, and ${
        grouped(most)
      } are the most`,
      hint: "Divide the page",
    }, { start: 0, end: 1 }));
  }
  const bodyStart = source.lineStart(front.lines);
  const body = source.text.slice(0, bodyStart).replace(/[^\n]/g, " ") +
    source.text.slice(bodyStart).replace(/\0/g, "\uFFFD");
  const scan: Scan = { ...newScan(source), diagnostics };
  const tokens = parseMarkdown(body, scan);
  const { headings, title, titleToken, chapterLabel, rest } = collectHeadings(scan, tokens, front);
  const own = (text: string | null): Token[] => {
    if (text === null || text === "") return [];
    const at = Math.max(0, source.text.indexOf(text));
    const { children, diagnostics: faults } = parseInlineText(source, text, at);
    addAll(diagnostics, faults);
    return children;
  };
  const titleTokens = titleToken?.children ?? own(front.title);
  const page: Page = {
    file,
    source,
    front,
    title: front.title === null ? title : plainText(titleTokens),
    titleTokens,
    leadTokens: own(front.description ?? front.subtitle),
    id: chapterLabel?.label ?? "top",
    tokens: rest,
    blocks: [],
    labels: chapterLabel ? [chapterLabel] : [],
    headings,
    macros: scan.macros,
    texts: scan.texts,
    after: context.after ?? null,
    defaults: { ...context.defaults, ...front.defaults },
    diagnostics,
  };
  if (context.numbered === false) { for (const heading of headings) heading.numbered = false; }
  collect(page, scan);
  const first = page.blocks.find(({ kind }) => kind !== "plot");
  if (context.after && first && !first.options["from"]) {
    first.options["from"] = { value: context.after, span: first.span };
  }
  addAll(diagnostics, wordFaults(page));
  return page;
}

/** Blocks and labels, in the order of the page. */
function collect(page: Page, scan: Scan): void {
  const visit = (token: Token): void => {
    if (token.type === "fence") fenceBlock(page, scan, token);
    else if (token.type === "inline_value") inlineBlock(page, token);
    else if (token.type === "display") {
      const meta = token.meta as MathMeta;
      if (meta.id) addLabel(page, scan, meta.id, meta.idAt, "equation");
      for (const { id, at } of meta.others ?? []) addLabel(page, scan, id, at, "equation");
    } else if (token.type === "container_open") {
      const meta = token.meta as ContainerMeta;
      const { id } = meta.attributes;
      const kind = statementOf(meta.attributes) ?? panelOf(meta.attributes);
      if (id && kind) {
        const at = page.source.text.indexOf(`#${id}`, meta.start);
        addLabel(page, scan, id, at < 0 || at > meta.end ? meta.start : at, kind);
      }
    } else if (token.type === "table_open" || token.type === "figure") {
      const meta = token.meta as { id?: string; idAt?: number } | null;
      if (meta?.id) {
        addLabel(page, scan, meta.id, meta.idAt ?? 0, token.type === "figure" ? "figure" : "table");
      }
    }
    for (const child of token.children ?? []) visit(child);
    const caption = (token.meta as { caption?: Token } | null)?.caption;
    if (caption) visit(caption);
  };
  // Values of the front matter stand before all others, and are shown nowhere.
  if (page.front.params) page.blocks.push(page.front.params);
  for (const token of [...page.tokens, ...page.titleTokens, ...page.leadTokens]) visit(token);
  for (const heading of page.headings) {
    const meta = heading.token.meta as { id?: string; idAt?: number } | null;
    if (meta?.id) {
      const at = meta.idAt ?? 0;
      page.labels.push({
        label: meta.id,
        kind: "section",
        span: { start: at, end: at + meta.id.length + 1 },
      });
    }
  }
}

function addLabel(
  page: Page,
  scan: Scan,
  label: string,
  at: number,
  kind: LabelKind,
): void {
  const span = { start: at, end: at + label.length + 1 };
  if (kindOf(label) !== kind) {
    const prefix = PREFIX_OF[kind];
    report(scan, {
      code: "bad-label",
      message: `The label of ${withArticle(kind)} begins with "${prefix}-"`,
      hint: `Write {#${prefix}-${label.replace(/^[a-z]+[-:]/, "")}}`,
    }, span);
  }
  page.labels.push({ label, kind, span });
}

function fenceBlock(page: Page, scan: Scan, token: Token): void {
  const meta = token.meta as FenceMeta;
  const word = /^\w+/.exec(token.info)?.[0];
  const header = readKnitrHeader(page.source, token.info, meta.infoAt);
  addAll(page.diagnostics, header?.diagnostics ?? []);
  const kind = word === "model" || header ? "model" : word === "plot" ? "plot" : null;
  if (kind === null) {
    const fault = fenceFault(token.info);
    const end = meta.infoAt + token.info.length;
    if (fault) report(scan, fault, { start: meta.infoAt, end });
    return;
  }
  if (word === kind && token.info !== word) {
    const at = meta.infoAt + word.length;
    report(scan, {
      code: "bad-fence",
      message: `Words after "${word}" mean nothing here`,
      hint: "Options stand in the block, each on a line of its own: `#| label: tbl-means`",
    }, { start: at + 1, end: meta.infoAt + token.info.length });
  }
  const lines = readBlockOptions(page.source, meta.first, meta.last);
  addAll(page.diagnostics, lines.diagnostics);
  const own: BlockOptions = { ...header?.options, ...lines.options };
  const options: BlockOptions = { ...(kind === "model" ? page.defaults : {}), ...own };
  checkLabel(scan, options);
  checkName(scan, options);
  const indents = token.content.split("\n").slice(lines.count);
  const lineOffsets = indents.map((text, index) => {
    const line = meta.first + lines.count + index;
    const column = page.source.line(line).indexOf(text);
    return page.source.lineStart(line) + Math.max(0, column);
  });
  const start = page.source.lineStart(token.map?.[0] ?? meta.first - 1);
  const block: Block = {
    kind,
    code: indents.join("\n"),
    options,
    span: { start, end: page.source.lineStart(meta.last) },
    lineOffsets,
  };
  if (kind === "model") readSettings(page, block);
  token.type = "block";
  token.meta = { ...meta, block: page.blocks.length };
  page.blocks.push(block);
  const label = options["label"];
  if (label && typeof label.value === "string") {
    const kindHere = kindOf(label.value) ?? "model";
    page.labels.push({ label: label.value, kind: kindHere, span: label.span });
  }
  captionOf(page, scan, token, block);
}

/** `knitr::opts_chunk$set(…)` holds for the blocks that follow. */
function readSettings(page: Page, block: Block): void {
  if (!/\bopts_chunk\$set\s*\(/.test(block.code)) return;
  for (const statement of parse(block.code).statements) {
    if (!setsChunks(statement) || statement.kind !== "call") continue;
    // Hooks and what concerns knitr itself say nothing of chunks.
    const { start, end } = statement.callee;
    if (!/\bopts_chunk\s*\$/.test(block.code.slice(start, end))) continue;
    const at = (position: number): number => blockOffset(block, position);
    const { options, diagnostics } = readChunkSettings(page.source, statement, block.code, at);
    Object.assign(page.defaults, options);
    addAll(page.diagnostics, diagnostics);
  }
}

/** A label names a place in a page and files: it is made of letters, digits, hyphens, underscores. */
function checkLabel(scan: Scan, options: BlockOptions): void {
  const label = options["label"];
  if (!label || /^[A-Za-z0-9][\w.:-]*(?<!-)$/.test(String(label.value))) return;
  report(scan, {
    code: "bad-label",
    message: `"${String(label.value)}" is no label`,
    hint: "A label begins with a letter and holds letters, digits, hyphens and underscores",
  }, label.span);
  delete options["label"];
}

/** A name of results becomes a name of R, and begins the labels and files of what is shown. */
function checkName(scan: Scan, options: BlockOptions): void {
  const name = options["name"];
  if (!name || /^[\p{L}.][\p{L}\p{N}._-]*$/u.test(String(name.value))) return;
  report(scan, {
    code: "bad-option",
    message: `"${String(name.value)}" is no name of a result`,
    hint: "A name begins with a letter and holds letters, digits, dots and underscores",
  }, name.span);
  delete options["name"];
}

/** An author's caption is inline Markdown; values in it are evaluated after the block. */
function captionOf(page: Page, scan: Scan, token: Token, block: Block): void {
  const caption = block.options["caption"];
  if (!caption) return;
  const { start } = caption.span;
  if (caption.expression !== undefined) {
    const value = new (token.constructor as typeof Token)("inline_value", "", 0);
    const meta: InlineValueMeta = { start, end: caption.span.end, block: -1 };
    value.content = caption.expression;
    value.meta = meta;
    inlineBlock(page, value);
    token.meta = { ...token.meta, captionTokens: [value] };
    return;
  }
  const raw = page.source.text.slice(start, caption.span.end);
  const text = String(caption.value);
  const found = raw.indexOf(text);
  const { children, diagnostics } = parseInlineText(
    page.source,
    text,
    start + Math.max(0, found),
    scan.texts,
  );
  addAll(page.diagnostics, diagnostics);
  const values = (tokens: readonly Token[]): void => {
    for (const each of tokens) {
      if (each.type === "inline_value") inlineBlock(page, each);
      else values(each.children ?? []);
    }
  };
  values(children);
  token.meta = { ...token.meta, captionTokens: children };
}

function inlineBlock(page: Page, token: Token): void {
  const meta = token.meta as InlineValueMeta;
  meta.block = page.blocks.length;
  page.blocks.push({
    kind: "inline",
    code: token.content,
    options: {},
    span: { start: meta.start, end: meta.end },
    lineOffsets: [meta.start],
  });
}
