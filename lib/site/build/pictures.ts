/**
 * The pictures of a book: figures of our own and `plot` fences, drawn by a worker beside us while
 * the rest of the build goes on.
 *
 * @module
 */
import type { BlockResult } from "../../chunk/page/page_result.ts";
import type { World } from "../../world.ts";
import { BookFiles } from "../book/book_files.ts";
import { pagesOf } from "../book/chapters.ts";
import { storedFault } from "./block_faults.ts";
import { type Diagnostic, DiagnosticError, type Span } from "../../diagnostic.ts";
import type { Shown, ShownFigure } from "../../render/shown.ts";
import { suggestion } from "../../syntax/nearest.ts";
import { type Block, blockOffset, type Page } from "../../weave/page/page.ts";
import { checkedMarkup } from "../../weave/plot/plot_markup.ts";
import { PLOT_SECONDS } from "../../weave/plot/plot_limits.ts";
import { plotTables } from "../../weave/plot/plot_tables.ts";
import { type FenceOutcome, Fences } from "../../weave/plot/fences.ts";
import { type Drawing, Plots } from "../../weave/plot/plots.ts";
import type { PageValues, StoredBlock, StoredItem } from "../../weave/page/values.ts";

/** A `plot` fence. */
const FENCE = /^[ >]*(?:```+|~~~+)plot\b/m;

/** A verb that gives a figure, or a bare formula, whose report has one. */
const DRAWS = new RegExp(
  "^[^`\\n]*\\b(?:plot|qqPlot|emmip|[a-z]+_plot)\\s*\\([^`\\n]*$" +
    "|^[ >]*(?:```+|~~~+)(?:model|\\{r\\b).*\\n(?:[ >]*#.*\\n)*[ >]*[\\w.]+(?:\\([\\w. +]*\\))?[ ]*~",
  "m",
);

/** The threads that draw, where builds follow each other. */
export interface PictureThreads {
  plots: Plots | null;
  fences: Fences | null;
}

/** Draws what a book asks for. */
export class Pictures {
  /** What is told of fences, by page. */
  readonly #told = new Map<string, Diagnostic[]>();
  #plots: Plots | null = null;
  #fences: Fences | null = null;
  readonly #pending: Promise<unknown>[] = [];
  /** By the value that was evaluated; `#drawn` is by the value that is stored. */
  readonly #begun = new WeakMap<Shown, Promise<Drawing | null>>();
  /** Fences that run already, by what their block came to. */
  readonly #running = new WeakMap<BlockResult, Promise<FenceOutcome>>();
  readonly #drawn = new WeakMap<Shown, Drawing>();
  /** True if a figure is left to be drawn in this process. */
  undrawn = false;
  readonly #threads: PictureThreads | null;

  /** @param threads Kept for the next build; else they end with this one. */
  constructor(threads: PictureThreads | null = null) {
    this.#threads = threads;
    this.#plots = threads?.plots ?? null;
    this.#fences = threads?.fences ?? null;
  }

  /**
   * Starts the workers that a chapter's text looks as if they will be needed: before anything else
   * is loaded, so that their library is there in time. They are started later if this was wrong.
   */
  expectFrom(world: World, root: string): void {
    if (!world.facts(root)?.isDirectory) return;
    const files = new BookFiles(world, root);
    const texts = pagesOf(files).map((name) => files.looseText(name));
    if (texts.some((text) => DRAWS.test(text))) this.#plots ??= new Plots();
    if (texts.some((text) => FENCE.test(text))) (this.#fences ??= new Fences()).warm();
  }

  /** Asks for the pictures of a block as soon as it is evaluated: they are made while others are. */
  begin(block: Block, result: BlockResult): void {
    for (const { value } of result.shown) {
      if (value.kind !== "figure") continue;
      const plots = this.#plots ??= new Plots();
      this.#begun.set(value, plots.draw(value));
    }
    if (isFence(block) && !result.failed) this.#running.set(result, this.#run(block, result));
  }

  /**
   * Every figure among the values of a page; `results` are what the values were made of, `kept` what
   * an earlier build drew, by block and place.
   */
  drawAll(
    values: PageValues,
    results: readonly BlockResult[] = [],
    kept: Readonly<Record<string, Drawing>> = {},
  ): void {
    for (const [b, { shown }] of values.blocks.entries()) {
      for (const [i, { value }] of shown.entries()) {
        if (value.kind === "list") this.undrawn ||= holdsFigure(value);
        if (value.kind !== "figure" || this.#drawn.has(value)) continue;
        const old = kept[`${b}.${i}`];
        if (old) {
          this.#drawn.set(value, old);
          continue;
        }
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

  /** Draws a figure of stored values; false if it cannot be drawn, or not in time. */
  async draws(value: ShownFigure): Promise<boolean> {
    const plots = this.#plots ??= new Plots();
    const timer = setTimeout(() => plots.close(), PLOT_SECONDS * 1000);
    const drawn = await plots.draw(value);
    clearTimeout(timer);
    if (drawn) this.#drawn.set(value, drawn);
    return drawn !== null;
  }

  /** Runs the fences of a page; what they show is put into `values`. */
  runFences(page: Page, values: PageValues, results: readonly BlockResult[]): void {
    for (const [index, block] of page.blocks.entries()) {
      const stored = values.blocks[index];
      const result = results[index];
      if (!isFence(block) || !stored || !result || result.failed) continue;
      const running = this.#running.get(result) ?? this.#run(block, result);
      this.#pending.push(
        running.then((outcome) => {
          const item = this.#takePlot(page, block, index, outcome, stored);
          if (!item) stored.failed = true;
          else stored.shown = [storedItem(item, result)];
        }),
      );
    }
  }

  #run(block: Block, result: BlockResult): Promise<FenceOutcome> {
    const fences = this.#fences ??= new Fences();
    return fences.run(block.code, result.values, result.levels);
  }

  /** Waits for everything that was asked, and ends the worker. */
  async finish(): Promise<void> {
    await Promise.all(this.#pending);
    if (this.#threads) {
      this.#threads.plots = this.#plots;
      this.#threads.fences = this.#fences;
      return;
    }
    this.#plots?.close();
    this.#plots = null;
    this.#fences?.close();
    this.#fences = null;
  }

  /** What was drawn of a page's values, by block and place. */
  drawingsOf({ blocks }: PageValues): Record<string, Drawing> {
    const drawings: Record<string, Drawing> = {};
    for (const [b, { shown }] of blocks.entries()) {
      for (const [i, { value }] of shown.entries()) {
        const drawing = this.#drawn.get(value);
        if (drawing) drawings[`${b}.${i}`] = drawing;
      }
    }
    return drawings;
  }

  /** What is told of the fences of a page. */
  told(page: Page): readonly Diagnostic[] {
    return this.#told.get(page.file) ?? [];
  }

  #tell(page: Page, fault: Diagnostic): void {
    this.#told.set(page.file, [...this.told(page), fault]);
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
    this.#tell(
      page,
      page.source.diagnostic({
        code: "unknown-column",
        severity: "warning",
        message: `The rows have no column "${asked}", so nothing is drawn of it`,
        hint: suggestion(asked, columns, "The columns are"),
      }, span),
    );
  }

  #takePlot(
    page: Page,
    block: Block,
    index: number,
    outcome: FenceOutcome,
    stored: StoredBlock,
  ): StoredItem | null {
    const caption = block.options["caption"]?.value;
    const alt = plainWords(String(block.options["alt"]?.value ?? caption ?? ""));
    const firstLine = (block.code.split("\n")[0] ?? "").length;
    const first = { start: blockOffset(block, 0), end: blockOffset(block, firstLine) };
    const fault = (code: string, message: string, hint: string | undefined, span: Span): void => {
      const told = page.source.diagnostic({ code, message, ...(hint ? { hint } : {}) }, span);
      this.#tell(page, told);
      (stored.faults ??= []).push(storedFault(page, block, told));
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
      fault(...fenceFault(outcome), plotSpan(page, block, outcome, first));
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

/** Code, words and hint of a fence that gave no figure. */
function fenceFault(
  outcome: Exclude<FenceOutcome, { markup: string }>,
): [code: string, message: string, hint: string] {
  const { ended, message } = outcome;
  if (ended === "timeout") return ["plot-timeout", message, "Look for a loop that never ends"];
  if (ended === "memory") {
    return [
      "plot-memory",
      message,
      "Draw a summary of the data, and look for a loop that never ends",
    ];
  }
  if (ended === "large") {
    return [
      "large-markup",
      message,
      "Draw a summary, such as a line or bins, where there are many points",
    ];
  }
  const words = (message.split("\n")[0] ?? "").slice(0, 300).replace(/\.$/, "");
  return [
    "plot-failed",
    `The figure's code fails: ${words}`,
    "The code sees `Plot` and the page's values by name",
  ];
}

function plotSpan(
  page: Page,
  block: Block,
  outcome: Exclude<FenceOutcome, { markup: string }>,
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
