/**
 * Values of every block of a book: `model` blocks by evaluation, `plot` fences by their worker.
 *
 * @module
 */
import { type Diagnostic, DiagnosticError, fail, type Span } from "../diagnostic.ts";
import type { BlockResult, PageBlock, PageEnvironment, Place } from "../chunk/block.ts";
import type { Scope } from "../chunk/scope.ts";
import { nearest } from "../syntax/nearest.ts";
import { type Block, blockOffset, type Page } from "../weave/page.ts";
import { checkedMarkup } from "../weave/plot_markup.ts";
import { plotTables } from "../weave/plot_tables.ts";
import { type PlotOutcome, Plots } from "../weave/plots.ts";
import { type PageValues, type StoredBlock, throughJson } from "../weave/values.ts";
import type { DataFiles } from "./data_files.ts";

/** What evaluation gives for one page. */
export interface EvaluatedPage {
  values: PageValues;
  diagnostics: Diagnostic[];
  results: BlockResult[];
}

interface Evaluator {
  evaluatePage(
    blocks: readonly PageBlock[],
    environment: PageEnvironment,
  ): { blocks: BlockResult[]; scope: Scope };
}

/** Evaluates the pages of one book; a page that another takes values from comes first. */
export class BookEvaluation {
  readonly #pages: ReadonlyMap<string, Page>;
  readonly #data: DataFiles;
  readonly #evaluator: Evaluator;
  readonly #done = new Map<string, { blocks: BlockResult[]; scope: Scope }>();
  readonly #open = new Set<string>();

  private constructor(pages: readonly Page[], data: DataFiles, evaluator: Evaluator) {
    this.#pages = new Map(pages.map((page) => [page.file, page]));
    this.#data = data;
    this.#evaluator = evaluator;
  }

  /** Values of all pages by file. The engine is only loaded where a page has a block. */
  static async run(
    pages: readonly Page[],
    data: DataFiles,
    labels: boolean,
  ): Promise<Map<string, EvaluatedPage>> {
    const anyPlot = pages.some((page) => page.blocks.some((block) => runs(block, "plot")));
    const plots = anyPlot ? new Plots() : null;
    try {
      const needed = pages.some((page) => page.blocks.length > 0);
      const evaluator: Evaluator = needed
        ? await import("../chunk/page.ts")
        : { evaluatePage: () => ({ blocks: [], scope: undefined as unknown as Scope }) };
      const book = new BookEvaluation(pages, data, evaluator);
      const evaluated = new Map<string, EvaluatedPage>();
      for (const page of pages) evaluated.set(page.file, await book.#finish(page, plots, labels));
      return evaluated;
    } finally {
      plots?.close();
    }
  }

  #evaluate(page: Page): { blocks: BlockResult[]; scope: Scope } {
    const known = this.#done.get(page.file);
    if (known) return known;
    this.#open.add(page.file);
    const environment: PageEnvironment = {
      readTable: (path, options) => this.#data.read(page.file, path, options),
      scopeOf: (name) => this.#scopeOf(name),
    };
    const result = this.#evaluator.evaluatePage(
      page.blocks.map((block) => pageBlock(page, block)),
      environment,
    );
    this.#open.delete(page.file);
    this.#done.set(page.file, result);
    return result;
  }

  #scopeOf(name: string): Scope {
    const file = name.endsWith(".md") ? name : `${name}.md`;
    const page = this.#pages.get(file);
    if (!page) {
      const names = [...this.#pages.keys()].map((each) => each.replace(/\.md$/, ""));
      const near = nearest(name, names);
      fail("unknown-page", `The book has no page "${name}"`, {
        hint: near === null ? `Its pages are ${names.join(", ")}` : `Did you mean "${near}"?`,
      });
    }
    if (this.#open.has(file)) {
      fail(
        "circular-pages",
        `"${name}" takes values from this page, which would take them from it`,
      );
    }
    return this.#evaluate(page).scope;
  }

  async #finish(page: Page, plots: Plots | null, labels: boolean): Promise<EvaluatedPage> {
    const results = page.blocks.length === 0 ? [] : this.#evaluate(page).blocks;
    const diagnostics: Diagnostic[] = [];
    const blocks: StoredBlock[] = [];
    for (const [index, block] of page.blocks.entries()) {
      const result = results[index];
      if (!result) continue;
      diagnostics.push(...result.diagnostics, ...noteDiagnostics(page, block, result));
      const stored: StoredBlock = {
        kind: block.kind,
        code: block.code,
        shown: result.shown.map(({ value, part, caption }) => ({
          value,
          ...(part === undefined ? {} : { part }),
          ...(caption === undefined ? {} : { caption }),
        })),
        notes: result.notes,
        r: result.r,
        failed: result.failed,
      };
      if (runs(block, "plot") && !result.failed && plots) {
        const outcome = await plots.run(block.code, result.values);
        takePlot(page, block, index, outcome, stored, diagnostics);
        const [item] = stored.shown;
        if (item) item.data = plotTables(result.values);
      }
      blocks.push(stored);
    }
    const used = [...this.#data.used.get(page.file) ?? []].sort();
    const values = throughJson({
      blocks,
      data: used.flatMap((file) => {
        const rows = this.#data.rows(file);
        return rows === undefined ? [] : [{ file, rows }];
      }),
      labels: labels ? this.#data.labels() : {},
    });
    return { values, diagnostics, results };
  }
}

function runs(block: Block, kind: Block["kind"]): boolean {
  return block.kind === kind && block.options["eval"]?.value !== false;
}

function pageBlock(page: Page, block: Block): PageBlock {
  const placed = (start: number, end: number): Place => {
    const from = page.source.place(start);
    const to = page.source.place(Math.max(end, start + 1));
    return {
      file: page.file,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      excerpt: page.source.line(from.line - 1),
    };
  };
  return {
    kind: block.kind,
    source: block.options["eval"]?.value === false ? "" : block.code,
    options: block.options,
    place: (span: Span) => {
      const end = blockOffset(block, Math.max(span.end - 1, span.start)) +
        (span.end > span.start ? 1 : 0);
      return placed(blockOffset(block, span.start), end);
    },
    placeInFile: (span: Span) => placed(span.start, span.end),
  };
}

/** Remarks that belong to no shown value are told in the terminal. */
function noteDiagnostics(page: Page, block: Block, result: BlockResult): Diagnostic[] {
  return result.notes.map((note) =>
    page.source.diagnostic(
      { code: note.code, severity: "note", message: note.text.replace(/\.$/, "") },
      {
        start: blockOffset(block, 0),
        end: blockOffset(block, (block.code.split("\n")[0] ?? "").length),
      },
    )
  );
}

function takePlot(
  page: Page,
  block: Block,
  index: number,
  outcome: PlotOutcome,
  stored: StoredBlock,
  diagnostics: Diagnostic[],
): void {
  const caption = block.options["caption"]?.value;
  const alt = block.options["alt"]?.value ?? caption;
  const first = {
    start: blockOffset(block, 0),
    end: blockOffset(block, (block.code.split("\n")[0] ?? "").length),
  };
  if (caption === undefined) {
    diagnostics.push(page.source.diagnostic({
      code: "missing-caption",
      message: "This figure has no caption",
      hint: "Give it one: `#| caption: What the figure shows.`",
    }, first));
  }
  try {
    if ("markup" in outcome) {
      const markup = checkedMarkup(outcome.markup, plainWords(String(alt ?? "")), `plot-${index}`);
      stored.shown = [{ value: { kind: "markup", markup, alt: plainWords(String(alt ?? "")) } }];
      return;
    }
    stored.failed = true;
    diagnostics.push(page.source.diagnostic(
      {
        code: outcome.timeout ? "plot-timeout" : "plot-failed",
        message: outcome.timeout
          ? outcome.message
          : `The figure's code fails: ${sentence(outcome.message)}`,
        hint: outcome.timeout
          ? "Look for a loop that never ends"
          : "The code sees `Plot` and the page's values by name",
      },
      plotSpan(page, block, outcome, first),
    ));
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    stored.failed = true;
    for (const { code, message, hint } of error.diagnostics) {
      diagnostics.push(page.source.diagnostic({ code, message, ...(hint ? { hint } : {}) }, first));
    }
  }
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

function sentence(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/\.$/, "");
}
