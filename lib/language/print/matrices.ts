/**
 * Matrices, arrays and tables of counts as R's console prints them.
 *
 * @module
 */
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
  listOf,
  type ListVector,
  logicals,
  NA_INTEGER,
  type Numbers,
  textsAttribute,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { cellsOf, CONSOLE, numberCells, padded, type PrintOptions, widthOf } from "./cells.ts";
import { named } from "./lines.ts";

/** A column of what is printed. */
export interface Column {
  readonly head: string;
  readonly cells: readonly string[];
  readonly left: boolean;
}

/** What stands before the rows and above the columns. */
export interface Margins {
  readonly rows: readonly string[];
  /** Row labels stand to the left of their place. */
  readonly left: boolean;
  /** Names of what stands down and across; null without names. */
  readonly titles: readonly [string, string] | null;
}

/** Blanks before row labels under the name of the rows. */
const INDENT = 2;

/** Columns that do not fit a line follow below, each block with the row labels. */
export function block(
  margins: Margins,
  columns: readonly Column[],
  options: PrintOptions,
): string[] {
  const { titles } = margins;
  const longest = margins.rows.reduce((m, n) => Math.max(m, widthOf(n)), 0);
  const offset = titles
    ? (widthOf(titles[0]) < longest + INDENT ? INDENT : widthOf(titles[0]) - longest)
    : 0;
  const label = longest + offset;
  const widths = columns.map((c) =>
    [c.head, ...c.cells].reduce((m, t) => Math.max(m, widthOf(t)), 0)
  );
  const lines: string[] = [];
  const { gap = 1 } = options;
  const between = " ".repeat(gap);
  let from = 0;
  do {
    let to = from;
    let width = label;
    do width += widths[to++]! + gap; while (
      to < widths.length && width + widths[to]! + gap < options.width
    );
    const part = columns.slice(from, to);
    const line = (cell: (c: Column) => string): string =>
      part.map((c, k) => `${between}${padded(cell(c), widths[from + k]!, c.left)}`).join("");
    if (titles) lines.push(" ".repeat(label) + titles[1]);
    lines.push(padded(titles?.[0] ?? "", label, true) + line((c) => c.head));
    margins.rows.forEach((name, i) =>
      lines.push(
        padded(" ".repeat(offset) + padded(name, longest, margins.left), label, true) +
          line((c) => c.cells[i] ?? ""),
      )
    );
    from = to;
  } while (from < widths.length);
  return lines;
}

function marginsOf(x: Vector, rows: number): Margins {
  const names = dimNamesOf(x)?.[0];
  const label = x.attributes?.get("dimnames");
  const titles = label ? textsAttribute(label, "names") : null;
  return {
    rows: names?.map((v) => v ?? "<NA>") ??
      // R leaves room for one row more than there are
      Array.from({ length: rows }, (_, i) => `[${i + 1},]`.padStart(String(rows + 1).length + 3)),
    left: Boolean(names),
    titles: titles ? [titles[0] ?? "", titles[1] ?? ""] : null,
  };
}

/** A matrix. Texts stand to the left of their columns unless `right` says otherwise. */
export function matrix(x: Vector, options: PrintOptions, right = false): string[] {
  const [m, n] = dimOf(x) as unknown as [number, number];
  const margins = marginsOf(x, m);
  const heads = dimNamesOf(x)?.[1]?.map((v) => v ?? "<NA>") ??
    Array.from({ length: n }, (_, j) => `[,${j + 1}]`);
  if (m === 0 && n === 0) return ["<0 x 0 matrix>"];
  const left = (x.type === "character" || x.type === "list") && !right;
  const columns = heads.map((head, j) => ({ head, cells: columnCells(x, j, m, options), left }));
  if (m === 0) return block({ ...margins, rows: ["    "] }, columns, options).slice(0, -1);
  return block(margins, columns, options);
}

/** Cells of a column of a matrix: each column has its own decimals. */
function columnCells(x: Vector, j: number, rows: number, options: PrintOptions): string[] {
  const part = sliceOf(x, j * rows, (j + 1) * rows);
  if (part.type === "list") return part.values.map((v) => entryOf(v, options));
  if (part.type !== "double") return cellsOf(part, options);
  const cells = numberCells(part.values, part.nan, options);
  return options.naPrint === undefined
    ? cells
    : cells.map((c, i) => Number.isNaN(part.values[i]) ? options.naPrint! : c);
}

export function sliceOf(x: Vector, from: number, to: number): Vector {
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

export function array(x: Vector, dim: Numbers, options: PrintOptions, right = false): string[] {
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
      return titles ? `${titles[i + 2] ?? ""} = ${label}` : label;
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
      ...matrix(withAttributes(part, attributes), options, right),
      "",
    );
  }
  return lines;
}

/** Cells of a table as texts of one width: all numbers share their decimals. */
function alike(x: Atomic, options: PrintOptions): Atomic {
  if (x.type === "character" || x.type === "logical") return x;
  const { attributes, ...bare } = x;
  const cells = cellsOf({ ...bare, attributes: null } as Atomic, { ...options, naPrint: "NA" });
  const missing = (i: number): boolean =>
    x.type === "double" ? x.values[i] !== x.values[i] : x.values[i] === NA_INTEGER;
  const width = cells.reduce((m, c) => Math.max(m, c.length), 0);
  const zero = options.zeroPrint;
  return characters(
    cells.map((c, i) =>
      missing(i) ? null : x.values[i] === 0 && zero !== undefined ? zero : c.padStart(width)
    ),
    attributes,
  );
}

/** Counts: a table of one dimension has a line for what is counted. */
export function table(x: Atomic, options: PrintOptions): string[] {
  const dim = dimOf(x)!;
  const right = x.type === "double" || x.type === "integer";
  const given = withAttributes(x, new Map([...x.attributes!].filter(([n]) => n !== "class")));
  const plain = dim.length === 1 ? given : alike(given, options);
  const own: PrintOptions = { naPrint: "", ...options, quote: false };
  if (dim.some((d) => d === 0)) return [`< table of extent ${Array.from(dim).join(" x ")} >`];
  if (dim.length > 2) return array(plain, dim, own, right);
  if (dim.length === 2) return matrix(plain, own, right);
  return line(plain, own);
}

/** An array of one dimension: a line for its name, the labels, and the cells. */
export function line(x: Atomic, options: PrintOptions): string[] {
  const label = x.attributes!.get("dimnames");
  const titles = label ? textsAttribute(label, "names") : null;
  const names = dimNamesOf(x)?.[0]?.map((n) => n ?? "<NA>") ?? [];
  const cells = cellsOf(withAttributes(x, null), options);
  return [...(titles ? [titles[0] ?? ""] : []), ...named(names, cells, options)];
}

/** A cell of a matrix that is a list. */
function entryOf(x: Value, options: PrintOptions): string {
  if (x.type === "NULL") return "NULL";
  if (isAtomic(x) && x.values.length === 1 && !inherits(x, "factor")) {
    return cellsOf(x, options)[0]!;
  }
  if (isAtomic(x)) {
    const kind = inherits(x, "factor") ? "factor" : x.type === "double" ? "numeric" : x.type;
    return `${kind},${x.values.length}`;
  }
  if (x.type === "list") {
    return inherits(x, "data.frame") ? `data.frame,${x.values.length}` : `list,${x.values.length}`;
  }
  return "?";
}

/** An element of a list in one word, for cells of tables. */
export function summaryOf(x: Value): string {
  if (x.type === "NULL") return "NULL";
  if (isAtomic(x)) {
    const cells = cellsOf(x, { ...CONSOLE, quote: false });
    return cells.map((c) => c.trim()).join(", ");
  }
  if (x.type === "list" && !inherits(x, "data.frame")) {
    return listOf(x.values).values.map(summaryOf).join(", ");
  }
  return describe(x);
}
