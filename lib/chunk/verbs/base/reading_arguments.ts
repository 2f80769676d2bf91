/**
 * The arguments of R's `read.table` and its kin, as options of the reader of tables.
 *
 * @module
 */
import type { ColumnClass, DelimitedOptions } from "../../../data/parse_table.ts";
import { fail } from "../../../diagnostic.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { isVector } from "../../values/value.ts";
import { lengthOf, textsOf } from "../../values/vector.ts";

/** What a verb of R does without being told. */
export interface Defaults {
  header: boolean | "shorter";
  /** Null: a comma, unless the file's description says otherwise. */
  delimiter: string | null;
  decimal: string;
  quotes: string;
  comment: string;
}

/** Commas, unless the description of the file says otherwise. */
export const CSV: Defaults = {
  header: true,
  delimiter: null,
  decimal: ".",
  quotes: '"',
  comment: "",
};

/** Commas in any case. */
export const COMMAS: Defaults = { ...CSV, delimiter: "," };

/** Semicolons, and decimal commas. */
export const CSV2: Defaults = { ...CSV, delimiter: ";", decimal: "," };

/** Tabs. */
export const TABS: Defaults = { ...CSV, delimiter: "\t" };

const ONE = 'It is one character, such as "," or ";"';

/** Options of the reader that a call asks for. */
export function baseOptions(call: Call, defaults: Defaults): DelimitedOptions {
  const fixed = defaults.delimiter !== null;
  return {
    ...delimitersOf(call, defaults, fixed),
    quotes: call.has("quote") ? textOrNone(call, "quote") : defaults.quotes,
    quotesWithin: true,
    ...commentOf(call, defaults),
    header: call.has("header") ? call.flag("header", true) : defaults.header,
    naming: call.flag("check.names", true) ? "r" : "distinct",
    ...(call.flag("strip.white", false) ? { strip: "unquoted" } : {}),
    ...(call.flag("blank.lines.skip", true) ? {} : { keepEmptyLines: true, fill: true }),
    ...(call.has("fill") ? { fill: call.flag("fill", false) } : {}),
    ...(call.has("na.strings") ? { naStrings: textsOrNone(call, "na.strings") } : {}),
    ...(call.has("col.names") ? { columnNames: call.texts("col.names") } : {}),
    ...rowsOf(call, "skip", "nrows", 1),
    ...rowNamesOf(call),
    ...classesOf(call),
    ...encodingOf(call),
  };
}

function delimitersOf(call: Call, defaults: Defaults, fixed: boolean): DelimitedOptions {
  const delimiter = call.has("sep") ? oneOrNone(call, "sep") : defaults.delimiter;
  return {
    ...(delimiter === null ? {} : { delimiter }),
    ...(call.has("dec")
      ? { decimal: oneOf(call, "dec") }
      : fixed
      ? { decimal: defaults.decimal }
      : {}),
  };
}

function commentOf(call: Call, { comment }: Defaults): DelimitedOptions {
  const own = call.has("comment.char") ? oneOrNone(call, "comment.char") : comment;
  return own === "" && !call.has("comment.char") ? {} : { comment: own };
}

/** A text that may be missing: `quote = NULL` and `quote = ""` alike. */
export function textOrNone(call: Call, name: string): string {
  return call.value(name).kind === "null" ? "" : call.text(name);
}

function oneOrNone(call: Call, name: string): string {
  const text = textOrNone(call, name);
  return text.length <= 1 ? text : notOne(call, name, text);
}

function oneOf(call: Call, name: string): string {
  const text = call.text(name);
  return text.length === 1 ? text : notOne(call, name, text);
}

function notOne(call: Call, name: string, text: string): never {
  return fail("wrong-argument", `${call.verb.name}() has no ${name} ${JSON.stringify(text)}`, {
    span: call.spanOf(name),
    hint: ONE,
  });
}

/** Texts; `NULL` and `character()` are none. */
export function textsOrNone(call: Call, name: string): string[] {
  const expr = call.quoted(name);
  if (expr?.kind === "call" && deparse(expr).startsWith("character(")) return [];
  const value = call.value(name);
  if (value.kind === "null") return [];
  // A missing value among the texts for missing values is the text NA.
  return isVector(value) ? textsOf(value).map((t) => t ?? "NA") : call.texts(name);
}

/** Lines passed over, and rows read; all are if fewer than `least` are asked for. */
export function rowsOf(call: Call, skip: string, most: string, least: number): DelimitedOptions {
  const lines = wholeNumber(call, skip, 0);
  const rows = wholeNumber(call, most, -1);
  return {
    ...(lines > 0 ? { skip: lines } : {}),
    ...(rows >= least && rows < Infinity ? { mostRows: rows } : {}),
  };
}

function wholeNumber(call: Call, name: string, otherwise: number): number {
  const number = call.number(name, otherwise);
  if (Number.isInteger(number) || number === Infinity) return number;
  return call.wrong(name, "a whole number", call.value(name));
}

function rowNamesOf(call: Call): DelimitedOptions {
  if (!call.has("row.names")) return {};
  const value = call.value("row.names");
  if (value.kind === "null") return { rowNames: null };
  if (isVector(value) && lengthOf(value) > 1) return { rowNames: call.texts("row.names") };
  return { rowNames: value.kind === "numeric" ? call.number("row.names") : call.text("row.names") };
}

/** `encoding` says in R how texts are to be taken, `fileEncoding` how the file is read. */
function encodingOf(call: Call): DelimitedOptions {
  const names = ["encoding", "fileEncoding"].filter((name) => call.has(name));
  const asked = names.map((name) => call.text(name)).filter((text) => text !== "");
  return asked.length > 0 ? { encoding: asked.at(-1)! } : {};
}

const CLASSES: Readonly<Record<string, ColumnClass>> = {
  factor: "factor",
  numeric: "numeric",
  double: "numeric",
  integer: "integer",
  character: "character",
  logical: "logical",
  NULL: "skip",
};

/** `colClasses = c(Day = "factor", id = "character")`, or classes by place. */
function classesOf(call: Call): DelimitedOptions {
  if (!call.has("colClasses")) return {};
  const value = call.value("colClasses");
  const isNothing = value.kind === "logical" && value.values.every((v) => v < 0);
  if (isNothing) return {};
  if (value.kind !== "character") {
    return call.wrong("colClasses", "names of classes", value, 'Write c(Day = "factor")');
  }
  const classes = value.values.map((text) => text === null ? null : classOf(call, text));
  if (!value.names) return { classes };
  const named = value.names.flatMap((name, i): [string, ColumnClass][] => {
    const own = classes[i];
    return own ? [[name, own]] : [];
  });
  return { classes: Object.fromEntries(named) };
}

function classOf(call: Call, text: string): ColumnClass {
  if (Object.hasOwn(CLASSES, text)) return CLASSES[text]!;
  return fail("wrong-argument", `${call.verb.name}() has no class "${text}"`, {
    span: call.spanOf("colClasses"),
    hint: `Classes are ${Object.keys(CLASSES).join(", ")}; days are written as numbers in the data`,
  });
}
