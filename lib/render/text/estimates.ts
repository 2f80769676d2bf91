/**
 * Tables of estimates (means, contrasts, trends, joint tests) laid out as emmeans prints them: one
 * block for each level of the `by` factors, all blocks with the same digits.
 *
 * @module
 */
import { addAll, greatest } from "../../lists.ts";
import { formatNumbers, round, zapsmall } from "../number/number_format.ts";
import { matrixLines, pad } from "./layout.ts";

/**
 * A column. `label`: text, left-aligned. `estimate` and `number`: digits by the spread of the
 * estimates. `df`: two decimals at most. `ratio`: a test statistic with three decimals. `p`: four
 * decimals, `<.0001` below.
 */
export interface EstimateColumn {
  name: string;
  kind: "label" | "estimate" | "number" | "df" | "ratio" | "p";
  values: readonly (string | number | null)[];
}

/** A table of estimates; `by` names the columns that split it into blocks. */
export interface EstimateTable {
  columns: readonly EstimateColumn[];
  by: readonly string[];
}

/** A spread below this share of the estimate is none. */
const SHARE_DIGITS = 8;
const LEAST = 3;

/**
 * Significant digits for estimates: enough to tell the ends of each interval of ± 2 standard errors
 * apart, at least three; the most that any row needs.
 */
export function estimateDigits(
  estimates: readonly (number | null)[],
  standardErrors: readonly (number | null)[],
): number {
  let digits = LEAST;
  estimates.forEach((estimate, i) => {
    const se = standardErrors[i] ?? null;
    if (estimate === null || se === null) return;
    const low = estimate - 2 * se, high = estimate + 2 * se;
    const largest = Math.max(Math.abs(low), Math.abs(high));
    const share = (high - low) / largest;
    if (!(share > 0 && Number.isFinite(share))) return;
    const spread = round(share, SHARE_DIGITS - Math.log10(Math.max(1, share)));
    if (spread > 0) digits = Math.max(digits, round(1.51 - Math.log10(spread)));
  });
  return digits;
}

/** A column of numbers without what lies seven digits below its largest. */
function withoutSpecks(column: EstimateColumn): EstimateColumn {
  const numbers = column.values.map((v) => typeof v === "number" ? v : null);
  if (numbers.every((v) => v === null)) return column;
  const kept = zapsmall(numbers.map((v) => v ?? NaN), 7);
  return { ...column, values: column.values.map((v, i) => typeof v === "number" ? kept[i]! : v) };
}

/** Cells of every column, padded to the width of the column, and its padded head. */
export interface EstimateCells {
  name: string;
  align: "left" | "right";
  cells: string[];
}

/**
 * Finished cells of a table of estimates.
 *
 * @param asked Significant digits instead of those that the spread of the estimates needs.
 */
export function estimateCells(table: EstimateTable, asked?: number): EstimateCells[] {
  const columns = table.columns.map(withoutSpecks);
  const estimates = columns.find((c) => c.kind === "estimate")?.values as
    | (number | null)[]
    | undefined;
  const errors = columns.find((c) => c.name === "SE")?.values as (number | null)[] | undefined;
  const digits = asked ?? (estimates && errors ? estimateDigits(estimates, errors) : 7);
  return columns.map((column) => {
    const texts = cellTexts(column, digits);
    const align = column.kind === "label" && !column.values.every((v) => typeof v === "number")
      ? "left"
      : "right";
    const width = greatest(texts.map((t) => t.length), column.name.length);
    return {
      name: pad(column.name, width, align),
      align,
      cells: texts.map((t) => pad(t, width, align)),
    };
  });
}

function cellTexts(column: EstimateColumn, digits: number): string[] {
  if (column.kind === "label") {
    return column.values.every((v) => typeof v === "number")
      ? formatNumbers(column.values as number[], { digits }).map((t) => t.trim())
      : column.values.map((v) => String(v ?? ""));
  }
  const numbers = column.values.map((v) => typeof v === "number" ? v : null);
  const rounded = (places: number) => numbers.map((x) => x === null ? null : round(x, places));
  switch (column.kind) {
    case "df":
      return formatNumbers(rounded(2), { digits });
    case "ratio":
      return formatNumbers(rounded(3), { atLeast: 3, scientific: false });
    case "p":
      return formatNumbers(rounded(4), { atLeast: 4, scientific: false })
        .map((t) => t.trim() === "0.0000" ? "<.0001" : t);
    case "estimate":
      return formatNumbers(numbers, { digits })
        .map((t, i) => numbers[i] === null ? "nonEst" : t);
    default:
      return formatNumbers(numbers, { digits });
  }
}

/** Labels that are all numbers (covariates) share their decimals and width. */
function numericLabels(values: EstimateColumn["values"]): string[] | null {
  return values.every((v) => typeof v === "number") ? formatNumbers(values as number[]) : null;
}

/** Rows of each block, in the order in which the levels of `by` appear. */
export function blocksOf(table: EstimateTable): { title: string; rows: number[] }[] {
  const length = table.columns[0]?.values.length ?? 0;
  const all = Array.from({ length }, (_, i) => i);
  if (table.by.length === 0) return [{ title: "", rows: all }];
  const byColumns = table.by.flatMap((name) => table.columns.filter((c) => c.name === name))
    .map((c) => ({ name: c.name, values: numericLabels(c.values) ?? c.values }));
  const blocks = new Map<string, number[]>();
  for (const i of all) {
    const title = byColumns.map((c) => `${c.name} = ${c.values[i] ?? ""}`).join(", ");
    const rows = blocks.get(title);
    if (rows) rows.push(i);
    else blocks.set(title, [i]);
  }
  return [...blocks].map(([title, rows]) => ({ title, rows }));
}

/**
 * Lines of a table of estimates; each block ends with an empty line, remarks follow.
 *
 * @param digits Significant digits that are asked for.
 */
export function estimateLines(
  table: EstimateTable,
  messages: readonly string[],
  digits?: number,
): string[] {
  const cells = estimateCells(table, digits);
  const lines: string[] = [];
  for (const block of blocksOf(table)) {
    if (block.title !== "") lines.push(`${block.title}:`);
    const columns = cells.filter((_, k) => !table.by.includes(table.columns[k]?.name ?? ""))
      .map((c) => ({
        name: c.name,
        cells: block.rows.map((i) => c.cells[i] ?? ""),
        align: "right" as const,
      }));
    addAll(lines, [...matrixLines({ rowNames: block.rows.map(() => ""), columns }), ""]);
  }
  return [...lines, ...messages.flatMap((m) => `${m} `.split("\n"))];
}
