/**
 * Matrices, arrays and tables of counts as R's console prints them.
 *
 * @module
 */
import { cellsOf, CONSOLE, numberCells, padded, type PrintOptions, widthOf } from "./cells.ts";
import { describe } from "../values/coerce.ts";
import {
  type Atomic,
  characters,
  dimNamesOf,
  dimOf,
  doubles,
  inherits,
  integers,
  isAtomic,
  type ListVector,
  logicals,
  type Numbers,
  textsAttribute,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";

/** Columns that do not fit a line follow below, each block with the row labels. */
export function block(
  rowNames: readonly string[],
  columns: readonly { head: string; cells: readonly string[]; left: boolean }[],
  options: PrintOptions,
  corner = "",
  leftRows = true,
): string[] {
  const label = [corner, ...rowNames].reduce((m, n) => Math.max(m, widthOf(n)), 0);
  const widths = columns.map((c) =>
    [c.head, ...c.cells].reduce((m, t) => Math.max(m, widthOf(t)), 0)
  );
  const lines: string[] = [];
  let from = 0;
  do {
    let to = from;
    let width = label;
    do width += widths[to++]! + 1; while (
      to < widths.length && width + widths[to]! + 1 <= options.width
    );
    const part = columns.slice(from, to);
    const line = (head: string, cell: (c: typeof columns[number]) => string): string =>
      padded(head, label, leftRows) +
      part.map((c, k) => ` ${padded(cell(c), widths[from + k]!, c.left)}`).join("");
    lines.push(line(corner, (c) => c.head));
    rowNames.forEach((name, i) => lines.push(line(name, (c) => c.cells[i] ?? "")));
    from = to;
  } while (from < widths.length);
  return lines;
}

export function matrix(x: Vector, options: PrintOptions): string[] {
  const [m, n] = dimOf(x) as unknown as [number, number];
  const names = dimNamesOf(x);
  const rowNames = names?.[0]?.map((v) => v ?? "<NA>") ??
    Array.from({ length: m }, (_, i) => `[${i + 1},]`);
  const heads = names?.[1]?.map((v) => v ?? "<NA>") ??
    Array.from({ length: n }, (_, j) => `[,${j + 1}]`);
  const titles = x.attributes?.get("dimnames")
    ? textsAttribute(x.attributes.get("dimnames")!, "names")
    : null;
  if (m === 0 || n === 0) {
    if (m === 0 && n === 0) return ["<0 x 0 matrix>"];
    return m === 0 ? [`     ${heads.join(" ")}`] : ["    ", ...rowNames.map((r) => r)];
  }
  const left = x.type === "character" && options.quote;
  const columns = heads.map((head, j) => ({
    head: left ? head : head,
    cells: columnCells(x, j, m, options),
    left,
  }));
  if (!titles) return block(rowNames, columns, options);
  const [a, b] = titles;
  const body = block(rowNames, columns, options, a ?? "");
  return b
    ? titled(body, b, [a ?? "", ...rowNames].reduce((w, r) => Math.max(w, widthOf(r)), 0))
    : body;
}

/** A table's blocks with the name of what stands across above each. */
function titled(body: readonly string[], title: string, label: number): string[] {
  const rows = body.length;
  const [first] = body;
  return body.flatMap((line, i) =>
    i === 0 ||
      (rows > 0 && line.slice(0, label) === first!.slice(0, label) && i > 0 && line.length > 0 &&
        body[0]!.slice(0, label) === line.slice(0, label) && isHead(body, i, label))
      ? [`${" ".repeat(label)} ${title}`, line]
      : [line]
  );
}

function isHead(body: readonly string[], i: number, label: number): boolean {
  return body[i]!.slice(0, label) === body[0]!.slice(0, label);
}

export function columnCells(x: Vector, j: number, rows: number, options: PrintOptions): string[] {
  const part = sliceOf(x, j * rows, (j + 1) * rows);
  if (part.type === "list") return part.values.map((v) => summaryOf(v));
  if (part.type === "double" && !inherits(x, "Date")) return matrixColumn(x, part, options);
  return cellsOf(part, options);
}

/** A column has its own decimals; digits are those of the whole matrix. */
function matrixColumn(
  _x: Vector,
  part: Vector & { type: "double" },
  options: PrintOptions,
): string[] {
  const cells = numberCells(part.values, part.nan, options.digits);
  return options.naPrint === undefined
    ? cells
    : cells.map((c, i) => Number.isNaN(part.values[i]) ? options.naPrint! : c);
}

function sliceOf(x: Vector, from: number, to: number): Vector {
  switch (x.type) {
    case "logical":
      return logicals(x.values.slice(from, to));
    case "integer":
      return integers(x.values.slice(from, to));
    case "double":
      return doubles(x.values.slice(from, to), null, x.nan?.slice(from, to) ?? null);
    case "character":
      return characters(x.values.slice(from, to));
    case "list":
      return { ...x, values: x.values.slice(from, to), attributes: null };
  }
}

export function array(x: Atomic, dim: Numbers, options: PrintOptions): string[] {
  const [m, n] = [dim[0]!, dim[1]!];
  const size = m * n;
  const names = dimNamesOf(x);
  const titles = x.attributes?.get("dimnames")
    ? textsAttribute(x.attributes.get("dimnames")!, "names")
    : null;
  const lines: string[] = [];
  const count = Array.from(dim).slice(2).reduce((a, b) => a * b, 1);
  for (let k = 0; k < count; k++) {
    let rest = k;
    const at = Array.from(dim).slice(2).map((d, i) => {
      const own = rest % d;
      rest = Math.floor(rest / d);
      const label = names?.[i + 2]?.[own] ?? String(own + 1);
      const title = titles?.[i + 2];
      return title ? `${title} = ${label}` : label;
    });
    const part = sliceOf(x, k * size, (k + 1) * size);
    const attributes = new Map<string, Value>([["dim", integers([m, n])]]);
    const label = x.attributes?.get("dimnames");
    if (label?.type === "list") {
      const own: ListVector = {
        ...label,
        values: label.values.slice(0, 2),
        attributes: titles ? new Map([["names", characters(titles.slice(0, 2))]]) : null,
      };
      attributes.set("dimnames", own);
    }
    lines.push(
      `, , ${at.join(", ")}`,
      "",
      ...matrix({ ...part, attributes } as Vector, options),
      "",
    );
  }
  return lines;
}

/** Counts: a table of one dimension has a line for what is counted. */
export function table(x: Atomic, options: PrintOptions): string[] {
  const dim = dimOf(x)!;
  const plain = withAttributes(x, new Map([...x.attributes!].filter(([n]) => n !== "class")));
  if (dim.length > 2) return array(plain, dim, { ...options, quote: false });
  if (dim.length === 2) return matrix(plain, { ...options, quote: false });
  const label = x.attributes!.get("dimnames");
  const title = label ? textsAttribute(label, "names")?.[0] ?? "" : "";
  const names = dimNamesOf(x)?.[0]?.map((n) => n ?? "<NA>") ?? [];
  if (names.length === 0) return [`< table of extent 0 >`];
  const cells = cellsOf(withAttributes(x, null), { ...options, quote: false });
  const widths = names.map((n, i) => Math.max(widthOf(n), widthOf(cells[i]!)));
  const lines: string[] = [];
  for (let from = 0; from < names.length;) {
    let to = from;
    let width = 0;
    do width += widths[to++]! + 1; while (
      to < names.length && width + widths[to]! + 1 <= options.width + 1
    );
    lines.push(title);
    for (const row of [names, cells]) {
      lines.push(row.slice(from, to).map((c, k) => padded(c, widths[from + k]!)).join(" ") + " ");
    }
    from = to;
  }
  return lines;
}

/** An element of a list in one word, for cells of tables. */
export function summaryOf(x: Value): string {
  if (x.type === "NULL") return "NULL";
  if (isAtomic(x)) {
    const cells = cellsOf(x, { ...CONSOLE, quote: false });
    return cells.map((c) => c.trim()).join(", ");
  }
  return describe(x);
}
