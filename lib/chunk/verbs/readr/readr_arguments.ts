/**
 * The arguments of `read_csv` and its kin in R's package readr, as options of the reader of tables.
 *
 * @module
 */
import type { ColumnClass, DelimitedOptions } from "../../../data/parse_table.ts";
import type { TableFacts } from "../../../data/readers/table_reader.ts";
import { fail, type Span } from "../../../diagnostic.ts";
import type { Argument, Expr } from "../../../syntax/expr.ts";
import type { Call } from "../../evaluation/call.ts";
import { calleeOf } from "../../evaluation/callee.ts";
import { factorsOf } from "./column_types.ts";
import { type Defaults, rowsOf, textOrNone, textsOrNone } from "../base/reading_arguments.ts";

/** Options of the reader that a call asks for. */
export function readrOptions(
  call: Call,
  defaults: Defaults,
): DelimitedOptions & Pick<TableFacts, "levels" | "ordered"> {
  refuseOthers(call);
  const names = namesOf(call);
  const trims = call.flag("trim_ws", call.verb.name !== "read_delim");
  return {
    ...delimitersOf(call, defaults),
    quotes: call.has("quote") ? textOrNone(call, "quote") : '"',
    ...(call.has("comment") ? { comment: textOrNone(call, "comment") } : {}),
    ...names,
    naming: "placed",
    guess: "readr",
    shortHeader: false,
    prefix: "X",
    ...(trims ? { strip: "all" } : { strip: "none", keepHeaderBlanks: true }),
    naStrings: call.has("na") ? textsOrNone(call, "na") : ["NA"],
    ...(call.flag("skip_empty_rows", true) ? { blanksAreEmpty: true } : { keepEmptyLines: true }),
    ...rowsOf(call, "skip", "n_max", 0),
    ...classesOf(call),
    ...factorsOf(call),
    ...localeOf(call),
  };
}

function refuseOthers(call: Call): void {
  const verb = `${call.verb.name}()`;
  call.only("id", [null], `${verb} reads one file`, "mutate(d, file = …) names it");
  call.only("quoted_na", [true], `${verb} takes quoted texts for missing, too`, "Leave it out");
  call.only(
    "name_repair",
    ["unique"],
    `${verb} makes names different and leaves them else`,
    "read.csv() makes names that need no quotes",
  );
  call.only("escape_backslash", [false], `${verb} reads backslashes as they are`, "Leave it out");
  call.only("escape_double", [true], `${verb} takes two quotes for one`, "Leave it out");
}

function delimitersOf(call: Call, { delimiter, decimal }: Defaults): DelimitedOptions {
  if (call.has("delim")) return { delimiter: call.text("delim"), decimal };
  return delimiter === null ? {} : { delimiter, decimal };
}

function namesOf(call: Call): DelimitedOptions {
  if (!call.has("col_names")) return { header: true };
  const value = call.value("col_names");
  if (value.kind === "character") return { header: false, columnNames: call.texts("col_names") };
  return { header: call.flag("col_names", true) };
}

const LETTERS: Readonly<Record<string, ColumnClass | null>> = {
  c: "character",
  d: "numeric",
  n: "numeric",
  i: "integer",
  l: "logical",
  f: "factor",
  "-": "skip",
  _: "skip",
  "?": null,
  // Read as text, and made days then.
  D: "character",
  T: "character",
};
const COLUMNS: Readonly<Record<string, ColumnClass | null>> = {
  col_character: "character",
  col_double: "numeric",
  col_number: "numeric",
  col_integer: "integer",
  col_logical: "logical",
  col_factor: "factor",
  col_skip: "skip",
  col_guess: null,
  col_date: "character",
  col_datetime: "character",
};

/** `"cdf"`, or `cols(Trt = "f", y = col_double())`. */
function classesOf(call: Call): DelimitedOptions {
  const expr = call.quoted("col_types");
  if (!expr || expr.kind === "null") return {};
  const names = expr.kind === "call" ? calleeOf(expr)?.name : undefined;
  if (expr.kind === "call" && (names === "cols" || names === "list")) {
    const classes = expr.args.flatMap((arg): [string, ColumnClass][] => {
      const own = classOf(call, arg);
      return own.class ? [[own.name, own.class]] : [];
    });
    return { classes: Object.fromEntries(classes) };
  }
  const text = call.text("col_types");
  return { classes: [...text].map((letter) => ofLetter(call, letter, call.spanOf("col_types"))) };
}

function classOf(call: Call, arg: Argument): { name: string; class: ColumnClass | null } {
  const { name, value } = arg;
  if (name === null || name === ".default" || !value) {
    return refuseTypes(call, arg, "Each type has the name of a column here");
  }
  if (value.kind === "string") return { name, class: ofLetter(call, value.value, arg) };
  const own = value.kind === "call" ? calleeOf(value)?.name ?? "" : "";
  const column = /^col_(date|datetime|factor)$/.test(own) ? own : callWithoutArguments(value);
  if (column !== null && Object.hasOwn(COLUMNS, column)) return { name, class: COLUMNS[column]! };
  return refuseTypes(call, value, `Types are ${Object.keys(COLUMNS).join("(), ")}(), without more`);
}

/** The name of a call such as `col_double()`. */
function callWithoutArguments(expr: Expr): string | null {
  return expr.kind === "call" && expr.args.length === 0 ? calleeOf(expr)?.name ?? null : null;
}

function ofLetter(call: Call, letter: string, span: Span): ColumnClass | null {
  if (Object.hasOwn(LETTERS, letter)) return LETTERS[letter]!;
  return refuseTypes(call, span, "Letters are c d n i l f D T, - for a column left out, and ?");
}

function refuseTypes(call: Call, { start, end }: Span, hint: string): never {
  return fail("wrong-argument", `${call.verb.name}() knows no such type of a column`, {
    span: { start, end },
    hint,
  });
}

/** `locale = locale(decimal_mark = ",", encoding = "latin1")`. */
function localeOf(call: Call): DelimitedOptions {
  const expr = call.quoted("locale");
  if (!expr) return {};
  if (expr.kind !== "call" || calleeOf(expr)?.name !== "locale") {
    return refuseLocale(call, call.spanOf("locale"));
  }
  const options: DelimitedOptions = {};
  for (const { name, value, start, end } of expr.args) {
    const text = value?.kind === "string" ? value.value : null;
    if (name === "decimal_mark" && text !== null) options.decimal = text;
    else if (name === "encoding" && text !== null) options.encoding = text;
    else if (name !== "grouping_mark" || !isUsualMark(expr.args, text)) {
      refuseLocale(call, { start, end });
    }
  }
  return options;
}

/** The mark of thousands that goes with the decimal mark. */
function isUsualMark(args: readonly Argument[], mark: string | null): boolean {
  const decimal = args.find(({ name }) => name === "decimal_mark")?.value;
  return mark === (decimal?.kind === "string" && decimal.value === "," ? "." : ",");
}

function refuseLocale(call: Call, span: Span): never {
  return fail("wrong-argument", `${call.verb.name}() knows decimal_mark and encoding of a locale`, {
    span,
    hint: 'Write locale(decimal_mark = ",", encoding = "latin1")',
  });
}
