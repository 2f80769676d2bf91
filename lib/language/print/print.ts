/**
 * Values as R's console prints them.
 *
 * @module
 */
import { deparse } from "../../syntax/deparse.ts";
import type { Call } from "../evaluation/builtin.ts";
import { describe } from "../values/coerce.ts";
import {
  type Atomic,
  characters,
  classOf,
  dimNamesOf,
  dimOf,
  doubles,
  type Frame,
  givenClass,
  inherits,
  integers,
  isAtomic,
  isFactor,
  isFrame,
  isFunction,
  isVector,
  levelsOf,
  type ListVector,
  logicals,
  namesOf,
  type Numbers,
  rowNamesOf,
  rowsOf,
  textsAttribute,
  type Value,
  type Vector,
  withAttributes,
} from "../values/value.ts";
import { cellsOf, numberCells, padded, type PrintOptions, widthOf } from "./cells.ts";

export const CONSOLE: PrintOptions = { digits: 7, quote: true, width: 80 };

/** Lines of a value. `custom` prints what has a class that the language knows otherwise. */
export function printed(
  x: Value,
  options: PrintOptions,
  custom: (x: Value) => string[] | null = () => null,
  prefix = "",
): string[] {
  const own = custom(x);
  if (own) return own;
  switch (x.type) {
    case "NULL":
      return ["NULL"];
    case "closure":
      return [
        `function (${
          x.formals.map((f) => f.otherwise ? `${f.name} = ${deparse(f.otherwise)}` : f.name).join(
            ", ",
          )
        }) `,
        deparse(x.body),
      ];
    case "builtin":
      return [`function (...) .Primitive("${x.name}")`];
    case "language":
      return [deparse(x.expr)];
    case "environment":
      return ["<environment>"];
    case "thing":
      return [`<${x.classes[0] ?? "value"}>`];
    case "list":
      if (isFrame(x)) return frame(x, options);
      return list(x, options, custom, prefix);
    default:
      return atomic(x, options);
  }
}

function atomic(x: Atomic, options: PrintOptions): string[] {
  if (isFactor(x)) return factorLines(x, options);
  const dim = dimOf(x);
  if (inherits(x, "table")) return table(x, options);
  if (inherits(x, "noquote")) {
    return atomic(withAttributes(x, new Map([...x.attributes!].filter(([n]) => n !== "class"))), {
      ...options,
      quote: false,
    });
  }
  if (inherits(x, "difftime")) return difftime(x, options);
  if (dim && dim.length === 2) return matrix(x, options);
  if (dim && dim.length > 2) return array(x, dim, options);
  const names = namesOf(x);
  if (x.values.length === 0) return [...empty(x, names !== null), ...others(x, options)];
  const cells = cellsOf(x, options);
  const lines = names
    ? named(names.map((n) => n ?? "<NA>"), cells, options)
    : indexed(cells, x.type === "character" || inherits(x, "Date"), options);
  return [...lines, ...others(x, options)];
}

function empty(x: Atomic, named: boolean): string[] {
  if (inherits(x, "Date")) return ["Date of length 0"];
  const kind = x.type === "double" ? "numeric" : x.type;
  return [`${named ? "named " : ""}${kind}(0)`];
}

/** Attributes that R prints below a value. */
function others(x: Value, options: PrintOptions): string[] {
  const shown = new Set([
    "names",
    "dim",
    "dimnames",
    "class",
    "levels",
    "tsp",
    "row.names",
    "units",
  ]);
  return [...x.attributes ?? []].filter(([n]) => !shown.has(n))
    .flatMap(([name, value]) => [`attr(,"${name}")`, ...printed(value, options)]);
}

/** As many elements as fit a line, each line led by the index of its first. */
export function indexed(cells: readonly string[], left: boolean, options: PrintOptions): string[] {
  const width = cells.reduce((m, c) => Math.max(m, widthOf(c)), 0);
  const label = String(cells.length).length + 2;
  const each = Math.max(1, Math.floor((options.width - label) / (width + 1)));
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += each) {
    const part = cells.slice(i, i + each).map((c) => ` ${padded(c, width, left && options.quote)}`);
    lines.push(`[${i + 1}]`.padStart(label) + part.join(""));
  }
  return left && options.quote ? lines : lines;
}

function named(
  names: readonly string[],
  cells: readonly string[],
  options: PrintOptions,
): string[] {
  const width = [...names, ...cells].reduce((m, c) => Math.max(m, widthOf(c)), 0);
  const each = Math.max(1, Math.floor(options.width / (width + 1)));
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += each) {
    for (const row of [names, cells]) {
      lines.push(row.slice(i, i + each).map((c) => padded(c, width) + " ").join(""));
    }
  }
  return lines;
}

function factorLines(x: Atomic, options: PrintOptions): string[] {
  const levels = levelsOf(x).map((l) => l ?? "<NA>");
  const plain = { ...options, quote: false };
  const names = namesOf(x);
  const cells = cellsOf(x, plain);
  const body = x.values.length === 0
    ? ["factor(0)"]
    : names
    ? named(names.map((n) => n ?? "<NA>"), cells, options)
    : indexedFactor(cells, options);
  return [...body, ...levelLines(levels, inherits(x, "ordered"), options)];
}

function indexedFactor(cells: readonly string[], options: PrintOptions): string[] {
  const width = cells.reduce((m, c) => Math.max(m, widthOf(c)), 0);
  const label = String(cells.length).length + 2;
  const each = Math.max(1, Math.floor((options.width - label) / (width + 1)));
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += each) {
    lines.push(
      `[${i + 1}]`.padStart(label) +
        cells.slice(i, i + each).map((c) => ` ${padded(c, width, true)}`).join(""),
    );
  }
  return lines;
}

/** The levels of a factor; those in the middle are left out where they do not fit a line. */
function levelLines(levels: readonly string[], ordered: boolean, options: PrintOptions): string[] {
  const between = ordered ? " < " : " ";
  const count = levels.length;
  const head = `Levels:`;
  const room = options.width - (head.length + 3 + 1 + 3);
  let used = 0;
  let fitting = 0;
  for (const level of levels) {
    used += widthOf(level) + between.length;
    if (used >= room) break;
    fitting++;
  }
  const whole = fitting >= count;
  if (whole || count <= 1) return [`${head} ${levels.join(between)}`];
  const many = Math.max(1, fitting - 1);
  return [
    `${count} ${head} ${[...levels.slice(0, many), "..."].join(between)}${between}${
      levels[count - 1]
    }`,
  ];
}

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

function matrix(x: Vector, options: PrintOptions): string[] {
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
  if (!titles) return [...block(rowNames, columns, options), ...others(x, options)];
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

function columnCells(x: Vector, j: number, rows: number, options: PrintOptions): string[] {
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

function array(x: Atomic, dim: Numbers, options: PrintOptions): string[] {
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
function table(x: Atomic, options: PrintOptions): string[] {
  const dim = dimOf(x);
  const plain = withAttributes(x, new Map([...x.attributes!].filter(([n]) => n !== "class")));
  if (!dim || dim.length === 0) return atomic(plain, options);
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

function difftime(x: Atomic, options: PrintOptions): string[] {
  const units = textsAttribute(x, "units")?.[0] ?? "days";
  const plain = withAttributes(x, null);
  const cells = cellsOf(plain, options);
  return x.values.length === 1
    ? [`Time difference of ${cells[0]} ${units}`]
    : [`Time differences in ${units}`, ...indexed(cells, false, options)];
}

function frame(x: Frame, options: PrintOptions): string[] {
  const n = rowsOf(x);
  const heads = (namesOf(x) ?? []).map((h) => h ?? "NA");
  if (x.values.length === 0) return [`data frame with 0 columns and ${n} rows`];
  if (n === 0) {
    return [
      ...indexed(heads, true, { ...options, quote: false }).map((l) => l),
      "<0 rows> (or 0-length row.names)",
    ];
  }
  const rowNames = rowNamesOf(x) ?? Array.from({ length: n }, (_, i) => String(i + 1));
  const plain = { ...options, quote: false, inTable: true };
  const columns = x.values.flatMap((column, j) => {
    const head = heads[j]!;
    if (column.type === "list" && !isFrame(column)) {
      return [{ head, cells: column.values.map(summaryOf), left: false }];
    }
    if (isFrame(column)) {
      return column.values.map((inner, k) => ({
        head: `${head}.${namesOf(column)?.[k] ?? ""}`,
        cells: isAtomic(inner) ? cellsOf(inner, plain) : [],
        left: false,
      }));
    }
    if (!isAtomic(column)) {
      return [{
        head,
        cells: Array.from({ length: n }, () => describe(column)),
        left: false,
      }];
    }
    const dim = dimOf(column);
    if (dim?.length === 2) {
      const own = dimNamesOf(column)?.[1];
      return Array.from({ length: dim[1]! }, (_, k) => ({
        head: own ? `${head}.${own[k]}` : `${head}.${k + 1}`,
        cells: columnCells(column, k, n, plain),
        left: false,
      }));
    }
    return [{ head, cells: cellsOf(column, plain), left: false }];
  });
  return block(rowNames, columns, options);
}

/** An element of a list in one word, for cells of tables. */
function summaryOf(x: Value): string {
  if (x.type === "NULL") return "NULL";
  if (isAtomic(x)) {
    const cells = cellsOf(x, { ...CONSOLE, quote: false });
    return cells.map((c) => c.trim()).join(", ");
  }
  return describe(x);
}

function list(
  x: ListVector,
  options: PrintOptions,
  custom: (x: Value) => string[] | null,
  prefix: string,
): string[] {
  if (dimOf(x)) return matrix(x, options);
  if (x.values.length === 0) {
    return [prefix === "" ? (namesOf(x) ? "named list()" : "list()") : "list()"];
  }
  const names = namesOf(x);
  const lines = x.values.flatMap((value, i) => {
    const name = names?.[i];
    const tag = name
      ? `$${/^[\p{L}.][\p{L}\p{N}._]*$/u.test(name) ? name : `\`${name}\``}`
      : `[[${i + 1}]]`;
    return [prefix + tag, ...printed(value, options, custom, prefix + tag), ""];
  });
  const given = givenClass(x);
  const tail = given.length > 0
    ? [`attr(,"class")`, ...printed(characters([...given]), options)]
    : others(x, options);
  return [...lines, ...tail];
}

/** Whether a value is shown at all by a call of a word that gives `NULL` for its effect. */
export function printOptions(call: Call): PrintOptions {
  const digits = call.has("digits") && call.value("digits").type !== "NULL"
    ? call.number("digits")
    : CONSOLE.digits;
  return {
    ...CONSOLE,
    digits,
    quote: call.has("quote") ? call.flag("quote", true) : true,
    ...(call.has("na.print") ? { naPrint: call.text("na.print") } : {}),
  };
}

/** What `print` says of the kind of a value. */
export function kindOf(x: Value): string {
  return isFunction(x) ? "function" : isVector(x) ? classOf(x)[0]! : x.type;
}
