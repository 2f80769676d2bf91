/**
 * Vectors, factors, data frames and matrices as R prints them.
 *
 * @module
 */
import { greatest } from "../../lists.ts";
import type { ShownFrame, ShownMatrix, ShownVector, TableArrangement } from "../shown.ts";
import { formatNumbers } from "../number/number_format.ts";
import {
  LINE_WIDTH,
  matrixLines,
  namedVectorLines,
  type TextMatrix,
  vectorLines,
} from "./layout.ts";

type Value = number | string | boolean | null;

const INFINITE: Record<string, number> = { "Inf": Infinity, "-Inf": -Infinity, "NaN": NaN };

/** A number of a plain value; infinite ones are held as text. */
export function numberOf(value: Value): number | null {
  if (typeof value === "number") return value;
  if (typeof value === "string") {
    return INFINITE[value] ??
      (value === "Infinity" ? Infinity : value === "-Infinity" ? -Infinity : null);
  }
  return value === null ? null : Number(value);
}

/** Text with the escapes that R shows, in double quotes. */
function quoted(text: string): string {
  const escapes: Record<string, string> = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
  };
  return `"${text.replace(/["\\\n\t\r]/g, (c) => escapes[c] ?? c)}"`;
}

/** Cells of a vector as `print` writes them; text in quotes unless `plain`. */
function vectorCells(shown: ShownVector, digits = 7, plain = false): string[] {
  const { type, values } = shown;
  if (type === "integer") {
    // R never writes a whole number of type integer with a power of ten.
    const cells = values.map((v) => v === null ? "NA" : String(v));
    const width = greatest(cells.map((c) => c.length));
    return cells.map((c) => c.padStart(width));
  }
  if (type === "numeric") {
    return formatNumbers(values.map(numberOf), { digits });
  }
  if (type === "logical") {
    return values.map((v) => v === null ? "NA" : v ? "TRUE" : "FALSE");
  }
  if (type === "factor") return values.map((v) => v === null ? "<NA>" : String(v));
  return values.map((v) =>
    v === null ? (plain ? "<NA>" : "NA") : plain ? String(v) : quoted(String(v))
  );
}

/** A vector as R prints it. */
export function vectorText(shown: ShownVector, digits = shown.digits ?? 7): string[] {
  if (shown.values.length === 0) return emptyVector(shown);
  const cells = summaryCells(shown, digits) ?? vectorCells(shown, digits);
  if (shown.parameters !== undefined) {
    return [`'log Lik.' ${cells.join(", ")} (df=${shown.parameters})`];
  }
  if (shown.type === "factor") {
    return [...vectorLines(cells, "left"), levelsLine(shown.levels ?? [], shown.ordered ?? false)];
  }
  if (shown.names) {
    const lines = namedVectorLines(shown.names, cells);
    if (shown.counted === undefined) return lines;
    // R writes counts as a table of one row: what is counted stands above each part of it.
    return lines.flatMap((line, i) => i % 2 === 0 ? [shown.counted!, line] : [line]);
  }
  return vectorLines(cells, shown.type === "character" ? "left" : "right");
}

/** Cells of the summary of a column: how many are missing is a count beside them. */
function summaryCells(shown: ShownVector, digits: number): string[] | null {
  const last = shown.values.length - 1;
  if (shown.type !== "numeric" || shown.names?.[last] !== "NA's") return null;
  const numbers = vectorCells({ ...shown, values: shown.values.slice(0, last) }, digits);
  return [...numbers, String(shown.values[last])];
}

function emptyVector(shown: ShownVector): string[] {
  if (shown.type === "factor") return ["factor(0)", levelsLine(shown.levels ?? [], false)];
  return [`${shown.names ? "named " : ""}${shown.type}(0)`];
}

/** The levels of a factor; those in the middle are left out where they do not fit a line. */
function levelsLine(levels: readonly string[], ordered: boolean): string {
  const between = ordered ? " < " : " ";
  const room = LINE_WIDTH - "Levels: ".length - 7;
  let used = 0, fitting = 0;
  for (const level of levels) {
    used += level.length + between.length;
    if (used > room) break;
    fitting++;
  }
  if (fitting >= levels.length || levels.length <= 1) return `Levels: ${levels.join(between)}`;
  const shown = Math.max(1, fitting);
  const last = levels[levels.length - 1] ?? "";
  const some = [...levels.slice(0, Math.max(1, shown - 1)), "...", ...(shown > 1 ? [last] : [])];
  return `${levels.length} Levels: ${some.join(between)}`;
}

/** Cells of one column of a data frame. */
export function frameCells(column: ShownFrame["columns"][number], digits = 7): string[] {
  if (column.integer) return column.values.map((v) => v === null ? "NA" : String(v));
  if (column.type === "numeric") return formatNumbers(column.values.map(numberOf), { digits });
  if (column.type === "logical") {
    return column.values.map((v) => v === null ? "NA" : v ? "TRUE" : "FALSE");
  }
  return column.values.map((v) => v === null ? "<NA>" : String(v));
}

/** A data frame as R prints it. */
export function frameText(shown: ShownFrame): string[] {
  const length = shown.columns[0]?.values.length ?? shown.rowNames?.length ?? 0;
  if (shown.columns.length === 0) {
    return [`data frame with 0 columns and ${length} ${length === 1 ? "row" : "rows"}`];
  }
  const names = shown.columns.map((c) => c.name);
  if (length === 0) {
    return [
      ...vectorLines(names, "left"),
      "<0 rows> (or 0-length row.names)",
    ];
  }
  const rowNames = shown.rowNames ?? Array.from({ length }, (_, i) => String(i + 1));
  const lines = matrixLines({
    rowNames,
    columns: shown.columns.map((c) => ({
      name: c.name,
      cells: withMissing(c, frameCells(c, shown.digits), shown.arranged),
      align: "right",
    })),
  });
  return shown.arranged ? arrangedLines(shown.arranged, lines, shown) : lines;
}

/** Cells with what somebody wants in the place of missing values. */
export function withMissing(
  { values }: ShownFrame["columns"][number],
  cells: readonly string[],
  arranged: TableArrangement | undefined,
): string[] {
  const missing = arranged?.missing;
  return missing === undefined
    ? [...cells]
    : cells.map((cell, i) => values[i] === null ? missing : cell.trim());
}

/** A table that somebody arranged: what its heads say goes before it, what stands below after it. */
function arrangedLines(
  { groups, above, below }: TableArrangement,
  lines: readonly string[],
  { columns, rowNames }: ShownFrame,
): string[] {
  const heads = [...rowNames ? [""] : [], ...columns.map((c) => c.name)];
  const over = above.flatMap((row) => {
    let at = 0;
    return row.flatMap(({ head, width }) => {
      const below = heads.slice(at, at += width).filter((h) => h !== "");
      return head.trim() === "" ? [] : [`${head}: ${below.join(", ")}`];
    });
  });
  // A table that is wider than a page is cut in pieces, each with all rows.
  const whole = lines.length === 1 + (columns[0]?.values.length ?? 0);
  const grouped = whole
    ? lines.flatMap((line, i) => [
      ...groups.filter((g) => g.from === i - 1).map((g) => g.title),
      line,
    ])
    : [...groups.map((g) => `${g.title}: rows ${g.from + 1} to ${g.to + 1}`), ...lines];
  return [...over, ...grouped, ...below];
}

/**
 * A matrix as R prints it: each column with its own decimals, all with seven digits in common;
 * counts are all of one width.
 */
export function matrixText(shown: ShownMatrix): string[] {
  const count = shown.values[0]?.length ?? shown.columnNames.length;
  const cellsOf = (numbers: (number | null)[]): string[] =>
    formatNumbers(numbers, { digits: shown.digits ?? 7 });
  const together = shown.counted ? cellsOf(shown.values.flat()) : null;
  const widest = greatest(together?.map((c) => c.length) ?? []);
  const columns = Array.from({ length: count }, (_, j) => ({
    name: shown.columnNames[j] ?? `[,${j + 1}]`,
    align: "right" as const,
    cells: together
      ? shown.values.map((_, i) => together[i * count + j]!.padStart(widest))
      : cellsOf(shown.values.map((row) => row[j] ?? null)),
  }));
  const rowNames = shown.rowNames.length > 0
    ? shown.rowNames
    : shown.values.map((_, i) => `[${i + 1},]`);
  return shown.counted
    ? countsLines(shown.counted, rowNames, columns)
    : matrixLines({ rowNames, columns });
}

/** Counts by two factors: the names of the factors lead the first two lines. */
function countsLines(
  [rowsAre, columnsAre]: readonly [string, string],
  rowNames: readonly string[],
  columns: TextMatrix["columns"],
): string[] {
  const widest = greatest(rowNames.map((n) => n.length));
  const indent = Math.max(2, rowsAre.length - widest);
  const labels = rowNames.map((n) => " ".repeat(indent) + n);
  const width = greatest(labels.map((n) => n.length), rowsAre.length);
  const heads = " ".repeat(width) + columnsAre;
  return matrixLines({ rowNames: labels.map((l) => l.padEnd(width)), columns })
    .flatMap((line) =>
      line.startsWith(" ".repeat(width))
        ? [heads, rowsAre.padEnd(width) + line.slice(width)]
        : [line]
    );
}
