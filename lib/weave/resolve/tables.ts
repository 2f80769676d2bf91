/**
 * The tables that an author types.
 *
 * @module
 */
import type { Token } from "markdown-it";
import type { TableMeta } from "../rules/table/caption.ts";
import type { Inlines } from "./inlines.ts";
import type { PageRecord } from "./record.ts";
import { type Block, type Cell, type Inline, type Place, withStop } from "./tree.ts";

/** The table of a run of tokens, the first of which opens it and the last closes it. */
export function tableOf(
  tokens: readonly Token[],
  numbered: Place | null,
  inlines: Inlines,
  record: PageRecord,
): Block {
  const caption = (tokens[0]?.meta as TableMeta | null)?.caption;
  const place = caption ? numbered : null;
  let words: Inline[] = [];
  if (caption && place) {
    words = withStop(inlines.words(caption.children ?? []));
    record.say(" ");
  }
  const head: Cell[][] = [];
  const bodies: Cell[][][] = [];
  let rows = head;
  for (const token of tokens) {
    switch (token.type) {
      case "tbody_open":
        bodies.push(rows = []);
        break;
      case "tr_open":
        rows.push([]);
        break;
      case "th_open":
      case "td_open":
        rows.at(-1)?.push({ side: sideOf(token), words: [], ...spansOf(token) });
        break;
      case "inline": {
        const cell = rows.at(-1)?.at(-1);
        if (cell) cell.words = inlines.words(token.children ?? []);
        record.say(" ");
      }
    }
  }
  return { type: "author-table", place, caption: words, head, bodies };
}

/** How many columns and rows a cell takes. */
function spansOf({ meta }: Token): Pick<Cell, "columns" | "rows"> {
  const spans = meta as { columns?: number; rows?: number } | null;
  return {
    ...((spans?.columns ?? 1) > 1 ? { columns: spans!.columns! } : {}),
    ...((spans?.rows ?? 1) > 1 ? { rows: spans!.rows! } : {}),
  };
}

/** Where the words of a cell stand; null where the author does not say. */
function sideOf(token: Token): Cell["side"] {
  const side = /text-align:(\w+)/.exec(String(token.attrGet("style") ?? ""))?.[1];
  return side === "left" || side === "right" || side === "center" ? side : null;
}

/** Cells that take several columns or rows stand in the first, before empty ones. */
export function spread(rows: readonly Cell[][]): Cell[][] {
  /** In how many more rows a cell above takes a column. */
  const taken: number[] = [];
  const empty: Cell = { side: null, words: [] };
  return rows.map((row) => {
    const out: Cell[] = [];
    const fill = (): void => {
      while ((taken[out.length] ?? 0) > 0) {
        taken[out.length]!--;
        out.push(empty);
      }
    };
    for (const cell of row) {
      fill();
      for (let k = 0; k < (cell.columns ?? 1); k++) {
        taken[out.length] = (cell.rows ?? 1) - 1;
        out.push(k === 0 ? cell : empty);
      }
    }
    fill();
    return out;
  });
}
