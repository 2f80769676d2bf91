/**
 * Text laid out as R's console lays it out: matrices of cells in columns that wrap at the width of
 * the line, and vectors with the index of their first element.
 *
 * @module
 */
import { greatest } from "../../lists.ts";

/** Columns of a line. */
export const LINE_WIDTH = 100;

/** A matrix of finished cells. */
export interface TextMatrix {
  /** Left-aligned labels; absent labels leave no room. */
  rowNames: readonly string[];
  columns: readonly { name: string; cells: readonly string[]; align: "left" | "right" }[];
}

/** Pads `text` to `width`. */
export function pad(text: string, width: number, align: "left" | "right"): string {
  return align === "left" ? text.padEnd(width) : text.padStart(width);
}

/** The width of R's labels of rows, where there are none. */
const NO_ROWS = 4;

/** Lines of a matrix. Columns that do not fit follow below, each block with the row labels. */
export function matrixLines(matrix: TextMatrix, lineWidth = LINE_WIDTH): string[] {
  const label = greatest(
    matrix.rowNames.map((n) => n.length),
    matrix.rowNames.length === 0 ? NO_ROWS : 0,
  );
  const widths = matrix.columns.map((c) => greatest(c.cells.map((t) => t.length), c.name.length));
  const lines: string[] = [];
  let from = 0;
  do {
    let to = from;
    let width = label;
    do width += (widths[to++] ?? 0) + 1; while (
      to < widths.length && width + (widths[to] ?? 0) + 1 < lineWidth
    );
    const block = matrix.columns.slice(from, to);
    const row = (labelText: string, cell: (k: number) => string): string =>
      labelText.padEnd(label) +
      block.map((c, k) => " " + pad(cell(k), widths[from + k] ?? 0, c.align)).join("");
    lines.push(row("", (k) => block[k]?.name ?? ""));
    matrix.rowNames.forEach((name, i) => lines.push(row(name, (k) => block[k]?.cells[i] ?? "")));
    from = to;
  } while (from < widths.length);
  return lines;
}

/** Lines of a vector without names: as many as fit, each line led by `[index]`. */
export function vectorLines(
  cells: readonly string[],
  align: "left" | "right",
  lineWidth = LINE_WIDTH,
): string[] {
  const width = greatest(cells.map((t) => t.length), 0);
  const label = String(cells.length).length + 2;
  const perLine = Math.max(1, Math.floor((lineWidth - label) / (width + 1)));
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += perLine) {
    const part = cells.slice(i, i + perLine).map((t) => " " + pad(t, width, align));
    lines.push(`[${i + 1}]`.padStart(label) + part.join(""));
  }
  return lines;
}

/** Lines of a named vector: names above values, right-aligned, each followed by a gap. */
export function namedVectorLines(
  names: readonly string[],
  cells: readonly string[],
  gap = 1,
): string[] {
  const width = greatest([...names.map((t) => t.length), ...cells.map((t) => t.length)]);
  const perLine = Math.max(1, Math.floor(LINE_WIDTH / (width + gap)));
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += perLine) {
    const row = (texts: readonly string[]): string =>
      texts.slice(i, i + perLine).map((t) => t.padStart(width) + " ".repeat(gap)).join("");
    lines.push(row(names), row(cells));
  }
  return lines;
}
