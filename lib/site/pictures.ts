/**
 * The pictures of a book: figures of our own and `plot` fences, drawn by a worker beside us while
 * the rest of the build goes on.
 *
 * @module
 */
import type { BlockResult } from "../chunk/block.ts";
import type { World } from "../world.ts";
import { BookFiles } from "./book_files.ts";
import { pagesOf } from "./chapters.ts";
import { type Diagnostic, DiagnosticError, type Span } from "../diagnostic.ts";
import type { Shown } from "../render/shown.ts";
import { suggestion } from "../syntax/nearest.ts";
import { type Block, blockOffset, type Page } from "../weave/page.ts";
import { checkedMarkup } from "../weave/plot_markup.ts";
import { plotTables } from "../weave/plot_tables.ts";
import { type Drawing, type PlotOutcome, Plots } from "../weave/plots.ts";
import type { PageValues, StoredItem } from "../weave/values.ts";

/** A `plot` fence, a verb that gives a figure, or a bare formula, whose report has one. */
const DRAWS = new RegExp(
  "^[ >]*(?:```+|~~~+)plot\\b" +
    "|^[^`\\n]*\\b(?:plot|qqPlot|emmip|[a-z]+_plot)\\s*\\([^`\\n]*$" +
    "|^[ >]*(?:```+|~~~+)(?:model|\\{r\\b).*\\n(?:[ >]*#.*\\n)*[ >]*[\\w.]+(?:\\([\\w. +]*\\))?[ ]*~",
  "m",
);

/** Draws what a book asks for. */
export class Pictures {
  readonly diagnostics: Diagnostic[] = [];
  #plots: Plots | null = null;
  readonly #pending: Promise<unknown>[] = [];
  /** By the value that was evaluated; `#drawn` is by the value that is stored. */
  readonly #begun = new WeakMap<Shown, Promise<Drawing | null>>();
  readonly #drawn = new WeakMap<Shown, Drawing>();
  /** True if a figure is left to be drawn in this process. */
  undrawn = false;

  /**
   * Starts the worker if a chapter's text looks as if it will be needed: before anything else is
   * loaded, so that its library is there in time. It is started later if this was wrong.
   */
  expectFrom(world: World, root: string): void {
    if (!world.facts(root)?.isDirectory) return;
    const files = new BookFiles(world, root);
    const wanted = pagesOf(files).some((name) => DRAWS.test(files.looseText(name)));
    if (wanted) this.#plots ??= new Plots();
  }

  /** Asks for the figures of a block as soon as it is evaluated: they are drawn while others are. */
  begin({ shown }: BlockResult): void {
    for (const { value } of shown) {
      if (value.kind !== "figure") continue;
      const plots = this.#plots ??= new Plots();
      this.#begun.set(value, plots.draw(value));
    }
  }

  /** Every figure among the values of a page; `results` are what the values were made of. */
  drawAll(values: PageValues, results: readonly BlockResult[] = []): void {
    for (const [b, { shown }] of values.blocks.entries()) {
      for (const [i, { value }] of shown.entries()) {
        if (value.kind === "list") this.undrawn ||= holdsFigure(value);
        if (value.kind !== "figure") continue;
        const plots = this.#plots ??= new Plots();
        const source = results[b]?.shown[i]?.value;
        const drawing = (source && this.#begun.get(source)) ?? plots.draw(value);
        this.#pending.push(
          drawing.then((drawn) => {
            if (drawn) this.#drawn.set(value, drawn);
            else this.undrawn = true;
          }),
        );
      }
    }
  }

  /** Runs the fences of a page; what they show is put into `values`. */
  runFences(page: Page, values: PageValues, results: readonly BlockResult[]): void {
    for (const [index, block] of page.blocks.entries()) {
      const stored = values.blocks[index];
      const result = results[index];
      if (!isFence(block) || !stored || !result || result.failed) continue;
      const plots = this.#plots ??= new Plots();
      this.#pending.push(
        plots.run(block.code, result.values).then((outcome) => {
          const item = this.#takePlot(page, block, index, outcome);
          if (!item) stored.failed = true;
          else stored.shown = [storedItem(item, result)];
        }),
      );
    }
  }

  /** Waits for everything that was asked, and ends the worker. */
  async finish(): Promise<void> {
    await Promise.all(this.#pending);
    this.#plots?.close();
    this.#plots = null;
  }

  /** What was drawn of a figure. */
  drawing(shown: Shown): Drawing | undefined {
    return this.#drawn.get(shown);
  }

  /** A mark that asks for a column that is not there draws nothing. */
  #tellOfColumn(page: Page, block: Block, asked: string, columns: readonly string[]): void {
    const span = wordSpan(block, asked);
    // What the code does not name is asked for by the library.
    if (!span) return;
    this.diagnostics.push(page.source.diagnostic({
      code: "unknown-column",
      severity: "warning",
      message: `The rows have no column "${asked}", so nothing is drawn of it`,
      hint: suggestion(asked, columns, "The columns are"),
    }, span));
  }

  #takePlot(page: Page, block: Block, index: number, outcome: PlotOutcome): StoredItem | null {
    const caption = block.options["caption"]?.value;
    const alt = plainWords(String(block.options["alt"]?.value ?? caption ?? ""));
    const firstLine = (block.code.split("\n")[0] ?? "").length;
    const first = { start: blockOffset(block, 0), end: blockOffset(block, firstLine) };
    const fault = (code: string, message: string, hint: string | undefined, span: Span): void => {
      this.diagnostics.push(
        page.source.diagnostic({ code, message, ...(hint ? { hint } : {}) }, span),
      );
    };
    if (caption === undefined) {
      fault(
        "missing-caption",
        "This figure has no caption",
        "Give it one: `#| caption: What the figure shows.`",
        first,
      );
    }
    if (!("markup" in outcome)) {
      if (outcome.timeout) {
        fault("plot-timeout", outcome.message, "Look for a loop that never ends", first);
      } else {
        const message = `The figure's code fails: ${
          (outcome.message.split("\n")[0] ?? "").replace(/\.$/, "")
        }`;
        const hint = "The code sees `Plot` and the page's values by name";
        fault("plot-failed", message, hint, plotSpan(page, block, outcome, first));
      }
      return null;
    }
    for (const { asked, columns } of outcome.unknown) {
      this.#tellOfColumn(page, block, asked, columns);
    }
    try {
      const markup = checkedMarkup(outcome.markup, alt, `plot-${index}`);
      return { value: { kind: "markup", markup, alt } };
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      for (const { code, message, hint } of error.diagnostics) fault(code, message, hint, first);
      return null;
    }
  }
}

/** Where a word stands in a block's code; nothing if it does not. */
function wordSpan(block: Block, word: string): Span | null {
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const match = new RegExp(`(["'\`])${plain}\\1|\\.${plain}(?![\\w$])`).exec(block.code);
  if (!match) return null;
  const start = match.index + 1;
  return { start: blockOffset(block, start), end: blockOffset(block, start + word.length) };
}

function isFence(block: Block): boolean {
  return block.kind === "plot" && block.options["eval"]?.value !== false;
}

/** With the tables that the code named, and as it comes back from JSON. */
function storedItem(item: StoredItem, result: BlockResult): StoredItem {
  const data = plotTables(result.values);
  return JSON.parse(JSON.stringify(data.length === 0 ? item : { ...item, data })) as StoredItem;
}

function holdsFigure(value: Shown): boolean {
  if (value.kind === "list") return value.items.some((item) => holdsFigure(item.value));
  return value.kind === "figure";
}

function plotSpan(
  page: Page,
  block: Block,
  outcome: { line: number | null; column: number | null },
  first: Span,
): Span {
  const offset = outcome.line === null ? undefined : block.lineOffsets[outcome.line - 1];
  if (offset === undefined) return first;
  const start = offset + (outcome.column ?? 1) - 1;
  const word = /^[\w$.]+/.exec(page.source.text.slice(start))?.[0].length ?? 1;
  return { start, end: start + word };
}

/** A caption without its Markdown. */
function plainWords(text: string): string {
  return text.replace(/[*_`]/g, "").replace(/\$([^$]*)\$/g, "$1").replace(/\s+/g, " ").trim();
}
