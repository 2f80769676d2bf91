/**
 * Values of a page from the JSON of an earlier build. The file may come from anybody: it is looked
 * at from end to end before anything of it is shown, and what no build could have written is a
 * fault that names the file.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, type Span } from "../../diagnostic.ts";
import {
  prepareRendering,
  presentation,
  renderCsv,
  renderDataTable,
  renderHtml,
  renderInline,
  renderLatex,
} from "../../render/render.ts";
import type { Shown } from "../../render/shown.ts";
import type { Page } from "../../weave/page/page.ts";
import { checkedMarkup, markupPrefix } from "../../weave/plot/plot_markup.ts";
import { styleFault } from "../../weave/plot/plot_style.ts";
import type { PageValues, StoredBlock, StoredItem } from "../../weave/page/values.ts";
import type { World } from "../../world.ts";
import type { Pictures } from "./pictures.ts";
import { pageValues, plainJson, Unfit, unfit } from "./stored_shape.ts";

/** Reads stored values, page by page. */
export class StoredValues {
  readonly #world: World;
  readonly #folder: string;
  readonly #pictures: Pictures;
  readonly #hint: string;
  readonly diagnostics: Diagnostic[] = [];

  /** @param hint How values that are not as they should be are had again. */
  constructor(
    world: World,
    folder: string,
    pictures: Pictures,
    hint = "Build the book where its data are, and take the JSON of that build",
  ) {
    this.#world = world;
    this.#folder = folder;
    this.#pictures = pictures;
    this.#hint = hint;
  }

  /** The values of a page, by where the site has it: they lie in the file that is published with it. */
  async read(page: Page, output: string): Promise<PageValues> {
    if (page.blocks.length === 0) return { blocks: [], data: [], labels: {} };
    const path = `${this.#folder.replace(/\/+$/, "")}/${output.replace(/\.html$/, ".json")}`;
    if (!this.#world.facts(path)?.isFile) {
      const shows = page.blocks.some((block) =>
        block.kind !== "model" || block.options["output"]?.value !== false
      );
      return shows
        ? this.fault(page, `There are no stored values of this page in "${this.#folder}"`)
        : { blocks: [], data: [], labels: {} };
    }
    return await this.fit(page, path, this.#world.readText(path));
  }

  /** The values of a page from their text, which stood at a path. */
  async fit(page: Page, path: string, text: string): Promise<PageValues> {
    let values: PageValues;
    try {
      values = pageValues(plainJson(text));
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      return this.fault(page, `"${path}" holds no stored values: ${error.message}`);
    }
    for (const [index, block] of page.blocks.entries()) {
      const own = values.blocks[index];
      if (own?.code !== block.code || own.kind !== block.kind) {
        return this.fault(
          page,
          "The stored values are of another text than this block",
          block.span,
        );
      }
      const why = await this.#whyNot(own, index, values.labels);
      if (why !== null) {
        return this.fault(page, `"${path}" holds what cannot be shown here: ${why}`, block.span);
      }
    }
    values.blocks.length = page.blocks.length;
    return values;
  }

  /** Shows the values of a block to nobody; tells why that cannot be. */
  async #whyNot(
    block: StoredBlock,
    index: number,
    labels: Record<string, string>,
  ): Promise<string | null> {
    try {
      for (const [position, item] of block.shown.entries()) {
        item.value = withMarkupChecked(item.value, markupPrefix(index, position));
        await this.#show(item, block.kind, labels);
      }
      return null;
    } catch (error) {
      if (error instanceof Unfit) return error.message;
      if (error instanceof DiagnosticError) return error.diagnostics[0]?.message ?? "a fault";
      const words = error instanceof Error ? error.message : String(error);
      return `a value is not as its kind is (${(words.split("\n")[0] ?? "").slice(0, 120)})`;
    }
  }

  async #show(
    { value, data }: StoredItem,
    kind: StoredBlock["kind"],
    labels: Record<string, string>,
  ): Promise<void> {
    if (kind === "inline") {
      checkHtml(renderInline(value), value);
      return;
    }
    if (value.kind === "figure") {
      if (!await this.#pictures.draws(value)) unfit("a figure that cannot be drawn");
      return;
    }
    await prepareRendering([value], { figures: value.kind === "list" });
    for (const numbers of ["r", "journal"] as const) {
      const options = { numbers, labels, id: "x", captionId: "y", stars: true };
      checkHtml(renderHtml(value, options), value);
      presentation(value, { numbers, labels });
      unlessRefused(() => renderLatex(value, options));
    }
    unlessRefused(() => renderCsv(value));
    for (const { table } of data ?? []) {
      checkHtml(renderHtml(table), table);
      const shown = renderDataTable(table, { labels });
      if (shown !== null) checkHtml(shown, table);
      unlessRefused(() => renderCsv(table));
    }
  }

  /**
   * Tells why there are no values of a page. What cannot be shown has failed, so that references to it
   * are not reported too.
   */
  fault(page: Page, message: string, span: Span = { start: 0, end: 1 }): PageValues {
    this.diagnostics.push(page.source.diagnostic({
      code: "stored-values",
      message,
      hint: this.#hint,
    }, span));
    const blocks = page.blocks.map(({ kind, code }): StoredBlock => (
      { kind, code, shown: [], notes: [], r: "", failed: true }
    ));
    return { blocks, data: [], labels: {} };
  }
}

/** A file that some kinds of values do not have is no fault. */
function unlessRefused(make: () => unknown): void {
  try {
    make();
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
  }
}

/** Elements and attributes that no value of a build has. */
const ELEMENTS =
  /^(?:script|style|iframe|object|embed|link|meta|base|form|input|img|image|foreignobject|animate\w*|set)$/i;
const ATTRIBUTES = /[\s"](?:on\w+|src|srcset|action|formaction|name)\s*=|'/i;

/**
 * A value of another type than its kind has may be written as it is: where a number is expected, a
 * text is not escaped. No value that a build stores makes an element that loads or runs.
 */
function checkHtml(html: string, value: unknown): void {
  for (
    const [, name = "", attributes = ""] of html.matchAll(/<\/?([a-z][\w-]*)((?:"[^"]*"|[^">])*)/gi)
  ) {
    const bare = attributes.replace(/"[^"]*"/g, '""');
    const links = attributes.matchAll(/href\s*=\s*"([^"]*)"/gi);
    const styles = attributes.matchAll(/\sstyle\s*=\s*"([^"]*)"/gi);
    if (
      ELEMENTS.test(name) || ATTRIBUTES.test(bare) || /href\s*=\s*[^"\s]/i.test(bare) ||
      [...links].some(([, to = ""]) => !to.startsWith("#")) ||
      [...styles].some(([, style = ""]) => styleFault(style) !== null)
    ) unfit("markup where a build has none");
  }
  const lacks = />\s*(?:undefined|\[object Object\])\s*</.exec(html);
  if (lacks && !/undefined|\[object/.test(JSON.stringify(value))) {
    unfit("a value that lacks a part of its kind");
  }
}

/** Markup passes the same check as that of a fence. */
function withMarkupChecked(value: Shown, prefix: string): Shown {
  if (value.kind === "markup") {
    return { ...value, markup: checkedMarkup(value.markup, value.alt, prefix) };
  }
  if (value.kind !== "list") return value;
  const items = value.items.map((item) => ({
    ...item,
    value: withMarkupChecked(item.value, prefix),
  }));
  return { ...value, items };
}
