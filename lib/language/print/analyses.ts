/**
 * Analyses of variance and what is made of them as R's console prints them: tables of tests,
 * comparisons by Tukey, tables of means.
 *
 * @module
 */
import { anovaLines } from "../../render/text/coefficients.ts";
import { formatNumber, formatNumbers, round, zapsmall } from "../../render/number/number_format.ts";
import { deparse } from "../../syntax/deparse.ts";
import {
  characters,
  dimNamesOf,
  dimOf,
  type DoubleVector,
  type Frame,
  type ListVector,
  namesOf,
  rowNamesOf,
  rowsOf,
  textsAttribute,
  type Value,
  withAttributes,
} from "../values/value.ts";
import { padded, type PrintOptions, widthOf } from "./cells.ts";
import { named } from "./lines.ts";
import { array, block, matrix } from "./matrices.ts";

type Print = (x: Value, options: PrintOptions) => string[];

/** A part of a list. */
export function partOf(x: ListVector, name: string): Value | null {
  return x.values[(namesOf(x) ?? []).indexOf(name)] ?? null;
}

function columnNumbers(column: Value): (number | null)[] {
  if (column.type !== "double" && column.type !== "integer" && column.type !== "logical") return [];
  return Array.from(column.values, (v) => Number.isNaN(v) || v === -(2 ** 31) ? null : v);
}

/** A data frame of class `anova`: its heading, and its columns by what they hold. */
export function anovaFrame(x: Frame, options: PrintOptions, digits?: number): string[] {
  const heading = textsAttribute(x, "heading") ?? [];
  const names = rowNamesOf(x) ?? Array.from({ length: rowsOf(x) }, (_, i) => String(i + 1));
  const heads = namesOf(x) ?? [];
  const columns = x.values.map((column, j) => ({
    name: heads[j] ?? "",
    values: columnNumbers(column),
  }));
  return [
    ...heading.flatMap((line) => (line ?? "").split("\n")),
    ...anovaLines(
      names,
      columns,
      digits ?? options.asked ?? Math.max(options.digits - 2, 3),
      options.stars,
    ),
  ];
}

/** Tables of tests of one stratum; more than one of a fit with several. */
export function aovSummary(x: ListVector, options: PrintOptions): string[] {
  const digits = options.asked ?? Math.max(3, options.digits - 3);
  const [table] = x.values;
  const lines = table?.type === "list" ? anovaFrame(table as Frame, options, digits) : [];
  const missing = textsAttribute(x, "missing")?.[0];
  return missing ? [...lines, missing] : lines;
}

export function aovListSummary(x: ListVector, options: PrintOptions): string[] {
  return x.values.flatMap((stratum, i) => [
    "",
    namesOf(x)?.[i] ?? "",
    ...(stratum.type === "list" ? aovSummary(stratum, options) : []),
  ]);
}

/** Elements one below the other, each under its name. */
export function listOfParts(x: ListVector, options: PrintOptions, print: Print): string[] {
  return x.values.flatMap((value, i) => [
    `${namesOf(x)?.[i] ?? `Component ${i + 1}`} :`,
    ...print(value, options),
    "",
  ]);
}

/** `TukeyHSD`. */
export function tukey(x: ListVector, options: PrintOptions): string[] {
  const level = x.attributes?.get("conf.level");
  const percent = level?.type === "double" ? formatNumber(100 * level.values[0]!, 2) : "95";
  const call = x.attributes?.get("orig.call");
  const ordered = x.attributes?.get("ordered");
  return [
    "  Tukey multiple comparisons of means",
    `    ${percent}% family-wise confidence level`,
    ...(ordered?.type === "logical" && ordered.values[0] === 1
      ? ["    factor levels have been ordered"]
      : []),
    "",
    `Fit: ${call?.type === "language" ? deparse(call.expr) : ""}`,
    "",
    ...x.values.flatMap((table, i) => {
      const name = namesOf(x)?.[i] ?? "";
      const tag = /^[\p{L}.][\p{L}\p{N}._]*$/u.test(name) ? name : `\`${name}\``;
      if (table.type !== "double") return [`$${tag}`, ""];
      // the p-values stand in the last column
      const from = table.values.length * 3 / 4;
      const values = Float64Array.from(
        table.values,
        (v, k) => k < from ? v : round(v, options.digits),
      );
      const shown = { ...table, values };
      return [`$${tag}`, ...matrix(shown as DoubleVector, options), ""];
    }),
  ];
}

/** Numbers without what is small beside the largest, nor the rounding of what they are sums of. */
const zapped = (x: DoubleVector, digits: number): (number | null)[] =>
  zapsmall(Array.from(x.values, (v) => Number.isNaN(v) ? null : Number(v.toPrecision(13))), digits);

/** Texts of a table in its place. */
function textTable(x: DoubleVector, cells: readonly string[], options: PrintOptions): string[] {
  const dim = dimOf(x)!;
  const plain = { ...options, quote: false };
  const titles = textsAttribute(x.attributes!.get("dimnames")!, "names");
  if (dim.length === 1) {
    const names = dimNamesOf(x)?.[0]?.map((n) => n ?? "") ?? [];
    return [...(titles ? [titles[0] ?? ""] : []), ...named(names, cells, plain)];
  }
  const attributes = new Map([...x.attributes!].filter(([n]) => n !== "class"));
  const texts = withAttributes(characters([...cells]), attributes);
  return dim.length === 2 ? matrix(texts, plain) : array(texts, dim, plain);
}

/** A table with its numbers of observations below each row. */
function withCounts(x: DoubleVector, n: DoubleVector, digits: number, options: PrintOptions) {
  const dim = dimOf(x)!;
  const own = dimNamesOf(x)!.map((side) => side?.map((l) => l ?? "") ?? []);
  const titles = textsAttribute(x.attributes!.get("dimnames")!, "names") ?? [];
  const all = formatNumbers([...zapped(x, digits), ...n.values], { digits: options.digits });
  const size = x.values.length;
  if (dim.length === 1) {
    const values = zapped(x, digits);
    const columns = own[0]!.map((head, j) => ({
      head,
      cells: formatNumbers([values[j]!, n.values[j]!], { digits: options.digits }),
      left: false,
    }));
    return block({ rows: ["", "rep"], left: true, titles: null }, columns, options);
  }
  const [rows, columns] = [dim[0]!, dim[1]!];
  const slices = size / (rows * columns);
  return Array.from({ length: slices }, (_, k) => {
    let rest = k;
    const at = own.slice(2).map((side, d) => {
      const label = side[rest % side.length]!;
      rest = Math.floor(rest / side.length);
      return `${titles[d + 2] ?? ""} = ${label}`;
    });
    const cell = (i: number, j: number): number => k * rows * columns + j * rows + i;
    const lines = block(
      {
        rows: own[0]!.flatMap((label) => [label, "rep"]),
        left: true,
        titles: [titles[0] ?? "", titles[1] ?? ""],
      },
      own[1]!.map((head, j) => ({
        head,
        cells: own[0]!.flatMap((_, i) => [all[cell(i, j)]!, all[size + cell(i, j)]!]),
        left: true,
      })),
      options,
    );
    return slices === 1 ? lines : [`, , ${at.join(", ")}`, "", ...lines, ""];
  }).flat();
}

/** `model.tables`. */
export function modelTables(x: ListVector, options: PrintOptions): string[] {
  const type = textsAttribute(x, "type")?.[0] ?? "effects";
  const digits = Math.max(3, options.digits - 3);
  const tables = partOf(x, "tables");
  const counts = partOf(x, "n");
  const lines = [`Tables of ${type}`];
  if (tables?.type !== "list") return lines;
  const names = namesOf(tables) ?? [];
  tables.values.forEach((table, i) => {
    if (table.type !== "double") return;
    if (names[i] === "Grand mean") {
      const cell = formatNumbers([table.values[0]!], { digits: options.digits });
      lines.push("Grand mean", ...named([""], cell, options));
      return;
    }
    const own = counts?.type === "list" ? partOf(counts, names[i] ?? "") : null;
    lines.push(
      "",
      ` ${names[i]} `,
      ...(own?.type === "double" && own.values.length === table.values.length
        ? withCounts(table, own, digits, options)
        : textTable(
          table,
          formatNumbers(zapped(table, digits), { digits: options.digits }),
          options,
        )),
    );
  });
  return [...lines, ...standardErrors(x, type, digits, options)];
}

function standardErrors(
  x: ListVector,
  type: string,
  digits: number,
  options: PrintOptions,
): string[] {
  const se = partOf(x, "se");
  const n = partOf(x, "n");
  if (se?.type !== "double" || n?.type !== "integer") return [];
  const cells = [
    formatNumbers(Array.from(se.values), { digits }),
    Array.from(n.values, String),
  ];
  const columns = (namesOf(se) ?? []).map((head, j) => ({
    head: head ?? "",
    cells: [cells[0]![j]!, cells[1]![j]!],
    left: false,
  }));
  return [
    "",
    type === "means" ? "Standard errors for differences of means" : "Standard errors of effects",
    ...block({ rows: ["", "replic."], left: true, titles: null }, columns, options),
  ];
}

/** Rows of texts under heads, all to the right. */
export function textColumns(
  rows: readonly string[],
  columns: readonly { head: string; cells: readonly string[] }[],
  options: PrintOptions,
): string[] {
  return block(
    { rows, left: true, titles: null },
    columns.map((c) => {
      const width = Math.max(widthOf(c.head), ...c.cells.map(widthOf));
      return { ...c, cells: c.cells.map((t) => padded(t, width)), left: false };
    }),
    options,
  );
}
