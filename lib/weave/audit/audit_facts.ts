/**
 * What an auditor reads of a page's prose: tables headed Source | df, displayed equations with the
 * list that explains them, and numbers such as "15 pens per treatment". Nothing else.
 *
 * @module
 */
import type { Token } from "markdown-it";
import type { Span } from "../../diagnostic.ts";
import type { BlockResult, ShownItem } from "../../chunk/page/page_result.ts";
import type { StatedCount } from "../../design/audit/audit_counts.ts";
import type { TypedEquation } from "../../design/audit/audit_notation.ts";
import type { TypedRow } from "../../design/audit/audit_typed.ts";
import { blockOffset, type Page } from "../page/page.ts";
import type { MathMeta } from "../rules/mathematics.ts";

/** A typed table with the places of its rows. */
export interface TableFact {
  rows: (TypedRow & { span: Span })[];
  span: Span;
  /** The block that shows it, −1 for a Markdown table. */
  block: number;
}

/** An equation with its where-list. */
export interface EquationFact extends TypedEquation {
  span: Span;
  /** Of each item of the list. */
  places: Span[];
  /** From the heading before to the heading after. */
  section: Span;
}

/** A stated count with its place. */
export interface CountFact extends StatedCount {
  span: Span;
}

/** Everything that can be held to the models. */
export interface PageFacts {
  tables: TableFact[];
  equations: EquationFact[];
  counts: CountFact[];
}

/** Reads the facts of a page, in its order. */
export function readPageFacts(
  page: Page,
  results: readonly Pick<BlockResult, "shown">[],
): PageFacts {
  const reader = new FactReader(page);
  reader.read();
  const shown = results.flatMap((result, block) => shownTables(page, result, block));
  const tables = [...reader.facts.tables, ...shown].sort((a, b) => a.span.start - b.span.start);
  return { ...reader.facts, tables };
}

const isSource = (head: string): boolean => /^source(s| of variation)?$/i.test(head.trim());
const isDf = (head: string): boolean => /^(d\.?f\.?|degrees of freedom)$/i.test(head.trim());

/** Data frames with the columns Source and df that a block shows. */
function shownTables(page: Page, result: Pick<BlockResult, "shown">, block: number): TableFact[] {
  return result.shown.flatMap((item: ShownItem): TableFact[] => {
    if (item.value.kind !== "frame") return [];
    const { columns } = item.value;
    const source = columns.find((c) => isSource(c.name));
    const df = columns.find((c) => isDf(c.name));
    const here = page.blocks[block];
    if (!source || !df || !here) return [];
    const span = {
      start: blockOffset(here, item.span.start),
      end: blockOffset(here, item.span.end),
    };
    const rows = source.values.map((value, i) => ({
      source: String(value ?? ""),
      df: String(df.values[i] ?? ""),
      span,
    }));
    return [{ rows, span, block }];
  });
}

/** `15 pens per treatment`, `5 pens per dietary treatment`. */
const COUNT =
  /(?<![\d.,])(\d{1,6})\s+([A-Za-z]+)\s+per\s+((?:dietary|experimental)\s+)?([A-Za-z]+)/g;

class FactReader {
  readonly facts: PageFacts = { tables: [], equations: [], counts: [] };
  private readonly page: Page;
  private readonly headings: number[];
  /** Displayed equations since the last other block. */
  private open: { latex: string; span: Span }[] = [];
  /** Whether the word "where" has come after them. */
  private waiting = false;

  constructor(page: Page) {
    this.page = page;
    this.headings = page.tokens.filter((t) => t.type === "heading_open")
      .map((t) => page.source.lineStart(t.map?.[0] ?? 0));
  }

  read(): void {
    const { tokens } = this.page;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!;
      if (token.type === "table_open") this.table(i);
      else if (token.type === "bullet_list_open") this.list(i);
      else if (token.type === "display") this.display(token);
      else if (token.type === "inline") this.inline(token, tokens, i);
      else if (token.type === "heading_open" || token.type === "block" || token.type === "fence") {
        this.forget();
      }
    }
  }

  private forget(): void {
    this.open = [];
    this.waiting = false;
  }

  private display(token: Token): void {
    if (this.waiting) this.forget();
    const { start } = token.meta as MathMeta;
    this.open.push({
      latex: token.content,
      span: { start, end: start + token.content.length },
    });
  }

  /** Prose: counts are read; a paragraph that is not "where" ends what is waiting. */
  private inline(token: Token, tokens: readonly Token[], i: number): void {
    this.counts(token);
    const inList = tokens[i - 1]?.type === "paragraph_open" &&
      tokens[i - 2]?.type === "list_item_open";
    if (inList) return;
    const children = token.children ?? [];
    for (const child of children) if (child.type === "display") this.display(child);
    const words = children.filter((c) => c.type !== "display").map((c) => c.content).join(" ")
      .trim();
    if (words === "") return;
    if (this.open.length > 0 && /\bwhere\s*:?\s*$/i.test(words)) this.waiting = true;
    else if (!children.some((c) => c.type === "display")) this.forget();
  }

  private counts(token: Token): void {
    const at = Number((token.meta as { at?: number } | null)?.at ?? 0);
    for (const match of token.content.matchAll(COUNT)) {
      const [text, count, unit, adjective, per] = match;
      const start = Math.max(at, this.page.source.text.indexOf(text, at));
      this.facts.counts.push({
        count: Number(count),
        unit: unit!,
        per: `${adjective ?? ""}${per}`,
        span: { start, end: start + text.length },
      });
    }
  }

  /** The list after "where": its items begin with a symbol. */
  private list(i: number): void {
    if (!this.waiting || this.open.length === 0) return;
    const { tokens, source } = this.page;
    const level = tokens[i]!.level;
    const where: string[] = [];
    const places: Span[] = [];
    for (let k = i + 1; k < tokens.length; k++) {
      const token = tokens[k]!;
      if (token.type === "bullet_list_close" && token.level === level) break;
      if (token.type !== "inline") continue;
      const first = (token.children ?? []).find((c) => c.content.trim() !== "");
      if (first?.type !== "math") continue;
      const { start } = first.meta as unknown as MathMeta;
      where.push(first.content);
      places.push({ start, end: start + first.content.length });
    }
    if (where.length > 0) {
      const start = this.open[0]!.span.start;
      const end = this.open[this.open.length - 1]!.span.end;
      const before = this.headings.filter((h) => h <= start).at(-1) ?? 0;
      const after = this.headings.find((h) => h > start) ?? source.text.length;
      this.facts.equations.push({
        latex: this.open.map((o) => o.latex),
        where,
        places,
        span: { start, end },
        section: { start: before, end: after },
      });
    }
    this.forget();
  }

  /** A Markdown table whose heads are Source and df. */
  private table(i: number): void {
    const { tokens, source } = this.page;
    const rows: { cells: string[]; line: number }[] = [];
    for (let k = i + 1; k < tokens.length && tokens[k]!.type !== "table_close"; k++) {
      const token = tokens[k]!;
      if (token.type === "tr_open") rows.push({ cells: [], line: token.map?.[0] ?? -1 });
      if (token.type === "inline" && rows.length > 0) {
        rows[rows.length - 1]!.cells.push(cellText(token));
      }
    }
    const heads = rows[0]?.cells ?? [];
    const [s, d] = [heads.findIndex(isSource), heads.findIndex(isDf)];
    const map = tokens[i]!.map;
    if (s < 0 || d < 0 || !map) return;
    const first = map[0];
    const body = rows.slice(1).map(({ cells, line }, k) => {
      const at = line >= 0 ? line : first + 2 + k;
      const start = source.lineStart(at);
      const span = { start, end: start + source.line(at).length };
      return { source: cells[s] ?? "", df: cells[d] ?? "", span };
    });
    const span = { start: source.lineStart(first), end: source.lineStart(map[1]) };
    this.facts.tables.push({ rows: body, span, block: -1 });
  }
}

/** The text of a cell; mathematics as its LaTeX. */
function cellText(token: Token): string {
  const children = token.children ?? [];
  return children.map((c) => c.content).join("").trim() || token.content.trim();
}
