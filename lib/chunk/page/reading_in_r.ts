/**
 * How a file was read, as R that reads it alike: what the book says of the file, and what R's
 * `read.csv` would take otherwise than we do.
 *
 * @module
 */
import type { Column } from "../../data/column.ts";
import { asFactor, numberText } from "../../data/factor.ts";
import { otherInReadr } from "../../data/delimited/readr_types.ts";
import type { TableOrigin, TextOrigin } from "../../data/table.ts";
import type { CallExpr } from "../../syntax/expr.ts";
import { deparse, deparseName, quote } from "../../syntax/deparse.ts";

/** A table as it was read, with the names that its columns have in R. */
export interface Reading {
  origin: TableOrigin;
  names: readonly string[];
  /** The verb that reads it. */
  verb: string;
  /** Whose rules a text is read by: R's own, or readr's. */
  family: "r" | "readr";
  /** What the call itself says of how a text is written. */
  asked: Pick<TextOrigin, "delimiter" | "decimal" | "encoding">;
  /** It holds cells and no rows, which R has no reader for. */
  cells?: boolean;
}

const NO_ORIGIN: TableOrigin = {
  columns: [],
  rowNames: null,
  factors: {},
  text: null,
};

/** The reading of a file of cells. */
export function readingOfCells(verb: string, names: readonly string[]): Reading {
  return { origin: NO_ORIGIN, names, verb, family: "r", asked: ASKED_NOTHING, cells: true };
}

/** How a file is read of which nothing is said. */
export const ASKED_NOTHING: Reading["asked"] = { delimiter: ",", decimal: ".", encoding: null };

/** What R's reader is told, and what is then made of single columns. */
export interface ReadingInR {
  /** Arguments of `read.csv` by name. */
  arguments: Map<string, string>;
  /** Expressions by column; the column stands in them as its name. */
  columns: [name: string, expression: string][];
}

/** Texts that R's reader takes for numbers or truth values. */
const OTHER_IN_R =
  /^\s*(?:[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|T|F|TRUE|FALSE|true|false)\s*$/;

const quoted = (texts: readonly string[]): string => `c(${texts.map((t) => quote(t)).join(", ")})`;

/** What R has to be told so that it reads the file as it was read here. */
export function readingInR({ origin, names, family, asked }: Reading): ReadingInR {
  const { columns, text } = origin;
  const told: ReadingInR = { arguments: new Map(), columns: [] };
  if (text && family === "r") tellR(text, columns, names, asked, told);
  if (text && family === "readr") tellReadr(text, columns, names, asked, told);
  columns.forEach((column, j) => {
    const made = factorInR(column, names[j]!, origin.factors);
    if (made !== null) told.columns.push([names[j]!, made]);
  });
  return told;
}

function tellR(
  { missing, delimiter, decimal, encoding, classed, blanks }: TextOrigin,
  columns: readonly Column[],
  names: readonly string[],
  asked: Reading["asked"],
  told: ReadingInR,
): void {
  if (delimiter !== asked.delimiter) told.arguments.set("sep", quote(delimiter));
  if (decimal !== asked.decimal) told.arguments.set("dec", quote(decimal));
  if (encoding !== null && encoding !== asked.encoding) {
    told.arguments.set("fileEncoding", quote(encoding));
  }
  // R takes an empty field of a column of texts for a text.
  const blank = columns.some((c) => c.kind === "text" && c.codes.includes(-1));
  const texts = blank ? [...missing, "", ...blanks] : missing;
  if (texts.join() !== "NA") {
    const written = texts.map((t) => quote(t));
    told.arguments.set(
      "na.strings",
      written.length === 1 ? written[0]! : `c(${written.join(", ")})`,
    );
  }
  const kept = columns.flatMap((c, j) =>
    isOtherInR(c) && !classed.includes(c.name) ? [names[j]!] : []
  );
  if (kept.length > 0) {
    const classes = kept.map((name) => `${deparseName(name)} = "character"`);
    told.arguments.set("colClasses", `c(${classes.join(", ")})`);
  }
}

/** Readr's reader takes empty fields for missing, and leaves 01 as it is. */
function tellReadr(
  { missing, decimal, encoding, classed }: TextOrigin,
  columns: readonly Column[],
  names: readonly string[],
  asked: Reading["asked"],
  told: ReadingInR,
): void {
  if (missing.join() !== "NA") told.arguments.set("na", quoted([...new Set(["", ...missing])]));
  if (encoding !== null && encoding !== asked.encoding) {
    told.arguments.set("locale", `locale(encoding = ${quote(encoding)})`);
  }
  const kept = columns.flatMap((c, j) =>
    c.kind === "text" && !classed.includes(c.name) && otherInReadr(c, decimal) !== null
      ? [`${deparseName(names[j]!)} = "c"`]
      : []
  );
  if (kept.length > 0) told.arguments.set("col_types", `cols(${kept.join(", ")})`);
}

/** A column of texts, such as 01 and 02, that R would read as numbers. */
function isOtherInR(column: Column): boolean {
  return column.kind === "text" && column.dictionary.length > 0 &&
    column.dictionary.every((text) => OTHER_IN_R.test(text));
}

function factorInR(
  column: Column,
  name: string,
  { factors = [], levels = {}, ordered = [] }: TableOrigin["factors"],
): string | null {
  const given = Object.hasOwn(levels, column.name) ? levels[column.name]! : null;
  const declared = given !== null || factors.includes(column.name) || ordered.includes(column.name);
  if (!declared && column.kind !== "text") return null;
  const order = given ?? orderWhereItDiffers(column);
  if (!declared && order === null) return null;
  const rest = ordered.includes(column.name) ? ", ordered = TRUE" : "";
  return `factor(${deparseName(name)}${order === null ? "" : levelsInR(column, order)}${rest})`;
}

/** Levels of a text in our order if a machine with another order of texts would sort otherwise. */
function orderWhereItDiffers(column: Column): readonly string[] | null {
  if (column.kind !== "text" || column.dictionary.length > MOST_LEVELS) return null;
  const { levels } = asFactor(column);
  const byCode = [...levels].sort();
  // Neither signs, nor cases, nor letters with accents decide.
  const bare = levels.map((l) =>
    l.toLowerCase().replace(/[ -~]/g, (c) => /[a-z0-9]/.test(c) ? c : "")
  );
  const certain = levels.every((level, i) =>
    level === byCode[i] && /^[ -~]*$/.test(level) && (i === 0 || bare[i - 1]! < bare[i]!)
  );
  return certain ? null : levels;
}

/** A text of more values names rows rather than treatments. */
const MOST_LEVELS = 60;

function levelsInR(column: Column, levels: readonly string[]): string {
  const same = column.kind !== "numeric" || levels.every((l) => numberText(Number(l)) === l);
  return same
    ? `, levels = ${quoted(levels)}`
    // A level such as 1.0 is the number 1.
    : `, levels = c(${levels.join(", ")}), labels = ${quoted(levels)}`;
}

/** Lines that make of `table` what it was made of here. */
export function columnLines(table: string, { columns }: ReadingInR): string[] {
  return columns.map(([name, expression]) => {
    const place = `${table}$${deparseName(name)}`;
    return `${place} <- ${
      expression.replace(`factor(${deparseName(name)}`, () => `factor(${place}`)
    }`;
  });
}

/** An expression for a table with the columns that it has here; `piped` if a pipe leads to it. */
export function withColumns(table: string, { columns }: ReadingInR, piped: boolean): string {
  if (columns.length === 0) return table;
  const made = columns.map(([name, expression]) => `${deparseName(name)} = ${expression}`);
  return piped
    ? `${table} |> transform(${made.join(", ")})`
    : `transform(${table}, ${made.join(", ")})`;
}

/** A call of the reader, with the arguments that R needs besides. */
export function readerInR(text: string, call: CallExpr, told: ReadingInR): string {
  const changes: { from: number; to: number; made: string }[] = [];
  const added: string[] = [];
  for (const [name, made] of told.arguments) {
    const given = call.args.find((a) => a.name !== null && isShort(a.name, name))?.value;
    if (!given) {
      added.push(`${name} = ${made}`);
      continue;
    }
    const [from, to] = [given.start - call.start, given.end - call.start];
    if (name === "na.strings" || name === "na") changes.push({ from, to, made });
    else if (
      (name === "colClasses" || name === "col_types") && /^(?:c|cols)\(/.test(text.slice(from, to))
    ) {
      const both = `${made.slice(0, -1)}, ${deparse(given).replace(/^\w+\(/, "")}`;
      changes.push({ from, to, made: both });
    }
  }
  let out = text;
  // From the last to the first, so that places stay true.
  for (const { from, to, made } of changes.sort((a, b) => b.from - a.from)) {
    out = out.slice(0, from) + made + out.slice(to);
  }
  if (added.length === 0) return out;
  const before = out.slice(0, -1).trimEnd();
  return `${before}${before.endsWith("(") ? "" : ", "}${added.join(", ")})`;
}

/** Whether an argument may be called so: by its name, or by the beginning of it. */
function isShort(given: string, name: string): boolean {
  return given === name || (given.length > 1 && name.includes(".") && name.startsWith(given)) ||
    (given.length > 3 && name === "colClasses" && name.startsWith(given));
}
